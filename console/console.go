// Package console holds the operator's page, built into the program.
package console

import (
	"embed"
	"io/fs"
)

//go:embed static
var static embed.FS

// Files are index.html and, under assets/, what it loads.
func Files() fs.FS {
	files, err := fs.Sub(static, "static")
	if err != nil {
		panic(err) // the folder is named two lines above
	}
	return files
}
