package forecast

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"strings"

	"detente/internal/thinking/forest"
)

//go:embed *.go
var sources embed.FS

// Source is a digest of the program's text that learns weights and grows forests, tests left out: the first 12 digits of the SHA-256 of names and
// contents, by name. It is the same however the program is built.
func Source() string {
	sum := sha256.New()
	for _, dir := range []embed.FS{sources, forest.Sources} {
		files, err := dir.ReadDir(".") // by name
		if err != nil {
			continue // the files are in the program
		}
		for _, f := range files {
			b, err := dir.ReadFile(f.Name())
			if err != nil || strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			_, _ = fmt.Fprintf(sum, "%s %d\n%s", f.Name(), len(b), b) // a hash takes every write
		}
	}
	return fmt.Sprintf("%x", sum.Sum(nil))[:12]
}
