package phrase_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"detente/internal/words/phrase"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// source is what the program's own files say of messages.
type source struct {
	keys     map[string]string // literal keys given to T and Of, and the file
	families map[string]string // literal beginnings of keys, ending in a dot, and the file
	literals map[string]bool   // every text in quotation marks
	consts   map[string][]string
}

// read parses every file of the program, tests left out.
func read(t *testing.T) source {
	t.Helper()
	out := source{map[string]string{}, map[string]string{}, map[string]bool{}, map[string][]string{}}
	root := filepath.Join("..", "..", "..", "internal")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir():
			return err
		case strings.HasSuffix(path, ".gohtml"):
			b, err := os.ReadFile(path)
			for _, m := range regexp.MustCompile(`\bT "([a-z_.]+)"`).FindAllStringSubmatch(string(b), -1) {
				out.keys[m[1]], out.literals[m[1]] = path, true
			}
			return err
		case !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(f, func(n ast.Node) bool { out.note(n, path); return true })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func (s *source) note(n ast.Node, path string) {
	switch n := n.(type) {
	case *ast.BasicLit:
		if text, ok := literal(n); ok {
			s.literals[text] = true
		}
	case *ast.ValueSpec:
		if id, ok := n.Type.(*ast.Ident); ok && len(n.Values) == 1 {
			if text, ok := literal(n.Values[0]); ok {
				name := filepath.Base(filepath.Dir(path)) + "." + id.Name
				s.consts[name] = append(s.consts[name], text)
			}
		}
	case *ast.CallExpr:
		name := ""
		switch f := n.Fun.(type) {
		case *ast.SelectorExpr:
			name = f.Sel.Name
		case *ast.Ident:
			name = f.Name
		}
		if text, ok := literal(first(n.Args)); ok && (name == "T" || name == "Of") && isKey(text) {
			s.keys[text] = path
		}
	case *ast.BinaryExpr:
		if text, ok := literal(n.X); ok && n.Op == token.ADD && isKey(strings.TrimSuffix(text, ".")) && strings.HasSuffix(text, ".") {
			s.families[text] = path
		}
	}
}

func first(args []ast.Expr) ast.Expr {
	if len(args) == 0 {
		return nil
	}
	return args[0]
}

func literal(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(b.Value)
	return text, err == nil
}

var key = regexp.MustCompile(`^[a-z_]+(\.[A-Za-z_0-9]+)*$`)

func isKey(s string) bool { return key.MatchString(s) }

// closed are the families of keys whose ends are a closed list.
func closed(s source) map[string][]string {
	verdicts := s.consts["verdict.Verdict"]
	reasons := slices.Clone(verdicts)
	for _, v := range verdicts {
		reasons = append(reasons, v+".low_coverage")
	}
	return map[string][]string{
		"verdict.":  verdicts,
		"reason.":   reasons,
		"window.":   s.consts["activity.Band"],
		"coverage.": s.consts["coverage.Grade"],
		"grade.":    s.consts["coverage.Grade"],
		"quad.":     texts(plover.Quads),
		"type.":     texts(plover.Types),
		"mode.":     texts(plover.Modes()),
		"status.":   texts(record.Statuses),
		"subject.":  record.ClaimSubjects,
		"group.":    {"civilian", "police", "military", "militant"},
	}
}

func texts[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

func TestEveryKeyOfTheCodeHasWords(t *testing.T) {
	s, c := read(t), phrase.English()
	if len(s.keys) < 50 || len(s.families) < 8 {
		t.Fatalf("%d keys and %d families found: the test does not see the code", len(s.keys), len(s.families))
	}
	for k, path := range s.keys {
		if !c.Has(k) && s.families[k+"."] == "" {
			t.Errorf("%s says %q, which has no words", path, k)
		}
	}
	for family, ends := range closed(s) {
		if len(ends) < 3 {
			t.Errorf("the list of %s* is %v: the test does not see it", family, ends)
		}
		for _, end := range ends {
			if !c.Has(family + end) {
				t.Errorf("%s%s has no words", family, end)
			}
		}
	}
}

func TestNoWordsWithoutUse(t *testing.T) {
	s := read(t)
	lists := closed(s)
	for _, k := range phrase.English().Keys() {
		base := strings.TrimSuffix(strings.TrimSuffix(k, ".one"), ".other")
		if s.literals[k] || s.literals[base] {
			continue
		}
		used := false
		for family := range s.families {
			end, ok := strings.CutPrefix(base, family)
			if !ok || end == "" {
				continue
			}
			list, bound := lists[family]
			used = used || !bound || slices.Contains(list, end)
		}
		if !used {
			t.Errorf("nothing says %q", k)
		}
	}
}

// A message with a form for several has one for one.
func TestFormsBelongTogether(t *testing.T) {
	keys := phrase.English().Keys()
	for _, k := range keys {
		if base, ok := strings.CutSuffix(k, ".other"); ok && !slices.Contains(keys, base+".one") {
			t.Errorf("%s has no form for one", base)
		}
	}
}
