package order

import "time"

// EventName names what happened to an order.
type EventName string

// The events of an order's life.
const (
	EventSubmitted        EventName = "order.submitted"
	EventReminded         EventName = "order.reminded"
	EventEscalated        EventName = "order.escalated"
	EventPostponed        EventName = "order.postponed"
	EventWouldAutoAccept  EventName = "order.would_auto_accept"
	EventNotAutoAccepted  EventName = "order.not_auto_accepted"
	EventTaken            EventName = "order.taken"
	EventReleased         EventName = "order.released"
	EventAccepted         EventName = "order.accepted"
	EventHeld             EventName = "order.scheduled"
	EventDue              EventName = "order.due"
	EventAmended          EventName = "order.amended"
	EventSaved            EventName = "order.saved"
	EventRejected         EventName = "order.rejected"
	EventCancelled        EventName = "order.cancelled"
	EventExpired          EventName = "order.expired"
	EventFailed           EventName = "order.failed"
	EventCancelRequested  EventName = "order.cancel_requested"
	EventCancelRefused    EventName = "order.cancel_refused"
	EventRevived          EventName = "order.revived"
	EventStatus           EventName = "order.status_changed"
	EventCompleted        EventName = "order.completed"
	EventCreated          EventName = "pos.created"
	EventFilled           EventName = "pos.filled"
	EventAmendedOnStation EventName = "pos.amended"
	EventChangedOnStation EventName = "pos.changed"
	EventRetrying         EventName = "pos.retrying"
	EventNeedsOperator    EventName = "pos.needs_operator"
	EventResolved         EventName = "pos.resolved"
	EventVoided           EventName = "pos.voided"
	EventDescribed        EventName = "pos.described"
	EventNotDescribed     EventName = "pos.not_described"
	EventTold             EventName = "pos.told"
	EventNotTold          EventName = "pos.not_told"
)

// Event is one entry of the feed that sources and consoles follow. Sequence
// counts within the order from 1. It carries no guest data.
type Event struct {
	Sequence  int64          `json:"sequence"`
	At        time.Time      `json:"at"`
	Actor     string         `json:"actor"`
	Name      EventName      `json:"event"`
	Detail    string         `json:"detail,omitempty"`
	Status    Status         `json:"status"`
	Injection InjectionState `json:"injection"`
	Reason    *Reason        `json:"reason,omitempty"`
	Revision  int64          `json:"revision"`
}

// ActorKind says what sort of party acted.
type ActorKind string

// The kinds of actors.
const (
	Person  ActorKind = "person"
	Shop    ActorKind = "source"
	System  ActorKind = "system"
	Station ActorKind = "station"
)

// Actor is who did something.
type Actor struct {
	Kind ActorKind `json:"kind,omitempty"`
	Name string    `json:"name,omitempty"`
}

// String is the form seen in views: a person's name, or the kind of party.
func (a Actor) String() string {
	switch a.Kind {
	case Person:
		return a.Name
	case Shop:
		return "source:" + a.Name
	case Station:
		return "station"
	default:
		return "system"
	}
}
