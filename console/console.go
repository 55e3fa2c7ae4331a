// Package console holds the operator's console, built into the program. Its
// sources are the TypeScript beside this file; `make build` makes dist of them.
package console

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files are index.html and, under assets/, what it loads. Without a build of the
// console there is no index.html.
func Files() fs.FS {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is named a few lines above
	}
	return files
}
