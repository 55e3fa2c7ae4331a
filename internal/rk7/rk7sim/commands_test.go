package rk7sim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

// command sends one command and wants to find a text in the answer.
func command(t *testing.T, s *rk7sim.Server, want, name, attrs, inner string) {
	t.Helper()
	require.Contains(t, post(t, s, flat(fmt.Sprintf(`<RK7CMD CMD=%q %s>%s</RK7CMD>`, name, attrs, inner))), want)
}

func TestTheBill(t *testing.T) {
	s, c, _, ref := filled(t, rk7sim.Behaviour{}, dish("101", 1000))
	inner := `<Order guid="` + ref.GUID + `"/><Station code="1"/><Cashier code="9002"/>`
	command(t, s, `Status="Ok"`, "PrintBill", "", inner)
	read, err := c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.True(t, read.Bill)
	command(t, s, `Status="Ok"`, "UndoBill", "", inner)
	read, err = c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.False(t, read.Bill)
	command(t, s, `child element &#34;Cashier&#34; not found`, "PrintBill", "", `<Order guid="`+ref.GUID+`"/><Station code="1"/>`)
}

func TestClosingAVisit(t *testing.T) {
	s, c, till, ref := filled(t, rk7sim.Behaviour{})
	order := `<Order guid="` + ref.GUID + `"/>`
	require.NoError(t, till.Lock(ref.GUID))
	command(t, s, `RK7ErrorN="2129"`, "CloseVisit", "", order)
	require.NoError(t, till.Unlock(ref.GUID))
	uni, err := till.Add(ref.GUID, rk7sim.TillLine{PLU: "101", Quantity: 1000})
	require.NoError(t, err)
	command(t, s, `RK7ErrorN="3373"`, "CloseVisit", `VisitID="900000001"`, "")
	require.NoError(t, till.Remove(ref.GUID, uni))
	command(t, s, `Status="Ok"`, "CloseVisit", `VisitID="900000001"`, "")
	command(t, s, `RK7ErrorN="2128"`, "CloseVisit", "", order)
	read, err := c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.True(t, read.Cancelled(), "finished with nothing in it")
	require.False(t, read.Paid)
}

func TestATrialKeepsNothing(t *testing.T) {
	s, _, _, ref := filled(t, rk7sim.Behaviour{})
	try := func(want, dish string) {
		command(t, s, want, "ValidateOrder", "", `<Order guid="`+ref.GUID+`"/><Session><Station code="1"/><Dish code="`+dish+`" quantity="1000"/></Session>`)
	}
	try(`Status="Ok"`, "158")
	try(`<FaultyTag>`, "117")
	o, _ := s.State("").Order(ref.GUID)
	require.True(t, o.Empty)
	require.EqualValues(t, 5000, *s.State("").StopList[1].Remainder)
}

func TestTheStopListOverXML(t *testing.T) {
	s := start(t, rk7sim.Options{})
	by := `<Author code="9003"/><Reason code="4"/>`
	command(t, s, `Status="Ok"`, "SetDishRests", "", by+`<DishRest code="101" quantity="2500"/><DishRest code="102" prohibited="1"/>`)
	command(t, s, `quantity="2500"`, "GetDishRest", "", `<DishRest code="101"/>`)
	command(t, s, `prohibited="1"`, "GetDishRest", "", `<DishRest code="102"/>`)
	command(t, s, `RK7ErrorN="3383"`, "SetDishRests", "", `<Author code="9003"/><Reason code="1"/><DishRest code="103" quantity="0"/>`)
	command(t, s, `@quantity&#34; is not found`, "SetDishRests", "", by+`<DishRest code="103"/>`)
	require.Len(t, s.State("").StopList, 4)
	command(t, s, `Status="Ok"`, "ClearDishRests", "", `<DishRest code="101"/>`)
	require.Len(t, s.State("").StopList, 3)
	command(t, s, `Status="Ok"`, "ClearDishRests", "", "")
	require.Empty(t, s.State("").StopList)
	require.Empty(t, s.State("").Unknown)
}

func TestDeliveryOrdersAreOverwrittenByTheirGUID(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	till, err := s.Till("")
	require.NoError(t, err)
	id := guid()
	body := func(dish, quantity string) string {
		return `<Restaurant id="1000001"/><OrderCategory code="2"/><ExtSource source="site" extID="7"/><Order guid="` + id + `"/>` +
			`<DeliveryBlock deliveryState="1"/><Session><Station code="1"/><Dish code="` + dish + `" quantity="` + quantity + `"/></Session>` +
			`<HolderXML><holder><Holders_Addresses/></holder></HolderXML>`
	}
	for _, quantity := range []string{"3000", "1000"} {
		command(t, s, `Status="Ok"`, "DeliveryPostOrder", `persistentComment="D-7"`, body("158", quantity))
	}
	state := s.State("")
	require.Len(t, state.Orders, 1)
	require.EqualValues(t, 1000, state.Orders[0].Lines[0].Quantity)
	require.EqualValues(t, 4000, *state.StopList[1].Remainder)
	require.Equal(t, map[string]string{"deliveryState": "1"}, state.Orders[0].Delivery)

	require.NoError(t, till.Print(id))
	command(t, s, "уже отправлен на кухню", "DeliveryPostOrder", "", body("101", "1000"))
	command(t, s, `Status="Ok"`, "DeliveryPostOrder", `AllowReopenPrinted="1"`, body("101", "1000"))
	for part, want := range map[string]string{
		`<HolderXML><holder><Holders_Addresses/></holder></HolderXML>`: "HolderXML",
		`extID="7"`:                  "extID",
		`guid="` + id + `"`:          "guid",
		`<Restaurant id="1000001"/>`: "Restaurant",
	} {
		command(t, s, want, "DeliveryPostOrder", "", strings.Replace(body("101", "1000"), part, "", 1))
	}
	by := `<Order guid="` + id + `"/><Employee code="9003"/><DeleteReason code="3"/><Station code="1"/>`
	command(t, s, `Status="Ok"`, "DeliveryVoidOrder", "", by)
	command(t, s, `RK7ErrorN="2128"`, "DeliveryVoidOrder", "", by)
	read, err := c.GetOrder(t.Context(), rk7.OrderByGUID(id))
	require.NoError(t, err)
	require.True(t, read.Deleted)
	require.Empty(t, s.State("").Unknown)
}

func TestADeliveryOrderIsLicensed(t *testing.T) {
	s := start(t, subscribed(rk7sim.Behaviour{}))
	command(t, s, "License check", "DeliveryPostOrder", "", "<Order/>")
}
