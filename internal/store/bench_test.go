package store

import (
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/testpg"
)

// benchmarked runs a benchmark on both databases. The throw-away PostgreSQL does
// not wait for its disk, SQLite does: the two do not compare.
func benchmarked(b *testing.B, run func(b *testing.B, d database)) {
	for name, dsn := range map[string]func() string{
		"SQLite":     func() string { return "sqlite:" + filepath.Join(b.TempDir(), "orders.db") },
		"PostgreSQL": func() string { return testpg.NewDatabase(b) },
	} {
		b.Run(name, func(b *testing.B) {
			d := database{dsn: dsn(), ring: newRing(b)}
			d.Store = d.open(b)
			require.NoError(b, d.Migrate(b.Context()))
			run(b, d)
		})
	}
}

// BenchmarkProject is one change of an order: its record and one event.
func BenchmarkProject(b *testing.B) {
	benchmarked(b, func(b *testing.B, d database) {
		var number atomic.Int64
		b.SetParallelism(8)
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				if err := d.Project(b.Context(), sample(int(number.Add(1)))); err != nil {
					b.Error(err)
				}
			}
		})
	})
}

// BenchmarkLists is one page among 100,000 orders.
func BenchmarkLists(b *testing.B) {
	filters := map[string]order.Filter{
		"newest":     {},
		"waiting":    {Statuses: []order.Status{order.Waiting}},
		"restaurant": {Restaurants: []string{"place-3"}, Statuses: []order.Status{order.Waiting}},
		"search hit": {Text: "анна 17"},
		// The worst there is: every order is looked at.
		"search miss":  {Text: "гномик", Source: "shop"},
		"search phone": {Text: "9990000777"},
	}
	benchmarked(b, func(b *testing.B, d database) {
		fillOrders(b, d, 100_000)
		for name, filter := range filters {
			b.Run(name, func(b *testing.B) {
				for b.Loop() {
					if _, err := d.Orders(b.Context(), filter); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	})
}

// BenchmarkShift is the report of 31 days with 100,000 orders.
func BenchmarkShift(b *testing.B) {
	benchmarked(b, func(b *testing.B, d database) {
		fillOrders(b, d, 100_000)
		_, err := d.write.Exec("UPDATE orders SET accepted_at = listed_at + 30000000, accepted_by = 'anna'")
		require.NoError(b, err)
		service := admin.New(d.Store, nil)
		for b.Loop() {
			report, err := service.Shift(b.Context(), admin.CommandLine(), admin.OutcomeFilter{From: noon, To: noon.Add(admin.MaxShift)})
			if err != nil {
				b.Fatal(err)
			}
			if report.Submitted != 100_000 {
				b.Fatalf("%d orders", report.Submitted)
			}
		}
	})
}
