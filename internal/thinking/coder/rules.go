package coder

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"strings"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/eventdate"
	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
)

//go:embed *.go
var sources embed.FS

// Rules is a digest of the coder's rules: of the text of the packages that read a report, word lists included. The digest of
// a coder, which Result carries, covers its dictionary too.
var Rules = hex.EncodeToString(rules().Sum(nil))[:digits]

// digits is how much of a digest is written: 48 bits, enough to tell versions of one program apart.
const digits = 12

// rules hashes the sources without their tests, each with its name.
func rules() hash.Hash {
	h := sha256.New()
	for _, part := range []struct {
		name string
		fs   embed.FS
	}{{"casualty", casualty.Source()}, {"coder", sources}, {"eventdate", eventdate.Source()}, {"lexicon", lexicon.Source()}, {"text", text.Source()}} {
		files, err := part.fs.ReadDir(".")
		if err != nil {
			continue // an embedded folder can be read
		}
		for _, f := range files {
			if strings.HasSuffix(f.Name(), "_test.go") {
				continue
			}
			b, err := part.fs.ReadFile(f.Name())
			if err != nil {
				continue
			}
			fmt.Fprintf(h, "%s/%s %d\n", part.name, f.Name(), len(b))
			h.Write(b)
		}
	}
	return h
}

// digest is that of the rules with a dictionary.
func digest(d lexicon.Dictionary) string {
	h := rules()
	b, err := json.Marshal(d) // the keys of maps are written in order
	if err != nil {
		return Rules
	}
	h.Write(b)
	return hex.EncodeToString(h.Sum(nil))[:digits]
}
