package rk7sim_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestAnOrderFromCreationToItsEnd(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")

	request := newOrder()
	made, err := c.CreateOrder(t.Context(), request)
	require.NoError(t, err)
	require.Equal(t, request.GUID, made.GUID)
	require.EqualValues(t, 256, made.OrderIdent)
	require.NotEmpty(t, made.OrderName)

	ref := rk7.OrderByGUID(made.GUID)
	wish := rk7.SaveModifier{Modifier: rk7.ByCode("590"), Count: 1, OpenName: "без лука"}
	first := session(dish("101", 2000, modifier("501", 1)), dish("136", 350), dish("102", 1000, wish))
	saved, err := c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, Sessions: []rk7.SaveSession{first}})
	require.NoError(t, err)
	require.Len(t, saved.Sessions, 1)
	require.Equal(t, first.LineGUID, saved.Sessions[0].LineGUID)
	// 2 × 450 + 50 for the line + 0.350 kg × 1600 + 350.
	const sum = 2*45000 + 5000 + 56000 + 35000
	require.EqualValues(t, sum, saved.Order.Sum)

	read, err := c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.Equal(t, "R-1 Анна", read.PersistentComment)
	require.Equal(t, []rk7.Prop{{Name: "orderhatch", Value: "R-1"}}, read.ExternalProps)
	require.EqualValues(t, 2, read.Guests)
	require.Len(t, read.Sessions[0].Dishes, 3)
	require.Equal(t, first.Dishes[0].LineGUID, read.Sessions[0].Dishes[0].LineGUID)
	require.EqualValues(t, 350, read.Sessions[0].Dishes[1].Quantity)
	require.Equal(t, "без лука", read.Sessions[0].Dishes[2].Modifiers[0].OpenName)

	truth, found := s.State("demo").Order(made.GUID)
	require.True(t, found)
	require.EqualValues(t, sum, truth.Sum)
	require.Equal(t, "101", truth.Lines[0].PLU)
	require.EqualValues(t, 2000, truth.Lines[0].Quantity)
	require.Equal(t, []rk7sim.ModifierState{{PLU: "501", Name: "Соус BBQ", Count: 1, Price: 5000}}, truth.Lines[0].Modifiers)

	paid, err := c.PayOrder(t.Context(), rk7.PayOrder{
		Order: ref, Station: rk7.ByCode("1"), Cashier: rk7.ByCode("9002"), Payments: []rk7.Payment{{Currency: rk7.ByCode("1"), Amount: sum}},
	})
	require.NoError(t, err)
	require.EqualValues(t, sum, paid.PrintChecks[0].Amount)
	_, err = c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, Sessions: []rk7.SaveSession{session(dish("101", 1000))}})
	refused(t, err, rk7.CodeVisitClosed)
	read, err = c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.True(t, read.Completed())
	require.Empty(t, s.State("demo").Unknown)
}

func TestListsTellWhatChanged(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	ref := created(t, c)
	gone := created(t, c)
	require.NoError(t, c.VoidOrder(t.Context(), rk7.VoidOrder{Order: gone, Station: rk7.ByCode("1"), Manager: rk7.ByCode("9003"), Reason: rk7.ByCode("3")}))

	all, err := c.GetOrderList2(t.Context(), rk7.GetOrderList2{})
	require.NoError(t, err)
	require.Len(t, all.Orders, 2)
	require.True(t, all.Orders[1].Deleted)
	open, err := c.GetOrderList2(t.Context(), rk7.GetOrderList2{OnlyOpened: true})
	require.NoError(t, err)
	require.Len(t, open.Orders, 1)
	require.Equal(t, ref.GUID, open.Orders[0].GUID)

	same, err := c.GetOrderList2(t.Context(), rk7.GetOrderList2{LastVersion: all.LastVersion})
	require.NoError(t, err)
	require.True(t, same.NoChanges)
	visits, err := c.GetOrderList(t.Context(), rk7.GetOrderList{})
	require.NoError(t, err)
	require.Len(t, visits.Visits, 2)
	require.True(t, visits.Visits[1].Finished)
	require.Equal(t, "R-1 Анна", visits.Visits[0].PersistentComment)

	comment := "позвонить"
	require.NoError(t, c.UpdateOrder(t.Context(), rk7.UpdateOrder{Order: ref, PersistentComment: &comment}))
	changed, err := c.GetOrderList2(t.Context(), rk7.GetOrderList2{LastVersion: all.LastVersion})
	require.NoError(t, err)
	require.False(t, changed.NoChanges)
	require.Equal(t, comment, changed.Orders[0].PersistentComment)
}

func TestALockKeepsOthersOut(t *testing.T) {
	at := newClock()
	options := one(rk7sim.RestaurantOptions{})
	options.Now = at.Now
	s := start(t, options)
	c := connect(t, s, "demo")
	ref, key := created(t, c), guid()
	fill := func(key string) error {
		_, err := c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, LockKey: key, Sessions: []rk7.SaveSession{session(dish("101", 1000))}})
		return err
	}

	locked, err := c.LockOrder(t.Context(), rk7.LockOrder{Order: ref, Key: key, For: 2 * time.Minute})
	require.NoError(t, err)
	require.True(t, locked)
	refused(t, fill(""), rk7.CodeOrderLocked)
	refused(t, fill(guid()), rk7.CodeOrderLocked)
	require.NoError(t, fill(key))
	require.NoError(t, c.UnlockOrder(t.Context(), ref, key))
	require.NoError(t, fill(""))

	_, err = c.LockOrder(t.Context(), rk7.LockOrder{Order: ref, Key: key, For: 2 * time.Minute})
	require.NoError(t, err)
	at.advance(2 * time.Minute)
	require.NoError(t, fill(""), "a lock ends by itself")
}

func TestVoidingGivesNewGUIDsUnlessToldNotTo(t *testing.T) {
	for version, changes := range map[string]bool{"7.6.5.100": false, "7.6.5.189": true, "7.25": true} {
		s := start(t, one(rk7sim.RestaurantOptions{Version: version}))
		c := connect(t, s, "demo")
		kept, lost := created(t, c), created(t, c)
		void := rk7.VoidOrder{Order: kept, Station: rk7.ByCode("1"), Manager: rk7.ByCode("9003"), Reason: rk7.ByCode("3")}
		require.NoError(t, c.VoidOrder(t.Context(), void))
		read, err := c.GetOrder(t.Context(), kept)
		require.NoError(t, err)
		require.True(t, read.Deleted)

		post(t, s, `<RK7Query><RK7CMD CMD="VoidOrder"><Order guid="`+lost.GUID+`"/><Station code="1"/><Manager code="9003"/><DeleteReason code="3"/></RK7CMD></RK7Query>`)
		_, err = c.GetOrder(t.Context(), lost)
		if !changes {
			require.NoError(t, err)
			continue
		}
		require.True(t, rk7.AsError(err).OrderMissing())
		require.Len(t, s.State("demo").Orders, 2)
		require.True(t, s.State("demo").Orders[1].Voided)
	}
}

func TestSeveralOrdersOfOneVisit(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	first, err := c.CreateOrder(t.Context(), newOrder())
	require.NoError(t, err)
	request := newOrder()
	request.Visit = first.Visit
	second, err := c.CreateOrder(t.Context(), request)
	require.NoError(t, err)
	require.Equal(t, first.Visit, second.Visit)
	require.EqualValues(t, 257, second.OrderIdent)
	read, err := c.GetOrder(t.Context(), rk7.OrderByVisit(second.Visit, second.OrderIdent))
	require.NoError(t, err)
	require.Equal(t, second.GUID, read.GUID)

	till, err := s.Till("")
	require.NoError(t, err)
	require.NoError(t, till.Pay(first.GUID))
	list, err := c.GetOrderList(t.Context(), rk7.GetOrderList{})
	require.NoError(t, err)
	require.Len(t, list.Visits, 1)
	require.Len(t, list.Visits[0].Orders, 2)
	require.False(t, list.Visits[0].Finished, "one of its orders is open")
	require.NoError(t, till.Pay(second.GUID))
	request = newOrder()
	request.Visit = first.Visit
	_, err = c.CreateOrder(t.Context(), request)
	refused(t, err, rk7.CodeVisitClosed)
	request.Visit = 1
	_, err = c.CreateOrder(t.Context(), request)
	refused(t, err, 0)
}

func TestListsByTableAndWaiter(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	created(t, c)
	hall := newOrder()
	hall.Table, hall.Waiter = rk7.ByCode("10"), rk7.ByCode("9002")
	_, err := c.CreateOrder(t.Context(), hall)
	require.NoError(t, err)
	for _, request := range []rk7.GetOrderList2{{Table: rk7.ByCode("10")}, {Waiter: rk7.ByCode("9002")}} {
		list, err := c.GetOrderList2(t.Context(), request)
		require.NoError(t, err)
		require.Len(t, list.Orders, 1)
		require.Equal(t, hall.GUID, list.Orders[0].GUID)
	}
	_, err = c.GetOrderList2(t.Context(), rk7.GetOrderList2{Table: rk7.ByCode("77")})
	refused(t, err, 0)
}

func TestDiscountsAndPrepayments(t *testing.T) {
	s, c, _, ref := filled(t, rk7sim.Behaviour{}, dish("101", 1000))
	answer := post(t, s, flat(`<RK7CMD CMD="SaveOrder"><Order guid="`+ref.GUID+`"/><Session><Station code="1"/><Discount code="1" amount="-5000"/>`+
		`<Prepay code="3" amount="10000"><Reason code="1"/></Prepay></Session></RK7CMD>`))
	require.Contains(t, answer, `Status="Ok"`)
	read, err := c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.EqualValues(t, 40000, read.Sum)
	require.EqualValues(t, -5000, read.DiscountSum)
	require.EqualValues(t, 10000, read.PrepaySum)
	require.EqualValues(t, 30000, read.UnpaidSum)
	pay := rk7.PayOrder{Order: ref, Station: rk7.ByCode("1"), Cashier: rk7.ByCode("9002"), Payments: []rk7.Payment{{Currency: rk7.ByCode("1"), Amount: 29999}}}
	_, err = c.PayOrder(t.Context(), pay)
	refused(t, err, rk7.CodeNotEnoughMoney)
	pay.Payments[0].Amount = 30000
	_, err = c.PayOrder(t.Context(), pay)
	require.NoError(t, err)
}
