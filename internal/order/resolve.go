package order

import "time"

// Resolve is a person's answer to a parked order.
func (l *Life) Resolve(command ResolveCommand, now time.Time) *Error {
	if err := l.checkRevision(command.Caller); err != nil {
		return err
	}
	if l.Injection.State != NeedsOperator {
		return Errorf(CodeNotAllowedInStatus, "The order does not wait for a person (injection is %s).", l.Injection.State)
	}
	switch command.Action {
	case ResolveRetry:
		l.retry()
	case ResolveByHand:
		l.Injection = Injection{State: InjectedByHand}
		if l.Step == WorkVoid {
			l.Injection.State = Voided
		}
	case ResolveCancel:
		if l.Status.CalledOff() {
			return Errorf(CodeNotAllowedInStatus, "The order is called off already; press «повторить» or «сделано вручную».")
		}
		l.callOff(Failed, Reason{Code: IntegrationFailed, Text: command.Note, Party: "restaurant"}, command.Actor, now)
		l.record(now, command.Actor, EventFailed, string(IntegrationFailed))
		return nil
	default:
		return invalid([]Fault{{"action", "unknown_value", "one of retry, done_by_hand, cancel"}})
	}
	l.record(now, command.Actor, EventResolved, string(command.Action))
	return nil
}

// retry begins the parked step anew: a person has compared what could not be
// proven. An order that the station lost is created
// again, under other ids: the lost one may turn up.
func (l *Life) retry() {
	lost := l.Injection.LastError != nil && l.Injection.LastError.Code == CodeStationOrderMissing
	if lost && l.Step != WorkVoid {
		l.Round++
		l.Step, l.MaybeOnStation, l.MaybeFilled, l.MaybeAmended = l.firstStep(), false, false, false
		l.POS, l.Sending, l.Sent, l.ItemsOnPOS = StationOrder{}, nil, nil, []StationLine{}
	}
	l.Unproven = false
	l.Injection = Injection{State: l.Step.state()}
}
