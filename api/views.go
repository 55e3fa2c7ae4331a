package api

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
)

// OrderView is an order as callers see it.
type OrderView struct {
	order.Order
	Links Links `json:"links" readOnly:"true"`
}

// Links are where to look further.
type Links struct {
	Self     string `json:"self"`
	Temporal string `json:"temporal,omitempty" doc:"The order's run in the Temporal Web UI"`
}

// statusProcessing is the status of an order that no worker has answered for.
const statusProcessing = "accepted_for_processing"

// Processing is what there is to say of an order that is safe but not yet seen
// by a worker.
type Processing struct {
	ID     string `json:"id" format:"uuid"`
	Status string `json:"status" enum:"accepted_for_processing"`
}

// orderAnswer answers with an OrderView, or with Processing, which has no revision.
type orderAnswer struct {
	Status int
	ETag   string `header:"ETag" doc:"The revision, for If-Match"`
	Body   any
}

// submitAnswer says as well where the order is, and whether it came before.
type submitAnswer struct {
	Status   int
	Location string `header:"Location"`
	Replay   string `header:"Idempotent-Replay"`
	ETag     string `header:"ETag"`
	Body     any
}

// viewOf is the record as it is seen now.
func (s *Server) viewOf(record order.Order) OrderView {
	return s.viewAsIs(record.At(s.now()))
}

// viewAsIs is the record as it was seen when it was made.
func (s *Server) viewAsIs(record order.Order) OrderView {
	return OrderView{Order: record, Links: Links{Self: orderPath(record.ID), Temporal: s.temporal.of(record)}}
}

func (s *Server) answerWith(status int, view OrderView) *orderAnswer {
	return &orderAnswer{Status: status, ETag: strconv.Quote(strconv.FormatInt(view.Revision, 10)), Body: view}
}

func orderPath(id string) string { return "/v1/orders/" + id }

// temporalLinks makes addresses of the Temporal Web UI.
type temporalLinks struct{ base, namespace string }

func (t temporalLinks) of(record order.Order) string {
	if t.base == "" {
		return ""
	}
	workflow := url.PathEscape(order.WorkflowID(record.Source, record.ExternalID))
	return strings.TrimSuffix(t.base, "/") + "/namespaces/" + url.PathEscape(t.namespace) + "/workflows/" + workflow
}
