package pager

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Faults keeps which ways did not take the last alarm, for people to see.
type Faults interface {
	PutAlarmFault(ctx context.Context, fault restaurant.AlarmFault) error
	DeleteAlarmFault(ctx context.Context, restaurantID, way string) error
	AlarmFaults(ctx context.Context) (map[string][]restaurant.AlarmFault, error)
}

// by calls people by one way and keeps how that went. An alarm is not lost because
// it cannot be written down.
func (p *Pager) by(ctx context.Context, place restaurant.Restaurant, way way, say message) error {
	fault := way.call(ctx, say)
	var kept error
	if fault == nil {
		kept = p.options.Faults.DeleteAlarmFault(ctx, place.ID, way.name)
	} else {
		kept = p.options.Faults.PutAlarmFault(ctx, restaurant.AlarmFault{Restaurant: place.ID, Way: way.name, At: p.options.Now(),
			Message: fmt.Sprintf("The last alarm did not get through (%s): %s.", way.whose, fault) + " " + way.remedy})
	}
	if kept != nil {
		p.options.Logger.WarnContext(ctx, "How an alarm went could not be kept", "restaurant", place.ID, "error", kept)
	}
	return fault
}

// Warnings are the ways that did not take the last alarm of restaurants, in words.
// What was before the settings were changed is not told any more.
func (p *Pager) Warnings(ctx context.Context, all []restaurant.Restaurant) map[string][]string {
	faults, err := p.options.Faults.AlarmFaults(ctx)
	if err != nil {
		p.options.Logger.WarnContext(ctx, "Which alarms failed cannot be read", "error", err)
	}
	warnings := map[string][]string{}
	for _, one := range all {
		for _, fault := range faults[one.ID] {
			if fault.At.After(one.UpdatedAt) {
				warnings[one.ID] = append(warnings[one.ID], fault.Message)
			}
		}
	}
	return warnings
}
