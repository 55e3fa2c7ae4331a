package rk7sim

import (
	"errors"
	"fmt"
	"slices"
)

// kitchenStates are what a kitchen display may say of a dish.
var kitchenStates = []string{"sent", "started", "ready", "taken", "collect", "collected", "startpark", "endpark", "removed"}

// Kitchen is what the cooks press on their display: the dishes they have got, or
// the one with that line number, come to a state. An empty one takes the dishes
// off the display again.
func (t *Till) Kitchen(guid, state string, uni int64) error {
	if state != "" && !slices.Contains(kitchenStates, state) {
		return fmt.Errorf("состояние на экране кухни: одно из %v", kitchenStates)
	}
	return t.open(guid, func(x *exchange, o *order) error {
		found := false
		o.each(func(s *session, l *line) {
			if s.Printed && l.live() && l.sold() && (uni == 0 || l.Uni == uni) {
				l.Kitchen, found = state, true
				l.KitchenAt = x.now.Format(wireTime)
			}
		})
		if !found {
			return fmt.Errorf("блюдо на кухне: %w", ErrNotThere)
		}
		if x.r.behaviour.KitchenKeepsVersion {
			x.changes.keep(o)
			return nil
		}
		x.changes.put(o)
		return nil
	})
}

// DeliveryChange is what a dispatcher enters about a delivery; what is left out
// stays.
type DeliveryChange struct {
	State *int64 `json:"state"`
	// Sent and Delivered note that the courier leaves, or arrives, just now.
	Sent      bool `json:"sent"`
	Delivered bool `json:"delivered"`
}

// Deliver changes the delivery part of an order by hand.
func (t *Till) Deliver(guid string, change DeliveryChange) error {
	if change.State != nil && *change.State < 0 {
		return errors.New("состояние доставки: целое число от нуля")
	}
	return t.open(guid, func(x *exchange, o *order) error {
		block, now := el("DeliveryBlock"), x.now.Format(wireTime)
		if change.State != nil {
			block.set("deliveryState", *change.State)
		}
		if change.Sent {
			block.set("forwarderSendTime", now)
		}
		if change.Delivered {
			block.set("realDeliveryTime", now)
		}
		o.setDelivery(block)
		x.changes.put(o)
		return nil
	})
}

// kitchenInto writes what the displays say into a line of a reply.
func (l *line) kitchenInto(e *element, asChildren bool) {
	switch {
	case l.Kitchen == "":
	case asChildren:
		e.add(el("KdsState").set("name", l.Kitchen).set("at", l.KitchenAt))
	default:
		e.set("kdsstate", l.Kitchen)
	}
}

// The ways a station may take DeliveryUpdateStatus of an order that was not
// made as a delivery.
const (
	deliveryRefused = "refuse"
	deliveryIgnored = "ignore"
)

func deliveryUpdateStatus(x *exchange, cmd *element) (*element, *refusal) {
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	if cmd.child("DeliveryBlock") == nil {
		return nil, bad(`child element "DeliveryBlock" not found`)
	}
	if len(cmd.child("DeliveryBlock").attrs) == 0 {
		return nil, bad(`Attribute "DeliveryUpdateStatus/DeliveryBlock/@deliveryState" is not found`)
	}
	source := cmd.child("ExtSource")
	switch {
	case source.str("source") == "":
		return nil, bad(`Attribute "DeliveryUpdateStatus/ExtSource/@source" is not found`)
	case source.num("extID") < 0, x.r.behaviour.DeliveryNeedsExtID && source.num("extID") == 0:
		return nil, bad(`Attribute "DeliveryUpdateStatus/ExtSource/@extID" is not found`)
	}
	switch x.r.behaviour.DeliveryStatus {
	case deliveryRefused:
		return nil, refuse(0, "Заказ не является заказом доставки")
	case deliveryIgnored:
		return ok().set("version", o.Version).set("crc32", o.checksum()), nil
	}
	if x.r.behaviour.DeliveryReplaces {
		o.Delivery = nil
	}
	o.setDelivery(cmd.child("DeliveryBlock"))
	x.changes.put(o)
	return ok().set("version", o.Version).set("crc32", o.checksum()), nil
}
