// Package licence asks the vendor's licence service for the token that goes
// with every licensed command under a subscription.
package licence

import (
	"context"
	"crypto/md5" //nolint:gosec // the service's own way of hiding the password
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// DefaultURL is the vendor's licence service.
const DefaultURL = "https://l.ucs.ru/ls5api/api/License/GetLicenseIdByAnchor"

// Products whose licences allow writing orders.
const (
	ProductYear  = "655cee55-7bcd-4826-b6e0-a8ccf2017ef3"
	ProductMonth = "4458d8b1-0019-4025-8c7a-60a83ad64b66"
)

const (
	timeout       = 30 * time.Second
	maxReplyBytes = 1 << 20
)

// Credentials of the licence account. They are secret.
type Credentials struct {
	User     string
	Password string
	Token    string
}

// String never shows the secrets.
func (c Credentials) String() string { return "licence account " + c.User }

// GoString never shows the secrets.
func (c Credentials) GoString() string { return c.String() }

// header is the value of the service's own "usr" header.
func (c Credentials) header() string {
	return base64.StdEncoding.EncodeToString([]byte(c.User + ";" + digest(c.User+c.Password) + ";" + digest(c.Token)))
}

func digest(text string) string {
	sum := md5.Sum([]byte(text)) //nolint:gosec // required by the service
	return hex.EncodeToString(sum[:])
}

// Licence is a valid licence.
type Licence struct {
	// Token is the licenseToken of LicenseInfo.
	Token string
	// Expires is zero when the service did not say.
	Expires time.Time
	// Connections is how many instances may write in one day.
	Connections float64
}

// Errors of the service, for errors.Is.
var (
	ErrExpired      = errors.New("the licence has expired or was never issued for this restaurant")
	ErrCredentials  = errors.New("the licence service does not accept the account")
	ErrUnavailable  = errors.New("the licence service does not answer")
	ErrServiceReply = errors.New("the licence service answered something unreadable")
)

// Error is a refusal of the service in its own words.
type Error struct {
	Code int
	Text string
}

func (e *Error) Error() string {
	return fmt.Sprintf("the licence service refused (code %d): %s", e.Code, e.Text)
}

// Client asks the service. The zero value asks the vendor's.
type Client struct {
	// URL replaces DefaultURL, for tests and proxies.
	URL  string
	HTTP *http.Client
}

// GetLicenseIdByAnchor asks for the licence of one restaurant. The anchor
// carries "#" between product and restaurant; one page of the vendor's
// documentation misprints it as ":".
func (c Client) GetLicenseIdByAnchor(ctx context.Context, account Credentials, anchor string) (Licence, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	base := c.URL
	if base == "" {
		base = DefaultURL
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"?anchor="+escape(anchor), nil)
	if err != nil {
		return Licence{}, errors.New("the licence service's address is not a URL")
	}
	request.Header.Set("usr", account.header())
	response, err := c.http().Do(request)
	if err != nil {
		return Licence{}, fmt.Errorf("%w: %w", ErrUnavailable, withoutURL(err))
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, maxReplyBytes))
	if err != nil {
		return Licence{}, fmt.Errorf("%w: %w", ErrUnavailable, err)
	}
	if response.StatusCode == http.StatusUnauthorized || response.StatusCode == http.StatusForbidden {
		return Licence{}, ErrCredentials
	}
	return read(response.StatusCode, body)
}

// http follows no redirects, which would carry the account elsewhere.
func (c Client) http() *http.Client {
	if c.HTTP != nil {
		return c.HTTP
	}
	return &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
}

// escape leaves the slash as it is, as the vendor's own example does.
func escape(anchor string) string {
	return strings.ReplaceAll(url.QueryEscape(anchor), "%2F", "/")
}

func withoutURL(err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}

type answer struct {
	ID           string          `json:"id"`
	Expiration   string          `json:"expirationDate"`
	Quantity     float64         `json:"qty"`
	ErrorCode    json.RawMessage `json:"ErrorCode"`
	ErrorMessage string          `json:"ErrorMessage"`
}

func read(status int, body []byte) (Licence, error) {
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		if status >= http.StatusInternalServerError {
			return Licence{}, fmt.Errorf("%w (HTTP %d)", ErrUnavailable, status)
		}
		return Licence{}, fmt.Errorf("%w (HTTP %d)", ErrServiceReply, status)
	}
	code, _ := strconv.Atoi(strings.Trim(string(a.ErrorCode), `"`))
	if code != 0 || a.ErrorMessage != "" {
		return Licence{}, &Error{Code: code, Text: a.ErrorMessage}
	}
	if a.ID == "" {
		return Licence{}, ErrExpired
	}
	return Licence{Token: a.ID, Expires: moment(a.Expiration), Connections: a.Quantity}, nil
}

// moment reads the forms in which .NET services write a date.
func moment(text string) time.Time {
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05", "2006-01-02", "02.01.2006 15:04:05", "02.01.2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return t
		}
	}
	return time.Time{}
}
