package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/app"
	"github.com/orderhatch/orderhatch/internal/order"
)

// office is embedded by commands that administer the database.
type office struct{ app.Common }

// open gives work the administration of the database, as the command line's own actor.
func (o office) open(ctx context.Context, t *terminal, work func(*app.Office, admin.Actor) error) error {
	o.LogLevel = "warn" // what is printed is the answer
	opened, err := app.OpenOffice(ctx, o.Common, o.NewLogger(t.err))
	if err != nil {
		return err
	}
	defer opened.Close()
	return withFaults(work(opened, admin.CommandLine()))
}

// withFaults says every fault of a refused input.
func withFaults(err error) error {
	var refused *order.Error
	if !errors.As(err, &refused) || len(refused.Faults) == 0 {
		return err
	}
	lines := []string{refused.Detail}
	for _, fault := range refused.Faults {
		lines = append(lines, "  "+fault.Field+": "+fault.Message)
	}
	return errors.New(strings.Join(lines, "\n"))
}

// table prints rows under headings.
func (t *terminal) table(headings []string, rows [][]string) error {
	w := tabwriter.NewWriter(t.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(headings, "\t"))
	for _, row := range rows {
		fmt.Fprintln(w, strings.Join(row, "\t"))
	}
	return w.Flush()
}

// moment is a time for people, a dash for none.
func moment(at *time.Time) string {
	if at == nil {
		return "-"
	}
	return at.Local().Format("2006-01-02 15:04")
}

func listOr(items []string, none string) string {
	if len(items) == 0 {
		return none
	}
	return strings.Join(items, ",")
}
