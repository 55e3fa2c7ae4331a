package e2e

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// example is one request of the documentation and the answer it shows. Without
// an answer it is a request that somebody else gets from the service.
type example struct {
	section string
	line    int
	method  string
	target  string
	header  map[string]string
	body    string

	answered bool
	status   string // like "201 Created"
	headers  map[string]string
	answer   string
}

// readExamples are the ```http blocks of a page in their order: requests, each
// followed by its answer.
func readExamples(t testing.TB, page string) (examples []example) {
	t.Helper()
	text, err := os.ReadFile(page)
	require.NoError(t, err)
	section := ""
	lines := strings.Split(string(text), "\n")
	for i := 0; i < len(lines); i++ {
		if title, ok := strings.CutPrefix(lines[i], "## "); ok {
			section = title
		}
		if lines[i] != "```http" {
			continue
		}
		from := i + 1
		for i = from; lines[i] != "```"; i++ {
		}
		first := lines[from]
		header, body := headAndBody(lines[from+1 : i])
		if status, ok := strings.CutPrefix(first, "HTTP/1.1 "); ok {
			require.NotEmpty(t, examples, "line %d: an answer without a request", from)
			last := &examples[len(examples)-1]
			require.False(t, last.answered, "line %d: a second answer", from)
			last.answered, last.status, last.headers, last.answer = true, status, header, body
			continue
		}
		method, target, ok := strings.Cut(first, " ")
		require.True(t, ok, "line %d: neither a request nor an answer", from)
		examples = append(examples, example{section: section, line: from, method: method, target: target, header: header, body: body})
	}
	return examples
}

func headAndBody(lines []string) (header map[string]string, body string) {
	header = map[string]string{}
	for i, line := range lines {
		name, value, ok := strings.Cut(line, ": ")
		if line == "" || !ok {
			return header, strings.TrimSpace(strings.Join(lines[i:], "\n"))
		}
		header[name] = value
	}
	return header, ""
}

// cut is what stands in the documentation for what was left out.
const cut = "…"

// readCut reads JSON in which parts were cut: a member of an object, elements of
// a list, or a piece of a text.
func readCut(text string) (any, error) {
	var whole strings.Builder
	var inside []rune // the brackets that are open
	quoted, escaped, before := false, false, ' '
	for _, r := range text {
		switch {
		case quoted:
			quoted = escaped || r != '"'
			escaped = r == '\\' && !escaped
		case r == '"':
			quoted = true
		case r == '{' || r == '[':
			inside = append(inside, r)
		case r == '}' || r == ']':
			inside = inside[:max(0, len(inside)-1)]
		case string(r) == cut && before != ':' && len(inside) > 0 && inside[len(inside)-1] == '{':
			whole.WriteString(`"` + cut + `":`)
		}
		if r != ' ' && r != '\n' {
			before = r
		}
		if string(r) == cut && !quoted {
			whole.WriteString(`"` + cut + `"`)
			continue
		}
		whole.WriteRune(r)
	}
	decoder := json.NewDecoder(strings.NewReader(whole.String()))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err
}
