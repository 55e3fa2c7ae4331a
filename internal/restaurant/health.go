package restaurant

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

// Health is how a restaurant's cash station was when somebody last had to do
// with it.
type Health struct {
	Restaurant string `json:"restaurant"`
	// Online is whether the station answers; it fails since FailingSince and is
	// left alone until NextTryAt.
	Online       bool       `json:"online"`
	FailingSince *time.Time `json:"failing_since,omitempty"`
	NextTryAt    *time.Time `json:"next_try_at,omitempty"`
	Failures     int        `json:"failures,omitempty"`
	// Version is the r_keeper release; VersionFault says what is wrong with it.
	Version      string        `json:"version,omitempty"`
	VersionFault string        `json:"version_fault,omitempty"`
	RestCode     string        `json:"rest_code,omitempty"`
	Licence      LicenceHealth `json:"licence"`
	// Fault is why the last work failed; nil after work that went well.
	Fault     *order.StationFault `json:"fault,omitempty"`
	CheckedAt time.Time           `json:"checked_at"`
}

// LicenceHealth is how the right to write orders stands.
type LicenceHealth struct {
	Mode  LicenceMode `json:"mode,omitempty"`
	Valid bool        `json:"valid"`
	// Until is nil when nobody knows of an end.
	Until *time.Time `json:"until,omitempty"`
	// Fault says in a sentence why it is not valid, or could not be renewed.
	Fault string `json:"fault,omitempty"`
}

// LicenceToken is what the licence service gave for a restaurant.
type LicenceToken struct {
	Restaurant string
	Anchor     string // what it was asked for
	Token      string
	Until      *time.Time
	FetchedAt  time.Time
}

// Lease names the lease whose holder alone works on a restaurant's station.
func Lease(restaurantID string) string { return "restaurant:" + restaurantID }

// StationWrite is a write on the station that is about to be made, or whose
// outcome is not known. One process at a time has it in hand.
type StationWrite struct {
	OrderID    string
	Step       string
	Restaurant string
	Holder     string // the process that has it in hand
	// Sends counts how often it was sent and may have had its effect.
	Sends int
	// NotedAt is when somebody first took it in hand.
	NotedAt time.Time
	// SentAt is when it was sent last; zero when it never was.
	SentAt time.Time
	// Before is what the order held before it was sent.
	Before string
	// Body are the bytes that were sent last.
	Body []byte
}

// StepEnd is how one attempt at a step on the station ended.
type StepEnd struct {
	OrderID   string
	Step      string
	Holder    string // the process that tried
	Attempt   int
	StartedAt time.Time
	Outcome   string
	Code      string // of the failure, empty when there was none
	// Settled are the steps of the order whose outcome is known by it; SettledAll
	// says that it is known of every step.
	Settled    []string
	SettledAll bool
}

// Readiness says whether a restaurant can take internet orders.
type Readiness struct {
	Ready        bool                `json:"ready" doc:"New orders are taken"`
	Reason       string              `json:"reason,omitempty" doc:"Why they are not"`
	Online       bool                `json:"online" doc:"The cash server answers"`
	RK7Version   string              `json:"rk7_version,omitempty"`
	RestCode     string              `json:"rest_code,omitempty" doc:"The number the restaurant's licences are bound to"`
	LicenceMode  string              `json:"licence_mode,omitempty" enum:"lifetime,subscription"`
	LicenceUntil *time.Time          `json:"licence_until,omitempty"`
	FailingSince *time.Time          `json:"failing_since,omitempty" doc:"Since when the cash server does not answer"`
	NextTryAt    *time.Time          `json:"next_try_at,omitempty" doc:"When a cash server that does not answer is asked again"`
	CheckedAt    *time.Time          `json:"checked_at,omitempty"`
	Warnings     []string            `json:"warnings,omitempty" nullable:"false" doc:"What needs attention soon, though orders are taken"`
	LastError    *order.StationFault `json:"last_error,omitempty" doc:"Why the last work on the station failed"`
}
