package order

import "strconv"

// Money is an amount in minor units (kopecks for RUB).
type Money int64

// String shows the amount with two decimals, without a currency.
func (m Money) String() string {
	sign := ""
	if m < 0 {
		sign, m = "-", -m
	}
	cents := strconv.FormatInt(int64(m%100), 10)
	if len(cents) == 1 {
		cents = "0" + cents
	}
	return sign + strconv.FormatInt(int64(m/100), 10) + "." + cents
}

// Times is the price of a quantity, rounded half away from zero to a whole kopeck.
func (m Money) Times(q Quantity) Money {
	product := int64(m) * int64(q)
	if product < 0 {
		return Money((product - thousandths/2) / thousandths)
	}
	return Money((product + thousandths/2) / thousandths)
}
