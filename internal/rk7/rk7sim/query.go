package rk7sim

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"io"
	"mime"
	"net/http"
	"time"
)

const maxRequestBytes = 4 << 20

// exchange is one query on its way through the station.
type exchange struct {
	r       *restaurant
	changes *changes
	now     time.Time
	// hash identifies the whole request for the licence machine.
	hash string
	// pending is the licence instance as it stands if the command succeeds.
	pending *instance
	// replay is a kept reply that answers the query instead of its execution.
	replay []byte
}

func (r *restaurant) serve(w http.ResponseWriter, request *http.Request) {
	if r.server.faults.offline(r.options.ID) {
		panic(http.ErrAbortHandler)
	}
	if request.Method != http.MethodPost {
		w.Header().Set("Allow", http.MethodPost)
		http.Error(w, "POST only", http.StatusMethodNotAllowed)
		return
	}
	if !r.server.authorized(request) {
		w.Header().Set("WWW-Authenticate", `Basic realm="RK7"`)
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, request.Body, maxRequestBytes))
	if err != nil {
		http.Error(w, "request too large", http.StatusRequestEntityTooLarge)
		return
	}
	// A form body never reaches the XML parser of a real station.
	if kind, _, _ := mime.ParseMediaType(request.Header.Get("Content-Type")); kind == "application/x-www-form-urlencoded" {
		body = nil
	}
	r.misbehave(w, request, body)
}

func (s *Server) authorized(request *http.Request) bool {
	user, password, given := request.BasicAuth()
	userOK := subtle.ConstantTimeCompare([]byte(user), []byte(s.options.User)) == 1
	passwordOK := subtle.ConstantTimeCompare([]byte(password), []byte(s.options.Password)) == 1
	return given && userOK && passwordOK
}

// query is a request read as far as its envelope.
type query struct {
	root     *element
	flat     bool
	commands []*element
	refusal  *refusal
}

func readQuery(body []byte) query {
	if len(body) == 0 {
		return query{flat: true, refusal: &refusal{status: statusParse, text: "Empty input XML"}}
	}
	root, err := parse(body)
	if err != nil {
		return query{flat: true, refusal: &refusal{status: statusParse, text: err.Error()}}
	}
	if root.name != "RK7Query" {
		return query{flat: true, refusal: &refusal{status: statusParse, text: "Root element must be RK7Query"}}
	}
	q := query{root: root}
	if q.commands = root.children("RK7CMD"); len(q.commands) > 0 {
		q.flat = true
		if len(q.commands) > 1 {
			q.refusal = bad("only one RK7CMD is allowed")
		}
		return q
	}
	q.commands = append(root.children("RK7Command"), root.children("RK7Command2")...)
	if len(q.commands) == 0 {
		q.flat, q.refusal = true, bad(`child element "RK7CMD" not found`)
	}
	return q
}

func (q query) names() []string {
	var out []string
	for _, c := range q.commands {
		out = append(out, c.str("CMD"))
	}
	return out
}

// answer carries out a query and gives the reply's bytes. Everything the query
// changed is in the journal before this returns.
func (r *restaurant) answer(q query, body []byte) ([]byte, error) {
	s := r.server
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := r.printDue(); err != nil {
		return nil, err
	}
	started := time.Now()
	sum := sha256.Sum256(body)
	x := &exchange{r: r, changes: r.begin(), now: r.clock(), hash: hex.EncodeToString(sum[:])}
	reply := r.run(x, q, started)
	if x.replay != nil {
		return x.replay, nil
	}
	document := r.document(reply)
	if x.pending != nil {
		x.pending.Reply = document
		x.changes.instances[x.pending.GUID] = x.pending
	}
	if x.changes.empty() {
		return document, nil
	}
	if err := s.commit(r, x.changes); err != nil {
		return nil, err
	}
	return document, nil
}

// run executes the commands one after another and builds the reply.
func (r *restaurant) run(x *exchange, q query, started time.Time) *element {
	if q.refusal != nil {
		return r.envelope(q, x.now, []outcome{{refusal: q.refusal, name: q.name()}}, started)
	}
	var outcomes []outcome
	for _, command := range q.commands {
		before, pending := x.changes.savepoint(), x.pending
		o := outcome{name: command.str("CMD")}
		r.count(o.name)
		o.result, o.refusal = x.execute(command)
		outcomes = append(outcomes, o)
		if o.refusal != nil {
			x.changes = before
			if r.behaviour.BatchRollback {
				x.changes = r.begin()
			}
			if !r.behaviour.FailureConsumesSeq {
				x.pending = pending
			}
			if r.behaviour.BatchContinue {
				continue
			}
			break
		}
	}
	return r.envelope(q, x.now, outcomes, started)
}

func (q query) name() string {
	if len(q.commands) == 0 {
		return ""
	}
	return q.commands[0].str("CMD")
}

// execute checks and runs one command.
func (x *exchange) execute(command *element) (*element, *refusal) {
	name := command.str("CMD")
	if x.r.meta.Shift.Closing {
		return nil, shiftClosing()
	}
	handle, known := handlers[name]
	if !known {
		return nil, bad("Unknown command %s", name)
	}
	if r := shapes[name].check(command, name, x.r.noteUnknown); r != nil {
		return nil, r
	}
	return handle(x, command)
}

type handler func(*exchange, *element) (*element, *refusal)

// handlers are the commands the station knows; filled in init because
// GetFunctions lists them.
var handlers map[string]handler

func init() {
	handlers = map[string]handler{
		"GetSystemInfo": getSystemInfo, "GetSystemInfo2": getSystemInfo2, "GetFunctions": getFunctions,
		"GetRefList": getRefList, "GetRefData": getRefData,
		"GetOrderMenu": getOrderMenu, "GetDishRests": getDishRests, "GetModifierStopList": getModifierStopList,
		"CreateOrder": createOrder, "GetOrder": getOrder, "GetOrderList": getOrderList, "GetOrderList2": getOrderList2,
		"SaveOrder": saveOrder, "UpdateOrder": updateOrder, "VoidOrder": voidOrder, "LockOrder": lockOrder,
		"PayOrder": payOrder, "PrintBill": printBill, "UndoBill": undoBill, "CloseVisit": closeVisit, "ValidateOrder": validateOrder,
		"DeliveryPostOrder": deliveryPostOrder, "DeliveryUpdateStatus": deliveryUpdateStatus, "DeliveryVoidOrder": deliveryVoidOrder,
		"GetDishRest": getDishRest, "SetDishRests": setDishRests, "ClearDishRests": clearDishRests,
		"CheckLicense": checkLicense, "GetXMLLicenseInstanceSeqNumber": getLicenceSeqNumber,
	}
}
