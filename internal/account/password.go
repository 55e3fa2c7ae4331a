package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// The cost of a password: OWASP's second choice for argon2id, about 20 ms. More
// memory would let a few sign-ins at once starve a small machine.
const (
	argonMemory  = 19 * 1024 // KiB
	argonTime    = 2
	argonThreads = 1
	argonKey     = 32
	argonSalt    = 16
)

// The bounds of a password that may be set.
const (
	MinPassword = 10 // characters
	MaxPassword = 200
)

var errPassword = fmt.Errorf("a password must have from %d to %d characters", MinPassword, MaxPassword)

// HashPassword makes what is stored of a password: argon2id in PHC form.
func HashPassword(password string) (string, error) {
	if length := utf8.RuneCountInString(password); length < MinPassword || length > MaxPassword {
		return "", errPassword
	}
	salt := make([]byte, argonSalt)
	if _, err := rand.Read(salt); err != nil {
		return "", err
	}
	key := argon2.IDKey([]byte(password), salt, argonTime, argonMemory, argonThreads, argonKey)
	encode := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, argonMemory, argonTime, argonThreads, encode(salt), encode(key)), nil
}

// NobodysHash is checked when there is no such person, so that the answer takes
// as long as for one who exists. No password is known to match it.
const NobodysHash = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

// PasswordMatches says whether password is the one that was hashed.
func PasswordMatches(phc, password string) bool {
	hash, err := parsePHC(phc)
	if err != nil {
		return false
	}
	key := argon2.IDKey([]byte(password), hash.salt, hash.time, hash.memory, hash.threads, uint32(len(hash.key)))
	return subtle.ConstantTimeCompare(key, hash.key) == 1
}

type phcHash struct {
	memory, time uint32
	threads      uint8
	salt, key    []byte
}

var errPHC = errors.New("not an argon2id hash in PHC form")

func parsePHC(text string) (hash phcHash, err error) {
	parts := strings.Split(text, "$")
	if len(parts) != 6 || parts[1] != "argon2id" || parts[2] != fmt.Sprintf("v=%d", argon2.Version) {
		return hash, errPHC
	}
	if _, err = fmt.Sscanf(parts[3], "m=%d,t=%d,p=%d", &hash.memory, &hash.time, &hash.threads); err != nil {
		return hash, errPHC
	}
	if hash.memory > 1<<20 || hash.time == 0 || hash.time > 100 || hash.threads == 0 {
		return hash, errPHC
	}
	if hash.salt, err = base64.RawStdEncoding.DecodeString(parts[4]); err != nil {
		return hash, errPHC
	}
	if hash.key, err = base64.RawStdEncoding.DecodeString(parts[5]); err != nil || len(hash.key) == 0 || len(hash.key) > 64 {
		return hash, errPHC
	}
	return hash, nil
}
