package api

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLargeBodies(t *testing.T) {
	h := start(t)
	for name, size := range map[string]int{"a byte too much": 1<<20 + 1, "2 MB": 2 << 20, "5 MB": 5 << 20} {
		t.Run(name, func(t *testing.T) {
			got := h.submit(sized(size))
			require.Equal(t, http.StatusRequestEntityTooLarge, got.status)
			require.Equal(t, "too_large", got.code())
		})
	}
	require.Equal(t, http.StatusCreated, h.submit(sized(1<<20)).status, "exactly the limit")
}

// sized is an order of so many bytes.
func sized(bytes int) string {
	return plain101[:len(plain101)-1] + `,"x":"` + strings.Repeat("x", bytes-len(plain101)-7) + `"}`
}

// TestLargeBodiesOverAConnection has clients that know and that do not know how
// much they send, and ones that only listen when they have sent everything.
func TestLargeBodiesOverAConnection(t *testing.T) {
	h := start(t)
	server := h.serve()
	for name, body := range map[string]io.Reader{
		"with a length": strings.NewReader(sized(2 << 20)),
		"chunked":       io.MultiReader(strings.NewReader(sized(2 << 20))),
	} {
		t.Run(name, func(t *testing.T) {
			request, err := http.NewRequest("POST", server.URL+"/v1/orders", body)
			require.NoError(t, err)
			request.Header.Set("Authorization", "Bearer "+demoKey)
			response, err := http.DefaultClient.Do(request)
			require.NoError(t, err)
			defer func() { _ = response.Body.Close() }()
			require.Equal(t, http.StatusRequestEntityTooLarge, response.StatusCode)
		})
	}
	t.Run("asking first", func(t *testing.T) {
		head := "POST /v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + demoKey + "\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n"
		require.Contains(t, statusLine(t, server, head), "413")
	})
	t.Run("a body that breaks off", func(t *testing.T) {
		head := "POST /v1/orders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + demoKey + "\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"
		require.Contains(t, statusLine(t, server, head), "400")
	})
}

// statusLine sends a request as it is and reads the first line of the answer.
func statusLine(t *testing.T, server *httptest.Server, request string) string {
	t.Helper()
	connection, err := net.Dial("tcp", server.Listener.Addr().String())
	require.NoError(t, err)
	defer func() { _ = connection.Close() }()
	_, err = io.WriteString(connection, request)
	require.NoError(t, err)
	line, err := bufio.NewReader(connection).ReadString('\n')
	require.NoError(t, err)
	return line
}
