package rk7sim_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/rk7"
	"github.com/orderhatch/orderhatch/internal/rk7/rk7sim"
)

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
	t.Run("how replies look", func(t *testing.T) {
		s, c, request := open(t, rk7sim.Behaviour{HideErrorCodes: true, EmptyVersion: true, WordBooleans: true, PrintWarning: true})
		ref := rk7.OrderByGUID(request.GUID)
		paid, err := c.PayOrder(t.Context(), rk7.PayOrder{Order: ref, Station: rk7.ByCode("1"), Cashier: rk7.ByCode("9002"), Payments: []rk7.Payment{{Currency: rk7.ByCode("1")}}})
		require.NoError(t, err)
		require.Len(t, paid.Warnings, 1)
		require.Empty(t, paid.ServerVersion)
		read, err := c.GetOrder(t.Context(), ref)
		require.NoError(t, err)
		require.True(t, read.Paid && read.Finished && !read.Deleted)
		require.Contains(t, post(t, s, flat(`<RK7CMD CMD="GetOrder"><Order guid="`+ref.GUID+`"/></RK7CMD>`)), `paid="true"`)
		_, err = save(t, c, ref, session(dish("101", 1000)))
		require.Contains(t, refused(t, err, 0).Text, "закрыт", "2128 without its number")
	})
	t.Run("the comment that does not last", func(t *testing.T) {
		for _, keep := range []bool{false, true} {
			s, c, request := open(t, rk7sim.Behaviour{KeepNonPersistent: keep})
			comment := "позвонить"
			require.NoError(t, c.UpdateOrder(t.Context(), rk7.UpdateOrder{Order: rk7.OrderByGUID(request.GUID), NonPersistentComment: &comment}))
			till, err := s.Till("")
			require.NoError(t, err)
			require.NoError(t, till.Pay(request.GUID))
			o, _ := s.State("").Order(request.GUID)
			require.Equal(t, keep, o.NonPersistentComment == comment)
			require.Equal(t, "R-1 Анна", o.PersistentComment)
		}
	})
	t.Run("an unknown choice", func(t *testing.T) {
		_, err := rk7sim.Start(one(rk7sim.RestaurantOptions{Behaviour: rk7sim.Behaviour{DuplicateOrder: "maybe"}}))
		require.ErrorContains(t, err, "maybe")
		for _, wrong := range []rk7sim.Behaviour{{BatchRollback: true, BatchContinue: true}, {ReplaySeconds: -1}} {
			_, err = rk7sim.Start(one(rk7sim.RestaurantOptions{Behaviour: wrong}))
			require.Error(t, err)
		}
	})
}
