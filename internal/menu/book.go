package menu

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Store keeps menus. What is not there is answered with an error of
// order.CodeNotFound.
type Store interface {
	MenuState(ctx context.Context, restaurantID string) (restaurant.MenuState, error)
	MenuPart(ctx context.Context, restaurantID string, part restaurant.MenuPart) (restaurant.StoredPart, error)
	PutMenuPart(ctx context.Context, restaurantID string, part restaurant.MenuPart, content restaurant.StoredPart) (changed bool, err error)
	Snoozes(ctx context.Context, restaurantID string) ([]restaurant.Snooze, error)
	AliasesAt(ctx context.Context, restaurantID string) ([]restaurant.Alias, error)
}

// Restaurants keeps the restaurants' settings.
type Restaurants interface {
	Restaurant(ctx context.Context, id string) (restaurant.Restaurant, error)
}

// Options are what a Book is made of.
type Options struct {
	Store       Store       // required
	Restaurants Restaurants // required
	// Dial gives the client of a restaurant's station; nil for clients of the book's own.
	Dial   func(restaurant.Restaurant) (Station, error)
	Logger *slog.Logger     // nil: slog.Default()
	Now    func() time.Time // nil: time.Now
}

// Book holds the menus of all restaurants. The process that has a restaurant's
// lease keeps its menu fresh; all others read what it stored.
type Book struct {
	Options
	dialer *dialer
	mu     sync.Mutex
	pages  map[string]*page
	uses   int64
}

// page is one restaurant's place in the book. Its lock is a channel, so that
// waiting for it can be given up.
type page struct {
	lock     chan struct{}
	menu     *Menu
	revision int64
	lookedAt time.Time
	stale    atomic.Bool // somebody knows that it has changed
	// nextChange is when a snooze of the menu runs out; zero for never.
	nextChange time.Time

	used        int64         // guarded by the book's lock
	refresh     chan struct{} // the lock of whoever asks the station
	refreshedAt time.Time     // of the whole menu, guarded by refresh
}

const (
	// lookEvery is how old an answer may be without looking into the database.
	lookEvery = time.Second
	// refreshAtMost keeps one order after another from asking the station for
	// the whole menu.
	refreshAtMost = 10 * time.Second
	// maxPages bounds the menus in memory: a menu of 5,000 dishes takes some
	// megabytes there.
	maxPages = 500
)

// NewBook opens a book.
func NewBook(options Options) *Book {
	if options.Logger == nil {
		options.Logger = slog.Default()
	}
	if options.Now == nil {
		options.Now = time.Now
	}
	own := newDialer()
	if options.Dial == nil {
		options.Dial = own.dial
	}
	return &Book{Options: options, dialer: own, pages: map[string]*page{}}
}

// Close drops idle connections.
func (b *Book) Close() { b.dialer.close() }

func (b *Book) page(restaurantID string) *page {
	b.mu.Lock()
	defer b.mu.Unlock()
	p := b.pages[restaurantID]
	if p == nil {
		b.makeRoom()
		p = &page{lock: make(chan struct{}, 1), refresh: make(chan struct{}, 1)}
		b.pages[restaurantID] = p
	}
	b.uses++
	p.used = b.uses
	return p
}

// makeRoom forgets the page that was not used for the longest time. It needs the
// lock. Who holds that page can go on with it.
func (b *Book) makeRoom() {
	if len(b.pages) < maxPages {
		return
	}
	oldest := ""
	for id, p := range b.pages {
		if oldest == "" || p.used < b.pages[oldest].used {
			oldest = id
		}
	}
	delete(b.pages, oldest)
}

// hold takes a lock of a page, or gives up with the context.
func hold(ctx context.Context, lock chan struct{}) error {
	select {
	case lock <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Menu is the restaurant's menu as it was last stored, an error of
// order.CodeNotFound when none was imported yet. It never waits for a station,
// and while the database does not answer it is the menu that was last read.
func (b *Book) Menu(ctx context.Context, restaurantID string) (*Menu, error) {
	p := b.page(restaurantID)
	if err := hold(ctx, p.lock); err != nil {
		return nil, err
	}
	defer func() { <-p.lock }()
	now := b.Now()
	if stale := p.stale.Swap(false); !stale && p.menu != nil && now.Sub(p.lookedAt) < lookEvery && !p.changes(now) {
		return p.menu, nil
	}
	err := b.look(ctx, restaurantID, p, now)
	if p.menu != nil && (err == nil || order.CodeOf(err) != order.CodeNotFound) {
		if err != nil {
			b.Logger.WarnContext(ctx, "A menu could not be read again; the one read before is used", "restaurant", restaurantID, "error", err)
		}
		p.lookedAt = now
		return p.menu, nil
	}
	return nil, err
}

// changes says whether time alone has changed the menu.
func (p *page) changes(now time.Time) bool {
	return !p.nextChange.IsZero() && !now.Before(p.nextChange)
}

// look reads what changed since the last look.
func (b *Book) look(ctx context.Context, restaurantID string, p *page, now time.Time) error {
	state, err := b.Store.MenuState(ctx, restaurantID)
	if err != nil {
		return err
	}
	if p.menu == nil || state.Revision != p.revision || p.changes(now) {
		read, until, err := b.read(ctx, restaurantID, now)
		if err != nil {
			return err
		}
		p.menu, p.revision, p.nextChange = read, state.Revision, until
	}
	if !p.menu.FetchedAt.Equal(state.CheckedAt) {
		fresh := *p.menu
		fresh.FetchedAt = state.CheckedAt
		p.menu = &fresh
	}
	return nil
}

// read puts a menu together from what is stored, and says until when it holds.
func (b *Book) read(ctx context.Context, restaurantID string, now time.Time) (*Menu, time.Time, error) {
	var until time.Time
	place, err := b.Restaurants.Restaurant(ctx, restaurantID)
	if err != nil {
		return nil, until, err
	}
	var p parts
	if p.catalogueVersion, err = b.readPart(ctx, restaurantID, restaurant.Catalogue, &p.catalogue); err != nil {
		return nil, until, err
	}
	if p.stockVersion, err = b.readPart(ctx, restaurantID, restaurant.Stock, &p.stock); err != nil {
		return nil, until, err
	}
	if p.snoozes, err = b.Store.Snoozes(ctx, restaurantID); err != nil {
		return nil, until, err
	}
	if p.aliases, err = b.Store.AliasesAt(ctx, restaurantID); err != nil {
		return nil, until, err
	}
	for _, snooze := range p.snoozes {
		if snooze.Until != nil && snooze.Active(now) && (until.IsZero() || snooze.Until.Before(until)) {
			until = *snooze.Until
		}
	}
	return assemble(place, p, now), until, nil
}

func (b *Book) readPart(ctx context.Context, restaurantID string, part restaurant.MenuPart, into any) (version string, err error) {
	stored, err := b.Store.MenuPart(ctx, restaurantID, part)
	switch {
	case order.CodeOf(err) == order.CodeNotFound:
		return "", order.Errorf(order.CodeNotFound, "The menu of restaurant %q was not imported from its station yet.", restaurantID)
	case err != nil:
		return "", err
	}
	if err := json.Unmarshal(stored.Content, into); err != nil {
		return "", fmt.Errorf("the stored menu of restaurant %s cannot be read: %w", restaurantID, err)
	}
	return stored.Version, nil
}

// Refresh asks the station for the whole menu now, stores it and gives it back.
// When that was done a moment ago, it is not done again.
func (b *Book) Refresh(ctx context.Context, restaurantID string) (*Menu, error) {
	p := b.page(restaurantID)
	if err := hold(ctx, p.refresh); err != nil {
		return nil, err
	}
	defer func() { <-p.refresh }()
	if b.Now().Sub(p.refreshedAt) >= refreshAtMost {
		place, err := b.Restaurants.Restaurant(ctx, restaurantID)
		if err != nil {
			return nil, err
		}
		station, err := b.Dial(place)
		if err != nil {
			return nil, err
		}
		if err := b.importCatalogue(ctx, place, station, ""); err != nil {
			return nil, err
		}
		if err := b.importStock(ctx, place, station); err != nil {
			return nil, err
		}
		p.refreshedAt = b.Now()
	}
	p.stale.Store(true)
	return b.Menu(ctx, restaurantID)
}

// Forget makes the next reader of a restaurant's menu look into the database,
// after something was changed there; without a name, the next reader of each.
func (b *Book) Forget(restaurantID string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for id, p := range b.pages {
		if id == restaurantID || restaurantID == "" {
			p.stale.Store(true)
		}
	}
}

// importCatalogue reads the dictionaries and keeps what they make, unless they
// are those of a key.
func (b *Book) importCatalogue(ctx context.Context, place restaurant.Restaurant, station Station, unlessKey string) error {
	key, err := keyOf(ctx, station, place)
	if err != nil || key == unlessKey {
		return err
	}
	read, err := readDictionaries(ctx, station, place.Menu)
	if err != nil {
		return err
	}
	made := join(read)
	changed, err := b.put(ctx, place.ID, restaurant.Catalogue, key, made)
	if err == nil && changed {
		b.Logger.InfoContext(ctx, "A menu was imported", "restaurant", place.ID, "dishes", len(made.Dishes), "problems", len(made.Problems))
	}
	return err
}

func (b *Book) importStock(ctx context.Context, place restaurant.Restaurant, station Station) error {
	now, err := readStock(ctx, station, place.Station)
	if err != nil {
		return err
	}
	_, err = b.put(ctx, place.ID, restaurant.Stock, "", now)
	return err
}

func (b *Book) put(ctx context.Context, restaurantID string, part restaurant.MenuPart, key string, content any) (changed bool, err error) {
	text, err := json.Marshal(content)
	if err != nil {
		return false, fmt.Errorf("write the menu of restaurant %s as JSON: %w", restaurantID, err)
	}
	return b.Store.PutMenuPart(ctx, restaurantID, part, restaurant.StoredPart{Version: contentVersion(text), Key: key, Content: text})
}
