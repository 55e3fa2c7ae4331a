package pos

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// header is the empty order: everything about it but its dishes.
func (t *task) header(remarks []remark) rk7.CreateOrder {
	record, station := t.job.Order, t.Station
	comment, more := t.comments(remarks)
	return rk7.CreateOrder{
		GUID:              orderGUID(t.job),
		PersistentComment: comment, NonPersistentComment: more,
		Table: code(t.table()), Station: code(station.StationCode),
		Creator: code(station.WaiterCode), Waiter: code(station.WaiterCode),
		OrderCategory: code(t.category()), OrderType: code(t.orderType()), GuestType: guestType(station.GuestTypeID),
		Guests:        max(record.Guest.Persons, 1),
		ExternalProps: []rk7.Prop{{Name: markerProp, Value: record.ID}},
		Delivery:      t.delivery(),
	}
}

// code names a dictionary item by a code of the settings; an empty one names nothing.
func code(text string) rk7.Ref { return rk7.ByCode(text) }

func guestType(id string) rk7.Ref {
	if n, ok := wholeNumber(id); ok {
		return rk7.ByID(n)
	}
	return rk7.ByCode(id)
}

func (t *task) pickup() bool { return t.job.Order.ServiceType == order.Pickup }

// table, category and orderType are the restaurant's for this kind of order.
func (t *task) table() string {
	if t.job.Order.IsTest {
		return t.Station.TestTable
	}
	return t.forPickup(t.Station.PickupTable, t.Station.TableCode)
}

func (t *task) category() string {
	return t.forPickup(t.Station.PickupCategory, t.Station.OrderCategory)
}

func (t *task) orderType() string {
	if t.pickup() {
		return t.Station.PickupType
	}
	return t.Station.DeliveryType
}

func (t *task) forPickup(pickup, usual string) string {
	if t.pickup() && pickup != "" {
		return pickup
	}
	return usual
}

// delivery is the delivery part, for restaurants that work with it.
func (t *task) delivery() *rk7.DeliveryBlock {
	if !t.Station.DeliveryBlock {
		return nil
	}
	block := &rk7.DeliveryBlock{State: t.Station.DeliveryState, Takeout: t.pickup()}
	if due := t.due(); due != nil {
		block.DeliveryTime = due.In(t.Location())
	}
	return block
}

// due is the time promised to the guest.
func (t *task) due() *time.Time { return due(t.job.Order) }

// due is the operator's word before the guest's wish.
func due(record order.Order) *time.Time {
	if record.ConfirmedAt != nil {
		return record.ConfirmedAt
	}
	return record.Timing.ExpectedAt
}
