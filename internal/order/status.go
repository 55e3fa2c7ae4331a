package order

// Status is what people agreed about an order.
type Status string

// The statuses of an order's life.
const (
	Waiting   Status = "waiting"
	Scheduled Status = "scheduled"
	Accepted  Status = "accepted"
	InWork    Status = "in_work"
	Ready     Status = "ready"
	OnTheWay  Status = "on_the_way"
	Completed Status = "completed"
	Rejected  Status = "rejected"
	Cancelled Status = "cancelled"
	Expired   Status = "expired"
	Failed    Status = "failed"
)

// nextStatuses is the whole state machine: what may follow what.
var nextStatuses = map[Status][]Status{
	Waiting:   {Scheduled, Accepted, Rejected, Cancelled, Expired},
	Scheduled: {Accepted, Cancelled},
	Accepted:  {InWork, Ready, OnTheWay, Completed, Cancelled, Failed},
	// Failed later on: an amendment that the station refused, and a person who gave up.
	InWork:   {Ready, OnTheWay, Completed, Cancelled, Failed},
	Ready:    {OnTheWay, Completed, Cancelled, Failed},
	OnTheWay: {Completed, Cancelled, Failed},
}

// Statuses lists every status, in the order of an order's life.
func Statuses() []Status {
	return []Status{Waiting, Scheduled, Accepted, InWork, Ready, OnTheWay, Completed, Rejected, Cancelled, Expired, Failed}
}

// CanBecome says whether the state machine has a step from s to next.
func (s Status) CanBecome(next Status) bool {
	for _, candidate := range nextStatuses[s] {
		if candidate == next {
			return true
		}
	}
	return false
}

// FollowedStatuses are those in which the till can still change an order.
func FollowedStatuses() []Status { return []Status{Accepted, InWork, Ready, OnTheWay} }

// Final says whether nothing can follow.
func (s Status) Final() bool { return s.Known() && len(nextStatuses[s]) == 0 }

// CalledOff says whether the order is one of the four kinds of «Удалён».
func (s Status) CalledOff() bool {
	return s == Rejected || s == Cancelled || s == Expired || s == Failed
}

// Known says whether s is a status at all.
func (s Status) Known() bool { return statusLabels[s] != (labels{}) }

type labels struct{ ru, en string }

var statusLabels = map[Status]labels{
	Waiting:   {"Ожидает", "Waiting"},
	Scheduled: {"Отложен", "Scheduled"},
	Accepted:  {"Принят", "Accepted"},
	InWork:    {"Готовится", "In work"},
	Ready:     {"Готов", "Ready"},
	OnTheWay:  {"В пути", "On the way"},
	Completed: {"Выполнен", "Completed"},
	Rejected:  {"Удалён (отказ)", "Deleted (rejected)"},
	Cancelled: {"Удалён (отменён)", "Deleted (cancelled)"},
	Expired:   {"Удалён (не принят вовремя)", "Deleted (not accepted in time)"},
	Failed:    {"Удалён (не передан)", "Deleted (not handed over)"},
}

// Russian is the label operators know.
func (s Status) Russian() string { return statusLabels[s].ru }

// English is the label for people who read English.
func (s Status) English() string { return statusLabels[s].en }
