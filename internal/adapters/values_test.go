package adapters

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/orderhatch/orderhatch/internal/order"
)

func TestDecimals(t *testing.T) {
	for text, want := range map[string]order.Money{
		`12.5`: 1250, `"12.50"`: 1250, `"12.50 EUR"`: 1250, `0`: 0, `"-3.10"`: -310, `9.999`: 1000, `"0.005"`: 1, `"0.0049"`: 1, `"0.0044"`: 0, `"7."`: 700, `1000000`: 100000000,
	} {
		var decimal Decimal
		require.NoError(t, json.Unmarshal([]byte(text), &decimal), text)
		amount, ok := decimal.Money()
		require.True(t, ok, text)
		require.Equal(t, want, amount, text)
	}
	for _, text := range []string{`null`, `""`, `"free"`, `false`, `".5"`, `"1e3"`, `"1.2.3"`, `"9999999999999"`, `"12,50"`} {
		var decimal Decimal
		require.NoError(t, json.Unmarshal([]byte(text), &decimal), text)
		_, ok := decimal.Money()
		require.False(t, ok, text)
		require.Nil(t, decimal.Price())
		written, err := json.Marshal(decimal)
		require.NoError(t, err)
		require.Equal(t, "null", string(written))
	}
	require.Equal(t, "EUR", Decimal("12.50 EUR").Currency())
	require.Empty(t, Decimal("12.50").Currency())
	quantity, ok := Decimal("0.350").Quantity()
	require.True(t, ok)
	require.Equal(t, order.Quantity(350), quantity)
}

func TestMoneySurvivesBeingWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := order.Money(rapid.Int64Range(-1e12, 1e12).Draw(t, "amount"))
		text, err := json.Marshal(Decimal(amount.String()))
		if err != nil {
			t.Fatal(err)
		}
		var back Decimal
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatal(err)
		}
		if got, ok := back.Money(); !ok || got != amount {
			t.Fatalf("%v came back as %v", amount, got)
		}
	})
}
