package order

import "time"

// Disagreement is a kind of thing that the database, Temporal and a cash
// station can disagree about.
type Disagreement string

// The disagreements.
const (
	WorkflowMissing    Disagreement = "workflow_missing"    // an order at work that nobody works on
	WorkflowBehind     Disagreement = "workflow_behind"     // a workflow that was set back behind its record
	WorkflowUnfinished Disagreement = "workflow_unfinished" // an order that is over and whose workflow goes on
	WorkflowSilent     Disagreement = "workflow_silent"     // a workflow that does not answer
	RecordMissing      Disagreement = "record_missing"      // a workflow without a record in the database
	RecordBehind       Disagreement = "record_behind"       // a record older than its workflow
	StationOrphan      Disagreement = "station_orphan"      // an order on the station that nobody owns
	StationDouble      Disagreement = "station_double"      // a second order on the station for one of ours
	StationLeftover    Disagreement = "station_leftover"    // on the station although it was called off
)

// Settlement is what became of a discrepancy.
type Settlement string

// The settlements.
const (
	Repaired Settlement = "repaired"
	Parked   Settlement = "parked" // the order waits for a person
	Left     Settlement = "left"   // somebody has to see to it, or the next sweep
)

// Discrepancy is one thing that a sweep found, in words for people. It holds
// nothing of the guest.
type Discrepancy struct {
	Kind       Disagreement `json:"kind" enum:"workflow_missing,workflow_behind,workflow_unfinished,workflow_silent,record_missing,record_behind,station_orphan,station_double,station_leftover"`
	Outcome    Settlement   `json:"outcome" enum:"repaired,parked,left" doc:"What the sweep did; with left somebody has to see to it"`
	Restaurant string       `json:"restaurant,omitempty"`
	OrderID    string       `json:"order_id,omitempty" doc:"Left out when no order of ours is known"`
	Number     string       `json:"number,omitempty" doc:"What people call the order"`
	Visit      int64        `json:"visit,omitempty" doc:"The visit on the station, when it is about one"`
	OrderName  string       `json:"order_name,omitempty" doc:"The name a cashier sees"`
	Message    string       `json:"message" doc:"What was found and done"`
	Remedy     string       `json:"remedy,omitempty" doc:"What is left to do"`
	Owner      Owner        `json:"owner,omitempty" enum:"menu,station,settings,source" doc:"Who can do it"`
	SeenAt     time.Time    `json:"seen_at"`
}

// Unseen is a station that a sweep could not look at.
type Unseen struct {
	Restaurant string `json:"restaurant"`
	Message    string `json:"message" doc:"Why"`
}

// Sweep is what one comparison of everything with everything came to.
type Sweep struct {
	At         time.Time     `json:"at"`
	Restaurant string        `json:"restaurant,omitempty" doc:"The only one that was looked at; all when left out"`
	DryRun     bool          `json:"dry_run,omitempty" doc:"Nothing was repaired"`
	Orders     int           `json:"orders" doc:"Orders at work that were looked at"`
	Stations   []string      `json:"stations" nullable:"false" doc:"Restaurants whose station was looked at"`
	Unseen     []Unseen      `json:"unseen" nullable:"false"`
	Found      []Discrepancy `json:"found" nullable:"false"`
	Truncated  bool          `json:"truncated,omitempty" doc:"There was more than one sweep looks at; the next goes on"`
}

// Left are the discrepancies that are not repaired.
func (s Sweep) Left() (left []Discrepancy) {
	for _, one := range s.Found {
		if one.Outcome != Repaired {
			left = append(left, one)
		}
	}
	return left
}

// Brief is an order's row without its record.
type Brief struct {
	ID         string
	Source     string
	ExternalID string
	Restaurant string
	Version    int64 // 0 while no worker has confirmed the order
	Status     Status
	Injection  InjectionState
	UpdatedAt  time.Time
}

// Over says whether nothing is left to be done for the order.
func (b Brief) Over() bool {
	return Order{Status: b.Status, Injection: Injection{State: b.Injection}}.Over()
}

// UnfinishedFilter chooses orders that are not over.
type UnfinishedFilter struct {
	Restaurant string    // empty for all
	Before     time.Time // only those that nothing happened to since
	After      string    // the last id of the page before
	Limit      int
}

// Sighting is an order on a cash station that carries our mark.
type Sighting struct {
	GUID       string
	Visit      int64
	OrderIdent int64
	Name       string
	// OrderID is the order it says it belongs to; empty when only Mark, the
	// beginning of the id, could be read.
	OrderID string
	Mark    string
	// Over says that it was closed or deleted there.
	Over bool
	// OpenedAt is when it was made, zero when the station does not say.
	OpenedAt time.Time
}

// Run is an order's workflow as Temporal knows it.
type Run struct {
	WorkflowID string
	RunID      string
	// Ended says how it ended, in Temporal's word; empty while it runs.
	Ended     string
	StartedAt time.Time
	// Status and Injection are what its search attributes show.
	Status    Status
	Injection InjectionState
	// ContentHash and Revived are known of runs that were looked up by name.
	ContentHash string
	Revived     bool
}

// OrderID is the order that the workflow works on; empty when it is none of ours.
func (r Run) OrderID() string {
	source, externalID, ok := OfWorkflow(r.WorkflowID)
	if !ok {
		return ""
	}
	return ID(source, externalID)
}
