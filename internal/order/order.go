package order

import "time"

// Severity grades a check for the operator: green, amber, red.
type Severity string

// The severities.
const (
	Info    Severity = "info"
	Warning Severity = "warning"
	Problem Severity = "problem"
)

// Check is something the operator should know about the order or one of its lines.
type Check struct {
	LineID   string   `json:"line_id,omitempty" doc:"Left out when it is about the whole order"`
	Code     string   `json:"code"`
	Severity Severity `json:"severity" enum:"info,warning,problem"`
	Message  string   `json:"message"`
}

// StationLine is a dish as the station has it.
type StationLine struct {
	PLU       string            `json:"plu"`
	Name      string            `json:"name,omitempty"`
	Quantity  Quantity          `json:"quantity"`
	UnitPrice Money             `json:"unit_price" doc:"Minor units"`
	Amount    Money             `json:"amount" doc:"Minor units"`
	LineGUID  string            `json:"line_guid,omitempty"`
	Modifiers []StationModifier `json:"modifiers,omitempty" nullable:"false"`
}

// StationModifier is a modifier as the station has it.
type StationModifier struct {
	PLU       string   `json:"plu"`
	Name      string   `json:"name,omitempty"`
	Quantity  Quantity `json:"quantity"`
	UnitPrice Money    `json:"unit_price" doc:"Minor units"`
}

// Deadlines are the moments of the acceptance clock, while the order waits.
type Deadlines struct {
	RemindAt     *time.Time `json:"remind_at,omitempty"`
	EscalateAt   *time.Time `json:"escalate_at,omitempty"`
	ExpireAt     *time.Time `json:"expire_at,omitempty"`
	AutoAcceptAt *time.Time `json:"auto_accept_at,omitempty" doc:"When the order is accepted by itself, if it fulfils the restaurant's rule"`
	ReleaseAt    *time.Time `json:"release_at,omitempty" doc:"When a scheduled order is put on the station"`
	CloseAt      *time.Time `json:"close_at,omitempty" doc:"When an order that everybody forgot is completed by itself"`
}

// HistoryEntry is one line of the order's timeline.
type HistoryEntry struct {
	At     time.Time `json:"at"`
	Actor  string    `json:"actor"`
	Event  EventName `json:"event"`
	Detail string    `json:"detail,omitempty"`
}

// CancelRequest is a source's wish that an operator has to answer.
type CancelRequest struct {
	At     time.Time     `json:"at"`
	Reason Reason        `json:"reason"`
	Answer *CancelAnswer `json:"answer,omitempty" doc:"Left out while an operator has not answered"`
}

// CancelAnswer is what the restaurant said to a source that wanted to cancel.
type CancelAnswer struct {
	At        time.Time `json:"at"`
	By        string    `json:"by"`
	Confirmed bool      `json:"confirmed" doc:"true: the order was called off; false: it will be delivered"`
	Reason    *Reason   `json:"reason,omitempty"`
}

// Order is the whole public record of an external order: what was submitted,
// what was agreed, what the station has, and how it came to that.
type Order struct {
	ID     string `json:"id" format:"uuid"`
	Source string `json:"source"`
	Submission
	Status        Status         `json:"status" enum:"waiting,scheduled,accepted,in_work,ready,on_the_way,completed,rejected,cancelled,expired,failed"`
	Injection     Injection      `json:"injection"`
	Fill          FillMode       `json:"fill" enum:"on_accept,on_save,on_open" doc:"When the dishes are put on the station"`
	POS           StationOrder   `json:"pos"`
	ItemsAgreed   []Item         `json:"items_agreed" nullable:"false"`
	ItemsOnPOS    []StationLine  `json:"items_on_pos" nullable:"false"`
	Checks        []Check        `json:"checks" nullable:"false"`
	TakenBy       string         `json:"taken_by,omitempty"`
	TakenUntil    *time.Time     `json:"taken_until,omitempty"`
	DecidedBy     string         `json:"decided_by,omitempty"`
	OperatorNote  string         `json:"operator_note,omitempty"`
	Reason        *Reason        `json:"reason,omitempty"`
	CancelRequest *CancelRequest `json:"cancel_request,omitempty"`
	ConfirmedAt   *time.Time     `json:"confirmed_at,omitempty" doc:"The time promised to the guest"`
	Escalated     bool           `json:"escalated,omitempty"`
	Deadlines     Deadlines      `json:"deadlines"`
	Revision      int64          `json:"revision"`
	CreatedAt     time.Time      `json:"created_at"`
	UpdatedAt     time.Time      `json:"updated_at"`
	History       []HistoryEntry `json:"history" nullable:"false"`
}
