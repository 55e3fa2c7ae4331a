package rk7sim

import (
	"strconv"
	"strings"

	"github.com/google/uuid"
)

// entry is one item of a dictionary.
type entry struct {
	id     int64
	code   string
	guid   string
	name   string
	parent int64
	status string
	props  []attribute
	// computed properties come only with WithMacroProp.
	computed []attribute
	kids     []*element
}

type dictionary struct {
	name    string
	class   string
	entries []*entry
	byID    map[int64]*entry
	byCode  map[string]*entry
	byGUID  map[string]*entry
}

const dictionaryVersion = 412

// fixedGUID is the same in every run and every restaurant, as the GUIDs of one
// chain's central database are.
func fixedGUID(parts ...string) string {
	return "{" + strings.ToUpper(uuid.NewSHA1(uuid.NameSpaceOID, []byte("rk7sim/"+strings.Join(parts, "/"))).String()) + "}"
}

func newDictionary(name, class string, entries ...*entry) *dictionary {
	d := &dictionary{name: name, class: class, entries: entries, byID: map[int64]*entry{}, byCode: map[string]*entry{}, byGUID: map[string]*entry{}}
	for _, e := range entries {
		if e.guid == "" {
			e.guid = fixedGUID(name, strconv.FormatInt(e.id, 10))
		}
		if e.status == "" {
			e.status = "rsActive"
		}
		d.byID[e.id], d.byCode[e.code], d.byGUID[e.guid] = e, e, e
	}
	return d
}

func simple(name, class string, offset int64, items ...named) *dictionary {
	var entries []*entry
	for _, item := range items {
		entries = append(entries, &entry{id: offset + item.code, code: strconv.FormatInt(item.code, 10), name: item.name})
	}
	return newDictionary(name, class, entries...)
}

// find resolves a reference of a request.
func (d *dictionary) find(ref *element) *entry {
	if ref == nil {
		return nil
	}
	if v, there := ref.get("id"); there {
		id, _ := strconv.ParseInt(v, 10, 64)
		return d.byID[id]
	}
	if v, there := ref.get("guid"); there && v != "" {
		return d.byGUID[strings.ToUpper(v)]
	}
	return d.byCode[ref.str("code")]
}

// named is a reference as replies quote it.
func (d *dictionary) named(tag string, id int64) *element {
	e := d.byID[id]
	if e == nil {
		return nil
	}
	return el(tag).set("id", e.id).setIf("code", e.code).set("name", e.name)
}

func (d *dictionary) label(id int64) string {
	if e := d.byID[id]; e != nil {
		return e.name
	}
	return ""
}

func (d *dictionary) code(id int64) string {
	if e := d.byID[id]; e != nil {
		return e.code
	}
	return ""
}

// resolve finds a reference or refuses the request as the station does.
func (d *dictionary) resolve(ref *element) (*entry, *refusal) {
	if e := d.find(ref); e != nil {
		return e, nil
	}
	what := ref.str("id") + ref.str("code") + ref.str("guid")
	return nil, bad("Не найден элемент %s в коллекции %s", what, d.name)
}

// optional is resolve for a reference that may be absent.
func (d *dictionary) optional(ref *element) (int64, *refusal) {
	if ref == nil {
		return 0, nil
	}
	e, r := d.resolve(ref)
	if r != nil {
		return 0, r
	}
	return e.id, nil
}
