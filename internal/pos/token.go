package pos

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/licence"
)

const (
	// tokenAge is how old a token may be before the service is asked again: a
	// licence that was prolonged, or taken away, shows within hours.
	tokenAge = 6 * time.Hour
	// tokenRetry is the pause after the service did not answer.
	tokenRetry = 5 * time.Minute
)

// token is what licensed requests of a restaurant carry. A token of the
// settings is used as it is; with an account the service is asked, and what it
// gave last is good for as long as it said.
func (s *Stations) token(ctx context.Context, r restaurant.Restaurant, anchor string) (string, error) {
	settings := r.Station.Licence
	if settings.Account.User == "" {
		if settings.Token == "" {
			return "", failed(order.CodeStationLicence, "The subscription has neither a token nor an account at the licence service.")
		}
		return settings.Token, nil
	}
	kept, err := s.Store.LicenceToken(ctx, r.ID)
	if err != nil && order.CodeOf(err) != order.CodeNotFound {
		return "", err
	}
	if err == nil && kept.Anchor == anchor && (kept.Until == nil || s.Now().Before(*kept.Until)) {
		return kept.Token, nil
	}
	fresh, err := s.renew(ctx, r, anchor)
	return fresh.Token, err
}

// renew asks the licence service and keeps what it gave.
func (s *Stations) renew(ctx context.Context, r restaurant.Restaurant, anchor string) (restaurant.LicenceToken, error) {
	settings := r.Station.Licence
	service := s.Licences
	if settings.ServiceURL != "" {
		service.URL = settings.ServiceURL
	}
	account := licence.Credentials{User: settings.Account.User, Password: settings.Account.Password, Token: settings.Account.Token}
	got, err := service.GetLicenseIdByAnchor(ctx, account, anchor)
	if err != nil {
		fault := failed(order.CodeStationLicence, sentence(err))
		fault.Retry = errors.Is(err, licence.ErrUnavailable)
		return restaurant.LicenceToken{}, fault
	}
	fresh := restaurant.LicenceToken{Restaurant: r.ID, Anchor: anchor, Token: got.Token, FetchedAt: s.Now()}
	if !got.Expires.IsZero() {
		fresh.Until = &got.Expires
	}
	return fresh, s.Store.PutLicenceToken(ctx, fresh)
}

// sentence makes one of an error of the licence service.
func sentence(err error) string { return "Licence: " + err.Error() + "." }

// licenceHealth is how the right to write stands, asked anew when it is due.
func (s *Stations) licenceHealth(ctx context.Context, c connection, info rk7.SystemInfo) restaurant.LicenceHealth {
	settings := c.Station.Licence
	health := restaurant.LicenceHealth{Mode: settings.Mode}
	restCode := settings.RestCode
	if restCode == "" {
		restCode = info.RestCode
	}
	switch {
	case settings.Mode != restaurant.Subscription:
		health.Mode = restaurant.Lifetime
		return s.lifetimeHealth(ctx, c, health)
	case settings.Product == "" || restCode == "":
		health.Fault = "The licence's product or the restaurant's number (RestCode) is missing in the settings."
	case info.RestCode != "" && info.RestCode != restCode:
		health.Fault = fmt.Sprintf("The settings say that the restaurant's number (RestCode) is %s; the station says %s.", restCode, info.RestCode)
	case settings.Account.User == "":
		health.Valid = settings.Token != ""
		if !health.Valid {
			health.Fault = "The subscription has neither a token nor an account at the licence service."
		}
	default:
		s.subscriptionHealth(ctx, c.Restaurant, rk7.Anchor(settings.Product, restCode), &health)
	}
	return health
}

// lifetimeHealth asks the station itself. Only a plain no counts: releases
// that do not know the question say nothing about the licence.
func (s *Stations) lifetimeHealth(ctx context.Context, c connection, health restaurant.LicenceHealth) restaurant.LicenceHealth {
	err := c.CheckLicense(ctx)
	e := rk7.AsError(err)
	health.Valid = e == nil || e.Outcome != rk7.Refused || e.Status != rk7.StatusExecutingError || e.Busy()
	if !health.Valid {
		health.Fault = "The station has no licence for internet orders (XMLSaveOrder)" + ownWords(e) + "."
	}
	return health
}

// subscriptionHealth renews the token when it is due. While the service does
// not answer, the last answer counts until its end.
func (s *Stations) subscriptionHealth(ctx context.Context, r restaurant.Restaurant, anchor string, health *restaurant.LicenceHealth) {
	now := s.Now()
	kept, err := s.Store.LicenceToken(ctx, r.ID)
	known := err == nil && kept.Anchor == anchor
	if !known || now.Sub(kept.FetchedAt) >= tokenAge {
		fresh, err := s.renewNow(ctx, r, anchor)
		switch {
		case err == nil:
			kept, known = fresh, true
		case isRefusedLicence(err):
			known = false
			health.Fault = wordsOf(err)
		default:
			health.Fault = wordsOf(err)
		}
	}
	if !known {
		return
	}
	health.Until = kept.Until
	health.Valid = kept.Until == nil || now.Before(*kept.Until)
	if !health.Valid {
		health.Fault = "The licence «Интернет заказы» ended on " + kept.Until.In(r.Location()).Format("2006-01-02") + "."
	}
}

// renewNow asks the service, but not again right after it did not answer.
func (s *Stations) renewNow(ctx context.Context, r restaurant.Restaurant, anchor string) (restaurant.LicenceToken, error) {
	now := s.Now()
	s.mu.Lock()
	failedAt, failing := s.renewals[r.ID]
	s.mu.Unlock()
	if failing && now.Sub(failedAt.at) < tokenRetry && failedAt.anchor == anchor && failedAt.revision == r.Revision {
		return restaurant.LicenceToken{}, failedAt.err
	}
	fresh, err := s.renew(ctx, r, anchor)
	s.mu.Lock()
	defer s.mu.Unlock()
	if err != nil {
		s.renewals[r.ID] = renewal{at: now, anchor: anchor, revision: r.Revision, err: err}
	} else {
		delete(s.renewals, r.ID)
	}
	return fresh, err
}

// renewal is a failed try to renew a token.
type renewal struct {
	at       time.Time
	anchor   string
	revision int64
	err      error
}
