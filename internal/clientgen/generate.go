package clientgen

import (
	"encoding/json"
	"fmt"
)

// Generate makes the files of an OpenAPI document, by their path in the repository.
func Generate(openAPI []byte) (map[string][]byte, error) {
	var d document
	if err := json.Unmarshal(openAPI, &d); err != nil {
		return nil, fmt.Errorf("read the OpenAPI document: %w", err)
	}
	golang, err := goClient(d)
	if err != nil {
		return nil, fmt.Errorf("write the Go client: %w", err)
	}
	collection, err := postman(d)
	if err != nil {
		return nil, fmt.Errorf("write the Postman collection: %w", err)
	}
	return map[string][]byte{
		"clients/go/generated.go":                 golang,
		"clients/typescript/src/generated.ts":     typeScriptClient(d),
		"docs/requests.http":                      httpFile(d),
		"docs/orderhatch.postman_collection.json": collection,
	}, nil
}
