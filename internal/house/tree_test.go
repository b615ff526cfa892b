package house

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"sort"
	"strings"
	"testing"
	"testing/fstest"
)

// repository is the root of the module as seen from this package.
func repository() fs.FS { return os.DirFS("../..") }

// skipped are folders whose content is built, downloaded or not ours to judge.
var skipped = map[string]bool{
	".git": true, "node_modules": true, "bin": true, "dist": true, "test-results": true,
	"playwright-report": true, "testdata": true, ".svelte-kit": true, "coverage": true,
}

// files lists the files of a tree that pass keep, in order.
func files(t *testing.T, tree fs.FS, keep func(name string) bool) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && skipped[d.Name()]:
			return fs.SkipDir
		case d.Type().IsRegular() && keep(name):
			out = append(out, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	sort.Strings(out)
	return out
}

func read(t *testing.T, tree fs.FS, name string) string {
	t.Helper()
	b, err := fs.ReadFile(tree, name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// source is one parsed Go file. Build tags are not looked at: a rule holds under each.
type source struct {
	name string // path inside the tree
	dir  string
	test bool
	text string
	ast  *ast.File
	fset *token.FileSet
}

func sources(t *testing.T, tree fs.FS) []source {
	t.Helper()
	var out []source
	for _, name := range files(t, tree, func(n string) bool { return path.Ext(n) == ".go" }) {
		s := source{
			name: name, dir: path.Dir(name), test: strings.HasSuffix(name, "_test.go"),
			text: read(t, tree, name), fset: token.NewFileSet(),
		}
		f, err := parser.ParseFile(s.fset, name, s.text, parser.ParseComments)
		if err != nil {
			t.Errorf("%s cannot be parsed: %v", name, err)
			continue
		}
		s.ast = f
		out = append(out, s)
	}
	return out
}

// in reports whether a path is the folder or lies below it.
func in(p, folder string) bool { return p == folder || strings.HasPrefix(p, folder+"/") }

// rule is a check over a tree that returns what is wrong, each with the reason.
type rule func(t *testing.T, tree fs.FS) []string

// hold runs a rule over the repository.
func hold(t *testing.T, r rule) {
	t.Helper()
	for _, complaint := range r(t, repository()) {
		t.Error(complaint)
	}
}

// planted is a tree with a fault, or without one when want is empty.
type planted struct {
	about string
	files map[string]string
	want  string // part of the one complaint
}

// catches shows that a rule can fail, and that it does not cry at what is right.
func catches(t *testing.T, r rule, cases []planted) {
	t.Helper()
	for _, c := range cases {
		tree := fstest.MapFS{}
		for name, text := range c.files {
			tree[name] = &fstest.MapFile{Data: []byte(text)}
		}
		got := r(t, tree)
		switch {
		case c.want == "" && len(got) > 0:
			t.Errorf("%s: complained without a fault: %v", c.about, got)
		case c.want != "" && len(got) != 1:
			t.Errorf("%s: %d complaints %v, want one with %q", c.about, len(got), got, c.want)
		case c.want != "" && !strings.Contains(got[0], c.want):
			t.Errorf("%s: complaint %q does not say %q", c.about, got[0], c.want)
		}
	}
}
