// Package page holds the built page, embedded in the binary.
package page

import (
	"embed"
	"io/fs"
)

//go:embed dist
var files embed.FS

// FS returns the page's files, index.html at the root.
func FS() fs.FS {
	sub, err := fs.Sub(files, "dist")
	if err != nil {
		panic(err) // the folder is compiled in
	}
	return sub
}
