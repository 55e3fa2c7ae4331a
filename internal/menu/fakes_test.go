package menu

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// shelf is a store and the restaurants' settings in memory.
type shelf struct {
	mu           sync.Mutex
	now          time.Time
	place        restaurant.Restaurant
	parts        map[restaurant.MenuPart]restaurant.StoredPart
	state        restaurant.MenuState
	snoozes      []restaurant.Snooze
	aliases      []restaurant.Alias
	fault        error
	looks, reads int
}

func newShelf() *shelf {
	return &shelf{now: noon, parts: map[restaurant.MenuPart]restaurant.StoredPart{},
		place: restaurant.Restaurant{ID: "arbat-1", Currency: "RUB", Revision: 1, Station: restaurant.Station{StationCode: "1"}}}
}

func (s *shelf) with(act func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	act()
}

func (s *shelf) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *shelf) pass(d time.Duration) { s.with(func() { s.now = s.now.Add(d) }) }

func (s *shelf) Restaurant(context.Context, string) (restaurant.Restaurant, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.place, s.fault
}

func (s *shelf) MenuState(context.Context, string) (restaurant.MenuState, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.looks++
	return s.state, s.fault
}

func (s *shelf) MenuPart(_ context.Context, _ string, part restaurant.MenuPart) (restaurant.StoredPart, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	stored, ok := s.parts[part]
	if !ok {
		return stored, errors.Join(s.fault, order.Errorf(order.CodeNotFound, "none"))
	}
	s.reads++
	return stored, s.fault
}

func (s *shelf) PutMenuPart(_ context.Context, _ string, part restaurant.MenuPart, content restaurant.StoredPart) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	changed := s.parts[part].Version != content.Version
	if changed {
		s.state.Revision++
	} else {
		content.Content = s.parts[part].Content
	}
	if part == restaurant.Stock {
		s.state.CheckedAt = s.now
	}
	s.parts[part] = content
	return changed, s.fault
}

func (s *shelf) Snoozes(context.Context, string) ([]restaurant.Snooze, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.snoozes), s.fault
}

func (s *shelf) AliasesAt(context.Context, string) ([]restaurant.Alias, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.aliases), s.fault
}

// till is a station in memory.
type till struct {
	mu        sync.Mutex
	versions  map[string]int64
	prices    []rk7.RefItem
	items     []rk7.MenuItem
	tree      []rk7.RefItem
	classes   []rk7.RefItem
	mods      []rk7.ModifierItem
	groups    []rk7.RefItem
	schemes   []rk7.ModifierScheme
	menu      rk7.OrderMenu
	rests     []rk7.DishRest
	stops     []rk7.Named
	restsErr  error
	pricesErr error
	fault     error
	asks      int // for the versions of the dictionaries
	imports   int
	polls     int
}

func (s *till) with(act func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	act()
}

// count reads one of the counters while a watch may be under way.
func (s *till) count(counter *int) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return *counter
}

func (s *till) GetRefList(context.Context) (out []rk7.RefVersion, _ error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asks++
	for name, version := range s.versions {
		out = append(out, rk7.RefVersion{Name: name, DataVersion: version})
	}
	return out, s.fault
}

func (s *till) GetRefData(_ context.Context, request rk7.GetRefData) (rk7.Reference, error) {
	if s.pricesErr != nil {
		return rk7.Reference{}, s.pricesErr
	}
	return rk7.Reference{Name: request.RefName, Items: s.prices}, s.fault
}

func (s *till) MenuItems(context.Context, int64, int64) ([]rk7.MenuItem, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.imports++
	return s.items, s.fault
}

func (s *till) Categories(context.Context) ([]rk7.RefItem, error)      { return s.tree, nil }
func (s *till) Classifications(context.Context) ([]rk7.RefItem, error) { return s.classes, nil }
func (s *till) Modifiers(context.Context, int64) ([]rk7.ModifierItem, error) {
	return s.mods, nil
}
func (s *till) ModifierGroups(context.Context) ([]rk7.RefItem, error)         { return s.groups, nil }
func (s *till) ModifierSchemes(context.Context) ([]rk7.ModifierScheme, error) { return s.schemes, nil }

func (s *till) GetOrderMenu(context.Context, rk7.GetOrderMenu) (rk7.OrderMenu, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.polls++
	return s.menu, s.fault
}

func (s *till) GetDishRests(context.Context) ([]rk7.DishRest, error) { return s.rests, s.restsErr }
func (s *till) GetModifierStopList(context.Context) ([]rk7.Named, error) {
	return s.stops, s.restsErr
}

func item(ident int64, code, name string, change ...func(*rk7.MenuItem)) rk7.MenuItem {
	made := rk7.MenuItem{RefItem: rk7.RefItem{ID: ident, Code: code, Name: name, Status: rk7.ItemActive}, Price: rk7.NoPrice}
	for _, c := range change {
		c(&made)
	}
	return made
}

func modifierItem(ident int64, code, name string, group int64) rk7.ModifierItem {
	return rk7.ModifierItem{RefItem: rk7.RefItem{ID: ident, Code: code, Name: name, Parent: group, Status: rk7.ItemActive}, Price: 5000}
}

func ref(ident int64, code, name string, parent int64) rk7.RefItem {
	return rk7.RefItem{ID: ident, Code: code, Name: name, Parent: parent, Status: rk7.ItemActive}
}

func left(thousandths int64) *int64 { return &thousandths }

func in(class int64) func(*rk7.MenuItem) {
	return func(i *rk7.MenuItem) { i.Classes = map[int64]int64{50: class} }
}

// newTill has a soup, a pizza with a choice of sauces, and a bag that is not
// sold online.
func newTill() *till {
	return &till{
		versions: map[string]int64{"MENUITEMS": 1, "MODIFIERS": 1, "TABLES": 1},
		prices:   []rk7.RefItem{ref(3, "1", "Основная", 0)},
		tree:     []rk7.RefItem{ref(1, "0", "Меню", 0), ref(2, "1", "Супы", 1), ref(3, "2", "Прочее", 1)},
		classes:  []rk7.RefItem{ref(50, "10", " использовать для интернет-заказов", 0), ref(51, "11", "Горячее", 50), ref(52, "12", "Пусто", 50)},
		items: []rk7.MenuItem{
			item(101, "1", "Борщ", in(51), func(i *rk7.MenuItem) { i.Parent, i.Price = 2, 30000 }),
			item(102, "2", "Пицца", in(51), func(i *rk7.MenuItem) { i.Parent, i.Scheme = 2, 700 }),
			item(103, "3", "Пакет", func(i *rk7.MenuItem) { i.Parent = 3 }),
			item(104, "4", "Старое блюдо", in(51), func(i *rk7.MenuItem) { i.Status = "rsInactive" }),
		},
		mods:    []rk7.ModifierItem{modifierItem(201, "501", "Соус", 20), modifierItem(202, "502", "Сыр", 20), modifierItem(203, "503", "Без группы в схемах", 21)},
		groups:  []rk7.RefItem{ref(20, "1", "Соусы", 0), ref(21, "2", "Разное", 0)},
		schemes: []rk7.ModifierScheme{{RefItem: ref(700, "1", "Пицца", 0), Groups: []rk7.SchemeGroup{{Group: 20, Min: 1, Max: 2}}}},
		menu: rk7.OrderMenu{
			Dishes:    []rk7.MenuPrice{{ID: 101, Price: 35000}, {ID: 102, Price: 52000, Remainder: left(3000)}, {ID: 103, Price: 1000}},
			Modifiers: []rk7.MenuPrice{{ID: 201, Price: 6000}, {ID: 202, Price: rk7.NoPrice}},
		},
	}
}

// library is a book over a shelf and a till.
func library(t testing.TB) (*Book, *shelf, *till) {
	t.Helper()
	kept, station := newShelf(), newTill()
	book := NewBook(Options{Store: kept, Restaurants: kept, Now: kept.clock, Logger: slog.New(slog.DiscardHandler),
		Dial: func(restaurant.Restaurant) (Station, error) { return station, nil }})
	return book, kept, station
}
