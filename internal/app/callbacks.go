package app

import (
	"fmt"
	"net/netip"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/announce"
	"github.com/orderhatch/orderhatch/internal/callback"
	"github.com/orderhatch/orderhatch/internal/minidelivery"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/store"
)

// Callbacks says where order sources may be called back.
type Callbacks struct {
	CallbackNetworks []string `placeholder:"CIDR" help:"Private networks that callbacks and alarms of restaurants may go to, besides public addresses."`
	CallbackHTTP     bool     `name:"callback-http" help:"Allow callbacks and alarms of restaurants over plain http."`
}

// callbacks keeps, delivers and replays what order sources are told. Its parts
// together are what the API and the worker ask for.
type callbacks struct {
	*store.Store
	*announce.Announcer
	*callback.Courier
}

// sender posts where the configuration lets callbacks go.
func (c Callbacks) sender() (*callback.Sender, error) {
	guard := callback.Guard{AllowHTTP: c.CallbackHTTP}
	for _, text := range c.CallbackNetworks {
		network, err := netip.ParsePrefix(text)
		if err != nil {
			return nil, fmt.Errorf("--callback-networks: each must look like 10.0.0.0/8")
		}
		guard.AllowNetworks = append(guard.AllowNetworks, network)
	}
	return callback.NewSender(callback.Options{Guard: guard}), nil
}

func (c *core) openCallbacks(config Callbacks) (callbacks, error) {
	sender, err := config.sender()
	if err != nil {
		return callbacks{}, err
	}
	courier, err := callback.NewCourier(callback.CourierOptions{
		Sender: sender, Secrets: c.store, Metrics: c.metrics,
		Forms: map[order.CallbackForm]callback.Form{order.FormMiniDelivery: minidelivery.CallbackForm(c.store, c.store)},
	})
	if err != nil {
		return callbacks{}, err
	}
	return callbacks{c.store, announce.New(c.client, c.store), courier}, nil
}

func (c callbacks) activities() *activities.Callbacks {
	return &activities.Callbacks{Book: c.Store, Courier: c.Courier}
}
