package callback

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// The value is fixed: receivers in other languages are written against it.
func TestSignatureIsTheDocumentedOne(t *testing.T) {
	require.Equal(t, "t=1795521600,v1=3cae8dd734c0d02a6eb4e08d00742104b974f9f1375ba16cb47bf06d19ab5337", Sign([]byte(`{"id":"1"}`), noon, "secret"))
}

func TestWhatWasSignedVerifies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body := rapid.SliceOf(rapid.Byte()).Draw(t, "body")
		old, fresh := rapid.String().Draw(t, "old"), rapid.String().Draw(t, "fresh")
		header := Sign(body, noon, fresh, old)
		for _, secret := range []string{old, fresh} {
			if err := Verify(header, body, noon.Add(4*time.Minute), secret); err != nil {
				t.Fatal(err)
			}
		}
		if Verify(header, append(body, 'x'), noon, fresh) == nil {
			t.Fatal("a changed body verified")
		}
	})
}

func TestWhatDoesNotVerify(t *testing.T) {
	body := []byte("{}")
	good := Sign(body, noon, "secret")
	require.NoError(t, Verify(good, body, noon, "other", "secret"))
	require.NoError(t, Verify(" v0=00, "+good, body, noon, "secret"), "what is not known is skipped")
	for name, header := range map[string]string{
		"none": "", "no time": good[len("t=1795521600,"):], "no signature": "t=1795521600,v2=00", "not hex": "t=1795521600,v1=zz", "another time": "t=1795521601" + good[len("t=1795521600"):],
	} {
		require.ErrorIs(t, Verify(header, body, noon, "secret"), ErrSignature, name)
	}
	require.ErrorIs(t, Verify(good, body, noon.Add(6*time.Minute), "secret"), ErrSignature, "too old")
	require.ErrorIs(t, Verify(good, body, noon.Add(-6*time.Minute), "secret"), ErrSignature, "from the future")
	require.ErrorIs(t, Verify(good, body, noon, "other"), ErrSignature)
	require.ErrorIs(t, Verify(good, body, noon), ErrSignature)
}
