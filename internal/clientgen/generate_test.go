package clientgen

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the clients and collections anew")

const root = "../.."

// TestGeneratedFilesAreFresh keeps what is made of the OpenAPI document what it says.
func TestGeneratedFilesAreFresh(t *testing.T) {
	openAPI, err := os.ReadFile(filepath.Join(root, "api/openapi.json"))
	require.NoError(t, err)
	files, err := Generate(openAPI)
	require.NoError(t, err)
	for path, content := range files {
		path = filepath.Join(root, path)
		if *update {
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
			require.NoError(t, os.WriteFile(path, content, 0o644))
		}
		written, err := os.ReadFile(path)
		require.NoError(t, err)
		require.True(t, bytes.Equal(content, written), "%s is not what api/openapi.json says: run go generate ./clients/...", path)
	}
}

// Every operation but the stream is in every file.
func TestNothingIsLeftOut(t *testing.T) {
	openAPI, err := os.ReadFile(filepath.Join(root, "api/openapi.json"))
	require.NoError(t, err)
	var d document
	require.NoError(t, json.Unmarshal(openAPI, &d))
	files, err := Generate(openAPI)
	require.NoError(t, err)
	require.Greater(t, len(d.calls()), 30)
	for _, one := range d.calls() {
		require.True(t, bytes.Contains(files["clients/go/generated.go"], []byte(") "+camel(one.ID)+"(")), one.ID)
		require.True(t, bytes.Contains(files["clients/typescript/src/generated.ts"], []byte("  "+lowerCamel(one.ID)+"(")), one.ID)
		require.True(t, bytes.Contains(files["docs/requests.http"], []byte("# @name "+lowerCamel(one.ID)+"\n")), one.ID)
		require.True(t, bytes.Contains(files["docs/orderhatch.postman_collection.json"], []byte(strings.ReplaceAll(one.path, "{id}", ":id"))), one.ID)
	}
	for _, path := range []string{"docs/requests.http", "docs/orderhatch.postman_collection.json"} {
		require.False(t, bytes.Contains(bytes.ReplaceAll(files[path], []byte("{{id}}"), nil), []byte("{id}")), path)
	}
}

func TestNames(t *testing.T) {
	for name, want := range map[string][2]string{"submit-order": {"SubmitOrder", "submitOrder"}, "order_id": {"OrderID", "orderId"}, "If-Match": {"IfMatch", "ifMatch"}, "q": {"Q", "q"}} {
		require.Equal(t, want, [2]string{camel(name), lowerCamel(name)})
	}
}
