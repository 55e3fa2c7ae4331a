package clientgen

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// example is a body to start from: the required fields, with the document's own
// examples where it has some.
func (d document) example(name string, depth int) any {
	s := d.Components.Schemas[name]
	fields := map[string]any{}
	for _, property := range slices.Sorted(maps.Keys(s.Properties)) {
		if slices.Contains(s.Required, property) {
			fields[property] = d.exampleOf(s.Properties[property], depth)
		}
	}
	return fields
}

func (d document) exampleOf(s schema, depth int) any {
	if name := s.reference(); name != "" {
		if depth > 5 {
			return map[string]any{}
		}
		return d.example(name, depth+1)
	}
	switch {
	case len(s.Examples) > 0:
		return s.Examples[0]
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Type == "array":
		return []any{d.exampleOf(*s.Items, depth+1)}
	case s.Type == "object":
		return map[string]any{}
	case s.Type == "boolean":
		return false
	case s.Type == "integer" || s.Type == "number":
		return 1
	case s.Format == "date-time":
		return "2026-11-24T12:00:00+03:00"
	}
	return "text"
}

func (d document) bodyOf(one call) string {
	name := one.body()
	if name == "" {
		return ""
	}
	var text bytes.Buffer
	if example := one.RequestBody.Content["application/json"].Example; len(example) > 0 && json.Indent(&text, example, "", "  ") == nil {
		return text.String()
	}
	made, err := json.MarshalIndent(d.example(name, 0), "", "  ")
	if err != nil {
		return "{}"
	}
	return string(made)
}

// needsKey names the variable of the key that an operation is tried with: the
// least person who may, else a source.
func needsKey(one call) string {
	if len(one.Security) == 0 {
		return ""
	}
	key := "sourceKey"
	for _, role := range one.Security[0]["key"] {
		switch {
		case role == "manager", one.Tags[0] == "Administration" && !strings.HasPrefix(role, "source:"): // where others may only touch what is theirs
			key = "managerKey"
		case !strings.HasPrefix(role, "source:"):
			key = "operatorKey"
		}
	}
	return key
}

// httpFile writes every operation for the REST clients of editors.
func httpFile(d document) []byte {
	var out strings.Builder
	out.WriteString("# " + strings.Replace(notice, "Code generated", "Generated", 1) + "\n# For the REST clients of VS Code, IntelliJ and others, against `orderhatch standalone --demo`.\n\n" +
		"@baseUrl = http://127.0.0.1:8080\n@sourceKey = demo-source-key\n@operatorKey = demo-operator-key\n@managerKey = demo-manager-key\n@id = paste-an-id-here\n")
	for _, one := range d.calls() {
		fmt.Fprintf(&out, "\n### %s\n# @name %s\n%s {{baseUrl}}%s\n", oneLine(one.Summary), lowerCamel(one.ID), one.method, strings.ReplaceAll(one.path, "{id}", "{{id}}"))
		if key := needsKey(one); key != "" {
			fmt.Fprintf(&out, "Authorization: Bearer {{%s}}\n", key)
		}
		if body := d.bodyOf(one); body != "" {
			fmt.Fprintf(&out, "Content-Type: application/json\n\n%s\n", body)
		}
	}
	return []byte(out.String())
}

// postman writes every operation as a collection of Postman 2.1, which Bruno and
// Insomnia read as well.
func postman(d document) ([]byte, error) {
	type entry map[string]any
	groups := map[string][]entry{}
	var order []string
	for _, one := range d.calls() {
		group := one.Tags[0]
		if groups[group] == nil {
			order = append(order, group)
		}
		path := strings.ReplaceAll(one.path, "{id}", ":id")
		request := entry{
			"method": one.method, "description": oneLine(one.Description), "header": []entry{},
			"url": entry{"raw": "{{baseUrl}}" + path, "host": []string{"{{baseUrl}}"}, "path": strings.Split(strings.TrimPrefix(path, "/"), "/")},
		}
		if key := needsKey(one); key != "" {
			request["auth"] = entry{"type": "bearer", "bearer": []entry{{"key": "token", "value": "{{" + key + "}}", "type": "string"}}}
		}
		if body := d.bodyOf(one); body != "" {
			request["body"] = entry{"mode": "raw", "raw": body, "options": entry{"raw": entry{"language": "json"}}}
		}
		groups[group] = append(groups[group], entry{"name": oneLine(one.Summary), "request": request})
	}
	folders := []entry{}
	for _, group := range order {
		folders = append(folders, entry{"name": group, "item": groups[group]})
	}
	text, err := json.MarshalIndent(entry{
		"info": entry{"name": d.Info.Title, "description": "Generated from api/openapi.json by internal/clientgen.", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
		"item": folders,
		"variable": []entry{{"key": "baseUrl", "value": "http://127.0.0.1:8080"}, {"key": "sourceKey", "value": "demo-source-key"},
			{"key": "operatorKey", "value": "demo-operator-key"}, {"key": "managerKey", "value": "demo-manager-key"}},
	}, "", "  ")
	return append(text, '\n'), err
}
