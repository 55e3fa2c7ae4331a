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
	s := start(t, one(rk7sim.RestaurantOptions{Behaviour: rk7sim.Behaviour{BatchContinue: true}}))
	answer := post(t, s, batch)
	require.Contains(t, answer, `Processed="2"`)
	require.Equal(t, 3, strings.Count(answer, "<CommandResult "))
	require.Len(t, s.State("").Orders, 2)
}
