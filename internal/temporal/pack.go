package temporal

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"sync"
)

// The first byte of what is sealed says how the rest is packed. These are in
// every history: their meaning must never change.
const (
	packedPlain = 0
	packedZlib1 = 1 // zlib with dictionary1
)

// packFrom is the size below which compression gains nothing worth its time.
const packFrom = 96

// dictionary1 is text that orders have in common, so that even a short payload
// shrinks: a compressor finds the field names here instead of in the payload.
// Histories were written with it, so it must never change; a better one is a
// new constant with a new packing byte.
const dictionary1 = "\n\x16\n\bencoding\x12\njson/plain\x12" +
	`{"fault":{"code":"","message":"","remedy":"","owner":"station"},"retry":true,"cleared":true,"action":"retry","force":true,"next_attempt_at":"2026-` +
	`"reminded":true,"escalated":true,"step":"creating","maybe_on_station":true,"maybe_filled":true,"fill_wanted":true,"sequence":"rules":{"` +
	`"cancel_request":{"at":"2026-"reason":{"code":"other","text":"","party":"restaurant"},"checks":[{"line_id":"","code":"","severity":"warning","message":""}],` +
	`"email":"@mail.ru","meta":{},"discounts":[{"code":"","name":"","amount":"change_from":"is_test":true,"attributes":{},"strict":true` +
	`{"intake":{"source":"demo","submission":{"external_id":"` +
	`{"order":{"id":"{"record":{"id":"","source":"demo","external_id":"","display_id":"","restaurant":"","placed_at":"2026-11-23T12:04:31+03:00",` +
	`"service_type":"pickup","service_type":"delivery","timing":{"mode":"scheduled","expected_at":"2026-","respond_by":"2026-"timing":{"mode":"asap"},"currency":"RUB",` +
	`"guest":{"name":"","phone":"+79","persons":2},"address":{"text":"ул. , д. , кв. ","city":"Москва","street":"улица проспект","house":"","entrance":"","floor":"","apartment":"","intercom":"","lat":"55.","lon":"37.","note":"Позвонить"},` +
	`"note":"Без лука, пожалуйста","items":[{"line_id":"1","plu":"1","name":"","quantity":"1","unit_price":45000,"modifiers":[{"plu":"","name":"Соус","quantity":"1","unit_price":0}]},` +
	`{"line_id":"2","plu":"","name":"","quantity":"1","unit_price":0}],"charges":[{"type":"delivery","name":"Доставка","amount":0}],` +
	`"payments":[{"type":"online","state":"paid","amount":0,"external_id":""}],"totals":{"items":0,"charges":0,"discounts":0,"total":0},"callback":{"url":"https://","events":["*"]},` +
	`"status":"waiting","injection":{"state":"none","attempts":0,"last_error":{"code":"","message":"","remedy":"","owner":""}},"fill":"on_save","fill":"on_accept","pos":{"order_guid":"{","visit":,"order_ident":,"order_name":".1","station":"","table":"","order_sum":0},"pos":{},"items_agreed":[{"line_id":"1","plu":"",` +
	`"items_on_pos":[{"plu":"","name":"","quantity":"1","unit_price":0,"amount":0,"line_guid":"{","items_on_pos":[],"checks":[],"taken_by":"","taken_until":"","decided_by":"","operator_note":"","confirmed_at":"2026-` +
	`"deadlines":{"remind_at":"2026-","escalate_at":"2026-","expire_at":"2026-","release_at":"2026-"},"revision":1,"created_at":"2026-","updated_at":"2026-` +
	`"history":[{"at":"2026-","actor":"source:demo","event":"order.submitted"},{"at":"2026-","actor":"system","event":"order.reminded","event":"order.taken","event":"order.accepted"},{"at":"2026-","actor":"station","event":"pos.created","detail":".1"},{"at":"2026-","actor":"station","event":"pos.filled"}]},` +
	`"content_hash":"","nonce":"","events":[{"sequence":1,"at":"2026-11-24T12:","actor":"source:demo","event":"order.submitted","status":"waiting","injection":"none","revision":1},{"sequence":2,"at":"2026-",` +
	`"actor":"","event":"order.accepted","status":"accepted","injection":"none","revision":2},{"sequence":3,"at":"2026-","actor":"station","event":"pos.created","detail":".1","status":"accepted","injection":"created","revision":3},` +
	`{"sequence":4,"at":"2026-","actor":"station","event":"pos.filled","status":"accepted","injection":"filled","revision":4}]}` +
	`,"attempt":1,"look_first":true}{"actor":{"kind":"source","name":""},{"actor":{"kind":"person","name":""},"revision":`

// zlibWriters are kept because a new one allocates some hundred kilobytes.
var zlibWriters = sync.Pool{New: func() any {
	writer, err := zlib.NewWriterLevelDict(io.Discard, zlib.DefaultCompression, []byte(dictionary1))
	if err != nil {
		panic(err) // the level is a constant
	}
	return writer
}}

// pack compresses when it helps.
func pack(plain []byte) []byte {
	if len(plain) >= packFrom {
		if packed := deflate(plain); len(packed) <= len(plain) {
			return packed
		}
	}
	return append([]byte{packedPlain}, plain...)
}

func deflate(plain []byte) []byte {
	var packed bytes.Buffer
	packed.Grow(len(plain)/2 + 64)
	packed.WriteByte(packedZlib1)
	writer := zlibWriters.Get().(*zlib.Writer)
	defer zlibWriters.Put(writer)
	writer.Reset(&packed)
	_, _ = writer.Write(plain) // a buffer takes everything
	_ = writer.Close()
	return packed.Bytes()
}

var errPacking = errors.New("a decrypted payload is packed in a way this version does not know")

func unpack(packed []byte) ([]byte, error) {
	switch {
	case len(packed) > 0 && packed[0] == packedPlain:
		return packed[1:], nil
	case len(packed) > 0 && packed[0] == packedZlib1:
		return inflate(packed[1:])
	}
	return nil, errPacking
}

// inflate is bounded: a few bytes can otherwise grow to fill the memory.
func inflate(packed []byte) ([]byte, error) {
	reader, err := zlib.NewReaderDict(bytes.NewReader(packed), []byte(dictionary1))
	if err != nil {
		return nil, errPacking
	}
	plain, err := io.ReadAll(io.LimitReader(reader, maxPayloadOpened+1))
	if err != nil || len(plain) > maxPayloadOpened {
		return nil, errPacking
	}
	return plain, nil
}
