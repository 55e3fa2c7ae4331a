package rk7

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/url"
)

// Shown is the certificate a station shows, and how.
type Shown struct {
	Certificate *x509.Certificate
	// Fingerprint is what Config.CertSHA256 would pin.
	Fingerprint string
	// Version of TLS that was agreed.
	Version uint16
	// Trusted says that the configuration accepts it; Problem says why not.
	Trusted bool
	Problem error
}

// ShownCertificate connects to see the station's certificate, whoever issued
// it. Nothing is sent: a person is to decide whether to trust it.
func (c *Client) ShownCertificate(ctx context.Context) (Shown, error) {
	address, err := url.Parse(c.endpoint)
	if err != nil {
		return Shown{}, errors.New("the station's address is not a URL")
	}
	host := address.Host
	if address.Port() == "" {
		host = net.JoinHostPort(address.Hostname(), "443")
	}
	ctx, cancel := context.WithTimeout(ctx, c.config.ConnectTimeout)
	defer cancel()
	trusting, err := c.config.tlsConfig()
	if err != nil {
		return Shown{}, err
	}
	looking := &tls.Config{
		ServerName: address.Hostname(), MinVersion: trusting.MinVersion, CipherSuites: trusting.CipherSuites,
		InsecureSkipVerify: true, //nolint:gosec // only looks at the certificate; no password goes over this connection
	}
	connection, err := (&tls.Dialer{Config: looking}).DialContext(ctx, "tcp", host)
	if err != nil {
		return Shown{}, err
	}
	defer connection.Close()
	state := connection.(*tls.Conn).ConnectionState()
	if len(state.PeerCertificates) == 0 {
		return Shown{}, errors.New("the station showed no certificate")
	}
	leaf := state.PeerCertificates[0]
	shown := Shown{Certificate: leaf, Fingerprint: Fingerprint(leaf.Raw), Version: state.Version}
	shown.Problem = c.config.judge(trusting, state, address.Hostname())
	shown.Trusted = shown.Problem == nil
	return shown, nil
}

// judge is what a real connection would say of the certificate.
func (c Config) judge(trusting *tls.Config, state tls.ConnectionState, host string) error {
	if trusting.VerifyConnection != nil {
		return trusting.VerifyConnection(state)
	}
	if c.ServerName != "" {
		host = c.ServerName
	}
	options := x509.VerifyOptions{Roots: trusting.RootCAs, DNSName: host, Intermediates: x509.NewCertPool()}
	for _, one := range state.PeerCertificates[1:] {
		options.Intermediates.AddCert(one)
	}
	_, err := state.PeerCertificates[0].Verify(options)
	return err
}
