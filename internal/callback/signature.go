package callback

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// SignatureHeader carries the proof that a body is ours and unchanged, as
// "t=<unix seconds>,v1=<hex>". While a secret is being exchanged there is a v1
// of each.
const SignatureHeader = "X-Orderhatch-Signature"

// tolerance is how far a signature's time may be from ours: enough for a bad
// clock, too little for a body that somebody kept.
const tolerance = 5 * time.Minute

// ErrSignature says that a signature is missing, wrong or too old.
var ErrSignature = errors.New("the signature is missing, wrong or too old")

// Sign makes the header's value for a body: hex HMAC-SHA256 of "t.body" under
// each secret.
func Sign(body []byte, at time.Time, secrets ...string) string {
	stamp := strconv.FormatInt(at.Unix(), 10)
	header := "t=" + stamp
	for _, secret := range secrets {
		header += ",v1=" + hex.EncodeToString(mac(secret, stamp, body))
	}
	return header
}

// Verify checks a header's value against the body: one v1 that fits one of the
// secrets is enough.
func Verify(header string, body []byte, now time.Time, secrets ...string) error {
	stamp, signatures := "", [][]byte{}
	for part := range strings.SplitSeq(header, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "t":
			stamp = value
		case "v1":
			if signature, err := hex.DecodeString(value); err == nil && len(signatures) < 8 {
				signatures = append(signatures, signature)
			}
		}
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil {
		return fmt.Errorf("%w: no time", ErrSignature)
	}
	if age := now.Sub(time.Unix(seconds, 0)); age > tolerance || age < -tolerance {
		return fmt.Errorf("%w: its time is too far from ours", ErrSignature)
	}
	for _, secret := range secrets {
		expected := mac(secret, stamp, body)
		for _, signature := range signatures {
			if hmac.Equal(signature, expected) {
				return nil
			}
		}
	}
	return ErrSignature
}

func mac(secret, stamp string, body []byte) []byte {
	hash := hmac.New(sha256.New, []byte(secret))
	hash.Write([]byte(stamp + "."))
	hash.Write(body)
	return hash.Sum(nil)
}
