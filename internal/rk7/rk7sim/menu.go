package rk7sim

// dish is an entry of the demo menu. Prices are in kopecks.
type dish struct {
	code     int64
	name     string
	price    int64
	category int64
	scheme   int64
	weighed  bool
	inactive bool
	// offline dishes are in no category of the internet classification.
	offline bool
	// parts of a combo: one dish out of each list.
	parts [][]int64
}

type modifier struct {
	code     int64
	name     string
	price    int64
	group    int64
	openName bool
}

type schemeGroup struct{ group, min, max int64 }

type scheme struct {
	id     int64
	name   string
	groups []schemeGroup
}

type named struct {
	code int64
	name string
}

const (
	dishIDs       = 1_000_000
	employeeIDs   = 1_000_000
	deliveryTable = 1_000_020
	categoryIDs   = 1_010_000
	groupIDs      = 1_020_000
	schemeIDs     = 1_030_000
	comboIDs      = 1_040_000
	priceType     = 3
	classGroup    = 2560
	noPrice       = 9223372036854775807
	stopListed    = 117
	limited       = 158
	limitedAmount = 5000
)

var categories = []named{
	{1, "Салаты"}, {2, "Супы"}, {3, "Пицца"}, {4, "Горячее"}, {5, "Паста"}, {6, "Бургеры"},
	{7, "Закуски"}, {8, "Десерты"}, {9, "Напитки"}, {10, "Завтраки"}, {11, "Наборы"},
}

var modifierGroups = []named{
	{1, "Размер пиццы"}, {2, "Соусы"}, {3, "Добавки к пицце"}, {4, "Прожарка"},
	{5, "Молоко"}, {6, "Сироп"}, {7, "Пожелания"}, {8, "Гарнир"},
}

// Every scheme has room for a wish in the guest's own words (group 7).
var schemes = []scheme{
	{1, "Пицца", []schemeGroup{{1, 1, 1}, {3, 0, 4}, {2, 0, 2}, {7, 0, 1}}},
	{2, "Стейк", []schemeGroup{{4, 1, 1}, {8, 1, 1}, {2, 0, 2}, {7, 0, 1}}},
	{3, "Кофе", []schemeGroup{{5, 0, 1}, {6, 0, 2}, {7, 0, 1}}},
	{4, "Бургер", []schemeGroup{{2, 0, 3}, {7, 0, 1}}},
	{5, "Закуска с соусом", []schemeGroup{{2, 1, 2}, {7, 0, 1}}},
}

var modifiers = []modifier{
	{501, "Соус BBQ", 5000, 2, false}, {502, "Соус чесночный", 5000, 2, false}, {503, "Соус сырный", 6000, 2, false}, {504, "Кетчуп", 4000, 2, false},
	{511, "25 см", 0, 1, false}, {512, "30 см", 15000, 1, false}, {513, "35 см", 28000, 1, false},
	{521, "Моцарелла", 9000, 3, false}, {522, "Пепперони", 11000, 3, false}, {523, "Халапеньо", 6000, 3, false}, {524, "Шампиньоны", 7000, 3, false},
	{531, "С кровью", 0, 4, false}, {532, "Средняя", 0, 4, false}, {533, "Полная", 0, 4, false},
	{541, "Молоко обычное", 0, 5, false}, {542, "Молоко овсяное", 5000, 5, false}, {543, "Молоко кокосовое", 6000, 5, false},
	{551, "Сироп ванильный", 4000, 6, false}, {552, "Сироп карамельный", 4000, 6, false},
	{561, "Картофель фри", 0, 8, false}, {562, "Рис", 0, 8, false}, {563, "Овощи на гриле", 6000, 8, false},
	{590, "Пожелание гостя", 0, 7, true},
}

var dishes = []dish{
	{code: 101, name: "Салат Цезарь", price: 45000, category: 1},
	{code: 103, name: "Греческий салат", price: 42000, category: 1},
	{code: 104, name: "Оливье", price: 36000, category: 1},
	{code: 105, name: "Винегрет", price: 29000, category: 1},
	{code: 106, name: "Салат с тунцом", price: 52000, category: 1},
	{code: 107, name: "Капрезе", price: 49000, category: 1},

	{code: 102, name: "Борщ", price: 35000, category: 2},
	{code: 111, name: "Солянка мясная", price: 41000, category: 2},
	{code: 112, name: "Куриный суп с лапшой", price: 29000, category: 2},
	{code: 113, name: "Том ям с креветками", price: 56000, category: 2},
	{code: 114, name: "Грибной крем-суп", price: 38000, category: 2},
	{code: stopListed, name: "Уха по-царски", price: 48000, category: 2},

	{code: 120, name: "Пицца Маргарита", price: 52000, category: 3, scheme: 1},
	{code: 121, name: "Пицца Пепперони", price: 61000, category: 3, scheme: 1},
	{code: 122, name: "Пицца Четыре сыра", price: 67000, category: 3, scheme: 1},
	{code: 123, name: "Пицца Гавайская", price: 59000, category: 3, scheme: 1},
	{code: 124, name: "Пицца с грибами", price: 56000, category: 3, scheme: 1},

	{code: 130, name: "Стейк рибай", price: 189000, category: 4, scheme: 2},
	{code: 131, name: "Стейк из лосося", price: 129000, category: 4},
	{code: 132, name: "Котлета по-киевски", price: 49000, category: 4},
	{code: 133, name: "Бефстроганов", price: 62000, category: 4},
	{code: 134, name: "Пельмени домашние", price: 41000, category: 4},
	{code: 135, name: "Плов узбекский", price: 45000, category: 4},
	{code: 136, name: "Шашлык из свинины, кг", price: 160000, category: 4, weighed: true},

	{code: 140, name: "Паста Карбонара", price: 51000, category: 5},
	{code: 141, name: "Паста Болоньезе", price: 49000, category: 5},
	{code: 142, name: "Лазанья", price: 55000, category: 5},
	{code: 143, name: "Удон с курицей", price: 47000, category: 5},

	{code: 145, name: "Чизбургер", price: 44000, category: 6, scheme: 4},
	{code: 146, name: "Бургер с беконом", price: 52000, category: 6, scheme: 4},
	{code: 147, name: "Вегетарианский бургер", price: 46000, category: 6, scheme: 4},

	{code: 150, name: "Картофель фри", price: 21000, category: 7, scheme: 5},
	{code: 151, name: "Куриные крылья", price: 39000, category: 7, scheme: 5},
	{code: 152, name: "Сырные палочки", price: 34000, category: 7, scheme: 5},
	{code: 153, name: "Луковые кольца", price: 26000, category: 7, scheme: 5},
	{code: 154, name: "Брускетта с томатами", price: 31000, category: 7},

	{code: 155, name: "Медовик", price: 29000, category: 8},
	{code: 156, name: "Чизкейк Нью-Йорк", price: 36000, category: 8},
	{code: 157, name: "Наполеон", price: 31000, category: 8},
	{code: limited, name: "Тирамису", price: 39000, category: 8},
	{code: 159, name: "Мороженое, 3 шарика", price: 24000, category: 8},

	{code: 160, name: "Морс клюквенный", price: 15000, category: 9},
	{code: 161, name: "Лимонад домашний", price: 22000, category: 9},
	{code: 162, name: "Чай чёрный, чайник", price: 25000, category: 9},
	{code: 163, name: "Капучино", price: 24000, category: 9, scheme: 3},
	{code: 164, name: "Латте", price: 26000, category: 9, scheme: 3},
	{code: 165, name: "Американо", price: 18000, category: 9, scheme: 3},
	{code: 166, name: "Вода без газа 0,5 л", price: 12000, category: 9},

	{code: 170, name: "Сырники со сметаной", price: 34000, category: 10},
	{code: 171, name: "Овсяная каша", price: 22000, category: 10},
	{code: 172, name: "Омлет с ветчиной", price: 31000, category: 10},

	{code: 180, name: "Комбо «Бизнес-ланч»", price: 59000, category: 11, parts: [][]int64{{101, 104, 105}, {102, 112, 114}, {132, 134, 135}, {160, 162}}},
	{code: 198, name: "Пакет", price: 1000, category: 11, offline: true},
	{code: 199, name: "Салат с клубникой (летний)", price: 47000, category: 1, inactive: true},
}

var dishByID, modifierByID = func() (map[int64]*dish, map[int64]*modifier) {
	d, m := map[int64]*dish{}, map[int64]*modifier{}
	for i := range dishes {
		d[dishIDs+dishes[i].code] = &dishes[i]
	}
	for i := range modifiers {
		m[dishIDs+modifiers[i].code] = &modifiers[i]
	}
	return d, m
}()

func (d *dish) id() int64     { return dishIDs + d.code }
func (m *modifier) id() int64 { return dishIDs + m.code }

func schemeOf(d *dish) *scheme {
	for i := range schemes {
		if schemes[i].id == d.scheme {
			return &schemes[i]
		}
	}
	return nil
}
