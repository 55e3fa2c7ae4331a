package console

import (
	"go/ast"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/orderhatch/orderhatch/internal/admin"
	"github.com/orderhatch/orderhatch/internal/order"
)

// kinds are the codes of refusals, and those of faults that stop an order.
func kinds() (refusals, faults []string) {
	for code, kind := range order.Kinds {
		if kind.Remedy != "" {
			faults = append(faults, string(code))
		} else {
			refusals = append(refusals, string(code))
		}
	}
	slices.Sort(refusals)
	slices.Sort(faults)
	return refusals, faults
}

// wrongs are the codes of what can be wrong with a field: they stand beside its
// name where a fault is made or added, or are constants of a file of faults.
func wrongs(t *testing.T, checks map[string]bool) []string {
	found := map[string]bool{}
	for _, file := range files(t, []string{"../internal/order", "../internal/admin", "../internal/restaurant", "../api"}) {
		ast.Inspect(parse(t, file), func(node ast.Node) bool {
			switch n := node.(type) {
			case *ast.ValueSpec:
				if strings.HasSuffix(file, "faults.go") && len(n.Values) == 1 {
					word(n.Values[0], found)
				}
			case *ast.CompositeLit:
				if called(n.Type, "Fault") && len(n.Elts) > 1 {
					word(valueOf(n.Elts[1]), found)
				}
				if list, ok := n.Type.(*ast.ArrayType); ok && called(list.Elt, "Fault") {
					for _, element := range n.Elts {
						if one, ok := element.(*ast.CompositeLit); ok && len(one.Elts) > 1 {
							word(valueOf(one.Elts[1]), found)
						}
					}
				}
			case *ast.CallExpr:
				if called(n.Fun, "add") && len(n.Args) > 2 {
					word(n.Args[1], found)
				}
			}
			return true
		})
	}
	for check := range checks { // they are added in the same way
		delete(found, check)
	}
	return sorted(found)
}

// actions are the kinds of changes that the log of administration names.
func actions(t *testing.T) []string {
	found := map[string]bool{}
	ast.Inspect(parse(t, "../internal/admin/log.go"), func(node ast.Node) bool {
		if spec, ok := node.(*ast.ValueSpec); ok && called(spec.Type, "Action") {
			for _, value := range spec.Values {
				if text, said := sentence(value); said {
					found[text] = true
				}
			}
		}
		return true
	})
	return sorted(found)
}

// settings are the paths of what managers can set of a restaurant.
func settings() []string {
	var found []string
	paths(reflect.TypeFor[admin.RestaurantSettings](), "", &found)
	slices.Sort(found)
	return found
}

func paths(of reflect.Type, under string, found *[]string) {
	for i := range of.NumField() {
		field := of.Field(i)
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if field.Tag.Get("readOnly") == "true" {
			continue
		}
		if field.Type.Kind() == reflect.Struct {
			paths(field.Type, under+name+".", found)
			continue
		}
		*found = append(*found, under+name)
	}
}

func called(expression ast.Expr, name string) bool {
	if selected, ok := expression.(*ast.SelectorExpr); ok {
		expression = selected.Sel
	}
	ident, ok := expression.(*ast.Ident)
	return ok && ident.Name == name
}

func valueOf(element ast.Expr) ast.Expr {
	if pair, ok := element.(*ast.KeyValueExpr); ok {
		return pair.Value
	}
	return element
}

func word(expression ast.Expr, found map[string]bool) {
	if text, said := sentence(expression); said && wordForm.MatchString(text) {
		found[text] = true
	}
}
