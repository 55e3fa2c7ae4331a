package menu

import (
	"context"
	"errors"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

func TestABookWithoutAMenuSaysSo(t *testing.T) {
	book, kept, _ := library(t)
	_, err := book.Menu(t.Context(), "arbat-1")
	require.Equal(t, order.CodeNotFound, order.CodeOf(err))
	kept.with(func() { kept.fault = errors.New("no database") })
	_, err = book.Menu(t.Context(), "arbat-1")
	require.Equal(t, order.CodeInternal, order.CodeOf(err))
}

func TestAReaderSeesWhatAnotherProcessStored(t *testing.T) {
	writer, kept, station := library(t)
	reader := NewBook(Options{Store: kept, Restaurants: kept, Now: kept.clock})
	_, err := writer.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	first, err := reader.Menu(t.Context(), "arbat-1")
	require.NoError(t, err)
	again, err := reader.Menu(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Same(t, first, again)
	require.Equal(t, 2, kept.looks, "one look of each process; the rest came from memory")

	station.with(func() { station.menu.Dishes[0].Price = 36000 })
	kept.pass(refreshAtMost)
	_, err = writer.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	changed, err := reader.Menu(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.NotEqual(t, first.Version, changed.Version)
	soup, _ := changed.Dish("1")
	require.Equal(t, rubles(360), soup.Price)
	old, _ := first.Dish("1")
	require.Equal(t, rubles(350), old.Price, "a menu that was given out never changes")

	reads := kept.reads
	kept.pass(refreshAtMost)
	_, err = writer.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	confirmed, err := reader.Menu(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, changed.Version, confirmed.Version)
	require.Equal(t, kept.clock(), confirmed.FetchedAt)
	require.Equal(t, reads, kept.reads, "what did not change is not read again")
}

func TestAMenuOutlivesTheDatabase(t *testing.T) {
	book, kept, _ := library(t)
	first, err := book.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	kept.pass(time.Hour)
	kept.with(func() { kept.fault = errors.New("no database") })
	again, err := book.Menu(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Same(t, first, again)
}

func TestSnoozesRunOut(t *testing.T) {
	book, kept, _ := library(t)
	until := noon.Add(time.Hour)
	kept.snoozes = []restaurant.Snooze{{Ident: 101, Until: &until, Note: "Нет свёклы"}}
	m, err := book.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	soup, _ := m.Dish("1")
	require.Equal(t, []any{false, Snoozed, &until}, []any{soup.Available, soup.Stop, soup.SnoozedUntil})
	require.Contains(t, soup.StopReason, "Нет свёклы")

	kept.pass(time.Hour)
	later, err := book.Menu(t.Context(), "arbat-1")
	require.NoError(t, err)
	soup, _ = later.Dish("1")
	require.True(t, soup.Available)
	require.NotEqual(t, m.Version, later.Version)
}

func TestModifiersAreSnoozedToo(t *testing.T) {
	book, kept, _ := library(t)
	m, err := book.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	pizza := order.Item{LineID: "1", PLU: "2", Quantity: order.Pieces(1), Modifiers: []order.Modifier{{PLU: "501", Quantity: order.Pieces(1)}}}
	require.Empty(t, m.Check(Question{Now: noon, Items: []order.Item{pizza}}))

	until := noon.Add(time.Hour)
	kept.with(func() {
		kept.snoozes = []restaurant.Snooze{{Modifier: true, Ident: 201, Until: &until, Note: "Нет соуса"}}
		kept.state.Revision++
	})
	kept.pass(lookEvery)
	off, err := book.Menu(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.NotEqual(t, m.Version, off.Version)
	sauce, _ := off.Modifier("501")
	require.Equal(t, []any{false, Snoozed, &until, "An operator has taken it off: Нет соуса"}, []any{sauce.Available, sauce.Stop, sauce.SnoozedUntil, sauce.StopReason})
	before, _ := m.Modifier("501")
	require.True(t, before.Available, "a menu is never changed")
	got := off.Check(Question{Now: noon, Items: []order.Item{pizza}})
	require.Equal(t, []string{CheckModifierUnavailable}, checkCodes(got))
	require.Equal(t, "«Соус» cannot be had now. An operator has taken it off.", got[0].Message, "the note is for people of the restaurant")

	kept.pass(time.Hour)
	later, err := book.Menu(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Empty(t, later.Check(Question{Now: noon, Items: []order.Item{pizza}}))
}

func TestAliasesThatLeadNowhereAreReported(t *testing.T) {
	book, kept, _ := library(t)
	kept.aliases = []restaurant.Alias{{Source: "site", Alias: "SOUP", PLU: "1"}, {Source: "site", Alias: "OLD", PLU: "4"}, {Source: "site", Alias: "CHEESE", PLU: "502"}}
	m, err := book.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, []string{"alias_dead"}, m.problemCodes())
	require.Equal(t, "OLD", m.Problems[0].Name)
	_, ok := m.For("site").Dish("SOUP")
	require.True(t, ok)
}

func TestRefreshesDoNotStormTheStation(t *testing.T) {
	book, kept, station := library(t)
	var done sync.WaitGroup
	for range 8 {
		done.Go(func() {
			_, err := book.Refresh(t.Context(), "arbat-1")
			require.NoError(t, err)
		})
	}
	done.Wait()
	require.Equal(t, 1, station.count(&station.imports))
	kept.pass(refreshAtMost)
	_, err := book.Refresh(t.Context(), "arbat-1")
	require.NoError(t, err)
	require.Equal(t, 2, station.count(&station.imports))

	station.with(func() { station.fault = errors.New("no answer") })
	kept.pass(refreshAtMost)
	_, err = book.Refresh(t.Context(), "arbat-1")
	require.ErrorContains(t, err, "no answer")
	_, err = book.Menu(t.Context(), "arbat-1")
	require.NoError(t, err, "the stored menu stays")
}

func TestABookHoldsSoManyMenus(t *testing.T) {
	book, _, _ := library(t)
	first := book.page("0")
	for i := range 2 * maxPages {
		require.Same(t, first, book.page("0"), "what is in use stays")
		book.page(strconv.Itoa(i))
	}
	require.Len(t, book.pages, maxPages)
	require.Contains(t, book.pages, strconv.Itoa(2*maxPages-1))
	require.NotContains(t, book.pages, "1")
}

func TestRefreshGivesUpWithItsCaller(t *testing.T) {
	book, _, _ := library(t)
	book.page("arbat-1").refresh <- struct{}{} // somebody hangs at the station
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	_, err := book.Refresh(ctx, "arbat-1")
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

// watching runs a watch in a bubble of time of its own.
func watching(t *testing.T, test func(t *testing.T, book *Book, kept *shelf, station *till)) {
	synctest.Test(t, func(t *testing.T) {
		book, kept, station := library(t)
		book.Now = time.Now
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			book.Watch(ctx, "arbat-1")
		}()
		synctest.Wait()
		test(t, book, kept, station)
		cancel()
		<-ended
	})
}

// wait lets the watch come round.
func wait(d time.Duration) {
	time.Sleep(d) // of the bubble, which takes no time
	synctest.Wait()
}

func TestWatchFollowsTheStation(t *testing.T) {
	watching(t, func(t *testing.T, book *Book, kept *shelf, station *till) {
		_, err := book.Menu(t.Context(), "arbat-1")
		require.NoError(t, err, "the first round comes at once")
		require.Equal(t, []int{1, 1}, []int{station.count(&station.imports), station.count(&station.polls)})

		station.with(func() { station.menu.Dishes[1].Remainder = left(1000) })
		wait(50 * time.Second)
		m, err := book.Menu(t.Context(), "arbat-1")
		require.NoError(t, err)
		pizza, _ := m.Dish("2")
		require.Equal(t, order.Pieces(1), *pizza.Remainder)

		wait(10 * time.Minute)
		require.Equal(t, 1, station.count(&station.imports), "the dictionaries have not changed")
		require.InDelta(t, 14, station.count(&station.polls), 2)

		station.with(func() { station.versions["TABLES"]++ })
		wait(5 * time.Minute)
		require.Equal(t, 1, station.count(&station.imports), "tables are no part of a menu")
		station.with(func() { station.versions["MENUITEMS"]++ })
		wait(5 * time.Minute)
		require.Equal(t, 2, station.count(&station.imports))
		kept.with(func() { kept.place.Menu.PLU, kept.place.Revision = "ident", 2 })
		wait(time.Minute)
		require.Equal(t, 3, station.count(&station.imports), "new settings import anew, without waiting")
	})
}

func TestWatchIsPatientWithADeadStation(t *testing.T) {
	watching(t, func(t *testing.T, book *Book, _ *shelf, station *till) {
		station.with(func() { station.fault = errors.New("no answer") })
		wait(time.Hour)
		asks := station.count(&station.asks)
		wait(time.Hour)
		require.InDelta(t, 12, station.count(&station.asks)-asks, 2, "once in five minutes")
		_, err := book.Menu(t.Context(), "arbat-1")
		require.NoError(t, err)
		station.with(func() { station.fault = nil })
		wait(6 * time.Minute)
		m, err := book.Menu(t.Context(), "arbat-1")
		require.NoError(t, err)
		require.Less(t, time.Since(m.FetchedAt), 6*time.Minute)
	})
}

// BenchmarkAssemble is what one change of a remainder costs a process that has a
// menu of 5,000 dishes.
func BenchmarkAssemble(b *testing.B) {
	station := newTill()
	for i := int64(0); i < 5000; i++ {
		ident := 1_000_000 + i
		station.items = append(station.items, item(ident, "", "Блюдо", in(51), func(it *rk7.MenuItem) { it.Scheme = 700 }))
		station.menu.Dishes = append(station.menu.Dishes, rk7.MenuPrice{ID: ident, Price: 35000})
	}
	read, err := readDictionaries(b.Context(), station, restaurant.MenuSettings{PLU: "ident"})
	require.NoError(b, err)
	p := parts{catalogue: join(read)}
	b.Run("join", func(b *testing.B) {
		for b.Loop() {
			join(read)
		}
	})
	p.stock, err = readStock(b.Context(), station, restaurant.Station{StationCode: "1"})
	require.NoError(b, err)
	b.Run("assemble", func(b *testing.B) {
		for b.Loop() {
			assemble(restaurant.Restaurant{}, p, noon)
		}
	})
	m := assemble(restaurant.Restaurant{}, p, noon)
	b.Run("find", func(b *testing.B) {
		for b.Loop() {
			if _, ok := m.Dish("1004999"); !ok {
				b.Fatal("not found")
			}
		}
	})
}
