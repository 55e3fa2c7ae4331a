package pos

import (
	"context"
	"time"

	"github.com/orderhatch/orderhatch/internal/monitor"
	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/internal/rk7"
)

var _ monitor.Station = (*Stations)(nil)

// Board lists the orders of a station, for those who follow what happens to
// them there.
func (s *Stations) Board(ctx context.Context, restaurantID string, since int64) (board monitor.Board, err error) {
	there, err := s.connect(ctx, restaurantID)
	if err != nil {
		return board, err
	}
	if _, open := there.site.circuit.open(s.Now()); open {
		return board, later(order.CodeStationUnreachable, "")
	}
	list, err := there.GetOrderList(ctx, rk7.GetOrderList{LastVersion: since})
	if err != nil {
		return board, err
	}
	for _, visit := range list.Visits {
		for _, one := range visit.Orders {
			board.Entries = append(board.Entries, monitor.Entry{GUID: one.GUID, Visit: visit.ID, OrderID: one.OrderIdent, Version: one.Version})
		}
	}
	board.Version, board.Unchanged = list.LastVersion, list.NoChanges
	board.LookEvery = time.Duration(there.Station.Progress.LookSeconds) * time.Second
	return board, nil
}

// LookAt reads an order as it is on the station now.
func (s *Stations) LookAt(ctx context.Context, record order.Order) (news order.StationNews, found bool, err error) {
	there, err := s.connect(ctx, record.Restaurant)
	if err != nil {
		return news, false, err
	}
	seen, err := there.GetOrder(ctx, rk7.OrderRef{GUID: record.POS.OrderGUID, Visit: record.POS.Visit, OrderIdent: record.POS.OrderID})
	if e := rk7.AsError(err); e != nil && e.OrderMissing() {
		return news, false, nil
	}
	if err != nil {
		return news, false, err
	}
	known, err := s.Menus.Menu(ctx, record.Restaurant)
	if err != nil && order.CodeOf(err) != order.CodeNotFound {
		return news, false, err
	}
	sum := order.Money(seen.Sum)
	news = order.StationNews{Lines: plan{menu: known}.stationLines(seen), Sum: &sum, Closed: seen.Completed(), Deleted: seen.Cancelled()}
	progress := there.Station.Progress
	news.Printed = !progress.IgnorePrint && inKitchen(seen)
	news.Reached = reached(seen, progress, s.Now())
	return news, true, nil
}
