package restaurant

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// MiniDelivery says how sources are served that speak the protocol of API
// Мини-доставки. What that product did is not known in every detail; where it
// had to be inferred there is a setting, and its zero value is what was inferred.
type MiniDelivery struct {
	// Source is the order source that orders belong to; empty turns the protocol off.
	Source string `json:"source,omitempty"`
	// Listen is an address of its own for this restaurant, like ":11011".
	Listen string `json:"listen,omitempty"`
	// Token is what sources send as Token, so that they need not change theirs.
	// Keys of sources are good as well. Stored encrypted, never shown.
	Token string `json:"token,omitempty"`
	// PickupTypes are the numbers of order.type that mean pickup; 0 when empty.
	PickupTypes []int `json:"pickup_types,omitempty"`
	// Statuses are the numbers that statuses are told as, where not the usual ones.
	Statuses map[order.Status]int `json:"statuses,omitempty"`
	// RepeatWithin is how long the same contents sent again are the same order:
	// the protocol has no order number. 5 minutes when 0, never when below.
	RepeatWithin time.Duration `json:"repeat_within,omitempty"`
	// OmitStopped leaves stopped dishes out of the menu instead of telling a
	// remainder of 0.
	OmitStopped bool `json:"omit_stopped,omitempty"`
	// RefusalStatus is the HTTP status of an answer without a valid token; 200 when 0.
	RefusalStatus int `json:"refusal_status,omitempty"`
	// Stations are the addresses or networks that may ask for an order's dishes;
	// loopback and private networks when empty.
	Stations []string `json:"stations,omitempty"`
}

// On says whether the protocol is spoken at all.
func (m MiniDelivery) On() bool { return m.Source != "" }
