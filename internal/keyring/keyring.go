// Package keyring encrypts what must not be read from a disk, a backup or
// somebody else's server: AES-256-GCM under the newest of several keys.
package keyring

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
)

const (
	keyBytes   = 32 // AES-256
	maxKeyID   = 32 // it is written into every sealed text
	maxKeys    = 64
	format     = 1
	headerSize = 2 // format, length of the key's id
)

// ErrDamaged says that a sealed text was changed, cut, moved to another place,
// or never was one.
var ErrDamaged = errors.New("the encrypted data is damaged or belongs elsewhere")

// UnknownKeyError says which key would open a sealed text.
type UnknownKeyError struct{ KeyID string }

// Error tells people what to look for.
func (e *UnknownKeyError) Error() string {
	return fmt.Sprintf("the data was encrypted with key %q, which is not in the key ring: add that key's line to the key file", e.KeyID)
}

// Ring seals with its first key and opens with any. It is safe for concurrent use.
type Ring struct {
	active string
	keys   map[string]cipher.AEAD
}

// FromEnv reads a ring from a text of lines "id:base64 of 32 bytes". The first
// is the active key, the others are old ones for reading. Empty lines and lines
// that begin with # are skipped; commas separate as well as line ends, because
// an environment variable is awkward to give lines.
func FromEnv(text string) (*Ring, error) {
	ring := &Ring{keys: map[string]cipher.AEAD{}}
	number := 0
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == ',' }) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := ring.add(line); err != nil {
			return nil, fmt.Errorf("key ring, line %d: %w", number, err)
		}
	}
	if ring.active == "" {
		return nil, errors.New("the key ring has no key: it needs a line like id:base64 of 32 random bytes")
	}
	return ring, nil
}

// add reads one line. Its errors never repeat the key.
func (r *Ring) add(line string) error {
	id, encoded, ok := strings.Cut(line, ":")
	if !ok || !validID(id) {
		return fmt.Errorf("must look like id:base64, the id being 1 to %d letters, digits, dots, dashes or underscores", maxKeyID)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(encoded))
	if err != nil || len(key) != keyBytes {
		return fmt.Errorf("key %q must be the base64 of %d bytes", id, keyBytes)
	}
	if _, twice := r.keys[id]; twice {
		return fmt.Errorf("key id %q occurs twice", id)
	}
	if len(r.keys) == maxKeys {
		return fmt.Errorf("more than %d keys", maxKeys)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return err
	}
	// Nonces are random: one key is good for 2^32 sealings, far beyond what a
	// chain of restaurants writes between two rotations.
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return err
	}
	r.keys[id] = aead
	if r.active == "" {
		r.active = id
	}
	return nil
}

func validID(id string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"
	return id != "" && len(id) <= maxKeyID && strings.Trim(id, letters) == ""
}

// NewLine is a line with a new random key, to put before the lines of a ring.
func NewLine() string {
	id, key := make([]byte, 4), make([]byte, keyBytes)
	_, _ = rand.Read(id) // never fails: the program ends instead
	_, _ = rand.Read(key)
	return fmt.Sprintf("k%x:%s", id, base64.StdEncoding.EncodeToString(key))
}

// KeyID names the key that seals.
func (r *Ring) KeyID() string { return r.active }

// Seal encrypts under the active key. Opening needs the same aad, which says
// what the text belongs to, so that it cannot be moved to another place.
func (r *Ring) Seal(plaintext, aad []byte) []byte {
	header := append([]byte{format, byte(len(r.active))}, r.active...)
	aead := r.keys[r.active]
	sealed := make([]byte, len(header), len(header)+len(plaintext)+aead.Overhead())
	copy(sealed, header)
	return aead.Seal(sealed, nil, plaintext, bound(header, aad))
}

// Open decrypts what Seal made, under whichever key it was made with.
func (r *Ring) Open(sealed, aad []byte) ([]byte, error) {
	if len(sealed) < headerSize || sealed[0] != format {
		return nil, ErrDamaged
	}
	size := headerSize + int(sealed[1])
	if len(sealed) < size || !validID(string(sealed[headerSize:size])) {
		return nil, ErrDamaged
	}
	header, body := sealed[:size], sealed[size:]
	id := string(header[headerSize:])
	aead, known := r.keys[id]
	if !known {
		return nil, &UnknownKeyError{KeyID: id}
	}
	plaintext, err := aead.Open(nil, nil, body, bound(header, aad))
	if err != nil {
		return nil, ErrDamaged
	}
	return plaintext, nil
}

// Stale says whether a sealed text was made with another key than the active one.
func (r *Ring) Stale(sealed []byte) bool {
	size := headerSize + len(r.active)
	return len(sealed) < size || sealed[0] != format || int(sealed[1]) != len(r.active) || string(sealed[headerSize:size]) != r.active
}

// bound makes the header part of what is authenticated.
func bound(header, aad []byte) []byte {
	return append(append(make([]byte, 0, len(header)+len(aad)), header...), aad...)
}

// String names the active key only.
func (r *Ring) String() string { return "key ring with active key " + r.active }

// GoString names the active key only.
func (r *Ring) GoString() string { return r.String() }
