// Package account describes who may call the API: order sources and people,
// their keys and sessions. Secrets are kept as hashes only.
package account

import (
	"slices"
	"strings"
	"time"
)

// Scope is a right of a key.
type Scope string

// The scopes of sources' keys.
const (
	ScopeSubmit Scope = "submit"
	ScopeRead   Scope = "read"
	ScopeCancel Scope = "cancel"
	ScopeMenu   Scope = "menu"
)

// SourceScopes are what a source's key may do unless it was made for less.
func SourceScopes() []Scope { return []Scope{ScopeSubmit, ScopeRead, ScopeCancel, ScopeMenu} }

// Role is what a person may do.
type Role string

// The roles of people, each including the ones after it.
const (
	Manager  Role = "manager"
	Operator Role = "operator"
	ReadOnly Role = "read_only"
)

// Source is a system that submits orders.
type Source struct {
	ID          string   `json:"id"`
	Name        string   `json:"name"`
	Restaurants []string `json:"restaurants,omitempty"` // empty means all
	// Strict asks that orders with unknown or stopped dishes are refused.
	Strict bool `json:"strict,omitempty"`
	// SignedSubmits refuses submits that do not carry a signature over their body.
	SignedSubmits bool `json:"signed_submits,omitempty"`
	// Disabled refuses everything the source asks. It stays, because its orders do.
	Disabled bool `json:"disabled,omitempty"`
}

// User is a person.
type User struct {
	ID           string   `json:"id"` // the sign-in name
	Name         string   `json:"name"`
	Role         Role     `json:"role"`
	Restaurants  []string `json:"restaurants,omitempty"` // empty means all
	PasswordHash string   `json:"-"`                     // argon2id in PHC form; empty means no sign-in
	Disabled     bool     `json:"disabled,omitempty"`
}

// FoldName is a sign-in name as it is kept: keyboards of telephones begin with a
// capital letter.
func FoldName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

// Key is an API key of a source or a person; exactly one of the two is set.
type Key struct {
	ID        string     `json:"id"`
	SourceID  string     `json:"source,omitempty"`
	UserID    string     `json:"user,omitempty"`
	Name      string     `json:"name,omitempty"` // what it is for, in people's words
	Hint      string     `json:"hint,omitempty"` // its first letters, to know it by
	Scopes    []Scope    `json:"scopes,omitempty"`
	Hash      []byte     `json:"-"` // SHA-256 of the key: keys have enough entropy of their own
	CreatedAt time.Time  `json:"created_at"`
	ExpiresAt *time.Time `json:"expires_at,omitempty"`
	RevokedAt *time.Time `json:"revoked_at,omitempty"`
	// LastUsedAt may lag a minute behind.
	LastUsedAt *time.Time `json:"last_used_at,omitempty"`
}

// Session is a person's signed-in browser.
type Session struct {
	Hash      []byte // SHA-256 of the cookie's value
	UserID    string
	CSRFHash  []byte // SHA-256 of the token that unsafe requests must carry
	CreatedAt time.Time
	ExpiresAt time.Time
}

// Caller is who makes a request, once known.
type Caller struct {
	Source *Source
	User   *User
	Scopes []Scope
}

// Can says whether a source's key has a scope.
func (c Caller) Can(scope Scope) bool { return c.Source != nil && slices.Contains(c.Scopes, scope) }

// Serves says whether the caller may touch a restaurant.
func (c Caller) Serves(restaurant string) bool {
	allowed := c.Restaurants()
	return len(allowed) == 0 || slices.Contains(allowed, restaurant)
}

// Restaurants are those the caller is limited to; empty means all.
func (c Caller) Restaurants() []string {
	switch {
	case c.Source != nil:
		return c.Source.Restaurants
	case c.User != nil:
		return c.User.Restaurants
	default:
		return nil
	}
}
