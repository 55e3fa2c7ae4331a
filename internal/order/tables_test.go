package order

import (
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// matrix draws which step leads where: a row for each state, an x for each step
// that exists.
func matrix[S ~string](states []S, can func(from, to S) bool) string {
	var text strings.Builder
	for _, from := range states {
		for _, to := range states {
			if can(from, to) {
				text.WriteByte('x')
			} else {
				text.WriteByte('.')
			}
		}
		text.WriteString(" " + string(from) + "\n")
	}
	return text.String()
}

func TestEveryPairOfStatuses(t *testing.T) {
	// Columns in the order of the rows.
	const want = `
.xx....xxx. waiting
..x.....x.. scheduled
...xxxx.x.x accepted
....xxx.x.x in_work
.....xx.x.x ready
......x.x.x on_the_way
........... completed
........... rejected
........... cancelled
........... expired
........... failed
`
	require.Equal(t, want, "\n"+matrix(Statuses(), Status.CanBecome))
}

func TestEveryPairOfInjectionStates(t *testing.T) {
	const want = `
.x........ none
x.x..xxxx. creating
...x....xx created
....xxxxx. filling
...x....xx filled
xx.xx..xxx retrying
xx.xx..xxx needs_operator
........xx done_by_hand
.....xx..x voiding
.......... voided
`
	require.Equal(t, want, "\n"+matrix(InjectionStates(), InjectionState.CanBecome))
}

func TestEveryStatusIsNamedAndCounted(t *testing.T) {
	require.ElementsMatch(t, Statuses(), constants[Status](t, "status.go", "Status"))
	require.ElementsMatch(t, InjectionStates(), constants[InjectionState](t, "injection.go", "InjectionState"))
	labels := map[string]bool{}
	for _, status := range Statuses() {
		require.True(t, status.Known(), status)
		require.NotEmpty(t, status.English(), status)
		require.False(t, labels[status.Russian()], "two statuses are called %s", status.Russian())
		labels[status.Russian()] = true
		require.Equal(t, status.CalledOff(), strings.HasPrefix(status.Russian(), "Удалён"), status)
		require.Equal(t, status.Final(), status.CalledOff() || status == Completed, status)
	}
	require.False(t, Status("").Known())
	require.False(t, Status("odd").Final())
}

func TestEveryReasonIsNamed(t *testing.T) {
	codes := constants[ReasonCode](t, "reason.go", "ReasonCode")
	require.Len(t, codes, len(reasonCodes))
	for _, code := range codes {
		require.True(t, code.Known(), code)
		require.NotEmpty(t, code.Russian(), code)
		require.Empty(t, Reason{Code: code, Text: "words"}.Validate(), code)
	}
	for _, wrong := range []struct {
		reason Reason
		fault  Fault
	}{
		{Reason{}, Fault{"reason.code", "required", "say why the order is called off"}},
		{Reason{Code: "odd"}, Fault{"reason.code", "unknown_value", "not one of the documented reason codes"}},
		{Reason{Code: OtherReason}, Fault{"reason.text", "required", `the reason "other" needs a text`}},
	} {
		require.Equal(t, []Fault{wrong.fault}, wrong.reason.Validate())
	}
}

func TestTheErrorTableIsComplete(t *testing.T) {
	codes := constants[Code](t, "errors.go", "Code")
	require.Len(t, Kinds, len(codes), "a row without a code")
	for _, code := range codes {
		kind, ok := Kinds[code]
		require.True(t, ok, "%s has no row", code)
		require.NotEmpty(t, http.StatusText(kind.Status), code)
		require.NotEmpty(t, kind.Title, code)
		require.Equal(t, kind.Owner == "", kind.Remedy == "", "%s: who can fix it and how go together", code)
		if kind.Status == http.StatusServiceUnavailable {
			require.True(t, kind.Retryable, "%s: a 503 invites to try again", code)
		}
		fault := code.Fault("")
		require.Equal(t, kind.Title, fault.Message)
		require.Equal(t, "words", code.Fault("words").Message)
		require.NotEmpty(t, (&Error{Code: code}).Error())
	}
	require.Equal(t, Code(""), CodeOf(nil))
	require.Equal(t, CodeInternal, CodeOf(http.ErrNoCookie))
	require.Equal(t, CodeInvalid, CodeOf(invalid([]Fault{{}})))
	require.Nil(t, invalid(nil))
}

func TestEveryEventIsNamedOnce(t *testing.T) {
	seen := map[EventName]bool{}
	for _, name := range constants[EventName](t, "event.go", "EventName") {
		require.False(t, seen[name], name)
		seen[name] = true
		require.True(t, strings.HasPrefix(string(name), "order.") || strings.HasPrefix(string(name), "pos."), name)
	}
}

func TestActorsHaveNames(t *testing.T) {
	require.Equal(t, "olga", Actor{Kind: Person, Name: "olga"}.String())
	require.Equal(t, "source:demo", Actor{Kind: Shop, Name: "demo"}.String())
	require.Equal(t, "station", Actor{Kind: Station}.String())
	require.Equal(t, "system", Actor{}.String())
}

// constants are all constants of a type that a file of this package declares.
func constants[T ~string](t *testing.T, file, typeName string) (values []T) {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	require.NoError(t, err)
	ast.Inspect(parsed, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if named, ok := spec.Type.(*ast.Ident); ok && named.Name == typeName && len(spec.Values) == 1 {
			if literal, ok := spec.Values[0].(*ast.BasicLit); ok {
				values = append(values, T(strings.Trim(literal.Value, `"`)))
			}
		}
		return true
	})
	require.NotEmpty(t, values)
	return values
}
