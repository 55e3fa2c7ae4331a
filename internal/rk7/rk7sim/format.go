package rk7sim

import (
	"strconv"
	"strings"
)

// rubles writes kopecks as "1 250,50 ₽".
func rubles(kopecks int64) string {
	sign := ""
	if kopecks < 0 {
		sign, kopecks = "−", -kopecks
	}
	whole := strconv.FormatInt(kopecks/100, 10)
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "\u00a0" + whole[i:]
	}
	if rest := kopecks % 100; rest != 0 {
		whole += "," + strconv.FormatInt(100+rest, 10)[1:]
	}
	return sign + whole + "\u00a0₽"
}

func pieces(q Thousandths) string {
	return strings.Replace(strconv.FormatFloat(float64(q)/1000, 'f', -1, 64), ".", ",", 1)
}

// clockOf is the time of a wire date-time.
func clockOf(text string) string {
	if _, clock, found := strings.Cut(text, "T"); found {
		return clock[:min(len(clock), 5)]
	}
	return text
}

// tableName is "стол 10", or a table's own name when it has one.
func tableName(code string) string {
	if e := tables.byCode[code]; e != nil && e.name != code {
		return e.name
	}
	return "стол " + code
}

func waiterName(code string) string {
	if e := employees.byCode[code]; e != nil {
		return e.name
	}
	return ""
}

// badge is the mark of an order in the list.
type badge struct{ Class, Text string }

func orderBadge(o OrderState) badge {
	switch {
	case o.Voided:
		return badge{"deleted", "Удалён"}
	case o.Paid:
		return badge{"paid", "Оплачен"}
	case o.Finished:
		return badge{"paid", "Закрыт"}
	case o.Empty:
		return badge{"empty", "Пустой"}
	case o.Deferred:
		return badge{"deferred", "Не подтверждён"}
	default:
		return badge{"filled", "Заполнен"}
	}
}
