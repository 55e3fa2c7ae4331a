package e2e

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/orderhatch/orderhatch/internal/order"
)

var update = flag.Bool("update", false, "write the conversations in the documentation anew")

// The conversations of docs/life-after-acceptance.md are held, and must come out
// as they stand there. With -update they are written down.
func TestTheWorkedExampleOfLifeAfterAcceptance(t *testing.T) {
	_, at := startStandalone(t, t.TempDir())
	said := conversation{TB: t, at: at, steps: map[string]string{}}
	said.statuses()
	said.tillsWork()
	said.cancelling()

	const path = "../docs/life-after-acceptance.md"
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	written, missing := said.into(string(text))
	require.Empty(t, missing, "each step has its place, and each place its step")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(written), 0o644))
		return
	}
	require.Equal(t, string(text), written, "run go test ./e2e -run WorkedExample -update and look at the difference")
}

// conversation keeps what was said in each step.
type conversation struct {
	testing.TB
	at    addresses
	steps map[string]string
}

func (c conversation) statuses() {
	configure(c, c.at, stateCodes)
	c.note("settings", c.say(http.MethodGet, "/v1/restaurants/arbat-1/settings", managerKey, nil, "station.progress"))

	record := onStation(c, c.at, "LIFE-1")
	c.note("print", c.till(record, "print", nil), c.until(record, order.InWork, operatorKey, "status", "history[-1]"))
	c.note("kitchen", c.till(record, "kitchen", map[string]any{"state": "ready"}), c.until(record, order.Ready, operatorKey, "status", "history[-1]"))
	c.note("source reads", c.say(http.MethodGet, "/v1/orders/"+record.ID, sourceKey, nil, "external_id", "status", "injection.state"))

	c.note("on the way", c.say(http.MethodPost, "/v1/orders/"+record.ID+"/status", operatorKey, map[string]any{"status": "on_the_way"}, "status", "history[-1]"))
	c.await("the station to be told", record, func(r order.Order) bool { return lastEvent(r) == order.EventTold })
	c.note("told", c.stationHas(record), c.say(http.MethodGet, "/v1/orders/"+record.ID, operatorKey, nil, "status", "history[-1]"))
	c.note("paid", c.till(record, "pay", nil), c.until(record, order.Completed, operatorKey, "status", "history[-1]"))

	record = onStation(c, c.at, "LIFE-2")
	behave := func(way string) string {
		return c.sim(http.MethodPatch, "behaviour", map[string]any{"delivery_status": way})
	}
	refuses := behave("refuse")
	operate(c, c.at, record.ID, "status", operatorKey, map[string]any{"status": "ready"})
	c.await("people to be told", record, func(r order.Order) bool { return lastEvent(r) == order.EventNotTold })
	c.note("refused", refuses, c.say(http.MethodGet, "/v1/orders/"+record.ID, operatorKey, nil, "status", "injection.state", "checks[-1]"))
	behave("")
}

func (c conversation) tillsWork() {
	record := onStation(c, c.at, "LIFE-3")
	added := c.till(record, "lines", map[string]any{"plu": "103", "quantity": 1})
	c.await("the dish to be seen", record, func(r order.Order) bool { return lastEvent(r) == order.EventChangedOnStation })
	c.note("changed", added, c.say(http.MethodGet, "/v1/orders/"+record.ID, operatorKey, nil, "items_agreed[].plu", "items_on_pos[].plu", "checks[-1]"))
	c.note("deleted", c.till(record, "delete", nil), c.until(record, order.Cancelled, sourceKey, "status", "injection.state", "reason"))

	configure(c, c.at, func(settings map[string]any) { settings["orders"].(map[string]any)["close_after_seconds"] = 2 })
	c.note("forgotten", c.until(onStation(c, c.at, "LIFE-4"), order.Completed, operatorKey, "status", "history[-1]"))
	configure(c, c.at, func(settings map[string]any) { delete(settings["orders"].(map[string]any), "close_after_seconds") })

	hook := send(c, http.MethodPost, c.at.API+"/hooks/rk7/arbat-1/"+notifyToken, "", []byte("<anything/>"))
	c.note("hook", fmt.Sprintf("POST /hooks/rk7/arbat-1/%s\n\n<anything/>\n\n%d\n", notifyToken, hook.Status))
}

func (c conversation) cancelling() {
	wish := map[string]any{"reason": map[string]any{"code": "guest_cancelled"}}
	early := send(c, http.MethodPost, c.at.API+"/v1/orders", sourceKey, submission("LIFE-5")).order(c)
	c.note("cancel early", c.say(http.MethodPost, "/v1/orders/"+early.ID+"/cancel", sourceKey, wish, "status", "reason"))

	record := onStation(c, c.at, "LIFE-6")
	at := "/v1/orders/" + record.ID
	c.note("cancel asks", c.say(http.MethodPost, at+"/cancel", sourceKey, wish, "status", "cancel_request"))
	no := map[string]any{"reason": map[string]any{"code": "other", "text": "It is in the oven"}}
	c.note("cancel refused", c.say(http.MethodPost, at+"/refuse-cancel", operatorKey, no, "status", "cancel_request.answer"))
	c.note("cancel heard", c.say(http.MethodGet, at, sourceKey, nil, "status", "cancel_request.answer"))
	operate(c, c.at, record.ID, "cancel", sourceKey, wish)
	c.note("cancel agreed", c.say(http.MethodPost, at+"/cancel", operatorKey, wish, "status", "decided_by"))
	c.await("the order to be off the station", record, func(r order.Order) bool { return r.Injection.State == order.Voided })
	c.note("cancel done", c.say(http.MethodGet, at, sourceKey, nil, "status", "injection.state", "cancel_request.answer"))
}

func (c conversation) note(step string, parts ...string) { c.steps[step] = strings.Join(parts, "\n") }

// say makes a request and gives it as text, with what was picked of its answer.
func (c conversation) say(method, path, key string, body any, pick ...string) string {
	c.Helper()
	got := send(c, method, c.at.API+path, key, body)
	require.Less(c, got.Status, 300, "%s %s: %s", method, path, got.Body)
	return c.text(method, path, key, body, got, pick)
}

// until waits for a status and reads it as somebody.
func (c conversation) until(record order.Order, status order.Status, key string, pick ...string) string {
	c.Helper()
	awaitStatus(c, c.at, record.ID, status)
	return c.say(http.MethodGet, "/v1/orders/"+record.ID, key, nil, pick...)
}

func (c conversation) await(what string, record order.Order, as func(order.Order) bool) {
	c.Helper()
	awaitUntil(c, startTime, what, func() bool {
		return as(send(c, http.MethodGet, c.at.API+"/v1/orders/"+record.ID, operatorKey, nil).order(c))
	})
}

// till is what a cashier does with an order.
func (c conversation) till(record order.Order, action string, body any) string {
	return c.sim(http.MethodPost, "orders/"+plain(record)+"/"+action, body)
}

func (c conversation) sim(method, path string, body any) string {
	got := cashier{c, c.at}.ask(method, path, body)
	return c.text(method, "/_sim/"+path, "", body, got, nil)
}

// stationHas is what the till has of the delivery.
func (c conversation) stationHas(record order.Order) string {
	path := "orders/" + plain(record)
	got := cashier{c, c.at}.ask(http.MethodGet, path, nil)
	return c.text(http.MethodGet, "/_sim/"+path, "", nil, got, []string{"order_name", "delivery"})
}

func plain(record order.Order) string {
	return strings.ToLower(strings.Trim(record.POS.OrderGUID, "{}"))
}

func lastEvent(record order.Order) order.EventName {
	return record.History[len(record.History)-1].Event
}

func (c conversation) text(method, path, key string, body any, got answer, pick []string) string {
	var text strings.Builder
	fmt.Fprintf(&text, "%s %s\n", method, path)
	if key != "" {
		fmt.Fprintf(&text, "Authorization: Bearer %s\n", key)
	}
	if body != nil {
		sent, err := json.Marshal(body)
		require.NoError(c, err)
		fmt.Fprintf(&text, "\n%s\n", sent)
	}
	fmt.Fprintf(&text, "\n%d\n", got.Status)
	if len(pick) > 0 {
		fmt.Fprintf(&text, "%s\n", c.picked(got.Body, pick))
	}
	return moments.ReplaceAllString(text.String(), "2026-11-24T12:00:00Z")
}

// moments are different at each run.
var moments = regexp.MustCompile(`20\d\d-\d\d-\d\dT[0-9:.]+(Z|[+-]\d\d:\d\d)`)

// picked is an answer with only some of its fields: "a.b", "list[-1]" for the
// last one, "list[].a" for a field of each.
func (c conversation) picked(body []byte, paths []string) string {
	var whole map[string]any
	require.NoError(c, json.Unmarshal(body, &whole))
	parts := make([]string, len(paths))
	for i, path := range paths {
		parts[i] = c.pick(whole, path)
	}
	return "{" + strings.Join(parts, ", ") + ", …}"
}

func (c conversation) pick(from map[string]any, path string) string {
	name, rest, deeper := strings.Cut(path, ".")
	if field, last := strings.CutSuffix(name, "[-1]"); last {
		list := from[field].([]any)
		require.NotEmpty(c, list, path)
		return fmt.Sprintf("%q: [… %s]", field, c.json(list[len(list)-1]))
	}
	if field, each := strings.CutSuffix(name, "[]"); each {
		var all []string
		for _, one := range from[field].([]any) {
			all = append(all, "{"+c.pick(one.(map[string]any), rest)+", …}")
		}
		return fmt.Sprintf("%q: [%s]", field, strings.Join(all, ", "))
	}
	require.Contains(c, from, name)
	if deeper {
		return fmt.Sprintf("%q: {%s, …}", name, c.pick(from[name].(map[string]any), rest))
	}
	return fmt.Sprintf("%q: %s", name, c.json(from[name]))
}

func (c conversation) json(value any) string {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	require.NoError(c, encoder.Encode(value))
	return strings.TrimSpace(text.String())
}

// places are where a document wants a step.
var places = regexp.MustCompile("(?s)<!-- step: ([^\n]*) -->\n```\n(.*?)```\n")

// into puts the steps in their places; missing are those without one, and places
// without a step.
func (c conversation) into(text string) (written string, missing []string) {
	found := map[string]bool{}
	written = places.ReplaceAllStringFunc(text, func(place string) string {
		step := places.FindStringSubmatch(place)[1]
		said, there := c.steps[step]
		if !there {
			missing = append(missing, "place "+step)
			return place
		}
		found[step] = true
		return "<!-- step: " + step + " -->\n```\n" + said + "```\n"
	})
	for step := range c.steps {
		if !found[step] {
			missing = append(missing, "step "+step)
		}
	}
	return written, missing
}
