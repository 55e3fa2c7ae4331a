package order

import (
	"net/url"
	"slices"
	"strconv"
	"time"
)

// CallbackForm says how a callback's body is worden.
type CallbackForm string

// The forms of callbacks.
const (
	FormOrderhatch   CallbackForm = "orderhatch"
	FormMiniDelivery CallbackForm = "minidelivery" // what receivers of API Мини-доставки know
)

// AllEvents in a callback's list of events stands for every one.
const AllEvents = "*"

// Wants says whether the source asked to hear of an event. A list that was left
// out asks for all.
func (c *Callback) Wants(name EventName) bool {
	return len(c.Events) == 0 || slices.Contains(c.Events, AllEvents) || slices.Contains(c.Events, string(name))
}

// Usable says whether a callback's address can be asked at all; whether it may
// be is for the sender to judge, by the address that the name leads to.
func (c *Callback) Usable() bool {
	address, err := url.Parse(c.URL)
	return err == nil && (address.Scheme == "https" || address.Scheme == "http") && address.Hostname() != ""
}

// NoticeState is how far a notice came.
type NoticeState string

// The states of a notice.
const (
	NoticePending   NoticeState = "pending"
	NoticeDelivered NoticeState = "delivered"
	NoticeDead      NoticeState = "dead" // given up; a person can have it sent again
)

// Notice is one event of one order on its way to the source's address. It
// holds nothing of the guest.
type Notice struct {
	ID         string       `json:"id" format:"uuid" doc:"The same in every attempt, and in the body that is sent"`
	OrderID    string       `json:"order_id" format:"uuid"`
	ExternalID string       `json:"external_id"`
	Source     string       `json:"source"`
	Restaurant string       `json:"restaurant"`
	URL        string       `json:"url"`
	Form       CallbackForm `json:"form" enum:"orderhatch,minidelivery"`
	Event      Event        `json:"-"`
	State      NoticeState  `json:"state" enum:"pending,delivered,dead"`
	Attempts   int          `json:"attempts"`
	// LastStatus is the HTTP status of the last answer, 0 when there was none.
	LastStatus    int        `json:"last_status,omitempty"`
	LastError     string     `json:"last_error,omitempty" doc:"Why the last attempt failed"`
	CreatedAt     time.Time  `json:"created_at"`
	NextAttemptAt *time.Time `json:"next_attempt_at,omitempty"`
	DeliveredAt   *time.Time `json:"delivered_at,omitempty"`
	UpdatedAt     time.Time  `json:"updated_at"`
	// Tries are the last ones, oldest first; lists leave them out.
	Tries []NoticeTry `json:"-"`
}

// MaxNoticeTries is how many tries of a notice are kept in the log.
const MaxNoticeTries = 20

// NoticeTry is one line of a notice's log.
type NoticeTry struct {
	At      time.Time `json:"at"`
	Status  int       `json:"status,omitempty" doc:"The receiver's HTTP status; left out when there was no answer"`
	Error   string    `json:"error,omitempty" doc:"Why it was not delivered"`
	Seconds float64   `json:"seconds" doc:"How long the receiver took, or failing did"`
}

// NoticeAttempt is what came of sending a notice once.
type NoticeAttempt struct {
	OK       bool          `json:"ok"`
	Status   int           `json:"status,omitempty"`
	Error    string        `json:"error,omitempty"`
	Duration time.Duration `json:"duration,omitempty"`
	// Final says that sending again cannot help: the address is not allowed.
	Final bool `json:"final,omitempty"`
}

// Notices are what an order's events call for, none when the source wants no
// word of them.
func Notices(record *Order, events []Event) []Notice {
	callback := record.Callback
	if callback == nil || callback.URL == "" {
		return nil
	}
	form := callback.Form
	if form == "" {
		form = FormOrderhatch
	}
	var wanted []Notice
	for _, event := range events {
		if !callback.Wants(event.Name) {
			continue
		}
		wanted = append(wanted, Notice{
			ID: NoticeID(record.ID, event.Sequence), OrderID: record.ID, ExternalID: record.ExternalID, Source: record.Source,
			Restaurant: record.Restaurant, URL: callback.URL, Form: form, Event: event,
			State: NoticePending, CreatedAt: event.At, UpdatedAt: event.At,
		})
	}
	return wanted
}

// NoticeID names the callback of an order's event.
func NoticeID(orderID string, sequence int64) string {
	return DeriveID("callback", orderID, strconv.FormatInt(sequence, 10))
}

// NoticeBody is what a receiver is sent.
type NoticeBody struct {
	ID         string         `json:"id"`
	Event      EventName      `json:"event"`
	OrderID    string         `json:"order_id"`
	ExternalID string         `json:"external_id"`
	Status     Status         `json:"status"`
	Injection  InjectionState `json:"injection"`
	Reason     *Reason        `json:"reason"`
	OccurredAt time.Time      `json:"occurred_at"`
	Sequence   int64          `json:"sequence"`
}

// Body words a notice for its receiver. A reason's free text stays here: an
// operator may have written anything into it.
func (n Notice) Body() NoticeBody {
	said := NoticeBody{
		ID: n.ID, Event: n.Event.Name, OrderID: n.OrderID, ExternalID: n.ExternalID,
		Status: n.Event.Status, Injection: n.Event.Injection, OccurredAt: n.Event.At, Sequence: n.Event.Sequence,
	}
	if n.Event.Reason != nil {
		said.Reason = &Reason{Code: n.Event.Reason.Code, Party: n.Event.Reason.Party}
	}
	return said
}

// NoticeFilter chooses notices for a list; empty fields choose all.
type NoticeFilter struct {
	OrderID     string
	Source      string
	Restaurants []string
	State       NoticeState
	// UpdatedBefore leaves out what has changed at that moment or later.
	UpdatedBefore time.Time
	// OldestFirst turns the list round; such a list has no further pages.
	OldestFirst bool
	Cursor      string
	Limit       int
}

// NoticePage is a part of a list of notices, newest first.
type NoticePage struct {
	Notices []Notice
	Next    string
}
