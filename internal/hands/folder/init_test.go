package folder_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/hands/folder"
	"detente/internal/words/calendar"
	"detente/internal/words/situation"
)

func TestInitWritesAFolderWithoutFaults(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Upper River: 2nd try")
	if err := folder.Init(dir, folder.Blank{Title: `Upper "River"`, Today: calendar.DateOf(2026, 7, 1)}); err != nil {
		t.Fatal(err)
	}
	f, err := folder.Open(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	c, err := f.Read(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Faults.All() {
		t.Error(f)
	}
	if c.Situation.ID != "upper-river-2nd-try" || c.Situation.Title != `Upper "River"` {
		t.Errorf("id %q, title %q", c.Situation.ID, c.Situation.Title)
	}
	if !reflect.DeepEqual(c.Situation.Thresholds, situation.Default()) {
		t.Errorf("thresholds %+v", c.Situation.Thresholds)
	}
	for _, f := range c.Files {
		want := folder.Empty
		if f.Name == "situation.yaml" {
			want = folder.Read
		}
		if f.State != want {
			t.Errorf("%s is %s, want %s", f.Name, f.State, want)
		}
	}
}

func TestInitRefusesAFolderThatHoldsAnything(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := folder.Init(dir, folder.Blank{Today: 1}); !errors.Is(err, folder.ErrNotEmpty) {
		t.Errorf("err = %v", err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("%d files after a refusal", len(entries))
	}
}

func TestInitTakesAnyTitle(t *testing.T) {
	base := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		dir, err := os.MkdirTemp(base, "s")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.RemoveAll(dir) }()
		title := rapid.StringN(1, 40, -1).Draw(t, "title")
		if err := folder.Init(dir, folder.Blank{Title: title, Today: calendar.DateOf(2026, 7, 1)}); err != nil {
			t.Fatal(err)
		}
		f, _ := folder.Open(os.DirFS(dir))
		c, _ := f.Read(context.Background())
		if c.Faults.Errors() > 0 {
			t.Fatalf("title %q: %v", title, c.Faults.All())
		}
	})
}
