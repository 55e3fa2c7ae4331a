package rk7

import (
	"crypto/sha256"
	"crypto/subtle"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
)

// CertificateError says that the station showed another certificate than the
// pinned one: it was renewed, or somebody else answers.
type CertificateError struct {
	// Got is the fingerprint of the certificate that was shown.
	Got string
}

func (e *CertificateError) Error() string {
	return "the station's certificate is not the one that was pinned; it showed SHA-256 " + e.Got
}

// Fingerprint is the SHA-256 of a certificate in hex.
func Fingerprint(certificate []byte) string {
	sum := sha256.Sum256(certificate)
	return hex.EncodeToString(sum[:])
}

func (c Config) tlsConfig() (*tls.Config, error) {
	out := &tls.Config{ServerName: c.ServerName} //nolint:gosec // setVersions sets it, 1.2 unless the settings say otherwise
	if err := c.setVersions(out); err != nil {
		return nil, err
	}
	switch {
	case c.CertSHA256 != "" && c.CAPEM != "":
		return nil, errors.New("give either a certificate fingerprint or an authority, not both")
	case c.CertSHA256 != "":
		return out, pin(out, c.CertSHA256)
	case c.CAPEM != "":
		out.RootCAs = x509.NewCertPool()
		if !out.RootCAs.AppendCertsFromPEM([]byte(c.CAPEM)) {
			return nil, errors.New("the authority is not a PEM certificate")
		}
	}
	return out, nil
}

func (c Config) setVersions(out *tls.Config) error {
	versions := map[string]uint16{"": tls.VersionTLS12, "1.0": tls.VersionTLS10, "1.1": tls.VersionTLS11, "1.2": tls.VersionTLS12, "1.3": tls.VersionTLS13}
	version, known := versions[c.MinTLS]
	if !known {
		return errors.New("the lowest TLS version is one of 1.0, 1.1, 1.2, 1.3")
	}
	if version < tls.VersionTLS12 && !c.AllowWeakTLS {
		return fmt.Errorf("TLS %s is weak: allow weak encryption for this station explicitly", c.MinTLS)
	}
	out.MinVersion = version
	if c.AllowWeakTLS {
		for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
			out.CipherSuites = append(out.CipherSuites, suite.ID)
		}
	}
	return nil
}

// pin trusts exactly one certificate. Stations make their own certificate,
// usually without a name or an address in it, so the chain cannot be verified;
// comparing the whole certificate replaces that and is stricter. This is the
// only place where chain verification is switched off, and never without the pin.
func pin(out *tls.Config, fingerprint string) error {
	want, err := hex.DecodeString(strings.ReplaceAll(strings.TrimSpace(fingerprint), ":", ""))
	if err != nil || len(want) != sha256.Size {
		return errors.New("the certificate fingerprint must be 64 hex digits (SHA-256)")
	}
	out.InsecureSkipVerify = true //nolint:gosec // replaced by VerifyConnection below
	out.VerifyConnection = func(state tls.ConnectionState) error {
		if len(state.PeerCertificates) == 0 {
			return errors.New("the station showed no certificate")
		}
		got := sha256.Sum256(state.PeerCertificates[0].Raw)
		if subtle.ConstantTimeCompare(got[:], want) != 1 {
			return &CertificateError{Got: hex.EncodeToString(got[:])}
		}
		return nil
	}
	return nil
}
