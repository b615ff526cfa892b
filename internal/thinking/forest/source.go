package forest

import "embed"

// Sources are the files of this package, so that what was learnt by them can say by which.
//
//go:embed *.go
var Sources embed.FS
