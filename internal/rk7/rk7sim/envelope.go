package rk7sim

import (
	"slices"
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
	root := el("RK7QueryResult").set("ServerVersion", r.serverVersion()).set("XmlVersion", r.profile.xmlVersion)
	if r.profile.netName {
		root.set("NetName", r.netName())
	}
	status, processed := r.summary(outcomes)
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

func (r *restaurant) serverVersion() string {
	if r.behaviour.EmptyVersion {
		return ""
	}
	return r.profile.version
}

// summary is the status of the first failure, or of the last command, and the
// number of commands that were carried out and not rolled back.
func (r *restaurant) summary(outcomes []outcome) (status string, processed int) {
	status, failed := statusOK, false
	for _, o := range outcomes {
		switch {
		case o.refusal != nil && !failed:
			status, failed = o.refusal.status, true
		case o.refusal != nil:
		case !failed:
			status = o.status()
			fallthrough
		default:
			processed++
		}
	}
	if failed && r.behaviour.BatchRollback {
		processed = 0
	}
	return status, processed
}

// document writes a reply in the station's manner.
func (r *restaurant) document(reply *element) []byte {
	if r.behaviour.HideErrorCodes {
		reply.walk(func(e *element) {
			e.attrs = slices.DeleteFunc(e.attrs, func(a attribute) bool { return a.name == "RK7ErrorN" })
		})
	}
	if r.behaviour.WordBooleans {
		reply.walk(wordBooleans)
	}
	return reply.document(r.behaviour.Windows1251)
}

// yesNo are the attributes of order data that are booleans.
var yesNo = []string{
	"paid", "finished", "deleted", "locked", "bill", "isDraft", "printed", "promised", "prohibited", "deferred", "dontcheckLicense", "Finished", "Bill",
}

func wordBooleans(e *element) {
	for i, a := range e.attrs {
		if word := map[string]string{"0": "false", "1": "true"}[a.value]; word != "" && slices.Contains(yesNo, a.name) {
			e.attrs[i].value = word
		}
	}
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
