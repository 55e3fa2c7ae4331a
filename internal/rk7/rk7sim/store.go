package rk7sim

import (
	"encoding/json"
	"maps"
	"strings"
	"time"

	"github.com/google/uuid"
)

// meta is what a station knows besides its orders.
type meta struct {
	NextVisit int64 `json:"next_visit"`
	NextOrder int64 `json:"next_order"`
	NextCheck int64 `json:"next_check"`
	// Changes counts the changes of the order table.
	Changes  int64            `json:"changes"`
	Shift    shift            `json:"shift"`
	Rests    map[int64]rest   `json:"rests,omitempty"`
	Counters map[string]int64 `json:"counters,omitempty"`
	// Unknown counts what requests held that no station understands.
	Unknown map[string]int64 `json:"unknown,omitempty"`
}

type shift struct {
	Number  int64     `json:"number"`
	Started time.Time `json:"started"`
	TooLong bool      `json:"too_long,omitempty"`
	Closing bool      `json:"closing,omitempty"`
}

// rest is an entry of the stop list; Quantity is nil for a prohibition.
type rest struct {
	Quantity   *int64 `json:"quantity,omitempty"`
	Prohibited bool   `json:"prohibited,omitempty"`
}

// instance is a licence instance with the reply to its last request.
type instance struct {
	GUID  string `json:"guid"`
	Last  int64  `json:"last"`
	Body  string `json:"body"`
	Reply []byte `json:"reply,omitempty"`
	// Used orders instances by their last use.
	Used int64 `json:"used"`
}

func firstMeta(now time.Time) meta {
	amount := int64(limitedAmount)
	return meta{
		NextVisit: 900_000_001, NextOrder: 1, NextCheck: 101, Changes: 1,
		Shift:    shift{Number: 1, Started: now},
		Rests:    map[int64]rest{dishIDs + stopListed: {Prohibited: true}, dishIDs + limited: {Quantity: &amount}},
		Counters: map[string]int64{}, Unknown: map[string]int64{},
	}
}

// changes is what one command would change. Nothing of it is seen by others
// before it is committed, so a refused command leaves no trace.
type changes struct {
	meta      meta
	orders    map[string]*order
	renamed   map[string]bool
	instances map[string]*instance
	// touched says that something outside the orders has changed.
	touched bool
}

func (r *restaurant) begin() *changes {
	c := &changes{meta: r.meta, orders: map[string]*order{}, renamed: map[string]bool{}, instances: map[string]*instance{}}
	c.meta.Rests = maps.Clone(r.meta.Rests)
	return c
}

// savepoint lets one command of a batch fail without the earlier ones.
func (c *changes) savepoint() *changes {
	out := &changes{meta: c.meta, orders: maps.Clone(c.orders), renamed: maps.Clone(c.renamed), instances: maps.Clone(c.instances), touched: c.touched}
	out.meta.Rests = maps.Clone(c.meta.Rests)
	return out
}

func (c *changes) empty() bool {
	return !c.touched && len(c.orders) == 0 && len(c.renamed) == 0 && len(c.instances) == 0
}

// put stores a changed order under a new version.
func (c *changes) put(o *order) {
	c.meta.Changes++
	o.Version = c.meta.Changes
	c.orders[o.GUID] = o
}

// keep stores an order whose contents did not change.
func (c *changes) keep(o *order) { c.orders[o.GUID] = o }

// clone is a copy that may be changed.
func (o *order) clone() *order {
	var out order
	body, err := json.Marshal(o)
	if err == nil {
		err = json.Unmarshal(body, &out)
	}
	if err != nil {
		panic("an order that cannot be copied: " + err.Error()) // plain data: cannot happen
	}
	return &out
}

// find is a copy of the order a request names; nil when there is none.
func (x *exchange) find(ref *element) *order {
	guid := strings.ToUpper(ref.str("guid"))
	if guid != "" {
		if o := x.byGUID(guid); o != nil && !o.Archived {
			return o.clone()
		}
	}
	visit, ident := ref.num("visit"), ref.num("orderIdent")
	if visit == 0 {
		return nil
	}
	for _, o := range x.all() {
		if o.Visit == visit && o.Ident == ident && !o.Archived {
			return o.clone()
		}
	}
	return nil
}

func (x *exchange) byGUID(guid string) *order {
	if o, changed := x.changes.orders[guid]; changed {
		return o
	}
	if x.changes.renamed[guid] {
		return nil
	}
	return x.r.orders[guid]
}

// all are the orders as this exchange sees them, oldest first.
func (x *exchange) all() []*order {
	var out []*order
	seen := map[string]bool{}
	for _, guid := range x.r.sequence {
		if o := x.byGUID(guid); o != nil && !seen[guid] {
			seen[guid] = true
			out = append(out, o)
		}
	}
	for guid, o := range x.changes.orders {
		if !seen[guid] && x.r.orders[guid] == nil {
			out = append(out, o)
		}
	}
	return out
}

func newGUID() string { return "{" + strings.ToUpper(uuid.NewString()) + "}" }

// wireGUID puts a GUID into the station's form: upper case, in braces.
func wireGUID(text string) string {
	text = strings.ToUpper(strings.TrimSpace(text))
	if len(text) == 36 {
		return "{" + text + "}"
	}
	return text
}
