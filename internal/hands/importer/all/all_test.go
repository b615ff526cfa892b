package all_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/all"
)

var update = flag.Bool("update", false, "write the pages anew")

const docs = "../../../../docs/importers"

// The pages are what the importers say of themselves. Run with -update after a change.
func TestPagesAreCurrent(t *testing.T) {
	index := ""
	for _, i := range all.List() {
		p := i.Properties()
		index += fmt.Sprintf("| [%s](%s.md) | %s |\n", p.ID, p.ID, p.Title)
		same(t, p.ID+".md", importer.Page(p))
	}
	data, err := os.ReadFile(filepath.Join(docs, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(string(data), "|---|---|\n")
	same(t, "README.md", head+"|---|---|\n"+index)
}

func same(t *testing.T, name, want string) {
	t.Helper()
	path := filepath.Join(docs, name)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("docs/importers/%s is not current (%v); run: go test ./internal/hands/importer/all -update", name, err)
	}
}

// Each importer says all that its page and its help need.
func TestPropertiesAreComplete(t *testing.T) {
	ids := map[string]bool{}
	for _, i := range all.List() {
		p := i.Properties()
		if ids[p.ID] {
			t.Errorf("two importers are called %s", p.ID)
		}
		ids[p.ID] = true
		for what, ok := range map[string]bool{
			"a title": p.Title != "", "a publisher": p.Publisher != "", "a description": p.About != "", "a data set": p.Dataset != "",
			"a licence": p.Licence.Name != "", "a citation": p.Citation != "", "a kind": p.Kind != "", "files": len(p.Files) > 0,
			"fields": len(p.Fields) > 0, "limits": len(p.Limits) > 0,
		} {
			if !ok {
				t.Errorf("importer %s lacks %s", p.ID, what)
			}
		}
		if !strings.Contains(importer.Help(p), p.Citation) {
			t.Errorf("the help of %s has no citation", p.ID)
		}
	}
}
