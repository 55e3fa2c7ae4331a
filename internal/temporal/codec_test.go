package temporal_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	sdktemporal "go.temporal.io/sdk/temporal"
	"google.golang.org/protobuf/proto"
	"pgregory.net/rapid"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/temporal"
)

const secret = "+79991234567"

func ringOf(t testing.TB, lines ...string) *keyring.Ring {
	t.Helper()
	ring, err := keyring.FromEnv(strings.Join(lines, "\n"))
	require.NoError(t, err)
	return ring
}

func convertersOf(t testing.TB, lines ...string) temporal.Converters {
	t.Helper()
	converters, err := temporal.NewConverters(ringOf(t, lines...))
	require.NoError(t, err)
	return converters
}

func TestPayloadsComeBackAsTheyWere(t *testing.T) {
	codec := convertersOf(t, keyring.NewLine()).Codec
	rapid.Check(t, func(t *rapid.T) {
		payload := &commonpb.Payload{
			Metadata: map[string][]byte{"encoding": []byte(rapid.StringMatching(`[a-z]{1,9}/[a-z]{1,9}`).Draw(t, "encoding"))},
			Data: []byte(strings.Repeat(rapid.StringN(0, 50, 200).Draw(t, "text"), rapid.IntRange(0, 50).Draw(t, "times")) +
				rapid.StringN(0, 500, 2000).Draw(t, "tail")),
		}
		sealed, err := codec.Encode([]*commonpb.Payload{payload})
		if err != nil {
			t.Fatal(err)
		}
		opened, err := codec.Decode(sealed)
		if err != nil || len(opened) != 1 || !proto.Equal(opened[0], payload) {
			t.Fatalf("opened %v, %v", opened, err)
		}
	})
}

func TestNothingReadableIsStored(t *testing.T) {
	converters := convertersOf(t, "k1:"+strings.Split(keyring.NewLine(), ":")[1])
	stored, err := converters.Data.ToPayload(map[string]string{"phone": secret})
	require.NoError(t, err)
	raw, err := proto.Marshal(stored)
	require.NoError(t, err)
	require.NotContains(t, string(raw), secret)
	require.NotContains(t, string(raw), "phone")
	require.Equal(t, "k1", string(stored.Metadata["encryption-key-id"]), "people must see which key a history needs")

	failure := converters.Failure.ErrorToFailure(sdktemporal.NewApplicationError("the phone is "+secret, "some_type", secret))
	raw, err = proto.Marshal(failure)
	require.NoError(t, err)
	require.NotContains(t, string(raw), secret)
	require.Contains(t, converters.Failure.FailureToError(failure).Error(), secret)
}

func TestOldKeysStillRead(t *testing.T) {
	old, young := keyring.NewLine(), keyring.NewLine()
	stored, err := convertersOf(t, old).Data.ToPayload([]string{"hello"})
	require.NoError(t, err)

	var text []string
	require.NoError(t, convertersOf(t, young, old).Data.FromPayload(stored, &text))
	require.Equal(t, []string{"hello"}, text)

	err = convertersOf(t, young).Data.FromPayload(stored, &text)
	var unknown *keyring.UnknownKeyError
	require.ErrorAs(t, err, &unknown)
	require.Equal(t, strings.Split(old, ":")[0], unknown.KeyID)
}

func TestAPlainClientIsUnderstood(t *testing.T) {
	plain, err := converter.GetDefaultDataConverter().ToPayload("from another client")
	require.NoError(t, err)
	var text string
	require.NoError(t, convertersOf(t, keyring.NewLine()).Data.FromPayload(plain, &text))
	require.Equal(t, "from another client", text)
}

func TestChangedPayloadsAreRefused(t *testing.T) {
	converters := convertersOf(t, keyring.NewLine())
	stored, err := converters.Data.ToPayload([]string{"hello"})
	require.NoError(t, err)
	stored.Data[len(stored.Data)-1] ^= 1
	var text string
	require.ErrorIs(t, converters.Data.FromPayload(stored, &text), keyring.ErrDamaged)
}

func TestSealedPayloadsAreNotSealedAgain(t *testing.T) {
	codec := convertersOf(t, keyring.NewLine()).Codec
	once, err := codec.Encode([]*commonpb.Payload{{Data: []byte("x")}})
	require.NoError(t, err)
	twice, err := codec.Encode(once)
	require.NoError(t, err)
	require.True(t, proto.Equal(once[0], twice[0]))
}

// TestPackingStaysTheSame opens what an earlier version wrote: if this fails,
// no order that is under way today could be read after an update.
func TestPackingStaysTheSame(t *testing.T) {
	const key = "golden:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
	const file = "testdata/payload.hex"
	want := map[string]any{"status": "waiting", "note": strings.Repeat("without onion ", 10)}
	converters := convertersOf(t, key)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		stored, err := converters.Data.ToPayload(want)
		require.NoError(t, err)
		raw, err := proto.Marshal(stored)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, []byte(hex.EncodeToString(raw)+"\n"), 0o600))
	}
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	raw, err := hex.DecodeString(strings.TrimSpace(string(text)))
	require.NoError(t, err)
	var stored commonpb.Payload
	require.NoError(t, proto.Unmarshal(raw, &stored))
	var got map[string]any
	require.NoError(t, converters.Data.FromPayload(&stored, &got))
	require.Equal(t, want, got)
}

func TestDictionaryNeverChanges(t *testing.T) {
	sum := sha256.Sum256([]byte(temporal.Dictionary1))
	require.Equal(t, "e519127bf9554ae988e0d0692d4c3796a78cf4a2b6a06edf5eecf9d9c4f04d48", hex.EncodeToString(sum[:]),
		"histories were packed with this dictionary: make a new one with a new packing byte instead")
}

func TestOrdersShrink(t *testing.T) {
	text, err := os.ReadFile("testdata/order.json")
	require.NoError(t, err)
	packed := temporal.Pack(text)
	require.Less(t, len(packed)*3, len(text), "%d bytes became %d", len(text), len(packed))
	t.Logf("%d bytes became %d", len(text), len(packed))
}

func TestKeysAreRequired(t *testing.T) {
	_, err := temporal.NewConverters(nil)
	require.Error(t, err)
	_, err = temporal.NewReplayer(nil)
	require.Error(t, err)
}

func BenchmarkEncodeOrder(b *testing.B) {
	text, err := os.ReadFile("testdata/order.json")
	require.NoError(b, err)
	codec := convertersOf(b, keyring.NewLine()).Codec
	payloads := []*commonpb.Payload{{Metadata: map[string][]byte{"encoding": []byte("json/plain")}, Data: text}}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := codec.Encode(payloads); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDecodeOrder(b *testing.B) {
	text, err := os.ReadFile("testdata/order.json")
	require.NoError(b, err)
	codec := convertersOf(b, keyring.NewLine()).Codec
	sealed, err := codec.Encode([]*commonpb.Payload{{Metadata: map[string][]byte{"encoding": []byte("json/plain")}, Data: text}})
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := codec.Decode(sealed); err != nil {
			b.Fatal(err)
		}
	}
}
