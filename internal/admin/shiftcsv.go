package admin

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
)

// WriteCSV writes the report as one table for spreadsheets: a row for the whole
// span, and one for each reason, operator, source and hour.
func (r ShiftReport) WriteCSV(out io.Writer, separator rune) error {
	// Spreadsheets take a file for UTF-8 only when it begins like this.
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	w.Comma, w.UseCRLF = separator, true
	rows := [][]string{{"section", "key", "submitted", "accepted", "rejected", "expired", "cancelled", "failed", "waiting", "median_accept_seconds", "p95_accept_seconds"}}
	rows = append(rows, figuresRow("total", r.From.Format(time.RFC3339)+"/"+r.To.Format(time.RFC3339), r.Figures))
	for _, one := range r.RejectedByReason {
		rows = append(rows, []string{"rejected_by_reason", harmless(one.Reason), "", "", strconv.Itoa(one.Count), "", "", "", "", "", ""})
	}
	for _, one := range r.CancelledByReason {
		rows = append(rows, []string{"cancelled_by_reason", harmless(one.Reason), "", "", "", "", strconv.Itoa(one.Count), "", "", "", ""})
	}
	for _, one := range r.ByOperator {
		rows = append(rows, []string{"operator", harmless(one.Operator), "", strconv.Itoa(one.Accepted), strconv.Itoa(one.Rejected), "", "", "", "", seconds(one.Median), seconds(one.P95)})
	}
	for _, one := range r.BySource {
		rows = append(rows, figuresRow("source", one.Source, one.Figures))
	}
	for _, one := range r.ByHour {
		rows = append(rows, figuresRow("hour", one.Hour.Format(time.RFC3339), one.Figures))
	}
	return w.WriteAll(rows)
}

func figuresRow(section, key string, f Figures) []string {
	row := []string{section, harmless(key)}
	for _, count := range []int{f.Submitted, f.Accepted, f.Rejected, f.Expired, f.Cancelled, f.Failed, f.Waiting} {
		row = append(row, strconv.Itoa(count))
	}
	return append(row, seconds(f.Median), seconds(f.P95))
}

func seconds(value *float64) string {
	if value == nil {
		return ""
	}
	return strconv.FormatFloat(*value, 'f', -1, 64)
}

// harmless keeps a spreadsheet from taking a name for a formula.
func harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r\n'", rune(text[0])) {
		return "'" + text
	}
	return text
}
