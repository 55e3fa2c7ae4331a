package order

import "time"

// Filter chooses orders for a list; empty fields choose all.
type Filter struct {
	Statuses    []Status
	Restaurants []string
	Source      string
	ExternalID  string
	Injection   InjectionState
	// Since chooses orders that were submitted at this moment or later.
	Since time.Time
	// Text is searched in number, external id, guest name and phone digits.
	Text   string
	Cursor string
	Limit  int
}

// Page is a part of a list, newest first.
type Page struct {
	Orders []Order
	// Next is the cursor of the following page; empty at the end.
	Next string
}

// Submitted is what was taken in under a source's external id.
type Submitted struct {
	ID          string
	ContentHash string
	// Pending is true while no worker has confirmed the order.
	Pending bool
	// First is the order as it was first answered.
	First Order
}

// Projection is an order's record on its way to the database.
type Projection struct {
	Record      Order   `json:"record"`
	ContentHash string  `json:"content_hash"`
	Events      []Event `json:"events"`
}

// FeedEvent is an event with its place in the feed of all orders.
type FeedEvent struct {
	// ID grows with every event that becomes visible, never behind one already seen.
	ID         int64
	OrderID    string
	ExternalID string
	Source     string
	Restaurant string
	Event
}

// FeedFilter chooses events for a reader of the feed; empty fields choose all.
type FeedFilter struct {
	After       int64
	Restaurants []string
	Source      string
	OrderID     string
	Limit       int
}

// ReceiptState says how far a submit came.
type ReceiptState string

// The states of a receipt.
const (
	Stored     ReceiptState = "stored"     // new, and it is waiting
	Replayed   ReceiptState = "replayed"   // the same order came before
	Processing ReceiptState = "processing" // durably started, no worker has answered yet
)

// Receipt is what a submit led to. With Processing, Order holds what was sent.
type Receipt struct {
	State ReceiptState
	Order Order
}

// Intake is a submission with everything its life starts from.
type Intake struct {
	Source      string     `json:"source"`
	Submission  Submission `json:"submission"`
	Rules       Rules      `json:"rules"`
	Checks      []Check    `json:"checks,omitempty"`
	ContentHash string     `json:"content_hash"`
	// OpensAt starts the acceptance clock of an order that came while the
	// restaurant was closed; nil while it is open.
	OpensAt *time.Time `json:"opens_at,omitempty"`
	// KnownGuest says that the guest has ordered here before.
	KnownGuest bool `json:"known_guest,omitempty"`
}

// OnStation names an order that is on its restaurant's station.
type OnStation struct {
	ID   string
	GUID string // on the station, as PlainGUID writes it
}
