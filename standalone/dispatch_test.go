package standalone_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	enumspb "go.temporal.io/api/enums/v1"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/worker"
	"github.com/orderhatch/orderhatch/workflows"
)

func TestASubmitWithoutAWorkerIsSafeAndAnsweredLater(t *testing.T) {
	h := openHouse(t, "arbat-1")
	intake := newIntake("WEB-1")
	receipt, err := h.dispatcher.Submit(t.Context(), intake)
	require.NoError(t, err)
	require.Equal(t, order.Processing, receipt.State)
	require.Equal(t, order.ID("demo", "WEB-1"), receipt.Order.ID)
	receipt, err = h.dispatcher.Submit(t.Context(), intake)
	require.NoError(t, err, "again, while there is still no worker")
	require.Equal(t, order.Processing, receipt.State)
	other := newIntake("WEB-1", func(i *order.Intake) { i.ContentHash = strings.Repeat("0", 64) })
	_, err = h.dispatcher.Submit(t.Context(), other)
	require.Equal(t, order.CodeDuplicateExternalID, order.CodeOf(err), "another order under the same id: %v", err)
	_, err = h.dispatcher.Accept(t.Context(), order.WorkflowID("demo", "WEB-1"), order.AcceptCommand{Caller: person("olga")})
	require.Equal(t, order.CodeUnconfirmed, order.CodeOf(err), "%v", err)
	_, err = h.dispatcher.View(t.Context(), order.WorkflowID("demo", "WEB-1"))
	require.Equal(t, order.CodeUnavailable, order.CodeOf(err))

	h.hire("one")
	h.eventually(receipt.Order.ID, func(record order.Order) bool { return record.Revision > 0 })
	receipt, err = h.dispatcher.Submit(t.Context(), intake)
	require.NoError(t, err)
	require.Equal(t, order.Replayed, receipt.State)
	require.Equal(t, order.Waiting, receipt.Order.Status, "the first answer")
}

func TestASubmitIsAnsweredOnceAndForAll(t *testing.T) {
	h := openHouse(t, "arbat-1")
	h.hire("one")
	intake := newIntake("WEB-1")
	workflow := order.WorkflowID("demo", "WEB-1")

	// Twenty at once: one of them is the first.
	receipts := make([]order.Receipt, 20)
	var all sync.WaitGroup
	for i := range receipts {
		all.Go(func() {
			var err error
			receipts[i], err = h.dispatcher.Submit(t.Context(), intake)
			require.NoError(t, err)
		})
	}
	all.Wait()
	stored := 0
	for _, receipt := range receipts {
		if receipt.State == order.Stored {
			stored++
		}
		require.Equal(t, receipts[0].Order, receipt.Order)
	}
	require.Equal(t, 1, stored)

	_, err := h.dispatcher.Submit(t.Context(), newIntake("WEB-1", func(i *order.Intake) { i.ContentHash = "other" }))
	require.Equal(t, order.CodeDuplicateExternalID, order.CodeOf(err))

	record, err := h.dispatcher.Accept(t.Context(), workflow, order.AcceptCommand{Caller: person("olga")})
	require.NoError(t, err)
	require.Equal(t, order.Accepted, record.Status)
	shown, _, err := h.store.Order(t.Context(), record.ID)
	require.NoError(t, err)
	require.GreaterOrEqual(t, shown.Revision, record.Revision, "nobody reads an older order than the one they were answered")
	_, err = h.dispatcher.Accept(t.Context(), workflow, order.AcceptCommand{Caller: person("ivan")})
	require.Equal(t, order.CodeAlreadyDecided, order.CodeOf(err))
	require.Contains(t, err.Error(), "decided by olga")
	_, err = h.dispatcher.Cancel(t.Context(), workflow, order.CancelCommand{Caller: person("ivan")})
	var invalid *order.Error
	require.ErrorAs(t, err, &invalid)
	require.Equal(t, "reason.code", invalid.Faults[0].Field, "the faults come along")
	_, err = h.dispatcher.Take(t.Context(), "order:demo:none", order.TakeCommand{Caller: person("ivan")})
	require.Equal(t, order.CodeNotFound, order.CodeOf(err))
	_, err = h.dispatcher.View(t.Context(), "order:demo:none")
	require.Equal(t, order.CodeNotFound, order.CodeOf(err))

	h.eventually(record.ID, injected(order.Filled))
	view, err := h.dispatcher.View(t.Context(), workflow)
	require.NoError(t, err)
	require.Equal(t, order.Filled, view.Injection.State)
	_, err = h.dispatcher.Cancel(t.Context(), workflow, order.CancelCommand{Caller: person("ivan"), Reason: order.Reason{Code: order.TooBusy}})
	require.NoError(t, err)
	awaitEnd(t, h, workflow)

	receipt, err := h.dispatcher.Submit(t.Context(), intake)
	require.NoError(t, err)
	require.Equal(t, order.Replayed, receipt.State, "also when it is long over")
	require.Equal(t, receipts[0].Order, receipt.Order)
	_, err = h.dispatcher.Submit(t.Context(), newIntake("WEB-1", func(i *order.Intake) { i.ContentHash = "other" }))
	require.Equal(t, order.CodeDuplicateExternalID, order.CodeOf(err))
	_, err = h.dispatcher.Accept(t.Context(), workflow, order.AcceptCommand{Caller: person("olga")})
	require.Equal(t, order.CodeNotFound, order.CodeOf(err))
}

func TestNothingIsPromisedWithoutTemporal(t *testing.T) {
	h := openHouse(t, "arbat-1")
	require.NoError(t, h.dispatcher.Ready(t.Context()))
	h.engine.Stop()
	require.Error(t, h.dispatcher.Ready(t.Context()))
	began := time.Now()
	_, err := h.dispatcher.Submit(t.Context(), newIntake("WEB-1"))
	require.Equal(t, order.CodeUnavailable, order.CodeOf(err), "%v", err)
	_, err = h.dispatcher.Accept(t.Context(), order.WorkflowID("demo", "WEB-1"), order.AcceptCommand{Caller: person("olga")})
	require.Equal(t, order.CodeUnavailable, order.CodeOf(err), "%v", err)
	require.Less(t, time.Since(began), 30*time.Second)
}

func TestTheTemporalUIShowsNoGuest(t *testing.T) {
	h := openHouse(t, "arbat-1")
	h.hire("one")
	h.submit(newIntake("WEB-1"))
	described, err := h.client.DescribeWorkflow(t.Context(), order.WorkflowID("demo", "WEB-1"), "")
	require.NoError(t, err)
	summary, err := described.GetStaticSummary()
	require.NoError(t, err)
	details, err := described.GetStaticDetails()
	require.NoError(t, err)
	require.Equal(t, "demo №WEB-1 · arbat-1 · delivery", summary)
	for _, text := range []string{summary, details, fmt.Sprint(described.TypedSearchAttributes)} {
		for _, secret := range []string{"Анна", "9991234567", "Арбат"} {
			require.NotContains(t, text, secret)
		}
	}
	require.Eventually(t, func() bool {
		count, err := h.client.CountWorkflow(t.Context(), countOf("OrderStatus = 'waiting' AND Restaurant = 'arbat-1'"))
		return err == nil && count.GetCount() == 1
	}, 10*time.Second, 20*time.Millisecond)
	require.Equal(t, enumspb.WORKFLOW_EXECUTION_STATUS_RUNNING, described.Status)
}

func TestARestaurantIsServedByOneWorkerAtATime(t *testing.T) {
	h := openHouse(t, "arbat-1", "zoo-2")
	one := h.hire("one", func(o *worker.Options) { o.LeaseTime = time.Hour })
	require.Eventually(t, func() bool { return len(one.Holding()) == 2 }, 10*time.Second, 5*time.Millisecond)
	two := h.hire("two")

	// Many orders, and never two calls at once.
	for i := range 12 {
		intake := newIntake(fmt.Sprintf("WEB-%d", i))
		first := h.submit(intake)
		_, err := h.dispatcher.Accept(t.Context(), order.WorkflowID("demo", intake.Submission.ExternalID), order.AcceptCommand{Caller: person("olga")})
		require.NoError(t, err)
		if i == 11 {
			h.eventually(first.ID, injected(order.Filled))
		}
	}
	require.Equal(t, 1, h.station.most)
	require.Empty(t, two.Holding(), "the first one has them all")

	one.Stop()
	require.Empty(t, one.Holding())
	require.Eventually(t, func() bool { return len(two.Holding()) == 2 }, 30*time.Second, 5*time.Millisecond, "given back, and not run out")
	next := h.submit(newIntake("WEB-next"))
	_, err := h.dispatcher.Accept(t.Context(), order.WorkflowID("demo", "WEB-next"), order.AcceptCommand{Caller: person("olga")})
	require.NoError(t, err)
	h.eventually(next.ID, injected(order.Filled))
}

func TestAWorkerThatLosesItsLeaseStopsAtOnce(t *testing.T) {
	h := openHouse(t, "arbat-1")
	var hooks sync.Map // holder -> whether its hook runs
	watch := func(holder string) func(*worker.Options) {
		return func(o *worker.Options) { o.OnHold = hookOf(&hooks, holder) }
	}
	cut := &cutLeases{Leases: h.store}
	one := h.hire("one", watch("one"), func(o *worker.Options) { o.Leases = cut })
	require.Eventually(t, func() bool { return len(one.Holding()) == 1 }, 10*time.Second, 5*time.Millisecond)
	h.station.mu.Lock()
	h.station.hold = true // the call hangs in the first worker
	h.station.mu.Unlock()
	first := h.submit(newIntake("WEB-1"))
	_, err := h.dispatcher.Accept(t.Context(), order.WorkflowID("demo", "WEB-1"), order.AcceptCommand{Caller: person("olga")})
	require.NoError(t, err)
	require.Eventually(t, func() bool { h.station.mu.Lock(); defer h.station.mu.Unlock(); return h.station.running == 1 }, 10*time.Second, 5*time.Millisecond)
	running, _ := hooks.Load("one")
	require.Equal(t, true, running)

	cut.cut() // as if the database were out of this process's reach
	two := h.hire("two", watch("two"))
	require.Eventually(t, func() bool { h.station.mu.Lock(); defer h.station.mu.Unlock(); return h.station.running == 0 }, 10*time.Second, 5*time.Millisecond, "the call was not cut off")
	h.station.mu.Lock()
	h.station.hold = false
	h.station.mu.Unlock()
	require.Eventually(t, func() bool { return len(two.Holding()) == 1 }, 10*time.Second, 5*time.Millisecond)
	require.Eventually(t, func() bool { return len(one.Holding()) == 0 }, 10*time.Second, 5*time.Millisecond)
	running, _ = hooks.Load("one")
	require.Equal(t, false, running, "its hook went on after the lease was lost")
	h.eventually(first.ID, injected(order.Filled))
}

func TestRestaurantsComeAndGoWhileAWorkerRuns(t *testing.T) {
	h := openHouse(t)
	var mu sync.Mutex
	starts := map[string]int{}
	w := h.hire("one", func(o *worker.Options) {
		o.OnHold = func(ctx context.Context, id string) {
			mu.Lock()
			starts[id]++
			again := starts[id]
			mu.Unlock()
			if again == 2 {
				panic("a fault in the hook")
			}
			<-ctx.Done()
		}
	})
	count := func() int { mu.Lock(); defer mu.Unlock(); return starts["new-1"] }
	place := restaurantOf("new-1")
	require.NoError(t, h.store.PutRestaurant(t.Context(), place))
	require.Eventually(t, func() bool { return count() == 1 }, 5*time.Second, 5*time.Millisecond)
	require.Equal(t, []string{"new-1"}, w.Holding())

	place.Name = "renamed"
	require.NoError(t, h.store.PutRestaurant(t.Context(), place))
	require.Eventually(t, func() bool { return count() == 2 }, 5*time.Second, 5*time.Millisecond, "the hook begins anew with the settings; it panics, and nobody dies of it")

	require.NoError(t, h.store.DeleteRestaurant(t.Context(), "new-1"))
	require.Eventually(t, func() bool { return len(w.Holding()) == 0 }, 10*time.Second, 5*time.Millisecond)
	held, err := h.store.HoldLeases(t.Context(), []string{"restaurant:new-1"}, "somebody", time.Minute)
	require.NoError(t, err)
	require.Len(t, held, 1, "it was given back")
}

func TestWorkForAStationThatNobodyServesIsTold(t *testing.T) {
	// Not waited for here: two minutes are long. The histories say what is asked of Temporal.
	h := openHouse(t)
	h.hire("one")
	first := h.submit(newIntake("WEB-1"))
	workflow := order.WorkflowID("demo", "WEB-1")
	_, err := h.dispatcher.Accept(t.Context(), workflow, order.AcceptCommand{Caller: person("olga")})
	require.NoError(t, err)
	h.eventually(first.ID, inStatus(order.Accepted))
	require.Eventually(t, func() bool {
		for _, event := range historyOf(t, h, workflow).GetEvents() {
			if scheduled := event.GetActivityTaskScheduledEventAttributes(); scheduled != nil {
				return scheduled.GetTaskQueue().GetName() == workflows.StationQueue("arbat-1") && scheduled.GetScheduleToStartTimeout().AsDuration() == 2*time.Minute
			}
		}
		return false
	}, 10*time.Second, 10*time.Millisecond)
}

func TestHundredsOfRestaurantsInOneProcess(t *testing.T) {
	const many = 200
	ids := make([]string, many)
	for i := range ids {
		ids[i] = fmt.Sprintf("r-%03d", i)
	}
	h := openHouse(t, ids...)
	began := time.Now()
	w := h.hire("one", func(o *worker.Options) { o.LeaseTime = 10 * time.Second })
	require.Eventually(t, func() bool { return len(w.Holding()) == many }, 30*time.Second, 10*time.Millisecond)
	t.Logf("%d restaurants were taken in %s", many, time.Since(began))
	// While they all start, an answer may take longer than a caller waits.
	var receipt order.Receipt
	require.Eventually(t, func() (known bool) {
		var err error
		receipt, err = h.dispatcher.Submit(t.Context(), newIntake("WEB-1", func(i *order.Intake) { i.Submission.Restaurant = "r-117" }))
		return err == nil
	}, time.Minute, 10*time.Millisecond)
	h.eventually(receipt.Order.ID, inStatus(order.Waiting))
	require.NoError(t, h.client.SignalWorkflow(t.Context(), order.WorkflowID("demo", "WEB-1"), "", workflows.SignalAccept, nil))
	h.eventually(receipt.Order.ID, injected(order.Filled))
	t.Logf("and an order was filled on one of them %s after the start", time.Since(began))
	began = time.Now()
	w.Stop()
	t.Logf("and given back in %s", time.Since(began))
	require.Less(t, time.Since(began), 20*time.Second)
}
