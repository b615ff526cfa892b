// Package cameo turns the event codes of CAMEO into PLOVER types. The table gives the type of a
// code and of all that begin with it, the longest entry first; it says what the conversion table
// of the PLOVER project does (2021). Statements (01) and appeals (02) have no type there.
package cameo

import (
	_ "embed"
	"strings"
	"sync"

	"detente/internal/words/plover"
)

//go:embed types.csv
var types string

var table = sync.OnceValue(func() map[string]plover.Type {
	out := map[string]plover.Type{}
	for _, line := range strings.Split(strings.TrimSpace(types), "\n")[1:] {
		code, t, _ := strings.Cut(line, ",")
		out[code] = plover.Type(t)
	}
	return out
})

// Type is the PLOVER type of a code; "" when it has none.
func Type(code string) plover.Type {
	for n := len(code); n >= 2; n-- {
		if t, ok := table()[code[:n]]; ok {
			return t
		}
	}
	return ""
}

// Valid reports whether the text is shaped like a code: two to four digits, beginning with a
// root from 01 to 20.
func Valid(code string) bool {
	if len(code) < 2 || len(code) > 4 || strings.Trim(code, "0123456789") != "" {
		return false
	}
	return code[:2] >= "01" && code[:2] <= "20"
}
