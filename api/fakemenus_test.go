package api

import (
	"context"
	"slices"

	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// pantry is what the API knows of menus, in memory.
type pantry struct {
	menus        map[string]*menu.Menu
	availability map[string]restaurant.Availability
	snoozes      map[int64]restaurant.Snooze
	aliases      map[string][]restaurant.Alias
	menuErr      error // of the database
	stationErr   error
	refreshed    int
	forgotten    int
}

func newPantry() pantry {
	return pantry{menus: map[string]*menu.Menu{}, availability: map[string]restaurant.Availability{},
		snoozes: map[int64]restaurant.Snooze{}, aliases: map[string][]restaurant.Alias{}}
}

func (w *world) Menu(_ context.Context, id string) (*menu.Menu, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	known, ok := w.menus[id]
	if !ok && w.menuErr == nil {
		return nil, order.Errorf(order.CodeNotFound, "none")
	}
	return known, w.menuErr
}

func (w *world) Forget(string) { w.forgotten++ }

func (w *world) Refresh(ctx context.Context, id string) (*menu.Menu, error) {
	if w.stationErr != nil {
		return nil, w.stationErr
	}
	w.refreshed++
	return w.Menu(ctx, id)
}

func (w *world) Availability(_ context.Context, id string) (restaurant.Availability, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.availability[id], w.databaseErr
}

func (w *world) PutAvailability(_ context.Context, id string, a restaurant.Availability) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.availability[id] = a
	return w.databaseErr
}

func (w *world) PutSnooze(_ context.Context, _ string, snooze restaurant.Snooze) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.snoozes[snooze.Ident] = snooze
	return w.databaseErr
}

func (w *world) DeleteSnooze(_ context.Context, _ string, snooze restaurant.Snooze) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.snoozes, snooze.Ident)
	return w.databaseErr
}

func (w *world) Aliases(_ context.Context, source string) ([]restaurant.Alias, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.aliases[source]), w.databaseErr
}

func (w *world) PutAliases(_ context.Context, source string, aliases []restaurant.Alias, _ string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if _, ok := w.sources[source]; !ok {
		return order.Errorf(order.CodeNotFound, "no such source")
	}
	w.aliases[source] = aliases
	return w.databaseErr
}

func priced(kopecks order.Money) *order.Money { return &kopecks }

// serveMenu gives arbat-1 a menu: a salad with sauces, a soup that is off, a
// meat by weight, a set, and a bag that is not sold online.
func (w *world) serveMenu() *menu.Menu {
	three := order.Pieces(3)
	sauces := menu.Group{ID: "20-0-2", Ident: 20, Name: "Соусы", Max: 2, Modifiers: []menu.Modifier{
		{PLU: "501", Ident: 501, Name: "BBQ", Price: priced(5000), Available: true}, {PLU: "502", Ident: 502, Name: "Сырный", Available: false}}}
	sizes := menu.Group{ID: "21-1-1", Ident: 21, Name: "Размер", Min: 1, Max: 1, Modifiers: []menu.Modifier{
		{PLU: "511", Ident: 511, Name: "30 см", Price: priced(15000), Available: true}, {PLU: "512", Ident: 512, Name: "25 см", Available: true}}}
	unused := menu.Group{ID: "22", Ident: 22, Name: "Прочее", Modifiers: []menu.Modifier{{PLU: "590", Ident: 590, Name: "Пожелание", OpenName: true, Available: true}}}
	w.menus["arbat-1"] = &menu.Menu{
		Restaurant: "arbat-1", Currency: "RUB", Version: "v1", FetchedAt: w.now,
		Categories: []menu.Category{{ID: "c1", Name: "Кухня"}, {ID: "c2", Name: "Салаты", Parent: "c1"}, {ID: "m9", Name: "Упаковка"}},
		Dishes: []menu.Dish{
			{PLU: "101", Ident: 1101, Code: "101", Name: "Салат Цезарь", CategoryID: "c2", Price: priced(45000), Online: true, Available: true, GroupIDs: []string{"20-0-2"}},
			{PLU: "117", Ident: 1117, Code: "117", Name: "Уха", CategoryID: "c1", Price: priced(48000), Online: true, Stop: menu.StopListed, StopReason: "On the till's stop list: Закончилось"},
			{PLU: "120", Ident: 1120, Code: "120", Name: "Пицца", CategoryID: "c1", Price: priced(52000), Online: true, Available: true, Remainder: &three, GroupIDs: []string{"21-1-1", "20-0-2"}},
			{PLU: "136", Ident: 1136, Code: "136", Name: "Шашлык, кг", CategoryID: "c1", Price: priced(160000), Online: true, Available: true, Weighed: true},
			{PLU: "180", Ident: 1180, Code: "180", Name: "Комбо", CategoryID: "c1", Price: priced(59000), Online: true, Available: true, Combo: true},
			{PLU: "198", Ident: 1198, Code: "198", Name: "Пакет", CategoryID: "m9", Price: priced(1000), Available: true},
		},
		Groups:   []menu.Group{sauces, sizes, unused},
		Problems: []menu.Problem{{Code: "dish_no_code", Ident: 7, Name: "Чай", Message: "It has no code."}},
		Aliases:  map[string]map[string]string{"demo": {"CAESAR": "101"}},
	}
	return w.menus["arbat-1"]
}
