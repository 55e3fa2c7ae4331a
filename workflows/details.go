package workflows

import (
	"fmt"
	"strings"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/internal/order"
)

// shownTimeline is how much of the timeline the Temporal UI shows.
const shownTimeline = 12

// shownAttributes are the search attributes as Temporal has them.
type shownAttributes struct {
	status    order.Status
	injection order.InjectionState
}

// show tells people who read Temporal where the order stands. Each change of a
// search attribute costs an event and a row of the lists, so passing states are
// left out: they last a tenth of a second, and trouble ends them.
func (r *run) show(ctx workflow.Context) {
	workflow.SetCurrentDetails(ctx, details(r.life))
	if r.passing(ctx) {
		return
	}
	now := shownAttributes{r.life.Status, r.life.Injection.State}
	if r.shown == (shownAttributes{}) && now.status == order.Waiting && r.start.Life == nil {
		r.shown = now // set when the workflow was started
		return
	}
	if now == r.shown {
		return
	}
	err := workflow.UpsertTypedSearchAttributes(ctx,
		AttributeStatus.ValueSet(string(now.status)), AttributeInjection.ValueSet(string(now.injection)))
	if err != nil {
		workflow.GetLogger(ctx).Warn("search attributes were not updated", "error", err.Error())
		return
	}
	r.shown = now
}

// passing says that the station is being worked on, or is about to be.
func (r *run) passing(ctx workflow.Context) bool {
	switch r.life.Next(workflow.Now(ctx)) {
	case order.WorkCheck, order.WorkCreate, order.WorkInject, order.WorkFill, order.WorkAmend:
		return r.life.Injection.LastError == nil
	}
	return false
}

// StartAttributes are the search attributes of a new order.
func StartAttributes(source, restaurant string) temporal.SearchAttributes {
	return temporal.NewSearchAttributes(
		AttributeSource.ValueSet(source), AttributeRestaurant.ValueSet(restaurant),
		AttributeStatus.ValueSet(string(order.Waiting)), AttributeInjection.ValueSet(string(order.InjectionNone)))
}

// details is the order in Markdown, without guest data.
func details(life *order.Life) string {
	var text strings.Builder
	text.WriteString(fmt.Sprintf("**%s** (%s) · on the station: **%s**\n\n", life.Status.English(), life.Status.Russian(), life.Injection.State))
	if life.POS.OrderName != "" {
		text.WriteString(fmt.Sprintf("Station order %s, visit %d\n\n", life.POS.OrderName, life.POS.Visit))
	}
	if fault := life.Injection.LastError; fault != nil {
		text.WriteString(fmt.Sprintf("> %s %s (%s)\n\n", fault.Message, fault.Remedy, fault.Owner))
	}
	text.WriteString("| when (UTC) | who | what |\n|---|---|---|\n")
	timeline := life.History
	if extra := len(timeline) - shownTimeline; extra > 0 {
		timeline = timeline[extra:]
	}
	for _, entry := range timeline {
		text.WriteString(fmt.Sprintf("| %s | %s | %s %s |\n", entry.At.UTC().Format("15:04:05"), entry.Actor, entry.Event, entry.Detail))
	}
	return text.String()
}
