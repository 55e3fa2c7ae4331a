package menu

import (
	"strconv"
	"strings"
)

// index finds what a menu holds by its codes.
type index struct {
	dishes    codeIndex
	modifiers codeIndex
	places    []place // of modifiers
	groups    map[string]int
}

// place says where a modifier is.
type place struct{ group, modifier int }

// ambiguous stands where a code names several things.
const ambiguous = -1

// codeIndex finds one kind of thing by each of its names.
type codeIndex struct{ plu, code, guid, ident map[string]int }

func newCodeIndex(size int) codeIndex {
	return codeIndex{plu: make(map[string]int, size), code: make(map[string]int, size), guid: make(map[string]int, size), ident: make(map[string]int, size)}
}

func (x codeIndex) add(at int, plu, code, guid string, ident int64) {
	enter(x.plu, plu, at)
	enter(x.code, code, at)
	enter(x.guid, bareGUID(guid), at)
	if ident != 0 {
		enter(x.ident, strconv.FormatInt(ident, 10), at)
	}
}

func enter(names map[string]int, name string, at int) {
	if name == "" {
		return
	}
	if _, taken := names[name]; taken {
		at = ambiguous
	}
	names[name] = at
}

// find tries the names in the order of their worth. The first kind of name that
// is known decides, even when it names several things: guessing would put
// another dish on somebody's table.
func (x codeIndex) find(text string) (int, bool) {
	for _, names := range []map[string]int{x.plu, x.code, x.ident} {
		if at, known := names[text]; known {
			return at, at != ambiguous
		}
	}
	if at, known := x.guid[bareGUID(text)]; known {
		return at, at != ambiguous
	}
	return 0, false
}

// bareGUID is a GUID without braces, in one case, for comparing.
func bareGUID(guid string) string {
	return strings.ToUpper(strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(guid), "{"), "}"))
}

func (m Modifier) named(text string) bool {
	return text == m.PLU || text == m.Code || text == strconv.FormatInt(m.Ident, 10) || (m.GUID != "" && bareGUID(text) == bareGUID(m.GUID))
}

// indexed is the menu's index. Menus that the book makes have one from the start.
func (m *Menu) indexed() *index {
	if m.index != nil {
		return m.index
	}
	return newIndex(m.Dishes, m.Groups)
}

func newIndex(dishes []Dish, groups []Group) *index {
	x := &index{dishes: newCodeIndex(len(dishes)), modifiers: newCodeIndex(len(groups) * 8), groups: make(map[string]int, len(groups))}
	for i, dish := range dishes {
		x.dishes.add(i, dish.PLU, dish.Code, dish.GUID, dish.Ident)
	}
	// Each modifier once, however many groups list it.
	seen := map[int64]bool{}
	for g, group := range groups {
		x.groups[group.ID] = g
		for i, modifier := range group.Modifiers {
			if modifier.Ident != 0 && seen[modifier.Ident] {
				continue
			}
			seen[modifier.Ident] = true
			x.modifiers.add(len(x.places), modifier.PLU, modifier.Code, modifier.GUID, modifier.Ident)
			x.places = append(x.places, place{group: g, modifier: i})
		}
	}
	return x
}
