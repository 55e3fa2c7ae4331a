package api

import (
	"encoding/json"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/stretchr/testify/require"
)

// Every example is one of an operation there is, and what its schema allows.
func TestExamplesAreRight(t *testing.T) {
	h := contract(t)
	left := len(examples)
	for _, one := range h.operations() {
		text, there := examples[one.OperationID]
		if !there {
			continue
		}
		left--
		require.NotNil(t, one.RequestBody, one.OperationID)
		var value any
		require.NoError(t, json.Unmarshal([]byte(text), &value), one.OperationID)
		result := &huma.ValidateResult{}
		huma.Validate(h.server.huma.OpenAPI().Components.Schemas, one.RequestBody.Content["application/json"].Schema, huma.NewPathBuffer(nil, 0), huma.ModeWriteToServer, value, result)
		require.Empty(t, result.Errors, one.OperationID)
		sent := value.(map[string]any)
		schema := h.server.huma.OpenAPI().Components.Schemas.SchemaFromRef(one.RequestBody.Content["application/json"].Schema.Ref)
		for name := range sent {
			require.Contains(t, schema.Properties, name, "%s has no such field", one.OperationID)
		}
	}
	require.Zero(t, left, "examples of operations that are not there")
}
