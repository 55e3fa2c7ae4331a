package rk7sim

import "fmt"

// demoNames are the first restaurants of a demonstration.
var demoNames = []RestaurantOptions{
	{ID: "arbat-1", Name: "Арбат, 1"}, {ID: "tverskaya-7", Name: "Тверская, 7"}, {ID: "nevsky-28", Name: "Невский, 28"},
	{ID: "bauman-15", Name: "Баумана, 15"}, {ID: "lenina-50", Name: "Ленина, 50"},
}

// DemoRestaurants are so many restaurants with names; what else they need is
// set on each by the caller or left to the defaults.
func DemoRestaurants(count int) []RestaurantOptions {
	var out []RestaurantOptions
	for i := range count {
		if i < len(demoNames) {
			out = append(out, demoNames[i])
			continue
		}
		out = append(out, RestaurantOptions{ID: fmt.Sprintf("restaurant-%d", i+1), Name: fmt.Sprintf("Ресторан № %d", i+1)})
	}
	return out
}
