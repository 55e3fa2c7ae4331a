package restaurant

import "time"

// MenuSettings say which of the station's dictionaries make the menu.
type MenuSettings struct {
	// Classification chooses what is sold online: its Ident, code or name. Empty
	// takes the one named «Использовать для интернет-заказов», and without it
	// everything is sold online.
	Classification string `json:"classification,omitempty"`
	// PriceType is the Ident or code of the price type; empty takes the first usual one.
	PriceType string `json:"price_type,omitempty"`
	// PLU says which of a dish's names sources use: code (also when empty), ident or guid.
	PLU string `json:"plu,omitempty"`
	// PollEvery is how often prices and remainders are asked for; zero means 45 s.
	PollEvery time.Duration `json:"poll_every,omitempty"`
}

// DefaultClassification is the name that r_keeper's manual gives the
// classification of what is sold online.
const DefaultClassification = "Использовать для интернет-заказов"

// IntakeSettings say how new orders are looked at.
type IntakeSettings struct {
	// DuplicateWithin flags an order when the same phone ordered this short a
	// time ago; zero means 30 min, less than zero never.
	DuplicateWithin time.Duration `json:"duplicate_within,omitempty"`
	// PauseAfterMissed pauses the restaurant when that many orders in a row were
	// not answered; zero never does.
	PauseAfterMissed int `json:"pause_after_missed,omitempty"`
	// PauseFor is how long such a pause lasts; zero means 30 min.
	PauseFor time.Duration `json:"pause_for,omitempty"`
}

// Mode says how a restaurant takes orders now.
type Mode string

// The modes.
const (
	Online Mode = "online"
	Busy   Mode = "busy"   // orders take longer than usual
	Paused Mode = "paused" // no new orders
)

// Availability is how a restaurant takes orders now, and until when.
type Availability struct {
	Mode Mode
	// Minutes are what orders take longer than usual while busy.
	Minutes int
	// Until is when it is online again by itself; nil for "until it is changed".
	Until     *time.Time
	Note      string
	ChangedBy string // empty for "nobody ever did"
	ChangedAt time.Time
}

// At is the availability as it is at a moment: what has run out is online.
func (a Availability) At(now time.Time) Availability {
	if a.Mode == "" || (a.Until != nil && !now.Before(*a.Until)) {
		return Availability{Mode: Online, ChangedBy: a.ChangedBy, ChangedAt: a.ChangedAt}
	}
	return a
}

// Snooze keeps a dish or a modifier from being sold until a time, whatever the
// station says.
type Snooze struct {
	Modifier bool // not a dish; both count their Idents by themselves
	Ident    int64
	Name     string     // for the log; it is not kept with the snooze
	Until    *time.Time // nil for "until it is put back"
	Note     string
	By       string
}

// Active says whether the snooze still holds.
func (s Snooze) Active(now time.Time) bool { return s.Until == nil || now.Before(*s.Until) }

// Alias is a source's own code of a dish or modifier.
type Alias struct {
	Source string
	// Restaurant is where it holds; empty means everywhere.
	Restaurant string
	Alias      string
	PLU        string
}

// MenuPart names one of the two parts a menu is kept in, by how often they change.
type MenuPart string

// The parts of a menu.
const (
	Catalogue MenuPart = "catalogue" // dishes, groups and names
	Stock     MenuPart = "stock"     // prices and remainders
)

// StoredPart is a part of a menu as it is kept.
type StoredPart struct {
	Version string // of the content
	// Key says what the content was made of.
	Key     string
	Content []byte
}

// MenuState is what is cheap to know about a stored menu.
type MenuState struct {
	// Revision grows with every change of anything the menu is made of.
	Revision int64
	// CheckedAt is when the stock was last confirmed by the station.
	CheckedAt time.Time
}
