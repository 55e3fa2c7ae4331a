package pos

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7/licence"
)

// Store keeps what must outlive the process.
type Store interface {
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
	Order(ctx context.Context, id string) (record order.Order, pending bool, err error)

	// MayWrite fails when the restaurant's station is another's to work on.
	MayWrite(ctx context.Context, restaurantID, holder string) error
	ClaimWrite(ctx context.Context, write restaurant.StationWrite, hold time.Duration) (there restaurant.StationWrite, held bool, err error)
	NoteSend(ctx context.Context, write restaurant.StationWrite, hold time.Duration) error
	NoteNotSent(ctx context.Context, write restaurant.StationWrite) error
	Write(ctx context.Context, orderID, step string) (restaurant.StationWrite, error)
	EndStep(ctx context.Context, end restaurant.StepEnd) error
	Writes(ctx context.Context, orderID string) ([]restaurant.StationWrite, error)
	ForgetOldWrites(ctx context.Context, before time.Time) error

	LicenceInstance(ctx context.Context, id string) (restaurant.LicenceInstance, error)
	ReserveLicence(ctx context.Context, id, holder, key string, build func(restaurant.LicenceInstance, int64) ([]byte, error)) (pending restaurant.PendingRequest, fresh bool, err error)
	SettleLicence(ctx context.Context, id string, number int64, accepted bool) error
	AbandonLicence(ctx context.Context, id string, pending restaurant.PendingRequest, last int64) error
	LicenceToken(ctx context.Context, id string) (restaurant.LicenceToken, error)
	PutLicenceToken(ctx context.Context, token restaurant.LicenceToken) error

	PutHealth(ctx context.Context, health restaurant.Health) error
	Healths(ctx context.Context) (map[string]restaurant.Health, error)
}

// Menus resolves the codes of dishes.
type Menus interface {
	Menu(ctx context.Context, restaurantID string) (*menu.Menu, error)
	Refresh(ctx context.Context, restaurantID string) (*menu.Menu, error)
}

// Options are what Stations needs. Durations of zero take the defaults.
type Options struct {
	Store  Store
	Menus  Menus
	Logger *slog.Logger
	// Holder names this process; made up when empty. No two processes share one
	// at the same time. One that can have no other beside it may keep its name
	// over a restart: it then goes on at once with what it had in hand.
	Holder string
	Now    func() time.Time
	// Licences asks the licence service, the vendor's when zero.
	Licences licence.Client

	ConnectTimeout time.Duration
	ReadTimeout    time.Duration
	WriteTimeout   time.Duration
	// Patience is how long a station gets to finish a command whose answer was
	// lost, before the command is repeated. Pause lies between two looks.
	Patience time.Duration
	Pause    time.Duration
	// FenceTime is how long a lost request is kept out of an order under a
	// lifetime licence. Tills are kept out with it. Whole seconds.
	FenceTime time.Duration
	// OwnerPatience is how long another process may take to settle its own
	// licensed request before somebody does it for it.
	OwnerPatience time.Duration
	// HoldMargin lies between the end of a write's time and the moment another
	// process may take it over.
	HoldMargin time.Duration
	// ProbeEvery is how often a watched station is asked how it is.
	ProbeEvery time.Duration
}

// Defaults of Options.
const (
	defaultConnectTimeout = 5 * time.Second
	defaultReadTimeout    = 10 * time.Second
	defaultWriteTimeout   = 30 * time.Second
	defaultPatience       = 5 * time.Second
	defaultFenceTime      = time.Minute
	defaultPause          = 2 * time.Second
	defaultOwnerPatience  = 2 * time.Second
	defaultHoldMargin     = 5 * time.Second
	defaultProbeEvery     = 15 * time.Second
)

func (o Options) withDefaults() Options {
	set := func(d *time.Duration, value time.Duration) {
		if *d <= 0 {
			*d = value
		}
	}
	set(&o.ConnectTimeout, defaultConnectTimeout)
	set(&o.ReadTimeout, defaultReadTimeout)
	set(&o.WriteTimeout, defaultWriteTimeout)
	set(&o.Patience, defaultPatience)
	set(&o.Pause, defaultPause)
	set(&o.FenceTime, defaultFenceTime)
	set(&o.OwnerPatience, defaultOwnerPatience)
	set(&o.HoldMargin, defaultHoldMargin)
	set(&o.ProbeEvery, defaultProbeEvery)
	if o.Holder == "" {
		o.Holder = uuid.NewString()
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// Stations works on the cash stations of all restaurants. It is safe for
// concurrent use, by several processes too.
type Stations struct {
	Options
	mu      sync.Mutex
	sites   map[string]*site
	working keyedLock
	shown   healthCache
	// renewals are tries to renew a licence token that failed.
	renewals map[string]renewal
}

// New makes Stations; it talks to nobody yet.
func New(options Options) *Stations {
	return &Stations{Options: options.withDefaults(), sites: map[string]*site{}, renewals: map[string]renewal{}}
}

// Close drops idle connections.
func (s *Stations) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, site := range s.sites {
		site.close()
	}
}

// hold is how long a write is kept from other processes from its sending on.
func (s *Stations) hold() time.Duration { return s.WriteTimeout + s.HoldMargin }

// sleep waits, or less when the context ends.
func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// keyedLock lets one goroutine at a time work on a key.
type keyedLock struct {
	mu   sync.Mutex
	busy map[string]chan struct{}
}

// lock waits until the key is free.
func (l *keyedLock) lock(ctx context.Context, key string) (unlock func(), err error) {
	for {
		l.mu.Lock()
		if l.busy == nil {
			l.busy = map[string]chan struct{}{}
		}
		held, taken := l.busy[key]
		if !taken {
			done := make(chan struct{})
			l.busy[key] = done
			l.mu.Unlock()
			return func() {
				l.mu.Lock()
				delete(l.busy, key)
				l.mu.Unlock()
				close(done)
			}, nil
		}
		l.mu.Unlock()
		select {
		case <-held:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}
