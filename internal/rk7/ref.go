package rk7

import "strconv"

// Ref names an item of one of the station's dictionaries. One of the three is enough.
type Ref struct {
	ID   int64
	Code string
	GUID string
}

// ByID names a dictionary item by its identifier.
func ByID(id int64) Ref { return Ref{ID: id} }

// ByCode names a dictionary item by the code the staff see.
func ByCode(code string) Ref { return Ref{Code: code} }

// ByGUID names a dictionary item by its GUID.
func ByGUID(guid string) Ref { return Ref{GUID: guid} }

// IsZero says that nothing is named.
func (r Ref) IsZero() bool { return r == Ref{} }

// refXML is a Ref inside a request. Only one attribute goes out, so that two
// that disagree can never be sent.
type refXML struct {
	ID   string `xml:"id,attr,omitempty"`
	Code string `xml:"code,attr,omitempty"`
	GUID string `xml:"guid,attr,omitempty"`
}

func (r Ref) xml() refXML {
	switch {
	case r.ID != 0:
		return refXML{ID: strconv.FormatInt(r.ID, 10)}
	case r.GUID != "":
		return refXML{GUID: r.GUID}
	default:
		return refXML{Code: r.Code}
	}
}

// optional is nil for a Ref that names nothing, so that no empty element is sent.
func (r Ref) optional() *refXML {
	if r.IsZero() {
		return nil
	}
	x := r.xml()
	return &x
}

// OrderRef names an order: by GUID, or by visit and order number.
type OrderRef struct {
	GUID       string
	Visit      int64
	OrderIdent int64
}

// OrderByGUID names an order by its GUID.
func OrderByGUID(guid string) OrderRef { return OrderRef{GUID: guid} }

// OrderByVisit names an order by its visit and its number in it.
func OrderByVisit(visit, orderIdent int64) OrderRef {
	return OrderRef{Visit: visit, OrderIdent: orderIdent}
}

type orderRefXML struct {
	GUID       string `xml:"guid,attr,omitempty"`
	Visit      string `xml:"visit,attr,omitempty"`
	OrderIdent string `xml:"orderIdent,attr,omitempty"`
}

func (r OrderRef) xml() (orderRefXML, error) {
	switch {
	case r.GUID != "":
		return orderRefXML{GUID: r.GUID}, nil
	case r.Visit != 0 && r.OrderIdent != 0:
		return orderRefXML{Visit: strconv.FormatInt(r.Visit, 10), OrderIdent: strconv.FormatInt(r.OrderIdent, 10)}, nil
	default:
		return orderRefXML{}, missing("order")
	}
}
