package minidelivery

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Orders is where orders and their numbers are found. What is not there is
// answered with an error of order.CodeNotFound.
type Orders interface {
	Order(ctx context.Context, id string) (record order.Order, pending bool, err error)
	Submitted(ctx context.Context, source, externalID string) (order.Submitted, error)
	OrderByStationGUID(ctx context.Context, guid string) (order.Order, error)
	OrderNumber(ctx context.Context, orderID string) (int64, error)
	OrderOfNumber(ctx context.Context, number int64) (orderID string, err error)
}

// Intake takes orders in, by the same steps as every other.
type Intake interface {
	Submit(ctx context.Context, source account.Source, submission order.Submission) (order.Receipt, error)
	// SourceOf is the source that an API key belongs to.
	SourceOf(ctx context.Context, key string) (account.Source, error)
}

// Sources keeps the order sources.
type Sources interface {
	Source(ctx context.Context, id string) (account.Source, error)
}

// Restaurants keeps the restaurants' settings.
type Restaurants interface {
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
}

// Menus knows what restaurants sell.
type Menus interface {
	Menu(ctx context.Context, restaurantID string) (*menu.Menu, error)
}

// Saver has an order's dishes put on the station.
type Saver interface {
	Save(ctx context.Context, workflowID string, command order.SaveCommand) (order.Order, error)
}

// Options are what a Handler is made of; all but the last are required.
type Options struct {
	Restaurant  string // the one this handler is for
	Orders      Orders
	Intake      Intake
	Sources     Sources
	Restaurants Restaurants
	Menus       Menus
	Saver       Saver
	Logger      *slog.Logger     // nil: slog.Default()
	Now         func() time.Time // nil: time.Now
}

// Handler serves one restaurant.
type Handler struct {
	Options
	methods map[string]method
	opening opening
	repeats repeats
}

// method answers one function of the protocol.
type method struct {
	verb   string
	answer func(context.Context, call) (answer, error)
}

// call is a request whose token was good.
type call struct {
	source account.Source
	place  restaurant.Restaurant
	query  func(name string) string
	body   []byte
}

// answer is what every answer of the protocol looks like.
type answer struct {
	Result  bool    `json:"result"`
	Message string  `json:"msg"`
	Data    any     `json:"data,omitempty"`
	OrderID int64   `json:"order_id,omitempty"`
	Order   *status `json:"order,omitempty"`
}

const (
	base     = "/api/v2/ext/"
	oldBase  = "/api/ext/"
	openPath = "/api/int/orderitems"
	// noToken is the answer by which people test whether the service is there,
	// quotes included.
	noToken     = `"Token" header expected.`
	requestTime = 25 * time.Second
)

// New makes the handler of one restaurant. Close waits for what it has under way.
func New(options Options) *Handler {
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	h := &Handler{Options: options, opening: newOpening(), repeats: repeats{under: map[string]chan struct{}{}}}
	h.methods = map[string]method{
		"ping":       {http.MethodGet, h.ping},
		"getmenu":    {http.MethodGet, h.getMenu},
		"validate":   {http.MethodPost, h.validate},
		"postorder":  {http.MethodPost, h.postOrder},
		"orderstate": {http.MethodGet, h.orderState},
	}
	return h
}

// Close waits until nothing is under way any more.
func (h *Handler) Close() { h.opening.close() }

// ServeHTTP implements http.Handler.
func (h *Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Content-Type-Options", "nosniff")
	w.Header().Set("Cache-Control", "no-store")
	path := strings.ToLower(strings.TrimSuffix(r.URL.Path, "/"))
	switch {
	case path == openPath:
		h.serveOpening(w, r)
	case path == strings.TrimSuffix(base, "/"):
		h.serve(w, r, "")
	case strings.HasPrefix(path, base):
		h.serve(w, r, strings.TrimPrefix(path, base))
	case strings.HasPrefix(path+"/", oldBase):
		write(w, http.StatusOK, answer{Message: "Version 1 of this interface is not supported any more; use " + base})
	default:
		write(w, http.StatusNotFound, answer{Message: "There is nothing at this address; the interface is at " + base})
	}
}

// serve answers a function of the protocol. Sources look at result, not at the
// HTTP status, so that is 200 for everything that was understood.
func (h *Handler) serve(w http.ResponseWriter, r *http.Request, name string) {
	started := time.Now()
	ctx, cancel := context.WithTimeout(r.Context(), requestTime)
	defer cancel()
	status, said := h.ask(ctx, r, name)
	write(w, status, said)
	if _, known := h.methods[name]; !known {
		name = "other" // a path may hold anything
	}
	h.Logger.LogAttrs(ctx, slog.LevelInfo, "Request in the old form", slog.String("restaurant", h.Restaurant), slog.String("function", name),
		slog.Bool("result", said.Result), slog.Duration("took", time.Since(started)))
}

func (h *Handler) ask(ctx context.Context, r *http.Request, name string) (int, answer) {
	place, err := h.Restaurants.Restaurant(ctx, h.Restaurant)
	if err != nil {
		return h.refuse(ctx, err)
	}
	if !place.MiniDelivery.On() {
		return http.StatusOK, answer{Message: "The old interface is switched off for this restaurant."}
	}
	source, err := h.identify(ctx, place, r.Header.Get("Token"))
	if err != nil {
		status, said := h.refuse(ctx, err)
		if order.CodeOf(err) == order.CodeUnauthorized && place.MiniDelivery.RefusalStatus != 0 {
			status = place.MiniDelivery.RefusalStatus
		}
		return status, said
	}
	asked, known := h.methods[name]
	switch {
	case name == "":
		return http.StatusOK, answer{Result: true, Message: "Ready. Functions: ping, getmenu, validate, postorder, orderstate."}
	case !known:
		return http.StatusOK, answer{Message: "There is no such function. Functions: ping, getmenu, validate, postorder, orderstate."}
	case r.Method != asked.verb && r.Method != http.MethodPost:
		return http.StatusOK, answer{Message: "This function is asked with " + asked.verb + "."}
	}
	body, err := readBody(r)
	if err != nil {
		return h.refuse(ctx, err)
	}
	said, err := asked.answer(ctx, call{source: source, place: place, query: r.URL.Query().Get, body: body})
	if err != nil {
		return h.refuse(ctx, err)
	}
	return http.StatusOK, said
}

// refuse words an error. What is not in the error table may hold anything, so it
// goes to the log only.
func (h *Handler) refuse(ctx context.Context, err error) (int, answer) {
	var known *order.Error
	if !errors.As(err, &known) {
		if ctx.Err() == nil {
			h.Logger.ErrorContext(ctx, "A request in the old form failed", "restaurant", h.Restaurant, "error", err)
		}
		known = order.Errorf(order.CodeInternal, "Something went wrong here. Send the same again: an order cannot be doubled.")
	}
	said := answer{Message: known.Detail}
	if said.Message == "" {
		said.Message = order.Kinds[known.Code].Title
	}
	if len(known.Faults) > 0 {
		faults := make([]string, len(known.Faults))
		for i, fault := range known.Faults {
			faults[i] = fault.Field + ": " + fault.Message
		}
		said.Message = strings.Join(faults[:min(len(faults), 10)], "; ")
	}
	if known.Code == order.CodeUnauthorized && known.Detail == "" {
		said.Message = noToken
	}
	return http.StatusOK, said
}

func write(w http.ResponseWriter, status int, said answer) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.WriteHeader(status)
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(said) // the source may have gone
}

// ping tells that all is well.
func (h *Handler) ping(_ context.Context, c call) (answer, error) {
	return answer{Result: true, Data: map[string]string{"name": c.place.Name, "service": "Orderhatch"}}, nil
}

// DefaultStations are who may ask for an order's dishes when nothing is set.
var DefaultStations = []netip.Prefix{
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("169.254.0.0/16"),
	netip.MustParsePrefix("::1/128"), netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"),
}
