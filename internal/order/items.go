package order

import "slices"

// SameDishes says whether two lists ask the kitchen for the same. Names and
// prices are the source's own words and are not compared.
func SameDishes(a, b []Item) bool { return slices.EqualFunc(a, b, sameDish) }

func sameDish(a, b Item) bool {
	return a.LineID == b.LineID && a.PLU == b.PLU && a.Quantity == b.Quantity && a.Note == b.Note &&
		slices.EqualFunc(a.Modifiers, b.Modifiers, func(a, b Modifier) bool { return a.PLU == b.PLU && a.Quantity == b.Quantity })
}

// KeepLineIDs gives dishes that came without an id the id of the same dish as it
// was agreed before, so that a change is told from a new line. New lines get ids
// that none had before.
func KeepLineIDs(before, items []Item) {
	taken := map[string]bool{}
	for _, item := range items {
		taken[item.LineID] = true
	}
	alike := []func(a, b Item) bool{
		func(a, b Item) bool { a.LineID = b.LineID; return sameDish(a, b) }, // exactly, if possible
		func(a, b Item) bool { return a.PLU == b.PLU },
	}
	for _, same := range alike {
		for i := range items {
			for _, earlier := range before {
				if items[i].LineID == "" && !taken[earlier.LineID] && same(items[i], earlier) {
					items[i].LineID = earlier.LineID
					taken[earlier.LineID] = true
				}
			}
		}
	}
	for _, item := range before {
		taken[item.LineID] = true
	}
	nameLines(items, taken)
}
