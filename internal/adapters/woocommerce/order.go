package woocommerce

import (
	"strconv"
	"strings"
	"time"

	"github.com/orderhatch/orderhatch/internal/adapters"
	"github.com/orderhatch/orderhatch/internal/order"
)

// shopOrder is what of WooCommerce's order is used, as its REST API has it.
type shopOrder struct {
	ID            int64            `json:"id"`
	Number        string           `json:"number"`
	Status        string           `json:"status"`
	Currency      string           `json:"currency"`
	CreatedGMT    string           `json:"date_created_gmt"`
	PaidGMT       *string          `json:"date_paid_gmt"`
	Total         adapters.Decimal `json:"total"`
	DiscountTotal adapters.Decimal `json:"discount_total"`
	CustomerNote  string           `json:"customer_note"`
	PaymentMethod string           `json:"payment_method"`
	PaymentTitle  string           `json:"payment_method_title"`
	Transaction   string           `json:"transaction_id"`
	Billing       person           `json:"billing"`
	Shipping      person           `json:"shipping"`
	Lines         []shopLine       `json:"line_items"`
	ShippingLines []shippingLine   `json:"shipping_lines"`
	FeeLines      []shippingLine   `json:"fee_lines"`
	CouponLines   []coupon         `json:"coupon_lines"`
}

type person struct {
	FirstName string `json:"first_name"`
	LastName  string `json:"last_name"`
	Address1  string `json:"address_1"`
	Address2  string `json:"address_2"`
	City      string `json:"city"`
	Email     string `json:"email"`
	Phone     string `json:"phone"`
}

type shopLine struct {
	ID        int64            `json:"id"`
	Name      string           `json:"name"`
	ProductID int64            `json:"product_id"`
	SKU       string           `json:"sku"`
	Quantity  adapters.Decimal `json:"quantity"`
	Subtotal  adapters.Decimal `json:"subtotal"`
	Meta      []meta           `json:"meta_data"`
}

// meta are choices such as "Size: large"; those for programs begin with "_".
type meta struct {
	Key          string `json:"key"`
	DisplayKey   string `json:"display_key"`
	DisplayValue any    `json:"display_value"`
}

type shippingLine struct {
	Title  string           `json:"method_title"`
	Name   string           `json:"name"`
	Method string           `json:"method_id"`
	Total  adapters.Decimal `json:"total"`
}

type coupon struct {
	Code string `json:"code"`
}

// submission words the shop's order as every order is worded. The PLU of a dish
// is its product's SKU.
func (o shopOrder) submission() order.Submission {
	s := order.Submission{
		ExternalID: o.externalID(), DisplayID: o.Number, ServiceType: o.serviceType(), Currency: o.Currency,
		Guest: o.guest(), Note: adapters.Cut(o.CustomerNote, 1000), PlacedAt: gmt(o.CreatedGMT),
	}
	if s.ServiceType == order.Delivery {
		s.Address = o.address()
	}
	for _, line := range o.Lines {
		s.Items = append(s.Items, line.item())
	}
	for _, line := range o.ShippingLines {
		s.Charges = charge(s.Charges, "delivery", line.Title, line.Total)
	}
	for _, line := range o.FeeLines {
		s.Charges = charge(s.Charges, "fee", line.Name, line.Total)
	}
	if amount, ok := o.DiscountTotal.Money(); ok && amount > 0 {
		codes := make([]string, len(o.CouponLines))
		for i, one := range o.CouponLines {
			codes[i] = one.Code
		}
		s.Discounts = []order.Discount{{Code: adapters.Cut(strings.Join(codes, ","), 50), Amount: amount}}
	}
	if total, ok := o.Total.Money(); ok {
		s.Totals = &order.Totals{Total: total}
		s.Payments = []order.Payment{{Type: adapters.Cut(o.PaymentMethod, 50), State: o.paymentState(), Amount: max(total, 0), ExternalID: adapters.Cut(o.Transaction, 128)}}
	}
	return s
}

// serviceType is pickup when the guest chose to collect, or there is nothing to ship.
func (o shopOrder) serviceType() order.ServiceType {
	for _, line := range o.ShippingLines {
		if line.Method != "local_pickup" && line.Method != "pickup_location" {
			return order.Delivery
		}
	}
	return order.Pickup
}

func (o shopOrder) guest() order.Guest {
	phone := o.Billing.Phone
	if phone == "" {
		phone = o.Shipping.Phone
	}
	name := adapters.Join(" ", o.Billing.FirstName, o.Billing.LastName)
	if name == "" {
		name = adapters.Join(" ", o.Shipping.FirstName, o.Shipping.LastName)
	}
	return order.Guest{Name: adapters.Cut(name, 200), Phone: order.Phone(phone), Email: adapters.Cut(o.Billing.Email, 254)}
}

func (o shopOrder) address() *order.Address {
	to := o.Shipping
	if to.Address1 == "" {
		to = o.Billing
	}
	return &order.Address{Text: adapters.Cut(adapters.Join(", ", to.Address1, to.Address2), 500), City: adapters.Cut(to.City, 100)}
}

func (o shopOrder) paymentState() string {
	if o.PaidGMT != nil && *o.PaidGMT != "" {
		return "paid"
	}
	return "due"
}

func (l shopLine) item() order.Item {
	item := order.Item{LineID: strconv.FormatInt(l.ID, 10), PLU: l.SKU, Name: adapters.Cut(l.Name, 200), Note: adapters.Cut(l.choices(), 300)}
	if item.PLU == "" {
		item.PLU = strconv.FormatInt(l.ProductID, 10)
	}
	item.Quantity, _ = l.Quantity.Quantity()
	if subtotal, ok := l.Subtotal.Money(); ok && item.Quantity > 0 {
		if pieces, whole := item.Quantity.Whole(); whole && int64(subtotal)%pieces == 0 {
			price := subtotal / order.Money(pieces)
			item.UnitPrice = &price
		}
	}
	return item
}

// choices are what the guest chose on the product's page, for the operator to read.
func (l shopLine) choices() string {
	var words []string
	for _, one := range l.Meta {
		value, isText := one.DisplayValue.(string)
		if isText && value != "" && !strings.HasPrefix(one.Key, "_") {
			words = append(words, adapters.Join(": ", one.DisplayKey, value))
		}
	}
	return strings.Join(words, ", ")
}

func charge(charges []order.Charge, kind, name string, total adapters.Decimal) []order.Charge {
	amount, ok := total.Money()
	if !ok || amount <= 0 {
		return charges
	}
	return append(charges, order.Charge{Type: kind, Name: adapters.Cut(name, 200), Amount: amount})
}

// gmt reads a time of WooCommerce, which has no zone.
func gmt(text string) *time.Time {
	at, err := time.Parse("2006-01-02T15:04:05", text)
	if err != nil {
		return nil
	}
	return &at
}
