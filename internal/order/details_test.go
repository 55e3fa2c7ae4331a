package order

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestWhatStandsOnTheStationBesideTheDishes(t *testing.T) {
	at := func(hour int) *time.Time {
		moment := time.Date(2026, 11, 25, hour, 0, 0, 0, time.UTC)
		return &moment
	}
	was := Details{
		Guest: Guest{Name: "Anna", Phone: "+79991234567", Persons: 2}, Address: &Address{Text: "Арбат, 1"}, ConfirmedAt: at(9),
		Items: []Item{{LineID: "1", PLU: "101", Quantity: Pieces(1)}, {LineID: "2", PLU: "102", Quantity: Pieces(1), Note: "без лука"}},
	}
	for name, c := range map[string]struct {
		change func(*Details)
		same   bool
	}{
		"nothing":            {func(*Details) {}, true},
		"the e-mail":         {func(d *Details) { d.Guest.Email = "a@example.org" }, true},
		"more of a dish":     {func(d *Details) { d.Items[0].Quantity = Pieces(2) }, true},
		"a dish without one": {func(d *Details) { d.Items = append(d.Items, Item{PLU: "103", Note: "  "}) }, true},
		"the address":        {func(d *Details) { d.Address = &Address{Text: "Арбат, 2"} }, false},
		"the time":           {func(d *Details) { d.ConfirmedAt = at(10) }, false},
		"persons":            {func(d *Details) { d.Guest.Persons = 3 }, false},
		"a wish":             {func(d *Details) { d.Items[1].Note = "с луком" }, false},
		"another wish":       {func(d *Details) { d.Items[0].Note = "без соли" }, false},
		"no wish":            {func(d *Details) { d.Items[1].Note = "" }, false},
		"another dish":       {func(d *Details) { d.Items[1].PLU = "103" }, false},
		"the dish goes":      {func(d *Details) { d.Items = d.Items[:1] }, false},
	} {
		now := was
		now.Items = append([]Item{}, was.Items...)
		c.change(&now)
		require.Equal(t, c.same, now.same(was), name)
		require.Equal(t, c.same, was.same(now), name)
	}
}
