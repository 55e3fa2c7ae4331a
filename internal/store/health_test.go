package store

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

func testHealth(t *testing.T, d database) {
	since := noon.Add(-time.Hour)
	bad := restaurant.Health{Restaurant: "arbat-1", FailingSince: &since, Failures: 3, CheckedAt: noon,
		Fault: order.CodeStationUnreachable.Fault(""), Licence: restaurant.LicenceHealth{Mode: restaurant.Lifetime, Valid: true}}
	require.NoError(t, d.PutHealth(t.Context(), bad))
	all, err := d.Healths(t.Context())
	require.NoError(t, err)
	require.Equal(t, map[string]restaurant.Health{"arbat-1": bad}, all)

	good := restaurant.Health{Restaurant: "arbat-1", Online: true, Version: "7.25.11.2001", CheckedAt: noon.Add(time.Minute)}
	require.NoError(t, d.PutHealth(t.Context(), good))
	require.NoError(t, d.PutHealth(t.Context(), bad), "an older state is no error")
	all, err = d.Healths(t.Context())
	require.NoError(t, err)
	require.Equal(t, map[string]restaurant.Health{"arbat-1": good}, all)
}

func testLicenceTokens(t *testing.T, d database) {
	_, err := d.LicenceToken(t.Context(), "arbat-1")
	requireCode(t, order.CodeNotFound, err)
	until := noon.AddDate(0, 1, 0)
	token := restaurant.LicenceToken{Restaurant: "arbat-1", Anchor: "6:product#100000001/17", Token: "s3cret", Until: &until, FetchedAt: noon}
	require.NoError(t, d.PutLicenceToken(t.Context(), token))
	token.Until, token.Token = nil, "s3cret again"
	require.NoError(t, d.PutLicenceToken(t.Context(), token))
	got, err := d.LicenceToken(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, token, got)
	var raw []byte
	require.NoError(t, d.read.Get(&raw, "SELECT token FROM licence_tokens"))
	require.NotContains(t, string(raw), "s3cret")
}

func testAbandonedLicence(t *testing.T, d database) {
	pending, _, err := d.ReserveLicence(t.Context(), "arbat-1", "worker-1", "fill 1", numbered("fill 1"))
	require.NoError(t, err)
	other := pending
	other.Key = "fill 2"
	require.NoError(t, d.AbandonLicence(t.Context(), "arbat-1", other, 7))
	d.requireCounter(t, -1, true)
	require.NoError(t, d.AbandonLicence(t.Context(), "arbat-1", pending, 7))
	d.requireCounter(t, 7, false)
	require.NoError(t, d.AbandonLicence(t.Context(), "arbat-1", pending, 3), "it is gone already")
	d.requireCounter(t, 7, false)
	require.Error(t, d.AbandonLicence(t.Context(), "arbat-1", pending, -2))
}

func testWritesInHand(t *testing.T, d database) {
	mine := restaurant.StationWrite{OrderID: "order-1", Step: "fill", Restaurant: "arbat-1", Holder: "worker-1"}
	theirs := mine
	theirs.Holder = "worker-2"

	there, held, err := d.ClaimWrite(t.Context(), mine, time.Hour)
	require.NoError(t, err)
	require.True(t, held)
	require.Equal(t, mine, there)
	_, held, err = d.ClaimWrite(t.Context(), theirs, time.Hour)
	require.NoError(t, err)
	require.False(t, held, "somebody else has it in hand")
	require.Error(t, d.NoteSend(t.Context(), theirs, time.Hour))

	sent := mine
	sent.Before, sent.Body = "nothing", []byte("<s3cret/>")
	require.NoError(t, d.NoteSend(t.Context(), sent, time.Hour))
	sent.Before, sent.Body = "", []byte("<s3cret again/>")
	require.NoError(t, d.NoteSend(t.Context(), sent, time.Hour), "what was there before is not looked at again")
	var raw []byte
	require.NoError(t, d.read.Get(&raw, "SELECT body FROM station_writes"))
	require.NotContains(t, string(raw), "s3cret")

	end := func(holder string, settled ...string) restaurant.StepEnd {
		return restaurant.StepEnd{OrderID: "order-1", Step: "fill", Holder: holder, Attempt: 1, StartedAt: time.Now(), Outcome: "done", Settled: settled}
	}
	require.NoError(t, d.EndStep(t.Context(), end("worker-2")), "who has nothing in hand lets nothing go")
	_, held, err = d.ClaimWrite(t.Context(), theirs, time.Hour)
	require.NoError(t, err)
	require.False(t, held)
	require.NoError(t, d.EndStep(t.Context(), end("worker-1")))
	there, held, err = d.ClaimWrite(t.Context(), theirs, -time.Second)
	require.NoError(t, err)
	require.True(t, held)
	require.WithinDuration(t, time.Now(), there.SentAt, time.Minute)
	there.SentAt = time.Time{}
	require.Equal(t, restaurant.StationWrite{OrderID: "order-1", Step: "fill", Restaurant: "arbat-1", Holder: "worker-2",
		Sends: 2, Before: "nothing", Body: []byte("<s3cret again/>")}, there)
	theirs.Before = "something else"
	require.NoError(t, d.NoteSend(t.Context(), theirs, time.Hour))
	renewed, err := d.Write(t.Context(), "order-1", "fill")
	require.NoError(t, err)
	require.Equal(t, "something else", renewed.Before, "it was looked at again")
	_, _, err = d.ClaimWrite(t.Context(), theirs, -time.Second)
	require.NoError(t, err)
	there, held, err = d.ClaimWrite(t.Context(), mine, time.Hour)
	require.NoError(t, err)
	require.True(t, held, "the holder's time is over")
	require.Error(t, d.NoteSend(t.Context(), theirs, time.Hour), "and it may not send any more")
	require.NoError(t, d.NoteNotSent(t.Context(), mine))
	there, _, err = d.ClaimWrite(t.Context(), mine, time.Hour)
	require.NoError(t, err)
	require.Equal(t, 2, there.Sends)

	there, err = d.Write(t.Context(), "order-1", "fill")
	require.NoError(t, err)
	require.Equal(t, 2, there.Sends)
	there, err = d.Write(t.Context(), "order-1", "create")
	require.NoError(t, err)
	require.Equal(t, restaurant.StationWrite{OrderID: "order-1", Step: "create"}, there, "nothing was noted of it")

	require.NoError(t, d.EndStep(t.Context(), end("worker-3", "create")))
	_, held, err = d.ClaimWrite(t.Context(), theirs, time.Hour)
	require.NoError(t, err)
	require.False(t, held, "another step was settled")
	require.NoError(t, d.EndStep(t.Context(), end("worker-3", "create", "fill")))
	there, held, err = d.ClaimWrite(t.Context(), theirs, time.Hour)
	require.NoError(t, err)
	require.True(t, held)
	require.Equal(t, 2, there.Sends, "who comes late knows that it was sent")
	require.Nil(t, there.Body, "but not any more what")
	everything := end("worker-3")
	everything.SettledAll = true
	require.NoError(t, d.EndStep(t.Context(), everything))
	_, held, err = d.ClaimWrite(t.Context(), mine, time.Hour)
	require.NoError(t, err)
	require.True(t, held)
	require.NoError(t, d.ForgetOldWrites(t.Context(), time.Now().Add(time.Hour)))
	there, held, err = d.ClaimWrite(t.Context(), theirs, time.Hour)
	require.NoError(t, err)
	require.True(t, held)
	require.Zero(t, there.Sends)
}
