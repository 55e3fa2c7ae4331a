package rk7

import "context"

const cmdPayOrder = "PayOrder"

// PayOrder pays an order in full, which closes it. It is a licensed command.
type PayOrder struct {
	Licence  *LicenseInfo
	Order    OrderRef
	LockKey  string
	Station  Ref
	Cashier  Ref
	Payments []Payment
}

// Payment is an amount in one of the station's CURRENCIES, in kopecks.
type Payment struct {
	Currency Ref
	Amount   int64
}

type payXML struct {
	CMD      string       `xml:"CMD,attr"`
	LockKey  string       `xml:"lockguid,attr,omitempty"`
	Licence  *licenseXML  `xml:"LicenseInfo"`
	Order    orderRefXML  `xml:"Order"`
	Station  *refXML      `xml:"Station"`
	Cashier  *refXML      `xml:"Cashier"`
	Payments []paymentXML `xml:"Payment"`
}

type paymentXML struct {
	refXML
	Amount int64 `xml:"amount,attr"`
}

// CommandName implements Command.
func (PayOrder) CommandName() string { return cmdPayOrder }

// Encode implements Command.
func (p PayOrder) Encode() ([]byte, error) {
	licence, err := p.Licence.xml()
	if err != nil {
		return nil, err
	}
	order, err := p.Order.xml()
	if err != nil {
		return nil, err
	}
	if len(p.Payments) == 0 {
		return nil, missing("payment")
	}
	x := payXML{CMD: cmdPayOrder, LockKey: p.LockKey, Licence: licence, Order: order, Station: p.Station.optional(), Cashier: p.Cashier.optional()}
	for _, payment := range p.Payments {
		if payment.Currency.IsZero() {
			return nil, missing("payment's currency")
		}
		x.Payments = append(x.Payments, paymentXML{refXML: payment.Currency.xml(), Amount: payment.Amount})
	}
	return encode(x)
}

// PaidOrder is the answer to PayOrder.
type PaidOrder struct {
	Envelope
	PrintChecks []PrintCheck
	// Warnings mean that the order is closed but printing had trouble.
	Warnings []string
}

// PayOrder pays an order in full.
func (c *Client) PayOrder(ctx context.Context, pay PayOrder) (PaidOrder, error) {
	body, err := pay.Encode()
	if err != nil {
		return PaidOrder{}, &Error{Command: cmdPayOrder, Outcome: NotSent, Err: err}
	}
	return c.PayOrderBytes(ctx, body)
}

// PayOrderBytes sends what PayOrder.Encode gave and somebody stored.
func (c *Client) PayOrderBytes(ctx context.Context, body []byte) (PaidOrder, error) {
	r, err := c.callStored(ctx, cmdPayOrder, body)
	if err != nil {
		return PaidOrder{}, err
	}
	s := c.scan()
	paid := PaidOrder{Envelope: r.Envelope, PrintChecks: s.printChecks(r.result)}
	for _, n := range r.result.children("PrintCheckWarning") {
		text := n.attr("ErrorText", "Text")
		if text == "" {
			text = n.text
		}
		paid.Warnings = append(paid.Warnings, text)
	}
	return paid, c.finish(cmdPayOrder, s)
}
