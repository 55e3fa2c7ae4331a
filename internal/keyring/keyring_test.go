package keyring_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/orderhatch/orderhatch/internal/keyring"
)

func ringOf(t testing.TB, lines ...string) *keyring.Ring {
	t.Helper()
	ring, err := keyring.FromEnv(strings.Join(lines, "\n"))
	require.NoError(t, err)
	return ring
}

func TestWhatWasSealedOpens(t *testing.T) {
	ring := ringOf(t, keyring.NewLine())
	rapid.Check(t, func(t *rapid.T) {
		plaintext := rapid.SliceOf(rapid.Byte()).Draw(t, "plaintext")
		aad := rapid.SliceOf(rapid.Byte()).Draw(t, "aad")
		sealed := ring.Seal(plaintext, aad)
		opened, err := ring.Open(sealed, aad)
		if err != nil || !bytes.Equal(opened, plaintext) {
			t.Fatalf("opened %x, %v", opened, err)
		}
		at := rapid.IntRange(0, len(sealed)-1).Draw(t, "changed byte")
		sealed[at] ^= 0x40
		if _, err := ring.Open(sealed, aad); err == nil {
			t.Fatalf("a text changed at %d was opened", at)
		}
	})
}

func TestASealedTextBelongsToItsPlace(t *testing.T) {
	ring := ringOf(t, keyring.NewLine())
	sealed := ring.Seal([]byte("s3cret"), []byte("arbat-1"))
	require.NotContains(t, string(sealed), "s3cret")
	require.NotEqual(t, sealed, ring.Seal([]byte("s3cret"), []byte("arbat-1")), "the nonce is new each time")
	_, err := ring.Open(sealed, []byte("tverskaya-2"))
	require.ErrorIs(t, err, keyring.ErrDamaged)
}

func TestCutTextsAreDamaged(t *testing.T) {
	ring := ringOf(t, keyring.NewLine())
	sealed := ring.Seal([]byte("text"), nil)
	for size := range len(sealed) {
		_, err := ring.Open(sealed[:size], nil)
		require.Error(t, err, "the first %d bytes", size)
	}
	_, err := ring.Open(sealed[:5], nil)
	require.ErrorIs(t, err, keyring.ErrDamaged)
}

func TestOldKeysReadAndTheFirstWrites(t *testing.T) {
	old, fresh := keyring.NewLine(), keyring.NewLine()
	sealed := ringOf(t, old).Seal([]byte("text"), nil)
	rotated := ringOf(t, fresh, old)
	opened, err := rotated.Open(sealed, nil)
	require.NoError(t, err)
	require.Equal(t, "text", string(opened))

	oldID, _, _ := strings.Cut(old, ":")
	freshID, _, _ := strings.Cut(fresh, ":")
	require.Equal(t, freshID, rotated.KeyID())
	_, err = ringOf(t, fresh).Open(sealed, nil)
	var unknown *keyring.UnknownKeyError
	require.ErrorAs(t, err, &unknown)
	require.Equal(t, oldID, unknown.KeyID)
	require.ErrorContains(t, err, oldID)
}

func TestUnusableRings(t *testing.T) {
	good := keyring.NewLine()
	short := base64.StdEncoding.EncodeToString([]byte("too short"))
	for name, text := range map[string]string{
		"empty": "", "only a comment": "# nothing\n", "no id": ":" + short, "no colon": "just a text",
		"a space in the id": "my key:" + short, "short key": "k1:" + short, "not base64": "k1:%%%", "twice": good + "\n" + good,
		"id too long": strings.Repeat("k", 33) + good, "too many": manyKeys(65),
	} {
		_, err := keyring.FromEnv(text)
		require.Error(t, err, name)
		require.NotContains(t, err.Error(), short, "%s: an error must not show a key", name)
	}
	_, err := keyring.FromEnv(" # comment\n\n" + good + " , " + keyring.NewLine() + "\r\n")
	require.NoError(t, err)
}

func manyKeys(count int) string {
	var lines []string
	for range count {
		lines = append(lines, keyring.NewLine())
	}
	return strings.Join(lines, "\n")
}

func TestARingNeverPrintsItsKeys(t *testing.T) {
	line := keyring.NewLine()
	_, key, _ := strings.Cut(line, ":")
	ring := ringOf(t, line)
	require.NotContains(t, fmt.Sprintf("%v %+v %#v %s", ring, ring, ring, ring), key)
}

func TestTheFileIsMadeOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys")
	const processes = 8
	ids := make([]string, processes)
	var started sync.WaitGroup
	for i := range processes {
		started.Go(func() {
			if ring, err := keyring.Load(path); err == nil {
				ids[i] = ring.KeyID()
			}
		})
	}
	started.Wait()
	require.NotEmpty(t, ids[0])
	for _, id := range ids {
		require.Equal(t, ids[0], id)
	}
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1, "no temporary file is left")
}

func TestLoadTellsWhatIsWrong(t *testing.T) {
	folder := t.TempDir()
	_, err := keyring.Load(filepath.Join(folder, "missing", "keys"))
	require.ErrorContains(t, err, "cannot be made")
	_, err = keyring.Load(folder)
	require.ErrorContains(t, err, "cannot be read")
	broken := filepath.Join(folder, "keys")
	require.NoError(t, os.WriteFile(broken, []byte("nonsense"), 0o600))
	_, err = keyring.Load(broken)
	require.ErrorContains(t, err, broken)
}
