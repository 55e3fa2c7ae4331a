package pos

import (
	"context"
	"fmt"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// save sends a licensed write: under a lifetime licence it is a command like
// any other, under a subscription it carries a number.
func (t *task) save(ctx context.Context, command rk7.SaveOrder) error {
	command = t.offTheKitchen(command)
	if t.Station.Licence.Mode == restaurant.Subscription {
		return t.saveNumbered(ctx, command)
	}
	command.LockKey = t.key
	body, err := command.Encode()
	if err != nil {
		return &rk7.Error{Command: command.CommandName(), Outcome: rk7.NotSent, Err: err}
	}
	if err := t.sending(ctx, t.noted.Before, body); err != nil {
		return err
	}
	_, err = t.SaveOrderBytes(ctx, body)
	if rk7.OutcomeOf(err) == rk7.NotSent {
		t.notSent(ctx)
	}
	return err
}

// saveNumbered sends under the instance's next number. The number and the bytes
// are stored before; until their fate is known nobody sends anything else.
func (t *task) saveNumbered(ctx context.Context, command rk7.SaveOrder) error {
	licence, err := t.licence(ctx)
	if err != nil {
		return err
	}
	unlock, err := t.site.licensed.lock(ctx, t.ID)
	if err != nil {
		return err
	}
	defer unlock()
	key, err := numberedKey(t.job.Order.ID, t.step, command)
	if err != nil {
		return err
	}
	build := func(instance restaurant.LicenceInstance, number int64) ([]byte, error) {
		licence.InstanceGUID, licence.SeqNumber = instance.GUID, number
		command.Licence = &licence
		return command.Encode()
	}
	if t.complaint != nil { // the lines are not there: the number is what was wrong
		if err := t.renumber(ctx, licence, key); err != nil {
			return err
		}
	}
	pending, err := t.reserve(ctx, licence, key, build)
	if err != nil {
		return err
	}
	if err := t.sending(ctx, t.noted.Before, pending.Body); err != nil {
		return err
	}
	return t.deliver(ctx, licence, pending)
}

// replayable says that sending the lines again means sending the identical
// numbered bytes, which the station does not carry out twice.
func (t *task) replayable() bool { return t.Station.Licence.Mode == restaurant.Subscription }

// numberedKey says what a numbered request is for: the order, the step, and the
// contents, so that contents that were changed meanwhile are another request.
func numberedKey(orderID, step string, command rk7.SaveOrder) (string, error) {
	command.Licence = nil
	body, err := command.Encode()
	if err != nil {
		return "", &rk7.Error{Command: command.CommandName(), Outcome: rk7.NotSent, Err: err}
	}
	return fmt.Sprintf("%s/%s/%s", orderID, step, order.DeriveID(string(body))), nil
}

// licence is what licensed requests of this restaurant carry, but the number.
func (t *task) licence(ctx context.Context) (rk7.LicenseInfo, error) {
	settings := t.Station.Licence
	restCode := settings.RestCode
	if restCode == "" {
		info, err := t.systemInfo(ctx, t.Now())
		if err != nil {
			return rk7.LicenseInfo{}, err
		}
		restCode = info.RestCode
	}
	if settings.Product == "" || restCode == "" {
		return rk7.LicenseInfo{}, failed(order.CodeStationLicence, "The licence's product or the restaurant's number is not known.")
	}
	anchor := rk7.Anchor(settings.Product, restCode)
	token, err := t.Stations.token(ctx, t.Restaurant, anchor)
	if err != nil {
		return rk7.LicenseInfo{}, err
	}
	return rk7.LicenseInfo{Anchor: anchor, Token: token}, nil
}

// unlicensed asks the station whether it refuses all licensed requests of ours.
func (t *task) unlicensed(ctx context.Context) bool {
	var err error
	if t.replayable() {
		licence, licenceErr := t.licence(ctx)
		guid, guidErr := t.instanceGUID(ctx)
		if licenceErr != nil || guidErr != nil {
			return false
		}
		licence.InstanceGUID = guid
		_, err = t.GetXMLLicenseInstanceSeqNumber(ctx, licence)
	} else {
		err = t.CheckLicense(ctx)
	}
	e := rk7.AsError(err)
	return e != nil && e.Outcome == rk7.Refused && e.Status == rk7.StatusExecutingError && !e.Busy() && !e.LicenceProblem()
}

// licenceRefused words that. A token that was given out anew meanwhile is
// fetched, and the work tried again with it.
func (t *task) licenceRefused(ctx context.Context, e *rk7.Error) error {
	fault := failed(order.CodeStationLicence, "The station refuses to take orders under this licence"+ownWords(e)+".")
	if !t.replayable() || t.Station.Licence.Account.User == "" {
		return fault
	}
	kept, err := t.Store.LicenceToken(ctx, t.ID)
	if err != nil {
		return fault
	}
	fresh, err := t.renew(ctx, t.Restaurant, kept.Anchor)
	fault.Retry = err == nil && fresh.Token != kept.Token
	return fault
}
