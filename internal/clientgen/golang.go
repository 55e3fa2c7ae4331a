package clientgen

import (
	"fmt"
	"go/format"
	"maps"
	"slices"
	"strings"
)

const notice = "Code generated from api/openapi.json by internal/clientgen. DO NOT EDIT."

// goClient writes the types and calls of the Go client; what carries them is
// written by hand beside it.
func goClient(d document) ([]byte, error) {
	var out strings.Builder
	fmt.Fprintf(&out, "// %s\n\npackage orderhatch\n\nimport (\n\t\"context\"\n\t\"net/http\"\n\t\"net/url\"\n\t\"time\"\n)\n\n", notice)
	for _, name := range slices.Sorted(maps.Keys(d.Components.Schemas)) {
		goType(&out, name, d.Components.Schemas[name])
	}
	for _, one := range d.calls() {
		goCall(&out, one)
	}
	return format.Source([]byte(out.String()))
}

func goType(out *strings.Builder, name string, s schema) {
	comment := oneLine(s.Description)
	if comment == "" {
		comment = "is a part of the API; see its documentation at /docs#schema-" + name + "."
	}
	fmt.Fprintf(out, "// %s %s\ntype %s struct {\n", camelType(name), comment, camelType(name))
	for _, property := range slices.Sorted(maps.Keys(s.Properties)) {
		field := s.Properties[property]
		required := slices.Contains(s.Required, property)
		tag := property
		if !required {
			tag += ",omitempty"
		}
		if text := fieldComment(field); text != "" {
			fmt.Fprintf(out, "\t// %s\n", text)
		}
		fmt.Fprintf(out, "\t%s %s `json:\"%s\"`\n", camel(property), goField(field, required), tag)
	}
	out.WriteString("}\n\n")
}

// camelType keeps the document's own capitals.
func camelType(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

func fieldComment(s schema) string {
	text := oneLine(s.Description)
	if len(s.Enum) > 0 {
		values := make([]string, len(s.Enum))
		for i, value := range s.Enum {
			values[i] = fmt.Sprint(value)
		}
		if text != "" {
			text = strings.TrimSuffix(text, ".") + ". "
		}
		text += "One of " + strings.Join(values, ", ") + "."
	}
	return text
}

// goField is a field's type. Left-out numbers, booleans and objects are nil, so
// that they differ from zero.
func goField(s schema, required bool) string {
	plain := goPlain(s)
	switch {
	case required, plain == "string", plain == "any", strings.HasPrefix(plain, "[]"), strings.HasPrefix(plain, "map["):
		return plain
	}
	return "*" + plain
}

func goPlain(s schema) string {
	if name := s.reference(); name != "" {
		return camelType(name)
	}
	switch s.Type {
	case "string":
		if s.Format == "date-time" {
			return "time.Time"
		}
		return "string"
	case "integer":
		return "int64"
	case "number":
		return "float64"
	case "boolean":
		return "bool"
	case "array":
		return "[]" + goPlain(*s.Items)
	case "object":
		if values := s.values(); values != nil {
			return "map[string]" + goPlain(*values)
		}
		return "map[string]any"
	}
	return "any"
}

func goCall(out *strings.Builder, one call) {
	name := camel(one.ID)
	arguments, optional := "ctx context.Context", one.in("query", "header")
	for _, parameter := range one.in("path") {
		arguments += ", " + lowerCamel(parameter.Name) + " string"
	}
	if body := one.body(); body != "" {
		arguments += ", body " + camelType(body)
	}
	if len(optional) > 0 {
		goParams(out, name, optional)
		arguments += ", params *" + name + "Params"
	}
	answer, results := one.answer(), "(Response, error)"
	if answer != "" {
		results = "(*" + camelType(answer) + ", Response, error)"
	}
	fmt.Fprintf(out, "// %s is %s %s: %s.\nfunc (c *Client) %s(%s) %s {\n", name, one.method, one.path, strings.TrimSuffix(oneLine(one.Summary), "."), name, arguments, results)
	query, header := "nil", "nil"
	if len(optional) > 0 {
		out.WriteString("\tquery, header := params.encode()\n")
		query, header = "query", "header"
	}
	body := "nil"
	if one.body() != "" {
		body = "body"
	}
	path := goPath(one)
	if answer == "" {
		fmt.Fprintf(out, "\treturn c.do(ctx, %q, %s, %s, %s, %s, nil)\n}\n\n", one.method, path, query, header, body)
		return
	}
	fmt.Fprintf(out, "\tvar answer %s\n\tresponse, err := c.do(ctx, %q, %s, %s, %s, %s, &answer)\n\treturn &answer, response, err\n}\n\n",
		camelType(answer), one.method, path, query, header, body)
}

// goPath is the path as a Go expression.
func goPath(one call) string {
	parts := []string{}
	for i, piece := range strings.Split(one.path, "{") {
		if i == 0 {
			parts = append(parts, fmt.Sprintf("%q", piece))
			continue
		}
		name, rest, _ := strings.Cut(piece, "}")
		parts = append(parts, "url.PathEscape("+lowerCamel(name)+")")
		if rest != "" {
			parts = append(parts, fmt.Sprintf("%q", rest))
		}
	}
	return strings.Join(parts, " + ")
}

func goParams(out *strings.Builder, name string, parameters []parameter) {
	fmt.Fprintf(out, "// %sParams are what %s can be told; zero fields are left out.\ntype %sParams struct {\n", name, name, name)
	for _, one := range parameters {
		if text := fieldComment(schema{Description: one.Description, Enum: one.Schema.Enum}); text != "" {
			fmt.Fprintf(out, "\t// %s\n", text)
		}
		fmt.Fprintf(out, "\t%s %s\n", camel(one.Name), goPlain(one.Schema))
	}
	fmt.Fprintf(out, "}\n\nfunc (p *%sParams) encode() (url.Values, http.Header) {\n\tquery, header := url.Values{}, http.Header{}\n\tif p == nil {\n\t\treturn query, header\n\t}\n", name)
	for _, one := range parameters {
		into := "query"
		if one.In == "header" {
			into = "url.Values(header)"
		}
		fmt.Fprintf(out, "\tadd(%s, %q, p.%s)\n", into, one.Name, camel(one.Name))
	}
	out.WriteString("\treturn query, header\n}\n\n")
}
