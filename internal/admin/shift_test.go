package admin

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/orderhatch/orderhatch/internal/order"
)

var shiftStart = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func accepted(at time.Time, wait time.Duration, by, source string) Outcome {
	moment := at.Add(wait)
	return Outcome{At: at, Source: source, Status: order.Accepted, AcceptedAt: &moment, AcceptedBy: by}
}

func TestShiftReport(t *testing.T) {
	moscow, err := time.LoadLocation("Europe/Moscow")
	require.NoError(t, err)
	sums := newSums(moscow)
	calledOff := accepted(shiftStart.Add(time.Hour), 40*time.Second, "ivan", "app")
	calledOff.Status, calledOff.Reason, calledOff.EndedBy = order.Cancelled, "guest_cancelled", "anna"
	for _, one := range []Outcome{
		accepted(shiftStart, 10*time.Second, "anna", "site"),
		accepted(shiftStart.Add(59*time.Minute), 30*time.Second, "anna", "app"),
		accepted(shiftStart.Add(time.Hour), 20*time.Second, "ivan", "site"),
		calledOff,
		{At: shiftStart, Source: "site", Status: order.Rejected, EndedBy: "anna", Reason: "too_busy"},
		{At: shiftStart, Source: "site", Status: order.Rejected, EndedBy: "ivan", Reason: "item_unavailable"},
		{At: shiftStart, Source: "site", Status: order.Rejected, EndedBy: "ivan", Reason: "item_unavailable"},
		{At: shiftStart, Source: "app", Status: order.Expired, EndedBy: "system", Reason: "not_accepted_in_time"},
		{At: shiftStart, Source: "app", Status: order.Waiting},
	} {
		require.NoError(t, sums.add(one))
	}
	report := sums.report(OutcomeFilter{From: shiftStart, To: shiftStart.Add(2 * time.Hour)})
	figures := report.Figures
	figures.Waits = Waits{}
	require.Equal(t, Figures{Submitted: 9, Accepted: 4, Rejected: 3, Expired: 1, Cancelled: 1, Waiting: 1}, figures)
	require.Equal(t, []float64{20, 40}, []float64{*report.Median, *report.P95})
	require.Equal(t, []ReasonCount{{"item_unavailable", 2}, {"too_busy", 1}}, report.RejectedByReason)
	require.Equal(t, []ReasonCount{{"guest_cancelled", 1}}, report.CancelledByReason)
	require.Len(t, report.ByOperator, 2)
	require.Equal(t, []int{2, 1}, []int{report.ByOperator[0].Accepted, report.ByOperator[0].Rejected})
	require.Equal(t, 10.0, *report.ByOperator[0].Median, "of two the one that is reached first")
	require.Equal(t, "app", report.BySource[0].Source)
	require.Equal(t, []string{"2026-11-23T12:00:00+03:00", "2026-11-23T13:00:00+03:00"}, []string{report.ByHour[0].Hour.Format(time.RFC3339), report.ByHour[1].Hour.Format(time.RFC3339)})
	require.Equal(t, 7, report.ByHour[0].Submitted)
}

func TestHoursBeginAsClocksSay(t *testing.T) {
	for zone, want := range map[string]string{
		"UTC": "2026-11-23T09:00:00Z", "Europe/Moscow": "2026-11-23T12:00:00+03:00",
		"Asia/Kolkata": "2026-11-23T14:30:00+05:30"[:11] + "15:00:00+05:30", "America/St_Johns": "2026-11-23T06:00:00-03:30",
	} {
		location, err := time.LoadLocation(zone)
		require.NoError(t, err)
		require.Equal(t, want, time.Unix(hourOf(shiftStart.Add(45*time.Minute), location), 0).In(location).Format(time.RFC3339), zone)
	}
}

// A percentile is a wait that was there, with enough others at or below it.
func TestPercentiles(t *testing.T) {
	require.Nil(t, waitsOf(nil).Median)
	rapid.Check(t, func(t *rapid.T) {
		seconds := rapid.SliceOfN(rapid.IntRange(0, 1000), 1, 200).Draw(t, "waits")
		waits := make([]time.Duration, len(seconds))
		for i, s := range seconds {
			waits[i] = time.Duration(s) * time.Second
		}
		got := waitsOf(waits)
		for percent, value := range map[int]float64{50: *got.Median, 95: *got.P95} {
			below, atOrBelow := 0, 0
			for _, s := range seconds {
				if float64(s) < value {
					below++
				}
				if float64(s) <= value {
					atOrBelow++
				}
			}
			if atOrBelow == below || atOrBelow*100 < percent*len(seconds) || below*100 >= percent*len(seconds) {
				t.Fatalf("p%d of %v is not %v", percent, seconds, value)
			}
		}
	})
}

func TestShiftCSV(t *testing.T) {
	sums := newSums(time.UTC)
	evil := `=HYPERLINK("http://evil.example"),1`
	require.NoError(t, sums.add(accepted(shiftStart, 1500*time.Millisecond, "@anna", evil)))
	require.NoError(t, sums.add(Outcome{At: shiftStart, Source: "-site;x", Status: order.Rejected, EndedBy: "ivan", Reason: "too_busy"}))
	report := sums.report(OutcomeFilter{From: shiftStart, To: shiftStart.Add(time.Hour)})
	for _, separator := range []rune{',', ';'} {
		var out bytes.Buffer
		require.NoError(t, report.WriteCSV(&out, separator))
		text, marked := strings.CutPrefix(out.String(), "\ufeff")
		require.True(t, marked)
		reader := csv.NewReader(strings.NewReader(text))
		reader.Comma = separator
		rows, err := reader.ReadAll()
		require.NoError(t, err)
		keys := map[string][]string{}
		for _, row := range rows {
			require.Len(t, row, len(rows[0]))
			require.False(t, row[1] != "" && strings.ContainsRune("=+-@", rune(row[1][0])), "a spreadsheet would run it: %s", row[1])
			keys[row[0]+" "+row[1]] = row
		}
		require.Contains(t, keys, "source '"+evil)
		require.Contains(t, keys, "source '-site;x")
		require.Equal(t, []string{"1", "0", "", "", "", "", "1.5", "1.5"}, keys["operator '@anna"][3:])
		require.Equal(t, "2", keys["total 2026-11-23T09:00:00Z/2026-11-23T10:00:00Z"][2])
	}
}
