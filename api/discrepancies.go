package api

import (
	"context"
	"net/http"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Sweeps knows what the last sweeps found.
type Sweeps interface {
	// Swept is what was found at some restaurants, at all when none is named, and
	// when it was; the time is zero when nobody looked yet.
	Swept(ctx context.Context, restaurants []string) (at time.Time, found []order.Discrepancy, err error)
}

// noSweeps stands in when nobody sweeps.
type noSweeps struct{}

func (noSweeps) Swept(context.Context, []string) (time.Time, []order.Discrepancy, error) {
	return time.Time{}, nil, nil
}

// DiscrepancyList is what the last sweep found.
type DiscrepancyList struct {
	SweptAt *time.Time          `json:"swept_at,omitempty" doc:"When everything was compared last; left out when it never was"`
	Items   []order.Discrepancy `json:"items" nullable:"false"`
}

type discrepanciesInput struct {
	Restaurant string `query:"restaurant" maxLength:"64" doc:"Only of this restaurant; of all of yours when left out"`
}

type discrepanciesAnswer struct{ Body DiscrepancyList }

var discrepanciesNotes = notes{
	description: "Every few minutes orders, their workflows and the orders on the cash stations are compared. " +
		"What can be repaired without a doubt is repaired; the rest is told here, with what is left to do.",
	refusals: []int{http.StatusNotFound},
}

func (s *Server) listDiscrepancies(ctx context.Context, in *discrepanciesInput) (*discrepanciesAnswer, error) {
	var only []string
	if in.Restaurant != "" {
		if _, err := s.ownRestaurant(ctx, in.Restaurant); err != nil {
			return nil, err
		}
		only = []string{in.Restaurant}
	}
	at, found, err := s.sweeps.Swept(ctx, only)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	answer := &discrepanciesAnswer{Body: DiscrepancyList{Items: []order.Discrepancy{}}}
	if !at.IsZero() {
		answer.Body.SweptAt = &at
	}
	for _, one := range found {
		if callerOf(ctx).Serves(one.Restaurant) {
			answer.Body.Items = append(answer.Body.Items, one)
		}
	}
	return answer, nil
}

// leftAt are what is left to see to at restaurants, in words, by restaurant. It
// is no reason to fail: a restaurant can be shown without. Sources are not told.
func (s *Server) leftAt(ctx context.Context, restaurants []string) map[string][]string {
	if callerOf(ctx).User == nil {
		return nil
	}
	_, found, err := s.sweeps.Swept(ctx, restaurants)
	if err != nil {
		s.log.WarnContext(ctx, "What the last sweep found cannot be read", "error", err)
	}
	words := map[string][]string{}
	for _, one := range found {
		if one.Outcome == order.Left {
			words[one.Restaurant] = append(words[one.Restaurant], one.Message+" "+one.Remedy)
		}
	}
	return words
}
