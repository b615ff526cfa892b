// Package situations carries the default situation and the documents that describe a
// situation folder, embedded so that one binary answers without any other file.
package situations

import (
	"embed"
	"io/fs"
)

//go:embed pakistan-afghanistan
var folders embed.FS

// DefaultID names the folder of the default situation.
const DefaultID = "pakistan-afghanistan"

//go:embed situation.schema.json
var schema []byte

//go:embed tables.md
var tables []byte

// Default returns the folder of the default situation.
func Default() fs.FS {
	sub, err := fs.Sub(folders, DefaultID)
	if err != nil {
		// Sub fails only for a malformed path, and this one is a constant.
		panic(err)
	}
	return sub
}

// Schema returns the JSON Schema (draft 2020-12) of situation.yaml.
func Schema() []byte { return append([]byte(nil), schema...) }

// Tables returns the description of every column of the CSV tables, in Markdown.
func Tables() []byte { return append([]byte(nil), tables...) }
