//go:build !nopage

package page

import "embed"

//go:embed all:dist
var files embed.FS

const root = "dist"
