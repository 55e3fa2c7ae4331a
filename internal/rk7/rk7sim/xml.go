package rk7sim

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// element is one XML element, read or to be written. It is the station's own
// reading and writing, apart from the client's, so that a mistake in one does
// not hide in the other.
type element struct {
	name  string
	attrs []attribute
	kids  []*element
	text  string
}

type attribute struct{ name, value string }

func el(name string, kids ...*element) *element { return &element{name: name, kids: kids} }

func (e *element) set(name string, value any) *element {
	e.attrs = append(e.attrs, attribute{name, textOf(value)})
	return e
}

// setIf leaves empty texts and zero numbers out.
func (e *element) setIf(name string, value any) *element {
	if text := textOf(value); text != "" && text != "0" {
		e.set(name, text)
	}
	return e
}

func textOf(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case uint32:
		return strconv.FormatUint(uint64(v), 10)
	case bool:
		if v {
			return "1"
		}
		return "0"
	}
	return ""
}

func (e *element) add(kids ...*element) *element {
	for _, kid := range kids {
		if kid != nil {
			e.kids = append(e.kids, kid)
		}
	}
	return e
}

// walk visits the element and everything in it.
func (e *element) walk(visit func(*element)) {
	visit(e)
	for _, kid := range e.kids {
		kid.walk(visit)
	}
}

// get is an attribute's value and whether it is there. Names are case-sensitive.
func (e *element) get(name string) (string, bool) {
	if e == nil {
		return "", false
	}
	for _, a := range e.attrs {
		if a.name == name {
			return a.value, true
		}
	}
	return "", false
}

func (e *element) str(name string) string { v, _ := e.get(name); return v }

// num is a whole number; the schema check has refused anything else before.
func (e *element) num(name string) int64 {
	n, _ := strconv.ParseInt(strings.TrimSpace(e.str(name)), 10, 64)
	return n
}

func (e *element) yes(name string, fallback bool) bool {
	if v, there := e.get(name); there {
		return v == "1"
	}
	return fallback
}

func (e *element) child(name string) *element {
	if e != nil {
		for _, kid := range e.kids {
			if kid.name == name {
				return kid
			}
		}
	}
	return nil
}

func (e *element) children(name string) []*element {
	var out []*element
	if e != nil {
		for _, kid := range e.kids {
			if kid.name == name {
				out = append(out, kid)
			}
		}
	}
	return out
}

const (
	maxRequestDepth    = 20
	maxRequestElements = 100_000
)

var errNotXML = errors.New("XML document is not well-formed")

func parse(body []byte) (*element, error) {
	d := xml.NewDecoder(bytes.NewReader(body))
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		if strings.EqualFold(label, "windows-1251") {
			return charmap.Windows1251.NewDecoder().Reader(input), nil
		}
		return nil, errNotXML
	}
	var root *element
	var open []*element
	for count := 0; ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, errNotXML
		}
		switch t := token.(type) {
		case xml.StartElement:
			if count++; count > maxRequestElements || len(open) >= maxRequestDepth || root != nil && len(open) == 0 {
				return nil, errNotXML
			}
			e := &element{name: t.Name.Local}
			for _, a := range t.Attr {
				e.attrs = append(e.attrs, attribute{a.Name.Local, a.Value})
			}
			if root == nil {
				root = e
			} else {
				open[len(open)-1].kids = append(open[len(open)-1].kids, e)
			}
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		}
	}
	if root == nil {
		return nil, errNotXML
	}
	return root, nil
}

// document writes the element with a declaration, as the station does.
func (e *element) document(windows1251 bool) []byte {
	var b bytes.Buffer
	if !windows1251 {
		b.WriteString(`<?xml version="1.0" encoding="utf-8"?>` + "\r\n")
		e.write(&b)
		return b.Bytes()
	}
	e.write(&b)
	encoder := encoding.HTMLEscapeUnsupported(charmap.Windows1251.NewEncoder())
	body, err := encoder.Bytes(b.Bytes())
	if err != nil {
		return nil
	}
	return append([]byte(`<?xml version="1.0" encoding="windows-1251"?>`+"\r\n"), body...)
}

func (e *element) write(b *bytes.Buffer) {
	b.WriteString("<" + e.name)
	for _, a := range e.attrs {
		b.WriteString(" " + a.name + `="`)
		_ = xml.EscapeText(b, []byte(a.value)) // a bytes.Buffer never fails
		b.WriteString(`"`)
	}
	if len(e.kids) == 0 && e.text == "" {
		b.WriteString("/>")
		return
	}
	b.WriteString(">")
	_ = xml.EscapeText(b, []byte(e.text))
	for _, kid := range e.kids {
		kid.write(b)
	}
	b.WriteString("</" + e.name + ">")
}
