package order

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Details are what the station has of an order beside its dishes: who and where
// the guest is, when the order is due, and what was noted.
type Details struct {
	Guest        Guest      `json:"guest"`
	Address      *Address   `json:"address,omitempty"`
	OperatorNote string     `json:"operator_note,omitempty"`
	ExpectedAt   *time.Time `json:"expected_at,omitempty"`
	ConfirmedAt  *time.Time `json:"confirmed_at,omitempty"`
	// Items are those whose notes stood there.
	Items []Item `json:"items,omitempty"`
}

// Details are those that are agreed now.
func (o Order) Details() Details {
	return Details{Guest: o.Guest, Address: o.Address, OperatorNote: o.OperatorNote, ExpectedAt: o.Timing.ExpectedAt, ConfirmedAt: o.ConfirmedAt, Items: o.ItemsAgreed}
}

// With is the order with other details, as it stood on the station.
func (o Order) With(d Details) Order {
	o.Guest, o.Address, o.OperatorNote, o.ConfirmedAt, o.ItemsAgreed = d.Guest, d.Address, d.OperatorNote, d.ConfirmedAt, d.Items
	o.Timing.ExpectedAt = d.ExpectedAt
	return o
}

// same says whether the station would be told the same. Dishes have a step of
// their own, but what was wished for one stands with these.
func (d Details) same(other Details) bool {
	at := func(a, b *time.Time) bool { return a == b || a != nil && b != nil && a.Equal(*b) }
	place := d.Address == other.Address || d.Address != nil && other.Address != nil && *d.Address == *other.Address
	return place && d.OperatorNote == other.OperatorNote && at(d.ExpectedAt, other.ExpectedAt) && at(d.ConfirmedAt, other.ConfirmedAt) &&
		slices.Equal(wishes(d.Items), wishes(other.Items)) &&
		d.Guest.Name == other.Guest.Name && d.Guest.Phone == other.Guest.Phone && d.Guest.Persons == other.Guest.Persons
}

// wish is what a guest wants of one dish.
type wish struct{ plu, text string }

func wishes(items []Item) (all []wish) {
	for _, item := range items {
		if text := strings.TrimSpace(item.Note); text != "" {
			all = append(all, wish{item.PLU, text})
		}
	}
	return all
}

// Describing is the work of bringing new details to the station. Nothing of the
// order waits for it.
type Describing struct {
	Attempts int        `json:"attempts,omitempty"`
	NextAt   *time.Time `json:"next_at,omitempty"`
	// GaveUp are details that the station will not get from us.
	GaveUp *Details `json:"gave_up,omitempty"`
}

// maxDescribing is how often it is tried before people are left to do it.
const maxDescribing = 12

const checkDetails = "details_not_on_station"

// describable says whether the station has other details than are agreed.
func (l *Life) describable() bool {
	if l.Status.Final() || l.Written == nil || l.Injection.State != Filled && l.Injection.State != Created {
		return false
	}
	now := l.Details()
	return !now.same(*l.Written) && (l.Describing.GaveUp == nil || !now.same(*l.Describing.GaveUp))
}

func (l *Life) nextDescribing(now time.Time) Work {
	if l.Describing.NextAt != nil && now.Before(*l.Describing.NextAt) {
		return WorkNone
	}
	return WorkDescribe
}

// Described notes that the station has these details.
func (l *Life) Described(details Details, now time.Time) {
	l.Written, l.Describing = &details, Describing{}
	l.dropFlag(checkDetails)
	l.record(now, Actor{Kind: Station}, EventDescribed, "")
}

// NotDescribed notes that the station did not take the details, and when it is
// tried again if that may help. Until it helped, people see it.
func (l *Life) NotDescribed(details Details, fault *StationFault, again bool, next, now time.Time) {
	attempts := l.Describing.Attempts + 1
	if again && attempts < maxDescribing {
		l.Describing.Attempts, l.Describing.NextAt = attempts, &next
		if attempts == 1 {
			l.flag(checkDetails, fmt.Sprintf("The station still shows the old guest, address, time or notes: %s It is tried again by itself.", fault.Message))
			l.Revision++
			l.UpdatedAt = now
		}
		return
	}
	l.Describing = Describing{GaveUp: &details}
	l.flag(checkDetails, fmt.Sprintf("The station shows the old guest, address, time or notes: %s Tell the staff, and correct it on the till.", fault.Message))
	l.record(now, Actor{Kind: System}, EventNotDescribed, string(fault.Code))
}
