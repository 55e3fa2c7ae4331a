package rk7

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/charmap"
)

const (
	maxDepth    = 64
	maxElements = 2_000_000
)

// node is one element of a reply. Replies of different releases differ in
// which attributes they have and how they spell them, so they are read through
// lookups instead of struct tags.
type node struct {
	name  string
	attrs []xml.Attr
	nodes []*node
	text  string
}

// attr is the first of the named attributes that is there, letter case aside.
func (n *node) attr(names ...string) string {
	if n == nil {
		return ""
	}
	for _, name := range names {
		for i := range n.attrs {
			if strings.EqualFold(n.attrs[i].Name.Local, name) {
				return n.attrs[i].Value
			}
		}
	}
	return ""
}

// child is the first child element of that name, or nil.
func (n *node) child(name string) *node {
	if n == nil {
		return nil
	}
	for _, c := range n.nodes {
		if strings.EqualFold(c.name, name) {
			return c
		}
	}
	return nil
}

// children are the child elements of that name.
func (n *node) children(name string) []*node {
	if n == nil {
		return nil
	}
	var out []*node
	for _, c := range n.nodes {
		if strings.EqualFold(c.name, name) {
			out = append(out, c)
		}
	}
	return out
}

var utf8BOM = []byte("\xef\xbb\xbf")

// parseXML reads a whole document; anything after the root but blanks and
// comments makes it unreadable, as a cut or mixed-up reply would be.
func parseXML(body []byte) (*node, error) {
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, utf8BOM)))
	d.CharsetReader = charsetReader
	var root *node
	var open []*node
	for count := 0; ; {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("line %d of the reply is not XML", lineOf(d))
		}
		switch t := token.(type) {
		case xml.StartElement:
			if count++; count > maxElements || len(open) == maxDepth {
				return nil, errors.New("the reply has too many elements")
			}
			n := &node{name: t.Name.Local, attrs: t.Attr}
			switch {
			case len(open) > 0:
				parent := open[len(open)-1]
				parent.nodes = append(parent.nodes, n)
			case root == nil:
				root = n
			default:
				return nil, errors.New("the reply has two roots")
			}
			open = append(open, n)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1].name != t.Name.Local {
				return nil, errors.New("the reply's elements do not match")
			}
			open = open[:len(open)-1]
		case xml.CharData:
			if len(open) > 0 {
				top := open[len(open)-1]
				if text := strings.TrimSpace(string(t)); text != "" {
					top.text += text
				}
			} else if len(bytes.TrimSpace(t)) > 0 {
				return nil, errors.New("the reply has text outside its root")
			}
		}
	}
	if root == nil {
		return nil, errors.New("the reply is empty")
	}
	if len(open) > 0 {
		return nil, errors.New("the reply is cut")
	}
	return root, nil
}

func lineOf(d *xml.Decoder) int {
	line, _ := d.InputPos()
	return line
}

// charsetReader knows the one old encoding stations declare.
func charsetReader(label string, input io.Reader) (io.Reader, error) {
	switch strings.ToLower(label) {
	case "windows-1251", "cp1251":
		return charmap.Windows1251.NewDecoder().Reader(input), nil
	case "us-ascii", "ascii", "utf8":
		return input, nil
	}
	return nil, errors.New("unknown encoding of the reply")
}

// markup writes what is inside the element, for quoting.
func (n *node) markup() string {
	var b strings.Builder
	b.WriteString(n.text)
	for _, c := range n.nodes {
		b.WriteString("<" + c.name)
		for _, a := range c.attrs {
			b.WriteString(" " + a.Name.Local + `="` + a.Value + `"`)
		}
		b.WriteString(">" + c.markup() + "</" + c.name + ">")
	}
	return b.String()
}
