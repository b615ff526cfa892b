//go:build nopage

package page

import "embed"

//go:embed left_out
var files embed.FS

const root = "left_out"
