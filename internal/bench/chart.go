package bench

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// chart is a plain line chart. Points of all lines share the x values.
type chart struct {
	title, x, y string
	logX        bool
	xs          []float64
	lines       []line
}

type line struct {
	name, colour string
	ys           []float64
}

// The chart's page and the field inside it.
const (
	pageWidth, pageHeight        = 720, 360
	left, right, top, bottomSide = 60, 170, 40, 50
)

func (r *Report) loadChart() string {
	c := chart{title: "Latency against load", x: "offered orders/s", y: "milliseconds (p95)"}
	answered, accepted, filled := line{name: "submit → 201", colour: "#1d6fa5"}, line{name: "accept → answer", colour: "#8e5bb5"}, line{name: "accept → filled", colour: "#c4452f"}
	reached := line{name: "reached orders/s", colour: "#3a8f3a"}
	for _, l := range r.Open {
		c.xs = append(c.xs, l.Offered)
		answered.ys, accepted.ys, filled.ys = append(answered.ys, l.Answered.P95), append(accepted.ys, l.Accepted.P95), append(filled.ys, l.Filled.P95)
		reached.ys = append(reached.ys, l.PerSecond)
	}
	c.lines = []line{answered, accepted, filled, reached}
	return c.svg()
}

func (r *Report) storedChart() string {
	c := chart{title: "Cost against stored orders", x: "finished orders in the database", y: "milliseconds", logX: true}
	cpu, filled, search := line{name: "CPU per order", colour: "#1d6fa5"}, line{name: "accept → filled, p50", colour: "#c4452f"}, line{name: "newest page, p95", colour: "#3a8f3a"}
	for _, s := range r.Stored {
		c.xs = append(c.xs, float64(s.Finished))
		cpu.ys, filled.ys = append(cpu.ys, s.Journeys.CPU), append(filled.ys, s.Journeys.Filled.P50)
		search.ys = append(search.ys, s.Lists["newest page"].P95)
	}
	c.lines = []line{cpu, filled, search}
	return c.svg()
}

// svg draws the chart with a logarithmic y axis: a queue that grows is a
// hundred times slower than a quick answer, and both have to be seen.
func (c chart) svg() string {
	var out strings.Builder
	fmt.Fprintf(&out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", pageWidth, pageHeight)
	fmt.Fprintf(&out, `<rect width="%d" height="%d" fill="#fff"/><text x="%d" y="24" font-size="15">%s</text>`+"\n", pageWidth, pageHeight, left, c.title)
	low, high := c.range10()
	for decade := low; decade <= high; decade++ {
		y := c.atY(math.Pow10(decade), low, high)
		fmt.Fprintf(&out, `<line x1="%d" x2="%d" y1="%.1f" y2="%.1f" stroke="#ddd"/><text x="%d" y="%.1f" text-anchor="end">%g</text>`+"\n",
			left, pageWidth-right, y, y, left-6, y+4, math.Pow10(decade))
	}
	for _, x := range c.xs {
		fmt.Fprintf(&out, `<text x="%.1f" y="%d" text-anchor="middle">%g</text>`+"\n", c.atX(x), pageHeight-bottomSide+18, x)
	}
	fmt.Fprintf(&out, `<text x="%d" y="%d" text-anchor="middle">%s</text>`+"\n", (left+pageWidth-right)/2, pageHeight-10, c.x)
	fmt.Fprintf(&out, `<text x="14" y="%d" text-anchor="middle" transform="rotate(-90 14 %d)">%s</text>`+"\n", pageHeight/2, pageHeight/2, c.y)
	for i, each := range c.lines {
		points := make([]string, len(each.ys))
		for j, y := range each.ys {
			points[j] = fmt.Sprintf("%.1f,%.1f", c.atX(c.xs[j]), c.atY(y, low, high))
		}
		fmt.Fprintf(&out, `<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>`+"\n", strings.Join(points, " "), each.colour)
		fmt.Fprintf(&out, `<text x="%d" y="%d" fill="%s">%s</text>`+"\n", pageWidth-right+12, top+20+i*20, each.colour, each.name)
	}
	out.WriteString("</svg>\n")
	return out.String()
}

// range10 are the decades that hold every value.
func (c chart) range10() (low, high int) {
	least, most := math.Inf(1), 1.0
	for _, each := range c.lines {
		for _, y := range each.ys {
			least, most = min(least, max(y, .1)), max(most, y)
		}
	}
	low, high = int(math.Floor(math.Log10(min(least, most)))), int(math.Ceil(math.Log10(most)))
	return low, max(high, low+1)
}

func (c chart) atX(x float64) float64 {
	scale := func(v float64) float64 { return v }
	if c.logX {
		scale = math.Log10
	}
	first, last := scale(c.xs[0]), scale(c.xs[len(c.xs)-1])
	if first == last {
		return left
	}
	return left + (scale(x)-first)/(last-first)*(pageWidth-left-right)
}

func (c chart) atY(y float64, low, high int) float64 {
	share := (math.Log10(max(y, .1)) - float64(low)) / float64(high-low)
	return pageHeight - bottomSide - share*(pageHeight-top-bottomSide)
}
