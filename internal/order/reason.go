package order

// ReasonCode says why an order was called off.
type ReasonCode string

// The reason codes that people, sources and the service itself use.
const (
	ItemUnavailable     ReasonCode = "item_unavailable"
	KitchenClosed       ReasonCode = "kitchen_closed"
	TooBusy             ReasonCode = "too_busy"
	GuestCancelled      ReasonCode = "guest_cancelled"
	GuestUnreachable    ReasonCode = "guest_unreachable"
	GuestRefusedChanges ReasonCode = "guest_refused_changes"
	CannotMeetRequest   ReasonCode = "cannot_meet_request"
	AddressOutOfArea    ReasonCode = "address_out_of_area"
	PaymentProblem      ReasonCode = "payment_problem"
	DuplicateOrder      ReasonCode = "duplicate"
	SuspectedFraud      ReasonCode = "suspected_fraud"
	NotAcceptedInTime   ReasonCode = "not_accepted_in_time"
	IntegrationFailed   ReasonCode = "integration_failed"
	TestOrder           ReasonCode = "test_order"
	OtherReason         ReasonCode = "other"
)

var reasonCodes = map[ReasonCode]labels{
	ItemUnavailable:     {"Нет блюда", "Item unavailable"},
	KitchenClosed:       {"Кухня закрыта", "Kitchen closed"},
	TooBusy:             {"Слишком много заказов", "Too busy"},
	GuestCancelled:      {"Гость отказался", "Guest cancelled"},
	GuestUnreachable:    {"Гость не отвечает", "Guest unreachable"},
	GuestRefusedChanges: {"Гость не согласен с изменениями", "Guest refused the changes"},
	CannotMeetRequest:   {"Не можем выполнить пожелание", "Cannot meet the request"},
	AddressOutOfArea:    {"Адрес вне зоны доставки", "Address out of area"},
	PaymentProblem:      {"Проблема с оплатой", "Payment problem"},
	DuplicateOrder:      {"Повтор заказа", "Duplicate"},
	SuspectedFraud:      {"Подозрение на обман", "Suspected fraud"},
	NotAcceptedInTime:   {"Не принят вовремя", "Not accepted in time"},
	IntegrationFailed:   {"Сбой передачи на станцию", "Integration failed"},
	TestOrder:           {"Проверочный заказ", "Test order"},
	OtherReason:         {"Другое", "Other"},
}

// Known says whether the code is one of the documented ones.
func (r ReasonCode) Known() bool { return reasonCodes[r] != (labels{}) }

// Russian is the label operators know.
func (r ReasonCode) Russian() string { return reasonCodes[r].ru }

// Reason says why an order was called off, and whose wish that was.
type Reason struct {
	Code  ReasonCode `json:"code" required:"true" enum:"item_unavailable,kitchen_closed,too_busy,guest_cancelled,guest_unreachable,guest_refused_changes,cannot_meet_request,address_out_of_area,payment_problem,duplicate,suspected_fraud,not_accepted_in_time,integration_failed,test_order,other"`
	Text  string     `json:"text,omitempty" maxLength:"500" doc:"Required when code is other"`
	Party string     `json:"party,omitempty" readOnly:"true" doc:"restaurant, source or system"`
}

// Validate says what is wrong with a reason given by a caller.
func (r Reason) Validate() []Fault {
	switch {
	case r.Code == "":
		return []Fault{{Field: "reason.code", Code: "required", Message: "say why the order is called off"}}
	case !r.Code.Known():
		return []Fault{{Field: "reason.code", Code: "unknown_value", Message: "not one of the documented reason codes"}}
	case r.Code == OtherReason && r.Text == "":
		return []Fault{{Field: "reason.text", Code: "required", Message: "the reason \"other\" needs a text"}}
	}
	return nil
}
