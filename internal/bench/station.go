package bench

import (
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// station is all simulated cash servers. They run in this process, so that
// what they really have can be compared with what was ordered.
type station struct {
	sim *rk7sim.Server
	ids []string
}

func startStation(restaurants int) (*station, error) {
	s := &station{}
	options := rk7sim.Options{}
	for i := range restaurants {
		id := fmt.Sprintf("bench-%d", i+1)
		s.ids = append(s.ids, id)
		options.Restaurants = append(options.Restaurants, rk7sim.RestaurantOptions{ID: id, Name: id})
	}
	var err error
	if s.sim, err = rk7sim.Start(options); err != nil {
		return nil, fmt.Errorf("the simulated stations: %w", err)
	}
	return s, nil
}

func (s *station) close() { _ = s.sim.Close() }

// answerAfter makes every command take a time, as on a busy station.
func (s *station) answerAfter(delay time.Duration) error {
	if delay == 0 {
		return s.sim.SetFaults(nil)
	}
	return s.sim.SetFaults([]rk7sim.Fault{{Kind: rk7sim.FaultSlow, DelayMS: delay.Milliseconds()}})
}

// hang makes every call to one station take a time, zero for no longer. What is
// sent to it is carried out at once: only the answer is late.
func (s *station) hang(id string, length time.Duration) error {
	if length == 0 {
		return s.sim.SetFaultsOf(id, nil)
	}
	return s.sim.SetFaultsOf(id, []rk7sim.Fault{{Restaurant: id, Kind: rk7sim.FaultSlow, DelayMS: length.Milliseconds()}})
}

// truth is what one station really has, by the orders' plain GUIDs.
type truth struct {
	orders map[string]rk7sim.OrderState
	live   int // orders that were not taken off again
}

func (s *station) truth(id string) truth {
	t := truth{orders: map[string]rk7sim.OrderState{}}
	for _, each := range s.sim.State(id).Orders {
		t.orders[order.PlainGUID(each.GUID)] = each
		if !each.Voided {
			t.live++
		}
	}
	return t
}

// live counts each station's orders that were not taken off again.
func (s *station) live() map[string]int {
	counts := map[string]int{}
	for _, id := range s.ids {
		counts[id] = s.truth(id).live
	}
	return counts
}

// sameDishes compares an order on the station with what was ordered.
func sameDishes(on rk7sim.OrderState, ordered []order.Item) error {
	if on.Voided || on.Empty {
		return fmt.Errorf("order %s is empty or voided", on.GUID)
	}
	if len(on.Lines) != len(ordered) {
		return fmt.Errorf("order %s has %d lines instead of %d", on.GUID, len(on.Lines), len(ordered))
	}
	want := map[string]int64{}
	for _, item := range ordered {
		want[item.PLU] += int64(item.Quantity)
	}
	for _, line := range on.Lines {
		want[line.PLU] -= int64(line.Quantity)
	}
	for plu, missing := range want {
		if missing != 0 {
			return fmt.Errorf("order %s has the wrong quantity of dish %s, %d thousandths are missing", on.GUID, plu, missing)
		}
	}
	return nil
}
