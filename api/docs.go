package api

import (
	"bytes"
	"cmp"
	_ "embed" // of the page's template and style
	"encoding/json"
	"html/template"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/internal/order"
)

//go:embed docs.html
var docsHTML string

//go:embed docs.css
var docsCSS []byte

var docsTemplate = template.Must(template.New("docs").Parse(docsHTML))

// reference is the OpenAPI document cut for reading.
type reference struct {
	Title, Description string
	Groups             []referenceGroup
	Schemas            []referenceSchema
	Codes              []referenceCode
}

type referenceGroup struct {
	Name       string
	Operations []referenceOperation
}

type referenceOperation struct {
	ID, Method, Path, Summary, Description string
	Tag, Who                               string
	Parameters                             []referenceField
	Body, Example                          string // name of its schema; one that works in the demo
	Answers                                []referenceAnswer
}

type referenceAnswer struct{ Status, Description, Headers, Schema string }

type referenceSchema struct {
	Name   string
	Fields []referenceField
}

type referenceField struct {
	Name, Type, Schema, Notes string
	Required                  bool
}

type referenceCode struct {
	Code   order.Code
	Status int
	Title  string
}

// renderDocs makes the readable page of the OpenAPI document.
func renderDocs(document *huma.OpenAPI) ([]byte, error) {
	page := reference{
		Title: document.Info.Title, Description: document.Info.Description,
		Groups: referenceGroups(document), Codes: referenceCodes(),
	}
	schemas := document.Components.Schemas.Map()
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		page.Schemas = append(page.Schemas, referenceSchema{Name: name, Fields: referenceFields(schemas[name])})
	}
	var out bytes.Buffer
	err := docsTemplate.Execute(&out, page)
	return out.Bytes(), err
}

func referenceGroups(document *huma.OpenAPI) []referenceGroup {
	var groups []referenceGroup
	for _, tag := range document.Tags {
		group := referenceGroup{Name: tag.Name}
		for _, path := range slices.Sorted(maps.Keys(document.Paths)) {
			item := document.Paths[path]
			for _, operation := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
				if operation != nil && slices.Contains(operation.Tags, tag.Name) {
					group.Operations = append(group.Operations, referenceOperationOf(operation))
				}
			}
		}
		groups = append(groups, group)
	}
	return groups
}

func referenceOperationOf(operation *huma.Operation) referenceOperation {
	shown := referenceOperation{
		ID: operation.OperationID, Method: operation.Method, Path: operation.Path,
		Summary: operation.Summary, Description: operation.Description,
		Tag: operation.Tags[0], Who: who(operation),
	}
	for _, parameter := range operation.Parameters {
		field := referenceFieldOf(parameter.Name, parameter.Schema)
		field.Name, field.Required = parameter.In+" "+parameter.Name, parameter.Required
		shown.Parameters = append(shown.Parameters, field)
	}
	if operation.RequestBody != nil {
		body := operation.RequestBody.Content["application/json"]
		shown.Body, shown.Example = refName(body.Schema), readable(body.Example)
	}
	for _, status := range slices.Sorted(maps.Keys(operation.Responses)) {
		shown.Answers = append(shown.Answers, referenceAnswerOf(status, operation.Responses[status]))
	}
	return shown
}

func referenceAnswerOf(status string, response *huma.Response) referenceAnswer {
	shown := referenceAnswer{Status: status, Description: response.Description}
	for _, media := range response.Content {
		shown.Schema = cmp.Or(shown.Schema, refName(media.Schema)) // a table for spreadsheets has none
	}
	own := slices.DeleteFunc(slices.Sorted(maps.Keys(response.Headers)), func(name string) bool { return strings.HasPrefix(name, "RateLimit-") })
	shown.Headers = strings.Join(own, ", ")
	return shown
}

// readable is an example over several lines, empty when there is none.
func readable(example any) string {
	if example == nil {
		return ""
	}
	text, err := json.MarshalIndent(example, "", "  ")
	if err != nil {
		return ""
	}
	return string(text)
}

// who says in words whose key an operation takes.
func who(operation *huma.Operation) string {
	if len(operation.Security) == 0 {
		return "Open to everybody."
	}
	var may []string
	for _, role := range operation.Security[0]["key"] {
		if scope, found := strings.CutPrefix(role, scopePrefix); found {
			may = append(may, "a source with the scope "+scope)
		} else {
			may = append(may, "a person who is at least "+strings.ReplaceAll(role, "_", " "))
		}
	}
	return "For " + strings.Join(may, ", or ") + "."
}

func referenceFields(schema *huma.Schema) []referenceField {
	var fields []referenceField
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) {
		field := referenceFieldOf(name, schema.Properties[name])
		field.Required = slices.Contains(schema.Required, name)
		fields = append(fields, field)
	}
	return fields
}

func referenceFieldOf(name string, schema *huma.Schema) referenceField {
	field := referenceField{Name: name, Type: schema.Type, Schema: refName(schema), Notes: schema.Description}
	values := schema.Enum
	if schema.Items != nil {
		field.Type, field.Schema = "list of "+schema.Items.Type, refName(schema.Items)
		values = schema.Items.Enum
	}
	if schema.Format != "" && schema.Format != "int64" {
		field.Type += ", " + schema.Format
	}
	if len(values) > 0 {
		words := make([]string, len(values))
		for i, value := range values {
			words[i], _ = value.(string)
		}
		field.Notes = strings.TrimSpace(field.Notes + " One of " + strings.Join(words, ", ") + ".")
	}
	return field
}

func refName(schema *huma.Schema) string {
	if schema == nil {
		return ""
	}
	if schema.Items != nil && schema.Ref == "" {
		schema = schema.Items
	}
	return strings.TrimPrefix(schema.Ref, "#/components/schemas/")
}

// referenceCodes are the errors a caller of this API can get.
func referenceCodes() []referenceCode {
	var codes []referenceCode
	for _, table := range []map[order.Code]order.Kind{order.Kinds, httpKinds} {
		for code, kind := range table {
			if kind.Owner == "" {
				codes = append(codes, referenceCode{Code: code, Status: kind.Status, Title: kind.Title})
			}
		}
	}
	slices.SortFunc(codes, func(a, b referenceCode) int {
		if a.Status != b.Status {
			return a.Status - b.Status
		}
		return strings.Compare(string(a.Code), string(b.Code))
	})
	return codes
}

func (s *Server) docsPage(c *gin.Context) { c.Data(http.StatusOK, "text/html; charset=utf-8", s.docs) }

func (s *Server) docsStyle(c *gin.Context) { c.Data(http.StatusOK, "text/css; charset=utf-8", docsCSS) }
