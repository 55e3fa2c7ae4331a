package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/app"
)

type usersCommand struct {
	List     usersListCommand     `cmd:"" help:"List people."`
	Create   usersCreateCommand   `cmd:"" help:"Add a person; the password is read from standard input."`
	Password usersPasswordCommand `cmd:"" help:"Give a person a new password, read from standard input, and sign them out."`
	Disable  usersDisableCommand  `cmd:"" help:"Shut a person out, or let them in again."`
}

type usersListCommand struct{ office }

func (c *usersListCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		users, err := o.Admin.Users(ctx, by)
		if err != nil {
			return err
		}
		rows := make([][]string, len(users))
		for i, user := range users {
			state := "may sign in"
			if user.Disabled {
				state = "disabled"
			}
			rows[i] = []string{user.ID, user.Name, string(user.Role), listOr(user.Restaurants, "all"), state}
		}
		return t.table([]string{"ID", "NAME", "ROLE", "RESTAURANTS", "STATE"}, rows)
	})
}

type usersCreateCommand struct {
	office
	ID          string       `arg:"" help:"The sign-in name."`
	Name        string       `help:"The name for people."`
	Role        account.Role `default:"operator" enum:"read_only,operator,manager" help:"read_only, operator or manager."`
	Restaurants []string     `placeholder:"ID" help:"Limits the person to these restaurants."`
}

func (c *usersCreateCommand) Run(ctx context.Context, t *terminal) error {
	password, err := readSecret(os.Stdin)
	if err != nil {
		return err
	}
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		wanted := admin.NewUser{ID: c.ID, Name: c.Name, Role: c.Role, Restaurants: c.Restaurants, Password: password}
		user, err := o.Admin.CreateUser(ctx, by, wanted)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(t.out, "%s can sign in now; role: %s.\n", user.ID, user.Role)
		return err
	})
}

type usersPasswordCommand struct {
	office
	ID string `arg:"" help:"Whose."`
}

func (c *usersPasswordCommand) Run(ctx context.Context, t *terminal) error {
	password, err := readSecret(os.Stdin)
	if err != nil {
		return err
	}
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		if err := o.Admin.SetPassword(ctx, by, c.ID, password, nil); err != nil {
			return err
		}
		_, err := fmt.Fprintln(t.out, "The password is set; they are signed out everywhere.")
		return err
	})
}

type usersDisableCommand struct {
	office
	ID   string `arg:"" help:"Who."`
	Undo bool   `help:"Let them in again."`
}

func (c *usersDisableCommand) Run(ctx context.Context, t *terminal) error {
	disabled := !c.Undo
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		_, err := o.Admin.ChangeUser(ctx, by, c.ID, admin.UserChange{Disabled: &disabled})
		return err
	})
}

// readSecret reads one line: a password on the command line would be seen by
// everybody on the machine.
func readSecret(from io.Reader) (string, error) {
	line, err := bufio.NewReader(io.LimitReader(from, 4096)).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return "", err
	}
	if line = strings.TrimRight(line, "\r\n"); line == "" {
		return "", errors.New("give the password on standard input, for example: printf '%s\\n' \"$PASSWORD\" | orderhatch users create anna")
	}
	return line, nil
}

type sourcesCommand struct {
	List    sourcesListCommand    `cmd:"" help:"List order sources."`
	Create  sourcesCreateCommand  `cmd:"" help:"Add an order source."`
	Disable sourcesDisableCommand `cmd:"" help:"Shut a source out, or let it in again; its orders stay."`
}

type sourcesListCommand struct{ office }

func (c *sourcesListCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		sources, err := o.Admin.Sources(ctx, by)
		if err != nil {
			return err
		}
		rows := make([][]string, len(sources))
		for i, source := range sources {
			state := "may submit"
			if source.Disabled {
				state = "disabled"
			}
			rows[i] = []string{source.ID, source.Name, listOr(source.Restaurants, "all"), fmt.Sprint(source.Strict), state}
		}
		return t.table([]string{"ID", "NAME", "RESTAURANTS", "STRICT", "STATE"}, rows)
	})
}

type sourcesCreateCommand struct {
	office
	ID          string   `arg:"" help:"Part of the identity of every order it sends."`
	Name        string   `help:"The name for people."`
	Restaurants []string `placeholder:"ID" help:"Limits the source to these restaurants."`
	Strict      bool     `help:"Refuse orders with unknown or stopped dishes instead of flagging them."`
}

func (c *sourcesCreateCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		source, err := o.Admin.CreateSource(ctx, by, admin.NewSource{ID: c.ID, Name: c.Name, Restaurants: c.Restaurants, Strict: c.Strict})
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(t.out, "Source %s is there; make it a key: orderhatch keys create --source %s\n", source.ID, source.ID)
		return err
	})
}

type sourcesDisableCommand struct {
	office
	ID   string `arg:"" help:"Which."`
	Undo bool   `help:"Let it in again."`
}

func (c *sourcesDisableCommand) Run(ctx context.Context, t *terminal) error {
	disabled := !c.Undo
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		_, err := o.Admin.ChangeSource(ctx, by, c.ID, admin.SourceChange{Disabled: &disabled})
		return err
	})
}
