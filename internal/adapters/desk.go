package adapters

import (
	"context"

	"github.com/orderhatch/orderhatch/internal/account"
	"github.com/orderhatch/orderhatch/internal/menu"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/restaurant"
)

// Intake takes orders in and knows keys.
type Intake interface {
	Submit(ctx context.Context, source account.Source, submission order.Submission) (order.Receipt, error)
	SourceOf(ctx context.Context, key string) (account.Source, error)
}

// Book keeps what the desk looks up.
type Book interface {
	Order(ctx context.Context, id string) (record order.Order, pending bool, err error)
	Restaurants(ctx context.Context) ([]restaurant.Restaurant, error)
	SigningSecrets(ctx context.Context, source string) ([]string, error)
}

// Dispatcher carries commands to orders.
type Dispatcher interface {
	Cancel(ctx context.Context, workflowID string, command order.CancelCommand) (order.Order, error)
	Amend(ctx context.Context, workflowID string, command order.AmendCommand) (order.Order, error)
	Advance(ctx context.Context, workflowID string, command order.AdvanceCommand) (order.Order, error)
}

// Menus knows what restaurants sell.
type Menus interface {
	Menu(ctx context.Context, restaurantID string) (*menu.Menu, error)
}

// NewDesk is the desk of a running service.
func NewDesk(intake Intake, book Book, dispatcher Dispatcher, menus Menus) Desk {
	return &desk{Intake: intake, book: book, dispatcher: dispatcher, menus: menus}
}

type desk struct {
	Intake
	book       Book
	dispatcher Dispatcher
	menus      Menus
}

func (d *desk) SigningSecrets(ctx context.Context, source string) ([]string, error) {
	return d.book.SigningSecrets(ctx, source)
}

func (d *desk) Find(ctx context.Context, source account.Source, externalID string) (order.Order, error) {
	return d.Order(ctx, source, order.ID(source.ID, externalID))
}

func (d *desk) Order(ctx context.Context, source account.Source, id string) (order.Order, error) {
	record, pending, err := d.book.Order(ctx, id)
	if err == nil && record.Source != source.ID {
		err = order.Errorf(order.CodeNotFound, "There is no such order.")
	}
	if pending {
		record.Status = order.Waiting
	}
	return record, err
}

func (d *desk) Cancel(ctx context.Context, record order.Order, reason order.Reason) error {
	_, err := d.dispatcher.Cancel(ctx, workflowOf(record), order.CancelCommand{Caller: callerOf(record), Reason: reason})
	return err
}

func (d *desk) Amend(ctx context.Context, record order.Order, items []order.Item) error {
	order.NormaliseItems(items)
	if faults := order.ValidateItems(items); len(faults) > 0 {
		return &order.Error{Code: order.CodeInvalid, Detail: "The items have faults.", Faults: faults}
	}
	_, err := d.dispatcher.Amend(ctx, workflowOf(record), order.AmendCommand{Caller: callerOf(record), Items: items})
	return err
}

func (d *desk) Advance(ctx context.Context, record order.Order, status order.Status) error {
	_, err := d.dispatcher.Advance(ctx, workflowOf(record), order.AdvanceCommand{Caller: callerOf(record), Status: status})
	return err
}

func (d *desk) Restaurants(ctx context.Context, source account.Source) ([]restaurant.Restaurant, error) {
	all, err := d.book.Restaurants(ctx)
	var served []restaurant.Restaurant
	for _, one := range all {
		if (account.Caller{Source: &source}).Serves(one.ID) {
			served = append(served, one)
		}
	}
	return served, err
}

func (d *desk) Menu(ctx context.Context, source account.Source, restaurantID string) (*menu.Menu, error) {
	if !(account.Caller{Source: &source}).Serves(restaurantID) {
		return nil, order.Errorf(order.CodeNotFound, "There is no such restaurant.")
	}
	return d.menus.Menu(ctx, restaurantID)
}

func workflowOf(record order.Order) string { return order.WorkflowID(record.Source, record.ExternalID) }

// callerOf is the source that the order belongs to.
func callerOf(record order.Order) order.Caller {
	return order.Caller{Actor: order.Actor{Kind: order.Shop, Name: record.Source}}
}
