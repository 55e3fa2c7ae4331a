package rk7

import "context"

const plainMask = "items.(Ident,Code,Name,AltName,GUIDString,Status,MainParentIdent)"

// items loads a dictionary of which only the common properties matter.
func (c *Client) items(ctx context.Context, name string) ([]RefItem, error) {
	ref, err := c.GetRefData(ctx, GetRefData{RefName: name, PropMask: plainMask})
	return ref.Items, err
}

// Tables loads the tables; a table's Parent is its hall.
func (c *Client) Tables(ctx context.Context) ([]RefItem, error) { return c.items(ctx, RefTables) }

// Cashes loads the stations.
func (c *Client) Cashes(ctx context.Context) ([]RefItem, error) { return c.items(ctx, RefCashes) }

// Employees loads the people; a person's Parent is the role.
func (c *Client) Employees(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefEmployees)
}

// OrderCategories loads what an order is from its creation on (hall, delivery …).
func (c *Client) OrderCategories(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefOrderCategories)
}

// OrderTypes loads what an order may be turned into later (dine-in, takeaway …).
func (c *Client) OrderTypes(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefOrderTypes)
}

// GuestTypes loads the kinds of guests.
func (c *Client) GuestTypes(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefGuestTypes)
}

// Currencies loads the payment means.
func (c *Client) Currencies(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefCurrencies)
}

// PriceTypes loads the price types.
func (c *Client) PriceTypes(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefPriceTypes)
}

// PrepayReasons loads the reasons for taking money before an order is closed.
func (c *Client) PrepayReasons(ctx context.Context) ([]RefItem, error) {
	return c.items(ctx, RefPrepayReasons)
}

// VoidReason is a reason for deleting, with what it may be used for.
type VoidReason struct {
	RefItem
	// OnOrder allows deleting unprinted work, OnReceipt deleting a receipt,
	// OnDishReturn taking back a printed dish, OnStopList stopping a dish.
	OnOrder      bool
	OnReceipt    bool
	OnDishReturn bool
	OnStopList   bool
}

// VoidReasons loads the reasons for deleting.
func (c *Client) VoidReasons(ctx context.Context) ([]VoidReason, error) {
	ref, s, err := c.refData(ctx, GetRefData{RefName: RefOrderVoids})
	if err != nil {
		return nil, err
	}
	var out []VoidReason
	for _, item := range ref.Items {
		out = append(out, VoidReason{
			RefItem: item, OnOrder: s.bool(item.node, "ImplOnCheckVoid"), OnReceipt: s.bool(item.node, "ImplOnCheckUndo"),
			OnDishReturn: s.bool(item.node, "ImplOnDishReturn"), OnStopList: s.bool(item.node, "ImplOnAddDishInStopList"),
		})
	}
	return out, c.finish(cmdGetRefData, s)
}
