package order

import (
	"strconv"
	"time"
)

// ServiceType says how the guest gets the food.
type ServiceType string

// The service types.
const (
	Delivery ServiceType = "delivery"
	Pickup   ServiceType = "pickup"
)

// Submission is an order as its source sent it. Fields that a source left out
// stay at their zero value and are left out again when written.
type Submission struct {
	ExternalID  string         `json:"external_id" required:"true" maxLength:"128" doc:"The source's own id of the order; the idempotency key" example:"WEB-10482"`
	DisplayID   string         `json:"display_id,omitempty" maxLength:"64" doc:"Short number for people" example:"482"`
	Restaurant  string         `json:"restaurant,omitempty" maxLength:"64" doc:"May be left out when the key has only one" example:"arbat-1"`
	PlacedAt    *time.Time     `json:"placed_at,omitempty" doc:"When the guest ordered"`
	ServiceType ServiceType    `json:"service_type" required:"true" enum:"delivery,pickup"`
	Timing      Timing         `json:"timing,omitzero"`
	Currency    string         `json:"currency,omitempty" pattern:"^[A-Z]{3}$" patternDescription:"three capital letters" doc:"ISO 4217; RUB when left out" example:"RUB"`
	Guest       Guest          `json:"guest" required:"true"`
	Address     *Address       `json:"address,omitempty" doc:"Required for delivery"`
	Note        string         `json:"note,omitempty" maxLength:"1000"`
	Items       []Item         `json:"items" required:"true" minItems:"1" maxItems:"200" nullable:"false"`
	Charges     []Charge       `json:"charges,omitempty" maxItems:"20" nullable:"false"`
	Discounts   []Discount     `json:"discounts,omitempty" maxItems:"20" nullable:"false"`
	Payments    []Payment      `json:"payments,omitempty" maxItems:"20" nullable:"false"`
	ChangeFrom  *Money         `json:"change_from,omitempty" minimum:"0" maximum:"1000000000000" doc:"The guest pays cash with this amount; minor units"`
	Totals      *Totals        `json:"totals,omitempty" doc:"Checked and flagged, not a reason to refuse"`
	Callback    *Callback      `json:"callback,omitempty"`
	IsTest      bool           `json:"is_test,omitempty"`
	Attributes  map[string]any `json:"attributes,omitempty" doc:"Anything the source wants back"`
}

// TimingMode says when the guest wants the order.
type TimingMode string

// The timing modes.
const (
	ASAP        TimingMode = "asap"
	AtSetTime   TimingMode = "scheduled"
	maxLeadTime            = 31 * 24 * time.Hour
)

// Timing says when the guest wants the order, and until when the source waits for an answer.
type Timing struct {
	Mode       TimingMode `json:"mode,omitempty" enum:"asap,scheduled" doc:"asap when left out"`
	ExpectedAt *time.Time `json:"expected_at,omitempty" doc:"Required when mode is scheduled"`
	RespondBy  *time.Time `json:"respond_by,omitempty" doc:"The source gives up after this moment"`
}

// Guest is the person who ordered.
type Guest struct {
	Name    string         `json:"name,omitempty" maxLength:"200"`
	Phone   Phone          `json:"phone" required:"true" doc:"E.164 is best; the usual local forms are understood" example:"+79991234567"`
	Email   string         `json:"email,omitempty" maxLength:"254"`
	Persons int            `json:"persons,omitempty" minimum:"0" maximum:"500"`
	Meta    map[string]any `json:"meta,omitempty"`
}

// Address is where to deliver.
type Address struct {
	Text      string `json:"text,omitempty" maxLength:"500"`
	City      string `json:"city,omitempty" maxLength:"100"`
	Street    string `json:"street,omitempty" maxLength:"200"`
	House     string `json:"house,omitempty" maxLength:"50"`
	Entrance  string `json:"entrance,omitempty" maxLength:"50"`
	Floor     string `json:"floor,omitempty" maxLength:"50"`
	Apartment string `json:"apartment,omitempty" maxLength:"50"`
	Intercom  string `json:"intercom,omitempty" maxLength:"50"`
	Lat       string `json:"lat,omitempty" maxLength:"20"`
	Lon       string `json:"lon,omitempty" maxLength:"20"`
	Note      string `json:"note,omitempty" maxLength:"500"`
}

// Item is one dish with its modifiers.
type Item struct {
	LineID    string     `json:"line_id,omitempty" maxLength:"64"`
	PLU       string     `json:"plu" required:"true" maxLength:"64" doc:"The dish's code" example:"101"`
	Name      string     `json:"name,omitempty" maxLength:"200"`
	Quantity  Quantity   `json:"quantity" required:"true" pattern:"^[0-9]{1,9}(\\.[0-9]{1,3})?$" patternDescription:"a decimal string with up to 3 places, like 1 or 0.350" doc:"Decimal string with up to 3 places" example:"1"`
	UnitPrice *Money     `json:"unit_price,omitempty" minimum:"0" maximum:"100000000" doc:"Minor units"`
	Note      string     `json:"note,omitempty" maxLength:"300"`
	Modifiers []Modifier `json:"modifiers,omitempty" maxItems:"50" nullable:"false"`
}

// Modifier is an addition to a dish; its quantity is per dish.
type Modifier struct {
	PLU       string   `json:"plu" required:"true" maxLength:"64" example:"501"`
	Name      string   `json:"name,omitempty" maxLength:"200"`
	Quantity  Quantity `json:"quantity,omitempty" pattern:"^[0-9]{1,9}(\\.[0-9]{1,3})?$" patternDescription:"a decimal string with up to 3 places, like 1 or 0.350" doc:"Whole pieces per dish; 1 when left out" example:"1"`
	UnitPrice *Money   `json:"unit_price,omitempty" minimum:"0" maximum:"100000000" doc:"Minor units"`
}

// Charge is a fee beside the dishes.
type Charge struct {
	Type   string `json:"type,omitempty" maxLength:"50" example:"delivery"`
	Name   string `json:"name,omitempty" maxLength:"200"`
	Amount Money  `json:"amount" minimum:"0" maximum:"100000000" doc:"Minor units"`
}

// Discount is an amount off.
type Discount struct {
	Code   string `json:"code,omitempty" maxLength:"50"`
	Name   string `json:"name,omitempty" maxLength:"200"`
	Amount Money  `json:"amount" minimum:"0" maximum:"100000000" doc:"Minor units"`
}

// Payment is money paid or promised.
type Payment struct {
	Type       string `json:"type,omitempty" maxLength:"50" example:"online"`
	State      string `json:"state,omitempty" maxLength:"50" example:"paid"`
	Amount     Money  `json:"amount" minimum:"0" maximum:"100000000" doc:"Minor units"`
	ExternalID string `json:"external_id,omitempty" maxLength:"128"`
}

// Totals are the source's own sums, in minor units.
type Totals struct {
	Items     Money `json:"items,omitempty" minimum:"-1000000000000" maximum:"1000000000000"`
	Charges   Money `json:"charges,omitempty" minimum:"-1000000000000" maximum:"1000000000000"`
	Discounts Money `json:"discounts,omitempty" minimum:"-1000000000000" maximum:"1000000000000"`
	Total     Money `json:"total,omitempty" minimum:"-1000000000000" maximum:"1000000000000"`
}

// Callback is where the source wants to hear about changes.
type Callback struct {
	URL    string       `json:"url" required:"true" maxLength:"2000" doc:"Used exactly as given"`
	Events []string     `json:"events,omitempty" maxItems:"50" nullable:"false" doc:"Names of events; all when left out, or with \"*\""`
	Form   CallbackForm `json:"form,omitempty" enum:"orderhatch,minidelivery" doc:"How the body is worded: minidelivery is for receivers of the replaced product"`
}

// Number is what people call the order: the display id, else the external id.
func (s Submission) Number() string {
	if s.DisplayID != "" {
		return s.DisplayID
	}
	return s.ExternalID
}

// Normalise fills what the contract says a left-out field means.
func (s *Submission) Normalise() {
	if s.Currency == "" {
		s.Currency = "RUB"
	}
	if s.Timing.Mode == "" {
		s.Timing.Mode = ASAP
	}
	s.Guest.Phone.normalise()
	NormaliseItems(s.Items)
}

// NormaliseItems gives every line an id and every modifier a quantity.
func NormaliseItems(items []Item) {
	used := map[string]bool{}
	for i := range items {
		used[items[i].LineID] = true
	}
	nameLines(items, used)
	for i := range items {
		for j := range items[i].Modifiers {
			if items[i].Modifiers[j].Quantity == 0 {
				items[i].Modifiers[j].Quantity = Pieces(1)
			}
		}
	}
}

// nameLines gives every line without an id the first number that is not used.
func nameLines(items []Item, used map[string]bool) {
	next := 1
	for i := range items {
		for items[i].LineID == "" {
			if id := strconv.Itoa(next); !used[id] {
				items[i].LineID, used[id] = id, true
			}
			next++
		}
	}
}

// SumOfItems adds up the dishes and their modifiers at the source's prices;
// ok is false when a price is missing.
func SumOfItems(items []Item) (sum Money, ok bool) {
	ok = true
	for _, item := range items {
		if item.UnitPrice == nil {
			ok = false
			continue
		}
		unit := *item.UnitPrice
		for _, modifier := range item.Modifiers {
			if modifier.UnitPrice == nil {
				ok = false
				continue
			}
			unit += modifier.UnitPrice.Times(modifier.Quantity)
		}
		sum += unit.Times(item.Quantity)
	}
	return sum, ok
}
