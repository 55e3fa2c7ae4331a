package api

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/orderhatch/orderhatch/internal/admin"
)

type shiftInput struct {
	From       time.Time `query:"from" doc:"When the first order came in; a day before to when left out"`
	To         time.Time `query:"to" doc:"Orders that came in later are left out; now when left out. At most 31 days after from"`
	Restaurant []string  `query:"restaurant,explode" maxItems:"200" nullable:"false" doc:"One or more restaurants, repeated or separated by commas; all of yours when left out"`
	Format     string    `query:"format" enum:"json,csv" default:"json"`
	Separator  string    `query:"separator" enum:"comma,semicolon" default:"comma" doc:"Of the CSV: Excel wants a semicolon where the comma is the decimal sign, as in Russian"`
}

type shiftAnswer struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        any
}

// shiftReport counts what became of the orders of a shift.
func (s *Server) shiftReport(ctx context.Context, in *shiftInput) (*shiftAnswer, error) {
	filter := admin.OutcomeFilter{From: in.From, To: in.To, Restaurants: split(in.Restaurant)}
	if filter.To.IsZero() {
		filter.To = s.now().Truncate(time.Second).Add(time.Second) // with what came just now
	}
	if filter.From.IsZero() {
		filter.From = filter.To.Add(-24 * time.Hour)
	}
	report, err := s.admin.Shift(ctx, callerOf(ctx).administrator(), filter)
	if err != nil {
		return nil, s.unavailable(ctx, err)
	}
	if in.Format != "csv" {
		return &shiftAnswer{ContentType: "application/json", Body: report}, nil
	}
	separator := ','
	if in.Separator == "semicolon" {
		separator = ';'
	}
	var out bytes.Buffer
	if err := report.WriteCSV(&out, separator); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("shift-%s.csv", report.From.UTC().Format("20060102T1504Z"))
	return &shiftAnswer{ContentType: "text/csv; charset=utf-8", Disposition: `attachment; filename="` + name + `"`, Body: out.Bytes()}, nil
}
