package rk7sim

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
)

// recorder writes conversations down as Markdown, for documentation. What was
// sent is in it as it came, guests' names and licence tokens included.
type recorder struct {
	mu    sync.Mutex
	to    io.Writer
	count int
}

// note writes one exchange; a reply of nil means that none was given.
func (c *recorder) note(restaurant string, q query, fault *Fault, request, reply []byte) error {
	if c.to == nil {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.count++
	var b bytes.Buffer
	fmt.Fprintf(&b, "### %d. %s (%s)\n\n", c.count, strings.Join(q.names(), ", "), restaurant)
	if fault != nil {
		fmt.Fprintf(&b, "Fault: %s.\n\n", fault.Kind)
	}
	b.WriteString("```xml\n" + readable(request) + "\n```\n\n")
	if reply == nil {
		b.WriteString("No reply.\n\n")
	} else {
		b.WriteString("```xml\n" + readable(reply) + "\n```\n\n")
	}
	_, err := c.to.Write(b.Bytes())
	return err
}

// readable is a document with an element a line, or the text as it is when it
// is no document.
func readable(document []byte) string {
	root, err := parse(document)
	if err != nil {
		return strings.ToValidUTF8(strings.ReplaceAll(string(document), "\x00", "�"), "�")
	}
	var b bytes.Buffer
	root.indent(&b, "")
	return strings.TrimRight(b.String(), "\n")
}

func (e *element) indent(b *bytes.Buffer, by string) {
	var whole bytes.Buffer
	(&element{name: e.name, attrs: e.attrs}).write(&whole)
	open := whole.String()
	if len(e.kids) == 0 {
		b.WriteString(by + open + "\n")
		return
	}
	b.WriteString(by + strings.TrimSuffix(open, "/>") + ">\n")
	for _, kid := range e.kids {
		kid.indent(b, by+"  ")
	}
	b.WriteString(by + "</" + e.name + ">\n")
}
