package pos

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// prove makes sure that the station has exactly the dishes of a plan, after an
// order's workflow was lost with the knowledge of what was sent. Whoever may
// still be at the order is kept out, and what was sent gets its time. Anything
// more, less or otherwise is for a person: it may be of an earlier agreement.
func (t *task) prove(ctx context.Context, p plan) error {
	if err := t.holdEarlier(ctx); err != nil {
		return err
	}
	if err := t.dropPending(ctx); err != nil {
		return err
	}
	var seen rk7.Order
	err := t.untilSettled(ctx, func() (bool, error) {
		var err error
		seen, err = t.open(ctx)
		return false, err
	})
	if err != nil {
		return err
	}
	if !maps.Equal(p.exact(), exactly(seen)) {
		return failed(order.CodeStationUnproven, "")
	}
	return nil
}

// holdEarlier takes in hand every step that may have put dishes in.
func (t *task) holdEarlier(ctx context.Context) error {
	own, noted := t.step, t.noted
	defer func() { t.step, t.noted = own, noted }()
	steps := []string{stepOf(t.job, stepFill)}
	for n := 1; n < t.job.Amendment; n++ {
		steps = append(steps, stepOf(t.job, fmt.Sprintf("%s-%d", stepAmend, n)))
	}
	sentAt := t.sentAt
	for _, step := range steps {
		t.step = step
		if err := t.hold(ctx); err != nil {
			return err
		}
		if t.sentAt.After(sentAt) {
			sentAt = t.sentAt
		}
	}
	t.sentAt = sentAt
	return nil
}

// dropPending gives up a numbered request of the order: others who need the next
// number would send it again.
func (t *task) dropPending(ctx context.Context) error {
	pending, err := t.pendingUnder(ctx, t.job.Order.ID+"/")
	if err != nil || pending == nil {
		return err
	}
	return t.giveUp(ctx, *pending)
}

// exact counts the dishes of a plan with everything about them.
func (p plan) exact() map[string]int64 {
	counts := map[string]int64{}
	for i := range p.lines {
		l := &p.lines[i]
		var parts []string
		for _, part := range slices.Concat(l.modifiers, l.components) {
			parts = append(parts, exactPart(part.ident, part.count, part.openName))
		}
		counts[exactName(l.dish.Ident, parts)] += l.quantity
	}
	return counts
}

// exactly counts the dishes of the station so, with what nobody ordered as well:
// it may have been ordered once.
func exactly(o rk7.Order) map[string]int64 {
	counts := map[string]int64{}
	for _, l := range live(linesOf(o)) {
		var parts []string
		add := func(modifiers []rk7.Modifier) {
			for _, m := range modifiers {
				parts = append(parts, exactPart(m.ID, m.Count, m.OpenName))
			}
		}
		add(l.modifiers)
		for _, c := range l.components {
			parts = append(parts, exactPart(c.ID, c.Count, ""))
			add(c.Modifiers)
		}
		counts[exactName(l.ID, parts)] += l.Quantity
	}
	return counts
}

func exactPart(ident, count int64, text string) string {
	return fmt.Sprintf("%dx%d %s", ident, count, flat(text))
}

func exactName(dish int64, parts []string) string {
	slices.Sort(parts)
	return fmt.Sprint(dish) + "+" + strings.Join(parts, "+")
}
