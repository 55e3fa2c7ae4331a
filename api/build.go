package api

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"

	"github.com/orderhatch/orderhatch/internal/order"
)

// apiVersion is the version of the HTTP contract, not of the program.
const apiVersion = "1"

// build makes the router: what every request passes, the routes, and what is
// said where there is none.
func (s *Server) build() error {
	gin.SetMode(gin.ReleaseMode) // debug mode prints to the terminal
	s.engine = gin.New()
	s.engine.HandleMethodNotAllowed = true
	s.engine.RedirectTrailingSlash = false
	// Proxies add to this header. Others, like X-Real-Ip, some let through as a
	// client sent them.
	s.engine.RemoteIPHeaders = []string{"X-Forwarded-For"}
	proxies := make([]string, len(s.proxies))
	for i, proxy := range s.proxies {
		proxies[i] = proxy.String()
	}
	if err := s.engine.SetTrustedProxies(proxies); err != nil {
		return err
	}
	s.engine.Use(nameRequest, s.observe, s.recoverPanics, secureHeaders)
	s.engine.NoRoute(func(c *gin.Context) {
		s.refuse(c, refusal(order.CodeNotFound, "There is nothing at this address; /docs lists what there is."))
	})
	s.engine.NoMethod(func(c *gin.Context) {
		s.refuse(c, refusal(order.CodeMethodNotAllowed, "The Allow header names the methods this address takes."))
	})
	s.huma = humagin.New(s.engine, humaConfig())
	s.routes()
	return s.writeDocument()
}

func humaConfig() huma.Config {
	config := huma.DefaultConfig("Orderhatch", apiVersion)
	config.Info.Description = "Takes orders from websites, apps and aggregators, lets a person accept each, and puts it on an r_keeper 7 cash station."
	config.Info.License = &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"}
	for _, group := range []string{"Orders", "Decisions", "Restaurants", "Menu", "Events", "Callbacks", "Session", "Administration", "Service"} {
		config.Tags = append(config.Tags, &huma.Tag{Name: group})
	}
	config.AllowAdditionalPropertiesByDefault = true // unknown fields are ignored
	// The document and its page are our own: huma's page loads scripts from
	// elsewhere, and its hook would add a $schema field to every answer.
	config.OpenAPIPath, config.DocsPath, config.SchemasPath, config.CreateHooks = "", "", "", nil
	config.Components.Headers = commonHeaders
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"key":     {Type: "http", Scheme: "bearer", Description: "An API key of a source or a person"},
		"session": {Type: "apiKey", In: "cookie", Name: sessionCookie, Description: "Got from POST /v1/session; changes also need X-CSRF-Token"},
	}
	return config
}

// writeDocument makes the OpenAPI document of the routes, and the page of it.
func (s *Server) writeDocument() (err error) {
	openAPI := s.huma.OpenAPI()
	for _, schema := range openAPI.Components.Schemas.Map() {
		openFreeForms(schema)
	}
	for _, item := range openAPI.Paths {
		for _, operation := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if operation != nil && !canBeFaulty(operation) {
				delete(operation.Responses, "422")
			}
		}
	}
	if s.document, err = json.MarshalIndent(openAPI, "", "  "); err != nil {
		return err
	}
	s.document = append(s.document, '\n')
	s.docs, err = renderDocs(openAPI)
	return err
}

// canBeFaulty says whether a request of an operation can have a fault at all: it
// has a body, or a parameter that not everything is allowed in. huma documents
// 422 wherever there is any parameter.
func canBeFaulty(operation *huma.Operation) bool {
	if operation.RequestBody != nil {
		return true
	}
	return slices.ContainsFunc(operation.Parameters, func(parameter *huma.Param) bool {
		return parameter.In == "query" || parameter.Name == "If-Match" || parameter.Schema.MaxLength != nil || parameter.Schema.Format != "" || parameter.Schema.Pattern != ""
	})
}

// openFreeForms says of fields that hold anything that they hold anything. huma
// would walk into them, and take a dot in a name for a step of the path.
func openFreeForms(schema *huma.Schema) {
	for _, property := range schema.Properties {
		if inner, ok := property.AdditionalProperties.(*huma.Schema); ok && inner.Type == "" && inner.Ref == "" {
			property.AdditionalProperties = true
		}
	}
}

// page registers an address that is not part of the OpenAPI document.
func (s *Server) page(path string, handler gin.HandlerFunc) {
	s.engine.GET(path, handler)
	s.engine.HEAD(path, handler)
}

func (s *Server) openAPIPage(c *gin.Context) {
	c.Data(http.StatusOK, "application/vnd.oai.openapi+json;version=3.1", s.document)
}

// secureHeaders are on every answer. Answers of the API hold guests' data, so
// nothing on the way may keep them.
func secureHeaders(c *gin.Context) {
	header := c.Writer.Header()
	header.Set("X-Content-Type-Options", "nosniff")
	header.Set("Referrer-Policy", "no-referrer")
	header.Set("X-Frame-Options", "DENY")
	header.Set("Content-Security-Policy", contentPolicy)
	if strings.HasPrefix(c.Request.URL.Path, "/v1/") {
		header.Set("Cache-Control", "no-store")
	}
	c.Next()
}

// contentPolicy lets pages load and ask only from here, and nobody frame them.
const contentPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; " +
	"connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
