package rk7sim

import (
	"slices"
	"strings"
	"time"
)

// ok is a result without a status of its own.
func ok(kids ...*element) *element { return el("", kids...) }

func getSystemInfo(x *exchange, _ *element) (*element, *refusal) {
	r := x.r
	zero := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	wall := time.Date(x.now.Year(), x.now.Month(), x.now.Day(), x.now.Hour(), x.now.Minute(), x.now.Second(), 0, time.UTC)
	info := el("SystemInfo").set("SystemTime", wall.Unix()*1000-zero.Unix()*1000).set("ReqSysVer", 0).set("ProcessID", 4120)
	if !r.profile.netName {
		return ok(info.set("NetName", r.netName())), nil
	}
	info.set("ShiftDate", r.shiftDate().Format("20060102")).set("RestCode", r.options.RestCode)
	info.add(el("BusinessPeriod").set("id", 0).set("code", 0), r.cashGroup(), r.self())
	return ok(info), nil
}

func (r *restaurant) shiftDate() time.Time {
	return r.meta.Shift.Started.In(r.server.options.Location)
}

func (r *restaurant) cashGroup() *element {
	return el("CashGroup").set("id", 15001).set("code", 1).set("name", "Основная группа")
}

func (r *restaurant) self() *element {
	return el("Restaurant").set("id", 1_000_001).set("code", 1).set("name", r.options.Name)
}

func getSystemInfo2(x *exchange, _ *element) (*element, *refusal) {
	r := x.r
	date := r.shiftDate()
	midnight := time.Date(date.Year(), date.Month(), date.Day(), 0, 0, 0, 0, date.Location())
	return ok(el("SystemInfo",
		stations.named("Cash", 15_011), r.cashGroup(), r.self(),
		el("CommonShift").set("ShiftDate", midnight.Format(wireTime)).set("ShiftNum", r.meta.Shift.Number).set("ShiftStartTime", date.Format(wireTime)),
	).set("ProcessID", 4120).set("RestCode", r.options.RestCode).set("uptime", int64(x.now.Sub(r.started).Seconds()))), nil
}

func getFunctions(*exchange, *element) (*element, *refusal) {
	var names []string
	for name := range handlers {
		names = append(names, name)
	}
	slices.Sort(names)
	out := ok()
	for _, name := range names {
		out.add(el("Query").set("name", name).set("deprecated", false))
	}
	return out, nil
}

func getRefList(x *exchange, _ *element) (*element, *refusal) {
	list := el("RK7RefList").set("Count", len(dictionaries))
	for _, d := range dictionaries {
		list.add(el("RK7Reference").set("RefName", d.name).set("Count", len(d.entries)).set("DataVersion", x.r.versionOf(d)))
	}
	return ok(list), nil
}

func getRefData(x *exchange, cmd *element) (*element, *refusal) {
	d := dictionaryNamed(cmd.str("RefName"))
	if d == nil {
		return nil, bad("Reference %s not found", cmd.str("RefName"))
	}
	mask := propMask(cmd)
	items := el("Items")
	for _, e := range x.r.entriesOf(d) {
		if cmd.yes("OnlyActive", false) && e.status != "rsActive" || !e.wanted(cmd) {
			continue
		}
		items.add(e.item(cmd, mask))
	}
	reference := el("RK7Reference", items).set("DataVersion", x.r.versionOf(d)).set("ClassName", d.class).set("Name", d.name).set("TotalItemCount", len(d.entries))
	return ok(reference), nil
}

// wanted applies RefItemIdent, RefItemGUID and the property filters.
func (e *entry) wanted(cmd *element) bool {
	if v, there := cmd.get("RefItemIdent"); there && v != textOf(e.id) {
		return false
	}
	if v := cmd.str("RefItemGUID"); v != "" && !strings.EqualFold(v, e.guid) {
		return false
	}
	for _, filter := range cmd.child("PROPFILTERS").children("PROPFILTER") {
		value := e.property(filter.str("Name"))
		if part := filter.str("Substring"); part != "" && !strings.Contains(strings.ToLower(value), strings.ToLower(part)) {
			return false
		}
		if whole, there := filter.get("Value"); there && whole != value {
			return false
		}
	}
	return true
}

func (e *entry) all() []attribute {
	return append([]attribute{
		{"Ident", textOf(e.id)}, {"ItemIdent", textOf(e.id)}, {"GUIDString", e.guid}, {"Code", e.code}, {"Name", e.name}, {"AltName", ""},
		{"MainParentIdent", textOf(e.parent)}, {"Status", e.status},
	}, e.props...)
}

func (e *entry) property(name string) string {
	for _, a := range e.all() {
		if strings.EqualFold(a.name, name) {
			return a.value
		}
	}
	return ""
}

// propMask reads "items.(Ident,Code,PRICETYPES^3)"; nil means every property.
func propMask(cmd *element) map[string]bool {
	text, there := cmd.get("PropMask")
	if !there || strings.Contains(text, "*") {
		return nil
	}
	mask := map[string]bool{}
	cut := func(r rune) bool { return r == ',' || r == '(' || r == ')' || r == '.' || r == ' ' }
	for _, name := range strings.FieldsFunc(text, cut) {
		mask[strings.ToLower(strings.ReplaceAll(name, "^", "-"))] = true
	}
	return mask
}

func (e *entry) item(cmd *element, mask map[string]bool) *element {
	item := el("Item")
	attrs := e.all()
	if cmd.yes("WithMacroProp", false) {
		attrs = append(attrs, e.computed...)
	}
	for _, a := range attrs {
		if mask == nil || mask[strings.ToLower(a.name)] {
			item.set(a.name, a.value)
		}
	}
	if cmd.num("WithChildItems") >= 2 && len(e.kids) > 0 {
		item.add(el("RIChildItems", e.kids...))
	}
	return item
}
