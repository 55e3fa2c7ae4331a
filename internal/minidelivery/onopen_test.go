package minidelivery

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

const stationGUID = "{0A1B2C3D-0000-4000-8000-00000000ABCD}"

// opened is the edit form's script: it asks and looks at nothing but whether
// there was an answer.
func (h *harness) opened(guid, from string) (int, time.Duration) {
	h.Helper()
	request := httptest.NewRequest("GET", "/api/int/orderitems", nil)
	request.URL.RawQuery = "guid=" + guid // as the script writes it: not escaped
	request.RemoteAddr = from
	recorder := httptest.NewRecorder()
	began := time.Now()
	h.handler.ServeHTTP(recorder, request)
	return recorder.Code, time.Since(began)
}

// createdOnStation posts and accepts an order and puts it on the station, empty.
func (h *harness) createdOnStation() order.Order {
	h.Helper()
	record, _ := h.ordered(borsch)
	h.act(record.ID, func(life *order.Life, now time.Time) {
		require.Nil(h, life.Accept(order.AcceptCommand{Caller: order.Caller{Actor: order.Actor{Kind: order.Person, Name: "olga"}}, Checks: []order.Check{}}, now))
		life.Begin(order.WorkCreate)
		life.CreatedOnStation(order.StationOrder{OrderGUID: stationGUID}, now)
		require.Equal(h, order.WorkNone, life.Next(now), "it is empty until it is opened")
	})
	return record
}

func (h *harness) next(id string) (work order.Work) {
	h.act(id, func(life *order.Life, now time.Time) { work = life.Next(now) })
	return work
}

func (h *harness) saved() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.saves
}

func TestOpeningAnOrderFillsItOnce(t *testing.T) {
	for _, form := range []string{stationGUID, strings.ToLower(stationGUID), strings.Trim(stationGUID, "{}"), "%7B" + strings.Trim(stationGUID, "{}") + "%7D", strings.ReplaceAll(strings.Trim(stationGUID, "{}"), "-", "")} {
		h := start(t)
		record := h.createdOnStation()
		code, _ := h.opened(form, "192.168.1.7:40000")
		require.Equal(t, http.StatusOK, code)
		require.Equal(t, order.WorkFill, h.next(record.ID), form)
		h.opened(form, "192.168.1.7:40000")
		h.opened(form, "192.168.1.7:40000")
		h.act(record.ID, func(life *order.Life, now time.Time) {
			life.Begin(order.WorkFill)
			life.FilledOnStation([]order.StationLine{{PLU: "410", Quantity: order.Pieces(2)}}, 64000, nil, now)
		})
		saves := h.saved()
		for range 3 { // the operator took a dish out and opens the order again
			h.opened(form, "192.168.1.7:40000")
		}
		require.Equal(t, saves, h.saved(), "what was taken out stays out")
		require.Equal(t, order.WorkNone, h.next(record.ID))
	}
}

func TestOpeningWhatIsNotOursIsAQuickSuccess(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // so that time passes only in waiting
		h := start(t)
		h.createdOnStation()
		for _, guid := range []string{"{11111111-1111-4111-8111-111111111111}", "", "nonsense", "{}", "%00", strings.Repeat("F", 1000)} {
			code, took := h.opened(guid, "127.0.0.1:1")
			require.Equal(t, http.StatusOK, code, guid)
			require.Less(t, took, openTime)
		}
		require.Zero(t, h.saved())
	})
}

func TestOnlyOrdersThatAreFilledOnOpening(t *testing.T) {
	h := start(t)
	record := h.createdOnStation()
	h.act(record.ID, func(life *order.Life, now time.Time) { life.Fill = order.FillOnSave; life.Revision++ })
	h.opened(stationGUID, "127.0.0.1:1")
	require.Zero(t, h.saved())
}

func TestOnlyStationsMayAsk(t *testing.T) {
	h := start(t)
	h.createdOnStation()
	for _, stranger := range []string{"8.8.8.8:1", "[2a02:6b8::1]:1", "nonsense"} {
		code, _ := h.opened(stationGUID, stranger)
		require.Equal(t, http.StatusForbidden, code, stranger)
	}
	require.Zero(t, h.saved())
	for _, station := range []string{"10.1.2.3:1", "[::1]:1", "[::ffff:192.168.1.7]:1"} {
		code, _ := h.opened(stationGUID, station)
		require.Equal(t, http.StatusOK, code, station)
	}
	narrow := start(t, func(m *restaurant.MiniDelivery) { m.Stations = []string{"10.0.0.5", "192.168.7.0/24", "nonsense"} })
	for from, want := range map[string]int{"10.0.0.5:1": 200, "192.168.7.9:1": 200, "10.0.0.6:1": 403, "127.0.0.1:1": 403} {
		code, _ := narrow.opened(stationGUID, from)
		require.Equal(t, want, code, from)
	}
}

// Whatever hangs behind it, the till's window opens.
func TestTheTillNeverWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // so that time passes only in waiting
		h := start(t)
		record := h.createdOnStation()
		h.stuck = make(chan struct{})
		code, took := h.opened(stationGUID, "127.0.0.1:1")
		require.Equal(t, http.StatusOK, code)
		require.Less(t, took, openTime)
		code, took = h.opened(stationGUID, "127.0.0.1:1")
		require.Equal(t, http.StatusOK, code)
		require.Less(t, took, answerWithin, "the second one does not even wait")
		close(h.stuck)
		require.Eventually(t, func() bool { return h.next(record.ID) == order.WorkFill }, waitTime, waitStep, "the work goes on behind the answer")
		require.Equal(t, 1, h.saved())
	})
}

// A database that does not answer keeps the till's window waiting no longer.
func TestTheTillNeverWaitsForTheDatabase(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // so that time passes only in waiting
		h := start(t)
		h.handler.Restaurants = hanging{}
		code, took := h.opened(stationGUID, "127.0.0.1:1")
		require.Equal(t, http.StatusOK, code)
		require.Less(t, took, openTime)
	})
}

// A database that is merely slow and a station that hangs take no longer together.
func TestTheTillNeverWaitsForBoth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // so that time passes only in waiting
		h := start(t)
		h.createdOnStation()
		h.stuck = make(chan struct{})
		defer close(h.stuck)
		h.handler.Restaurants = slow{h.handler.Restaurants}
		code, took := h.opened(stationGUID, "127.0.0.1:1")
		require.Equal(t, http.StatusOK, code)
		require.Less(t, took, openTime)
	})
}

// slow answers just before nobody waits any more.
type slow struct{ Restaurants }

func (s slow) Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error) {
	deadline, _ := ctx.Deadline()
	select {
	case <-time.After(time.Until(deadline) - 10*time.Millisecond):
		return s.Restaurants.Restaurant(context.WithoutCancel(ctx), id)
	case <-ctx.Done():
		return restaurant.Restaurant{}, ctx.Err()
	}
}

type hanging struct{}

func (hanging) Restaurant(ctx context.Context, _ string) (restaurant.Restaurant, error) {
	<-ctx.Done()
	return restaurant.Restaurant{}, ctx.Err()
}

func TestClosingEndsTheWorkBehindAnswers(t *testing.T) {
	h := start(t)
	h.createdOnStation()
	h.stuck = make(chan struct{}) // for ever
	h.opened(stationGUID, "127.0.0.1:1")
	h.handler.Close()
	code, _ := h.opened(stationGUID, "127.0.0.1:1")
	require.Equal(t, http.StatusOK, code)
	require.Zero(t, h.saved())
}
