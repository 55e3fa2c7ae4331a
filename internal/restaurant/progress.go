package restaurant

import "github.com/orderhatch/orderhatch/internal/order"

// Progress is how a station and the product tell each other how far an order
// is. What the vendor does not document is a setting here.
type Progress struct {
	// IgnorePrint: an order that is printed to the kitchen is not in work yet.
	IgnorePrint bool `json:"ignore_print,omitempty"`
	// IgnoreKitchen: what the kitchen displays say of the dishes is not followed.
	IgnoreKitchen bool `json:"ignore_kitchen,omitempty"`
	// CourierTimes: the moments at which the courier was sent and delivered mean
	// on the way and completed. Stations may use them for plans.
	CourierTimes bool `json:"courier_times,omitempty"`
	// LookSeconds is how often an open order is looked at although the station's
	// list says that nothing about it has changed; 0 trusts the list.
	LookSeconds int64 `json:"look_seconds,omitempty"`

	// Codes are the restaurant's own numbers of the delivery's states: no list of
	// them is public. They are understood, and unless Silent they are sent.
	Codes  StateCodes `json:"codes,omitzero"`
	Silent bool       `json:"silent,omitempty"`
	// Source is the name under which states are sent; DefaultSource when empty.
	// SendExtID adds the order's visit number to it.
	Source    string `json:"source,omitempty"`
	SendExtID bool   `json:"send_ext_id,omitempty"`
}

// DefaultSource names us to the station.
const DefaultSource = "orderhatch"

// StateCodes are numbers of delivery states; nil ones do not exist there.
type StateCodes struct {
	InWork    *int64 `json:"in_work,omitempty" minimum:"0" maximum:"1000000"`
	Ready     *int64 `json:"ready,omitempty" minimum:"0" maximum:"1000000"`
	OnTheWay  *int64 `json:"on_the_way,omitempty" minimum:"0" maximum:"1000000"`
	Completed *int64 `json:"completed,omitempty" minimum:"0" maximum:"1000000"`
}

// inOrder are the statuses that have a code, from the first to the last.
func (c StateCodes) inOrder() (statuses []order.Status, codes []int64) {
	for _, one := range []struct {
		status order.Status
		code   *int64
	}{{order.InWork, c.InWork}, {order.Ready, c.Ready}, {order.OnTheWay, c.OnTheWay}, {order.Completed, c.Completed}} {
		if one.code != nil {
			statuses, codes = append(statuses, one.status), append(codes, *one.code)
		}
	}
	return statuses, codes
}

// Code is the number of a status.
func (c StateCodes) Code(status order.Status) (code int64, known bool) {
	statuses, codes := c.inOrder()
	for i := range statuses {
		if statuses[i] == status {
			return codes[i], true
		}
	}
	return 0, false
}

// Status is what a number says for certain: where one number stands for
// several statuses, the first of them. Empty for an unknown number.
func (c StateCodes) Status(code int64) order.Status {
	statuses, codes := c.inOrder()
	for i := range codes {
		if codes[i] == code {
			return statuses[i]
		}
	}
	return ""
}

// Told are the statuses that the station is told of.
func (p Progress) Told() []order.Status {
	if p.Silent {
		return nil
	}
	statuses, _ := p.Codes.inOrder()
	return statuses
}

// SourceName is the name under which states are sent.
func (p Progress) SourceName() string {
	if p.Source == "" {
		return DefaultSource
	}
	return p.Source
}
