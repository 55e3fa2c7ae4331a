package rk7sim

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	journalFile = "journal.jsonl"
	// A journal is rewritten when it is several times what it was after the
	// last time, but never below this size.
	minRewriteBytes = 8 << 20
	growth          = 4
)

// record is one line of the journal: what one command changed.
type record struct {
	Restaurant string      `json:"r"`
	Meta       meta        `json:"m"`
	Orders     []*order    `json:"o,omitempty"`
	Gone       []string    `json:"x,omitempty"`
	Instances  []*instance `json:"i,omitempty"`
}

func (r *restaurant) record(c *changes) record {
	out := record{Restaurant: r.options.ID, Meta: c.meta}
	for guid := range c.renamed {
		out.Gone = append(out.Gone, guid)
	}
	for _, o := range c.orders {
		out.Orders = append(out.Orders, o)
	}
	for _, i := range c.instances {
		out.Instances = append(out.Instances, i)
	}
	return out
}

// everything is the restaurant's whole state, an order a line.
func (r *restaurant) everything() []record {
	out := []record{{Restaurant: r.options.ID, Meta: r.meta}}
	for _, i := range r.instances {
		out[0].Instances = append(out[0].Instances, i)
	}
	for _, guid := range r.sequence {
		out = append(out, record{Restaurant: r.options.ID, Meta: r.meta, Orders: []*order{r.orders[guid]}})
	}
	return out
}

// changes turns a record back into what it recorded.
func (one record) changes(r *restaurant) *changes {
	c := r.begin()
	c.meta = one.Meta
	for _, guid := range one.Gone {
		c.renamed[guid] = true
	}
	for _, o := range one.Orders {
		c.orders[o.GUID] = o
	}
	for _, i := range one.Instances {
		c.instances[i.GUID] = i
	}
	return c
}

// journal appends records to a file. A line is handed to the system in one
// write before the command is answered, so the end of the process loses
// nothing; the loss of power may. Without a directory it does nothing.
type journal struct {
	path  string
	file  *os.File
	size  int64
	limit int64
}

// openJournal reads the journal in dir line by line. What an abrupt end left
// of the last line is cut off.
func openJournal(dir string, recall func(record)) (*journal, error) {
	if dir == "" {
		return &journal{}, nil
	}
	j := &journal{path: filepath.Join(dir, journalFile)}
	var err error
	if j.size, err = j.replay(recall); err != nil {
		return nil, err
	}
	if j.file, err = os.OpenFile(j.path, os.O_CREATE|os.O_WRONLY, 0o600); err != nil {
		return nil, err
	}
	if err = j.file.Truncate(j.size); err == nil {
		_, err = j.file.Seek(0, io.SeekEnd)
	}
	j.limit = max(minRewriteBytes, growth*j.size)
	return j, err
}

func (j *journal) replay(recall func(record)) (whole int64, err error) {
	file, err := os.Open(j.path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	defer func() { _ = file.Close() }() // only read
	lines := bufio.NewReaderSize(file, 1<<20)
	for {
		line, err := lines.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			return whole, nil
		}
		if err != nil {
			return 0, err
		}
		var one record
		if err := json.Unmarshal(line, &one); err != nil {
			return 0, errors.New("a line of " + j.path + " cannot be read: " + err.Error())
		}
		recall(one)
		whole += int64(len(line))
	}
}

func (j *journal) add(one record) error {
	if j.file == nil {
		return nil
	}
	line, err := json.Marshal(one)
	if err != nil {
		return err
	}
	n, err := j.file.Write(append(line, '\n'))
	if err != nil {
		// Half a line would make the next one unreadable too.
		_ = j.file.Truncate(j.size)
		_, _ = j.file.Seek(j.size, io.SeekStart)
		return err
	}
	j.size += int64(n)
	return nil
}

func (j *journal) grown() bool { return j.file != nil && j.size > j.limit }

// rewrite replaces the journal by the state it led to.
func (j *journal) rewrite(all []record) error {
	if j.file == nil {
		return nil
	}
	var body bytes.Buffer
	encoder := json.NewEncoder(&body)
	for _, one := range all {
		if err := encoder.Encode(one); err != nil {
			return err
		}
	}
	// The file is closed first: not every system replaces one that is open.
	if err := j.file.Close(); err != nil {
		return err
	}
	writeErr := writeWhole(j.path, body.Bytes())
	file, err := os.OpenFile(j.path, os.O_WRONLY|os.O_APPEND, 0o600)
	if err == nil {
		j.file = file // else the closed one stays, and every command fails
	}
	if err := errors.Join(writeErr, err); err != nil {
		return err
	}
	j.size = int64(body.Len())
	j.limit = max(minRewriteBytes, growth*j.size)
	return nil
}

func (j *journal) close() error {
	if j == nil || j.file == nil {
		return nil
	}
	return j.file.Close()
}
