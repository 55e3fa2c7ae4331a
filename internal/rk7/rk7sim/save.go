package rk7sim

import (
	"fmt"
	"slices"
	"strings"
)

// Bounds that keep sums within their integers and orders within memory.
const (
	maxQuantity = 1_000_000_000
	maxPrice    = 1_000_000_000
	maxCount    = 100_000
	maxLines    = 2000
)

func saveOrder(x *exchange, cmd *element) (*element, *refusal) {
	hidden := cmd.yes("dontcheckLicense", false)
	if !hidden {
		if r := x.licensed(cmd); r != nil {
			return nil, r
		}
	}
	if x.replay != nil {
		return ok(), nil
	}
	o, r := x.writable(cmd)
	if r != nil {
		return nil, r
	}
	sessions := cmd.children("Session")
	if len(sessions) == 0 {
		return nil, bad(`child element "Session" not found`)
	}
	saved := ok()
	for _, in := range sessions {
		s, r := x.save(o, in)
		if r != nil {
			return nil, r
		}
		saved.add(el("Session").set("line_guid", s.GUID).set("sessionID", s.ID))
	}
	if o.lines() > maxLines {
		return nil, refuse(0, "В заказе слишком много строк")
	}
	x.dropEmpty(o)
	o.Hidden, o.Deferred = hidden, cmd.yes("deferred", false)
	x.changes.put(o)
	saved.kids = append([]*element{x.element(o)}, saved.kids...)
	return saved, nil
}

// dropEmpty takes out sessions that nothing is left in, where the station does that.
func (x *exchange) dropEmpty(o *order) {
	if x.r.behaviour.DropEmptySessions {
		o.Sessions = slices.DeleteFunc(o.Sessions, func(s *session) bool { return len(s.Lines) == 0 })
	}
}

func (o *order) lines() int {
	count := 0
	o.each(func(*session, *line) { count++ })
	return count
}

// nextUni numbers sessions and lines of an order together.
func (o *order) nextUni() int64 {
	var highest int64
	for _, s := range o.Sessions {
		highest = max(highest, s.Uni)
		for _, l := range s.Lines {
			highest = max(highest, l.Uni)
		}
	}
	return highest + 1
}

// save adds a session, or overwrites an unprinted one, or takes portions off a
// printed one.
func (x *exchange) save(o *order, in *element) (*session, *refusal) {
	if uni, there := in.get("uni"); there {
		s := o.sessionByUni(in.num("uni"))
		switch {
		case s == nil:
			return nil, bad("Не найден пакет %s", uni)
		case s.Printed:
			return s, x.takeOff(s, in)
		}
		for _, l := range s.Lines {
			x.changes.giveBack(l)
		}
		s.Lines = nil
		return s, x.fill(o, s, in)
	}
	s := &session{Uni: o.nextUni(), ID: int64(len(o.Sessions) + 1), GUID: x.lineGUID(in)}
	o.Sessions = append(o.Sessions, s)
	return s, x.fill(o, s, in)
}

func (o *order) sessionByUni(uni int64) *session {
	for _, s := range o.Sessions {
		if s.Uni == uni {
			return s
		}
	}
	return nil
}

// lineGUID is the client's own, unless the station gives its own.
func (x *exchange) lineGUID(in *element) string {
	if guid := strings.ToUpper(in.str("line_guid")); guid != "" && !x.r.behaviour.ReplaceLineGUIDs {
		return guid
	}
	return newGUID()
}

var sessionTimes = []string{"printTime", "remindTime", "readyTime", "startService"}

// fill reads a session with its lines.
func (x *exchange) fill(o *order, s *session, in *element) *refusal {
	if in.child("Station") == nil && !x.r.behaviour.SessionStationOptional {
		return bad(`child element "Station" not found`)
	}
	r := readReferences(in, reference{"Station", stations, &s.Station}, reference{"Author", employees, &s.Author},
		reference{"Creator", employees, &s.Creator}, reference{"Course", courses, &s.Course})
	if r != nil {
		return r
	}
	s.Draft = in.yes("isDraft", false)
	s.Times = map[string]string{}
	for _, name := range sessionTimes {
		if value := in.str(name); value != "" {
			s.Times[name] = value
		}
	}
	for _, kid := range in.kids {
		read := map[string]func(*line, *element) *refusal{
			kindDish: x.dish, kindCombo: x.combo, kindPrepay: x.prepay, kindDiscount: x.discount,
		}[kid.name]
		if read == nil {
			continue
		}
		l := &line{Kind: kid.name, Uni: o.nextUni(), GUID: x.lineGUID(kid), State: stateFixed}
		if s.Draft {
			l.State = stateOpen
		}
		if r := read(l, kid); r != nil {
			return r
		}
		s.Lines = append(s.Lines, l)
	}
	s.PrintAt = ""
	switch at := s.printTime(); {
	case in.yes("printed", false), x.r.behaviour.AutoPrint && at <= x.now.Format(wireTime):
		s.print()
	case x.r.behaviour.AutoPrint:
		s.PrintAt = at
	}
	return nil
}

// printTime is when the kitchen is to get the session; empty for at once.
func (s *session) printTime() string {
	if at := s.Times["printTime"]; at != "" {
		return at
	}
	return s.Times["remindTime"]
}

// printsLater says whether a session of the order waits for its time.
func (o *order) printsLater() bool {
	waiting := false
	for _, s := range o.Sessions {
		waiting = waiting || s.PrintAt != "" && !s.Printed
	}
	return waiting && !o.Finished
}

// printUntil prints the sessions whose time has come, and says whether there were any.
func (o *order) printUntil(now string) bool {
	any := false
	for _, s := range o.Sessions {
		if s.PrintAt != "" && !s.Printed && s.PrintAt <= now {
			s.print()
			any = true
		}
	}
	return any
}

// print sends a session to the kitchen.
func (s *session) print() {
	s.Printed, s.Draft, s.PrintAt = true, false, ""
	for _, l := range s.Lines {
		if l.live() && l.State < statePrinted {
			l.State = statePrinted
		}
	}
}

// faulty refuses a part of a request and quotes it.
func faulty(in *element, format string, args ...any) *refusal {
	return &refusal{status: statusExecuting, text: fmt.Sprintf(format, args...), faulty: in}
}

// takeOff carries out the Void lines of a printed session.
func (x *exchange) takeOff(s *session, in *element) *refusal {
	removed := false
	for _, kid := range in.kids {
		if kid.name != kindDish && kid.name != kindCombo {
			continue
		}
		voids := kid.children("Void")
		l := s.line(kid)
		if len(voids) == 0 || l == nil {
			return faulty(kid, "Пакет уже отправлен на кухню: строки можно только удалить")
		}
		for _, v := range voids {
			if r := x.void(l, v); r != nil {
				return r
			}
			removed = true
		}
	}
	if !removed {
		return refuse(0, "Пакет уже отправлен на кухню")
	}
	return nil
}

// line finds a line by its number or its GUID.
func (s *session) line(ref *element) *line {
	for _, l := range s.Lines {
		if !l.live() {
			continue
		}
		if uni := ref.num("uni"); uni != 0 && uni == l.Uni || uni == 0 && ref.str("line_guid") != "" && strings.EqualFold(ref.str("line_guid"), l.GUID) {
			return l
		}
	}
	return nil
}

func (x *exchange) void(l *line, in *element) *refusal {
	reason, r := orderVoids.resolve(in)
	if r != nil {
		return r
	}
	if !reason.flag(forDishReturn) {
		return refuse(codeWrongReason, "Причина удаления не подходит для этой операции")
	}
	quantity, there := in.get("quantity")
	if !there {
		return bad(`Attribute "SaveOrder/Session/Dish/Void/@quantity" is not found`)
	}
	v := voided{Reason: reason.id, Quantity: in.num("quantity")}
	if v.Quantity <= 0 || v.Quantity > l.Quantity {
		return faulty(in, "Нельзя удалить количество %s", quantity)
	}
	if r := readReferences(in, reference{"Author", employees, &v.Author}); r != nil {
		return r
	}
	l.Voids = append(l.Voids, v)
	if l.Quantity -= v.Quantity; l.Quantity == 0 {
		l.State = stateDeleted
	}
	l.reprice()
	return nil
}
