package temporal_test

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/keyring"
	"github.com/orderhatch/orderhatch/internal/temporal"
)

func TestClientOptions(t *testing.T) {
	plain := temporal.Options{Address: "127.0.0.1:7233", Keys: ringOf(t, keyring.NewLine())}
	for _, test := range []struct {
		name        string
		options     temporal.Options
		environment map[string]string
		address     string
		namespace   string
		tls         bool
		failure     string
	}{
		{name: "only an address", options: plain, address: "127.0.0.1:7233", namespace: "default"},
		{name: "the environment is not asked for", options: plain, address: "127.0.0.1:7233", namespace: "default"},
		{name: "from the environment", options: temporal.Options{Keys: plain.Keys},
			environment: map[string]string{"TEMPORAL_ADDRESS": "t.example:7233", "TEMPORAL_NAMESPACE": "shop", "TEMPORAL_TLS": "true"},
			address:     "t.example:7233", namespace: "shop", tls: true},
		{name: "what is said explicitly wins", options: temporal.Options{Address: "a:1", Namespace: "n", Keys: plain.Keys},
			environment: map[string]string{"TEMPORAL_ADDRESS": "t.example:7233", "TEMPORAL_NAMESPACE": "shop"},
			address:     "a:1", namespace: "n"},
		{name: "an API key switches TLS on", options: plain, environment: map[string]string{"TEMPORAL_API_KEY": "secret"},
			address: "127.0.0.1:7233", namespace: "default", tls: true},
		{name: "no key without TLS", options: plain, environment: map[string]string{"TEMPORAL_API_KEY": "secret", "TEMPORAL_TLS": "false"},
			failure: "must not travel without TLS"},
		{name: "TLS is always verified", options: plain, environment: map[string]string{"TEMPORAL_TLS_DISABLE_HOST_VERIFICATION": "true"},
			failure: "TEMPORAL_TLS_SERVER_CA_CERT_PATH"},
		{name: "no address at all", options: temporal.Options{Keys: plain.Keys}, failure: "no address"},
		{name: "no keys", options: temporal.Options{Address: "a:1"}, failure: "key ring"},
	} {
		t.Run(test.name, func(t *testing.T) {
			options := test.options
			if test.environment != nil {
				test.environment["TEMPORAL_CONFIG_FILE"] = filepath.Join(t.TempDir(), "none.toml")
				options = temporal.WithEnvironment(options, test.environment)
			}
			made, err := temporal.ClientOptions(options)
			if test.failure != "" {
				require.ErrorContains(t, err, test.failure)
				require.NotContains(t, err.Error(), "secret")
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.address, made.HostPort)
			require.Equal(t, test.namespace, made.Namespace)
			require.Equal(t, test.tls, made.ConnectionOptions.TLS != nil)
			require.NotNil(t, made.DataConverter)
			require.NotNil(t, made.FailureConverter)
		})
	}
}

func TestDialGivesUpWithTheContext(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	_, err := temporal.Dial(ctx, temporal.Options{Address: "127.0.0.1:1", Keys: ringOf(t, keyring.NewLine())})
	require.ErrorContains(t, err, "Temporal at 127.0.0.1:1 does not answer")
}
