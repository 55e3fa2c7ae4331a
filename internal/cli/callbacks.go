package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/announce"
	"github.com/orderhatch/orderhatch/internal/app"
	"github.com/orderhatch/orderhatch/internal/order"
)

type callbacksCommand struct {
	List   callbacksListCommand   `cmd:"" help:"List callbacks, newest first."`
	Show   callbacksShowCommand   `cmd:"" help:"Show one callback: what is sent, and what came of each try."`
	Replay callbacksReplayCommand `cmd:"" help:"Send a callback once more, or all dead letters."`
}

// deliveries is embedded by commands that look at the delivery log.
type deliveries struct{ app.Common }

func (d deliveries) open(ctx context.Context, t *terminal, work func(*app.Deliveries) error) error {
	d.LogLevel = "warn" // what is printed is the answer
	opened, err := app.OpenDeliveries(ctx, d.Common, d.NewLogger(t.err))
	if err != nil {
		return err
	}
	defer opened.Close()
	return withFaults(work(opened))
}

// noticeChoice chooses callbacks.
type noticeChoice struct {
	Source     string `placeholder:"ID" help:"Of this order source."`
	Restaurant string `placeholder:"ID" help:"Of this restaurant."`
	Order      string `placeholder:"ID" help:"Of this order."`
}

func (c noticeChoice) filter() order.NoticeFilter {
	filter := order.NoticeFilter{Source: c.Source, OrderID: c.Order}
	if c.Restaurant != "" {
		filter.Restaurants = []string{c.Restaurant}
	}
	return filter
}

type callbacksListCommand struct {
	deliveries
	noticeChoice
	Dead  bool `xor:"state" help:"Only those that were given up."`
	Open  bool `xor:"state" name:"pending" help:"Only those that are still tried."`
	Limit int  `default:"50" help:"How many; 0 for all."`
}

func (c *callbacksListCommand) Run(ctx context.Context, t *terminal) error {
	filter := c.filter()
	switch {
	case c.Dead:
		filter.State = order.NoticeDead
	case c.Open:
		filter.State = order.NoticePending
	}
	return c.open(ctx, t, func(log *app.Deliveries) error {
		var rows [][]string
		for more := true; more; {
			filter.Limit = 200
			if c.Limit > 0 {
				filter.Limit = min(filter.Limit, c.Limit-len(rows))
			}
			page, err := log.Notices(ctx, filter)
			if err != nil {
				return err
			}
			for _, notice := range page.Notices {
				rows = append(rows, noticeRow(notice))
			}
			filter.Cursor = page.Next
			more = page.Next != "" && (c.Limit <= 0 || len(rows) < c.Limit)
		}
		return t.table([]string{"ID", "MADE", "SOURCE", "ORDER", "EVENT", "STATE", "TRIES", "NEXT", "LAST"}, rows)
	})
}

func noticeRow(notice order.Notice) []string {
	return []string{notice.ID, moment(&notice.CreatedAt), notice.Source, notice.ExternalID, string(notice.Event.Name), string(notice.State),
		fmt.Sprint(notice.Attempts), moment(notice.NextAttemptAt), lastWord(notice.LastStatus, notice.LastError)}
}

// lastWord is what came of a try.
func lastWord(status int, failure string) string {
	switch {
	case failure != "":
		return failure
	case status != 0:
		return fmt.Sprint(status)
	}
	return "-"
}

type callbacksShowCommand struct {
	deliveries
	ID string `arg:"" help:"The callback."`
}

func (c *callbacksShowCommand) Run(ctx context.Context, t *terminal) error {
	return c.open(ctx, t, func(log *app.Deliveries) error {
		notice, err := log.Notice(ctx, c.ID)
		if err != nil {
			return err
		}
		body, err := json.MarshalIndent(notice.Body(), "", "  ")
		if err != nil {
			return err
		}
		fmt.Fprintf(t.out, "%s to %s\nsource %s, restaurant %s, order %s (%s), form %s\n\n%s\n\n",
			notice.State, notice.URL, notice.Source, notice.Restaurant, notice.OrderID, notice.ExternalID, notice.Form, body)
		rows := make([][]string, len(notice.Tries))
		for i, try := range notice.Tries {
			rows[i] = []string{try.At.Local().Format("2006-01-02 15:04:05"), fmt.Sprintf("%.3f s", try.Seconds), lastWord(try.Status, try.Error)}
		}
		return t.table([]string{"TRIED", "TOOK", "ANSWER"}, rows)
	})
}

type callbacksReplayCommand struct {
	deliveries
	noticeChoice
	TemporalAddress   string `placeholder:"HOST:PORT" help:"Frontend of the Temporal server; that of the process on the data folder when left out."`
	TemporalNamespace string `default:"default" help:"Temporal namespace."`

	ID   string `arg:"" optional:"" help:"The callback."`
	Dead bool   `help:"All dead letters, or those of --source, --restaurant or --order."`
}

func (c *callbacksReplayCommand) Run(ctx context.Context, t *terminal) error {
	if (c.ID == "") != c.Dead {
		return errors.New("name one callback, or give --dead for all dead letters")
	}
	return c.open(ctx, t, func(log *app.Deliveries) error {
		sender, err := log.Announcer(ctx, c.Common, app.Temporal{TemporalAddress: c.TemporalAddress, TemporalNamespace: c.TemporalNamespace})
		if err != nil {
			return err
		}
		if c.Dead {
			return c.replayDead(ctx, t, sender)
		}
		notice, err := sender.Replay(ctx, c.ID)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(t.out, "%s of order %s is on its way to %s again.\n", notice.Event.Name, notice.ExternalID, notice.URL)
		return err
	})
}

// replayDead goes on until all that were dead at its start are on their way.
func (c *callbacksReplayCommand) replayDead(ctx context.Context, t *terminal, sender *announce.Announcer) error {
	filter := c.filter()
	filter.UpdatedBefore, filter.Limit = time.Now(), 200
	sum := 0
	for more := true; more; {
		var replayed int
		var err error
		replayed, more, err = sender.ReplayDead(ctx, filter)
		sum += replayed
		if err != nil {
			return fmt.Errorf("%d dead letters are on their way again, then: %w", sum, err)
		}
	}
	_, err := fmt.Fprintf(t.out, "%d dead letters are on their way again.\n", sum)
	return err
}
