package monitor

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.temporal.io/api/serviceerror"

	"github.com/orderhatch/orderhatch/internal/order"
	"github.com/orderhatch/orderhatch/workflows"
)

// world is a station, a projection and the workflows that change it.
type world struct {
	now     time.Time
	version int64
	board   map[string]Entry
	news    map[string]order.StationNews // by GUID
	records map[string]order.Order       // by workflow
	deaf    bool                         // workflows do nothing about what they hear
	gone    bool                         // workflows are over
	// lookEvery is for stations whose versions do not tell everything.
	lookEvery time.Duration
	lists     int
	looks     int
	told      []order.StationNews
	down      bool
}

func newWorld() *world {
	return &world{now: noon, version: 1, board: map[string]Entry{}, news: map[string]order.StationNews{}, records: map[string]order.Order{}}
}

func (w *world) put(number int, lines ...order.StationLine) string {
	guid := fmt.Sprintf("{00000000-0000-4000-8000-%012d}", number)
	record := order.Order{ID: fmt.Sprint("id-", number), Source: "demo", Submission: order.Submission{ExternalID: fmt.Sprint(number), Restaurant: "arbat-1"},
		Status: order.Accepted, Injection: order.Injection{State: order.Filled}, POS: order.StationOrder{OrderGUID: guid}, ItemsOnPOS: lines,
		ItemsAgreed: []order.Item{{PLU: "101", Quantity: order.Pieces(1)}}}
	w.records[order.WorkflowID("demo", record.ExternalID)] = record
	w.board[guid] = Entry{GUID: guid, Version: 1}
	w.news[guid] = order.StationNews{Lines: lines}
	return guid
}

// till changes an order on the station.
func (w *world) till(guid string, change func(*order.StationNews)) {
	w.version++
	entry := w.board[guid]
	entry.Version++
	w.board[guid] = entry
	news := w.news[guid]
	change(&news)
	w.news[guid] = news
}

func (w *world) Board(_ context.Context, _ string, since int64) (Board, error) {
	w.lists++
	board := Board{Version: w.version, Unchanged: since == w.version, LookEvery: w.lookEvery}
	if w.down {
		return board, errors.New("unreachable")
	}
	for _, entry := range w.board {
		if !board.Unchanged {
			board.Entries = append(board.Entries, entry)
		}
	}
	return board, nil
}

func (w *world) LookAt(_ context.Context, record order.Order) (order.StationNews, bool, error) {
	w.looks++
	news, found := w.news[record.POS.OrderGUID]
	return news, found, nil
}

func (w *world) OnStation(context.Context, string) (open []order.OnStation, _ error) {
	for _, record := range w.records {
		if slices.Contains(order.FollowedStatuses(), record.Status) {
			open = append(open, order.OnStation{ID: record.ID, GUID: order.PlainGUID(record.POS.OrderGUID)})
		}
	}
	return open, nil
}

func (w *world) Order(_ context.Context, id string) (order.Order, bool, error) {
	for _, record := range w.records {
		if record.ID == id {
			return record, false, nil
		}
	}
	return order.Order{}, false, order.Errorf(order.CodeNotFound, "no such order")
}

func (w *world) SignalWorkflow(_ context.Context, workflow, _, name string, arg any) error {
	if name != workflows.SignalStation {
		return errors.New("an odd signal")
	}
	if w.gone {
		return serviceerror.NewNotFound("over")
	}
	news := arg.(order.StationNews)
	w.told = append(w.told, news)
	if w.deaf {
		return nil
	}
	record := w.records[workflow]
	record.ItemsOnPOS = news.Lines
	switch {
	case news.Deleted:
		record.Status = order.Cancelled
	case news.Closed:
		record.Status = order.Completed
	case news.Progress() != "":
		record.Status = news.Progress()
	}
	w.records[workflow] = record
	return nil
}

func (w *world) follow() *Following {
	return New(Options{Station: w, Orders: w, Signaller: w, Now: func() time.Time { return w.now }}).Follow("arbat-1")
}

func dish(plu string) order.StationLine {
	return order.StationLine{PLU: plu, Quantity: order.Pieces(1)}
}
