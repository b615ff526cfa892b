package house

import (
	"fmt"
	"go/ast"
	"io/fs"
	"strconv"
	"strings"
	"testing"
)

const module = "detente"

// ring is one ring of the house: what its packages may import, and why not more.
// .golangci.yml says the same to the linter; the two are changed together.
type ring struct {
	folder   string
	inner    []string // folders of the module that it may import; nil means any but outer
	outer    []string // folders of the module that it may not import
	except   []string // packages below folder that outer does not bind
	pure     bool     // no I/O, no clock, no global randomness, and only pure libraries
	inWords  string   // the ring as a reader knows it
	outerWhy string
}

var rings = []ring{
	{
		folder: "internal/words", inner: []string{"internal/words"}, pure: true,
		inWords:  "ring 1 (words and numbers)",
		outerWhy: "every other ring stands on it, so it may import only itself",
	},
	{
		folder: "internal/thinking", inner: []string{"internal/words", "internal/thinking"}, pure: true,
		inWords:  "ring 2 (thinking)",
		outerWhy: "a model is a pure function over ring 1: hands fetch its input and faces print its answer",
	},
	{
		folder: "internal/hands", outer: []string{"internal/faces", "cmd"},
		inWords:  "ring 3 (hands)",
		outerWhy: "hands serve every face and know none of them",
	},
	{
		folder: "internal/faces", outer: []string{"internal/hands/ledger", "internal/hands/duckstore"},
		except:   []string{"internal/faces/cli"},
		inWords:  "ring 4 (faces)",
		outerWhy: "what leaves the store passes internal/hands/gate; only internal/faces/cli opens the store, to wire the gate",
	},
	{
		folder: "cmd", outer: []string{"internal/hands", "internal/thinking", "internal/words"},
		inWords:  "the binary",
		outerWhy: "main only calls internal/faces/cli; wiring is done there",
	},
}

// pureLibraries are the modules that rings 1 and 2 may use: they compute, and do no I/O.
var pureLibraries = []string{"gonum.org/v1/gonum"}

// impure are packages of the standard library that touch the world.
var impure = map[string]string{
	"os": "I/O", "os/exec": "I/O", "os/signal": "I/O", "os/user": "I/O", "io/ioutil": "I/O", "syscall": "I/O",
	"net": "the network", "net/http": "the network", "net/rpc": "the network", "net/smtp": "the network",
	"database/sql": "a store", "log": "I/O", "log/slog": "I/O",
	"math/rand": "global randomness (take a *rand.Rand of math/rand/v2)", "crypto/rand": "global randomness",
}

// sqlHome is the only place that speaks SQL.
const sqlHome = "internal/hands/duckstore"

// ringImports checks each import against the ring that the file lies in. The direction of
// rings binds tests too; libraries and the standard library are free in tests.
func ringImports(t *testing.T, tree fs.FS) []string {
	var out []string
	for _, s := range sources(t, tree) {
		for _, spec := range s.ast.Imports {
			p, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				out = append(out, fmt.Sprintf("%s: import %s cannot be read", s.name, spec.Path.Value))
				continue
			}
			if why := badImport(s, p); why != "" {
				out = append(out, fmt.Sprintf("%s:%d imports %q: %s", s.name, s.fset.Position(spec.Pos()).Line, p, why))
			}
		}
	}
	return out
}

// badImport returns why a file may not import a package, or "" when it may.
func badImport(s source, p string) string {
	own, ours := strings.CutPrefix(p, module+"/")
	if !s.test && !in(s.dir, sqlHome) && (p == "database/sql" || strings.HasPrefix(p, "github.com/duckdb/")) {
		return "SQL lives only in " + sqlHome + ", so that another store can serve the same door"
	}
	for _, r := range rings {
		if !in(s.dir, r.folder) {
			continue
		}
		switch {
		case ours && r.inner != nil && !anyHolds(r.inner, own):
			return r.inWords + " may import only " + strings.Join(r.inner, " and ") + ": " + r.outerWhy
		case ours && anyHolds(r.outer, own) && !anyHolds(r.except, s.dir):
			return r.inWords + " may not import " + own + ": " + r.outerWhy
		case ours || !r.pure || s.test:
			return ""
		case impure[p] != "":
			return r.inWords + " does without " + impure[p] + ": pass in what it needs"
		case !standard(p) && !anyHolds(pureLibraries, p):
			return r.inWords + " uses the standard library and " + strings.Join(pureLibraries, ", ") + " only"
		}
	}
	return ""
}

func anyHolds(folders []string, p string) bool {
	for _, f := range folders {
		if in(p, f) {
			return true
		}
	}
	return false
}

// standard reports whether an import path is of the standard library: its first element
// has no dot and is not this module.
func standard(p string) bool {
	first, _, _ := strings.Cut(p, "/")
	return first != module && !strings.Contains(first, ".")
}

// clocks are the functions that read a clock or wait for one.
var clocks = map[string]bool{
	"Now": true, "Since": true, "Until": true, "Sleep": true, "After": true, "AfterFunc": true,
	"Tick": true, "NewTicker": true, "NewTimer": true,
}

// noHiddenInput checks that rings 1 and 2 read no clock and no global source of randomness,
// so that the same input gives the same bytes twice.
func noHiddenInput(t *testing.T, tree fs.FS) []string {
	var out []string
	for _, s := range sources(t, tree) {
		if s.test || !in(s.dir, "internal/words") && !in(s.dir, "internal/thinking") {
			continue
		}
		names := map[string]string{} // local name of an import → its path
		for _, spec := range s.ast.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			local := map[string]string{"time": "time", "math/rand/v2": "rand"}[p]
			if local == "" {
				continue
			}
			if spec.Name != nil {
				local = spec.Name.Name
			}
			names[local] = p
		}
		ast.Inspect(s.ast, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := call.X.(*ast.Ident)
			if !ok || x.Obj != nil { // an object of the file hides the import
				return true
			}
			f, at := call.Sel.Name, s.fset.Position(call.Pos())
			switch names[x.Name] {
			case "time":
				if clocks[f] {
					out = append(out, fmt.Sprintf("%s:%d calls time.%s: rings 1 and 2 have no clock; pass the day in", s.name, at.Line, f))
				}
			case "math/rand/v2":
				if !sourceOfRandomness[f] {
					out = append(out, fmt.Sprintf("%s:%d uses rand.%s of the global source: pass a *rand.Rand in", s.name, at.Line, f))
				}
			}
			return true
		})
	}
	return out
}

// sourceOfRandomness are the names of math/rand/v2 that do not draw from its global source.
var sourceOfRandomness = map[string]bool{
	"New": true, "NewPCG": true, "NewChaCha8": true, "NewZipf": true,
	"Rand": true, "Source": true, "PCG": true, "ChaCha8": true, "Zipf": true,
}

func TestImportsPointInward(t *testing.T) { hold(t, ringImports) }

func TestRingsOneAndTwoHaveNoHiddenInput(t *testing.T) { hold(t, noHiddenInput) }

func TestRingRulesCanFail(t *testing.T) {
	file := func(dir, imports string) map[string]string {
		return map[string]string{dir + "/x.go": "// Package x is planted.\npackage x\n\nimport (\n" + imports + "\n)\n"}
	}
	test := func(dir, imports string) map[string]string {
		return map[string]string{dir + "/x_test.go": "package x\n\nimport (\n" + imports + "\n)\n"}
	}
	catches(t, ringImports, []planted{
		{"words may use words, std and gonum", file("internal/words/a", `"strings"; "detente/internal/words/b"; "gonum.org/v1/gonum/floats"`), ""},
		{"words may not reach thinking", file("internal/words/a", `"detente/internal/thinking/trend"`), "ring 1"},
		{"words may not read files", file("internal/words/a", `"os"`), "I/O"},
		{"words may not use other libraries", file("internal/words/a", `"github.com/goccy/go-yaml"`), "standard library"},
		{"a renamed import is seen", file("internal/words/a", `x "net/http"`), "network"},
		{"a name that starts alike is another ring", file("internal/wordsmith", `"os"`), ""},
		{"thinking may use words and thinking", file("internal/thinking/a", `"detente/internal/words/b"; "detente/internal/thinking/c"`), ""},
		{"thinking may not reach hands", file("internal/thinking/a", `"detente/internal/hands/ledger"`), "ring 2"},
		{"thinking may not reach faces from a test", test("internal/thinking/a", `"detente/internal/faces/cli"`), "ring 2"},
		{"a test of thinking may read files and use libraries", test("internal/thinking/a", `"os"; "pgregory.net/rapid"`), ""},
		{"thinking may not use the old random source", file("internal/thinking/a", `"math/rand"`), "global randomness"},
		{"hands may use thinking and libraries", file("internal/hands/a", `"os"; "detente/internal/thinking/trend"; "github.com/spf13/cobra"`), ""},
		{"hands may not reach faces", file("internal/hands/a", `"detente/internal/faces/api"`), "ring 3"},
		{"faces may use the gate", file("internal/faces/api", `"detente/internal/hands/gate"`), ""},
		{"faces may not reach the ledger", file("internal/faces/api", `"detente/internal/hands/ledger"`), "gate"},
		{"faces may not reach the store", file("internal/faces/page", `"detente/internal/hands/duckstore"`), "gate"},
		{"the command line wires the store", file("internal/faces/cli", `"detente/internal/hands/duckstore"`), ""},
		{"SQL only in its home", file("internal/hands/a", `"database/sql"`), "SQL"},
		{"SQL in its home", file("internal/hands/duckstore", `"database/sql"; "github.com/duckdb/duckdb-go/v2"`), ""},
		{"main calls the command line", file("cmd/detente", `"os"; "detente/internal/faces/cli"`), ""},
		{"main wires nothing", file("cmd/detente", `"detente/internal/hands/gate"`), "main only calls"},
	})
}

func TestHiddenInputRuleCanFail(t *testing.T) {
	body := func(imports, use string) map[string]string {
		return map[string]string{"internal/thinking/a/a.go": "package a\n\nimport " + imports + "\n\nvar x = " + use + "\n"}
	}
	catches(t, noHiddenInput, []planted{
		{"dates need no clock", body(`"time"`, "time.Unix(0, 0)"), ""},
		{"a clock", body(`"time"`, "time.Now()"), "no clock"},
		{"a clock under another name", body(`clock "time"`, "clock.Now()"), "no clock"},
		{"a clock as a value", body(`"time"`, "time.Now"), "no clock"},
		{"a passed-in source", body(`"math/rand/v2"`, "rand.New(rand.NewPCG(1, 2)).IntN(3)"), ""},
		{"the global source", body(`"math/rand/v2"`, "rand.IntN(3)"), "global source"},
	})
}
