package text

import "embed"

//go:embed *.go
var source embed.FS

// Source is the text of this package, from which the coder makes the digest that says which rules coded a report.
func Source() embed.FS { return source }
