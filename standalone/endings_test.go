package standalone_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

func person(name string) order.Caller {
	return order.Caller{Actor: order.Actor{Kind: order.Person, Name: name}}
}

func shop() order.Caller {
	return order.Caller{Actor: order.Actor{Kind: order.Shop, Name: "demo"}}
}

// ending is one way in which an order's life goes, from its submit to its end.
type ending struct {
	name   string
	change func(*order.Intake)
	script []error
	live   func(t *testing.T, h *house, first order.Order, workflow string)
	status order.Status
	state  order.InjectionState
	// long is for lives that take a while.
	long bool
}

func endings() []ending {
	accept := func(t *testing.T, h *house, workflow string) {
		_, err := h.dispatcher.Accept(t.Context(), workflow, order.AcceptCommand{Caller: person("olga"), Checks: []order.Check{}})
		require.NoError(t, err)
	}
	cancel := func(t *testing.T, h *house, workflow string, by order.Caller) {
		_, err := h.dispatcher.Cancel(t.Context(), workflow, order.CancelCommand{Caller: by, Reason: order.Reason{Code: order.GuestCancelled}})
		require.NoError(t, err)
	}
	advance := func(t *testing.T, h *house, workflow string, status order.Status) {
		_, err := h.dispatcher.Advance(t.Context(), workflow, order.AdvanceCommand{Caller: person("olga"), Status: status})
		require.NoError(t, err)
	}
	resolve := func(t *testing.T, h *house, workflow string, action order.ResolveAction) {
		_, err := h.dispatcher.Resolve(t.Context(), workflow, order.ResolveCommand{Caller: person("olga"), Action: action})
		require.NoError(t, err)
	}
	amend := func(t *testing.T, h *house, workflow string, plus string) {
		items := append(newIntake("").Submission.Items, order.Item{LineID: "2", PLU: plus, Quantity: order.Pieces(1)})
		_, err := h.dispatcher.Amend(t.Context(), workflow, order.AmendCommand{Caller: person("olga"), Items: items})
		require.NoError(t, err)
	}
	move := func(t *testing.T, h *house, workflow string, to string) {
		_, err := h.dispatcher.Amend(t.Context(), workflow, order.AmendCommand{Caller: person("olga"), Address: &order.Address{Text: to}})
		require.NoError(t, err)
	}
	noted := func(event order.EventName) func(order.Order) bool {
		return func(record order.Order) bool {
			return slices.ContainsFunc(record.History, func(entry order.HistoryEntry) bool { return entry.Event == event })
		}
	}
	accepted := func(then func(t *testing.T, h *house, first order.Order, workflow string)) func(*testing.T, *house, order.Order, string) {
		return func(t *testing.T, h *house, first order.Order, workflow string) {
			accept(t, h, workflow)
			h.eventually(first.ID, injected(order.Filled))
			then(t, h, first, workflow)
		}
	}
	signal := func(t *testing.T, h *house, workflow, name string, payload any) {
		require.NoError(t, h.client.SignalWorkflow(t.Context(), workflow, "", name, payload))
	}
	return []ending{
		{name: "completed", live: accepted(func(t *testing.T, h *house, _ order.Order, workflow string) {
			for _, status := range []order.Status{order.InWork, order.Ready, order.OnTheWay, order.Completed} {
				advance(t, h, workflow, status)
			}
		}), status: order.Completed, state: order.Filled},
		{name: "rejected", live: func(t *testing.T, h *house, _ order.Order, workflow string) {
			_, err := h.dispatcher.Take(t.Context(), workflow, order.TakeCommand{Caller: person("olga")})
			require.NoError(t, err)
			cancel(t, h, workflow, person("olga"))
		}, status: order.Rejected, state: order.InjectionNone},
		{name: "cancelled-by-source", live: func(t *testing.T, h *house, _ order.Order, workflow string) { cancel(t, h, workflow, shop()) },
			status: order.Cancelled, state: order.InjectionNone},
		{name: "expired", change: func(i *order.Intake) {
			i.Rules.RemindAfter, i.Rules.EscalateAfter = 50*time.Millisecond, 100*time.Millisecond
			i.Rules.Unanswered, i.Rules.ExpireAfter = order.Expire, 300*time.Millisecond
		}, status: order.Expired, state: order.InjectionNone},
		{name: "accepted-by-itself-and-forgotten", change: func(i *order.Intake) {
			i.Rules.Unanswered, i.Rules.ExpireAfter, i.Rules.CloseAfter = order.AutoAccept, 50*time.Millisecond, 500*time.Millisecond
		}, status: order.Completed, state: order.Filled},
		{name: "not-accepted-by-itself", change: func(i *order.Intake) {
			i.Submission.Items[0].PLU = "117"
			i.Rules.Unanswered, i.Rules.ExpireAfter, i.Rules.Auto = order.AutoAccept, 50*time.Millisecond, order.AutoRule{OnlyGreen: true}
		}, live: func(t *testing.T, h *house, first order.Order, workflow string) {
			h.eventually(first.ID, func(record order.Order) bool {
				return record.History[len(record.History)-1].Event == order.EventNotAutoAccepted
			})
			cancel(t, h, workflow, person("olga"))
		}, status: order.Rejected, state: order.InjectionNone},
		{name: "cancelled-after-fill", live: accepted(func(t *testing.T, h *house, _ order.Order, workflow string) { cancel(t, h, workflow, person("olga")) }),
			status: order.Cancelled, state: order.Voided},
		{name: "cancel-refused-then-confirmed", live: accepted(func(t *testing.T, h *house, _ order.Order, workflow string) {
			cancel(t, h, workflow, shop())
			_, err := h.dispatcher.RefuseCancel(t.Context(), workflow, order.RefuseCancelCommand{Caller: person("olga"), Reason: order.Reason{Code: order.TooBusy}})
			require.NoError(t, err)
			cancel(t, h, workflow, shop())
			cancel(t, h, workflow, person("olga"))
		}), status: order.Cancelled, state: order.Voided},
		{name: "scheduled-and-fired", change: func(i *order.Intake) {
			at := time.Now().Add(5 * time.Hour)
			i.Submission.Timing = order.Timing{Mode: order.AtSetTime, ExpectedAt: &at}
		}, live: func(t *testing.T, h *house, first order.Order, workflow string) {
			accept(t, h, workflow)
			advance(t, h, workflow, order.Accepted)
			h.eventually(first.ID, injected(order.Filled))
			advance(t, h, workflow, order.Completed)
		}, status: order.Completed, state: order.Filled},
		{name: "scheduled-and-released", change: func(i *order.Intake) {
			at := time.Now().Add(2 * time.Second)
			i.Submission.Timing = order.Timing{Mode: order.AtSetTime, ExpectedAt: &at}
			i.Rules.Lead = time.Second
		}, live: accepted(func(t *testing.T, h *house, _ order.Order, workflow string) { advance(t, h, workflow, order.Completed) }),
			status: order.Completed, state: order.Filled},
		{name: "failed", script: []error{nil, stationFault(order.CodeDishUnknown, false, true)}, live: func(t *testing.T, h *house, first order.Order, workflow string) {
			accept(t, h, workflow)
			h.eventually(first.ID, injected(order.NeedsOperator))
			resolve(t, h, workflow, order.ResolveCancel)
		}, status: order.Failed, state: order.Voided},
		{name: "done-by-hand", script: []error{nil, stationFault(order.CodeStationRefused, false, false)}, live: func(t *testing.T, h *house, first order.Order, workflow string) {
			accept(t, h, workflow)
			h.eventually(first.ID, injected(order.NeedsOperator))
			resolve(t, h, workflow, order.ResolveByHand)
			advance(t, h, workflow, order.Completed)
		}, status: order.Completed, state: order.InjectedByHand},
		{name: "retried-and-resolved", script: []error{stationFault(order.CodeStationUnreachable, true, true), nil, stationFault(order.CodeStationOutcome, true, false),
			stationFault(order.CodeStationOrderMissing, false, false)}, live: func(t *testing.T, h *house, first order.Order, workflow string) {
			accept(t, h, workflow)
			h.eventually(first.ID, injected(order.NeedsOperator))
			resolve(t, h, workflow, order.ResolveRetry)
			h.eventually(first.ID, injected(order.Filled))
			advance(t, h, workflow, order.Completed)
		}, status: order.Completed, state: order.Filled},
		{name: "void-parked", script: []error{nil, nil, stationFault(order.CodeStationBusy, true, true), stationFault(order.CodeVoidRefused, false, true)},
			live: accepted(func(t *testing.T, h *house, first order.Order, workflow string) {
				cancel(t, h, workflow, person("olga"))
				h.eventually(first.ID, injected(order.NeedsOperator))
				resolve(t, h, workflow, order.ResolveByHand)
			}), status: order.Cancelled, state: order.Voided},
		{name: "amended-on-the-station", live: accepted(func(t *testing.T, h *house, first order.Order, workflow string) {
			amend(t, h, workflow, "102")
			h.eventually(first.ID, func(record order.Order) bool { return len(record.ItemsOnPOS) == 2 })
			advance(t, h, workflow, order.Completed)
		}), status: order.Completed, state: order.Filled},
		{name: "told-to-the-station", change: func(i *order.Intake) { i.Rules.Tell = []order.Status{order.Ready, order.OnTheWay, order.Completed} },
			script: []error{nil, nil, stationFault(order.CodeStationBusy, true, true), nil, stationFault(order.CodeStationRefused, false, true)},
			live: accepted(func(t *testing.T, h *house, first order.Order, workflow string) {
				advance(t, h, workflow, order.Ready)
				h.eventually(first.ID, noted(order.EventTold))
				advance(t, h, workflow, order.OnTheWay)
				h.eventually(first.ID, noted(order.EventNotTold))
				advance(t, h, workflow, order.Completed)
			}), status: order.Completed, state: order.Filled},
		{name: "described-on-the-station", script: []error{nil, nil, stationFault(order.CodeStationBusy, true, true), nil, stationFault(order.CodeStationContents, false, true)},
			live: accepted(func(t *testing.T, h *house, first order.Order, workflow string) {
				move(t, h, workflow, "Тверская, 7")
				h.eventually(first.ID, noted(order.EventDescribed))
				move(t, h, workflow, "Тверская, 8")
				h.eventually(first.ID, noted(order.EventNotDescribed))
				advance(t, h, workflow, order.Completed)
			}), status: order.Completed, state: order.Filled},
		{name: "saved-later", change: func(i *order.Intake) { i.Rules.Fill = order.FillOnSave }, live: func(t *testing.T, h *house, first order.Order, workflow string) {
			_, err := h.dispatcher.Postpone(t.Context(), workflow, order.PostponeCommand{Caller: person("olga"), Minutes: 5})
			require.NoError(t, err)
			accept(t, h, workflow)
			h.eventually(first.ID, injected(order.Created))
			_, err = h.dispatcher.Save(t.Context(), workflow, order.SaveCommand{Caller: person("olga")})
			require.NoError(t, err)
			h.eventually(first.ID, injected(order.Filled))
			advance(t, h, workflow, order.Completed)
		}, status: order.Completed, state: order.Filled},
		{name: "decided-by-signals", live: func(t *testing.T, h *house, first order.Order, workflow string) {
			signal(t, h, workflow, workflows.SignalAccept, nil)
			h.eventually(first.ID, injected(order.Filled))
			signal(t, h, workflow, workflows.SignalCancel, map[string]any{"reason": map[string]any{"code": "too_busy"}})
		}, status: order.Cancelled, state: order.Voided},
		{name: "cancelled-through-temporal", live: accepted(func(t *testing.T, h *house, _ order.Order, workflow string) {
			require.NoError(t, h.client.CancelWorkflow(t.Context(), workflow, ""))
		}), status: order.Cancelled, state: order.Voided},
		{name: "closed-at-the-till", live: accepted(func(t *testing.T, h *house, first order.Order, workflow string) {
			signal(t, h, workflow, workflows.SignalStation, order.StationNews{SeenAt: time.Now(), Printed: true, Lines: []order.StationLine{{PLU: "777", Quantity: order.Pieces(1)}}})
			h.eventually(first.ID, inStatus(order.InWork))
			signal(t, h, workflow, workflows.SignalStation, order.StationNews{SeenAt: time.Now(), Closed: true})
		}), status: order.Completed, state: order.Filled},
		{name: "deleted-at-the-till", live: accepted(func(t *testing.T, h *house, _ order.Order, workflow string) {
			signal(t, h, workflow, workflows.SignalStation, order.StationNews{SeenAt: time.Now(), Deleted: true})
		}), status: order.Cancelled, state: order.Voided},
		{name: "continued-in-a-new-run", live: accepted(func(t *testing.T, h *house, first order.Order, workflow string) {
			// As many takes as it needs until Temporal wants a new run.
			described, err := h.client.DescribeWorkflow(t.Context(), workflow, "")
			require.NoError(t, err)
			for before := described.WorkflowExecution.RunID; described.WorkflowExecution.RunID == before; {
				for range 50 {
					_, err := h.dispatcher.Take(t.Context(), workflow, order.TakeCommand{Caller: person("olga")})
					require.NoError(t, err)
				}
				described, err = h.client.DescribeWorkflow(t.Context(), workflow, "")
				require.NoError(t, err)
			}
			amend(t, h, workflow, "102")
			h.eventually(first.ID, func(record order.Order) bool { return len(record.ItemsOnPOS) == 2 })
			advance(t, h, workflow, order.Completed)
		}), status: order.Completed, state: order.Filled, long: true},
	}
}
