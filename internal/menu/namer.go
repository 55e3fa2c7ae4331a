package menu

import (
	"strconv"

	"github.com/orderhatch/orderhatch/internal/rk7"
)

// namer gives every item of a dictionary a PLU that no other item has.
type namer struct {
	by     string
	codes  map[string]int
	guids  map[string]int
	idents map[int64]int
}

// Which of a dish's names sources use.
const (
	byCode  = "code"
	byIdent = "ident"
	byGUID  = "guid"
)

// namingFault says why an item could not get the name it should have.
type namingFault struct{ code, message string }

func newNamer(by string) *namer {
	if by == "" {
		by = byCode
	}
	return &namer{by: by, codes: map[string]int{}, guids: map[string]int{}, idents: map[int64]int{}}
}

func (n *namer) count(item rk7.RefItem) {
	n.codes[item.Code]++
	n.guids[bareGUID(item.GUID)]++
	n.idents[item.ID]++
}

// plu names an item as the setting wants it, else by its Ident, which the
// station never gives twice.
func (n *namer) plu(item rk7.RefItem) (string, *namingFault) {
	ident := strconv.FormatInt(item.ID, 10)
	if n.codes[ident] > 0 && item.Code != ident { // somebody's code looks just like it
		ident = item.GUID
	}
	switch {
	case n.by == byIdent:
		return ident, nil
	case n.by == byGUID && item.GUID == "":
		return ident, &namingFault{"no_guid", "It has no GUID; sources can use %s instead."}
	case n.by == byGUID && n.guids[bareGUID(item.GUID)] > 1:
		return ident, &namingFault{"duplicate_guid", "Its GUID is not unique; sources can use %s instead."}
	case n.by == byGUID:
		return item.GUID, nil
	case item.Code == "" || item.Code == "0":
		return ident, &namingFault{"no_code", "It has no code; sources can use %s instead."}
	case n.codes[item.Code] > 1:
		return ident, &namingFault{"duplicate_code", "Another active item has the same code, so the code names neither; sources can use %s instead."}
	}
	return item.Code, nil
}
