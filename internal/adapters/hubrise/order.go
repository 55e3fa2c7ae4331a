package hubrise

import (
	"time"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/order"
)

type shopOrder struct {
	Ref            string         `json:"ref"`
	PrivateRef     string         `json:"private_ref"`
	ServiceType    string         `json:"service_type"`
	ExpectedTime   *time.Time     `json:"expected_time"`
	ASAP           *bool          `json:"asap"`
	CustomerNotes  string         `json:"customer_notes"`
	CollectionCode string         `json:"collection_code"`
	Items          []shopItem     `json:"items"`
	Discounts      []shopDiscount `json:"discounts"`
	Charges        []shopCharge   `json:"charges"`
	Payments       []shopPayment  `json:"payments"`
	Customer       customer       `json:"customer"`
	CustomFields   map[string]any `json:"custom_fields"`
}

type shopItem struct {
	ProductName   string           `json:"product_name"`
	SKUName       string           `json:"sku_name"`
	SKURef        string           `json:"sku_ref"`
	Price         adapters.Decimal `json:"price"`
	Quantity      adapters.Decimal `json:"quantity"`
	CustomerNotes string           `json:"customer_notes"`
	Options       []shopOption     `json:"options"`
}

type shopOption struct {
	ListName string           `json:"option_list_name"`
	Name     string           `json:"name"`
	Ref      string           `json:"ref"`
	Price    adapters.Decimal `json:"price"`
	Quantity adapters.Decimal `json:"quantity"`
	Removed  bool             `json:"removed"`
}

type shopDiscount struct {
	Name     string           `json:"name"`
	Ref      string           `json:"ref"`
	PriceOff adapters.Decimal `json:"price_off"`
}

type shopCharge struct {
	Name  string           `json:"name"`
	Type  string           `json:"type"`
	Price adapters.Decimal `json:"price"`
}

type shopPayment struct {
	Name   string           `json:"name"`
	Type   string           `json:"type"`
	Ref    string           `json:"ref"`
	Amount adapters.Decimal `json:"amount"`
}

type customer struct {
	FirstName     string `json:"first_name"`
	LastName      string `json:"last_name"`
	Email         string `json:"email"`
	Phone         string `json:"phone"`
	Address1      string `json:"address_1"`
	Address2      string `json:"address_2"`
	City          string `json:"city"`
	DeliveryNotes string `json:"delivery_notes"`
	Latitude      string `json:"latitude"`
	Longitude     string `json:"longitude"`
}

// submission words the order as every order is worded. Its number is private_ref,
// which their API wants to be unique, else ref.
func (o shopOrder) submission() order.Submission {
	s := order.Submission{
		ExternalID: o.PrivateRef, DisplayID: adapters.Cut(o.CollectionCode, 64), ServiceType: order.Pickup, Note: adapters.Cut(o.CustomerNotes, 1000),
		Guest: order.Guest{Name: adapters.Cut(adapters.Join(" ", o.Customer.FirstName, o.Customer.LastName), 200),
			Phone: order.Phone(o.Customer.Phone), Email: adapters.Cut(o.Customer.Email, 254)},
		Attributes: o.CustomFields,
	}
	if s.ExternalID == "" {
		s.ExternalID = o.Ref
	}
	if o.ServiceType == "delivery" {
		s.ServiceType = order.Delivery
		s.Address = o.Customer.address()
	}
	if o.ExpectedTime != nil && (o.ASAP == nil || !*o.ASAP) {
		s.Timing = order.Timing{Mode: order.AtSetTime, ExpectedAt: o.ExpectedTime}
	}
	for _, item := range o.Items {
		if s.Currency == "" {
			s.Currency = item.Price.Currency()
		}
		s.Items = append(s.Items, item.item())
	}
	o.amounts(&s)
	return s
}

func (o shopOrder) amounts(s *order.Submission) {
	for _, one := range o.Charges {
		if amount, ok := one.Price.Money(); ok && amount > 0 {
			s.Charges = append(s.Charges, order.Charge{Type: adapters.Cut(one.Type, 50), Name: adapters.Cut(one.Name, 200), Amount: amount})
		}
	}
	for _, one := range o.Discounts {
		if amount, ok := one.PriceOff.Money(); ok && amount > 0 {
			s.Discounts = append(s.Discounts, order.Discount{Code: adapters.Cut(one.Ref, 50), Name: adapters.Cut(one.Name, 200), Amount: amount})
		}
	}
	for _, one := range o.Payments {
		state := "paid"
		if one.Type == "cash" {
			state = "due"
		}
		if amount, ok := one.Amount.Money(); ok && amount > 0 {
			s.Payments = append(s.Payments, order.Payment{Type: adapters.Cut(adapters.Join(" ", one.Type, one.Name), 50), State: state, Amount: amount, ExternalID: adapters.Cut(one.Ref, 128)})
		}
	}
}

func (c customer) address() *order.Address {
	return &order.Address{
		Text: adapters.Cut(adapters.Join(", ", c.Address1, c.Address2), 500), City: adapters.Cut(c.City, 100), Note: adapters.Cut(c.DeliveryNotes, 500),
		Lat: adapters.Cut(c.Latitude, 20), Lon: adapters.Cut(c.Longitude, 20),
	}
}

func (i shopItem) item() order.Item {
	item := order.Item{PLU: i.SKURef, Name: adapters.Cut(adapters.Join(" ", i.ProductName, i.SKUName), 200), UnitPrice: i.Price.Price(), Note: adapters.Cut(i.CustomerNotes, 300)}
	item.Quantity, _ = i.Quantity.Quantity()
	for _, option := range i.Options {
		if option.Removed {
			item.Note = adapters.Cut(adapters.Join(", ", item.Note, "без: "+option.Name), 300)
			continue
		}
		modifier := order.Modifier{PLU: option.Ref, Name: adapters.Cut(adapters.Join(": ", option.ListName, option.Name), 200), UnitPrice: option.Price.Price()}
		if modifier.Quantity = order.Pieces(1); option.Quantity != "" {
			modifier.Quantity, _ = option.Quantity.Quantity()
		}
		item.Modifiers = append(item.Modifiers, modifier)
	}
	return item
}
