package rk7

import (
	"context"
	"strconv"
	"strings"
)

const (
	cmdGetRefList = "GetRefList"
	cmdGetRefData = "GetRefData"
)

// Names of the dictionaries the client knows.
const (
	RefMenuItems       = "MENUITEMS"
	RefCategories      = "CATEGLIST"
	RefClassifications = "CLASSIFICATORGROUPS"
	RefModifiers       = "MODIFIERS"
	RefModiGroups      = "MODIGROUPS"
	RefModiSchemes     = "MODISCHEMES"
	RefModiDetails     = "MODISCHEMEDETAILS"
	RefTables          = "TABLES"
	RefHalls           = "HALLPLANS"
	RefRestaurants     = "RESTAURANTS"
	RefCashes          = "CASHES"
	RefEmployees       = "EMPLOYEES"
	RefOrderCategories = "UNCHANGEABLEORDERTYPES"
	RefOrderTypes      = "CHANGEABLEORDERTYPES"
	RefGuestTypes      = "GUESTTYPES"
	RefCurrencies      = "CURRENCIES"
	RefOrderVoids      = "ORDERVOIDS"
	RefPrepayReasons   = "DEPOSITCOLLECTREASONS"
	RefPriceTypes      = "PRICETYPES"
)

// ItemActive is the Status of a dictionary item that may be used.
const ItemActive = "rsActive"

// RefVersion is a dictionary's version; it changes with the data.
type RefVersion struct {
	Name        string
	Count       int64
	DataVersion int64
}

// GetRefList lists all dictionaries with their versions: one cheap call to see
// what has changed.
func (c *Client) GetRefList(ctx context.Context) ([]RefVersion, error) {
	r, err := c.call(ctx, reading, plainCommand(cmdGetRefList))
	if err != nil {
		return nil, err
	}
	s := c.scan()
	var out []RefVersion
	for _, n := range r.result.child("RK7RefList").children("RK7Reference") {
		out = append(out, RefVersion{Name: n.attr("RefName", "Name"), Count: s.int(n, "Count"), DataVersion: s.int(n, "DataVersion")})
	}
	return out, c.finish(cmdGetRefList, s)
}

// GetRefData asks for one dictionary.
type GetRefData struct {
	RefName string
	// PropMask chooses the properties; empty asks for all of them.
	PropMask   string
	OnlyActive bool
	// WithChildItems of 2 adds parts kept in other dictionaries, 3 also the tree.
	WithChildItems int
	// WithMacroProp adds computed properties, prices among them.
	WithMacroProp bool
}

type refDataXML struct {
	CMD            string `xml:"CMD,attr"`
	RefName        string `xml:"RefName,attr"`
	PropMask       string `xml:"PropMask,attr,omitempty"`
	WithMacroProp  string `xml:"WithMacroProp,attr,omitempty"`
	WithChildItems string `xml:"WithChildItems,attr,omitempty"`
	OnlyActive     string `xml:"OnlyActive,attr,omitempty"`
}

// CommandName implements Command.
func (GetRefData) CommandName() string { return cmdGetRefData }

// Encode implements Command.
func (g GetRefData) Encode() ([]byte, error) {
	if g.RefName == "" {
		return nil, missing("dictionary's name")
	}
	x := refDataXML{CMD: cmdGetRefData, RefName: g.RefName, PropMask: g.PropMask, WithMacroProp: digit(g.WithMacroProp), OnlyActive: digit(g.OnlyActive)}
	if g.WithChildItems > 0 {
		x.WithChildItems = strconv.Itoa(g.WithChildItems)
	}
	return encode(x)
}

// Reference is a dictionary as it came.
type Reference struct {
	Name        string
	ClassName   string
	DataVersion int64
	Items       []RefItem
}

// RefItem is one entry of a dictionary: what every entry has, and access to the rest.
type RefItem struct {
	ID     int64
	Code   string
	GUID   string
	Name   string
	Alt    string
	Parent int64
	Status string

	node *node
	scan *scan
}

// Active says that the entry may be used. Old stations send no status when
// only active entries were asked for.
func (i RefItem) Active() bool { return i.Status == "" || strings.EqualFold(i.Status, ItemActive) }

// Text is any other property, empty when it did not come.
func (i RefItem) Text(property string) string { return i.node.attr(property) }

// Ref names the entry in an order.
func (i RefItem) Ref() Ref { return Ref{ID: i.ID} }

// GetRefData asks for one dictionary.
func (c *Client) GetRefData(ctx context.Context, request GetRefData) (Reference, error) {
	out, s, err := c.refData(ctx, request)
	if err != nil {
		return Reference{}, err
	}
	return out, c.finish(cmdGetRefData, s)
}

// refData leaves the scan open, so that typed readers report into it.
func (c *Client) refData(ctx context.Context, request GetRefData) (Reference, *scan, error) {
	r, err := c.call(ctx, reference, request)
	if err != nil {
		return Reference{}, nil, err
	}
	s := c.scan()
	n := r.result.child("RK7Reference")
	if n == nil {
		return Reference{}, nil, unreadable(cmdGetRefData, ErrNoReference)
	}
	out := Reference{Name: n.attr("Name", "RefName"), ClassName: n.attr("ClassName"), DataVersion: s.int(n, "DataVersion")}
	out.Items = s.refItems(n)
	return out, s, nil
}

// refItems reads Items/Item, or the tree form RIChildItems with elements named
// after their class.
func (s *scan) refItems(n *node) []RefItem {
	var out []RefItem
	for _, group := range n.nodes {
		switch {
		case strings.EqualFold(group.name, "Items"):
			for _, item := range group.children("Item") {
				out = append(out, s.refItem(item))
			}
		case strings.EqualFold(group.name, "RIChildItems"):
			for _, item := range group.nodes {
				out = append(out, s.refItem(item))
				out = append(out, s.refItems(item)...)
			}
		}
	}
	return out
}

func (s *scan) refItem(n *node) RefItem {
	return RefItem{
		ID: s.int(n, "Ident", "ItemIdent"), Code: n.attr("Code"), GUID: n.attr("GUIDString"), Name: n.attr("Name"), Alt: n.attr("AltName"),
		Parent: s.int(n, "MainParentIdent"), Status: n.attr("Status"), node: n, scan: s,
	}
}
