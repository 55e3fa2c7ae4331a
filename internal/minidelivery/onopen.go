package minidelivery

import (
	"context"
	"net/http"
	"net/netip"
	"sync"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
)

const (
	// openTime is how long the till's edit form may wait for us: its script runs
	// while the cashier looks at a window that does not open.
	openTime = 300 * time.Millisecond
	// answerWithin leaves time for the answer to travel.
	answerWithin = 250 * time.Millisecond
	// fillTime is how long the work behind an answer may go on.
	fillTime = 30 * time.Second
	openings = 16
)

// opening is the work that the station's edit form asks for.
type opening struct {
	ctx    context.Context
	cancel context.CancelFunc
	places chan struct{}
	work   sync.WaitGroup

	mu    sync.Mutex
	under map[string]struct{} // by plain GUID
}

func newOpening() opening {
	ctx, cancel := context.WithCancel(context.Background())
	return opening{ctx: ctx, cancel: cancel, places: make(chan struct{}, openings), under: map[string]struct{}{}}
}

// close cuts off what is under way and waits for its end.
func (o *opening) close() {
	o.cancel()
	o.work.Wait()
}

// serveOpening answers the script of the station's edit form: somebody opened an
// order there. The script never reads the answer and shows an error when there
// is none, so the answer is always the same, and soon. There is no token: old
// scripts send none.
func (h *Handler) serveOpening(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), answerWithin) // of everything together
	defer cancel()
	place, known := h.settingsSoon(ctx)
	if known && !place.allows(r.RemoteAddr) {
		write(w, http.StatusForbidden, answer{Message: "This address may not ask for orders."})
		return
	}
	if known {
		if done := h.open(order.PlainGUID(r.URL.Query().Get("guid"))); done != nil {
			select {
			case <-done:
			case <-ctx.Done():
			}
		}
	}
	write(w, http.StatusOK, answer{Result: true})
}

// stationRule is who may ask, by a restaurant's settings.
type stationRule struct{ allowed []netip.Prefix }

func (s stationRule) allows(remote string) bool {
	address, err := netip.ParseAddrPort(remote)
	if err != nil {
		return false
	}
	plain := address.Addr().Unmap().WithZone("")
	for _, network := range s.allowed {
		if network.Contains(plain) {
			return true
		}
	}
	return false
}

// settingsSoon reads who may ask, and does not wait for a slow database.
func (h *Handler) settingsSoon(ctx context.Context) (stationRule, bool) {
	ctx, cancel := context.WithTimeout(ctx, openTime/3)
	defer cancel()
	place, err := h.Restaurants.Restaurant(ctx, h.Restaurant)
	if err != nil {
		return stationRule{}, false
	}
	return stationRule{allowed: stationsOf(place.MiniDelivery.Stations)}, true
}

// stationsOf reads addresses and networks; what is neither allows nobody.
func stationsOf(texts []string) []netip.Prefix {
	if len(texts) == 0 {
		return DefaultStations
	}
	var networks []netip.Prefix
	for _, text := range texts {
		if network, err := netip.ParsePrefix(text); err == nil {
			networks = append(networks, network)
		} else if address, err := netip.ParseAddr(text); err == nil {
			networks = append(networks, netip.PrefixFrom(address.Unmap(), address.Unmap().BitLen()))
		}
	}
	return networks
}

// open has the dishes of an order put in, once however often its window is
// shown; nil when there is nothing to do or no place to do it.
func (h *Handler) open(guid string) <-chan struct{} {
	o := &h.opening
	if guid == "" || o.ctx.Err() != nil {
		return nil
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if _, busy := o.under[guid]; busy {
		return nil
	}
	select {
	case o.places <- struct{}{}:
	default:
		return nil // the window will be opened again
	}
	o.under[guid] = struct{}{}
	done := make(chan struct{})
	o.work.Go(func() {
		defer close(done)
		defer func() {
			o.mu.Lock()
			delete(o.under, guid)
			o.mu.Unlock()
			<-o.places
		}()
		h.fill(guid)
	})
	return done
}

// fill gives the word that an order's dishes are due, unless they were put in
// before: what an operator took out of an order stays out.
func (h *Handler) fill(guid string) {
	ctx, cancel := context.WithTimeout(h.opening.ctx, fillTime)
	defer cancel()
	record, err := h.Orders.OrderByStationGUID(ctx, guid)
	if order.CodeOf(err) == order.CodeNotFound {
		return // an order of the till's own
	}
	if err == nil {
		if record.Restaurant != h.Restaurant || !awaitsOpening(record) {
			return
		}
		command := order.SaveCommand{Caller: order.Caller{Actor: order.Actor{Kind: order.Station}}}
		_, err = h.Saver.Save(ctx, order.WorkflowID(record.Source, record.ExternalID), command)
	}
	if err != nil && ctx.Err() == nil && order.CodeOf(err) != order.CodeNotAllowedInStatus {
		h.Logger.WarnContext(ctx, "The dishes of an order that was opened on the station could not be called for; they are when it is opened again",
			"restaurant", h.Restaurant, "order", record.ID, "error", err)
	}
}

// awaitsOpening says whether an order's dishes come when it is opened, and have
// not come yet.
func awaitsOpening(record order.Order) bool {
	if record.Fill != order.FillOnOpen || record.Status.Final() || len(record.ItemsOnPOS) > 0 {
		return false
	}
	switch record.Injection.State {
	case order.Creating, order.Created, order.Retrying:
		return true
	}
	return false
}
