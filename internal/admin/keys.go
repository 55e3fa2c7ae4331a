package admin

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	// The beginnings of keys, so that people and scanners of leaked secrets know
	// one when they see it.
	sourcePrefix = "ohk_"
	personPrefix = "ohp_"
	hintLength   = 4 // letters after the prefix; over 200 bits stay unknown

	maxKeyLife = 10 * 365 * 24 * time.Hour
	// MaxOverlap is how long an old key may work beside the one it was rotated for.
	MaxOverlap = 30 * 24 * time.Hour
)

// NewKey is a key to be made.
type NewKey struct {
	Name      string          `json:"name,omitempty" maxLength:"100" doc:"What it is for" example:"Website, main server"`
	Scopes    []account.Scope `json:"scopes,omitempty" maxItems:"10" nullable:"false" enum:"submit,read,cancel,menu" doc:"For keys of sources; left out means all. A person's key may do what the person may"`
	ExpiresAt *time.Time      `json:"expires_at,omitempty" doc:"Left out means never"`
}

// MadeKey is a key at the one moment its secret is known.
type MadeKey struct {
	account.Key
	Secret string `json:"key" doc:"Shown only now: send it as Authorization: Bearer" example:"ohk_..."`
}

// String never shows the secret.
func (k MadeKey) String() string { return "key " + k.ID }

// GoString never shows the secret.
func (k MadeKey) GoString() string { return k.String() }

// Validate says what is wrong with it in itself.
func (n *NewKey) Validate(now time.Time) []order.Fault {
	n.Name = strings.TrimSpace(n.Name)
	var f faults
	f.text("name", n.Name, 100)
	for i, scope := range n.Scopes {
		f.addIf(!slices.Contains(account.SourceScopes(), scope), fmt.Sprintf("scopes[%d]", i), unknownValue, "must be one of submit, read, cancel, menu")
	}
	if n.ExpiresAt != nil {
		f.addIf(!n.ExpiresAt.After(now), "expires_at", outOfRange, "must be in the future")
		f.addIf(n.ExpiresAt.After(now.Add(maxKeyLife)), "expires_at", outOfRange, "must be within ten years")
	}
	return f
}

// Keys are the keys of a source or of a person, oldest first; of all, when
// neither is named.
func (s *Service) Keys(ctx context.Context, by Actor, sourceID, userID string) ([]account.Key, error) {
	if sourceID != "" {
		if _, err := s.Source(ctx, by, sourceID); err != nil {
			return nil, err
		}
	}
	if userID != "" {
		if _, err := s.User(ctx, by, userID); err != nil {
			return nil, err
		}
	}
	if sourceID == "" && userID == "" && !by.everything() {
		return nil, refusal(order.CodeForbidden, "You serve some restaurants only; name a source or a person.")
	}
	return s.store.Keys(ctx, sourceID, userID)
}

// CreateKey makes a key of a source or of a person; exactly one is named.
func (s *Service) CreateKey(ctx context.Context, by Actor, sourceID, userID string, wanted NewKey, found ...order.Fault) (made MadeKey, err error) {
	f := faults(found)
	f.join(wanted.Validate(s.now()))
	f.addIf(userID != "" && len(wanted.Scopes) > 0, "scopes", notAllowed, "a person's key may do what the person may; leave scopes out")
	err = s.store.Administer(ctx, func(records Records) error {
		if err := owned(ctx, records, by, sourceID, userID); err != nil {
			return err
		}
		if err := f.refusal(); err != nil {
			return err
		}
		made = newKey(sourceID, userID, wanted, s.moment())
		return s.addKey(ctx, records, by, KeyCreated, made, nil)
	})
	return made, err
}

// RotateKey makes a key like another one, which goes on working for the overlap.
func (s *Service) RotateKey(ctx context.Context, by Actor, id string, overlap time.Duration) (made MadeKey, old account.Key, err error) {
	if overlap < 0 || overlap > MaxOverlap {
		var f faults
		f.add("overlap_seconds", outOfRange, "must be from 0 to %d", int(MaxOverlap/time.Second))
		return made, old, f.refusal()
	}
	err = s.store.Administer(ctx, func(records Records) error {
		now := s.moment()
		if old, err = ownedKey(ctx, records, by, id); err != nil {
			return err
		}
		if !works(old, now) {
			return refusal(order.CodeConflict, "This key does not work any more; make a new one.")
		}
		made = newKey(old.SourceID, old.UserID, NewKey{Name: old.Name, Scopes: old.Scopes, ExpiresAt: successorsEnd(old, now)}, now)
		if end := now.Add(overlap); old.ExpiresAt == nil || end.Before(*old.ExpiresAt) {
			old.ExpiresAt = &end
		}
		if err := records.PutKeyEnd(ctx, old); err != nil {
			return err
		}
		return s.addKey(ctx, records, by, KeyRotated, made, []Change{{Field: "instead_of", To: old.ID}, {Field: "old_expires_at", To: old.ExpiresAt.UTC().Format(time.RFC3339)}})
	})
	return made, old, err
}

// successorsEnd gives a key made by rotation as long a life as the old one was
// made for.
func successorsEnd(old account.Key, now time.Time) *time.Time {
	if old.ExpiresAt == nil {
		return nil
	}
	end := now.Add(old.ExpiresAt.Sub(old.CreatedAt))
	return &end
}

// RevokeKey ends a key at once and for good.
func (s *Service) RevokeKey(ctx context.Context, by Actor, id string) error {
	return s.store.Administer(ctx, func(records Records) error {
		key, err := ownedKey(ctx, records, by, id)
		if err != nil || key.RevokedAt != nil {
			return err
		}
		now := s.moment()
		key.RevokedAt = &now
		if err := records.PutKeyEnd(ctx, key); err != nil {
			return err
		}
		return records.AddLog(ctx, s.entry(by, KeyRevoked, "key", id, ownerChange(key)))
	})
}

func (s *Service) addKey(ctx context.Context, records Records, by Actor, action Action, made MadeKey, more []Change) error {
	keys, err := records.Keys(ctx, made.SourceID, made.UserID)
	if err != nil {
		return err
	}
	working := 0
	for _, key := range keys {
		if works(key, s.now()) {
			working++
		}
	}
	if working >= maxKeys {
		return refusal(order.CodeConflict, "There are %d working keys already; revoke those that are not needed.", maxKeys)
	}
	if err := records.AddKey(ctx, made.Key); err != nil {
		return err
	}
	return records.AddLog(ctx, s.entry(by, action, "key", made.ID, append(ownerChange(made.Key), more...)))
}

// ownerChange tells the log whose key it is.
func ownerChange(key account.Key) []Change {
	if key.SourceID != "" {
		return []Change{{Field: "source", To: key.SourceID}, {Field: "hint", To: key.Hint}}
	}
	return []Change{{Field: "user", To: key.UserID}, {Field: "hint", To: key.Hint}}
}

func works(key account.Key, now time.Time) bool {
	return key.RevokedAt == nil && (key.ExpiresAt == nil || now.Before(*key.ExpiresAt))
}

// moment is the present as it is kept and told: finer would only be noise.
func (s *Service) moment() time.Time { return s.now().UTC().Truncate(time.Millisecond) }

// newKey makes a secret and what is kept of it.
func newKey(sourceID, userID string, wanted NewKey, now time.Time) MadeKey {
	prefix, scopes := sourcePrefix, wanted.Scopes
	if sourceID == "" {
		prefix = personPrefix
	} else if len(scopes) == 0 {
		scopes = account.SourceScopes()
	}
	secret := prefix + strings.ToLower(rand.Text()+rand.Text())
	hash := sha256.Sum256([]byte(secret))
	return MadeKey{Secret: secret, Key: account.Key{
		ID: strings.ToLower(rand.Text()[:16]), SourceID: sourceID, UserID: userID, Name: wanted.Name,
		Hint: secret[:len(prefix)+hintLength], Scopes: scopes, Hash: hash[:], CreatedAt: now, ExpiresAt: wanted.ExpiresAt,
	}}
}

// owned refuses an owner who is none of the actor's business.
func owned(ctx context.Context, records Records, by Actor, sourceID, userID string) error {
	if sourceID != "" {
		_, err := by.findSource(records.Source(ctx, sourceID))
		return err
	}
	_, err := by.find(records.User(ctx, userID))
	return err
}

func ownedKey(ctx context.Context, records Records, by Actor, id string) (account.Key, error) {
	key, err := records.Key(ctx, id)
	if err == nil {
		err = owned(ctx, records, by, key.SourceID, key.UserID)
	}
	if order.CodeOf(err) == order.CodeNotFound {
		return account.Key{}, refusal(order.CodeNotFound, "There is no such key among yours.")
	}
	return key, err
}
