package api

import (
	"context"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Examiner looks at a restaurant's connection: is the cash server there, does it
// let us in, has it the licence, does it know our codes. It connects wherever
// the settings say, because cash servers stand in private networks; so only
// managers may have it done, and each time is written into the log. It must come
// back when its context ends, and tell no secret.
type Examiner interface {
	Examine(ctx context.Context, r restaurant.Restaurant) []restaurant.Finding
}

const (
	examineTime   = 28 * time.Second // a little less than a request may take
	examineAtOnce = 4
)

// Findings are what an examination found.
type Findings struct {
	OK    bool                 `json:"ok" doc:"The restaurant can take orders"`
	Items []restaurant.Finding `json:"items" nullable:"false"`
}

type findingsAnswer struct{ Body Findings }

// examineSettings tests settings that are not kept yet.
func (s *Server) examineSettings(ctx context.Context, _ *struct{}, got received[admin.RestaurantSettings]) (*findingsAnswer, error) {
	draft, err := s.admin.Draft(ctx, callerOf(ctx).administrator(), got.body, got.faults...)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return s.findings(ctx, draft)
}

// examineRestaurant tests the settings that are kept.
func (s *Server) examineRestaurant(ctx context.Context, in *restaurantInput) (*findingsAnswer, error) {
	one, err := s.admin.Restaurant(ctx, callerOf(ctx).administrator(), in.ID)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	return s.findings(ctx, one)
}

func (s *Server) findings(ctx context.Context, one restaurant.Restaurant) (*findingsAnswer, error) {
	if s.examiner == nil {
		return nil, refusal(order.CodeUnavailable, "This process cannot test connections.")
	}
	who := callerOf(ctx)
	release, err := s.examine.begin(who.name)
	if err != nil {
		return nil, err
	}
	defer release()
	if err := s.admin.NoteExamined(ctx, who.administrator(), one); err != nil {
		return nil, s.unavailable(ctx, err)
	}
	ctx, cancel := context.WithTimeout(ctx, examineTime)
	defer cancel()
	answer := &findingsAnswer{Body: Findings{OK: true, Items: append([]restaurant.Finding{}, s.examiner.Examine(ctx, one)...)}}
	for _, finding := range answer.Body.Items {
		if !finding.OK && finding.Severity == order.Problem {
			answer.Body.OK = false
		}
	}
	return answer, nil
}

// examinations bounds those under way: one of each person, and a few in all.
type examinations struct {
	mu  sync.Mutex
	who map[string]bool
}

func newExaminations() *examinations { return &examinations{who: map[string]bool{}} }

func (e *examinations) begin(name string) (release func(), err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.who[name] || len(e.who) >= examineAtOnce {
		return nil, tooMany("A connection is being tested already.", retryAfter*time.Second)
	}
	e.who[name] = true
	return func() {
		e.mu.Lock()
		defer e.mu.Unlock()
		delete(e.who, name)
	}, nil
}
