package pos

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/activities"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// What a guest wants stands on the station: with the dish, in the comment, as a payment.
func TestWhatStandsOnTheStation(t *testing.T) {
	b := newBench(t)
	s := b.worker()
	record := newOrder("arbat-1", item("101", 1, 45000), item("145", 2, 44000, "501"), item("136", 1, 160000), item("180", 2, 59000, "101", "102", "132", "160"))
	record.ServiceType = order.Pickup
	due := time.Date(2026, 11, 23, 15, 30, 0, 0, time.UTC)
	record.ConfirmedAt = &due
	record.ItemsAgreed[0].Note, record.ItemsAgreed[1].Note = "без сухариков", "без лука"
	record.ItemsAgreed[2].Quantity = 350
	record.Payments = []order.Payment{{Type: "online", State: "paid", Amount: 100000}}
	filling, parked, err := journey(t.Context(), s, &record)
	require.NoError(t, err)
	require.Nil(t, parked)
	there := b.requireFilled(t, record)
	require.Equal(t, []string{"21", "3", "3"}, []string{there.Table, there.OrderCategory, there.OrderType})
	require.Contains(t, there.PersistentComment, "№"+record.DisplayID)
	require.Contains(t, there.PersistentComment, "к 23.11 18:30", "in the restaurant's zone")
	require.Contains(t, there.PersistentComment, "Салат Цезарь: без сухариков", "the salad takes no modifier")
	require.NotContains(t, there.PersistentComment, "без лука;", "the burger takes it")
	require.EqualValues(t, 100000, there.Prepaid)
	wishes := 0
	for _, line := range there.Lines {
		for _, m := range line.Modifiers {
			if m.OpenName == "без лука" {
				wishes++
			}
		}
		if line.PLU == "145" || line.PLU == "180" {
			require.EqualValues(t, 1000, line.Quantity, "one line for each portion")
		}
	}
	require.Equal(t, 2, wishes)
	require.EqualValues(t, 45000+2*(44000+5000)+56000+2*59000, filling.Sum, "what the guest expects")
	require.Empty(t, filling.Differences)
	require.Empty(t, b.sim.State("arbat-1").Unknown)
}

func TestDifferencesAreShown(t *testing.T) {
	b := newBench(t)
	s := b.worker()
	record := newOrder("arbat-1", item("101", 1, 43000), item("120", 1, 52000, "512"))
	cheap := order.Money(100)
	record.ItemsAgreed[1].Modifiers[0].UnitPrice = &cheap
	record.Payments = nil
	created, err := s.Create(t.Context(), activities.Job{Order: record, Attempt: 1})
	require.NoError(t, err)
	record.POS = created
	till, err := b.sim.Till("arbat-1")
	require.NoError(t, err)
	_, err = till.Add(created.OrderGUID, rk7sim.TillLine{PLU: "160", Quantity: 1000})
	require.NoError(t, err)
	filling, err := s.Fill(t.Context(), activities.Job{Order: record, Attempt: 1})
	require.NoError(t, err)
	codes := map[string]int{}
	for _, check := range filling.Differences {
		require.Equal(t, order.Warning, check.Severity)
		codes[check.Code]++
	}
	require.Equal(t, map[string]int{"station_price_differs": 2, "station_line_extra": 1}, codes)
}

func TestDishesTheStationDoesNotSell(t *testing.T) {
	b := newBench(t)
	s := b.worker()
	unknown := newOrder("arbat-1", item("777", 1, 1))
	_, parked, err := journey(t.Context(), s, &unknown)
	require.NoError(t, err)
	require.Equal(t, order.CodeDishUnknown, parked.Fault.Code)
	require.Equal(t, order.OwnerMenu, parked.Fault.Owner)
	require.Contains(t, parked.Fault.Message, "777")

	stopped := newOrder("arbat-1", item("117", 1, 48000))
	_, parked, err = journey(t.Context(), s, &stopped)
	require.NoError(t, err)
	require.Equal(t, order.OwnerMenu, parked.Fault.Owner)
	require.Contains(t, parked.Fault.Message, "Уха по-царски")
	require.Contains(t, parked.Fault.Message, "empty on the station")
}

func TestCommentsAreCutCleanly(t *testing.T) {
	head, rest := cut("Салат без лука и без соли", 17)
	require.Equal(t, "Салат без лука и…", head)
	require.Equal(t, "без соли", rest)
	head, rest = cut(strings.Repeat("ы", 30), 10)
	require.Equal(t, 10, utf8.RuneCountInString(head))
	require.Equal(t, 21, utf8.RuneCountInString(rest))
	head, _ = cut("12345678e\u0301xyz", 10)
	require.Equal(t, "12345678…", head, "an accent stays with its letter")
	require.Equal(t, "a b c", clean("a\x00 b\n\t c\x1b"))

	b := newBench(t)
	s := b.worker()
	record := newOrder("arbat-1", item("101", 1, 45000))
	record.Note = strings.TrimSpace(strings.Repeat("очень длинное пожелание ", 40))
	record.ItemsAgreed[0].Note = "без сухариков"
	_, parked, err := journey(t.Context(), s, &record)
	require.NoError(t, err)
	require.Nil(t, parked)
	there := b.requireFilled(t, record)
	require.LessOrEqual(t, utf8.RuneCountInString(there.PersistentComment), 250)
	require.Contains(t, there.PersistentComment, "без сухариков", "wishes for dishes come before notes")
	require.Contains(t, there.NonPersistentComment, "пожелание", "what does not fit goes on there")
}

// The licence's counter was lost on one side or the other.
func TestLostCounters(t *testing.T) {
	b := newBench(t, rk7sim.RestaurantOptions{ID: "arbat-1", Licence: rk7sim.LicenceSubscription})
	s := b.worker()
	fill := func() {
		record := newOrder("arbat-1")
		_, parked, err := journey(t.Context(), s, &record)
		require.NoError(t, err)
		require.Nil(t, parked)
		b.requireFilled(t, record)
	}
	fill()
	fill()
	fill()
	require.NoError(t, b.store.RecountLicence(t.Context(), "arbat-1", 0)) // a backup was brought back
	fill()
	require.NoError(t, b.store.RecountLicence(t.Context(), "arbat-1", 40))
	fill()
	till, err := b.sim.Till("arbat-1")
	require.NoError(t, err)
	require.NoError(t, till.ForgetLicences())
	fill()
	fill()
	instance, err := b.store.LicenceInstance(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Nil(t, instance.Pending)
	require.EqualValues(t, 1, instance.Last)
}
