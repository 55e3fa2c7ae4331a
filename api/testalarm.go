package api

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Alarms calls people who do not look at the console. It must come back when its
// context ends, and tell no secret.
type Alarms interface {
	Try(ctx context.Context, r restaurant.Restaurant) []restaurant.Finding
	// Warnings are the ways that did not take the last alarm, in words.
	Warnings(ctx context.Context, all []restaurant.Restaurant) map[string][]string
}

// AlarmTrial is how a test alarm went.
type AlarmTrial struct {
	OK    bool                 `json:"ok" doc:"There is a way, and every one of them took the alarm"`
	Items []restaurant.Finding `json:"items" nullable:"false" doc:"One for each way: webhook, telegram"`
}

type alarmTrialAnswer struct{ Body AlarmTrial }

// testAlarm sends a test alarm by every way the restaurant has.
func (s *Server) testAlarm(ctx context.Context, in *restaurantInput) (*alarmTrialAnswer, error) {
	who := callerOf(ctx)
	one, err := s.admin.Restaurant(ctx, who.administrator(), in.ID)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	if s.alarms == nil {
		return nil, refusal(order.CodeUnavailable, "This process cannot send alarms.")
	}
	release, err := s.examine.begin(who.name)
	if err != nil {
		return nil, err
	}
	defer release()
	if err := s.admin.NoteAlarmTried(ctx, who.administrator(), one); err != nil {
		return nil, s.unavailable(ctx, err)
	}
	ctx, cancel := context.WithTimeout(ctx, examineTime)
	defer cancel()
	answer := &alarmTrialAnswer{Body: AlarmTrial{OK: true, Items: append([]restaurant.Finding{}, s.alarms.Try(ctx, one)...)}}
	for _, finding := range answer.Body.Items {
		answer.Body.OK = answer.Body.OK && finding.OK
	}
	return answer, nil
}
