package api

import "encoding/json"

// examples are bodies that work as they are in the demo; the documentation, the
// pages to try things on and the collections begin with them.
var examples = map[string]string{
	"submit-order": `{
		"external_id": "WEB-1", "restaurant": "arbat-1", "service_type": "pickup",
		"guest": {"name": "Anna", "phone": "+79991234567"},
		"items": [{"plu": "101", "quantity": "2"}, {"plu": "102", "quantity": "1"}]
	}`,
	"check-cart":           `{"restaurant": "arbat-1", "service_type": "pickup", "items": [{"plu": "101", "quantity": "2"}]}`,
	"accept-order":         `{"note": "The guest was called"}`,
	"cancel-order":         `{"reason": {"code": "guest_cancelled"}}`,
	"refuse-cancel":        `{"reason": {"code": "other", "text": "It is cooked already"}}`,
	"postpone-order":       `{"minutes": 10}`,
	"amend-order":          `{"items": [{"plu": "101", "quantity": "1"}]}`,
	"resolve-order":        `{"action": "retry"}`,
	"advance-order":        `{"status": "in_work"}`,
	"put-availability":     `{"mode": "busy", "minutes": 20}`,
	"test-callback":        `{"url": "https://shop.example/status"}`,
	"test-source-callback": `{"url": "https://shop.example/status"}`,
	"set-password":         `{"password": "seventeen plums"}`,
	"add-restaurant":       aRestaurant, "examine-settings": aRestaurant, "write-settings": aRestaurant,
	"set-up":          `{"token": "first-run-token", "user": "anna", "password": "seventeen plums"}`,
	"add-user":        `{"id": "olga", "name": "Olga", "role": "operator", "password": "seventeen plums"}`,
	"sign-in":         `{"user": "demo", "password": "orderhatch-demo"}`,
	"make-source-key": `{"name": "Web shop", "scopes": ["submit", "read"]}`,
	"rotate-key":      `{"overlap_seconds": 86400}`,
	"change-source":   `{"name": "Web shop"}`,
	"change-user":     `{"name": "Anna"}`,
	"put-aliases":     `{"items": [{"alias": "SALAD-CAESAR", "plu": "101"}]}`,
}

// aRestaurant is one with as few settings as it can have.
const aRestaurant = `{
		"id": "arbat-2", "name": "Арбат", "time_zone": "Europe/Moscow", "currency": "RUB", "orders": {},
		"station": {
			"url": "https://127.0.0.1:8443", "user": "http_user", "password": "seventeen plums",
			"codes": {"station": "1", "table": "20", "void_reason": "3"}
		},
		"licence": {"mode": "lifetime"}
	}`

// exampleOf is an operation's example, nil when it has none.
func exampleOf(id string) any {
	text, there := examples[id]
	if !there {
		return nil
	}
	return json.RawMessage(text)
}
