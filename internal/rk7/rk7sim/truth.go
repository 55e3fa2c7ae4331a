package rk7sim

import (
	"errors"
	"maps"
	"math"
	"strconv"
	"strings"
	"time"
)

// State is everything a simulated station knows: the ground truth tests
// compare with, and what GET /_sim/state answers.
type State struct {
	Restaurant string           `json:"restaurant"`
	Name       string           `json:"name"`
	Version    string           `json:"version"`
	RestCode   string           `json:"rest_code"`
	URL        string           `json:"url"`
	CertSHA256 string           `json:"cert_sha256"`
	Licence    LicenceState     `json:"licence"`
	Shift      ShiftState       `json:"shift"`
	Orders     []OrderState     `json:"orders"`
	StopList   []StopState      `json:"stop_list"`
	Counters   map[string]int64 `json:"counters"`
	// Unknown are the parts of requests no station understands, by their
	// path, with how often they came. A good client leaves this empty.
	Unknown   map[string]int64 `json:"unknown"`
	Faults    []Fault          `json:"faults"`
	Behaviour Behaviour        `json:"behaviour"`
	DelayMS   int64            `json:"delay_ms"`
	// FormScript is the host:port the script of the edit form calls.
	FormScript string `json:"form_script"`
	// OrderNotify is where changed orders are notified.
	OrderNotify string `json:"order_notify"`
}

// LicenceState is how the write licence stands; Instances are the counters.
type LicenceState struct {
	Mode      LicenceMode      `json:"mode"`
	Until     *time.Time       `json:"until"`
	Service   LicenceService   `json:"service"`
	Instances map[string]int64 `json:"instances"`
}

// ShiftState is the common shift.
type ShiftState struct {
	Number  int64     `json:"number"`
	Started time.Time `json:"started"`
	TooLong bool      `json:"too_long"`
	Closing bool      `json:"closing"`
}

// StopState is an entry of the stop list. Remainder is nil for a prohibition.
type StopState struct {
	PLU        string       `json:"plu"`
	Name       string       `json:"name"`
	Prohibited bool         `json:"prohibited"`
	Remainder  *Thousandths `json:"remainder"`
}

// Thousandths is a quantity as the station counts it; in JSON it is a plain
// number of pieces, like 2 or 0.35.
type Thousandths int64

// MarshalJSON implements json.Marshaler.
func (q Thousandths) MarshalJSON() ([]byte, error) {
	return []byte(strconv.FormatFloat(float64(q)/1000, 'f', -1, 64)), nil
}

// UnmarshalJSON implements json.Unmarshaler; it takes 0.35 and "0.35".
func (q *Thousandths) UnmarshalJSON(body []byte) error {
	n, err := strconv.ParseFloat(strings.Trim(string(body), `"`), 64)
	if err != nil || math.IsNaN(n) || math.Abs(n) > maxQuantity/1000 {
		return errors.New("a quantity is a number of pieces, like 2 or 0.35")
	}
	*q = Thousandths(math.Round(n * 1000))
	return nil
}

// OrderState is one order. Sums and prices are in kopecks.
type OrderState struct {
	GUID                 string            `json:"guid"`
	Visit                int64             `json:"visit"`
	OrderIdent           int64             `json:"order_ident"`
	OrderName            string            `json:"order_name"`
	Version              int64             `json:"version"`
	PersistentComment    string            `json:"persistent_comment"`
	NonPersistentComment string            `json:"non_persistent_comment"`
	ExternalProps        map[string]string `json:"external_props"`
	ExternalID           string            `json:"external_id,omitempty"`
	Table                string            `json:"table"`
	Station              string            `json:"station"`
	Waiter               string            `json:"waiter"`
	OrderCategory        string            `json:"order_category"`
	OrderType            string            `json:"order_type"`
	Guests               int64             `json:"guests"`
	Delivery             map[string]string `json:"delivery,omitempty"`
	OpenTime             string            `json:"open_time"`
	FinishTime           string            `json:"finish_time,omitempty"`

	Voided   bool  `json:"voided"`
	Finished bool  `json:"finished"`
	Paid     bool  `json:"paid"`
	Locked   bool  `json:"locked"`
	Archived bool  `json:"archived"`
	Deferred bool  `json:"deferred"`
	Hidden   bool  `json:"hidden"`
	Empty    bool  `json:"empty"`
	Sum      int64 `json:"sum"`
	Unpaid   int64 `json:"unpaid"`
	Prepaid  int64 `json:"prepaid"`
	Promised int64 `json:"promised"`

	// Lines are the dishes and combos that are on the order now.
	Lines []LineState `json:"lines"`
	// Removed are the ones that were taken off or deleted with the order.
	Removed []LineState `json:"removed"`
}

// LineState is one dish of an order.
type LineState struct {
	PLU        string           `json:"plu"`
	Name       string           `json:"name"`
	Quantity   Thousandths      `json:"quantity"`
	Price      int64            `json:"price"`
	Amount     int64            `json:"amount"`
	Uni        int64            `json:"uni"`
	LineGUID   string           `json:"line_guid"`
	Session    int64            `json:"session"`
	Printed    bool             `json:"printed"`
	Kitchen    string           `json:"kitchen,omitempty"`
	Modifiers  []ModifierState  `json:"modifiers"`
	Components []ComponentState `json:"components,omitempty"`
	// Voids are the parts of it that were taken off after the kitchen had got it.
	Voids []VoidState `json:"voids,omitempty"`
}

// VoidState is a part of a line that was taken off, and the code of the reason.
type VoidState struct {
	Reason   string      `json:"reason"`
	Quantity Thousandths `json:"quantity"`
}

// ModifierState is a modifier of a line. Count is pieces for the whole line.
type ModifierState struct {
	PLU      string `json:"plu"`
	Name     string `json:"name"`
	Count    int64  `json:"count"`
	Price    int64  `json:"price"`
	OpenName string `json:"open_name,omitempty"`
}

// ComponentState is one dish of a combo.
type ComponentState struct {
	PLU       string          `json:"plu"`
	Name      string          `json:"name"`
	Count     int64           `json:"count"`
	Price     int64           `json:"price"`
	Modifiers []ModifierState `json:"modifiers"`
}

// State is the ground truth about one restaurant, about the first one for an
// empty id. It is empty for an unknown restaurant.
func (s *Server) State(id string) State {
	r, err := s.named(id)
	if err != nil {
		return State{}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := r.printDue(); err != nil {
		s.options.Logger.Error("the simulated station could not keep what it printed", "restaurant", r.options.ID, "error", err)
	}
	out := State{
		Restaurant: r.options.ID, Name: r.options.Name, Version: r.profile.version, RestCode: r.options.RestCode, URL: r.url, CertSHA256: s.CertSHA256(),
		Licence: LicenceState{Mode: r.licence.Mode, Service: r.licence.Service, Instances: map[string]int64{}},
		Shift:   ShiftState{Number: r.meta.Shift.Number, Started: r.meta.Shift.Started, TooLong: r.meta.Shift.TooLong, Closing: r.meta.Shift.Closing},
		Orders:  []OrderState{}, StopList: r.stopList(), Counters: maps.Clone(r.meta.Counters), Unknown: maps.Clone(r.meta.Unknown),
		Faults: s.faults.list(), Behaviour: r.behaviour, DelayMS: r.delay.Milliseconds(), FormScript: r.script, OrderNotify: r.orderNotify,
	}
	if until := r.licence.Until; !until.IsZero() {
		out.Licence.Until = &until
	}
	for guid, i := range r.instances {
		out.Licence.Instances[guid] = i.Last
	}
	now := r.clock()
	for _, guid := range r.sequence {
		out.Orders = append(out.Orders, r.orders[guid].state(now))
	}
	return out
}

// Order is one order of the state by its GUID, in any of its forms.
func (s State) Order(guid string) (OrderState, bool) {
	guid = wireGUID(guid)
	for _, o := range s.Orders {
		if o.GUID == guid {
			return o, true
		}
	}
	return OrderState{}, false
}

func (r *restaurant) stopList() []StopState {
	out := []StopState{}
	entry := func(id int64, code int64, name string) {
		left, there := r.meta.Rests[id]
		if !there {
			return
		}
		stop := StopState{PLU: strconv.FormatInt(code, 10), Name: name, Prohibited: left.Prohibited}
		if left.Quantity != nil {
			quantity := Thousandths(*left.Quantity)
			stop.Remainder = &quantity
		}
		out = append(out, stop)
	}
	for i := range dishes {
		entry(dishes[i].id(), dishes[i].code, dishes[i].name)
	}
	for i := range modifiers {
		entry(modifiers[i].id(), modifiers[i].code, modifiers[i].name)
	}
	return out
}

func (o *order) state(now time.Time) OrderState {
	sum, _, prepaid, promised, _ := o.sums()
	out := OrderState{
		GUID: o.GUID, Visit: o.Visit, OrderIdent: o.Ident, OrderName: o.Name, Version: o.Version,
		PersistentComment: o.Persistent, NonPersistentComment: o.NonPersistent, ExternalProps: map[string]string{}, ExternalID: o.ExtID,
		Table: tables.code(o.Table), Station: stations.code(o.Station), Waiter: employees.code(o.Waiter),
		OrderCategory: orderCategories.code(o.Category), OrderType: orderTypes.code(o.Type), Guests: o.Guests,
		Delivery: maps.Clone(o.Delivery), OpenTime: o.Opened, FinishTime: o.FinishedAt,
		Voided: o.Deleted, Finished: o.Finished, Paid: o.Paid, Locked: o.locked(now), Archived: o.Archived, Deferred: o.Deferred, Hidden: o.Hidden,
		Empty: o.empty(), Sum: sum, Unpaid: o.unpaid(), Prepaid: prepaid, Promised: promised,
		Lines: []LineState{}, Removed: []LineState{},
	}
	for _, p := range o.Props {
		out.ExternalProps[p.Name] = p.Value
	}
	o.each(func(s *session, l *line) {
		switch {
		case !l.sold():
		case l.live():
			out.Lines = append(out.Lines, l.state(s))
		default:
			out.Removed = append(out.Removed, l.state(s))
		}
	})
	return out
}

func (l *line) state(s *session) LineState {
	out := LineState{
		PLU: menuItems.code(l.Item), Name: menuItems.label(l.Item), Quantity: Thousandths(l.Quantity), Price: l.Price, Amount: l.total(),
		Uni: l.Uni, LineGUID: l.GUID, Session: s.Uni, Printed: s.Printed, Kitchen: l.Kitchen, Modifiers: modifierStates(l.Modifiers),
	}
	for _, v := range l.Voids {
		out.Voids = append(out.Voids, VoidState{Reason: orderVoids.code(v.Reason), Quantity: Thousandths(v.Quantity)})
	}
	for _, part := range l.Components {
		out.Components = append(out.Components, ComponentState{
			PLU: menuItems.code(part.Item), Name: menuItems.label(part.Item), Count: part.Count, Price: part.Price, Modifiers: modifierStates(part.Modifiers),
		})
	}
	return out
}

func modifierStates(in []modi) []ModifierState {
	out := []ModifierState{}
	for _, m := range in {
		out = append(out, ModifierState{PLU: modifierItems.code(m.Item), Name: modifierItems.label(m.Item), Count: m.Count, Price: m.Price, OpenName: m.OpenName})
	}
	return out
}
