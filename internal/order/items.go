package order

import "slices"

// SameDishes says whether two lists ask the kitchen for the same. Names and
// prices are the source's own words and are not compared.
func SameDishes(a, b []Item) bool { return slices.EqualFunc(a, b, sameDish) }

func sameDish(a, b Item) bool {
	return a.LineID == b.LineID && a.PLU == b.PLU && a.Quantity == b.Quantity && a.Note == b.Note &&
		slices.EqualFunc(a.Modifiers, b.Modifiers, func(a, b Modifier) bool { return a.PLU == b.PLU && a.Quantity == b.Quantity })
}
