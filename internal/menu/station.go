package menu

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

// Station is what a menu is read from; *rk7.Client is one.
type Station interface {
	GetRefList(ctx context.Context) ([]rk7.RefVersion, error)
	GetRefData(ctx context.Context, request rk7.GetRefData) (rk7.Reference, error)
	MenuItems(ctx context.Context, priceType, classification int64) ([]rk7.MenuItem, error)
	Categories(ctx context.Context) ([]rk7.RefItem, error)
	Classifications(ctx context.Context) ([]rk7.RefItem, error)
	Modifiers(ctx context.Context, priceType int64) ([]rk7.ModifierItem, error)
	ModifierGroups(ctx context.Context) ([]rk7.RefItem, error)
	ModifierSchemes(ctx context.Context) ([]rk7.ModifierScheme, error)
	GetOrderMenu(ctx context.Context, request rk7.GetOrderMenu) (rk7.OrderMenu, error)
	GetDishRests(ctx context.Context) ([]rk7.DishRest, error)
	GetModifierStopList(ctx context.Context) ([]rk7.Named, error)
}

var _ Station = (*rk7.Client)(nil)

// importVersion is part of every key: a program that joins differently imports anew.
const importVersion = "1"

// sources of a catalogue among the station's dictionaries.
var dictionaryNames = []string{
	rk7.RefMenuItems, rk7.RefCategories, rk7.RefClassifications, rk7.RefModifiers, rk7.RefModiGroups,
	rk7.RefModiSchemes, rk7.RefModiDetails, rk7.RefPriceTypes, "PRICES",
}

// keyOf is what a catalogue would be made of now: the station, the settings and
// the versions of the dictionaries. While it stays the same, so does the catalogue.
func keyOf(ctx context.Context, station Station, place restaurant.Restaurant) (string, error) {
	versions, err := station.GetRefList(ctx)
	if err != nil {
		return "", err
	}
	parts := []string{importVersion, place.Station.URL, place.Menu.Classification, place.Menu.PriceType, place.Menu.PLU}
	for _, name := range dictionaryNames {
		for _, version := range versions {
			if strings.EqualFold(version.Name, name) {
				parts = append(parts, name+"="+strconv.FormatInt(version.DataVersion, 10))
			}
		}
	}
	return strings.Join(parts, ";"), nil
}

// dictionaries are what the station says it could sell.
type dictionaries struct {
	items      []rk7.MenuItem
	tree       []rk7.RefItem
	classes    []rk7.RefItem
	modifiers  []rk7.ModifierItem
	groups     []rk7.RefItem
	schemes    []rk7.ModifierScheme
	online     int64 // the classification of what is sold online, 0 for none
	plu        string
	priceFault string // why no price type could be found
	classFault string
}

// readDictionaries asks for everything a catalogue is made of.
func readDictionaries(ctx context.Context, station Station, settings restaurant.MenuSettings) (d dictionaries, err error) {
	d.plu = settings.PLU
	// Prices also come with what is on sale, so an employee who may not read the
	// price types is no reason to have no menu.
	priceTypes, err := station.GetRefData(ctx, rk7.GetRefData{RefName: rk7.RefPriceTypes})
	if err != nil && rk7.OutcomeOf(err) != rk7.Refused {
		return d, err
	}
	priceType, found := choosePriceType(priceTypes.Items, settings.PriceType)
	if !found {
		d.priceFault = "No price type of the station fits the setting; dishes have a price only while they are on sale."
	}
	if d.classes, err = station.Classifications(ctx); err != nil {
		return d, err
	}
	if d.online, found = chooseClassification(d.classes, settings.Classification); !found {
		d.classFault = "The station has no classification that fits the setting, so nothing is sold online."
		d.online = missingClassification
	}
	load := []func() error{
		func() (err error) { d.items, err = station.MenuItems(ctx, priceType, max(d.online, 0)); return },
		func() (err error) { d.tree, err = station.Categories(ctx); return },
		func() (err error) { d.modifiers, err = station.Modifiers(ctx, priceType); return },
		func() (err error) { d.groups, err = station.ModifierGroups(ctx); return },
		func() (err error) { d.schemes, err = station.ModifierSchemes(ctx); return },
	}
	for _, one := range load {
		if err := one(); err != nil {
			return d, err
		}
	}
	return d, nil
}

// missingClassification stands where a classification was asked for by the
// settings and is not there: selling everything instead would be a surprise.
const missingClassification = -1

// chooseClassification finds the classification of what is sold online. Without
// a setting there may be none, and then everything is.
func chooseClassification(classes []rk7.RefItem, setting string) (ident int64, found bool) {
	wanted := setting
	if wanted == "" {
		wanted = restaurant.DefaultClassification
	}
	for _, matches := range []func(rk7.RefItem) bool{
		func(c rk7.RefItem) bool { return strconv.FormatInt(c.ID, 10) == wanted },
		func(c rk7.RefItem) bool { return c.Code == wanted },
		func(c rk7.RefItem) bool {
			return strings.EqualFold(strings.TrimSpace(c.Name), strings.TrimSpace(wanted))
		},
	} {
		if i := slices.IndexFunc(classes, func(c rk7.RefItem) bool { return c.Active() && matches(c) }); i >= 0 {
			return classes[i].ID, true
		}
	}
	return 0, setting == ""
}

func choosePriceType(types []rk7.RefItem, setting string) (ident int64, found bool) {
	for _, matches := range []func(rk7.RefItem) bool{
		func(p rk7.RefItem) bool {
			return setting == "" && !strings.EqualFold(p.Text("PriceTypeType"), "pttCosts")
		},
		func(p rk7.RefItem) bool { return setting != "" && strconv.FormatInt(p.ID, 10) == setting },
		func(p rk7.RefItem) bool { return setting != "" && p.Code == setting },
	} {
		if i := slices.IndexFunc(types, func(p rk7.RefItem) bool { return p.Active() && matches(p) }); i >= 0 {
			return types[i].ID, true
		}
	}
	return 0, false
}

// readStock asks what can be sold now.
func readStock(ctx context.Context, station Station, settings restaurant.Station) (stock, error) {
	request := rk7.GetOrderMenu{Station: rk7.ByCode(settings.StationCode)}
	if settings.OrderCategory != "" {
		request.OrderCategory = rk7.ByCode(settings.OrderCategory)
	}
	menu, err := station.GetOrderMenu(ctx, request)
	if err != nil {
		return stock{}, err
	}
	rests, _, err := optional(station.GetDishRests(ctx))
	if err != nil {
		return stock{}, err
	}
	stops, answered, err := optional(station.GetModifierStopList(ctx))
	if err != nil {
		return stock{}, err
	}
	now := joinStock(menu, rests, stops)
	now.AllModifiers = answered || len(menu.Modifiers) == 0
	return now, nil
}

// optional forgives a station that does not know a command: old releases have
// no stop list over this interface, and the order menu already respects it.
func optional[T any](answer []T, err error) (_ []T, answered bool, _ error) {
	var refused *rk7.Error
	if errors.As(err, &refused) && refused.Outcome == rk7.Refused {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read what cannot be sold: %w", err)
	}
	return answer, true, nil
}
