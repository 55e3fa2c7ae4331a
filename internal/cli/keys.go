package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/app"
)

type keysCommand struct {
	List   keysListCommand   `cmd:"" help:"List keys; their secrets are not kept."`
	Create keysCreateCommand `cmd:"" help:"Make a key and show it, once."`
	Rotate keysRotateCommand `cmd:"" help:"Make a successor of a key; both work for the overlap."`
	Revoke keysRevokeCommand `cmd:"" help:"End a key at once and for good."`
}

// keyOwner names whose keys are meant.
type keyOwner struct {
	Source string `xor:"owner" placeholder:"ID" help:"Keys of this order source."`
	User   string `xor:"owner" placeholder:"ID" help:"Keys of this person."`
}

type keysListCommand struct {
	office
	keyOwner
}

func (c *keysListCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		keys, err := o.Admin.Keys(ctx, by, c.Source, c.User)
		if err != nil {
			return err
		}
		rows := make([][]string, len(keys))
		for i, key := range keys {
			owner := "source " + key.SourceID
			if key.UserID != "" {
				owner = "user " + key.UserID
			}
			rows[i] = []string{key.ID, owner, key.Name, key.Hint, moment(&key.CreatedAt), moment(key.LastUsedAt), moment(key.ExpiresAt), moment(key.RevokedAt)}
		}
		return t.table([]string{"ID", "OF", "NAME", "BEGINS", "MADE", "LAST USED", "EXPIRES", "REVOKED"}, rows)
	})
}

type keysCreateCommand struct {
	office
	keyOwner
	Name      string          `help:"What the key is for."`
	Scopes    []account.Scope `help:"For sources: submit, read, cancel, menu; all when left out."`
	ExpiresIn time.Duration   `help:"How long it works; for ever when left out."`
}

func (c *keysCreateCommand) Run(ctx context.Context, t *terminal) error {
	wanted := admin.NewKey{Name: c.Name, Scopes: c.Scopes}
	if c.ExpiresIn > 0 {
		end := time.Now().Add(c.ExpiresIn)
		wanted.ExpiresAt = &end
	}
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		made, err := o.Admin.CreateKey(ctx, by, c.Source, c.User, wanted)
		if err != nil {
			return err
		}
		return t.showKey(made)
	})
}

// showKey shows a secret at the one moment it is known.
func (t *terminal) showKey(made admin.MadeKey) error {
	_, err := fmt.Fprintf(t.out, "%s\n\nThis is key %s. It is not kept and cannot be shown again.\n", made.Secret, made.ID)
	return err
}

type keysRotateCommand struct {
	office
	ID      string        `arg:"" help:"The key to replace."`
	Overlap time.Duration `default:"24h" help:"How long the old key goes on working."`
}

func (c *keysRotateCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		made, old, err := o.Admin.RotateKey(ctx, by, c.ID, c.Overlap)
		if err != nil {
			return err
		}
		if err := t.showKey(made); err != nil {
			return err
		}
		_, err = fmt.Fprintf(t.out, "Key %s works until %s.\n", old.ID, moment(old.ExpiresAt))
		return err
	})
}

type keysRevokeCommand struct {
	office
	ID string `arg:"" help:"The key to end."`
}

func (c *keysRevokeCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		if err := o.Admin.RevokeKey(ctx, by, c.ID); err != nil {
			return err
		}
		_, err := fmt.Fprintln(t.out, "The key does not work any more; processes that just saw it may take it for 5 more seconds.")
		return err
	})
}
