package minidelivery

import (
	"encoding/json"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
)

// orderRequest is the body of postorder.
type orderRequest struct {
	Guest guest          `json:"guest"`
	Order requestedOrder `json:"order"`
	// Meta is told back in status callbacks.
	Meta json.RawMessage `json:"guestmeta"`
}

type guest struct {
	LastName   text            `json:"sname"`
	FirstName  text            `json:"fname"`
	MiddleName text            `json:"mname"`
	Phone      text            `json:"phone"`
	Address    text            `json:"address"`
	Info       addressInfo     `json:"addressinfo"`
	Meta       json.RawMessage `json:"guestmeta"`
	OtherMeta  json.RawMessage `json:"meta"`
}

type addressInfo struct {
	City     text `json:"city"`
	Street   text `json:"street"`
	Building text `json:"building"`
	Flat     text `json:"flat"`
	Entrance text `json:"entrance"`
	Floor    text `json:"floor"`
	Comment  text `json:"comment"`
}

type requestedOrder struct {
	Type      text   `json:"type"`
	Comment   text   `json:"comment"`
	DeliverAt text   `json:"deliverat"`
	Persons   text   `json:"persons"`
	Content   []line `json:"content"`
	Callback  text   `json:"status_callback"`

	Paid     text `json:"paid"`
	PayType  text `json:"paytype"`
	Discount text `json:"discount"`
}

// cartRequest is the body of validate.
type cartRequest struct {
	Type    text   `json:"type"`
	Content []line `json:"content"`
}

type line struct {
	Code      text       `json:"code"`
	Name      text       `json:"name"`
	Quantity  text       `json:"quantity"`
	Comment   text       `json:"comment"`
	Modifiers []modifier `json:"modifiers"`
}

type modifier struct {
	Code  text `json:"code"`
	Name  text `json:"name"`
	Count text `json:"count"`
}

// items are the lines as orders have them.
func items(content []line) ([]order.Item, error) {
	items := make([]order.Item, len(content))
	for i, one := range content {
		quantity, err := quantityOf(one.Quantity)
		if err != nil {
			return nil, err
		}
		items[i] = order.Item{PLU: string(one.Code), Name: string(one.Name), Quantity: quantity, Note: string(one.Comment)}
		for _, addition := range one.Modifiers {
			count, err := quantityOf(addition.Count)
			if err != nil {
				return nil, err
			}
			if count > 0 { // none of it is no modifier
				items[i].Modifiers = append(items[i].Modifiers, order.Modifier{PLU: string(addition.Code), Name: string(addition.Name), Quantity: count})
			}
		}
	}
	return items, nil
}

// quantityOf reads 2, "2", "1.5", "1,5" and 2.0; one when it is left out.
func quantityOf(written text) (order.Quantity, error) {
	if written == "" {
		return order.Pieces(1), nil
	}
	plain := strings.Replace(string(written), ",", ".", 1)
	if whole, fraction, ok := strings.Cut(plain, "."); ok && strings.Trim(fraction, "0") == "" {
		plain = whole
	}
	quantity, err := order.ParseQuantity(plain)
	if err != nil {
		return 0, order.Errorf(order.CodeInvalid, "A quantity cannot be read: it must be a number with up to 3 decimal places.")
	}
	return quantity, nil
}

// object is free data of the source, nil when there is none.
func object(candidates ...json.RawMessage) map[string]any {
	for _, raw := range candidates {
		var free map[string]any
		if len(raw) > 0 && json.Unmarshal(raw, &free) == nil && len(free) > 0 {
			return free
		}
	}
	return nil
}
