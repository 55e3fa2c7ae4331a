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
	// ExpireAfter starts Unanswered; zero means that only respond_by can.
	ExpireAfter time.Duration `json:"expire_after"`
	Unanswered  Outcome       `json:"unanswered"`
	// TakeFor is how long a take holds before it runs out by itself.
	TakeFor time.Duration `json:"take_for"`
	// Lead is how long before the promised time a scheduled order is put on the station.
	Lead time.Duration `json:"lead"`
}

// DefaultRules are those of a restaurant that set nothing.
func DefaultRules() Rules {
	return Rules{
		Fill:          FillOnAccept,
		RemindAfter:   90 * time.Second,
		EscalateAfter: 5 * time.Minute,
		Unanswered:    KeepWaiting,
		TakeFor:       5 * time.Minute,
		Lead:          time.Hour,
	}
}
