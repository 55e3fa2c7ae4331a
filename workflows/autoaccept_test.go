package workflows_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

var (
	stopped = order.Check{LineID: "1", Code: "dish_unavailable", Severity: order.Problem, Message: "«Цезарь» cannot be ordered now."}
	oldMenu = order.Check{Code: "menu_old", Severity: order.Info}
	forTest = order.Check{Code: "test_order", Severity: order.Info}
)

// byItself is an order that is accepted by itself after two minutes, if it fulfils
// a rule.
func byItself(rule order.AutoRule, changes ...func(*order.Intake)) func(*order.Intake) {
	return func(i *order.Intake) {
		i.Rules.Unanswered, i.Rules.ExpireAfter, i.Rules.Auto = order.AutoAccept, 2*time.Minute, rule
		for _, change := range changes {
			change(i)
		}
	}
}

// verdict is what the rule said of an order.
func verdict(t *testing.T, record order.Order) order.HistoryEntry {
	t.Helper()
	for _, entry := range record.History {
		switch entry.Event {
		case order.EventAccepted, order.EventNotAutoAccepted, order.EventWouldAutoAccept:
			return entry
		}
	}
	require.Fail(t, "the rule said nothing", "%v", record.History)
	return order.HistoryEntry{}
}

func TestAnOrderIsAcceptedByItself(t *testing.T) {
	green := order.AutoRule{OnlyGreen: true}
	dry := order.AutoRule{OnlyGreen: true, DryRun: true}
	for name, c := range map[string]struct {
		rule   order.AutoRule
		change func(*order.Intake)
		found  []order.Check
		after  time.Duration
		want   order.EventName
		why    string
	}{
		"without conditions":       {want: order.EventAccepted},
		"whatever is found":        {found: []order.Check{stopped}, want: order.EventAccepted},
		"at once":                  {change: func(i *order.Intake) { i.Rules.ExpireAfter = 0 }, after: -2 * time.Minute, want: order.EventAccepted},
		"before the source is off": {change: func(i *order.Intake) { at := noon.Add(time.Minute); i.Submission.Timing.RespondBy = &at }, after: -70 * time.Second, want: order.EventAccepted},
		"a known guest":            {rule: order.AutoRule{OnlyKnown: true}, change: func(i *order.Intake) { i.KnownGuest = true }, want: order.EventAccepted},
		"not a stranger":           {rule: order.AutoRule{OnlyKnown: true}, want: order.EventNotAutoAccepted, why: order.GuestUnknown},
		"green":                    {rule: green, want: order.EventAccepted},
		"green, a test":            {rule: green, found: []order.Check{forTest}, want: order.EventAccepted},
		"green again":              {rule: green, change: func(i *order.Intake) { i.Checks = []order.Check{stopped} }, want: order.EventAccepted},
		"green no more":            {rule: green, found: []order.Check{forTest, stopped}, want: order.EventNotAutoAccepted, why: "dish_unavailable"},
		"with an old menu":         {rule: green, found: []order.Check{oldMenu}, want: order.EventNotAutoAccepted, why: "menu_old"},
		"cheap":                    {rule: order.AutoRule{Below: 45001}, want: order.EventAccepted},
		"not cheap":                {rule: order.AutoRule{Below: 45000}, want: order.EventNotAutoAccepted, why: order.SumNotBelow},
		"of unknown price": {rule: order.AutoRule{Below: 45001}, change: func(i *order.Intake) { i.Submission.Items[0].UnitPrice = nil },
			want: order.EventNotAutoAccepted, why: order.SumUnknown},
		"rehearsed":               {rule: dry, want: order.EventWouldAutoAccept},
		"rehearsed, green before": {rule: dry, found: []order.Check{stopped}, want: order.EventNotAutoAccepted, why: "dish_unavailable"},
	} {
		t.Run(name, func(t *testing.T) {
			change := c.change
			if change == nil {
				change = func(*order.Intake) {}
			}
			s := newStory(t, byItself(c.rule, change))
			s.eyes.find(c.found...)
			s.after(time.Hour, func() {
				now := s.view()
				said := verdict(t, now)
				require.Equal(t, c.want, said.Event)
				require.Equal(t, c.why, said.Detail, "it says why not")
				require.Equal(t, "system", said.Actor)
				require.Equal(t, noon.Add(2*time.Minute+c.after), said.At.UTC())
				require.Equal(t, c.want == order.EventAccepted, now.Injection.State == order.Filled)
				require.ElementsMatch(t, c.found, now.Checks, "people see what the rule saw")
				require.Len(t, s.eyes.seen(), 1)
				s.tell(workflows.UpdateCancel, cancel(order.TooBusy))
			})
			s.run()
		})
	}
}

// An outage of some minutes is waited out; a longer one leaves the order to people.
func TestAnOrderThatCannotBeLookedAtIsNotAcceptedByItself(t *testing.T) {
	t.Run("for a minute", func(t *testing.T) {
		s := newStory(t, byItself(order.AutoRule{OnlyGreen: true}))
		s.eyes.shut(true)
		s.after(3*time.Minute, func() {
			require.Equal(t, order.Waiting, s.view().Status)
			s.eyes.shut(false)
		})
		s.after(4*time.Minute, func() {
			require.Equal(t, order.Accepted, s.view().Status)
			s.tell(workflows.UpdateStatus, advance(order.Completed))
		})
		s.run()
	})
	t.Run("for long", func(t *testing.T) {
		s := newStory(t, byItself(order.AutoRule{}))
		s.eyes.shut(true)
		s.after(time.Hour, func() {
			now := s.view()
			require.Equal(t, order.Waiting, now.Status)
			require.Equal(t, order.NotChecked, verdict(t, now).Detail)
			require.Less(t, len(s.eyes.seen()), 100, "it is not asked for ever")
			require.Empty(t, s.station.calls)
			s.tell(workflows.UpdateAccept, accept())
		})
		s.after(61*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
		s.run()
	})
	t.Run("until the source gives up", func(t *testing.T) {
		s := newStory(t, byItself(order.AutoRule{}, func(i *order.Intake) { at := noon.Add(time.Minute); i.Submission.Timing.RespondBy = &at }))
		s.eyes.shut(true)
		require.Equal(t, order.Expired, s.run().Status)
		require.Equal(t, order.NotChecked, verdict(t, s.book.last().Record).Detail, "people had the last seconds")
		require.Equal(t, noon.Add(time.Minute), s.env.Now().UTC(), "no later for the look")
	})
}

// Who sends a bare signal has not looked at the order: it is looked at before it
// goes to the station. Who accepts over HTTP has.
func TestAnAcceptedOrderIsLookedAt(t *testing.T) {
	t.Run("by a signal", func(t *testing.T) {
		s := newStory(t)
		s.eyes.find(stopped)
		s.station.script = times(1, func(string, activities.Job) error {
			require.Len(t, s.eyes.seen(), 1, "before the station")
			return nil
		})
		s.after(time.Minute, func() { s.env.SignalWorkflow(workflows.SignalAccept, nil) })
		s.after(2*time.Minute, func() {
			now := s.view()
			require.Equal(t, order.Filled, now.Injection.State, "a check refuses nothing")
			require.Equal(t, []order.Check{stopped}, now.Checks)
			s.tell(workflows.UpdateStatus, advance(order.Completed))
		})
		s.run()
		require.Len(t, s.eyes.seen(), 1)
	})
	t.Run("by a signal, when nobody can look", func(t *testing.T) {
		s := newStory(t, scheduledFor(noon.Add(5*time.Hour)), func(i *order.Intake) { i.Checks = []order.Check{forTest} })
		s.eyes.shut(true)
		s.after(time.Minute, func() { s.env.SignalWorkflow(workflows.SignalAccept, nil) })
		s.after(2*time.Minute, func() {
			now := s.view()
			require.Equal(t, order.Scheduled, now.Status)
			require.Equal(t, []order.Check{forTest}, now.Checks, "what was known before stays")
			s.tell(workflows.UpdateCancel, cancel(order.TooBusy))
		})
		s.run()
	})
	t.Run("over HTTP", func(t *testing.T) {
		s := newStory(t)
		s.after(time.Minute, func() {
			yes := accept()
			yes.Checks = []order.Check{stopped}
			s.tell(workflows.UpdateAccept, yes, func(record order.Order) { require.Equal(t, []order.Check{stopped}, record.Checks) })
		})
		s.after(2*time.Minute, func() { s.tell(workflows.UpdateStatus, advance(order.Completed)) })
		s.run()
		require.Empty(t, s.eyes.seen(), "no work is added")
	})
}

// While a person is on an order, or wants to call its guest again, the rule waits;
// the deadline that the source set waits for nobody.
func TestTheRuleWaitsForPeople(t *testing.T) {
	take := func(s *story) { s.tell(workflows.UpdateTake, order.TakeCommand{Caller: by("olga")}) }
	postpone := func(s *story) {
		s.tell(workflows.UpdatePostpone, order.PostponeCommand{Caller: by("olga"), Minutes: 10})
	}
	for name, c := range map[string]struct {
		act       func(*story)
		respondBy time.Duration
		want      time.Duration
	}{
		"taken":                             {act: take, want: time.Minute + order.DefaultRules().TakeFor},
		"to be called again":                {act: postpone, want: 11 * time.Minute},
		"taken, the source gives up sooner": {act: take, respondBy: 3 * time.Minute, want: 3*time.Minute - 10*time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStory(t, byItself(order.AutoRule{}, func(i *order.Intake) {
				if c.respondBy > 0 {
					at := noon.Add(c.respondBy)
					i.Submission.Timing.RespondBy = &at
				}
			}))
			s.after(time.Minute, func() { c.act(s) })
			s.after(time.Hour, func() {
				said := verdict(t, s.view())
				require.Equal(t, order.EventAccepted, said.Event)
				require.WithinDuration(t, noon.Add(c.want), said.At, time.Second)
				s.tell(workflows.UpdateStatus, advance(order.Completed))
			})
			require.Equal(t, order.Filled, s.run().Injection)
		})
	}
}
