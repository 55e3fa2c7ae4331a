package workflows_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.temporal.io/sdk/activity"
	sdklog "go.temporal.io/sdk/log"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

// noon is when every story begins.
var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// story is one order's life in a workflow whose waiting takes no time.
type story struct {
	*testing.T
	env     *testsuite.TestWorkflowEnvironment
	station *till
	book    *book
	pager   *pager
	eyes    *eyes
	intake  order.Intake
	start   workflows.Start
}

func newStory(t *testing.T, changes ...func(*order.Intake)) *story {
	t.Helper()
	var suite testsuite.WorkflowTestSuite
	suite.SetLogger(sdklog.NewStructuredLogger(slog.New(slog.DiscardHandler)))
	s := &story{T: t, env: suite.NewTestWorkflowEnvironment(), station: &till{t: t}, book: &book{}, pager: &pager{}, eyes: &eyes{}, intake: intake()}
	for _, change := range changes {
		change(&s.intake)
	}
	s.start = workflows.Start{Intake: s.intake, Nonce: "first"}
	s.env.SetStartTime(noon)
	s.env.SetTestTimeout(20 * time.Second)
	s.env.SetStartWorkflowOptions(startOptions(s.intake))
	s.env.RegisterWorkflowWithOptions(workflows.Order, workflow.RegisterOptions{Name: workflows.OrderType})
	acts := &activities.Activities{Station: s.station, Projector: s.book, Checker: s.eyes, Pager: s.pager}
	for name, method := range map[string]any{
		activities.Create: acts.CreateOrder, activities.Inject: acts.InjectOrder, activities.Fill: acts.FillOrder, activities.Amend: acts.AmendOrder,
		activities.Void: acts.VoidOrder, activities.Tell: acts.TellStation, activities.Describe: acts.DescribeOrder, activities.Project: acts.ProjectOrder, activities.Check: acts.CheckOrder, activities.CallPeople: acts.CallPeople,
	} {
		s.env.RegisterActivityWithOptions(method, activity.RegisterOptions{Name: name})
	}
	return s
}

func intake() order.Intake {
	price := order.Money(45000)
	submission := order.Submission{
		ExternalID: "WEB-1", Restaurant: "arbat-1", ServiceType: order.Delivery,
		Guest:   order.Guest{Name: "Анна", Phone: "+79991234567"},
		Address: &order.Address{Text: "Арбат, 12"},
		Items:   []order.Item{{PLU: "101", Name: "Цезарь", Quantity: order.Pieces(1), UnitPrice: &price}},
	}
	submission.Normalise()
	return order.Intake{Source: "demo", Submission: submission, Rules: order.DefaultRules(), ContentHash: submission.ContentHash()}
}

// after does something when the story has gone on for a while.
func (s *story) after(pause time.Duration, act func()) { s.env.RegisterDelayedCallback(act, pause) }

// whileTheStationWorks does something in the story's own thread while a
// station step is under way; the step goes on when it has been done.
func (s *story) whileTheStationWorks(act func()) {
	done := make(chan struct{})
	s.env.RegisterDelayedCallback(func() {
		act()
		s.env.RegisterDelayedCallback(func() { close(done) }, 0)
	}, 0)
	<-done
}

// run plays the story to its end.
func (s *story) run() workflows.Ending {
	s.Helper()
	s.env.ExecuteWorkflow(workflows.OrderType, s.start)
	require.True(s, s.env.IsWorkflowCompleted(), "the order never ended")
	require.NoError(s, s.env.GetWorkflowError())
	var ending workflows.Ending
	require.NoError(s, s.env.GetWorkflowResult(&ending))
	last := s.book.last()
	require.Equal(s, ending.Status, last.Record.Status, "the last record written is the last there was")
	return ending
}

// tell gives a command and requires that it is obeyed; the answer's record is
// given to the checks when it comes.
func (s *story) tell(name string, command any, checks ...func(order.Order)) {
	s.Helper()
	s.ask(name, command, func(record order.Order, err error) {
		require.NoError(s, err, "%s %+v", name, command)
		for _, check := range checks {
			check(record)
		}
	})
}

// refused gives a command and requires that it is refused with a code.
func (s *story) refused(code order.Code, name string, command any) {
	s.Helper()
	s.ask(name, command, func(_ order.Order, err error) {
		require.Equal(s, code, codeOf(err), "%s %+v: %v", name, command, err)
	})
}

func (s *story) ask(name string, command any, answer func(order.Order, error)) {
	s.Helper()
	answered := false
	s.Cleanup(func() { require.True(s, answered, "nobody answered %s", name) })
	s.env.UpdateWorkflow(name, "", &testsuite.TestUpdateCallback{
		OnReject: func(err error) { answered = true; answer(order.Order{}, err) },
		OnAccept: func() {},
		OnComplete: func(result any, err error) {
			answered = true
			record, _ := result.(order.Order)
			answer(record, err)
		},
	}, command)
}

// view is the order as its workflow sees it.
func (s *story) view() order.Order {
	s.Helper()
	answer, err := s.env.QueryWorkflow(workflows.QueryView)
	require.NoError(s, err)
	var record order.Order
	require.NoError(s, answer.Get(&record))
	return record
}

func codeOf(err error) order.Code {
	var application *temporal.ApplicationError
	if errors.As(err, &application) {
		return order.Code(application.Type())
	}
	return ""
}

func by(name string) order.Caller {
	return order.Caller{Actor: order.Actor{Kind: order.Person, Name: name}}
}

func byShop() order.Caller {
	return order.Caller{Actor: order.Actor{Kind: order.Shop, Name: "demo"}}
}

// accept is the yes of somebody who looked at the order.
func accept() order.AcceptCommand {
	return order.AcceptCommand{Caller: by("olga"), Checks: []order.Check{}}
}

func cancel(code order.ReasonCode) order.CancelCommand {
	return order.CancelCommand{Caller: by("olga"), Reason: order.Reason{Code: code, Text: "because"}}
}

func advance(status order.Status) order.AdvanceCommand {
	return order.AdvanceCommand{Caller: by("olga"), Status: status}
}

// book keeps what was projected.
type book struct {
	mu      sync.Mutex
	written []order.Projection
	refuse  error
	// fail is how many writes fail before the next one succeeds.
	fail int
}

func (b *book) Project(_ context.Context, projection order.Projection) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.refuse != nil {
		return b.refuse
	}
	if b.fail > 0 {
		b.fail--
		return errors.New("the database is away")
	}
	b.written = append(b.written, projection)
	return nil
}

// last is the newest record, as the store keeps it: a write that was given up
// and arrives after a later one changes nothing.
func (b *book) last() (newest order.Projection) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, projection := range b.written {
		if projection.Record.Revision >= newest.Record.Revision {
			newest = projection
		}
	}
	return newest
}

// events are the names of everything that was published, and requires that
// nothing was left out. A write that was repeated counts once, as in the store.
func (b *book) events(t require.TestingT) (names []order.EventName) {
	b.mu.Lock()
	defer b.mu.Unlock()
	sequence := int64(0)
	for _, projection := range b.written {
		for _, event := range projection.Events {
			if event.Sequence <= sequence {
				continue
			}
			sequence++
			require.Equal(t, sequence, event.Sequence)
			names = append(names, event.Name)
		}
	}
	return names
}

// eyes look at orders: they find the same each time, or cannot look for a while.
type eyes struct {
	mu     sync.Mutex
	found  []order.Check
	looks  []order.Order
	closed bool
}

func (e *eyes) Check(_ context.Context, record order.Order) ([]order.Check, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.looks = append(e.looks, record)
	if e.closed {
		return nil, errors.New("the database is away")
	}
	return append([]order.Check{}, e.found...), nil
}

// find says what is found from now on.
func (e *eyes) find(checks ...order.Check) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.found = checks
}

// shut says that nothing can be looked at from now on, or again.
func (e *eyes) shut(closed bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.closed = closed
}

// seen are the orders that were looked at.
func (e *eyes) seen() []order.Order {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]order.Order{}, e.looks...)
}

// pager keeps the alarms that went out.
type pager struct {
	alarms []activities.Alarm
	fail   int
}

func (p *pager) Page(_ context.Context, alarm activities.Alarm) error {
	if p.fail > 0 {
		p.fail--
		return errors.New("no route to the outside")
	}
	p.alarms = append(p.alarms, alarm)
	return nil
}

// till is a cash station that keeps the dishes of one order, and fails by a
// script: each entry stands for one call.
type till struct {
	t      *testing.T
	jobs   []activities.Job
	calls  []string
	script []func(call string, job activities.Job) error
	lines  []order.StationLine
}

func (s *till) do(call string, job activities.Job) error {
	s.calls = append(s.calls, call)
	s.jobs = append(s.jobs, job)
	if len(s.script) == 0 {
		return nil
	}
	next := s.script[0]
	s.script = s.script[1:]
	if next == nil {
		return nil
	}
	return next(call, job)
}

func (s *till) Create(_ context.Context, job activities.Job) (order.StationOrder, error) {
	if err := s.do("create", job); err != nil {
		return order.StationOrder{}, err
	}
	return order.StationOrder{OrderGUID: "{A}", Visit: 7, OrderID: 1, OrderName: "7.1"}, nil
}

func (s *till) Fill(_ context.Context, job activities.Job) (activities.Filling, error) {
	return s.put("fill", job)
}

func (s *till) Amend(_ context.Context, job activities.Job) (activities.Filling, error) {
	return s.put("amend", job)
}

func (s *till) put(call string, job activities.Job) (activities.Filling, error) {
	if err := s.do(call, job); err != nil {
		return activities.Filling{}, err
	}
	s.lines = nil
	sum := order.Money(0)
	for _, item := range job.Order.ItemsAgreed {
		s.lines = append(s.lines, order.StationLine{PLU: item.PLU, Quantity: item.Quantity})
		if item.UnitPrice != nil {
			sum += item.UnitPrice.Times(item.Quantity)
		}
	}
	return activities.Filling{Lines: s.lines, Sum: sum}, nil
}

func (s *till) Void(_ context.Context, job activities.Job) error { return s.do("void", job) }

func (s *till) Tell(_ context.Context, job activities.Job) error {
	return s.do("tell "+string(job.Tell), job)
}

func (s *till) Describe(_ context.Context, job activities.Job) error { return s.do("describe", job) }

// down fails as a station that cannot be reached: nothing was sent.
func down(string, activities.Job) error {
	return &activities.StationError{Fault: order.CodeStationUnreachable.Fault(""), Retry: true, Cleared: true}
}

// lost fails as a call whose reply was lost.
func lost(string, activities.Job) error {
	return &activities.StationError{Fault: order.CodeStationOutcome.Fault(""), Retry: true}
}

// refusal fails for good, and leaves nothing on the station.
func refusal(code order.Code) func(string, activities.Job) error {
	return func(string, activities.Job) error {
		return &activities.StationError{Fault: code.Fault(""), Cleared: true}
	}
}

func times(n int, fault func(string, activities.Job) error) (script []func(string, activities.Job) error) {
	for range n {
		script = append(script, fault)
	}
	return script
}

func plus(items []order.Item, plu string) []order.Item {
	more := append([]order.Item{}, items...)
	return append(more, order.Item{LineID: fmt.Sprint(len(items) + 1), PLU: plu, Quantity: order.Pieces(1)})
}
