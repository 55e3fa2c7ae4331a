package order

import "time"

// InjectionState is what the cash station has of an order.
type InjectionState string

// The states of putting an order on the station.
const (
	InjectionNone  InjectionState = "none"
	Creating       InjectionState = "creating"
	Created        InjectionState = "created" // on the station, empty
	Filling        InjectionState = "filling"
	Filled         InjectionState = "filled"
	Retrying       InjectionState = "retrying" // station unreachable or busy: patient
	NeedsOperator  InjectionState = "needs_operator"
	Voiding        InjectionState = "voiding"
	Voided         InjectionState = "voided"
	InjectedByHand InjectionState = "done_by_hand" // a person says it is on the station
)

// nextInjections is the whole state machine: what may follow what.
var nextInjections = map[InjectionState][]InjectionState{
	InjectionNone:  {Creating},
	Creating:       {Created, Retrying, NeedsOperator, Voiding, InjectionNone, InjectedByHand}, // none: called off, and certainly not there
	Created:        {Filling, Voiding, Voided},                                                 // voided: deleted at the till
	Filling:        {Filled, Retrying, NeedsOperator, Voiding, InjectedByHand},
	Filled:         {Filling, Voiding, Voided},
	Retrying:       {Creating, Filling, Voiding, Voided, InjectionNone, Filled, InjectedByHand}, // the last two: closed at the till
	NeedsOperator:  {Creating, Filling, Voiding, Voided, InjectionNone, Filled, InjectedByHand},
	InjectedByHand: {Voiding, Voided},
	Voiding:        {Voided, Retrying, NeedsOperator},
}

// InjectionStates lists every state, in the order of an injection's life.
func InjectionStates() []InjectionState {
	return []InjectionState{InjectionNone, Creating, Created, Filling, Filled, Retrying, NeedsOperator, InjectedByHand, Voiding, Voided}
}

// CanBecome says whether the state machine has a step from s to next.
func (s InjectionState) CanBecome(next InjectionState) bool {
	for _, candidate := range nextInjections[s] {
		if candidate == next {
			return true
		}
	}
	return false
}

// Owner says who can remove the cause of a fault.
type Owner string

// The people who can fix something.
const (
	OwnerMenu     Owner = "menu"
	OwnerStation  Owner = "station"
	OwnerSettings Owner = "settings"
	OwnerSource   Owner = "source"
)

// StationFault is why work on the station stopped, for the person who must act.
// It never contains a guest's data.
type StationFault struct {
	Code    Code   `json:"code"`
	Message string `json:"message" doc:"What happened"`
	Remedy  string `json:"remedy,omitempty" doc:"What to do"`
	Owner   Owner  `json:"owner,omitempty" enum:"menu,station,settings,source" doc:"Who can fix it"`
}

// Injection is the progress of putting an order on the station.
type Injection struct {
	State         InjectionState `json:"state" enum:"none,creating,created,filling,filled,retrying,needs_operator,done_by_hand,voiding,voided"`
	Attempts      int            `json:"attempts" doc:"Attempts at the present step"`
	LastError     *StationFault  `json:"last_error,omitempty"`
	NextAttemptAt *time.Time     `json:"next_attempt_at,omitempty"`
}

// StationOrder identifies the order on the station and what it adds up to there.
type StationOrder struct {
	OrderGUID string `json:"order_guid,omitempty" doc:"RK7 Order@guid, upper case with braces"`
	Visit     int64  `json:"visit,omitempty"`
	OrderID   int64  `json:"order_ident,omitempty" doc:"The order's number within the visit"`
	OrderName string `json:"order_name,omitempty" doc:"The name a cashier sees"`
	Station   string `json:"station,omitempty"`
	Table     string `json:"table,omitempty"`
	OrderSum  *Money `json:"order_sum,omitempty" doc:"The station's own sum, minor units"`
}
