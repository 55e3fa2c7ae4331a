package console

import (
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
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
var speakers = []string{"../internal/pos", "../internal/order/errors.go", "../internal/restaurant", "../internal/menu", "../internal/pager", "../internal/reconcile/orders.go", "../internal/reconcile/repair.go", "../internal/reconcile/station.go", "../internal/rk7/version.go"}

// TestServedWords keeps the list of the service's own sentences, with {} for
// what is filled in, so that a test of the console can insist that each of them
// is there in Russian, too.
func TestServedWords(t *testing.T) {
	found := map[string]bool{}
	for _, speaker := range speakers {
		files := []string{speaker}
		if !strings.HasSuffix(speaker, ".go") {
			var err error
			files, err = filepath.Glob(speaker + "/*.go")
			require.NoError(t, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			require.NoError(t, err)
			collect(parsed, found)
		}
	}
	sentences := make([]string, 0, len(found))
	for one := range found {
		sentences = append(sentences, one)
	}
	slices.Sort(sentences)
	require.NotEmpty(t, sentences)
	text, err := json.MarshalIndent(sentences, "", "  ")
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
		if text = verb.ReplaceAllString(text, "{}"); sentenceForm.MatchString(text) {
			found[text] = true
		}
		return false
	})
}

var (
	sentenceForm = regexp.MustCompile(`^(\{\}( | \(code \{\}\) )(is|may|does) .*\.|([A-Z]|r_keeper )[^\n]* [^\n]*[.?])$`)
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
