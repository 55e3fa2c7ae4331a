package api

import (
	"context"
	"crypto/sha256"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Accounts keeps keys, sources, people and sessions. What is not there is
// answered with an error of order.CodeNotFound.
type Accounts interface {
	KeyByHash(ctx context.Context, hash []byte) (account.Key, error)
	// TouchKey notes when a key was last used; it may lag a minute behind.
	TouchKey(ctx context.Context, id string, at time.Time) error
	Source(ctx context.Context, id string) (account.Source, error)
	User(ctx context.Context, id string) (account.User, error)
	AddSession(ctx context.Context, session account.Session) error
	SessionByHash(ctx context.Context, hash []byte) (account.Session, error)
	DeleteSession(ctx context.Context, hash []byte) error
}

// identity is a caller who has proved who they are.
type identity struct {
	account.Caller
	name    string           // "source:demo" or "user:demo", for logs and limits
	session *account.Session // set when they came with a session cookie
	expires time.Time        // of the key or session; zero for never
}

const (
	// callerTTL is how long a key that was taken away may still work.
	callerTTL   = 5 * time.Second
	callerCache = 10_000
	touchEvery  = time.Minute
)

// callers finds out who a secret belongs to, and remembers it for a moment.
// The memory is found by the secret's hash, never compared byte by byte with a
// secret, so that its timing tells nothing about one.
type callers struct {
	accounts Accounts
	now      func() time.Time
	log      *slog.Logger
	known    *bounded[[sha256.Size]byte, remembered]
	changes  atomic.Int64 // of accounts, made by this process
	watchers watchers
	touched  *bounded[string, time.Time] // by key id
}

type remembered struct {
	who     identity
	until   time.Time
	changes int64 // how many changes of accounts were known when it was looked up
}

func newCallers(accounts Accounts, now func() time.Time, log *slog.Logger) *callers {
	return &callers{accounts: accounts, now: now, log: log,
		known: newBounded[[sha256.Size]byte, remembered](callerCache), touched: newBounded[string, time.Time](callerCache)}
}

// identify finds who sent the request. A bearer key wins over a cookie.
func (c *callers) identify(r *http.Request) (identity, error) {
	if header := r.Header.Get("Authorization"); header != "" {
		scheme, key, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") || strings.TrimSpace(key) == "" {
			return identity{}, refusal(order.CodeUnauthorized, "Send the key as \"Authorization: Bearer <key>\".")
		}
		return c.remember(r.Context(), "key", strings.TrimSpace(key), c.byKey)
	}
	if cookie, err := r.Cookie(sessionCookie); err == nil && cookie.Value != "" {
		return c.remember(r.Context(), "session", cookie.Value, c.bySession)
	}
	return identity{}, refusal(order.CodeUnauthorized, "Send a key as \"Authorization: Bearer <key>\", or sign in.")
}

// remember asks find only when it has not been asked in the last moment.
func (c *callers) remember(ctx context.Context, kind, secret string, find func(context.Context, []byte) (identity, error)) (identity, error) {
	hash := sha256.Sum256([]byte(secret))
	slot := sha256.Sum256([]byte(kind + ":" + secret)) // a key is no session
	now := c.now()
	changes := c.changes.Load()
	known, ok := c.known.get(slot)
	if !ok || known.changes != changes || !now.Before(known.until) {
		who, err := find(ctx, hash[:])
		if err != nil {
			return identity{}, err
		}
		known = remembered{who: who, until: now.Add(callerTTL), changes: changes}
		c.known.put(slot, known)
	}
	if expires := known.who.expires; !expires.IsZero() && !now.Before(expires) {
		return identity{}, refusal(order.CodeUnauthorized, "This %s has run out.", kind)
	}
	return known.who, nil
}

// forget makes a session's end take effect here at once.
func (c *callers) forget(secret string) {
	c.known.drop(sha256.Sum256([]byte("session:" + secret)))
}

// forgetAll makes a change of accounts take effect here at once, also for who is
// being looked up right now. Other processes follow within callerTTL.
func (c *callers) forgetAll() {
	c.changes.Add(1)
	c.watchers.wake()
}

func (c *callers) byKey(ctx context.Context, hash []byte) (identity, error) {
	key, err := c.accounts.KeyByHash(ctx, hash)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return identity{}, refusal(order.CodeUnauthorized, "This key is not known.")
	case err != nil:
		return identity{}, c.unavailable(ctx, err)
	case key.RevokedAt != nil:
		return identity{}, refusal(order.CodeUnauthorized, "This key was taken away.")
	}
	who := identity{}
	if key.ExpiresAt != nil {
		who.expires = *key.ExpiresAt
	}
	if key.SourceID != "" {
		source, err := c.accounts.Source(ctx, key.SourceID)
		switch {
		case err != nil:
			return identity{}, c.ownerFault(ctx, err)
		case source.Disabled:
			return identity{}, refusal(order.CodeUnauthorized, "This order source was disabled.")
		}
		who.Caller, who.name = account.Caller{Source: &source, Scopes: key.Scopes}, "source:"+source.ID
	} else if who, err = c.person(ctx, who, key.UserID); err != nil {
		return identity{}, err
	}
	c.touch(ctx, key.ID)
	return who, nil
}

func (c *callers) bySession(ctx context.Context, hash []byte) (identity, error) {
	session, err := c.accounts.SessionByHash(ctx, hash)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return identity{}, refusal(order.CodeUnauthorized, "The session has ended; sign in again.")
	case err != nil:
		return identity{}, c.unavailable(ctx, err)
	}
	return c.person(ctx, identity{session: &session, expires: session.ExpiresAt}, session.UserID)
}

func (c *callers) person(ctx context.Context, who identity, id string) (identity, error) {
	user, err := c.accounts.User(ctx, id)
	switch {
	case err != nil:
		return identity{}, c.ownerFault(ctx, err)
	case user.Disabled:
		return identity{}, refusal(order.CodeUnauthorized, "This person may not sign in any more.")
	}
	user.PasswordHash = "" // nobody behind this point needs it
	who.Caller, who.name = account.Caller{User: &user}, "user:"+user.ID
	return who, nil
}

func (c *callers) ownerFault(ctx context.Context, err error) error {
	if order.CodeOf(err) == order.CodeNotFound {
		return refusal(order.CodeUnauthorized, "Whom this key or session belongs to is not set up here any more.")
	}
	return c.unavailable(ctx, err)
}

func (c *callers) unavailable(ctx context.Context, err error) error {
	return unavailable(ctx, c.log, "Keys cannot be read", err)
}

// touch notes the use of a key about once a minute; failing at it harms nobody.
func (c *callers) touch(ctx context.Context, id string) {
	now := c.now()
	if last, ok := c.touched.get(id); ok && now.Sub(last) < touchEvery {
		return
	}
	c.touched.put(id, now)
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := c.accounts.TouchKey(ctx, id, now); err != nil {
		c.log.DebugContext(ctx, "The last use of a key was not noted", "key", id, "error", err)
	}
}

// unavailable hides why something could not be read, after telling the log.
func unavailable(ctx context.Context, log *slog.Logger, what string, err error) error {
	if order.CodeOf(err) != order.CodeInternal {
		return err // it is in the error table and worded for callers
	}
	if ctx.Err() == nil {
		log.ErrorContext(ctx, what, "request_id", requestID(ctx), "error", err)
	}
	return refusal(order.CodeUnavailable, "The service cannot reach its database. Nothing was changed; try again in a moment.")
}
