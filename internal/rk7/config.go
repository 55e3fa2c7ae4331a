package rk7

import (
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"
)

// DefaultPath is where a cash server listens for queries.
const DefaultPath = "/rk7api/v0/xmlinterface.xml"

// Config says how to reach one cash server and whom to trust.
type Config struct {
	// URL is https://host:port; DefaultPath is used when it has no path.
	URL string
	// User and Password of an employee whose role has the HTTP right. The
	// station refuses Cyrillic user names.
	User     string
	Password string

	// CertSHA256 pins the station's own certificate by its SHA-256
	// fingerprint in hex, colons allowed. CAPEM trusts an authority instead.
	// With neither the system's authorities decide.
	CertSHA256 string
	CAPEM      string
	// ServerName is the name expected in the certificate when it is not the URL's host.
	ServerName string
	// MinTLS is 1.2 when empty; 1.3 is stricter. 1.0 and 1.1 need AllowWeakTLS.
	MinTLS string
	// AllowWeakTLS also accepts the old protocol versions and cipher suites
	// of stations that cannot be updated.
	AllowWeakTLS bool

	// ReadTimeout, WriteTimeout and ReferenceTimeout bound a whole call by
	// its kind: reading orders and menus, changing something, reading a dictionary.
	ReadTimeout      time.Duration
	WriteTimeout     time.Duration
	ReferenceTimeout time.Duration
	ConnectTimeout   time.Duration
	MaxReplyBytes    int64
	UserAgent        string
	// Location is the restaurant's zone, in which replies are read. UTC when nil.
	Location *time.Location
}

// Defaults of Config.
const (
	DefaultReadTimeout      = 10 * time.Second
	DefaultWriteTimeout     = 45 * time.Second
	DefaultReferenceTimeout = 60 * time.Second
	DefaultConnectTimeout   = 5 * time.Second
	DefaultMaxReplyBytes    = 64 << 20
)

// String never shows the password.
func (c Config) String() string { return "r_keeper at " + c.URL + " as " + c.User }

// GoString never shows the password.
func (c Config) GoString() string { return c.String() }

// LogValue never shows the password.
func (c Config) LogValue() slog.Value { return slog.StringValue(c.String()) }

func (c Config) withDefaults() Config {
	duration := func(d *time.Duration, value time.Duration) {
		if *d <= 0 {
			*d = value
		}
	}
	duration(&c.ReadTimeout, DefaultReadTimeout)
	duration(&c.WriteTimeout, DefaultWriteTimeout)
	duration(&c.ReferenceTimeout, DefaultReferenceTimeout)
	duration(&c.ConnectTimeout, DefaultConnectTimeout)
	if c.MaxReplyBytes <= 0 {
		c.MaxReplyBytes = DefaultMaxReplyBytes
	}
	if c.UserAgent == "" {
		c.UserAgent = "orderhatch"
	}
	if c.Location == nil {
		c.Location = time.UTC
	}
	return c
}

// endpoint is the full address of the XML interface.
func (c Config) endpoint() (string, error) {
	u, err := url.Parse(c.URL)
	if err != nil {
		return "", errors.New("the station's address is not a URL")
	}
	switch {
	case u.Scheme != "https":
		return "", errors.New("the station's address must start with https://: its password is sent with every request")
	case u.Host == "" || u.Hostname() == "":
		return "", errors.New("the station's address has no host")
	case u.User != nil:
		return "", errors.New("give user and password separately, not inside the station's address")
	case u.RawQuery != "" || u.Fragment != "":
		return "", fmt.Errorf("the station's address is only scheme, host, port and path")
	}
	if u.Path == "" || u.Path == "/" {
		u.Path = DefaultPath
	}
	return u.String(), nil
}
