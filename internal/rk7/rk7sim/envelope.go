package rk7sim

import (
	"time"
)

// outcome is what became of one command.
type outcome struct {
	name    string
	result  *element
	refusal *refusal
}

func (o outcome) status() string {
	switch {
	case o.refusal != nil:
		return o.refusal.status
	case o.result != nil && o.result.name != "":
		return o.result.name
	default:
		return statusOK
	}
}

// envelope builds the reply in the form the query came in: flat for RK7CMD,
// one CommandResult per command otherwise.
func (r *restaurant) envelope(q query, now time.Time, outcomes []outcome, started time.Time) *element {
	root := el("RK7QueryResult").set("ServerVersion", r.profile.version).set("XmlVersion", r.profile.xmlVersion)
	if r.profile.netName {
		root.set("NetName", r.netName())
	}
	processed, status := 0, statusOK
	for _, o := range outcomes {
		if o.refusal != nil {
			status = o.refusal.status
			if r.behaviour.BatchRollback {
				processed = 0
			}
			break
		}
		status = o.status()
		processed++
	}
	root.set("Status", status).set("Processed", processed)
	if r.profile.arrival {
		root.set("ArrivalDateTime", now.Format(wireTime))
	}
	for _, o := range outcomes {
		target := root
		if !q.flat {
			target = el("CommandResult")
			root.add(target)
			target.set("CMD", o.name).set("Status", o.status())
		} else if o.name != "" {
			target.set("CMD", o.name)
		}
		o.fill(target, now, started)
	}
	return root
}

// fill writes one outcome's own part.
func (o outcome) fill(target *element, now, started time.Time) {
	text := ""
	if o.refusal != nil {
		text = o.refusal.text
	}
	target.set("ErrorText", text)
	if o.refusal != nil && o.refusal.code != 0 {
		target.set("RK7ErrorN", o.refusal.code)
	}
	target.set("DateTime", now.Format(wireTime)).set("WorkTime", time.Since(started).Milliseconds())
	if o.refusal != nil {
		if o.refusal.faulty != nil {
			fault := el("Error", el("FaultyTag", o.refusal.faulty))
			if o.refusal.code != 0 {
				fault.set("RK7ErrorN", o.refusal.code)
			}
			target.add(fault.set("ErrorText", text))
		}
		return
	}
	if o.result != nil {
		target.attrs = append(target.attrs, o.result.attrs...)
		target.add(o.result.kids...)
	}
}
