package rk7sim

import (
	"hash/crc32"
	"strconv"
	"strings"
	"time"
)

// States of a line.
const (
	stateOpen    = 1
	stateFixed   = 3
	statePrinted = 4
	stateClosed  = 6
	stateDeleted = 7
)

// order is an order of the station. Everything in it is kept in the journal.
type order struct {
	GUID      string `json:"guid"`
	Visit     int64  `json:"visit"`
	VisitGUID string `json:"visit_guid"`
	Ident     int64  `json:"ident"`
	Name      string `json:"name"`
	Version   int64  `json:"version"`
	Number    int64  `json:"number"`

	Persistent    string    `json:"persistent,omitempty"`
	NonPersistent string    `json:"non_persistent,omitempty"`
	Holder        string    `json:"holder,omitempty"`
	Opened        string    `json:"opened"`
	FinishedAt    string    `json:"finished_at,omitempty"`
	Created       time.Time `json:"created"`

	Table     int64 `json:"table"`
	Station   int64 `json:"station,omitempty"`
	Creator   int64 `json:"creator,omitempty"`
	Waiter    int64 `json:"waiter,omitempty"`
	Category  int64 `json:"category,omitempty"`
	Type      int64 `json:"type,omitempty"`
	GuestType int64 `json:"guest_type,omitempty"`

	Guests   int64             `json:"guests,omitempty"`
	Props    []prop            `json:"props,omitempty"`
	Delivery map[string]string `json:"delivery,omitempty"`
	Source   string            `json:"ext_source,omitempty"`
	ExtID    string            `json:"ext_id,omitempty"`
	Sessions []*session        `json:"sessions,omitempty"`
	Receipts []receipt         `json:"receipts,omitempty"`

	Deleted  bool `json:"deleted,omitempty"`
	Finished bool `json:"finished,omitempty"`
	Paid     bool `json:"paid,omitempty"`
	Bill     bool `json:"bill,omitempty"`
	Deferred bool `json:"deferred,omitempty"`
	// Hidden orders were saved without the till licence.
	Hidden bool `json:"hidden,omitempty"`
	// Archived orders belong to a closed shift and answer to no command.
	Archived bool `json:"archived,omitempty"`

	LockKey   string    `json:"lock_key,omitempty"`
	LockUntil time.Time `json:"lock_until,omitzero"`
	// LockedByTill means that a cashier has the order open.
	LockedByTill bool `json:"locked_by_till,omitempty"`
}

type prop struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type receipt struct {
	Number int64  `json:"number"`
	GUID   string `json:"guid"`
	Amount int64  `json:"amount"`
}

type session struct {
	Uni     int64  `json:"uni"`
	GUID    string `json:"guid"`
	ID      int64  `json:"id"`
	Printed bool   `json:"printed,omitempty"`
	Draft   bool   `json:"draft,omitempty"`
	// PrintAt is when an unprinted session prints itself; empty for never.
	PrintAt string            `json:"print_at,omitempty"`
	Station int64             `json:"station,omitempty"`
	Author  int64             `json:"author,omitempty"`
	Creator int64             `json:"creator,omitempty"`
	Course  int64             `json:"course,omitempty"`
	Times   map[string]string `json:"times,omitempty"`
	Lines   []*line           `json:"lines,omitempty"`
}

// line is a dish, a combo, a prepayment or a discount.
type line struct {
	Kind       string      `json:"kind"`
	Item       int64       `json:"item"`
	Uni        int64       `json:"uni"`
	GUID       string      `json:"guid"`
	Quantity   int64       `json:"quantity,omitempty"`
	Price      int64       `json:"price,omitempty"`
	Amount     int64       `json:"amount"`
	Seat       int64       `json:"seat,omitempty"`
	State      int         `json:"state"`
	Promised   bool        `json:"promised,omitempty"`
	Reason     int64       `json:"reason,omitempty"`
	Modifiers  []modi      `json:"modifiers,omitempty"`
	Components []component `json:"components,omitempty"`
	Voids      []voided    `json:"voids,omitempty"`
	// Kitchen is what the kitchen's display says of a dish, and since when.
	Kitchen   string `json:"kitchen,omitempty"`
	KitchenAt string `json:"kitchen_at,omitempty"`
}

const (
	kindDish     = "Dish"
	kindCombo    = "Combo"
	kindPrepay   = "Prepay"
	kindDiscount = "Discount"
)

type modi struct {
	Item     int64  `json:"item"`
	Count    int64  `json:"count"`
	Price    int64  `json:"price"`
	OpenName string `json:"open_name,omitempty"`
}

type component struct {
	Item      int64  `json:"item"`
	Count     int64  `json:"count"`
	Price     int64  `json:"price"`
	Modifiers []modi `json:"modifiers,omitempty"`
}

type voided struct {
	Reason   int64 `json:"reason"`
	Author   int64 `json:"author,omitempty"`
	Quantity int64 `json:"quantity"`
}

func (l *line) sold() bool { return l.Kind == kindDish || l.Kind == kindCombo }

func (l *line) live() bool { return l.State != stateDeleted }

// total is the line with its modifiers and components.
func (l *line) total() int64 {
	sum := l.Amount
	if !l.live() {
		return 0
	}
	add := func(modifiers []modi) {
		for _, m := range modifiers {
			sum += m.Price * m.Count
		}
	}
	add(l.Modifiers)
	for _, c := range l.Components {
		sum += c.Price * c.Count
		add(c.Modifiers)
	}
	return sum
}

// reprice sets the amount: price times quantity, rounded to a whole kopeck.
func (l *line) reprice() { l.Amount = (l.Price*l.Quantity + 500) / 1000 }

func (o *order) each(visit func(*session, *line)) {
	for _, s := range o.Sessions {
		for _, l := range s.Lines {
			visit(s, l)
		}
	}
}

func (o *order) sums() (sum, discount, prepaid, promised, pieces int64) {
	o.each(func(_ *session, l *line) {
		switch {
		case !l.live():
		case l.sold():
			sum += l.total()
			pieces += l.Quantity
		case l.Kind == kindDiscount:
			discount += l.Amount
		case l.Promised:
			promised += l.Amount
		default:
			prepaid += l.Amount
		}
	})
	return sum + discount, discount, prepaid, promised, pieces
}

func (o *order) sum() int64 { sum, _, _, _, _ := o.sums(); return sum }

func (o *order) unpaid() int64 {
	if o.Paid || o.Deleted {
		return 0
	}
	sum, _, prepaid, _, _ := o.sums()
	return max(sum-prepaid, 0)
}

func (o *order) empty() bool {
	dishes := 0
	o.each(func(_ *session, l *line) {
		if l.live() && l.sold() {
			dishes++
		}
	})
	return dishes == 0
}

// checksum changes with every change of the order.
func (o *order) checksum() uint32 {
	return crc32.ChecksumIEEE([]byte(o.GUID+strconv.FormatInt(o.Version, 10)+strconv.FormatInt(o.sum(), 10))) & 0x7fffffff
}

func (o *order) locked(now time.Time) bool {
	return o.LockedByTill || o.LockKey != "" && now.Before(o.LockUntil)
}

// lockedAgainst says whether a writer with this key is kept out.
func (o *order) lockedAgainst(key string, now time.Time) bool {
	return o.LockedByTill || o.locked(now) && !strings.EqualFold(o.LockKey, key)
}
