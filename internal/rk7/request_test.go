package rk7

import (
	"encoding/xml"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestRequests(t *testing.T) {
	price := int64(12000)
	comment := "R-1; позвонить <за час> & \"тихо\""
	state := int64(2)
	order := OrderByGUID("{7D0C1A52-0000-4000-8000-000000000001}")
	licence := &LicenseInfo{Anchor: Anchor("00000000-aaaa-4bbb-8ccc-000000000001", "100000001"), Token: "demo-token", InstanceGUID: "{7D0C1A52-0000-4000-8000-00000000C001}", SeqNumber: 42}
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	commands := map[string]Command{
		"GetSystemInfo":  plainCommand(cmdGetSystemInfo),
		"GetSystemInfo2": plainCommand(cmdGetSystemInfo2),
		"GetFunctions":   plainCommand(cmdGetFunctions),
		"GetRefList":     plainCommand(cmdGetRefList),
		"GetDishRests":   plainCommand(cmdGetDishRests),
		"GetRefData":     GetRefData{RefName: RefMenuItems, PropMask: "items.(Ident,Code)", OnlyActive: true, WithChildItems: 2, WithMacroProp: true},
		"GetOrderMenu":   GetOrderMenu{Station: ByCode("1"), Waiter: ByID(5), At: noon},
		"CreateOrder": CreateOrder{
			GUID: order.GUID, PersistentComment: comment, Table: ByCode("10"), Station: ByCode("1"), Creator: ByCode("9001"), Waiter: ByCode("9001"),
			OrderCategory: ByCode("1"), OrderType: ByCode("2"), GuestType: ByID(1), Guests: 2, ExternalProps: []Prop{{"demo_order", "7731"}},
			Delivery: &DeliveryBlock{State: &state, DeliveryTime: noon, Takeout: true, TravelTime: 40 * time.Minute},
		},
		"CreateOrder_visit": CreateOrder{Table: ByID(7), Visit: 900000001, NonPersistentComment: "x", OpenTime: noon, Duration: 4 * time.Hour},
		"GetOrder":          GetOrder{Order: order},
		"GetOrder_visit":    GetOrder{Order: OrderByVisit(900000001, 256)},
		"GetOrderList":      GetOrderList{LastVersion: 17, OnlyOpened: true, Table: ByCode("10")},
		"GetOrderList2":     GetOrderList2{},
		"SaveOrder": SaveOrder{
			Licence: licence, Order: order, LockKey: "{7D0C1A52-0000-4000-8000-00000000F001}",
			Sessions: []SaveSession{{
				LineGUID: "{7D0C1A52-0000-4000-8000-0000000000A1}", RemindTime: noon, Station: ByCode("1"), Author: ByCode("9001"),
				Dishes: []SaveDish{
					{Dish: ByID(1000101), Quantity: 2000, LineGUID: "{7D0C1A52-0000-4000-8000-0000000000B1}", Modifiers: []SaveModifier{{Modifier: ByID(1000501), Count: 1}}},
					{Dish: ByCode("102"), Quantity: 350, Price: &price, Modifiers: []SaveModifier{{Modifier: ByID(1000590), OpenName: "без соли"}}},
				},
				Combos:  []SaveCombo{{Combo: ByID(1000130), Quantity: 1000, Components: []SaveComponent{{Dish: ByID(1000101), Count: 1}}}},
				Prepays: []SavePrepay{{Currency: ByID(3), Amount: 75000, Promised: true, Reason: ByID(4)}},
			}},
		},
		"SaveOrder_void": SaveOrder{Order: order, Sessions: []SaveSession{{Uni: 1, Dishes: []SaveDish{{
			Dish: ByID(1000101), Uni: 2, Quantity: 2000, Voids: []SaveVoid{{Reason: ByCode("3"), Author: ByCode("9001"), Quantity: 1000}},
		}}}}},
		"SaveOrder_combo": SaveOrder{Order: order, Sessions: []SaveSession{
			{LineGUID: "{7D0C1A52-0000-4000-8000-0000000000A2}", Station: ByCode("1"), Combos: []SaveCombo{{
				Combo: ByID(1000180), Quantity: 1000, Components: []SaveComponent{{Dish: ByID(1000101), Count: 1, Modifiers: []SaveModifier{{Modifier: ByID(1000501), Count: 1}}}},
				Modifiers: []SaveModifier{{Modifier: ByID(1000590), OpenName: "без лука"}},
			}}},
			{Uni: 3, Combos: []SaveCombo{{Combo: ByID(1000180), Uni: 4, Quantity: 1000, Voids: []SaveVoid{{Reason: ByCode("3"), Author: ByCode("9003"), Quantity: 1000}}}}},
		}},
		"UpdateOrder":                    UpdateOrder{Order: order, PersistentComment: &comment, Guests: 2, ExternalProps: []Prop{{"a", "b"}}},
		"VoidOrder":                      VoidOrder{Order: order, Station: ByCode("1"), Manager: ByCode("9001"), Reason: ByCode("3")},
		"LockOrder":                      LockOrder{Order: order, Key: "{7D0C1A52-0000-4000-8000-00000000F001}", For: 2 * time.Minute},
		"LockOrder_release":              LockOrder{Order: order, Key: "{7D0C1A52-0000-4000-8000-00000000F001}"},
		"PayOrder":                       PayOrder{Licence: licence, Order: order, Station: ByCode("1"), Cashier: ByCode("9001"), Payments: []Payment{{Currency: ByID(1), Amount: 75000}}},
		"DeliveryUpdateStatus":           DeliveryUpdateStatus{Order: order, Delivery: DeliveryBlock{State: &state, DeliveryTime: noon}, Source: "7"},
		"DeliveryUpdateStatus_whole":     DeliveryUpdateStatus{Order: order, Delivery: DeliveryBlock{State: &state, rest: []xml.Attr{{Name: xml.Name{Local: "forwarderSendTime"}, Value: "2026-03-02T12:10:00"}}}, Source: "orderhatch", ExternalID: 900000001},
		"CheckLicense":                   CheckLicense{Licence: "XMLSaveOrder"},
		"GetXMLLicenseInstanceSeqNumber": GetLicenceSeqNumber{Licence: licence},
	}
	for name, command := range commands {
		t.Run(name, func(t *testing.T) {
			body, err := command.Encode()
			require.NoError(t, err)
			again, err := command.Encode()
			require.NoError(t, err)
			require.Equal(t, body, again)
			path := filepath.Join("testdata", name+".xml")
			if *update {
				require.NoError(t, os.WriteFile(path, body, 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			require.Equal(t, string(want), string(body))
			sent, err := commandOf(body)
			require.NoError(t, err)
			require.Equal(t, command.CommandName(), sent)
		})
	}
}

func TestIncompleteRequests(t *testing.T) {
	order := OrderByGUID("{x}")
	for what, command := range map[string]Command{
		"table":     CreateOrder{},
		"order":     GetOrder{},
		"session":   SaveOrder{Order: order},
		"dish":      SaveOrder{Order: order, Sessions: []SaveSession{{Dishes: []SaveDish{{Quantity: 1000}}}}},
		"quantity":  SaveOrder{Order: order, Sessions: []SaveSession{{Dishes: []SaveDish{{Dish: ByID(1)}}}}},
		"licence":   SaveOrder{Order: order, Licence: &LicenseInfo{Anchor: "a"}, Sessions: []SaveSession{{}}},
		"lock key":  LockOrder{Order: order},
		"payment":   PayOrder{Order: order},
		"station":   GetOrderMenu{},
		"source":    DeliveryUpdateStatus{Order: order},
		"reason":    SaveOrder{Order: order, Sessions: []SaveSession{{Prepays: []SavePrepay{{Currency: ByID(1)}}}}},
		"combo":     SaveOrder{Order: order, Sessions: []SaveSession{{Combos: []SaveCombo{{Combo: ByID(1)}}}}},
		"dictionar": GetRefData{},
	} {
		_, err := command.Encode()
		require.ErrorIs(t, err, ErrInvalidRequest, what)
		require.Contains(t, err.Error(), what)
	}
}

func TestRequestTooLarge(t *testing.T) {
	_, err := CreateOrder{Table: ByID(1), PersistentComment: strings.Repeat("x", maxRequestBytes)}.Encode()
	require.ErrorIs(t, err, ErrInvalidRequest)
}
