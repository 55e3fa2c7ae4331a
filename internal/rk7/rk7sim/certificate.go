package rk7sim

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"io/fs"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

const certificateFile = "station.pem"

// stationCertificate is the self-signed certificate kept in dir, made at the
// first start; without a directory it lives as long as the process.
func stationCertificate(dir string, weak bool) (tls.Certificate, error) {
	if dir == "" {
		body, err := newCertificate(weak)
		if err != nil {
			return tls.Certificate{}, err
		}
		return tls.X509KeyPair(body, body)
	}
	path := filepath.Join(dir, certificateFile)
	body, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		if body, err = newCertificate(weak); err == nil {
			err = writeWhole(path, body)
		}
	}
	if err != nil {
		return tls.Certificate{}, err
	}
	return tls.X509KeyPair(body, body)
}

// writeWhole replaces a file so that nobody ever sees a part of it.
func writeWhole(path string, body []byte) error {
	part := path + ".new"
	if err := os.WriteFile(part, body, 0o600); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// newCertificate is a key and a certificate for it in PEM. The weak kind is
// what old installations made for themselves.
func newCertificate(weak bool) ([]byte, error) {
	key, err := newKey(weak)
	if err != nil {
		return nil, err
	}
	serial, err := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	if err != nil {
		return nil, err
	}
	template := &x509.Certificate{
		SerialNumber: serial, Subject: pkix.Name{CommonName: "MIDSERV"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(10, 0, 0),
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyEncipherment, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1), net.IPv6loopback},
	}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		return nil, err
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, err
	}
	body := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: certificate})
	return append(body, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: private})...), nil
}

func newKey(weak bool) (crypto.Signer, error) {
	if weak {
		return rsa.GenerateKey(rand.Reader, 1024) //nolint:gosec // as weak as it is meant to be
	}
	return ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
}

// tlsConfig offers today's TLS, or with WeakTLS nothing newer than 1.0.
func (s *Server) tlsConfig() *tls.Config {
	c := &tls.Config{Certificates: []tls.Certificate{s.certificate}, MinVersion: tls.VersionTLS12, NextProtos: []string{"http/1.1"}}
	if s.options.WeakTLS {
		c.MinVersion, c.MaxVersion = tls.VersionTLS10, tls.VersionTLS10
		for _, suite := range append(tls.CipherSuites(), tls.InsecureCipherSuites()...) {
			c.CipherSuites = append(c.CipherSuites, suite.ID)
		}
	}
	return c
}
