package rk7sim

import (
	"strconv"
	"strings"
)

// The dictionaries are the same for every restaurant and never change.
var (
	tables    = simple("TABLES", "TRK7Tables", 1_000_000, named{10, "10"}, named{11, "11"}, named{12, "12"}, named{20, "Доставка"}, named{21, "Самовывоз"}, named{22, "Проверка"})
	stations  = simple("CASHES", "TRK7Cashes", 15_010, named{1, "Касса доставки"}, named{2, "Касса зала"})
	employees = simple("EMPLOYEES", "TRK7Employees", employeeIDs, named{9001, "Интернет-заказы"}, named{9002, "Анна (кассир)"}, named{9003, "Олег (менеджер)"})

	orderCategories = simple("UNCHANGEABLEORDERTYPES", "TRK7UnchangeableOrderTypes", 0, named{1, "Основная"}, named{2, "Доставка"}, named{3, "Самовывоз"})
	orderTypes      = simple("CHANGEABLEORDERTYPES", "TRK7ChangeableOrderTypes", 0, named{1, "В зале"}, named{2, "Доставка"}, named{3, "С собой"})
	guestTypes      = simple("GUESTTYPES", "TRK7GuestTypes", 0, named{1, "Гость"})
	currencies      = simple("CURRENCIES", "TRK7Currencies", 0, named{1, "Рубли"}, named{2, "Банковская карта"}, named{3, "Оплачено на сайте"})
	prepayReasons   = simple("DEPOSITCOLLECTREASONS", "TRK7DepositCollectReasons", 0, named{1, "Предоплата"})
	discounts       = simple("DISCOUNTS", "TRK7Discounts", 0, named{1, "Скидка вручную"})
	courses         = simple("KURSES", "TRK7Kurses", 0, named{1, "Первая подача"})
	priceTypes      = simple("PRICETYPES", "TRK7PriceTypes", priceType-1, named{1, "Основная"})
	halls           = simple("HALLPLANS", "TRK7HallPlans", 0, named{1, "Основной зал"})
	orderVoids      = voidReasons()
	menuItems       = menuDictionary()
	modifierItems   = modifierDictionary()

	dictionaries = []*dictionary{
		menuItems, categoryDictionary(), classificationDictionary(), modifierItems,
		simple("MODIGROUPS", "TRK7ModiGroups", groupIDs, modifierGroups...), schemeDictionary(), schemeDetailDictionary(),
		tables, halls, stations, employees, orderCategories, orderTypes, guestTypes, currencies, discounts, orderVoids, prepayReasons, priceTypes, courses,
		simple("RESTAURANTS", "TRK7Restaurants", 1_000_000, named{1, "Демо-ресторан"}),
		simple("CASHGROUPS", "TRK7CashGroups", 15_000, named{1, "Основная группа"}),
	}
)

// flags of deletion reasons: which deletions each may be used for.
const (
	forOrder      = "ImplOnCheckVoid"
	forReceipt    = "ImplOnCheckUndo"
	forDishReturn = "ImplOnDishReturn"
	forStopList   = "ImplOnAddDishInStopList"
)

func voidReasons() *dictionary {
	reason := func(code int64, name string, flags ...string) *entry {
		e := &entry{id: code, code: strconv.FormatInt(code, 10), name: name}
		for _, flag := range []string{forOrder, forReceipt, forDishReturn, forStopList} {
			value := "false"
			for _, set := range flags {
				if set == flag {
					value = "true"
				}
			}
			e.props = append(e.props, attribute{flag, value})
		}
		return e
	}
	return newDictionary("ORDERVOIDS", "TRK7OrderVoids",
		reason(1, "Отказ гостя", forOrder, forDishReturn), reason(2, "Ошибка ввода", forOrder),
		reason(3, "Отмена интернет-заказа", forOrder, forReceipt, forDishReturn), reason(4, "Блюдо закончилось", forStopList))
}

func (e *entry) flag(name string) bool {
	for _, p := range e.props {
		if p.name == name {
			return p.value == "true"
		}
	}
	return false
}

func menuDictionary() *dictionary {
	var entries []*entry
	for i := range dishes {
		d := &dishes[i]
		category := categories[d.category-1]
		e := &entry{id: d.id(), code: strconv.FormatInt(d.code, 10), name: d.name, parent: categoryIDs + d.category}
		if d.inactive {
			e.status = "rsInactive"
		}
		precision, combo, schemeID := "0", "0", "0"
		if d.weighed {
			precision = "3"
		}
		if d.parts != nil {
			combo = strconv.FormatInt(comboIDs+d.code, 10)
		}
		if d.scheme != 0 {
			schemeID = strconv.FormatInt(schemeIDs+d.scheme, 10)
		}
		e.props = []attribute{{"ModiScheme", schemeID}, {"ComboScheme", combo}, {"CategPath", `Меню\` + category.name}, {"QuantityPrecision", precision}, {"SalesTerms_StartSale", "1899-12-30T00:00:00"}}
		class := "0"
		if !d.offline {
			class = strconv.FormatInt(classGroup+d.category, 10)
		}
		e.computed = []attribute{{"PRICETYPES-" + strconv.Itoa(priceType), strconv.FormatInt(d.price, 10)}, {"CLASSIFICATORGROUPS-" + strconv.Itoa(classGroup), class}}
		entries = append(entries, e)
	}
	return newDictionary("MENUITEMS", "TRK7MenuItems", entries...)
}

func modifierDictionary() *dictionary {
	var entries []*entry
	for i := range modifiers {
		m := &modifiers[i]
		input, price := "false", m.price
		if m.openName {
			// What only carries a text has no price of its own.
			input, price = "true", noPrice
		}
		entries = append(entries, &entry{
			id: m.id(), code: strconv.FormatInt(m.code, 10), name: m.name, parent: groupIDs + m.group, props: []attribute{{"InputName", input}},
			computed: []attribute{{"PRICETYPES-" + strconv.Itoa(priceType), strconv.FormatInt(price, 10)}},
		})
	}
	return newDictionary("MODIFIERS", "TRK7Modifiers", entries...)
}

func categoryDictionary() *dictionary {
	entries := []*entry{{id: categoryIDs, code: "0", name: "Меню"}}
	for _, c := range categories {
		entries = append(entries, &entry{id: categoryIDs + c.code, code: strconv.FormatInt(c.code, 10), name: c.name, parent: categoryIDs})
	}
	return newDictionary("CATEGLIST", "TRK7CategList", entries...)
}

// classificationDictionary is the list of what is sold on the internet: dishes
// without a category in it are not for sale there.
func classificationDictionary() *dictionary {
	entries := []*entry{{id: classGroup, code: "10", name: "Использовать для интернет-заказов"}}
	for _, c := range categories {
		entries = append(entries, &entry{id: classGroup + c.code, code: strconv.FormatInt(1000+c.code, 10), name: c.name, parent: classGroup})
	}
	return newDictionary("CLASSIFICATORGROUPS", "TRK7ClassificatorGroups", entries...)
}

func schemeDictionary() *dictionary {
	var entries []*entry
	for _, s := range schemes {
		e := &entry{id: schemeIDs + s.id, code: strconv.FormatInt(s.id, 10), name: s.name}
		for i, g := range s.groups {
			e.kids = append(e.kids, el("TModiSchemeDetail").set("Ident", detailID(s, i)).
				set("ModiGroup", groupIDs+g.group).set("DownLimit", g.min).set("UpLimit", g.max))
		}
		entries = append(entries, e)
	}
	return newDictionary("MODISCHEMES", "TRK7ModiSchemes", entries...)
}

func detailID(s scheme, i int) int64 { return schemeIDs + s.id*100 + int64(i) }

// schemeDetailDictionary is the same, flat.
func schemeDetailDictionary() *dictionary {
	var entries []*entry
	for _, s := range schemes {
		for i, g := range s.groups {
			id := detailID(s, i)
			entries = append(entries, &entry{
				id: id, code: strconv.FormatInt(id-schemeIDs, 10), name: groupName(g.group), parent: schemeIDs + s.id,
				props: []attribute{{"ModiScheme", textOf(schemeIDs + s.id)}, {"ModiGroup", textOf(groupIDs + g.group)}, {"DownLimit", textOf(g.min)}, {"UpLimit", textOf(g.max)}},
			})
		}
	}
	return newDictionary("MODISCHEMEDETAILS", "TRK7ModiSchemeDetails", entries...)
}

func dictionaryNamed(name string) *dictionary {
	for _, d := range dictionaries {
		if strings.EqualFold(d.name, name) {
			return d
		}
	}
	return nil
}
