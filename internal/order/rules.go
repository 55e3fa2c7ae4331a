package order

import "time"

// FillMode says when the guest's dishes are put into the created order.
type FillMode string

// The fill modes.
const (
	FillOnAccept FillMode = "on_accept" // right after creation
	FillOnSave   FillMode = "on_save"   // when the operator presses «Сохранить»
	FillOnOpen   FillMode = "on_open"   // when the station's edit form asks for them
)

// Known says whether the mode exists.
func (m FillMode) Known() bool { return m == FillOnAccept || m == FillOnSave || m == FillOnOpen }

// Outcome is what happens to an order that nobody answered.
type Outcome string

// The outcomes of the acceptance clock.
const (
	KeepWaiting Outcome = "keep"
	AutoAccept  Outcome = "auto_accept"
	Expire      Outcome = "expire"
)

// Rules are the settings one order lives by. They are fixed when the order
// comes in, so that a change of settings never changes an order half-way.
type Rules struct {
	Fill          FillMode      `json:"fill"`
	RemindAfter   time.Duration `json:"remind_after"`
	EscalateAfter time.Duration `json:"escalate_after"`
	// ExpireAfter starts Unanswered. With zero an order never expires by itself,
	// and is accepted automatically at once.
	ExpireAfter time.Duration `json:"expire_after"`
	Unanswered  Outcome       `json:"unanswered"`
	// Auto says which orders may be accepted automatically.
	Auto AutoRule `json:"auto,omitzero"`
	// TakeFor is how long a take holds before it runs out by itself.
	TakeFor time.Duration `json:"take_for"`
	// Lead is how long before the promised time a scheduled order is put on the station.
	Lead time.Duration `json:"lead"`
	// CloseAfter is how long after the promised time an order that nobody
	// completed is completed by itself; zero never does that.
	CloseAfter time.Duration `json:"close_after,omitempty"`
	// Tell are the statuses that the station is told of when people set them.
	Tell []Status `json:"tell,omitempty"`
}

// AutoRule narrows which orders are accepted automatically; empty means all.
type AutoRule struct {
	OnlyKnown bool `json:"only_known,omitempty" doc:"Only guests who ordered here before"`
	OnlyGreen bool `json:"only_green,omitempty" doc:"Only orders whose checks found nothing"`
	// Below is the sum of the dishes that is still decided by a person; zero means any sum.
	Below Money `json:"below,omitempty" minimum:"0" doc:"Only orders cheaper than this, minor units"`
	// DryRun only notes which orders would have been accepted.
	DryRun bool `json:"dry_run,omitempty" doc:"Only note what would have been accepted"`
}

// AsksForGuest says whether it matters if the guest has ordered before.
func (r Rules) AsksForGuest() bool { return r.Unanswered == AutoAccept && r.Auto.OnlyKnown }

// DefaultRules are those of a restaurant that set nothing.
func DefaultRules() Rules {
	return Rules{
		Fill:          FillOnAccept,
		RemindAfter:   90 * time.Second,
		EscalateAfter: 5 * time.Minute,
		Unanswered:    KeepWaiting,
		TakeFor:       5 * time.Minute,
		Lead:          time.Hour,
		CloseAfter:    24 * time.Hour,
	}
}
