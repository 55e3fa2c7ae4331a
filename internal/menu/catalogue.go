package menu

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/orderhatch/orderhatch/internal/rk7"
)

// catalogue is the part of a menu that changes with the dictionaries only.
type catalogue struct {
	Categories []Category `json:"categories"`
	Dishes     []Dish     `json:"dishes"`
	Groups     []Group    `json:"groups"`
	Problems   []Problem  `json:"problems"`
}

// join makes a catalogue of the dictionaries and notes what does not fit.
func join(d dictionaries) catalogue {
	j := &joiner{dictionaries: d}
	for _, fault := range []string{d.priceFault, d.classFault} {
		if fault != "" {
			j.problem("settings", 0, "", "%s", fault)
		}
	}
	j.keepActive()
	j.joinGroups()
	j.joinDishes()
	j.joinCategories()
	if d.online >= 0 && !slices.ContainsFunc(j.out.Dishes, func(dish Dish) bool { return dish.Online }) {
		j.problem("nothing_online", 0, "", "No dish is sold online: give dishes a category in the classification for internet orders.")
	}
	return j.out
}

type joiner struct {
	dictionaries
	out     catalogue
	schemes map[int64][]string // group ids by scheme
}

func (j *joiner) problem(code string, ident int64, name, format string, args ...any) {
	j.out.Problems = append(j.out.Problems, Problem{Code: code, Ident: ident, Name: name, Message: fmt.Sprintf(format, args...)})
}

func (j *joiner) keepActive() {
	j.items = slices.DeleteFunc(slices.Clone(j.items), func(i rk7.MenuItem) bool { return !i.Active() })
	j.modifiers = slices.DeleteFunc(slices.Clone(j.modifiers), func(m rk7.ModifierItem) bool { return !m.Active() })
}

// joinGroups makes a group of every pair of a modifier group and limits that a
// scheme puts on it, and one without limits of each group that no scheme names:
// its modifiers are still known by their codes.
func (j *joiner) joinGroups() {
	names := map[int64]string{}
	for _, group := range j.groups {
		names[group.ID] = group.Name
	}
	members := j.members()
	made, used := map[string]bool{}, map[int64]bool{}
	j.schemes = map[int64][]string{}
	for _, scheme := range j.dictionaries.schemes {
		ids := []string{} // not nil: a scheme without groups is known, too
		for _, limits := range scheme.Groups {
			name, known := names[limits.Group]
			if !known {
				j.problem("group_missing", scheme.ID, scheme.Name, "The modifier scheme names a group (%d) that the station does not have.", limits.Group)
				continue
			}
			id := fmt.Sprintf("%d-%d-%d", limits.Group, limits.Min, limits.Max)
			ids, used[limits.Group] = append(ids, id), true
			j.checkLimits(scheme, name, limits, len(members[limits.Group]))
			if !made[id] {
				made[id] = true
				j.out.Groups = append(j.out.Groups, Group{ID: id, Ident: limits.Group, Name: name, Min: limits.Min, Max: limits.Max, Modifiers: members[limits.Group]})
			}
		}
		j.schemes[scheme.ID] = ids
	}
	for _, group := range j.groups {
		if !used[group.ID] && len(members[group.ID]) > 0 {
			j.out.Groups = append(j.out.Groups, Group{ID: strconv.FormatInt(group.ID, 10), Ident: group.ID, Name: group.Name, Modifiers: members[group.ID]})
		}
	}
}

func (j *joiner) checkLimits(scheme rk7.ModifierScheme, name string, limits rk7.SchemeGroup, members int) {
	switch {
	case limits.Max > 0 && limits.Min > limits.Max:
		j.problem("limits_contradict", scheme.ID, scheme.Name, "The modifier scheme wants at least %d and at most %d of «%s».", limits.Min, limits.Max, name)
	case limits.Min > 0 && members == 0:
		j.problem("group_empty", scheme.ID, scheme.Name, "The modifier scheme wants at least %d of «%s», but that group has no active modifier.", limits.Min, name)
	}
}

// members are the active modifiers by their group, under their codes.
func (j *joiner) members() map[int64][]Modifier {
	names := newNamer(j.plu)
	for _, modifier := range j.modifiers {
		names.count(modifier.RefItem)
	}
	members := map[int64][]Modifier{}
	for _, item := range j.modifiers {
		plu, fault := names.plu(item.RefItem)
		if fault != nil {
			j.problem("modifier_"+fault.code, item.ID, item.Name, fault.message, plu)
		}
		members[item.Parent] = append(members[item.Parent], Modifier{PLU: plu, Ident: item.ID, Code: item.Code, GUID: item.GUID,
			Name: item.Name, Price: money(item.Price), OpenName: item.OpenName})
	}
	return members
}

func (j *joiner) joinDishes() {
	names := newNamer(j.plu)
	for _, item := range j.items {
		names.count(item.RefItem)
	}
	for _, item := range j.items {
		plu, fault := names.plu(item.RefItem)
		class := item.Classes[j.online]
		dish := Dish{PLU: plu, Ident: item.ID, Code: item.Code, GUID: item.GUID, Name: item.Name, CategoryID: treeID(item.Parent),
			Price: money(item.Price), Weighed: item.Weighed, Combo: item.Combo != 0, Online: j.online == 0 || class != 0}
		if class != 0 {
			dish.CategoryID = classID(class)
		}
		if item.Scheme != 0 {
			groups, known := j.schemes[item.Scheme]
			if dish.GroupIDs = groups; !known {
				j.problem("scheme_missing", item.ID, item.Name, "The dish has a modifier scheme (%d) that the station does not list.", item.Scheme)
			}
		}
		if fault != nil {
			j.problem("dish_"+fault.code, item.ID, item.Name, fault.message, plu)
		}
		j.out.Dishes = append(j.out.Dishes, dish)
	}
}

func treeID(ident int64) string  { return "m" + strconv.FormatInt(ident, 10) }
func classID(ident int64) string { return "c" + strconv.FormatInt(ident, 10) }

// joinCategories keeps the categories that have dishes, with those above them,
// and sorts the dishes by them. What is sold online is sorted as the
// classification says, the rest as the till's menu does.
func (j *joiner) joinCategories() {
	var all []Category
	for _, class := range j.classes {
		category := Category{ID: classID(class.ID), Name: class.Name}
		if class.Parent != 0 && class.Parent != j.online {
			category.Parent = classID(class.Parent)
		}
		all = append(all, category)
	}
	for _, branch := range j.tree {
		category := Category{ID: treeID(branch.ID), Name: branch.Name}
		if branch.Parent != 0 {
			category.Parent = treeID(branch.Parent)
		}
		all = append(all, category)
	}
	used := map[string]bool{}
	for _, dish := range j.out.Dishes {
		used[dish.CategoryID] = true
	}
	j.out.Categories = WithAncestors(all, used)
	position := map[string]int{}
	for i, category := range j.out.Categories {
		position[category.ID] = i + 1 // 0 for dishes without one
	}
	for i := range j.out.Dishes {
		if dish := &j.out.Dishes[i]; position[dish.CategoryID] == 0 {
			dish.CategoryID = ""
		}
	}
	slices.SortStableFunc(j.out.Dishes, func(a, b Dish) int {
		return cmp.Or(cmp.Compare(position[a.CategoryID], position[b.CategoryID]), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Ident, b.Ident))
	})
}

// WithAncestors are the used categories and all above them, in their order.
func WithAncestors(all []Category, used map[string]bool) []Category {
	parents := map[string]string{}
	for _, category := range all {
		parents[category.ID] = category.Parent
	}
	keep := map[string]bool{}
	for id := range used {
		for ; id != "" && !keep[id]; id = parents[id] { // a circle ends at what is kept already
			keep[id] = true
		}
	}
	kept := []Category{}
	for _, category := range all {
		if !keep[category.ID] {
			continue
		}
		if _, known := parents[category.Parent]; !known {
			category.Parent = ""
		}
		kept = append(kept, category)
		keep[category.ID] = false // once, should the station list it twice
	}
	return kept
}
