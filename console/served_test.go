package console

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write src/i18n/served.json anew")

// speakers are the packages whose sentences people read in the console.
var speakers = []string{"../internal/pos", "../internal/order/errors.go", "../internal/restaurant", "../internal/menu", "../internal/checks", "../internal/pager", "../internal/reconcile/orders.go", "../internal/reconcile/repair.go", "../internal/reconcile/station.go", "../internal/rk7/version.go"}

// served is what the service can say: sentences, with {} for what is filled in,
// and the codes that the console words itself.
type served struct {
	Sentences []string `json:"sentences"`
	Events    []string `json:"events"`
	Faults    []string `json:"faults"`
	Checks    []string `json:"checks"`
	// Refusals are answers to a person's own request, Wrongs what can be wrong with a field.
	Refusals []string `json:"refusals"`
	Wrongs   []string `json:"wrongs"`
	// Actions are the kinds of changes in the log, Settings the fields it can name.
	Actions  []string `json:"actions"`
	Settings []string `json:"settings"`
}

// TestServedWords keeps the list of what the service can say, so that a test of
// the console can insist that all of it is there in Russian, too.
func TestServedWords(t *testing.T) {
	sentences, events, checks := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, file := range files(t, speakers) {
		collect(parse(t, file), sentences)
	}
	for _, file := range files(t, []string{"../internal/order", "../internal/menu", "../internal/checks", "../internal/monitor", "../internal/pos"}) {
		codes(parse(t, file), events, checks)
	}
	refusals, faults := kinds()
	said := served{
		Sentences: sorted(sentences), Events: sorted(events), Faults: faults, Checks: sorted(checks),
		Refusals: refusals, Wrongs: wrongs(t, checks), Actions: actions(t), Settings: settings(),
	}
	require.NotEmpty(t, said.Sentences)
	require.Contains(t, said.Events, "order.submitted")
	require.Contains(t, said.Checks, "dish_unknown")
	require.Subset(t, said.Wrongs, []string{"required", "wrong_type", "duplicate", "too_late"})
	require.Contains(t, said.Actions, "dish.taken_off")
	require.Contains(t, said.Settings, "mini_delivery.repeat_within_seconds")
	text, err := json.MarshalIndent(said, "", "  ")
	require.NoError(t, err)
	text = append(text, '\n')
	const path = "src/i18n/served.json"
	if *update {
		require.NoError(t, os.WriteFile(path, text, 0o600))
	}
	there, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(there), string(text), "The service says something new: run go test ./console -update, and say it in src/i18n/ru/served.ts.")
}

func files(t *testing.T, places []string) (all []string) {
	t.Helper()
	for _, place := range places {
		found := []string{place}
		if !strings.HasSuffix(place, ".go") {
			var err error
			found, err = filepath.Glob(place + "/*.go")
			require.NoError(t, err)
		}
		for _, file := range found {
			if !strings.HasSuffix(file, "_test.go") {
				all = append(all, file)
			}
		}
	}
	return all
}

func parse(t *testing.T, file string) *ast.File {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	return parsed
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

var codeForm = regexp.MustCompile(`^[a-z]+(_[a-z]+)+$`)

// codes finds the names of events, and the codes of checks: they stand beside a
// severity, or are constants that say so.
func codes(file *ast.File, events, checks map[string]bool) {
	ast.Inspect(file, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.ValueSpec:
			name, typed := n.Type.(*ast.Ident)
			for i, value := range n.Values {
				text, said := sentence(value)
				switch {
				case said && typed && name.Name == "EventName":
					events[text] = true
				case said && strings.HasPrefix(strings.ToLower(n.Names[i].Name), "check") && codeForm.MatchString(text):
					checks[text] = true
				}
			}
		case *ast.CallExpr:
			besideSeverity(n.Args, checks)
		case *ast.CompositeLit:
			var values []ast.Expr
			for _, element := range n.Elts {
				if pair, ok := element.(*ast.KeyValueExpr); ok {
					element = pair.Value
				}
				values = append(values, element)
			}
			besideSeverity(values, checks)
		}
		return true
	})
}

func besideSeverity(values []ast.Expr, checks map[string]bool) {
	severe := slices.ContainsFunc(values, func(value ast.Expr) bool {
		if selected, ok := value.(*ast.SelectorExpr); ok {
			value = selected.Sel
		}
		name, ok := value.(*ast.Ident)
		return ok && slices.Contains([]string{"Info", "Warning", "Problem"}, name.Name)
	})
	for _, value := range values {
		if text, said := sentence(value); severe && said && codeForm.MatchString(text) {
			checks[text] = true
		}
	}
}

// collect finds the sentences of a file: texts that begin with a capital letter
// and end as sentences do. Log lines end without a full stop.
func collect(file *ast.File, found map[string]bool) {
	ast.Inspect(file, func(node ast.Node) bool {
		if _, isTag := node.(*ast.Field); isTag {
			return false
		}
		expression, ok := node.(ast.Expr)
		if !ok {
			return true
		}
		text, said := sentence(expression)
		if !said {
			return true
		}
		text = strings.TrimSpace(verb.ReplaceAllString(text, "{}"))
		if text = afterAnother.ReplaceAllString(text, "$1"); sentenceForm.MatchString(text) {
			found[text] = true
		}
		return false
	})
}

var (
	wordForm     = regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	sentenceForm = regexp.MustCompile(`^(\{\}( | \(code \{\}\) )(is|may|does) .*\.|([A-Z]|r_keeper )[^\n]* [^\n]*[.?])$`)
	afterAnother = regexp.MustCompile(`^\{\} ([A-Z])`) // a sentence that is added to one said before
	verb         = regexp.MustCompile(`%[+#]?[a-z.0-9]*[sdqvfwt]`)
)

// sentence writes a text with {} for what is filled in; false when the
// expression is no text.
func sentence(expression ast.Expr) (string, bool) {
	switch e := expression.(type) {
	case *ast.BasicLit:
		if e.Kind == token.STRING {
			text, err := strconv.Unquote(e.Value)
			return text, err == nil
		}
	case *ast.BinaryExpr:
		if e.Op != token.ADD {
			return "", false
		}
		left, leftSaid := sentence(e.X)
		right, rightSaid := sentence(e.Y)
		if !leftSaid && !rightSaid {
			return "", false
		}
		return orHole(left, leftSaid) + orHole(right, rightSaid), true
	case *ast.CallExpr:
		name, ok := e.Fun.(*ast.SelectorExpr)
		if ok && (name.Sel.Name == "Sprintf" || name.Sel.Name == "Errorf") && len(e.Args) > 0 {
			for _, argument := range e.Args { // the code stands before the words of an error
				if text, said := sentence(argument); said {
					return text, true
				}
			}
		}
	}
	return "", false
}

func orHole(text string, said bool) string {
	if said {
		return text
	}
	return "{}"
}
