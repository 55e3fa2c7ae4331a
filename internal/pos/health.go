package pos

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Watch asks a restaurant's station how it is, again and again until the
// context ends, and keeps the answers where every process reads them. It is run
// by the process that works for the restaurant.
func (s *Stations) Watch(ctx context.Context, restaurantID string) {
	var swept time.Time
	for {
		if err := s.Probe(ctx, restaurantID); err != nil && ctx.Err() == nil {
			s.Logger.Warn("The station's health could not be kept", "restaurant", restaurantID, "error", err)
		}
		if now := s.Now(); now.Sub(swept) > sweepEvery {
			swept = now
			if err := s.Store.ForgetOldWrites(ctx, now.Add(-writesKept)); err != nil && ctx.Err() == nil {
				s.Logger.Warn("Old writes could not be forgotten", "error", err)
			}
		}
		if sleep(ctx, s.ProbeEvery) != nil {
			return
		}
	}
}

const (
	sweepEvery = time.Hour
	// writesKept is longer than anything waits for a station.
	writesKept = 14 * 24 * time.Hour
)

// Probe asks a station once and keeps what it said. The error is about keeping
// it: a station that does not answer is an answer, too.
func (s *Stations) Probe(ctx context.Context, restaurantID string) error {
	c, err := s.connect(ctx, restaurantID)
	if err != nil {
		return err
	}
	info, err := c.askSystemInfo(ctx, s.Now())
	if ctx.Err() != nil {
		return ctx.Err()
	}
	s.note(c, err)
	health := s.healthOf(ctx, restaurantID)
	s.state(c, &health)
	health.Online = err == nil || answered(err)
	if err != nil {
		health.Fault = faultOf(err)
		return s.Store.PutHealth(ctx, health)
	}
	if health.Fault != nil && reachability[health.Fault.Code] {
		health.Fault = nil
	}
	health.Version, health.VersionFault, health.RestCode = info.ServerVersion, "", info.RestCode
	if err := c.supported(info); err != nil {
		health.VersionFault = wordsOf(err)
	}
	health.Licence = s.licenceHealth(ctx, c, info)
	return s.Store.PutHealth(ctx, health)
}

// reachability are the faults that a probe sees, and clears.
var reachability = map[order.Code]bool{
	order.CodeStationUnreachable: true, order.CodeStationCredentials: true, order.CodeStationCertificate: true, order.CodeStationVersion: true,
}

// answered says that somebody was there, although not with what was asked for.
func answered(err error) bool {
	e := rk7.AsError(err)
	return e != nil && e.Outcome == rk7.Refused
}

// note moves the circuit by how a call ended.
func (s *Stations) note(c connection, err error) {
	if unanswered(err) {
		c.site.circuit.failed(s.Now())
		return
	}
	c.site.circuit.reset()
}

// observe keeps what an order's work showed about its station, when that
// changes what people are told.
func (s *Stations) observe(ctx context.Context, c connection, err error) {
	before, _, _ := c.site.circuit.state()
	s.note(c, err)
	after, _, _ := c.site.circuit.state()
	health := s.healthOf(ctx, c.ID)
	fault := faultOf(err)
	if (before == nil) == (after == nil) && sameFault(health.Fault, fault) {
		return
	}
	s.state(c, &health)
	health.Fault = fault
	if err == nil {
		health.Online = true
	} else if after != nil {
		health.Online = false
	}
	if err := s.Store.PutHealth(ctx, health); err != nil {
		s.Logger.Warn("The station's health could not be kept", "restaurant", c.ID, "error", err)
	}
}

func sameFault(a, b *order.StationFault) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Code == b.Code
}

// state writes the circuit into the health.
func (s *Stations) state(c connection, health *restaurant.Health) {
	health.Restaurant, health.CheckedAt = c.ID, s.Now()
	health.FailingSince, health.NextTryAt, health.Failures = c.site.circuit.state()
}

// faultOf is the failure as people are told; nil for what is about one order only.
func faultOf(err error) *order.StationFault {
	var fault *activities.StationError
	if !errors.As(explain(err), &fault) || aboutOneOrder[fault.Fault.Code] {
		return nil
	}
	return fault.Fault
}

var aboutOneOrder = map[order.Code]bool{
	order.CodeStationBusy: true, order.CodeStationRefused: true, order.CodeStationOrderClosed: true, order.CodeStationOutcome: true,
	order.CodeStationContents: true, order.CodeDishUnknown: true, order.CodeVoidRefused: true, order.CodeStationOrderMissing: true,
}

func wordsOf(err error) string {
	var fault *activities.StationError
	if errors.As(err, &fault) {
		return fault.Fault.Message
	}
	return "It could not be found out."
}

// isRefusedLicence says that the service answered, and the answer is no.
func isRefusedLicence(err error) bool {
	var fault *activities.StationError
	return errors.As(err, &fault) && !fault.Retry
}

// Readiness says whether a restaurant takes orders, at once and from what was
// last seen. Nothing stands in the way of a restaurant nobody has asked yet, and
// a station that does not answer now is no reason to turn guests away: its
// orders wait for it.
func (s *Stations) Readiness(ctx context.Context, restaurantID string) restaurant.Readiness {
	health, known := s.shown.get(ctx, s.Store, restaurantID, s.Now())
	if !known {
		return restaurant.Readiness{Ready: true}
	}
	checked := health.CheckedAt
	out := restaurant.Readiness{
		Ready: true, Online: health.Online, RK7Version: health.Version, RestCode: health.RestCode,
		LicenceMode: string(health.Licence.Mode), LicenceUntil: health.Licence.Until,
		FailingSince: health.FailingSince, NextTryAt: health.NextTryAt, CheckedAt: &checked,
		LastError: health.Fault, Warnings: warnings(health, s.Now()),
	}
	switch {
	case health.VersionFault != "":
		out.Ready, out.Reason = false, health.VersionFault
	case health.Licence.Mode != "" && !health.Licence.Valid:
		out.Ready, out.Reason = false, "No valid licence «Интернет заказы». "+health.Licence.Fault
	}
	return out
}

// licenceWarnings are how many days before its end a licence is spoken of.
var licenceWarnings = []int{1, 7, 30}

func warnings(health restaurant.Health, now time.Time) (all []string) {
	if until := health.Licence.Until; until != nil && now.Before(*until) {
		left := int(until.Sub(now).Hours() / 24)
		for _, days := range licenceWarnings {
			if left < days {
				all = append(all, fmt.Sprintf("The licence «Интернет заказы» ends on %s, within %d days.", until.Format("2006-01-02"), days))
				break
			}
		}
	}
	if health.Licence.Valid && health.Licence.Fault != "" {
		all = append(all, "The licence could not be renewed: "+health.Licence.Fault)
	}
	if health.FailingSince != nil && !health.Online {
		all = append(all, "The cash station does not answer since "+health.FailingSince.UTC().Format(time.RFC3339)+"; orders wait for it.")
	}
	return all
}

// healthOf is what is kept of a station.
func (s *Stations) healthOf(ctx context.Context, restaurantID string) restaurant.Health {
	all, err := s.Store.Healths(ctx)
	if err != nil {
		s.Logger.Warn("The stations' health could not be read", "error", err)
	}
	return all[restaurantID]
}

// healthCache spares the database a question for every submitted order.
type healthCache struct {
	mu   sync.Mutex
	at   time.Time
	last map[string]restaurant.Health
}

const shownFor = time.Second

func (c *healthCache) get(ctx context.Context, store Store, id string, now time.Time) (restaurant.Health, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.last == nil || now.Sub(c.at) >= shownFor {
		if all, err := store.Healths(ctx); err == nil {
			c.last, c.at = all, now
		}
	}
	health, known := c.last[id]
	return health, known
}

// faultIn is a failure in words, whatever it is.
func faultIn(err error) *order.StationFault {
	var fault *activities.StationError
	if errors.As(explain(err), &fault) {
		return fault.Fault
	}
	return order.CodeStationOutcome.Fault("It could not be found out.")
}
