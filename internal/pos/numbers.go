package pos

import (
	"context"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// noneAccepted is the counter of an instance the station has not seen.
const noneAccepted = -1

// maxInTheWay bounds how many requests of other orders are settled before the
// own one may go.
const maxInTheWay = 50

// reserve gets a number for a request. A pending request of another order is in
// the way until its fate is known; the own one of an earlier attempt comes back
// with the bytes it was sent with.
func (t *task) reserve(ctx context.Context, licence rk7.LicenseInfo, key string,
	build func(restaurant.LicenceInstance, int64) ([]byte, error),
) (restaurant.PendingRequest, error) {
	for range maxInTheWay {
		pending, fresh, err := t.Store.ReserveLicence(ctx, t.ID, t.Holder, key, build)
		if err != nil {
			return pending, err
		}
		if fresh || pending.Key == key {
			return pending, nil
		}
		if err := t.clear(ctx, licence, pending); err != nil {
			return restaurant.PendingRequest{}, err
		}
	}
	return restaurant.PendingRequest{}, later(order.CodeStationBusy, "Requests of other orders are in the way.")
}

// clear settles a request of another order. Its owner is given time to do that
// itself; then the identical bytes are sent again, which the station either
// carries out or answers as before. A request that nobody wants any more must
// not be carried out now: then the station's counter tells what became of it.
func (t *task) clear(ctx context.Context, licence rk7.LicenseInfo, pending restaurant.PendingRequest) error {
	for waited := time.Duration(0); waited < t.OwnerPatience; waited += ownerStep {
		instance, err := t.Store.LicenceInstance(ctx, t.ID)
		if err != nil {
			return err
		}
		if there := instance.Pending; there == nil || there.Number != pending.Number || there.Key != pending.Key {
			return nil
		}
		if err := t.sleep(ctx, ownerStep); err != nil {
			return err
		}
	}
	wanted, err := t.wanted(ctx, pending)
	if err != nil {
		return err
	}
	licence.InstanceGUID, err = t.instanceGUID(ctx)
	if err != nil {
		return err
	}
	if !wanted {
		return t.recount(ctx, licence, pending)
	}
	if err := t.mayWrite(ctx); err != nil {
		return err
	}
	err = t.deliver(ctx, licence, pending)
	switch e := rk7.AsError(err); {
	case err == nil:
		return nil
	case e != nil && e.LicenceProblem():
		return t.recount(ctx, licence, pending)
	case e != nil && e.Outcome == rk7.Refused:
		return nil // settled; the order it belongs to will hear the same
	}
	return err
}

const ownerStep = 50 * time.Millisecond

// wanted says whether the order of a pending request still waits for it.
func (t *task) wanted(ctx context.Context, pending restaurant.PendingRequest) (bool, error) {
	id, _, _ := strings.Cut(pending.Key, "/")
	if id == t.job.Order.ID {
		return false, nil // its contents were changed: the old ones must not come
	}
	record, _, err := t.Store.Order(ctx, id)
	if order.CodeOf(err) == order.CodeNotFound {
		return false, nil
	}
	if err != nil || record.Status.CalledOff() {
		return false, err
	}
	switch record.Injection.State {
	case order.NeedsOperator, order.InjectedByHand, order.Voiding, order.Voided:
		return false, nil
	}
	return true, nil
}

func (t *task) instanceGUID(ctx context.Context) (string, error) {
	instance, err := t.Store.LicenceInstance(ctx, t.ID)
	return instance.GUID, err
}

// deliver sends a numbered request's exact bytes and settles its number as far
// as the answer allows. A lost answer leaves it pending; so does a complaint
// about the number, because then the order must be looked at first.
func (t *task) deliver(ctx context.Context, licence rk7.LicenseInfo, pending restaurant.PendingRequest) error {
	_, err := t.SaveOrderBytes(ctx, pending.Body)
	e := rk7.AsError(err)
	switch {
	case err == nil:
		return t.Store.SettleLicence(ctx, t.ID, pending.Number, true)
	case e == nil || e.Outcome != rk7.Refused || e.LicenceProblem():
		return err
	}
	// Whether a refusal uses the number up is not documented: ask.
	guid, guidErr := t.instanceGUID(ctx)
	licence.InstanceGUID = guid
	if guidErr == nil && t.recount(ctx, licence, pending) == nil {
		return err
	}
	if settleErr := t.Store.SettleLicence(ctx, t.ID, pending.Number, false); settleErr != nil {
		return settleErr
	}
	return err
}

// renumber gives up the own pending request after the station complained about
// its number. An instance the station does not know begins again.
func (t *task) renumber(ctx context.Context, licence rk7.LicenseInfo, key string) error {
	instance, err := t.Store.LicenceInstance(ctx, t.ID)
	if err != nil || instance.Pending == nil || instance.Pending.Key != key {
		return err
	}
	if t.complaint.Has(rk7.CodeLicenceInstance) {
		return t.Store.AbandonLicence(ctx, t.ID, *instance.Pending, noneAccepted)
	}
	licence.InstanceGUID = instance.GUID
	return t.recount(ctx, licence, *instance.Pending)
}

// ownSettled frees the instance of the request whose lines turned out to be on
// the station. If that fails, whoever needs the next number does it.
func (t *task) ownSettled(ctx context.Context) {
	pending, err := t.ownPending(ctx)
	if err == nil && pending != nil {
		err = t.giveUp(ctx, *pending)
	}
	if err != nil {
		t.Logger.Info("The number of a licensed request stays open for now", "order", t.job.Order.ID, "error", err)
	}
}

// ownPending is the numbered request of this step whose fate is not known; nil
// when there is none.
func (t *task) ownPending(ctx context.Context) (*restaurant.PendingRequest, error) {
	return t.pendingUnder(ctx, t.job.Order.ID+"/"+t.step+"/")
}

func (t *task) pendingUnder(ctx context.Context, prefix string) (*restaurant.PendingRequest, error) {
	if !t.replayable() {
		return nil, nil
	}
	instance, err := t.Store.LicenceInstance(ctx, t.ID)
	if err != nil || instance.Pending == nil || !strings.HasPrefix(instance.Pending.Key, prefix) {
		return nil, err
	}
	return instance.Pending, nil
}

// giveUp frees the instance of a request of this step.
func (t *task) giveUp(ctx context.Context, pending restaurant.PendingRequest) error {
	licence, err := t.licence(ctx)
	if err != nil {
		return err
	}
	if licence.InstanceGUID, err = t.instanceGUID(ctx); err != nil {
		return err
	}
	return t.recount(ctx, licence, pending)
}

// recount gives up a pending request and goes on from the station's own count.
func (t *task) recount(ctx context.Context, licence rk7.LicenseInfo, pending restaurant.PendingRequest) error {
	licence.SeqNumber = max(pending.Number, 0)
	last, err := t.GetXMLLicenseInstanceSeqNumber(ctx, licence)
	if e := rk7.AsError(err); e != nil && e.Outcome == rk7.Refused && e.Has(rk7.CodeLicenceInstance) {
		last, err = noneAccepted, nil
	}
	if err != nil {
		return err
	}
	return t.Store.AbandonLicence(ctx, t.ID, pending, max(last, noneAccepted))
}
