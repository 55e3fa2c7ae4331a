package rk7sim_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// filled is a station with one order that holds the dishes, and its cashier.
func filled(t *testing.T, b rk7sim.Behaviour, dishes ...rk7.SaveDish) (*rk7sim.Server, *rk7.Client, *rk7sim.Till, rk7.OrderRef) {
	t.Helper()
	s := start(t, one(rk7sim.RestaurantOptions{Behaviour: b}))
	c := connect(t, s, "demo")
	till, err := s.Till("demo")
	require.NoError(t, err)
	ref := created(t, c)
	if len(dishes) > 0 {
		_, err = c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, Sessions: []rk7.SaveSession{session(dishes...)}})
		require.NoError(t, err)
	}
	return s, c, till, ref
}

func TestTheKitchenKeepsWhatItHasGot(t *testing.T) {
	s, c, till, ref := filled(t, rk7sim.Behaviour{}, dish("101", 2000), dish("102", 1000))
	overwrite := func(uni int64, dishes ...rk7.SaveDish) error {
		again := session(dishes...)
		again.Uni = uni
		_, err := c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, Sessions: []rk7.SaveSession{again}})
		return err
	}
	require.NoError(t, overwrite(1, dish("101", 3000)), "an open session may be overwritten")
	o, _ := s.State("").Order(ref.GUID)
	require.Len(t, o.Lines, 1)
	require.EqualValues(t, 3000, o.Lines[0].Quantity)

	require.NoError(t, till.Print(ref.GUID))
	read, err := c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.EqualValues(t, rk7.LinePrinted, read.Sessions[0].State)
	refused(t, overwrite(1, dish("102", 1000)), 0)

	void := func(reason string, quantity int64) error {
		line := rk7.SaveDish{Dish: rk7.ByCode("101"), Uni: o.Lines[0].Uni, Quantity: 3000, Voids: []rk7.SaveVoid{{Reason: rk7.ByCode(reason), Quantity: quantity}}}
		return overwrite(1, line)
	}
	refused(t, void("2", 1000), rk7.CodeWrongDeleteReason)
	refused(t, void("3", 4000), 0)
	require.NoError(t, void("3", 1000))
	o, _ = s.State("").Order(ref.GUID)
	require.EqualValues(t, 2000, o.Lines[0].Quantity)
	require.NoError(t, void("3", 2000))
	o, _ = s.State("").Order(ref.GUID)
	require.True(t, o.Empty)
	require.Len(t, o.Removed, 1)

	order := rk7.VoidOrder{Order: ref, Station: rk7.ByCode("1"), Manager: rk7.ByCode("9003"), Reason: rk7.ByCode("2")}
	require.NoError(t, c.VoidOrder(t.Context(), order), "nothing printed is left")
}

func TestVoidingAPrintedOrderNeedsAReasonThatFits(t *testing.T) {
	s, c, _, ref := filled(t, rk7sim.Behaviour{AutoPrint: true}, dish("101", 1000))
	void := rk7.VoidOrder{Order: ref, Station: rk7.ByCode("1"), Manager: rk7.ByCode("9003"), Reason: rk7.ByCode("2")}
	refused(t, c.VoidOrder(t.Context(), void), rk7.CodeWrongDeleteReason)
	void.Reason = rk7.ByCode("3")
	require.NoError(t, c.VoidOrder(t.Context(), void))
	o, _ := s.State("").Order(ref.GUID)
	require.True(t, o.Voided)
	require.Len(t, o.Removed, 1)
	require.Zero(t, o.Sum)
}

func TestRemaindersGoDownAndComeBack(t *testing.T) {
	s, c, till, ref := filled(t, rk7sim.Behaviour{}, dish("158", 3000))
	left := func() any {
		menu, err := c.GetOrderMenu(t.Context(), rk7.GetOrderMenu{Station: rk7.ByCode("1")})
		require.NoError(t, err)
		for _, d := range menu.Dishes {
			if d.ID == 1_000_158 {
				return *d.Remainder
			}
		}
		return "not on sale"
	}
	save := func(uni int64, dishes ...rk7.SaveDish) error {
		more := session(dishes...)
		more.Uni = uni
		_, err := c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, Sessions: []rk7.SaveSession{more}})
		return err
	}
	require.EqualValues(t, 2000, left())
	refused(t, save(0, dish("158", 1000), dish("158", 2000)), 0)
	require.EqualValues(t, 2000, left(), "a refused session takes nothing")
	require.NoError(t, save(1, dish("158", 5000)), "what is overwritten comes back first")
	require.EqualValues(t, 0, left())
	require.NoError(t, till.Delete(ref.GUID, false))
	require.EqualValues(t, 5000, left())

	require.NoError(t, till.Stop("158", nil))
	require.Equal(t, "not on sale", left())
	require.NoError(t, till.Stop("590", nil))
	stops, err := c.GetModifierStopList(t.Context())
	require.NoError(t, err)
	require.Len(t, stops, 1)
	require.NoError(t, till.Resume("158"))
	require.NoError(t, till.Resume("590"))
	require.Len(t, s.State("").StopList, 1)
	require.ErrorIs(t, till.Stop("9999", nil), rk7sim.ErrNotThere)
	half := rk7sim.Thousandths(500)
	require.NoError(t, till.Stop("136", &half))
	refused(t, func() error { ref = created(t, c); return save(0, dish("136", 501)) }(), 0)
	require.NoError(t, save(0, dish("136", 500)))
}

func TestACashierWorksOnAnOrder(t *testing.T) {
	s, c, till, ref := filled(t, rk7sim.Behaviour{}, dish("101", 1000))
	uni, err := till.Add(ref.GUID, rk7sim.TillLine{PLU: "120", Quantity: 1000, Modifiers: []rk7sim.TillModifier{{PLU: "512"}, {PLU: "521", Count: 2}}})
	require.NoError(t, err)
	o, _ := s.State("").Order(ref.GUID)
	require.Len(t, o.Lines, 2)
	require.NotEqual(t, o.Lines[0].Session, o.Lines[1].Session, "the cashier's dishes are a session of their own")
	require.EqualValues(t, 45000+52000+15000+18000, o.Sum)

	require.NoError(t, till.Change(ref.GUID, o.Lines[0].Uni, 3000))
	require.NoError(t, till.Remove(ref.GUID, uni))
	require.NoError(t, till.Print(ref.GUID))
	require.ErrorContains(t, till.Change(ref.GUID, o.Lines[0].Uni, 4000), "на кухне")
	require.NoError(t, till.Change(ref.GUID, o.Lines[0].Uni, 1000))
	o, _ = s.State("").Order(ref.GUID)
	require.EqualValues(t, 45000, o.Sum)

	require.NoError(t, till.Lock(ref.GUID))
	_, err = c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, Sessions: []rk7.SaveSession{session(dish("101", 1000))}})
	refused(t, err, rk7.CodeOrderLocked)
	require.NoError(t, till.Unlock(ref.GUID))

	key := guid()
	_, err = c.LockOrder(t.Context(), rk7.LockOrder{Order: ref, Key: key, For: 60e9})
	require.NoError(t, err)
	require.ErrorContains(t, till.Print(ref.GUID), "заблокирован")
	require.NoError(t, c.UnlockOrder(t.Context(), ref, key))

	require.NoError(t, till.Pay(ref.GUID))
	require.ErrorContains(t, till.Pay(ref.GUID), "закрыт")
	require.ErrorIs(t, till.Lock(guid()), rk7sim.ErrNotThere)
	_, err = till.Add(ref.GUID, rk7sim.TillLine{PLU: "101", Quantity: 1000})
	require.Error(t, err)
}

func TestShifts(t *testing.T) {
	for _, keep := range []bool{false, true} {
		s, c, till, open := filled(t, rk7sim.Behaviour{KeepFinished: keep}, dish("101", 1000))
		paid := created(t, c)
		require.NoError(t, till.Pay(paid.GUID))

		require.NoError(t, till.Shift(rk7sim.ShiftTooLong))
		_, err := c.CreateOrder(t.Context(), newOrder())
		refused(t, err, rk7.CodeShiftTooLong)
		comment := "x"
		require.NoError(t, c.UpdateOrder(t.Context(), rk7.UpdateOrder{Order: open, PersistentComment: &comment}), "old orders go on")

		require.NoError(t, till.Shift(rk7sim.ShiftClosing))
		_, err = c.GetSystemInfo2(t.Context())
		require.Equal(t, rk7.StatusParseError, rk7.AsError(err).Status)
		require.Contains(t, rk7.AsError(err).Text, "2172")

		require.NoError(t, till.Shift(rk7sim.ShiftClose))
		_, err = c.GetOrder(t.Context(), open)
		require.NoError(t, err)
		_, err = c.GetOrder(t.Context(), paid)
		require.Equal(t, keep, err == nil)
		list, err := c.GetOrderList2(t.Context(), rk7.GetOrderList2{})
		require.NoError(t, err)
		require.Equal(t, keep, len(list.Orders) == 2)
		require.Len(t, s.State("").Orders, 2, "the ground truth forgets nothing")
		info, err := c.GetSystemInfo2(t.Context())
		require.NoError(t, err)
		require.EqualValues(t, 2, info.Shift.Number)
		require.Error(t, till.Shift("lunch"))
	}
}

func TestQuantitiesInJSON(t *testing.T) {
	for text, want := range map[string]rk7sim.Thousandths{"2": 2000, "0.35": 350, `"1.5"`: 1500, "-1": -1000, "0.001": 1} {
		var q rk7sim.Thousandths
		require.NoError(t, json.Unmarshal([]byte(text), &q))
		require.Equal(t, want, q)
	}
	for _, text := range []string{`"x"`, "1e300", `"NaN"`, "true"} {
		var q rk7sim.Thousandths
		require.Error(t, json.Unmarshal([]byte(text), &q), text)
	}
	body, err := json.Marshal([]rk7sim.Thousandths{2000, 350, 1})
	require.NoError(t, err)
	require.Equal(t, `[2,0.35,0.001]`, string(body))
}

func TestASessionPrintsItselfWhenItsTimeComes(t *testing.T) {
	at := newClock()
	options := one(rk7sim.RestaurantOptions{Behaviour: rk7sim.Behaviour{AutoPrint: true}})
	options.Now = at.Now
	s := start(t, options)
	c := connect(t, s, "demo")
	ref := created(t, c)
	later := session(dish("101", 1000))
	later.RemindTime = at.Now().Add(time.Hour)
	_, err := c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, Sessions: []rk7.SaveSession{session(dish("102", 1000)), later}})
	require.NoError(t, err)
	printed := func() (out []bool) {
		o, _ := s.State("").Order(ref.GUID)
		for _, l := range o.Lines {
			out = append(out, l.Printed)
		}
		return out
	}
	require.Equal(t, []bool{true, false}, printed())
	at.advance(time.Hour)
	require.Equal(t, []bool{true, true}, printed())
	read, err := c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.EqualValues(t, rk7.LinePrinted, read.Sessions[1].State)
}
