package api

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/orderhatch/orderhatch/internal/order"
)

// plainValues turns the numbers of a parsed body into int64 or float64 and
// finds what JSON can say but no database can keep.
func plainValues(tree map[string]any) []order.Fault {
	var faults []order.Fault
	plainFields("", tree, &faults)
	slices.SortFunc(faults, func(a, b order.Fault) int { return strings.Compare(a.Field, b.Field) })
	return faults
}

func plainFields(path string, object map[string]any, faults *[]order.Fault) {
	for name, value := range object {
		if strings.ContainsRune(name, 0) {
			delete(object, name)
			*faults = append(*faults, order.Fault{Field: path, Code: codeMalformed, Message: "a field's name must not hold NUL characters"})
			continue
		}
		field := path
		if plainName(name) {
			field = strings.TrimPrefix(path+"."+name, ".")
		}
		object[name] = plain(field, value, faults)
	}
}

// plainName says that a field's name can be one of ours. Others are free text of
// the caller, which may be personal, so a fault inside names the field around it.
func plainName(name string) bool {
	return len(name) <= 40 && strings.Trim(name, "abcdefghijklmnopqrstuvwxyz_") == ""
}

// plain is the value as it is kept; nil stands for one that cannot be.
func plain(path string, value any, faults *[]order.Fault) any {
	switch value := value.(type) {
	case json.Number:
		if number, ok := plainNumber(value); ok {
			return number
		}
		*faults = append(*faults, order.Fault{Field: path, Code: codeOutOfRange, Message: "is too large a number"})
		return nil
	case string:
		if !strings.ContainsRune(value, 0) {
			return value
		}
		*faults = append(*faults, order.Fault{Field: path, Code: codeMalformed, Message: "must not hold NUL characters"})
		return nil
	case map[string]any:
		plainFields(path, value, faults)
	case []any:
		for i, item := range value {
			value[i] = plain(fmt.Sprintf("%s[%d]", path, i), item, faults)
		}
	}
	return value
}

// plainNumber keeps whole numbers exact; 5.0 and 5e2 are whole numbers too.
func plainNumber(number json.Number) (any, bool) {
	if whole, err := strconv.ParseInt(string(number), 10, 64); err == nil {
		return whole, true
	}
	float, err := number.Float64()
	if err != nil {
		return nil, false
	}
	if float == math.Trunc(float) && math.Abs(float) <= 1<<53 {
		return int64(float), true
	}
	return float, true
}

// blank takes a value that cannot be used out of the tree, so that the rest can
// be decoded. In a list an empty place stays, so that nothing moves.
func blank(tree any, path string) {
	step, rest := firstStep(path)
	switch node := tree.(type) {
	case map[string]any:
		for name, value := range node {
			if !strings.EqualFold(name, step) { // as encoding/json reads names
				continue
			}
			if rest == "" {
				delete(node, name)
			} else {
				blank(value, rest)
			}
		}
	case []any:
		i, err := strconv.Atoi(strings.Trim(step, "[]"))
		if err != nil || i < 0 || i >= len(node) {
			return
		}
		if rest == "" {
			node[i] = nil
		} else {
			blank(node[i], rest)
		}
	}
}

// firstStep splits "items[0].plu" into "items" and "[0].plu", and that into
// "[0]" and "plu".
func firstStep(path string) (step, rest string) {
	if strings.HasPrefix(path, "[") {
		end := strings.IndexByte(path, ']') + 1
		return path[:end], strings.TrimPrefix(path[end:], ".")
	}
	end := strings.IndexAny(path, ".[")
	if end < 0 {
		return path, ""
	}
	return path[:end], strings.TrimPrefix(path[end:], ".")
}
