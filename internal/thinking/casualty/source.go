package casualty

import "embed"

//go:embed *.go words.txt
var source embed.FS

// Source is the text of this package with its word list, from which the coder makes the digest that says which rules coded a report.
func Source() embed.FS { return source }
