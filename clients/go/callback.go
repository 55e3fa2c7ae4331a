package orderhatch

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"time"
)

// SignatureHeader carries the signature of a callback.
const SignatureHeader = "X-Orderhatch-Signature"

// ErrSignature says that a callback is not from your installation, was changed,
// or is an old one sent again.
var ErrSignature = errors.New("orderhatch: the callback's signature does not fit")

// VerifyCallback checks a callback's signature header against its raw body and
// your signing secret. Times more than five minutes from now are refused.
func VerifyCallback(header string, body []byte, secret string, now time.Time) error {
	stamp, signatures := "", []string{}
	for part := range strings.SplitSeq(header, ",") {
		switch name, value, _ := strings.Cut(part, "="); name {
		case "t":
			stamp = value
		case "v1":
			signatures = append(signatures, value)
		}
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return ErrSignature
	}
	hash := hmac.New(sha256.New, []byte(secret))
	hash.Write([]byte(stamp + "."))
	hash.Write(body)
	expected := hash.Sum(nil)
	for _, signature := range signatures {
		if given, err := hex.DecodeString(signature); err == nil && hmac.Equal(given, expected) {
			return nil
		}
	}
	return ErrSignature
}
