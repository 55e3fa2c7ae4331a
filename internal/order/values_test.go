package order

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestQuantities(t *testing.T) {
	for text, want := range map[string]Quantity{
		"1": 1000, "0.350": 350, "0.35": 350, "2.5": 2500, "0": 0, "007": 7000, "999999999.999": 999999999999,
	} {
		got, err := ParseQuantity(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for _, text := range []string{"", ".", "1.", ".5", "-1", "+1", "1,5", "1e3", "1.2345", " 1", "1 ", "1000000000", "٣", "1.2.3", "0x1", "NaN"} {
		_, err := ParseQuantity(text)
		require.ErrorIs(t, err, ErrQuantity, text)
		if text != "" {
			require.NotContains(t, err.Error(), "\""+text+"\"", "never quoted")
		}
	}
	require.Equal(t, "-0.5", Quantity(-500).String())
	pieces, whole := Pieces(3).Whole()
	require.True(t, whole)
	require.EqualValues(t, 3, pieces)
	_, whole = Quantity(2500).Whole()
	require.False(t, whole)
}

func TestAQuantityIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quantity := Quantity(rapid.Int64Range(0, int64(MaxQuantity)).Draw(t, "quantity"))
		text, err := json.Marshal(quantity)
		require.NoError(t, err)
		var again Quantity
		require.NoError(t, json.Unmarshal(text, &again))
		require.Equal(t, quantity, again)
		require.NotRegexp(t, `\.\d*0"`, string(text), "the shortest form")
	})
}

func TestMoney(t *testing.T) {
	for amount, want := range map[Money]string{0: "0.00", 5: "0.05", 45000: "450.00", -5: "-0.05", -45010: "-450.10"} {
		require.Equal(t, want, amount.String())
	}
	for _, c := range []struct {
		price Money
		of    Quantity
		want  Money
	}{
		{45000, Pieces(2), 90000}, {10000, 350, 3500}, {333, 500, 167}, {1, 499, 0}, {1, 500, 1}, {-1, 500, -1}, {-333, 500, -167},
		{maxUnitPrice, MaxQuantity, 100_000_000_000},
	} {
		require.Equal(t, c.want, c.price.Times(c.of), "%d times %s", c.price, c.of)
	}
}

func TestAPriceTimesAQuantityIsOffByLessThanAKopeck(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		price := Money(rapid.Int64Range(0, int64(maxUnitPrice)).Draw(t, "price"))
		quantity := Quantity(rapid.Int64Range(0, int64(MaxQuantity)).Draw(t, "quantity"))
		exact, rounded := int64(price)*int64(quantity), int64(price.Times(quantity))*thousandths
		require.LessOrEqual(t, max(exact-rounded, rounded-exact), int64(thousandths/2))
	})
}

func TestPhones(t *testing.T) {
	for phone, want := range map[Phone]string{
		"+79991234567": "+79991234567", "8 (999) 123-45-67": "+79991234567", "+7 999 123 45 67": "+79991234567", "9991234567": "+79991234567",
		"+49 30 901820": "+4930901820",
	} {
		got, ok := phone.E164()
		require.True(t, ok)
		require.Equal(t, want, got)
	}
	for _, phone := range []Phone{"", "call me", "123", "+7999", Phone(strings.Repeat("9", 40))} {
		_, ok := phone.E164()
		require.False(t, ok, "number %d", len(phone))
	}
	require.Equal(t, "79991234567", Phone("+7 (999) 123-45-67").Digits())
}

func TestGuestsNeverReachALog(t *testing.T) {
	var text strings.Builder
	log := slog.New(slog.NewTextHandler(&text, nil))
	log.Info("order", "phone", Phone("+79991234567"), "guest", Guest{Name: "Анна", Phone: "+79991234567"}, "address", Address{Text: "Арбат"})
	for _, secret := range []string{"9991234567", "Анна", "Арбат"} {
		require.NotContains(t, text.String(), secret)
	}
}

// Identifiers on cash stations are derived from these: they must never change.
func TestIdentifiersAreStable(t *testing.T) {
	require.Equal(t, "5b8fe16e-3b59-507f-8107-30707f1077c4", ID("demo", "WEB-10482"))
	require.Equal(t, "ddee8334-6445-5c2a-8b9c-c18db031b409", DeriveID("a", "b"))
	require.Equal(t, "order:demo:WEB-10482", WorkflowID("demo", "WEB-10482"))
	require.NotEqual(t, DeriveID("ab", "c"), DeriveID("a", "bc"))
	require.NotEqual(t, DeriveID("a"), DeriveID("a", ""))
	require.Regexp(t, `^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`, DeriveID())
}

func TestTheHashIsOfTheContent(t *testing.T) {
	hash := func(text string) string {
		var submission Submission
		require.NoError(t, json.Unmarshal([]byte(text), &submission))
		return submission.ContentHash()
	}
	const body = `{"external_id":"1","service_type":"pickup","guest":{"phone":"123","meta":{"a":1,"b":2}},"items":[{"plu":"101","quantity":"1"}]}`
	same := hash(body)
	require.Equal(t, same, hash(`{"items":[{"quantity":"1.0","plu":"101"}], "guest":{"meta":{"b":2,"a":1},"phone":"123"}, "unknown":true, "service_type":"pickup", "external_id":"1"}`))
	for _, change := range [][2]string{{`"101"`, `"102"`}, {`"quantity":"1"`, `"quantity":"2"`}, {`"123"`, `"124"`}, {`"a":1`, `"a":3`}, {`pickup`, `delivery`}} {
		require.NotEqual(t, same, hash(strings.Replace(body, change[0], change[1], 1)), change[0])
	}
	require.Len(t, same, 64)
}

func TestNormalising(t *testing.T) {
	submission := Submission{Guest: Guest{Phone: "  +7 999 "}, Items: []Item{
		{PLU: "1"}, {PLU: "2", LineID: "1"}, {PLU: "3", Modifiers: []Modifier{{PLU: "5"}, {PLU: "6", Quantity: Pieces(2)}}}, {PLU: "4", LineID: "x"}, {PLU: "5"},
	}}
	submission.Normalise()
	require.Equal(t, "RUB", submission.Currency)
	require.Equal(t, ASAP, submission.Timing.Mode)
	require.Equal(t, Phone("+7 999"), submission.Guest.Phone)
	ids := ""
	for _, item := range submission.Items {
		ids += item.LineID + " "
	}
	require.Equal(t, "2 1 3 x 4 ", ids, "every line has an id of its own")
	require.Equal(t, []Quantity{Pieces(1), Pieces(2)}, []Quantity{submission.Items[2].Modifiers[0].Quantity, submission.Items[2].Modifiers[1].Quantity})
	again := submission
	again.Normalise()
	require.Equal(t, submission, again)
	require.Equal(t, "7", Submission{ExternalID: "WEB-7", DisplayID: "7"}.Number())
	require.Equal(t, "WEB-7", Submission{ExternalID: "WEB-7"}.Number())
}

func TestSums(t *testing.T) {
	price := func(m Money) *Money { return &m }
	items := []Item{
		{PLU: "1", Quantity: Pieces(2), UnitPrice: price(45000), Modifiers: []Modifier{{PLU: "5", Quantity: Pieces(2), UnitPrice: price(5000)}}},
		{PLU: "2", Quantity: 350, UnitPrice: price(10000)},
	}
	sum, ok := SumOfItems(items)
	require.True(t, ok)
	require.Equal(t, Money(2*(45000+2*5000)+3500), sum)
	items[1].UnitPrice = nil
	_, ok = SumOfItems(items)
	require.False(t, ok)
}
