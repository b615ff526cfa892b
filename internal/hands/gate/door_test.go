package gate_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	ledgerPath = "detente/internal/hands/ledger"
	storePath  = "detente/internal/hands/duckstore"
)

// Whoever holds a store can read the originals: precise recent places, restricted records,
// words as they were said. So only the gate asks a store anything, and others see what the
// gate lets out. Two files of the command line open the store, to load it and to hand it to
// the gate; the desk passes it on and speaks the ledger's language of filters.
var doors = []struct {
	folder string
	except []string // files that open the store
	may    []string // of the packages behind the gate
}{
	{"internal/faces", []string{"internal/faces/cli/session.go", "internal/faces/cli/cmd_load.go"}, nil},
	{"internal/hands/brief", nil, nil},
	{"internal/hands/export", nil, nil},
	{"internal/hands/desk", []string{"internal/hands/desk/desktest/desktest.go", "internal/hands/desk/desktest/edited.go"}, []string{ledgerPath}},
}

// program parses every file of the program itself, tests left out, by path.
func program(t *testing.T) map[string]*ast.File {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	out := map[string]*ast.File{}
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		name, _ := filepath.Rel(root, path)
		out[filepath.ToSlash(name)] = f
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func imports(f *ast.File) []string {
	var out []string
	for _, s := range f.Imports {
		p, _ := strconv.Unquote(s.Path.Value)
		out = append(out, p)
	}
	return out
}

func TestOnlyTheGateReadsTheStore(t *testing.T) {
	files := program(t)
	for _, door := range doors {
		seen := 0
		for name, f := range files {
			if !strings.HasPrefix(name, door.folder+"/") || slices.Contains(door.except, name) {
				continue
			}
			seen++
			for _, p := range imports(f) {
				if (p == ledgerPath || p == storePath) && !slices.Contains(door.may, p) {
					t.Errorf("%s imports %s: what leaves the store passes internal/hands/gate; ask the desk, or let the gate offer it", name, p)
				}
			}
		}
		if seen == 0 {
			t.Errorf("there is nothing in %s: does it have another name now?", door.folder)
		}
	}
}

// The desk is given the store to build its gate, and does nothing else with it.
func TestTheDeskHandsTheStoreOn(t *testing.T) {
	for name, f := range program(t) {
		if filepath.Dir(name) != "internal/hands/desk" {
			continue
		}
		for _, d := range f.Decls {
			stores := storeParameters(d)
			ast.Inspect(d, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && isName(call.Fun, "gate", "New") {
					for _, a := range call.Args {
						if id, ok := a.(*ast.Ident); ok {
							delete(stores, id.Name) // handed on; seen again below is another use
						}
					}
				}
				if e, ok := n.(ast.Expr); ok && isName(e, "ledger", "Store") {
					if fn, ok := d.(*ast.FuncDecl); !ok || fn.Name.Name != "New" || fn.Recv != nil {
						t.Errorf("%s: ledger.Store outside New: the desk keeps no store, so that it cannot read past the gate", name)
					}
				}
				return true
			})
			for s := range stores {
				t.Errorf("%s: the store %s is not handed to the gate", name, s)
			}
			if fn, ok := d.(*ast.FuncDecl); ok {
				for s := range storeParameters(d) {
					if n := uses(fn.Body, s); n != 1 {
						t.Errorf("%s: the store %s is used %d times; it may only be handed to gate.New", name, s, n)
					}
				}
			}
		}
	}
}

// storeParameters are the names of a function's parameters of type ledger.Store.
func storeParameters(d ast.Decl) map[string]bool {
	out := map[string]bool{}
	fn, ok := d.(*ast.FuncDecl)
	if !ok {
		return out
	}
	for _, p := range fn.Type.Params.List {
		if isName(p.Type, "ledger", "Store") {
			for _, id := range p.Names {
				out[id.Name] = true
			}
		}
	}
	return out
}

func uses(body *ast.BlockStmt, name string) int {
	n := 0
	ast.Inspect(body, func(x ast.Node) bool {
		if id, ok := x.(*ast.Ident); ok && id.Name == name {
			n++
		}
		return true
	})
	return n
}

func isName(e ast.Expr, pkg, name string) bool {
	s, ok := e.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == pkg && s.Sel.Name == name
}

// No other package takes a store: who needs records is given a gate or a desk. The editor
// adds further versions to the store, and must see what it corrects; the importer counts
// what it changes.
func TestFewKnowTheStore(t *testing.T) {
	homes := []string{
		"internal/hands/gate", "internal/hands/desk", "internal/hands/desk/desktest", "internal/hands/ledger",
		"internal/hands/ledger/ledgertest", "internal/hands/duckstore", "internal/hands/held", "internal/hands/edit", "internal/hands/importer",
		"internal/hands/importer/importertest",
		"internal/faces/cli",
	}
	for name, f := range program(t) {
		if slices.Contains(homes, filepath.Dir(name)) {
			continue
		}
		if slices.Contains(imports(f), storePath) {
			t.Errorf("%s imports %s, which only the wiring may", name, storePath)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && isName(e, "ledger", "Store") {
				t.Errorf("%s takes a ledger.Store: take a gate, so that nothing leaves past it", name)
			}
			return true
		})
	}
}
