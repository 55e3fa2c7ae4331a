package temporal_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/converter"

	"github.com/orderhatch/orderhatch/internal/keyring"
)

// A summary can be read by whoever sees the run; an argument never, not even one
// that is a bare text.
func TestOnlyLabelsAreReadable(t *testing.T) {
	data := convertersOf(t, keyring.NewLine()).Data
	label, err := data.ToPayload("create the empty order")
	require.NoError(t, err)
	require.Equal(t, converter.MetadataEncodingJSON, string(label.Metadata[converter.MetadataEncoding]))
	require.Equal(t, `"create the empty order"`, string(label.Data))

	arguments, err := data.ToPayloads("a text that may name a guest", map[string]string{"phone": secret})
	require.NoError(t, err)
	for _, argument := range arguments.Payloads {
		require.Equal(t, "binary/encrypted", string(argument.Metadata[converter.MetadataEncoding]))
	}
	var first string
	require.NoError(t, data.FromPayload(arguments.Payloads[0], &first))
	require.Equal(t, "a text that may name a guest", first)
	require.NoError(t, data.FromPayload(label, &first))
	require.Equal(t, "create the empty order", first)
}
