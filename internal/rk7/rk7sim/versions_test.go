package rk7sim_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestReleases(t *testing.T) {
	tests := map[string]struct {
		full                                  string
		netName, arrival, child, stationField bool
		supported                             bool
	}{
		"7.5":       {full: "7.5.3.200", stationField: true},
		"7.5.7.75":  {full: "7.5.7.75", netName: true, child: true, stationField: true},
		"7.6.2":     {full: "7.6.2.300", netName: true, arrival: true, child: true, supported: true},
		"7.6.2.100": {full: "7.6.2.100", netName: true, arrival: true, child: true},
		"7.6.4":     {full: "7.6.4.400", netName: true, arrival: true, child: true, supported: true},
		"7.25":      {full: "7.25.11.2001", netName: true, arrival: true, child: true, supported: true},
		"7.26":      {full: "7.26.8.0", netName: true, arrival: true, child: true, supported: true},
	}
	for version, test := range tests {
		t.Run(version, func(t *testing.T) {
			s := start(t, one(rk7sim.RestaurantOptions{Version: version}))
			c := connect(t, s, "demo")
			answer := post(t, s, flat(`<RK7CMD CMD="CreateOrder"><Order><Table code="10"/></Order></RK7CMD>`))
			require.Contains(t, answer, `ServerVersion="`+test.full+`"`)
			require.Equal(t, test.netName, strings.Contains(answer, "NetName="))
			require.Equal(t, test.arrival, strings.Contains(answer, "ArrivalDateTime="))
			require.Equal(t, test.child, strings.Contains(answer, "<Order "))
			menu := post(t, s, flat(`<RK7CMD CMD="GetOrderMenu" StationCode="1"/>`))
			require.Equal(t, test.stationField, strings.Contains(menu, "<Dishes>"))

			info, err := c.GetSystemInfo(t.Context())
			require.NoError(t, err)
			release, err := info.Version()
			require.NoError(t, err)
			supported, _ := release.Supported()
			require.Equal(t, test.supported, supported)
			made, err := c.CreateOrder(t.Context(), newOrder())
			require.NoError(t, err)
			require.NotZero(t, made.Visit)
		})
	}
	for _, wrong := range []string{"8", "7.x.1.2", "7.25.11.2001.1"} {
		_, err := rk7sim.Start(one(rk7sim.RestaurantOptions{Version: wrong}))
		require.Error(t, err, wrong)
	}
}

func TestOldEncodingAndOldEncryption(t *testing.T) {
	options := one(rk7sim.RestaurantOptions{Behaviour: rk7sim.Behaviour{Windows1251: true}})
	options.WeakTLS = true
	s := start(t, options)
	_, err := connect(t, s, "demo").CreateOrder(t.Context(), newOrder())
	require.Equal(t, rk7.NotSent, rk7.AsError(err).Outcome, "weak encryption has to be allowed")
	c := connect(t, s, "demo", func(config *rk7.Config) { config.MinTLS, config.AllowWeakTLS = "1.0", true })
	ref := created(t, c)
	read, err := c.GetOrder(t.Context(), ref)
	require.NoError(t, err)
	require.Equal(t, "R-1 Анна", read.PersistentComment)
}

func TestManyRestaurantsLiveApart(t *testing.T) {
	var options rk7sim.Options
	for i := range 20 {
		options.Restaurants = append(options.Restaurants, rk7sim.RestaurantOptions{ID: fmt.Sprintf("r-%d", i), Name: fmt.Sprintf("Ресторан %d", i)})
	}
	options.Restaurants[3].Listen = "127.0.0.1:0"
	s := start(t, options)
	require.Len(t, s.Addresses(), 20)
	require.Equal(t, s.URL(), s.URLOf("r-0"))
	require.Empty(t, s.URLOf("nowhere"))
	request := newOrder()
	for i, id := range s.IDs() {
		c := connect(t, s, id)
		info, err := c.GetSystemInfo2(t.Context())
		require.NoError(t, err)
		require.Equal(t, fmt.Sprint(100000001+i), info.RestCode)
		if i%2 == 0 {
			_, err = c.CreateOrder(t.Context(), request)
			require.NoError(t, err, "the same GUID elsewhere is another order")
		}
	}
	for i, id := range s.IDs() {
		require.Len(t, s.State(id).Orders, (i+1)%2)
	}
	_, err := s.Till("nowhere")
	require.ErrorContains(t, err, "r-19")
	for _, wrong := range [][]rk7sim.RestaurantOptions{
		{{ID: "a"}, {ID: "a"}}, {{ID: "A"}}, {{ID: ""}}, {{ID: "a", RestCode: "12"}}, {{ID: "a", RestCode: "123456789"}, {ID: "b", RestCode: "123456789"}},
		{{ID: "a", Licence: "none"}}, {{ID: "a", LicenceService: "none"}}, {{ID: "a", FormScriptAddress: "x"}},
	} {
		_, err := rk7sim.Start(rk7sim.Options{Restaurants: wrong})
		require.Error(t, err, "%+v", wrong)
	}
}

func TestTheMenuHasWhatTestsNeed(t *testing.T) {
	s := start(t, rk7sim.Options{})
	c := connect(t, s, "demo")
	menu, err := c.MenuItems(t.Context(), 3, 2560)
	require.NoError(t, err)
	require.GreaterOrEqual(t, len(menu), 40)
	byCode := map[string]rk7.MenuItem{}
	var weighed, combos, schemes, hidden int
	for _, item := range menu {
		byCode[item.Code] = item
		weighed += count(item.Weighed)
		combos += count(item.Combo != 0)
		schemes += count(item.Scheme != 0)
		hidden += count(item.Classes[2560] == 0)
		require.Positive(t, item.Price, item.Name)
	}
	for _, plain := range []string{"101", "102"} {
		require.Zero(t, byCode[plain].Scheme)
		require.False(t, byCode[plain].Weighed)
		require.NotZero(t, byCode[plain].Classes[2560])
	}
	require.Positive(t, weighed)
	require.Positive(t, combos)
	require.Positive(t, hidden)
	require.Greater(t, schemes, 5)

	classes, err := c.Classifications(t.Context())
	require.NoError(t, err)
	require.Equal(t, "Использовать для интернет-заказов", classes[0].Name)
	modifiers, err := c.Modifiers(t.Context(), 3)
	require.NoError(t, err)
	open := map[string]bool{}
	for _, m := range modifiers {
		open[m.Code] = m.OpenName
	}
	require.Contains(t, open, "501")
	require.True(t, open["590"])
	limits, err := c.ModifierSchemes(t.Context())
	require.NoError(t, err)
	require.EqualValues(t, 1, limits[0].Groups[0].Min)
	require.EqualValues(t, 1, limits[0].Groups[0].Max)
	rests, err := c.GetDishRests(t.Context())
	require.NoError(t, err)
	require.Len(t, rests, 2)
	require.True(t, rests[0].Prohibited)
	require.EqualValues(t, 5000, *rests[1].Quantity)
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func TestAddressesCanBearAnotherName(t *testing.T) {
	s := start(t, rk7sim.Options{Listen: "127.0.0.1:0", WebListen: "0.0.0.0:0", Advertise: "till.example"})
	require.Regexp(t, `^https://till\.example:\d+$`, s.URL())
	require.Regexp(t, `^http://till\.example:\d+$`, s.WebURL())
	require.Equal(t, s.URL(), s.State("").URL)
	require.Regexp(t, `^http://127\.0\.0\.1:\d+$`, start(t, rk7sim.Options{WebListen: "0.0.0.0:0"}).WebURL())
}

func TestDictionariesAreFiltered(t *testing.T) {
	s := start(t, rk7sim.Options{})
	items := func(attrs, inner string) int {
		answer := post(t, s, flat(`<RK7CMD CMD="GetRefData" RefName="menuitems" `+attrs+`>`+inner+`</RK7CMD>`))
		require.Contains(t, answer, `Status="Ok"`)
		return strings.Count(answer, "<Item ")
	}
	all := items("", "")
	require.Equal(t, all-1, items(`OnlyActive="1"`, ""), "one is inactive")
	require.Equal(t, 1, items(`RefItemIdent="1000101"`, ""))
	require.Zero(t, items(`RefItemIdent="7"`, ""))
	require.Zero(t, items(`RefItemGUID="{7D0C1A52-0000-4000-8000-000000000001}"`, ""))
	require.Equal(t, 5, items("", `<PROPFILTERS><PROPFILTER Name="Name" Substring="пицца"/></PROPFILTERS>`))
	require.Equal(t, 1, items("", `<PROPFILTERS><PROPFILTER Name="Code" Value="102"/></PROPFILTERS>`))
	masked := post(t, s, flat(`<RK7CMD CMD="GetRefData" RefName="MENUITEMS" RefItemIdent="1000101" WithMacroProp="1" PropMask="items.(Ident,PRICETYPES^3)"/>`))
	require.Contains(t, masked, `<Item Ident="1000101" PRICETYPES-3="45000"/>`)
	require.Contains(t, post(t, s, flat(`<RK7CMD CMD="GetRefData" RefName="WINES"/>`)), "Bad Query Parameters")
}
