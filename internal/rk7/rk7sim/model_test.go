package rk7sim

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// TestAnyHistoryAddsUpAndSurvives lets programs and cashiers do anything in any
// order. Whatever happened: a remainder and what was sold of it are together
// what there was, sums are those of their lines, versions only rise, and a
// station started from the journal knows exactly the same.
func TestAnyHistoryAddsUpAndSurvives(t *testing.T) {
	root := t.TempDir()
	count := 0
	rapid.Check(t, func(t *rapid.T) {
		count++
		h := &history{t: t, dir: filepath.Join(root, fmt.Sprint(count)), now: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}
		h.open()
		defer func() {
			_ = h.s.Close()
			_ = os.RemoveAll(h.dir)
		}()
		t.Repeat(map[string]func(*rapid.T){
			"create": h.create, "save": h.save, "overwrite": h.overwrite, "void": h.void, "pay": h.pay, "lock": h.lock,
			"add": h.add, "change": h.change, "print": h.print, "delete": h.delete, "shift": h.shift, "wait": h.wait, "restart": h.restart,
			"": h.check,
		})
	})
}

type history struct {
	t       *rapid.T
	dir     string
	now     time.Time
	s       *Server
	till    *Till
	guids   []string
	version int64
}

// There is that much of two dishes at the beginning.
const modelStock = 20_000

func (h *history) open() {
	s, err := Start(Options{Dir: h.dir, Location: time.UTC, Now: func() time.Time { return h.now }, Restaurants: []RestaurantOptions{{ID: "demo", Behaviour: Behaviour{AutoPrint: true}}}})
	require.NoError(h.t, err)
	h.s = s
	h.till, err = s.Till("")
	require.NoError(h.t, err)
	if len(s.restaurants[0].sequence) == 0 && len(h.guids) == 0 {
		stock := Thousandths(modelStock)
		require.NoError(h.t, h.till.Stop("101", &stock))
		require.NoError(h.t, h.till.Stop("102", &stock))
	}
}

func (h *history) ask(format string, args ...any) {
	body := []byte(fmt.Sprintf("<RK7Query><RK7CMD "+format+"</RK7CMD></RK7Query>", args...))
	_, err := h.s.restaurants[0].answer(readQuery(body), body)
	require.NoError(h.t, err)
}

func (h *history) guid(t *rapid.T) string {
	if len(h.guids) == 0 {
		return newGUID()
	}
	return rapid.SampledFrom(h.guids).Draw(t, "order")
}

func dishXML(t *rapid.T) string {
	return fmt.Sprintf(`<Dish code="%s" quantity="%d"/>`, rapid.SampledFrom([]string{"101", "102"}).Draw(t, "dish"), rapid.Int64Range(-1, 6).Draw(t, "pieces")*1000)
}

func (h *history) create(*rapid.T) {
	guid := newGUID()
	h.guids = append(h.guids, guid)
	h.ask(`CMD="CreateOrder"><Order guid="%s"><Table code="10"/></Order>`, guid)
}

func (h *history) save(t *rapid.T) {
	remind := h.now.Add(time.Duration(rapid.IntRange(0, 2).Draw(t, "hours")) * time.Hour).Format(wireTime)
	h.ask(`CMD="SaveOrder"><Order guid="%s"/><Session remindTime="%s"><Station code="1"/>%s%s</Session>`, h.guid(t), remind, dishXML(t), dishXML(t))
}

func (h *history) overwrite(t *rapid.T) {
	h.ask(`CMD="SaveOrder"><Order guid="%s"/><Session uni="%d"><Station code="1"/>%s</Session>`, h.guid(t), rapid.IntRange(1, 6).Draw(t, "uni"), dishXML(t))
}

func (h *history) void(t *rapid.T) {
	h.ask(`CMD="VoidOrder" change_guids="0"><Order guid="%s"/><Station code="1"/><Manager code="9003"/><DeleteReason code="%d"/>`, h.guid(t), rapid.IntRange(1, 3).Draw(t, "reason"))
}

func (h *history) pay(t *rapid.T) {
	h.ask(`CMD="PayOrder"><Order guid="%s"/><Station code="1"/><Cashier code="9002"/><Payment code="1" amount="%d"/>`, h.guid(t), rapid.Int64Range(0, 1_000_000).Draw(t, "amount"))
}

func (h *history) lock(t *rapid.T) {
	h.ask(`CMD="LockOrder" lockguid="K" lockTime="1899-12-30T00:30:00"><Order guid="%s"/>`, h.guid(t))
}

// A cashier may be told no; that is no failure of the test.
func (h *history) add(t *rapid.T) {
	_, _ = h.till.Add(h.guid(t), TillLine{PLU: rapid.SampledFrom([]string{"101", "102", "163"}).Draw(t, "plu"), Quantity: 1000})
}

func (h *history) change(t *rapid.T) {
	_ = h.till.Change(h.guid(t), rapid.Int64Range(1, 8).Draw(t, "line"), Thousandths(rapid.Int64Range(0, 5000).Draw(t, "quantity")))
}

func (h *history) print(t *rapid.T) { _ = h.till.Print(h.guid(t)) }

func (h *history) delete(t *rapid.T) { _ = h.till.Delete(h.guid(t), rapid.Bool().Draw(t, "new GUIDs")) }

func (h *history) shift(*rapid.T) { require.NoError(h.t, h.till.Shift(ShiftClose)) }

func (h *history) wait(t *rapid.T) {
	h.now = h.now.Add(time.Duration(rapid.IntRange(1, 90).Draw(t, "minutes")) * time.Minute)
}

// restart ends the process as kill -9 does: what was not written is gone.
func (h *history) restart(*rapid.T) {
	before := h.known()
	require.NoError(h.t, h.s.Close())
	h.open()
	require.Equal(h.t, before, h.known())
}

func (h *history) known() string {
	state := h.s.State("")
	state.URL = ""
	state.Counters = nil // those of commands that changed nothing are written with the next change
	body, err := json.Marshal(state)
	require.NoError(h.t, err)
	return string(body)
}

func (h *history) check(t *rapid.T) {
	state := h.s.State("")
	left := map[string]int64{}
	for _, stop := range state.StopList {
		if stop.Remainder != nil {
			require.GreaterOrEqual(t, int64(*stop.Remainder), int64(0))
			left[stop.PLU] = int64(*stop.Remainder)
		}
	}
	var highest int64
	for _, o := range state.Orders {
		var sum int64
		for _, l := range o.Lines {
			sum += l.Amount
			left[l.PLU] += int64(l.Quantity)
		}
		require.Equal(t, sum, o.Sum)
		require.False(t, o.Voided && len(o.Lines) > 0)
		highest = max(highest, o.Version)
	}
	require.GreaterOrEqual(t, highest, h.version)
	h.version = highest
	// What the kitchen got and somebody took off again is eaten by nobody.
	for _, o := range h.s.restaurants[0].orders {
		o.each(func(s *session, l *line) {
			for _, v := range l.Voids {
				if s.Printed && l.sold() {
					left[menuItems.code(l.Item)] += v.Quantity
				}
			}
		})
	}
	require.EqualValues(t, modelStock, left["101"])
	require.EqualValues(t, modelStock, left["102"])
}
