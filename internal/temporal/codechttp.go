package temporal

import (
	"errors"
	"io"
	"net/http"
	"strings"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/encoding/protojson"

	"github.com/orderhatch/orderhatch/internal/keyring"
)

// maxCodecBody is what the Temporal UI sends for a long history, with room.
const maxCodecBody = 16 << 20

// CodecOptions say who may have payloads decoded over HTTP.
type CodecOptions struct {
	Keys *keyring.Ring // required
	// Origin is the Temporal UI's, such as http://127.0.0.1:8233: browsers let
	// pages of no other origin read the answers. Empty lets none.
	Origin string
	// MayDecode decides by the request's cookie or key. It is required, because
	// whoever may decode reads guests' data. It answers with the HTTP status to
	// refuse with, or 0.
	MayDecode func(*http.Request) (refusal int)
}

// NewCodecHandler answers .../decode and .../encode as the Temporal UI and the
// temporal command line ask ("codec server").
func NewCodecHandler(options CodecOptions) (http.Handler, error) {
	converters, err := NewConverters(options.Keys)
	if err != nil {
		return nil, err
	}
	if options.MayDecode == nil {
		return nil, errors.New("temporal: the codec's MayDecode must be given")
	}
	return &codecHandler{CodecOptions: options, codec: converters.Codec}, nil
}

type codecHandler struct {
	CodecOptions
	codec converter.PayloadCodec
}

// ServeHTTP implements http.Handler.
func (h *codecHandler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.answerBrowser(w, r)
	work := h.workFor(r.URL.Path)
	switch {
	case work == nil:
		http.Error(w, "there is only /encode and /decode here", http.StatusNotFound)
	case r.Method == http.MethodOptions: // a browser's question before it sends
		w.WriteHeader(http.StatusNoContent)
	case r.Method != http.MethodPost:
		w.Header().Set("Allow", "POST, OPTIONS")
		http.Error(w, "payloads are sent by POST", http.StatusMethodNotAllowed)
	case r.Header.Get("Origin") != "" && r.Header.Get("Origin") != h.Origin:
		// The cookie of a signed-in person comes along from any page.
		http.Error(w, "this page may not read payloads", http.StatusForbidden)
	default:
		if refusal := h.MayDecode(r); refusal != 0 {
			http.Error(w, "sign in to Orderhatch first", refusal)
			return
		}
		convert(w, r, work)
	}
}

// answerBrowser lets the Temporal UI's pages, and no others, read the answer.
func (h *codecHandler) answerBrowser(w http.ResponseWriter, r *http.Request) {
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("Vary", "Origin")
	if h.Origin == "" || r.Header.Get("Origin") != h.Origin {
		return
	}
	header.Set("Access-Control-Allow-Origin", h.Origin)
	header.Set("Access-Control-Allow-Credentials", "true")
	header.Set("Access-Control-Allow-Methods", "POST")
	header.Set("Access-Control-Allow-Headers", "Authorization, Content-Type, X-Namespace, X-CSRF-Token")
	header.Set("Access-Control-Max-Age", "600")
}

type codecWork func([]*commonpb.Payload) ([]*commonpb.Payload, error)

func (h *codecHandler) workFor(path string) codecWork {
	switch {
	case strings.HasSuffix(path, "/decode"):
		return h.codec.Decode
	case strings.HasSuffix(path, "/encode"):
		return h.codec.Encode
	}
	return nil
}

func convert(w http.ResponseWriter, r *http.Request, work codecWork) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxCodecBody))
	if err != nil {
		http.Error(w, "the payloads are too large or were cut off", http.StatusRequestEntityTooLarge)
		return
	}
	var payloads commonpb.Payloads
	if protojson.Unmarshal(body, &payloads) != nil { // its error quotes the body
		http.Error(w, "the body is not a list of payloads", http.StatusBadRequest)
		return
	}
	if payloads.Payloads, err = work(payloads.Payloads); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	answer, err := protojson.Marshal(&payloads)
	if err != nil {
		http.Error(w, "the payloads cannot be written", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(answer)
}
