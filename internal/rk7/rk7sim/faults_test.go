package rk7sim_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestEveryFaultAsTheClientAndTheStationSeeIt(t *testing.T) {
	tests := map[rk7sim.FaultKind]struct {
		fault   rk7sim.Fault
		outcome rk7.Outcome // of the client; Done for no error
		status  int         // HTTP
		code    int
		applied bool
	}{
		rk7sim.FaultDropBefore:   {outcome: rk7.Unknown},
		rk7sim.FaultDropAfter:    {outcome: rk7.Unknown, applied: true},
		rk7sim.FaultSlow:         {fault: rk7sim.Fault{DelayMS: 20}, outcome: rk7.Done, applied: true},
		rk7sim.FaultHTTP500:      {outcome: rk7.Unknown, status: 500},
		rk7sim.FaultGarbage:      {outcome: rk7.Unknown, status: 200, applied: true},
		rk7sim.FaultCut:          {outcome: rk7.Unknown, status: 200, applied: true},
		rk7sim.FaultWritingError: {outcome: rk7.Unknown, status: 200, applied: true},
		rk7sim.FaultRefuse:       {fault: rk7sim.Fault{Code: 2219}, outcome: rk7.Refused, code: 2219},
		rk7sim.FaultOffline:      {outcome: rk7.NotSent},
		rk7sim.FaultLate:         {fault: rk7sim.Fault{DelayMS: 30}, outcome: rk7.Unknown, status: 504, applied: true},
	}
	for kind, test := range tests {
		t.Run(string(kind), func(t *testing.T) {
			s := start(t, rk7sim.Options{})
			c := connect(t, s, "demo")
			fault := test.fault
			fault.Kind, fault.Times = kind, 1
			require.NoError(t, s.SetFaults([]rk7sim.Fault{fault}))

			request := newOrder()
			began := time.Now()
			_, err := c.CreateOrder(t.Context(), request)
			if test.outcome == rk7.Done {
				require.NoError(t, err)
				require.GreaterOrEqual(t, time.Since(began), 20*time.Millisecond)
			} else {
				e := rk7.AsError(err)
				require.NotNil(t, e, "%v", err)
				require.Equal(t, test.outcome, e.Outcome, "%v", err)
				require.Equal(t, test.code, e.Code)
				if test.status != 0 {
					require.Equal(t, test.status, e.HTTPStatus)
				}
			}
			if kind == rk7sim.FaultLate {
				require.Empty(t, s.State("").Orders, "late is later than the answer")
				require.Eventually(t, func() bool { return len(s.State("").Orders) == 1 }, 5*time.Second, 5*time.Millisecond)
			}
			_, found := s.State("").Order(request.GUID)
			require.Equal(t, test.applied, found)
			require.Equal(t, 1, s.State("").Faults[0].Hits)

			_, err = c.CreateOrder(t.Context(), newOrder())
			require.NoError(t, err, "the fault is used up")
		})
	}
}

func TestAFaultMayTakeEffectAgainstItsKind(t *testing.T) {
	yes, no := true, false
	for _, test := range []struct {
		fault   rk7sim.Fault
		outcome rk7.Outcome
	}{
		{rk7sim.Fault{Kind: rk7sim.FaultHTTP500, Code: 502, Applied: &yes}, rk7.Unknown},
		{rk7sim.Fault{Kind: rk7sim.FaultRefuse, Code: 2172, Applied: &yes}, rk7.Refused},
		{rk7sim.Fault{Kind: rk7sim.FaultCut, Applied: &no}, rk7.Unknown},
		{rk7sim.Fault{Kind: rk7sim.FaultGarbage, Applied: &no}, rk7.Unknown},
		{rk7sim.Fault{Kind: rk7sim.FaultWritingError, Applied: &no}, rk7.Unknown},
	} {
		s := start(t, rk7sim.Options{})
		require.NoError(t, s.SetFaults([]rk7sim.Fault{test.fault}))
		_, err := connect(t, s, "demo").CreateOrder(t.Context(), newOrder())
		require.Equal(t, test.outcome, rk7.AsError(err).Outcome, "%s", test.fault.Kind)
		require.Equal(t, *test.fault.Applied, len(s.State("").Orders) == 1, "%s", test.fault.Kind)
	}
}

func TestAPlanPicksItsRequests(t *testing.T) {
	s := start(t, rk7sim.Options{Restaurants: []rk7sim.RestaurantOptions{{ID: "a"}, {ID: "b"}}})
	a, b := connect(t, s, "a"), connect(t, s, "b")
	require.NoError(t, s.SetFaults([]rk7sim.Fault{
		{Restaurant: "a", Command: "CreateOrder", Kind: rk7sim.FaultRefuse, Code: 2133, Skip: 1, Times: 2},
		{Restaurant: "b", Kind: rk7sim.FaultRefuse, Code: 2172},
	}))
	var codes []int
	for range 4 {
		_, err := a.CreateOrder(t.Context(), newOrder())
		code := 0
		if e := rk7.AsError(err); e != nil {
			code = e.Code
		}
		codes = append(codes, code)
	}
	require.Equal(t, []int{0, 2133, 2133, 0}, codes)
	_, err := a.GetSystemInfo2(t.Context())
	require.NoError(t, err)
	for range 3 {
		_, err := b.GetSystemInfo2(t.Context())
		e := rk7.AsError(err)
		require.Equal(t, rk7.StatusParseError, e.Status, "2172 comes as a parse error")
		require.True(t, e.Busy(), "%v", e)
	}
	require.NoError(t, s.SetFaults(nil))
	_, err = b.GetSystemInfo2(t.Context())
	require.NoError(t, err)

	for _, wrong := range []rk7sim.Fault{
		{Kind: "explode"}, {Kind: rk7sim.FaultSlow, DelayMS: -1}, {Kind: rk7sim.FaultSlow, DelayMS: 1 << 40},
		{Kind: rk7sim.FaultHTTP500, Code: 200}, {Kind: rk7sim.FaultOffline, Command: "GetOrder"}, {Kind: rk7sim.FaultSlow, Times: -1}, {Kind: rk7sim.FaultLate, Applied: new(bool)},
	} {
		require.Error(t, s.SetFaults([]rk7sim.Fault{wrong}), "%+v", wrong)
	}
}

func TestOneRestaurantOfAPortCanBeOffline(t *testing.T) {
	s := start(t, rk7sim.Options{Restaurants: []rk7sim.RestaurantOptions{{ID: "a"}, {ID: "b"}, {ID: "c", Listen: "127.0.0.1:0"}}})
	require.NoError(t, s.SetFaults([]rk7sim.Fault{{Restaurant: "a", Kind: rk7sim.FaultOffline}, {Restaurant: "c", Kind: rk7sim.FaultOffline}}))
	_, err := connect(t, s, "a").CreateOrder(t.Context(), newOrder())
	require.NotNil(t, rk7.AsError(err))
	require.Empty(t, s.State("a").Orders)
	_, err = connect(t, s, "b").CreateOrder(t.Context(), newOrder())
	require.NoError(t, err)
	_, err = connect(t, s, "c").CreateOrder(t.Context(), newOrder())
	require.Equal(t, rk7.NotSent, rk7.AsError(err).Outcome, "a port of its own is shut before anything is sent")
}

func TestTheEndDoesNotWaitForSlowAnswers(t *testing.T) {
	s, err := rk7sim.Start(rk7sim.Options{})
	require.NoError(t, err)
	c := connect(t, s, "demo")
	require.NoError(t, s.SetFaults([]rk7sim.Fault{{Kind: rk7sim.FaultSlow, DelayMS: 60_000}}))
	done := make(chan error, 1)
	go func() { _, err := c.CreateOrder(context.Background(), newOrder()); done <- err }()
	require.Eventually(t, func() bool { return len(s.State("").Orders) == 1 }, 5*time.Second, time.Millisecond)
	require.NoError(t, s.Close())
	require.Error(t, <-done)
}

func TestAResetDropsWhatWasPutOff(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	require.NoError(t, s.SetFaults([]rk7sim.Fault{{Command: "CreateOrder", Kind: rk7sim.FaultLate, DelayMS: 50, Times: 1}}))
	_, err := c.CreateOrder(t.Context(), newOrder())
	require.Error(t, err)
	require.NoError(t, s.Reset())
	// A later put-off command runs after the first one's moment.
	require.NoError(t, s.SetFaults([]rk7sim.Fault{{Command: "CreateOrder", Kind: rk7sim.FaultLate, DelayMS: 120, Times: 1}}))
	marker := newOrder()
	_, err = c.CreateOrder(t.Context(), marker)
	require.Error(t, err)
	require.Eventually(t, func() bool { _, found := s.State("").Order(marker.GUID); return found }, 5*time.Second, 5*time.Millisecond)
	require.Len(t, s.State("").Orders, 1)
}
