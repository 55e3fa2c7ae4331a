package rk7sim

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func quiet(tb testing.TB, dir string) *restaurant {
	tb.Helper()
	s, err := Start(Options{Dir: dir})
	require.NoError(tb, err)
	tb.Cleanup(func() { require.NoError(tb, s.Close()) })
	return s.restaurants[0]
}

func (r *restaurant) ask(tb testing.TB, body string) string {
	tb.Helper()
	reply, err := r.answer(readQuery([]byte(body)), []byte(body))
	require.NoError(tb, err)
	return string(reply)
}

const createQuery = `<RK7Query><RK7CMD CMD="CreateOrder"><Order guid="%s"><Table code="10"/></Order></RK7CMD></RK7Query>`

func TestAStationRemembersOnlySoMuch(t *testing.T) {
	r := quiet(t, "")
	r.limit = 1000
	till := &Till{s: r.server, r: r}
	var first, paid string
	for i := range r.limit*11/10 + 1 {
		guid := newGUID()
		switch i {
		case 0:
			first = guid
		case 500:
			paid = guid
		}
		r.ask(t, fmt.Sprintf(createQuery, guid))
		if i == 500 {
			require.NoError(t, till.Pay(paid))
		}
	}
	require.Len(t, r.sequence, r.limit)
	require.Len(t, r.orders, r.limit)
	require.Nil(t, r.orders[paid], "finished orders go first")
	require.Nil(t, r.orders[first], "then the oldest")

	for i := range maxInstances + 50 {
		r.apply(&changes{meta: r.meta, instances: map[string]*instance{fmt.Sprint(i): {GUID: fmt.Sprint(i), Used: int64(i)}}})
	}
	require.Len(t, r.instances, maxInstances)
	require.Nil(t, r.instances["0"])

	for i := range maxUnknown * 2 {
		r.noteUnknown(fmt.Sprintf("GetOrder/@x%d", i))
		r.count(fmt.Sprintf("Invented%d", i))
	}
	require.Len(t, r.meta.Unknown, maxUnknown)
	require.Len(t, r.meta.Counters, 2)
}

// A journal is rewritten as it grows, and says the same afterwards.
func TestTheJournalDoesNotGrowForEver(t *testing.T) {
	dir := t.TempDir()
	s, err := Start(Options{Dir: dir, Location: time.UTC})
	require.NoError(t, err)
	r := s.restaurants[0]
	guid := newGUID()
	r.ask(t, fmt.Sprintf(createQuery, guid))
	change := `<RK7Query><RK7CMD CMD="UpdateOrder" persistentComment="` + strings.Repeat("ж", 8000) + `"><Order guid="` + guid + `"/></RK7CMD></RK7Query>`
	for range 800 { // about 13 MB of changes to one order
		r.ask(t, change)
	}
	info, err := os.Stat(filepath.Join(dir, journalFile))
	require.NoError(t, err)
	require.Less(t, info.Size(), int64(9<<20))
	before := s.State("")
	require.NoError(t, s.Close())
	after := quiet(t, dir).server.State("")
	require.Equal(t, before.Orders, after.Orders)
	require.Equal(t, before.Counters, after.Counters)
}

// BenchmarkCommands measures the station itself, with its journal and without
// HTTP: an order made, filled and read.
func BenchmarkCommands(b *testing.B) {
	for _, known := range []int{0, 15_000} {
		b.Run(fmt.Sprintf("orders=%d", known), func(b *testing.B) {
			r := quiet(b, b.TempDir())
			for range known {
				r.ask(b, fmt.Sprintf(createQuery, newGUID()))
			}
			for b.Loop() {
				guid := newGUID()
				r.ask(b, fmt.Sprintf(createQuery, guid))
				r.ask(b, `<RK7Query><RK7CMD CMD="SaveOrder"><Order guid="`+guid+`"/><Session><Station code="1"/><Dish code="101" quantity="1000"/><Dish code="102" quantity="2000"/></Session></RK7CMD></RK7Query>`)
				r.ask(b, `<RK7Query><RK7CMD CMD="GetOrder"><Order guid="`+guid+`"/></RK7CMD></RK7Query>`)
			}
			b.ReportMetric(float64(3*b.N)/b.Elapsed().Seconds(), "commands/s")
		})
	}
}

// What cannot be written down is not done.
func TestAFullDisk(t *testing.T) {
	dir := t.TempDir()
	r := quiet(t, dir)
	guid := newGUID()
	require.NoError(t, r.server.journal.file.Close())
	reply := string(r.carryOut(readQuery([]byte(fmt.Sprintf(createQuery, guid))), []byte(fmt.Sprintf(createQuery, guid))))
	require.Contains(t, reply, statusWriting)
	require.Empty(t, r.orders)
	require.Error(t, (&Till{s: r.server, r: r}).Stop("101", nil))
	file, err := os.OpenFile(filepath.Join(dir, journalFile), os.O_WRONLY|os.O_APPEND, 0o600)
	require.NoError(t, err)
	r.server.journal.file = file
	require.Contains(t, r.ask(t, fmt.Sprintf(createQuery, guid)), `Status="Ok"`)
}
