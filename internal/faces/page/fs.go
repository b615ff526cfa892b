// Package page holds the built web page, embedded in the binary. Its source is in web/;
// with the build tag nopage one line that says so stands in its place.
package page

import "io/fs"

// FS returns the page's files, index.html at the root.
func FS() fs.FS {
	sub, err := fs.Sub(files, root)
	if err != nil {
		panic(err) // root is a constant of the build: it is there or the build fails
	}
	return sub
}
