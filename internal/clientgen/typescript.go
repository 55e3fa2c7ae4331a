package clientgen

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// typeScriptClient writes the types and calls of the TypeScript client; what
// carries them is written by hand beside it.
func typeScriptClient(d document) []byte {
	var out strings.Builder
	fmt.Fprintf(&out, "// %s\n\nimport { Transport, type Answer, type Options } from \"./transport.js\";\n\n", notice)
	for _, name := range slices.Sorted(maps.Keys(d.Components.Schemas)) {
		s := d.Components.Schemas[name]
		fmt.Fprintf(&out, "export interface %s {\n", camelType(name))
		for _, property := range slices.Sorted(maps.Keys(s.Properties)) {
			field := s.Properties[property]
			if text := oneLine(field.Description); text != "" {
				fmt.Fprintf(&out, "  /** %s */\n", text)
			}
			mark := "?"
			if slices.Contains(s.Required, property) {
				mark = ""
			}
			fmt.Fprintf(&out, "  %s%s: %s;\n", property, mark, tsType(field))
		}
		out.WriteString("}\n\n")
	}
	out.WriteString("/** Every operation of the API, by its id. */\nexport class Orderhatch extends Transport {\n  constructor(options: Options) {\n    super(options);\n  }\n")
	for _, one := range d.calls() {
		tsCall(&out, one)
	}
	out.WriteString("}\n")
	return []byte(out.String())
}

func tsType(s schema) string {
	if name := s.reference(); name != "" {
		return camelType(name)
	}
	if len(s.Enum) > 0 {
		values := make([]string, len(s.Enum))
		for i, value := range s.Enum {
			if text, ok := value.(string); ok {
				values[i] = strconv.Quote(text)
			} else {
				values[i] = fmt.Sprint(value)
			}
		}
		return strings.Join(values, " | ")
	}
	switch s.Type {
	case "string":
		return "string"
	case "integer", "number":
		return "number"
	case "boolean":
		return "boolean"
	case "array":
		inner := tsType(*s.Items)
		if strings.Contains(inner, "|") {
			inner = "(" + inner + ")"
		}
		return inner + "[]"
	case "object":
		if values := s.values(); values != nil {
			return "Record<string, " + tsType(*values) + ">"
		}
		return "Record<string, unknown>"
	}
	return "unknown"
}

func tsCall(out *strings.Builder, one call) {
	var arguments []string
	path := one.path
	for _, parameter := range one.in("path") {
		name := lowerCamel(parameter.Name)
		arguments = append(arguments, name+": string")
		path = strings.Replace(path, "{"+parameter.Name+"}", "${encodeURIComponent("+name+")}", 1)
	}
	body := "undefined"
	if name := one.body(); name != "" {
		arguments, body = append(arguments, "body: "+camelType(name)), "body"
	}
	query, header := "undefined", "undefined"
	if parameters := one.in("query"); len(parameters) > 0 {
		arguments, query = append(arguments, "query: "+tsParams(parameters)+" = {}"), "query"
	}
	if parameters := one.in("header"); len(parameters) > 0 {
		arguments, header = append(arguments, "headers: "+tsParams(parameters)+" = {}"), "headers"
	}
	answer := "void"
	if name := one.answer(); name != "" {
		answer = camelType(name)
	}
	fmt.Fprintf(out, "\n  /** %s. %s %s */\n  %s(%s): Promise<Answer<%s>> {\n    return this.send(%q, `%s`, %s, %s, %s);\n  }\n",
		strings.TrimSuffix(oneLine(one.Summary), "."), one.method, one.path, lowerCamel(one.ID), strings.Join(arguments, ", "), answer, one.method, path, query, header, body)
}

func tsParams(parameters []parameter) string {
	fields := make([]string, len(parameters))
	for i, one := range parameters {
		mark := "?"
		if one.Required {
			mark = ""
		}
		fields[i] = strconv.Quote(one.Name) + mark + ": " + tsType(one.Schema)
	}
	return "{ " + strings.Join(fields, "; ") + " }"
}
