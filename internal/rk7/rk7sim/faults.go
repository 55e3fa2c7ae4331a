package rk7sim

import (
	"errors"
	"fmt"
	"slices"
	"sync"
)

// FaultKind is a way to misbehave.
type FaultKind string

// The kinds of faults. "Carried out" says whether the command took effect.
const (
	// FaultDropBefore closes the connection; nothing is carried out.
	FaultDropBefore FaultKind = "drop_before"
	// FaultDropAfter carries the command out and closes the connection instead of answering.
	FaultDropAfter FaultKind = "drop_after"
	// FaultLate answers HTTP 504 at once and carries the command out after the delay.
	FaultLate FaultKind = "late"
	// FaultSlow carries the command out at once and answers after the delay.
	FaultSlow FaultKind = "slow"
	// FaultHTTP500 answers HTTP 500, or the code when it is another HTTP status; nothing is carried out.
	FaultHTTP500 FaultKind = "http_500"
	// FaultGarbage carries the command out and answers something that is no XML.
	FaultGarbage FaultKind = "garbage"
	// FaultCut carries the command out and breaks off in the middle of the answer.
	FaultCut FaultKind = "cut"
	// FaultWritingError carries the command out and answers "Result Writing Error".
	FaultWritingError FaultKind = "result_writing_error"
	// FaultRefuse answers a refusal with the code; nothing is carried out.
	FaultRefuse FaultKind = "refuse"
	// FaultOffline closes every connection of the restaurant.
	FaultOffline FaultKind = "offline"
)

var faultKinds = []FaultKind{
	FaultDropBefore, FaultDropAfter, FaultLate, FaultSlow, FaultHTTP500, FaultGarbage, FaultCut, FaultWritingError, FaultRefuse, FaultOffline,
}

// Fault is one entry of the plan. For each request the first entry that fits
// and is not used up acts.
type Fault struct {
	// Restaurant limits the fault to one restaurant; empty means all.
	Restaurant string `json:"restaurant,omitempty"`
	// Command limits the fault to one command; empty or "*" means all.
	Command string    `json:"command,omitempty"`
	Kind    FaultKind `json:"kind"`
	// Skip lets so many fitting requests through first.
	Skip int `json:"skip,omitempty"`
	// Times is how many requests it hits; 0 means every one until the plan is replaced.
	Times int `json:"times,omitempty"`
	// DelayMS is waited before the fault shows; for late, before the command
	// is carried out.
	DelayMS int64 `json:"delay_ms,omitempty"`
	// Applied says whether the command is carried out, where the kind's own way
	// is not wanted: a 500 after the work was done, a cut answer without any.
	Applied *bool `json:"applied,omitempty"`
	// Code is the RK7ErrorN of refuse, or the HTTP status of http_500 and late.
	Code int `json:"code,omitempty"`
	// Hits counts the requests it has hit.
	Hits int `json:"hits"`
}

const (
	maxFaults  = 1000
	maxDelayMS = 10 * 60 * 1000
)

func (f Fault) check() error {
	switch {
	case !slices.Contains(faultKinds, f.Kind):
		return fmt.Errorf("the kind of a fault is one of %v", faultKinds)
	case f.Skip < 0 || f.Times < 0:
		return errors.New("skip and times cannot be negative")
	case f.DelayMS < 0 || f.DelayMS > maxDelayMS:
		return fmt.Errorf("delay_ms is between 0 and %d", maxDelayMS)
	case f.Code < 0:
		return errors.New("a code is not negative")
	case (f.Kind == FaultHTTP500 || f.Kind == FaultLate) && f.Code != 0 && (f.Code < 400 || f.Code > 599):
		return errors.New("the code of http_500 and late is an HTTP status from 400 to 599")
	case f.Applied != nil && (f.Kind == FaultSlow || f.Kind == FaultLate || f.Kind == FaultOffline):
		return errors.New("applied is not for slow, late and offline")
	case f.Kind == FaultOffline && f.Command != "" && f.Command != "*":
		return errors.New("offline is for a whole restaurant, not for one command")
	}
	return nil
}

func (f Fault) fits(restaurant string, commands []string) bool {
	if f.Restaurant != "" && f.Restaurant != restaurant {
		return false
	}
	return f.Command == "" || f.Command == "*" || slices.Contains(commands, f.Command)
}

// carriesOut says whether the command takes effect before anything is shown.
func (f Fault) carriesOut() bool {
	if f.Applied != nil {
		return *f.Applied
	}
	switch f.Kind {
	case FaultDropBefore, FaultHTTP500, FaultRefuse, FaultLate:
		return false
	default:
		return true
	}
}

func (f Fault) usedUp() bool { return f.Times > 0 && f.Hits >= f.Times }

type faultPlan struct {
	mu     sync.Mutex
	faults []Fault
}

func (p *faultPlan) replace(faults []Fault) error {
	if len(faults) > maxFaults {
		return fmt.Errorf("a plan has at most %d faults", maxFaults)
	}
	for _, f := range faults {
		if err := f.check(); err != nil {
			return err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = slices.Clone(faults)
	for i := range p.faults {
		p.faults[i].Hits = 0
	}
	return nil
}

// replaceOf changes what is planned for one restaurant.
func (p *faultPlan) replaceOf(id string, faults []Fault) error {
	for _, f := range faults {
		if err := f.check(); err != nil {
			return err
		}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(p.faults), func(f Fault) bool { return f.Restaurant == id })
	if len(kept)+len(faults) > maxFaults {
		return fmt.Errorf("a plan has at most %d faults", maxFaults)
	}
	for _, f := range faults {
		f.Restaurant, f.Hits = id, 0
		kept = append(kept, f)
	}
	p.faults = kept
	return nil
}

// setOffline takes a restaurant off the net or brings it back, and leaves the
// rest of the plan as it is.
func (p *faultPlan) setOffline(id string, offline bool) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept := slices.DeleteFunc(slices.Clone(p.faults), func(f Fault) bool {
		return f.Kind == FaultOffline && (f.Restaurant == "" || f.Restaurant == id)
	})
	if offline {
		kept = append(kept, Fault{Restaurant: id, Kind: FaultOffline})
	}
	if len(kept) > maxFaults {
		return fmt.Errorf("a plan has at most %d faults", maxFaults)
	}
	p.faults = kept
	return nil
}

func (p *faultPlan) clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = nil
}

// list is the plan as it stands.
func (p *faultPlan) list() []Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]Fault{}, p.faults...) // an empty list, not none, in JSON
}

// take is the fault that acts on a request, nil for none.
func (p *faultPlan) take(restaurant string, commands []string) *Fault {
	return p.first(func(f *Fault) bool { return f.Kind != FaultOffline && f.fits(restaurant, commands) })
}

// offline says whether the restaurant's door is shut, and uses the fault.
func (p *faultPlan) offline(restaurant string) bool {
	return p.first(func(f *Fault) bool { return f.Kind == FaultOffline && f.fits(restaurant, nil) }) != nil
}

func (p *faultPlan) first(fits func(*Fault) bool) *Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := range p.faults {
		f := &p.faults[i]
		if f.usedUp() || !fits(f) {
			continue
		}
		if f.Skip > 0 {
			f.Skip--
			continue
		}
		f.Hits++
		taken := *f
		return &taken
	}
	return nil
}

// allOffline says whether nobody behind a port would answer.
func (p *faultPlan) allOffline(restaurants []*restaurant) bool {
	if !p.any(FaultOffline) {
		return false
	}
	for _, r := range restaurants {
		if !p.shut(r.options.ID) {
			return false
		}
	}
	for _, r := range restaurants {
		p.offline(r.options.ID)
	}
	return true
}

func (p *faultPlan) any(kind FaultKind) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.faults, func(f Fault) bool { return f.Kind == kind })
}

// shut looks without using the fault.
func (p *faultPlan) shut(restaurant string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.ContainsFunc(p.faults, func(f Fault) bool {
		return f.Kind == FaultOffline && !f.usedUp() && f.Skip == 0 && f.fits(restaurant, nil)
	})
}
