package temporal_test

import (
	"encoding/base64"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/temporal"
)

const uiOrigin = "http://127.0.0.1:8233"

func codecServer(t *testing.T, keys *keyring.Ring, refusal int) *httptest.Server {
	t.Helper()
	handler, err := temporal.NewCodecHandler(temporal.CodecOptions{
		Keys: keys, Origin: uiOrigin, MayDecode: func(*http.Request) int { return refusal },
	})
	require.NoError(t, err)
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	return server
}

// ask answers with the status, the body and the origin that may read it.
func ask(t *testing.T, server *httptest.Server, method, path, origin, body string) (status int, answer, allowed string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, strings.NewReader(body))
	require.NoError(t, err)
	if origin != "" {
		request.Header.Set("Origin", origin)
	}
	response, err := server.Client().Do(request)
	require.NoError(t, err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	return response.StatusCode, string(text), response.Header.Get("Access-Control-Allow-Origin")
}

func TestCodecHandlerDecodesForTheUI(t *testing.T) {
	keys := ringOf(t, keyring.NewLine())
	server := codecServer(t, keys, 0)
	converters, err := temporal.NewConverters(keys)
	require.NoError(t, err)
	sealed, err := converters.Data.ToPayloads("hello", 7)
	require.NoError(t, err)
	body, err := protojson.Marshal(sealed)
	require.NoError(t, err)

	status, answer, allowed := ask(t, server, http.MethodPost, "/codec/decode", uiOrigin, string(body))
	require.Equal(t, http.StatusOK, status, answer)
	require.Equal(t, uiOrigin, allowed)
	var opened commonpb.Payloads
	require.NoError(t, protojson.Unmarshal([]byte(answer), &opened))
	var text string
	var number int
	require.NoError(t, converter.GetDefaultDataConverter().FromPayloads(&opened, &text, &number))
	require.Equal(t, "hello", text)
	require.Equal(t, 7, number)
}

func TestCodecHandlerServesTheSDKsRemoteCodec(t *testing.T) {
	server := codecServer(t, ringOf(t, keyring.NewLine()), 0)
	remote := converter.NewRemoteDataConverter(converter.GetDefaultDataConverter(), converter.RemoteDataConverterOptions{Endpoint: server.URL + "/codec"})
	stored, err := remote.ToPayload(secret)
	require.NoError(t, err)
	require.NotContains(t, stored.String(), secret)
	var text string
	require.NoError(t, remote.FromPayload(stored, &text))
	require.Equal(t, secret, text)
}

func TestCodecHandlerRefuses(t *testing.T) {
	keys := ringOf(t, keyring.NewLine())
	damaged := `{"payloads":[{"metadata":{"encoding":"` + base64.StdEncoding.EncodeToString([]byte("binary/encrypted")) + `"},"data":"AAAA"}]}`
	for _, test := range []struct {
		name, method, path, origin, body string
		refusal, status                  int
		allowed                          string
	}{
		{name: "a stranger", method: "POST", path: "/decode", body: `{}`, refusal: 401, status: 401},
		{name: "a stranger in the UI may read the refusal", method: "POST", path: "/decode", origin: uiOrigin, body: `{}`, refusal: 401, status: 401, allowed: uiOrigin},
		{name: "another page, though signed in", method: "POST", path: "/decode", origin: "https://evil.example", body: `{}`, status: 403},
		{name: "another page's question", method: "OPTIONS", path: "/decode", origin: "https://evil.example", status: 204},
		{name: "the UI's question", method: "OPTIONS", path: "/decode", origin: uiOrigin, refusal: 401, status: 204, allowed: uiOrigin},
		{name: "a read", method: "GET", path: "/decode", status: 405},
		{name: "another path", method: "POST", path: "/download", status: 404},
		{name: "no payloads", method: "POST", path: "/decode", body: "phone " + secret, status: 400},
		{name: "damaged payloads", method: "POST", path: "/decode", body: damaged, status: 400},
		{name: "too much", method: "POST", path: "/encode", body: strings.Repeat(" ", 17<<20), status: 413},
	} {
		t.Run(test.name, func(t *testing.T) {
			status, answer, allowed := ask(t, codecServer(t, keys, test.refusal), test.method, test.path, test.origin, test.body)
			require.Equal(t, test.status, status, answer)
			require.Equal(t, test.allowed, allowed)
			require.NotContains(t, answer, secret)
		})
	}
}

func TestCodecHandlerNeedsAGuard(t *testing.T) {
	_, err := temporal.NewCodecHandler(temporal.CodecOptions{Keys: ringOf(t, keyring.NewLine())})
	require.ErrorContains(t, err, "MayDecode")
}
