package rk7

import "context"

const cmdVoidOrder = "VoidOrder"

// VoidOrder deletes an order, empty or with dishes.
type VoidOrder struct {
	Order   OrderRef
	LockKey string
	Station Ref
	Manager Ref
	// Reason is of ORDERVOIDS and needs the flag that fits what is deleted.
	Reason Ref
}

type voidXML struct {
	CMD         string      `xml:"CMD,attr"`
	LockKey     string      `xml:"lockguid,attr,omitempty"`
	ChangeGUIDs string      `xml:"change_guids,attr"`
	Order       orderRefXML `xml:"Order"`
	Station     *refXML     `xml:"Station"`
	Manager     *refXML     `xml:"Manager"`
	Reason      *refXML     `xml:"DeleteReason"`
}

// CommandName implements Command.
func (VoidOrder) CommandName() string { return cmdVoidOrder }

// Encode implements Command. change_guids is always 0: left out, newer
// stations give the deleted order new GUIDs, and it could not be found again.
func (v VoidOrder) Encode() ([]byte, error) {
	order, err := v.Order.xml()
	if err != nil {
		return nil, err
	}
	return encode(voidXML{
		CMD: cmdVoidOrder, LockKey: v.LockKey, ChangeGUIDs: "0", Order: order,
		Station: v.Station.optional(), Manager: v.Manager.optional(), Reason: v.Reason.optional(),
	})
}

// VoidOrder deletes an order. Deleting one that is deleted already is refused
// with a code nobody documented: ask GetOrder before calling that a failure.
func (c *Client) VoidOrder(ctx context.Context, void VoidOrder) error {
	_, err := c.call(ctx, writing, void)
	return err
}
