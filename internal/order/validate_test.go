package order

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

func sound() Submission {
	price := Money(45000)
	s := Submission{
		ExternalID: "WEB-1", Restaurant: "arbat-1", ServiceType: Delivery,
		Guest:   Guest{Name: "Анна", Phone: "+79991234567"},
		Address: &Address{Text: "Арбат, 12"},
		Items:   []Item{{PLU: "101", Quantity: Pieces(1), UnitPrice: &price, Modifiers: []Modifier{{PLU: "501", Quantity: Pieces(1)}}}},
	}
	s.Normalise()
	return s
}

func TestValidationListsEveryFault(t *testing.T) {
	require.Empty(t, sound().Validate(noon))
	at := func(d time.Duration) *time.Time { moment := noon.Add(d); return &moment }
	price := func(m Money) *Money { return &m }
	for _, c := range []struct {
		name   string
		change func(*Submission)
		faults string // field:code, in order
	}{
		{"no id", func(s *Submission) { s.ExternalID = " " }, "external_id:required"},
		{"long id", func(s *Submission) { s.ExternalID = strings.Repeat("ж", 129) }, "external_id:too_long"},
		{"the longest id", func(s *Submission) { s.ExternalID = strings.Repeat("ж", 128) }, ""},
		{"odd id", func(s *Submission) { s.ExternalID = "a\nb" }, "external_id:malformed"},
		{"broken id", func(s *Submission) { s.ExternalID = "a\xff" }, "external_id:malformed"},
		{"no service", func(s *Submission) { s.ServiceType = "" }, "service_type:unknown_value"},
		{"odd timing", func(s *Submission) { s.Timing.Mode = "soon" }, "timing.mode:unknown_value"},
		{"scheduled for never", func(s *Submission) { s.Timing.Mode = AtSetTime }, "timing.expected_at:required"},
		{"scheduled for next year", func(s *Submission) { s.Timing = Timing{Mode: AtSetTime, ExpectedAt: at(maxLeadTime + time.Second)} }, "timing.expected_at:too_late"},
		{"scheduled", func(s *Submission) { s.Timing = Timing{Mode: AtSetTime, ExpectedAt: at(maxLeadTime)} }, ""},
		{"no phone", func(s *Submission) { s.Guest.Phone = "  " }, "guest.phone:required"},
		{"no digits", func(s *Submission) { s.Guest.Phone = "call me" }, "guest.phone:malformed"},
		{"long phone", func(s *Submission) { s.Guest.Phone = Phone(strings.Repeat("9", 33)) }, "guest.phone:malformed"},
		{"fewer than no people", func(s *Submission) { s.Guest.Persons = -1 }, "guest.persons:too_small"},
		{"no address", func(s *Submission) { s.Address = nil }, "address:required"},
		{"empty address", func(s *Submission) { s.Address = &Address{City: "Москва"} }, "address:required"},
		{"street only", func(s *Submission) { s.Address = &Address{Street: "Арбат"} }, ""},
		{"pickup needs none", func(s *Submission) { s.Address, s.ServiceType = nil, Pickup }, ""},
		{"odd currency", func(s *Submission) { s.Currency = "rouble" }, "currency:malformed"},
		{"small currency", func(s *Submission) { s.Currency = "rub" }, "currency:malformed"},
		{"no items", func(s *Submission) { s.Items = nil }, "items:required"},
		{"too many items", func(s *Submission) { s.Items = make([]Item, MaxItems+1) }, "items:too_many"},
		{"no plu", func(s *Submission) { s.Items[0].PLU = "" }, "items[0].plu:required"},
		{"long plu", func(s *Submission) { s.Items[0].PLU = strings.Repeat("1", 65) }, "items[0].plu:too_long"},
		{"nothing of it", func(s *Submission) { s.Items[0].Quantity = 0 }, "items[0].quantity:too_small"},
		{"less than nothing", func(s *Submission) { s.Items[0].Quantity = -1 }, "items[0].quantity:too_small"},
		{"too much of it", func(s *Submission) { s.Items[0].Quantity = MaxQuantity + 1 }, "items[0].quantity:too_large"},
		{"negative price", func(s *Submission) { s.Items[0].UnitPrice = price(-1) }, "items[0].unit_price:out_of_range"},
		{"absurd price", func(s *Submission) { s.Items[0].UnitPrice = price(maxUnitPrice + 1) }, "items[0].unit_price:out_of_range"},
		{"twice the line", func(s *Submission) { s.Items = append(s.Items, s.Items[0]) }, "items[1].line_id:duplicate"},
		{"modifier without plu", func(s *Submission) { s.Items[0].Modifiers[0].PLU = "" }, "items[0].modifiers[0].plu:required"},
		{"half a modifier", func(s *Submission) { s.Items[0].Modifiers[0].Quantity = 500 }, "items[0].modifiers[0].quantity:malformed"},
		{"too many of a modifier", func(s *Submission) { s.Items[0].Modifiers[0].Quantity = Pieces(101) }, "items[0].modifiers[0].quantity:malformed"},
		{"too many modifiers", func(s *Submission) { s.Items[0].Modifiers = make([]Modifier, MaxModifiers+1) }, "items[0].modifiers:too_many"},
		{"everything at once", func(s *Submission) { *s = Submission{Timing: Timing{Mode: "soon"}} },
			"external_id:required service_type:unknown_value timing.mode:unknown_value guest.phone:required items:required"},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := sound()
			c.change(&s)
			var found []string
			for _, fault := range s.Validate(noon) {
				found = append(found, fault.Field+":"+fault.Code)
				require.NotEmpty(t, fault.Message)
			}
			require.Equal(t, c.faults, strings.Join(found, " "))
		})
	}
}

func TestOwnChecks(t *testing.T) {
	codes := func(s Submission) (found []string) {
		for _, check := range OwnChecks(s, noon) {
			found = append(found, check.Code)
		}
		return found
	}
	past := noon.Add(-time.Second)
	require.Empty(t, codes(sound()))
	s := sound()
	s.Guest.Phone, s.Timing.ExpectedAt, s.IsTest = "12-34", &past, true
	require.Equal(t, []string{"phone_implausible", "time_past", "test_order"}, codes(s))

	zero := Money(0)
	s = sound()
	s.Items[0].Modifiers[0].UnitPrice = &zero
	s.Charges, s.Discounts = []Charge{{Amount: 15000}}, []Discount{{Amount: 500}}
	s.Totals = &Totals{Items: 45000, Total: 59500}
	require.Empty(t, codes(s))
	s.Totals.Total = 59501
	require.Equal(t, []string{"totals_differ"}, codes(s))
	s.Totals = &Totals{Items: 45001}
	require.Equal(t, []string{"totals_differ"}, codes(s))
	s.Items[0].UnitPrice = nil
	require.Empty(t, codes(s), "without prices nothing can be said")
}
