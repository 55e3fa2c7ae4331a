package temporal

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"

	"github.com/orderhatch/orderhatch/internal/keyring"
)

// DefaultNamespace is used when none is named.
const DefaultNamespace = "default"

// Options say which Temporal to talk to, and how.
type Options struct {
	// Address is host:port of the frontend. It and Namespace win over the environment.
	Address   string
	Namespace string
	// Environment reads the rest (TLS, API key, profile) from the TEMPORAL_*
	// variables and the temporal.toml that Temporal's own tools use. An embedded
	// server must not be talked to that way.
	Environment bool
	// Identity is how this process is shown in Temporal; empty means pid@host.
	Identity string
	Keys     *keyring.Ring         // required
	Logger   *slog.Logger          // nil: slog.Default()
	Metrics  prometheus.Registerer // nil: no metrics

	lookup envconfig.EnvLookup // tests; nil: the process's environment
}

// Dial connects, and returns when the frontend has answered.
func Dial(ctx context.Context, options Options) (client.Client, error) {
	made, err := ClientOptions(options)
	if err != nil {
		return nil, err
	}
	connected, err := client.DialContext(ctx, made)
	if err != nil {
		return nil, fmt.Errorf("Temporal at %s does not answer: %w", made.HostPort, err) //nolint:staticcheck // a name
	}
	return connected, nil
}

// ClientOptions are what Dial connects with.
func ClientOptions(options Options) (client.Options, error) {
	converters, err := NewConverters(options.Keys)
	if err != nil {
		return client.Options{}, err
	}
	profile, err := options.profile()
	if err != nil {
		return client.Options{}, err
	}
	made, err := profile.ToClientOptions(envconfig.ToClientOptionsRequest{})
	if err != nil {
		return client.Options{}, fmt.Errorf("the settings for Temporal: %w", err)
	}
	made.Identity = options.Identity
	made.DataConverter, made.FailureConverter = converters.Data, converters.Failure
	made.Logger = NewLogger(options.Logger)
	if options.Metrics != nil {
		if made.MetricsHandler, err = NewMetrics(options.Metrics); err != nil {
			return client.Options{}, err
		}
	}
	made.ConnectionOptions.GetSystemInfoTimeout = 5 * time.Second
	// Payloads are compressed before they are encrypted; doing it again costs and gains nothing.
	made.ConnectionOptions.GrpcCompression = &client.GrpcCompressionNone{}
	return made, nil
}

// profile is the environment's, with what was set explicitly on top of it.
func (o Options) profile() (envconfig.ClientConfigProfile, error) {
	var profile envconfig.ClientConfigProfile
	if o.Environment {
		loaded, err := envconfig.LoadClientConfigProfile(envconfig.LoadClientConfigProfileOptions{EnvLookup: o.lookup})
		if err != nil {
			return profile, fmt.Errorf("the environment's settings for Temporal: %w", err)
		}
		profile = loaded
	}
	if o.Address != "" {
		profile.Address = o.Address
	}
	if o.Namespace != "" {
		profile.Namespace = o.Namespace
	}
	if profile.Namespace == "" {
		profile.Namespace = DefaultNamespace
	}
	if profile.Address == "" {
		return profile, errors.New("no address of Temporal was given")
	}
	if profile.TLS != nil && profile.TLS.DisableHostVerification {
		return profile, errors.New("host verification for Temporal is switched off; name the cluster's CA certificate instead (TEMPORAL_TLS_SERVER_CA_CERT_PATH)")
	}
	if profile.TLS != nil && profile.TLS.Disabled && profile.APIKey != "" {
		return profile, errors.New("an API key for Temporal must not travel without TLS: remove TEMPORAL_TLS=false or the key")
	}
	return profile, nil
}
