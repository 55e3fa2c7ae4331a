package rk7sim

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTheOrderOfElementsIsRecordedAndNotMinded(t *testing.T) {
	guests := &element{name: "Guests", attrs: []attribute{{"count", "2"}}}
	order := &element{name: "Order", attrs: []attribute{{"visit", "1"}, {"orderIdent", "1"}}}
	table := &element{name: "Table", attrs: []attribute{{"code", "10"}}}
	odd := &element{name: "Nothing"}
	for _, c := range []struct {
		kids  []*element
		notes []string
	}{
		{[]*element{order, table, guests}, nil},
		{[]*element{order, guests, guests}, nil},
		{[]*element{guests, order, table}, []string{"UpdateOrder/Order (out of order)", "UpdateOrder/Table (out of order)"}},
		{[]*element{table, odd, order, guests}, []string{"UpdateOrder/Nothing", "UpdateOrder/Order (out of order)"}},
	} {
		var notes []string
		refused := shapes["UpdateOrder"].check(&element{name: "RK7CMD", kids: c.kids}, "UpdateOrder", func(path string) { notes = append(notes, path) })
		require.Nil(t, refused)
		require.Equal(t, c.notes, notes)
	}
}
