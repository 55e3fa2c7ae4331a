package rk7

import "time"

// Session is one moment of ordering, with the lines entered in it.
type Session struct {
	Uni       int64
	LineGUID  string
	SessionID int64
	State     int64
	Draft     bool
	Printed   bool

	StartService time.Time
	RemindTime   time.Time

	Station Named
	Author  Named
	Creator Named
	Course  Named

	Dishes    []Dish
	Combos    []Combo
	Prepays   []Prepay
	Discounts []Discount
	Voids     []Void
}

func (s Session) empty() bool {
	for _, dish := range s.Dishes {
		if dish.Live() {
			return false
		}
	}
	for _, combo := range s.Combos {
		if combo.Live() {
			return false
		}
	}
	return true
}

// Line is what dishes and combos have in common. Quantity is in thousandths,
// prices are in kopecks.
type Line struct {
	Named
	Uni      int64
	LineGUID string
	Quantity int64
	Price    int64
	Amount   int64
	State    int64
	Seat     int64
	KDSState string
}

// Live says that the line was not removed.
func (l Line) Live() bool { return l.State != LineDeleted && l.Quantity != 0 }

// Dish is a line with its modifiers.
type Dish struct {
	Line
	Modifiers []Modifier
	Voids     []Void
}

// Modifier is a modifier of a line. Count is pieces for the whole line.
type Modifier struct {
	Named
	Count    int64
	Price    int64
	OpenName string
}

// Combo is a set of dishes sold as one line.
type Combo struct {
	Line
	Components []Component
	Modifiers  []Modifier
}

// Component is one dish of a combo.
type Component struct {
	Named
	Count     int64
	Price     int64
	Modifiers []Modifier
}

// Prepay is money received, or promised, before the order is closed.
type Prepay struct {
	Named
	LineGUID string
	Amount   int64
	Promised bool
	State    int64
}

// Discount is a discount or, when positive, a mark-up.
type Discount struct {
	Named
	LineGUID string
	Amount   int64
	State    int64
}

// Void records what was removed from a printed session.
type Void struct {
	Named
	LineGUID string
	Quantity int64
}

// PrintCheck is a receipt.
type PrintCheck struct {
	CheckNum int64
	LineGUID string
	Amount   int64
}

func (s *scan) session(n *node) Session {
	out := Session{
		Uni: s.int(n, "uni"), LineGUID: n.attr("line_guid"), SessionID: s.int(n, "sessionID"), State: s.int(n, "state"),
		Draft: s.bool(n, "isDraft"), Printed: s.bool(n, "printed"),
		StartService: s.time(n, "startService"), RemindTime: s.time(n, "remindTime"),
		Station: s.named(n.child("Station")), Author: s.named(n.child("Author")),
		Creator: s.named(n.child("Creator")), Course: s.named(n.child("Course")),
	}
	for _, c := range n.nodes {
		switch c.name {
		case "Dish":
			out.Dishes = append(out.Dishes, Dish{Line: s.line(c), Modifiers: s.modifiers(c), Voids: s.voids(c)})
		case "Combo":
			out.Combos = append(out.Combos, s.combo(c))
		case "Prepay":
			out.Prepays = append(out.Prepays, Prepay{Named: s.named(c), LineGUID: c.attr("line_guid"), Amount: s.int(c, "amount"), Promised: s.bool(c, "promised"), State: s.int(c, "state")})
		case "Discount":
			out.Discounts = append(out.Discounts, Discount{Named: s.named(c), LineGUID: c.attr("line_guid"), Amount: s.int(c, "amount"), State: s.int(c, "state")})
		}
	}
	out.Voids = s.voids(n)
	return out
}

func (s *scan) line(n *node) Line {
	return Line{
		Named: s.named(n), Uni: s.int(n, "uni"), LineGUID: n.attr("line_guid"),
		Quantity: s.int(n, "quantity"), Price: s.int(n, "price"), Amount: s.int(n, "amount"),
		State: s.int(n, "state"), Seat: s.int(n, "seat"), KDSState: kdsState(n),
	}
}

// kdsState is what a kitchen display says of a line. From 7.26 on the states are
// children with their moments, the last one being the present one.
func kdsState(n *node) string {
	if state := n.attr("kdsstate"); state != "" {
		return state
	}
	last, since := "", ""
	for _, state := range n.children("KdsState") {
		if at := state.attr("at"); at >= since { // one form of moments: they sort as text
			last, since = state.attr("name"), at
		}
	}
	return last
}

func (s *scan) modifiers(n *node) []Modifier {
	var out []Modifier
	for _, name := range []string{"Modi", "ComboModi"} {
		for _, m := range n.children(name) {
			modifier := Modifier{Named: s.named(m), Count: s.int(m, "count"), Price: s.int(m, "price"), OpenName: m.attr("openName")}
			if m.attr("count") == "" {
				modifier.Count = 1
			}
			out = append(out, modifier)
		}
	}
	return out
}

func (s *scan) combo(n *node) Combo {
	out := Combo{Line: s.line(n), Modifiers: s.modifiers(n)}
	for _, c := range n.children("Component") {
		component := Component{Named: s.named(c), Count: s.int(c, "count"), Price: s.int(c, "price"), Modifiers: s.modifiers(c)}
		if c.attr("count") == "" {
			component.Count = 1
		}
		out.Components = append(out.Components, component)
	}
	return out
}

func (s *scan) voids(n *node) []Void {
	var out []Void
	for _, v := range n.children("Void") {
		out = append(out, Void{Named: s.named(v), LineGUID: v.attr("line_guid"), Quantity: s.int(v, "quantity")})
	}
	return out
}

func (s *scan) printChecks(n *node) []PrintCheck {
	var out []PrintCheck
	for _, p := range n.children("PrintCheck") {
		out = append(out, PrintCheck{CheckNum: s.int(p, "CheckNum"), LineGUID: p.attr("line_guid"), Amount: s.int(p, "amount")})
	}
	return out
}
