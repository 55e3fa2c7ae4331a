package pos

import (
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// sandboxed refuses a test order where no table was set aside for such: without
// one it would look like a guest's.
func (t *task) sandboxed() error {
	if !t.job.Order.IsTest || t.Station.TestTable != "" {
		return nil
	}
	return failed(order.CodeStationSettings, "This is a test order, and no table is set aside for test orders in the settings.")
}

// offTheKitchen keeps a test order's dishes from being cooked: the station saves
// them unconfirmed, prints nothing and shows nothing on kitchen displays.
func (t *task) offTheKitchen(command rk7.SaveOrder) rk7.SaveOrder {
	if t.job.Order.IsTest {
		command.Deferred, command.NotToKitchenDisplays = true, true
	}
	return command
}
