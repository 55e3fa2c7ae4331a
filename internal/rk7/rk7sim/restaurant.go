package rk7sim

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// restaurant is one simulated cash server. Its state is guarded by the
// server's mutex.
type restaurant struct {
	options RestaurantOptions
	profile profile
	server  *Server
	url     string
	started time.Time

	// What may be switched while the station runs; a reset and a restart
	// bring back what the options say.
	behaviour Behaviour
	licence   licence
	delay     time.Duration
	script    string
	// orderNotify is called when an order has changed.
	orderNotify string
	// office are the dishes that were edited since the start, edits how often;
	// the count outlasts a reset, because versions only grow.
	office map[int64]DishEdit
	edits  int64

	meta      meta
	orders    map[string]*order
	sequence  []string
	instances map[string]*instance
	// due are the orders with a session that prints itself at a time to come.
	due map[string]bool
	// limit is how many orders are remembered.
	limit int
}

func newRestaurant(server *Server, options RestaurantOptions) (*restaurant, error) {
	p, err := profileOf(options.Version)
	if err != nil {
		return nil, err
	}
	r := &restaurant{options: options, profile: p, server: server, started: server.options.Now(), limit: maxOrders}
	r.clear()
	return r, nil
}

// clear forgets everything but the options.
func (r *restaurant) clear() {
	r.behaviour, r.delay, r.script = r.options.Behaviour, 0, r.options.FormScriptAddress
	r.orderNotify = r.options.OrderNotifyURL
	if len(r.office) > 0 {
		r.office, r.edits = nil, r.edits+1
	}
	r.licence = licence{Mode: r.options.Licence, Token: r.options.LicenceToken, Until: r.options.LicenceUntil, Service: r.options.LicenceService}
	r.meta = firstMeta(r.server.options.Now())
	r.orders, r.sequence, r.instances, r.due = map[string]*order{}, nil, map[string]*instance{}, map[string]bool{}
}

// apply makes changes visible.
func (r *restaurant) apply(c *changes) {
	counters, unknown := r.meta.Counters, r.meta.Unknown
	r.meta = c.meta
	r.meta.Counters, r.meta.Unknown = counters, unknown
	for guid := range c.renamed {
		delete(r.orders, guid)
	}
	for guid, o := range c.orders {
		if r.orders[guid] == nil {
			r.sequence = append(r.sequence, guid)
		}
		r.orders[guid] = o
		if o.printsLater() {
			r.due[guid] = true
		}
	}
	if len(c.renamed) > 0 {
		r.sequence = slices.DeleteFunc(r.sequence, func(guid string) bool { return r.orders[guid] == nil })
	}
	for guid, i := range c.instances {
		r.instances[guid] = i
	}
	r.forget()
}

// What one station remembers is bounded. When a bound is passed by a tenth,
// the oldest go: finished orders first, then any.
const (
	maxOrders    = 20_000
	maxInstances = 1000
)

func (r *restaurant) forget() {
	if len(r.sequence) > r.limit*11/10 {
		r.forgetOrders(func(o *order) bool { return o.Finished })
		r.forgetOrders(func(*order) bool { return true })
	}
	for len(r.instances) > maxInstances {
		var oldest *instance
		for _, i := range r.instances {
			if oldest == nil || i.Used < oldest.Used {
				oldest = i
			}
		}
		delete(r.instances, oldest.GUID)
	}
}

func (r *restaurant) forgetOrders(may func(*order) bool) {
	excess := len(r.sequence) - r.limit
	r.sequence = slices.DeleteFunc(r.sequence, func(guid string) bool {
		if excess <= 0 || !may(r.orders[guid]) {
			return false
		}
		excess--
		delete(r.orders, guid)
		return true
	})
}

// printDue sends to the kitchen what has been waiting for its time. It is
// asked before anybody looks, which saves a clock of its own.
func (r *restaurant) printDue() error {
	now := r.clock().Format(wireTime)
	c := r.begin()
	for guid := range r.due {
		o := r.orders[guid]
		if o == nil || !o.printsLater() {
			delete(r.due, guid)
			continue
		}
		printed := o.clone()
		if printed.printUntil(now) {
			c.put(printed)
		}
	}
	if c.empty() {
		return nil
	}
	return r.server.commit(r, c)
}

// ServeHTTP answers XML queries for this restaurant.
func (r *restaurant) ServeHTTP(w http.ResponseWriter, request *http.Request) { r.serve(w, request) }

func (r *restaurant) clock() time.Time { return r.server.options.Now().In(r.server.options.Location) }

// unknownCommand stands in the counters for every name that is no command.
const unknownCommand = "unknown"

func (r *restaurant) count(command string) {
	if handlers[command] == nil {
		command = unknownCommand
	}
	r.meta.Counters[command]++
}

const (
	maxUnknown     = 200
	maxUnknownPath = 120
)

// noteUnknown records a part of a request that a station leaves aside in silence.
func (r *restaurant) noteUnknown(path string) {
	if r.behaviour.KeepExternalIDs && (path == "CreateOrder/Order/@extID" || path == "CreateOrder/Order/@extSource") {
		return
	}
	if runes := []rune(path); len(runes) > maxUnknownPath {
		path = string(runes[:maxUnknownPath])
	}
	if _, known := r.meta.Unknown[path]; known || len(r.meta.Unknown) < maxUnknown {
		r.meta.Unknown[path]++
	}
}

// netName is the process's name in the restaurant's network.
func (r *restaurant) netName() string {
	return strings.ToUpper("MIDSERV_" + r.options.ID)
}
