package yandexeda

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/order"
)

// tokenLife is how long a token is good. It is also how long a key that was
// taken away can still be used by who had a token.
const tokenLife = 15 * time.Minute

// giveToken exchanges the source's key for a token.
func giveToken(ctx context.Context, desk adapters.Desk, in adapters.Request) adapters.Response {
	if in.Method != http.MethodPost {
		return refused(http.StatusMethodNotAllowed, "Tokens are asked for with POST.")
	}
	form, err := url.ParseQuery(string(in.Body))
	if err != nil {
		return refused(http.StatusBadRequest, "The body must be a form.")
	}
	if grant := form.Get("grant_type"); grant != "" && grant != "client_credentials" {
		return refused(http.StatusBadRequest, "grant_type must be client_credentials.")
	}
	source, err := desk.SourceOf(ctx, form.Get("client_secret"))
	wrong := err == nil && (source.ID != in.Source.ID || form.Get("client_id") != in.Source.ID)
	switch code := order.CodeOf(err); {
	case wrong, code == order.CodeUnauthorized, code == order.CodeForbidden:
		return adapters.Response{Status: http.StatusUnauthorized, Body: map[string]string{"reason": "client_id or client_secret is wrong"}}
	case err != nil:
		return failed(err)
	}
	secrets, err := desk.SigningSecrets(ctx, in.Source.ID)
	if err != nil {
		return failed(err)
	}
	until := in.Now.Add(tokenLife).Unix()
	return adapters.Response{Status: http.StatusOK, Body: map[string]any{
		"access_token": tokenUntil(in.Source.ID, until, secrets[0]), "token_type": "Bearer", "expires_in": int(tokenLife.Seconds()),
	}}
}

// goodToken checks the token of a request. Some clients send it without "Bearer".
func goodToken(in adapters.Request, secrets []string) bool {
	token := strings.TrimSpace(strings.TrimPrefix(in.Header.Get("Authorization"), "Bearer"))
	stamp, _, ok := strings.Cut(token, ".")
	until, err := strconv.ParseInt(stamp, 10, 64)
	if !ok || err != nil || in.Now.Unix() >= until {
		return false
	}
	return slices.ContainsFunc(secrets, func(secret string) bool {
		return hmac.Equal([]byte(token), []byte(tokenUntil(in.Source.ID, until, secret)))
	})
}

// tokenUntil needs no memory: it says until when it is good and proves it.
func tokenUntil(source string, until int64, secret string) string {
	stamp := strconv.FormatInt(until, 10)
	hash := hmac.New(sha256.New, []byte(secret))
	hash.Write([]byte("yandexeda token\x00" + source + "\x00" + stamp))
	return stamp + "." + hex.EncodeToString(hash.Sum(nil))
}
