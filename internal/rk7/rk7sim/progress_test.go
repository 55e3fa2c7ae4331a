package rk7sim_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

func TestWhatTheKitchenDisplaysSay(t *testing.T) {
	for _, b := range []rk7sim.Behaviour{{}, {KitchenChildren: true}, {KitchenKeepsVersion: true}} {
		s, c, till, ref := filled(t, b, dish("101", 2000), dish("102", 1000))
		require.ErrorIs(t, till.Kitchen(ref.GUID, "ready", 0), rk7sim.ErrNotThere, "the kitchen has got nothing")
		require.NoError(t, till.Print(ref.GUID))
		require.Error(t, till.Kitchen(ref.GUID, "burnt", 0))
		list, err := c.GetOrderList(t.Context(), rk7.GetOrderList{})
		require.NoError(t, err)
		o, _ := s.State("").Order(ref.GUID)
		require.NoError(t, till.Kitchen(ref.GUID, "started", 0))
		require.NoError(t, till.Kitchen(ref.GUID, "ready", o.Lines[0].Uni))
		read, err := c.GetOrder(t.Context(), ref)
		require.NoError(t, err)
		require.Equal(t, []string{"ready", "started"}, []string{read.Sessions[0].Dishes[0].KDSState, read.Sessions[0].Dishes[1].KDSState})
		again, err := c.GetOrderList(t.Context(), rk7.GetOrderList{LastVersion: list.LastVersion})
		require.NoError(t, err)
		require.Equal(t, b.KitchenKeepsVersion, again.NoChanges)
		require.NoError(t, till.Kitchen(ref.GUID, "", 0))
		o, _ = s.State("").Order(ref.GUID)
		require.Empty(t, o.Lines[0].Kitchen)
		require.NoError(t, till.Pay(ref.GUID))
		require.Error(t, till.Kitchen(ref.GUID, "ready", 0))
	}
}

func TestDeliveryUpdateStatusInEachWay(t *testing.T) {
	update := func(state int64, source string, extID int64) rk7.DeliveryUpdateStatus {
		return rk7.DeliveryUpdateStatus{Delivery: rk7.DeliveryBlock{State: &state}, Source: source, ExternalID: extID}
	}
	for name, one := range map[string]struct {
		behaviour rk7sim.Behaviour
		extID     int64
		refused   bool
		want      map[string]string
	}{
		"stays":      {want: map[string]string{"deliveryState": "4", "zoneName": "Центр"}},
		"replaces":   {behaviour: rk7sim.Behaviour{DeliveryReplaces: true}, want: map[string]string{"deliveryState": "4"}},
		"ignores":    {behaviour: rk7sim.Behaviour{DeliveryStatus: "ignore"}, want: map[string]string{"zoneName": "Центр"}},
		"refuses":    {behaviour: rk7sim.Behaviour{DeliveryStatus: "refuse"}, refused: true, want: map[string]string{"zoneName": "Центр"}},
		"no number":  {behaviour: rk7sim.Behaviour{DeliveryNeedsExtID: true}, refused: true, want: map[string]string{"zoneName": "Центр"}},
		"its number": {behaviour: rk7sim.Behaviour{DeliveryNeedsExtID: true}, extID: 7, want: map[string]string{"deliveryState": "4", "zoneName": "Центр"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, with(one.behaviour))
			c := connect(t, s, "demo")
			created, err := c.CreateOrder(t.Context(), rk7.CreateOrder{GUID: guid(), Table: rk7.ByCode("20"), Station: rk7.ByCode("1"), Guests: 1,
				Delivery: &rk7.DeliveryBlock{ZoneName: "Центр"}})
			require.NoError(t, err)
			command := update(4, "orderhatch", one.extID)
			command.Order = rk7.OrderByGUID(created.GUID)
			_, err = c.DeliveryUpdateStatus(t.Context(), command)
			require.Equal(t, one.refused, err != nil, "%v", err)
			o, _ := s.State("").Order(created.GUID)
			require.Equal(t, one.want, o.Delivery)
		})
	}
	t.Run("strict", func(t *testing.T) {
		s, _, till, ref := filled(t, rk7sim.Behaviour{})
		for _, wrong := range []string{
			`<DeliveryBlock deliveryState="2"/>`,
			`<ExtSource source="7"/>`,
			`<DeliveryBlock/><ExtSource source="7"/>`,
			`<DeliveryBlock deliveryState="ready"/><ExtSource source="7"/>`,
			`<DeliveryBlock deliveryState="2"/><ExtSource source="7" extID="-1"/>`,
		} {
			require.Contains(t, post(t, s, flat(`<RK7CMD CMD="DeliveryUpdateStatus"><Order guid="`+ref.GUID+`"/>`+wrong+`</RK7CMD>`)), `Status="Bad Query Parameters"`, wrong)
		}
		require.NoError(t, till.Lock(ref.GUID))
		require.Contains(t, post(t, s, flat(`<RK7CMD CMD="DeliveryUpdateStatus"><Order guid="`+ref.GUID+`"/><DeliveryBlock deliveryState="2"/><ExtSource source="7"/></RK7CMD>`)), `RK7ErrorN="2219"`)
	})
}

func with(b rk7sim.Behaviour) rk7sim.Options { return one(rk7sim.RestaurantOptions{Behaviour: b}) }

func TestChangedOrdersAreNotified(t *testing.T) {
	heard := make(chan string, 100)
	listener := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		heard <- r.Method + " " + r.URL.Path + " " + string(body)
	}))
	defer listener.Close()
	s, _, till, ref := filled(t, rk7sim.Behaviour{}, dish("101", 1000))
	require.Error(t, till.OrderNotify("ftp://nowhere"))
	require.NoError(t, till.OrderNotify(listener.URL+"/hooks"))
	require.Equal(t, listener.URL+"/hooks", s.State("").OrderNotify)
	require.NoError(t, till.Print(ref.GUID))
	select {
	case call := <-heard:
		require.True(t, strings.HasPrefix(call, "POST /hooks <?xml"), call)
		require.Contains(t, call, ref.GUID)
	case <-time.After(10 * time.Second):
		require.Fail(t, "nobody was called")
	}
	require.NoError(t, till.OrderNotify(""))
	require.NoError(t, till.Pay(ref.GUID))
	require.Empty(t, heard)
}

// A listener that hangs keeps neither the till nor the end of the simulator waiting.
func TestAListenerThatHangsHoldsNothingUp(t *testing.T) {
	hang := make(chan struct{})
	listener := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-hang:
		case <-r.Context().Done():
		}
	}))
	defer listener.Close()
	defer close(hang)
	s, _, till, ref := filled(t, rk7sim.Behaviour{}, dish("101", 1000))
	require.NoError(t, till.OrderNotify(listener.URL))
	for range 600 { // more than fit the queue
		require.NoError(t, till.Deliver(ref.GUID, rk7sim.DeliveryChange{Sent: true}))
	}
	began := time.Now()
	require.NoError(t, s.Close())
	require.Less(t, time.Since(began), 4*time.Second)
}
