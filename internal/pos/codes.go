package pos

import (
	"context"
	"fmt"
	"strconv"

	"github.com/orderhatch/orderhatch/internal/rk7"
)

// dictionary is what codes of the settings are looked up in.
type dictionary struct {
	name  string // as people call it
	items []rk7.RefItem
	err   error
}

func (d dictionary) find(code string) (rk7.RefItem, bool) {
	for _, item := range d.items {
		if item.Code == code {
			return item, true
		}
	}
	return rk7.RefItem{}, false
}

// codes looks every code of the settings up in the station's dictionaries.
func (e *examination) codes(ctx context.Context) {
	load := func(name string, items func(context.Context) ([]rk7.RefItem, error)) dictionary {
		found, err := items(ctx)
		return dictionary{name: name, items: found, err: err}
	}
	station := e.Station
	e.code("station", station.StationCode, true, load("stations", e.client.Cashes))
	tables := load("tables", e.client.Tables)
	e.code("table", station.TableCode, true, tables)
	e.code("pickup_table", station.PickupTable, false, tables)
	people := load("employees", e.client.Employees)
	e.code("waiter", station.WaiterCode, false, people)
	e.code("manager", station.ManagerCode, false, people)
	if station.WaiterCode == "" && station.ManagerCode == "" {
		e.warn("manager", "No employee is set: a station may refuse to delete orders without one.", "Set station.codes.waiter, and station.codes.manager if somebody else deletes.")
	}
	categories := load("order categories", e.client.OrderCategories)
	e.code("order_category", station.OrderCategory, false, categories)
	e.code("pickup_category", station.PickupCategory, false, categories)
	types := load("order types", e.client.OrderTypes)
	e.code("delivery_type", station.DeliveryType, false, types)
	e.code("pickup_type", station.PickupType, false, types)
	if station.GuestTypeID != "" {
		e.guestType(load("guest types", e.client.GuestTypes))
	}
	if station.PrepayCurrency != "" || station.PrepayReason != "" {
		e.code("prepay_currency", station.PrepayCurrency, true, load("currencies", e.client.Currencies))
		e.code("prepay_reason", station.PrepayReason, true, load("prepayment reasons", e.client.PrepayReasons))
	}
	e.voidReason(ctx)
	e.remarks(ctx)
}

// code looks one code up.
func (e *examination) code(check, code string, required bool, in dictionary) {
	remedy := "Correct station.codes." + check + " in the restaurant's settings. Known are: " + in.some() + "."
	switch item, found := in.find(code); {
	case in.err != nil:
		e.refused(check, in.err)
	case code == "" && required:
		e.bad(check, "No code is set for "+check+".", remedy)
	case code == "":
	case !found:
		e.bad(check, fmt.Sprintf("The station has no code %s among its %s.", code, in.name), remedy)
	case !item.Active():
		e.bad(check, fmt.Sprintf("%s (code %s) is not active on the station.", item.Name, code), remedy)
	default:
		e.fine(check, fmt.Sprintf("%s is «%s».", code, item.Name))
	}
}

const shownCodes = 12

// some are a few codes to choose from.
func (d dictionary) some() string {
	text := ""
	shown := 0
	for _, item := range d.items {
		if !item.Active() || item.Code == "" {
			continue
		}
		if shown == shownCodes {
			return text + ", …"
		}
		if shown > 0 {
			text += ", "
		}
		text += item.Code + " " + item.Name
		shown++
	}
	return text
}

func (e *examination) guestType(in dictionary) {
	if in.err != nil {
		e.refused("guest_type", in.err)
		return
	}
	for _, item := range in.items {
		if strconv.FormatInt(item.ID, 10) == e.Station.GuestTypeID {
			e.fine("guest_type", fmt.Sprintf("%s is «%s».", e.Station.GuestTypeID, item.Name))
			return
		}
	}
	e.bad("guest_type", "The station has no such guest type.", "Correct station.codes.guest_type in the restaurant's settings. Known are: "+in.some()+".")
}

// voidReason looks whether orders, and dishes the kitchen has got, can be deleted.
func (e *examination) voidReason(ctx context.Context) {
	reasons, err := e.client.VoidReasons(ctx)
	if err != nil {
		e.refused("void_reason", err)
		return
	}
	var in dictionary
	for _, reason := range reasons {
		if reason.OnOrder {
			in.items = append(in.items, reason.RefItem)
		}
	}
	remedy := "Set station.codes.void_reason to a reason that may delete orders and return dishes. Fit to delete orders are: " + in.some() + "."
	for _, reason := range reasons {
		switch {
		case reason.Code != e.Station.VoidReason || e.Station.VoidReason == "":
		case !reason.OnOrder:
			e.bad("void_reason", fmt.Sprintf("The reason «%s» may not be used to delete orders.", reason.Name), remedy)
			return
		case !reason.OnDishReturn:
			e.warn("void_reason", fmt.Sprintf("The reason «%s» may not be used for dishes the kitchen has got: such orders have to be cancelled on the till.", reason.Name), remedy)
			return
		default:
			e.fine("void_reason", fmt.Sprintf("%s is «%s».", reason.Code, reason.Name))
			return
		}
	}
	if e.Station.VoidReason == "" {
		e.bad("void_reason", "No deletion reason is set: accepted orders could not be cancelled.", remedy)
		return
	}
	e.bad("void_reason", fmt.Sprintf("The station has no deletion reason %s.", e.Station.VoidReason), remedy)
}

// remarks looks at the modifier that carries guests' remarks.
func (e *examination) remarks(ctx context.Context) {
	if e.Station.RemarkModifier == "" {
		e.fine("remark_modifier", "None is set: guests' wishes for a dish go into the order's comment.")
		return
	}
	modifiers, err := e.client.Modifiers(ctx, 0)
	if err != nil {
		e.refused("remark_modifier", err)
		return
	}
	for _, modifier := range modifiers {
		if modifier.Code != e.Station.RemarkModifier {
			continue
		}
		if !modifier.OpenName {
			e.bad("remark_modifier", fmt.Sprintf("The modifier «%s» does not take a text of its own.", modifier.Name), "Allow entering a name for it in r_keeper's manager, or choose another one.")
			return
		}
		e.fine("remark_modifier", fmt.Sprintf("%s is «%s».", modifier.Code, modifier.Name))
		return
	}
	e.bad("remark_modifier", "The station has no such modifier.", "Correct station.codes.remark_modifier in the restaurant's settings.")
}
