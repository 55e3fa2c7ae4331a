package rk7sim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func flat(command string) string { return "<RK7Query>" + command + "</RK7Query>" }

func TestRequestsAreReadStrictly(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	ref := created(t, c)
	order := fmt.Sprintf(`<Order guid=%q/>`, ref.GUID)
	save := func(inner string) string {
		return flat(`<RK7CMD CMD="SaveOrder">` + order + inner + `</RK7CMD>`)
	}
	tests := map[string]struct{ request, want string }{
		"true":          {flat(`<RK7CMD CMD="GetOrderList2" onlyOpened="true"/>`), `Bad integer attribute`},
		"false":         {flat(`<RK7CMD CMD="VoidOrder" change_guids="false">` + order + `</RK7CMD>`), `Bad integer attribute`},
		"word":          {flat(`<RK7CMD CMD="GetRefData" RefName="TABLES" OnlyActive="yes"/>`), `Bad integer attribute`},
		"no table":      {flat(`<RK7CMD CMD="CreateOrder"><Order><Station code="1"/></Order></RK7CMD>`), `child element &#34;Table&#34; not found`},
		"no order":      {flat(`<RK7CMD CMD="CreateOrder"/>`), `child element &#34;Order&#34; not found`},
		"bad table":     {flat(`<RK7CMD CMD="CreateOrder"><Order><Table code="77"/></Order></RK7CMD>`), `Не найден элемент 77 в коллекции TABLES`},
		"bad guid":      {flat(`<RK7CMD CMD="GetOrder"><Order guid="7D0C"/></RK7CMD>`), `Bad GUID attribute`},
		"no guests":     {flat(`<RK7CMD CMD="CreateOrder"><Order><Table code="10"/><Guests count="0"/></Order></RK7CMD>`), `RK7ErrorN="3444"`},
		"no station":    {save(`<Session><Dish code="101" quantity="1000"/></Session>`), `child element &#34;Station&#34; not found`},
		"no quantity":   {save(`<Session><Station code="1"/><Dish code="101"/></Session>`), `@quantity&#34; is not found`},
		"zero quantity": {save(`<Session><Station code="1"/><Dish code="101" quantity="0"/></Session>`), `<FaultyTag><Dish code="101" quantity="0"/></FaultyTag>`},
		"fraction":      {save(`<Session><Station code="1"/><Dish code="101" quantity="1.5"/></Session>`), `Bad integer attribute`},
		"no session":    {save(``), `child element &#34;Session&#34; not found`},
		"inactive":      {save(`<Session><Station code="1"/><Dish code="199" quantity="1000"/></Session>`), `Status="Query Executing Error"`},
		"unknown dish":  {save(`<Session><Station code="1"/><Dish code="9" quantity="1000"/></Session>`), `Status="Bad Query Parameters"`},
		"combo as dish": {save(`<Session><Station code="1"/><Dish code="180" quantity="1000"/></Session>`), `Status="Query Executing Error"`},
		"half a combo":  {save(`<Session><Station code="1"/><Combo code="180" quantity="1000"><Component code="101"/></Combo></Session>`), `Нарушена схема комбо`},
		"no size":       {save(`<Session><Station code="1"/><Dish code="120" quantity="1000"/></Session>`), `Нарушена схема модификаторов`},
		"two sizes":     {save(`<Session><Station code="1"/><Dish code="120" quantity="1000"><Modi code="511"/><Modi code="512"/></Dish></Session>`), `Нарушена схема модификаторов`},
		"foreign":       {save(`<Session><Station code="1"/><Dish code="120" quantity="1000"><Modi code="511"/><Modi code="531"/></Dish></Session>`), `Нарушена схема модификаторов`},
		"no reason":     {save(`<Session><Station code="1"/><Prepay code="3" amount="100"/></Session>`), `child element &#34;Reason&#34; not found`},
		"too long":      {flat(`<RK7CMD CMD="UpdateOrder" persistentComment="` + strings.Repeat("x", 20_000) + `">` + order + `</RK7CMD>`), `Attribute is too long`},
		"wrong reason":  {flat(`<RK7CMD CMD="VoidOrder">` + order + `<Station code="1"/><Manager code="9003"/><DeleteReason code="4"/></RK7CMD>`), `RK7ErrorN="3383"`},
		"no manager":    {flat(`<RK7CMD CMD="VoidOrder">` + order + `<Station code="1"/><DeleteReason code="3"/></RK7CMD>`), `child element &#34;Manager&#34; not found`},
		"no lock time":  {flat(`<RK7CMD CMD="LockOrder" lockguid="{7D0C1A52-0000-4000-8000-00000000F001}">` + order + `</RK7CMD>`), `Bad date-time attribute`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			answer := post(t, s, test.request)
			require.Contains(t, answer, test.want)
			require.Contains(t, answer, `Processed="0"`)
		})
	}
	o, _ := s.State("").Order(ref.GUID)
	require.True(t, o.Empty && !o.Voided, "nothing refused was done")
	require.Len(t, s.State("").Orders, 1)
}

func TestTheClockFormOfADurationDoesNotLock(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	ref := created(t, c)
	lock := func(form string) string {
		return post(t, s, flat(`<RK7CMD CMD="LockOrder" lockTime="`+form+`" lockguid="{7D0C1A52-0000-4000-8000-00000000F001}"><Order guid="`+ref.GUID+`"/></RK7CMD>`))
	}
	answer := lock("00:02:00")
	require.Contains(t, answer, `Status="Ok"`)
	require.Contains(t, answer, `locked="0"`)
	require.Contains(t, lock("1899-12-30T00:02:00"), `locked="1"`)
}

func TestWhatNoStationUnderstandsIsRecorded(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	ref := created(t, c)
	for range 2 {
		answer := post(t, s, flat(`<RK7CMD CMD="SaveOrder" hurry="1"><Order guid="`+ref.GUID+`"/><Session><Station code="1"/>`+
			`<Dish code="101" quantity="1000" comment="без лука"/><Wine/></Session></RK7CMD>`))
		require.Contains(t, answer, `Status="Ok"`, "it is left aside in silence")
	}
	require.Equal(t, map[string]int64{"SaveOrder/@hurry": 2, "SaveOrder/Session/Dish/@comment": 2, "SaveOrder/Session/Wine": 2}, s.State("").Unknown)
	require.Equal(t, map[string]int64{"CreateOrder": 1, "SaveOrder": 2}, s.State("").Counters)
	post(t, s, flat(`<RK7CMD CMD="Nonsense"/>`))
	require.EqualValues(t, 1, s.State("").Counters["unknown"])
}

func TestEveryRequestOfTheClientIsUnderstood(t *testing.T) {
	s := start(t, one(rk7sim.RestaurantOptions{Licence: rk7sim.LicenceSubscription}))
	c := connect(t, s, "demo")
	ctx := t.Context()
	ref, instance := created(t, c), guid()

	info, err := c.GetSystemInfo(ctx)
	require.NoError(t, err)
	require.Equal(t, "100000001", info.RestCode)
	info, err = c.GetSystemInfo2(ctx)
	require.NoError(t, err)
	require.EqualValues(t, 1, info.Shift.Number)
	functions, err := c.GetFunctions(ctx)
	require.NoError(t, err)
	require.Contains(t, functions, "SaveOrder")
	refs, err := c.GetRefList(ctx)
	require.NoError(t, err)
	require.NotEmpty(t, refs)
	for _, one := range refs {
		data, err := c.GetRefData(ctx, rk7.GetRefData{RefName: one.Name, OnlyActive: true, WithChildItems: 2, WithMacroProp: true})
		require.NoError(t, err, one.Name)
		require.NotEmpty(t, data.Items, one.Name)
	}
	for name, load := range map[string]func() (int, error){
		"tables":  func() (int, error) { l, err := c.Tables(ctx); return len(l), err },
		"people":  func() (int, error) { l, err := c.Employees(ctx); return len(l), err },
		"reasons": func() (int, error) { l, err := c.VoidReasons(ctx); return len(l), err },
		"prepays": func() (int, error) { l, err := c.PrepayReasons(ctx); return len(l), err },
		"groups":  func() (int, error) { l, err := c.ModifierGroups(ctx); return len(l), err },
		"classes": func() (int, error) { l, err := c.Classifications(ctx); return len(l), err },
		"stopped": func() (int, error) { l, err := c.GetDishRests(ctx); return len(l), err },
		"menu now": func() (int, error) {
			l, err := c.GetOrderMenu(ctx, rk7.GetOrderMenu{Station: rk7.ByCode("1"), Waiter: rk7.ByCode("9001"), Table: rk7.ByCode("10"), OrderCategory: rk7.ByCode("1")})
			return len(l.Dishes), err
		},
	} {
		count, err := load()
		require.NoError(t, err, name)
		require.Positive(t, count, name)
	}
	_, err = c.GetModifierStopList(ctx)
	require.NoError(t, err)

	state := int64(2)
	_, err = c.DeliveryUpdateStatus(ctx, rk7.DeliveryUpdateStatus{Order: ref, Delivery: rk7.DeliveryBlock{State: &state, Takeout: true}, Source: "orderhatch", ExternalID: 7})
	require.NoError(t, err)
	price := int64(12300)
	combo := rk7.SaveCombo{Combo: rk7.ByCode("180"), LineGUID: guid(), Quantity: 2000, Components: []rk7.SaveComponent{
		{Dish: rk7.ByCode("104")}, {Dish: rk7.ByCode("102")}, {Dish: rk7.ByCode("134")}, {Dish: rk7.ByCode("160")},
	}}
	priced := dish("102", 1000)
	priced.Price = &price
	full := session(priced, dish("120", 1000, modifier("512", 1), modifier("521", 2)))
	full.Combos = []rk7.SaveCombo{combo}
	full.Prepays = []rk7.SavePrepay{{Currency: rk7.ByCode("3"), LineGUID: guid(), Amount: 50000, Promised: true, Reason: rk7.ByCode("1")}}
	licence := &rk7.LicenseInfo{Anchor: rk7.Anchor(product, "100000001"), Token: "demo-token", InstanceGUID: instance}
	saved, err := c.SaveOrder(ctx, rk7.SaveOrder{Licence: licence, Order: ref, LockKey: guid(), Sessions: []rk7.SaveSession{full}})
	require.NoError(t, err)
	require.EqualValues(t, 12300+52000+15000+2*9000+2*59000, saved.Order.Sum)
	require.EqualValues(t, 50000, saved.Order.PromisedSum)
	require.EqualValues(t, saved.Order.Sum, saved.Order.UnpaidSum, "a promise is no payment")
	require.Len(t, saved.Order.Sessions[0].Combos[0].Components, 4)
	require.Empty(t, s.State("").Unknown)
}

func TestBothEnvelopes(t *testing.T) {
	s := start(t, rk7sim.Options{})
	create := `CMD="CreateOrder"><Order><Table code="10"/></Order>`
	answer := post(t, s, flat(`<RK7CMD `+create+`</RK7CMD>`))
	require.NotContains(t, answer, "CommandResult")
	require.Contains(t, answer, `VisitID="900000001"`)
	for _, form := range []string{"RK7Command", "RK7Command2"} {
		answer = post(t, s, flat(`<`+form+` CMD="GetSystemInfo2"/><`+form+` `+create+`</`+form+`>`))
		require.Equal(t, 2, strings.Count(answer, "<CommandResult "), form)
		require.Contains(t, answer, `Processed="2"`)
	}
	require.Len(t, s.State("").Orders, 3)
	require.Contains(t, post(t, s, flat(`<RK7CMD CMD="GetSystemInfo"/><RK7CMD CMD="GetSystemInfo"/>`)), "Bad Query Parameters")
}

func TestABatchAfterAFailure(t *testing.T) {
	create := `<RK7Command CMD="CreateOrder"><Order><Table code="10"/></Order></RK7Command>`
	batch := flat(create + `<RK7Command CMD="CreateOrder"><Order/></RK7Command>` + create)
	for rollback, want := range map[bool]int{false: 1, true: 0} {
		s := start(t, one(rk7sim.RestaurantOptions{Behaviour: rk7sim.Behaviour{BatchRollback: rollback}}))
		answer := post(t, s, batch)
		require.Contains(t, answer, fmt.Sprintf(`Processed="%d"`, want))
		require.Contains(t, answer, `Status="Bad Query Parameters"`)
		require.Len(t, s.State("").Orders, want)
	}
}

func TestSwitchesOfWhatNobodyDocumented(t *testing.T) {
	open := func(t *testing.T, b rk7sim.Behaviour) (*rk7sim.Server, *rk7.Client, rk7.CreateOrder) {
		s := start(t, one(rk7sim.RestaurantOptions{Behaviour: b}))
		c := connect(t, s, "demo")
		request := newOrder()
		_, err := c.CreateOrder(t.Context(), request)
		require.NoError(t, err)
		return s, c, request
	}
	save := func(t *testing.T, c *rk7.Client, ref rk7.OrderRef, sessions ...rk7.SaveSession) (rk7.SavedOrder, error) {
		return c.SaveOrder(t.Context(), rk7.SaveOrder{Order: ref, Sessions: sessions})
	}
	t.Run("a second order with the same GUID", func(t *testing.T) {
		s, c, request := open(t, rk7sim.Behaviour{})
		_, err := c.CreateOrder(t.Context(), request)
		refused(t, err, 0)
		require.Len(t, s.State("").Orders, 1)

		s, c, request = open(t, rk7sim.Behaviour{DuplicateOrder: "same"})
		made, err := c.CreateOrder(t.Context(), request)
		require.NoError(t, err)
		require.Equal(t, request.GUID, made.GUID)
		require.Len(t, s.State("").Orders, 1)

		s, c, request = open(t, rk7sim.Behaviour{DuplicateOrder: "new"})
		made, err = c.CreateOrder(t.Context(), request)
		require.NoError(t, err)
		require.NotEqual(t, request.GUID, made.GUID)
		require.Len(t, s.State("").Orders, 2)
	})
	t.Run("an order nobody knows", func(t *testing.T) {
		for choice, status := range map[string]string{"error": rk7.StatusExecutingError, "bad_parameters": rk7.StatusBadParameters, "empty": rk7.StatusOK} {
			_, c, _ := open(t, rk7sim.Behaviour{MissingOrder: choice})
			_, err := c.GetOrder(t.Context(), rk7.OrderByGUID(guid()))
			require.True(t, rk7.AsError(err).OrderMissing(), choice)
			require.Equal(t, status, rk7.AsError(err).Status)
		}
	})
	t.Run("GUIDs of lines", func(t *testing.T) {
		for _, replace := range []bool{false, true} {
			_, c, request := open(t, rk7sim.Behaviour{ReplaceLineGUIDs: replace})
			mine := session(dish("101", 1000))
			saved, err := save(t, c, rk7.OrderByGUID(request.GUID), mine)
			require.NoError(t, err)
			require.Equal(t, !replace, saved.Sessions[0].LineGUID == mine.LineGUID)
			require.Equal(t, !replace, saved.Order.Sessions[0].Dishes[0].LineGUID == mine.Dishes[0].LineGUID)
		}
	})
	t.Run("a price sent along", func(t *testing.T) {
		price := int64(100)
		for choice, want := range map[string]int64{"accept": 100, "ignore": 45000, "refuse": 0} {
			_, c, request := open(t, rk7sim.Behaviour{PriceOverride: choice})
			cheap := dish("101", 1000)
			cheap.Price = &price
			saved, err := save(t, c, rk7.OrderByGUID(request.GUID), session(cheap))
			if choice == "refuse" {
				require.Len(t, refused(t, err, 0).Faults, 1)
				continue
			}
			require.NoError(t, err)
			require.Equal(t, want, saved.Order.Sum)
		}
	})
	t.Run("external ids", func(t *testing.T) {
		for _, keep := range []bool{false, true} {
			s, c, _ := open(t, rk7sim.Behaviour{KeepExternalIDs: keep})
			post(t, s, flat(`<RK7CMD CMD="CreateOrder"><Order extSource="7" extID="42"><Table code="10"/></Order></RK7CMD>`))
			list, err := c.GetOrderList(t.Context(), rk7.GetOrderList{})
			require.NoError(t, err)
			require.Equal(t, keep, len(list.Visits[1].Orders[0].ExternalIDs) == 1)
			require.Equal(t, keep, len(s.State("").Unknown) == 0)
		}
	})
	t.Run("voiding twice", func(t *testing.T) {
		for _, fine := range []bool{false, true} {
			_, c, request := open(t, rk7sim.Behaviour{VoidTwiceOK: fine})
			void := rk7.VoidOrder{Order: rk7.OrderByGUID(request.GUID), Station: rk7.ByCode("1"), Manager: rk7.ByCode("9003"), Reason: rk7.ByCode("3")}
			require.NoError(t, c.VoidOrder(t.Context(), void))
			require.Equal(t, fine, c.VoidOrder(t.Context(), void) == nil)
		}
	})
	t.Run("lines", func(t *testing.T) {
		for _, test := range []struct {
			behaviour rk7sim.Behaviour
			session   rk7.SaveSession
			accepted  bool
		}{
			{rk7sim.Behaviour{}, session(dish("101", 1000, modifier("501", 1))), true},
			{rk7sim.Behaviour{RefuseModifierWithoutScheme: true}, session(dish("101", 1000, modifier("501", 1))), false},
			{rk7sim.Behaviour{}, session(dish("120", 1000)), false},
			{rk7sim.Behaviour{IgnoreSchemes: true}, session(dish("120", 1000)), true},
			{rk7sim.Behaviour{}, session(dish("101", 500)), true},
			{rk7sim.Behaviour{FractionOnlyWeighed: true}, session(dish("101", 500)), false},
			{rk7sim.Behaviour{FractionOnlyWeighed: true}, session(dish("136", 500)), true},
			{rk7sim.Behaviour{SessionStationOptional: true}, rk7.SaveSession{Dishes: []rk7.SaveDish{dish("101", 1000)}}, true},
			{rk7sim.Behaviour{}, rk7.SaveSession{Dishes: []rk7.SaveDish{dish("101", 1000)}}, false},
		} {
			_, c, request := open(t, test.behaviour)
			_, err := save(t, c, rk7.OrderByGUID(request.GUID), test.session)
			require.Equal(t, test.accepted, err == nil, "%+v: %v", test.behaviour, err)
		}
	})
	t.Run("open names", func(t *testing.T) {
		for _, anywhere := range []bool{false, true} {
			s, c, request := open(t, rk7sim.Behaviour{OpenNameAnywhere: anywhere})
			wish := rk7.SaveModifier{Modifier: rk7.ByCode("501"), Count: 1, OpenName: "побольше"}
			_, err := save(t, c, rk7.OrderByGUID(request.GUID), session(dish("101", 1000, wish)))
			require.NoError(t, err)
			o, _ := s.State("").Order(request.GUID)
			require.Equal(t, anywhere, o.Lines[0].Modifiers[0].OpenName == "побольше")
		}
	})
	t.Run("guests", func(t *testing.T) {
		s, _, _ := open(t, rk7sim.Behaviour{GuestsRequired: true})
		require.Contains(t, post(t, s, flat(`<RK7CMD CMD="CreateOrder"><Order><Table code="10"/></Order></RK7CMD>`)), `RK7ErrorN="3444"`)
	})
	t.Run("an unknown choice", func(t *testing.T) {
		_, err := rk7sim.Start(one(rk7sim.RestaurantOptions{Behaviour: rk7sim.Behaviour{DuplicateOrder: "maybe"}}))
		require.ErrorContains(t, err, "maybe")
	})
}
