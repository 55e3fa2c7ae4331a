package bench

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// roundMetric is the monitor's histogram of rounds that asked a station.
const roundMetric = "orderhatch_monitor_round_seconds_"

// rounds are the rounds that asked a station so far, and the time they took.
func (t *target) rounds(ctx context.Context) (count, seconds float64, err error) {
	for _, base := range t.workers {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/metrics", nil)
		if err != nil {
			return 0, 0, err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return 0, 0, fmt.Errorf("a worker's metrics: %w", err)
		}
		c, s, err := readRounds(answer.Body)
		_ = answer.Body.Close()
		if err != nil {
			return 0, 0, err
		}
		count, seconds = count+c, seconds+s
	}
	return count, seconds, nil
}

// readRounds reads Prometheus's text form.
func readRounds(metrics io.Reader) (count, seconds float64, err error) {
	lines := bufio.NewScanner(metrics)
	for lines.Scan() {
		name, value, _ := strings.Cut(lines.Text(), " ")
		into := &count
		switch {
		case !strings.HasPrefix(name, roundMetric) || strings.Contains(name, `"idle"`):
			continue
		case strings.HasPrefix(name, roundMetric+"sum"):
			into = &seconds
		case !strings.HasPrefix(name, roundMetric+"count"):
			continue
		}
		number, err := strconv.ParseFloat(value, 64)
		if err != nil {
			return 0, 0, fmt.Errorf("the metric %s: %w", name, err)
		}
		*into += number
	}
	return count, seconds, lines.Err()
}
