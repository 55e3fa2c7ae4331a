package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/app"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

type restaurantsCommand struct {
	List   restaurantsListCommand   `cmd:"" help:"List restaurants and how their stations are."`
	Show   restaurantsShowCommand   `cmd:"" help:"Print settings as YAML, without secrets; the same form is read by put."`
	Put    restaurantsPutCommand    `cmd:"" help:"Add or change restaurants from a YAML or JSON file."`
	Delete restaurantsDeleteCommand `cmd:"" help:"Forget a restaurant's settings; its orders stay."`

	TestAlarm restaurantsTestAlarmCommand `cmd:"" name:"test-alarm" help:"Call a restaurant's people to try it; the exit code says whether every way worked."`
}

type restaurantsListCommand struct{ office }

func (c *restaurantsListCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		all, err := o.Admin.Restaurants(ctx, by)
		if err != nil {
			return err
		}
		rows := make([][]string, len(all))
		for i, one := range all {
			readiness := o.Stations.Readiness(ctx, one.ID)
			state := "takes orders"
			if !readiness.Ready {
				state = readiness.Reason
			}
			rows[i] = []string{one.ID, one.Name, one.Station.URL, readiness.RK7Version, string(one.Rules.Fill), state}
		}
		return t.table([]string{"ID", "NAME", "STATION", "R_KEEPER", "FILL", "STATE"}, rows)
	})
}

type restaurantsShowCommand struct {
	office
	ID []string `arg:"" optional:"" help:"Which; all when left out."`
}

func (c *restaurantsShowCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		var found []restaurant.Restaurant
		for _, id := range c.ID {
			one, err := o.Admin.Restaurant(ctx, by, id)
			if err != nil {
				return err
			}
			found = append(found, one)
		}
		if len(c.ID) == 0 {
			var err error
			if found, err = o.Admin.Restaurants(ctx, by); err != nil {
				return err
			}
		}
		return admin.WriteSettings(t.out, found...)
	})
}

type restaurantsPutCommand struct {
	office
	File string `short:"f" required:"" placeholder:"FILE" help:"Settings in YAML or JSON; - reads standard input."`
}

func (c *restaurantsPutCommand) Run(ctx context.Context, t *terminal) error {
	settings, err := c.read()
	if err != nil {
		return err
	}
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		for _, one := range settings {
			put, _, err := o.Admin.PutRestaurant(ctx, by, one)
			if err != nil {
				return fmt.Errorf("restaurant %s: %w", one.ID, withFaults(err))
			}
			fmt.Fprintf(t.out, "%s is at revision %d. Check it: orderhatch doctor --restaurant %s\n", put.ID, put.Revision, put.ID)
		}
		return nil
	})
}

func (c *restaurantsPutCommand) read() ([]admin.RestaurantSettings, error) {
	var from io.Reader = os.Stdin
	if c.File != "-" {
		file, err := os.Open(c.File)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		from = file
	}
	return admin.ReadSettings(from)
}

type restaurantsDeleteCommand struct {
	office
	ID    string `arg:"" help:"Which."`
	Force bool   `help:"Also when orders of it are not over yet: nobody will work on them."`
}

func (c *restaurantsDeleteCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		return o.Admin.RemoveRestaurant(ctx, by, c.ID, 0, c.Force)
	})
}

type doctorCommand struct {
	office
	Restaurant []string `placeholder:"ID" help:"Which restaurants to examine; all when left out."`
}

// Run examines the connections and says for each thing what is wrong and what
// to do. The exit code says whether orders can be taken.
func (c *doctorCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(o *app.Office, by admin.Actor) error {
		all, err := o.Admin.Restaurants(ctx, by)
		if err != nil {
			return err
		}
		examined, sick := 0, 0
		for _, one := range all {
			if !c.wanted(one.ID) {
				continue
			}
			examined++
			if !t.examine(ctx, o, one) {
				sick++
			}
		}
		switch {
		case examined == 0:
			return errors.New("there is no such restaurant; list them with: orderhatch restaurants list")
		case sick > 0:
			return unfit{fmt.Sprintf("%d of %d restaurants cannot take orders.", sick, examined)}
		}
		return nil
	})
}

func (c *doctorCommand) wanted(id string) bool {
	for _, one := range c.Restaurant {
		if one == id {
			return true
		}
	}
	return len(c.Restaurant) == 0
}

// examine prints what was found at one restaurant; true when it can take orders.
func (t *terminal) examine(ctx context.Context, o *app.Office, one restaurant.Restaurant) (healthy bool) {
	fmt.Fprintf(t.out, "%s (%s)\n", one.ID, one.Name)
	healthy = true
	for _, finding := range o.Stations.Examine(ctx, one) {
		mark := "ok     "
		switch {
		case finding.OK:
		case finding.Severity == order.Problem:
			mark, healthy = "PROBLEM", false
		default:
			mark = "warning"
		}
		fmt.Fprintf(t.out, "  %s  %-15s %s\n", mark, finding.Check, finding.Message)
		if finding.Remedy != "" && !finding.OK {
			fmt.Fprintf(t.out, "           %-15s -> %s\n", "", finding.Remedy)
		}
	}
	return healthy
}
