package rk7

import (
	"encoding/xml"
	"fmt"
)

// Command is a request to the station. Encode gives the same bytes for the
// same input, so that they can be stored before they are sent.
type Command interface {
	CommandName() string
	Encode() ([]byte, error)
}

const maxRequestBytes = 4 << 20

// encode wraps one command into the query. One command per query: what a
// station does with the rest of a batch after a failure is not documented.
func encode(command any) ([]byte, error) {
	query := struct {
		XMLName xml.Name `xml:"RK7Query"`
		Command any      `xml:"RK7CMD"`
	}{Command: command}
	body, err := xml.Marshal(query)
	if err != nil {
		return nil, fmt.Errorf("build the request: %w", err)
	}
	body = append([]byte(`<?xml version="1.0" encoding="utf-8"?>`+"\n"), body...)
	if len(body) > maxRequestBytes {
		return nil, fmt.Errorf("%w: it is larger than %d bytes", ErrInvalidRequest, maxRequestBytes)
	}
	return body, nil
}

// plain is a command without parts.
type plain struct {
	CMD string `xml:"CMD,attr"`
}

type plainCommand string

func (c plainCommand) CommandName() string     { return string(c) }
func (c plainCommand) Encode() ([]byte, error) { return encode(plain{CMD: string(c)}) }

func missing(part string) error {
	return fmt.Errorf("%w: the %s is missing", ErrInvalidRequest, part)
}

// orderCommand is a command whose only part is an order.
type orderCommand struct {
	CMD   string      `xml:"CMD,attr"`
	Order orderRefXML `xml:"Order"`
}

// commandOf reads the command name out of encoded bytes, to catch bytes that
// are handed to the wrong method.
func commandOf(body []byte) (string, error) {
	root, err := parseXML(body)
	if err != nil {
		return "", fmt.Errorf("%w: the stored bytes are damaged", ErrInvalidRequest)
	}
	return root.child("RK7CMD").attr("CMD"), nil
}
