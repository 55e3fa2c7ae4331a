package rk7sim

import (
	"fmt"
	"net/http"
)

// DishEdit is what the office changes of a dish: r_keeper's dictionaries get a
// new version by it.
type DishEdit struct {
	// Name replaces the dish's; empty leaves it.
	Name string `json:"name"`
	// Inactive takes the dish out of the menu.
	Inactive bool `json:"inactive"`
}

// EditDish changes a dish in the dictionaries of one restaurant, until a reset.
func (t *Till) EditDish(plu string, edit DishEdit) error {
	e := menuItems.byCode[plu]
	if e == nil {
		return fmt.Errorf("блюдо: %w", ErrNotThere)
	}
	t.s.mu.Lock()
	defer t.s.mu.Unlock()
	if t.r.office == nil {
		t.r.office = map[int64]DishEdit{}
	}
	t.r.office[e.id] = edit
	t.r.edits++
	return nil
}

// inactive says whether a dish is out of the menu of this restaurant.
func (r *restaurant) inactive(d *dish) bool { return d.inactive || r.office[d.id()].Inactive }

// entriesOf are a dictionary's entries as the office of this restaurant has them.
func (r *restaurant) entriesOf(d *dictionary) []*entry {
	if d != menuItems || len(r.office) == 0 {
		return d.entries
	}
	entries := make([]*entry, len(d.entries))
	for i, e := range d.entries {
		edited := *e
		edit := r.office[e.id]
		if edit.Name != "" {
			edited.name = edit.Name
		}
		if edit.Inactive {
			edited.status = "rsInactive"
		}
		entries[i] = &edited
	}
	return entries
}

// versionOf is a dictionary's version; only that of the dishes ever changes.
func (r *restaurant) versionOf(d *dictionary) int64 {
	if d == menuItems {
		return dictionaryVersion + r.edits
	}
	return dictionaryVersion
}

func editDish(t *Till, request *http.Request) (any, error) {
	var edit DishEdit
	if err := readJSON(request, &edit); err != nil {
		return nil, err
	}
	return nil, t.EditDish(request.PathValue("plu"), edit)
}
