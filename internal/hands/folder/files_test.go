package folder_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"detente/internal/hands/folder"
)

func TestMissingEmptyAndFailedAreThreeThings(t *testing.T) {
	fsys := small(t)
	delete(fsys, "crossings.csv")
	fsys["statements.csv"] = &fstest.MapFile{Data: []byte(strings.SplitAfter(string(fsys["statements.csv"].Data), "\n")[0]), Mode: 0o644}
	fsys["series.csv"] = &fstest.MapFile{Data: []byte("<!DOCTYPE html><html><body>Not found</body></html>"), Mode: 0o644}
	c := read(t, fsys)
	for name, want := range map[string]folder.State{
		"crossings.csv": folder.Missing, "statements.csv": folder.Empty, "series.csv": folder.Failed, "events.csv": folder.Read,
		"no-such-table.csv": folder.Missing,
	} {
		if got := c.File(name).State; got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if c.Faults.Errors() != 1 || !has(c, e, "series.csv", 0, "", "web page") {
		t.Errorf("faults %v", c.Faults.All())
	}
}

func TestRequiredFiles(t *testing.T) {
	for _, name := range []string{"situation.yaml", "events.csv"} {
		fsys := small(t)
		delete(fsys, name)
		c := read(t, fsys)
		if !has(c, e, name, 0, "", "is missing") || c.File(name).State != folder.Missing {
			t.Errorf("%s: %v", name, c.Faults.All())
		}
	}
	if _, err := folder.Open(os.DirFS(t.TempDir() + "/nowhere")); !errors.Is(err, folder.ErrNotAFolder) || !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open gives %v", err)
	}
}

func TestTablesAreNotReadWithoutASituation(t *testing.T) {
	fsys := small(t)
	edit(t, fsys, "situation.yaml", "released: 2026-07-01", "released: 2026-02-31")
	c := read(t, fsys)
	if c.File("events.csv").State != folder.Unread || !has(c, e, "situation.yaml", 7, "dataset.released", "YYYY-MM-DD") {
		t.Errorf("%v %v", c.Files, c.Faults.All())
	}
}

func TestAMisspeltTableIsPointedOut(t *testing.T) {
	fsys := small(t)
	fsys["event.csv"] = fsys["events.csv"]
	if c := read(t, fsys); !has(c, w, "event.csv", 0, "", "was not read") {
		t.Errorf("%v", c.Faults.All())
	}
}

func TestAPipeInPlaceOfATableIsRefused(t *testing.T) {
	fsys := small(t)
	fsys["series.csv"] = &fstest.MapFile{Mode: fs.ModeNamedPipe | 0o644}
	if c := read(t, fsys); !has(c, e, "series.csv", 0, "", "not a regular file") || c.File("series.csv").State != folder.Failed {
		t.Errorf("%v", c.Faults.All())
	}
}

// gone fails in the middle of a file, as a failing disk does.
type gone struct{ fstest.MapFS }

func (g gone) Open(name string) (fs.File, error) {
	f, err := g.MapFS.Open(name)
	if name == "sources.csv" && err == nil {
		return cutOff{f}, nil
	}
	return f, err
}

type cutOff struct{ fs.File }

func (c cutOff) Read(p []byte) (int, error) {
	n, _ := c.File.Read(p[:min(len(p), 80)])
	return n, errors.New("input/output error")
}

func TestADiskThatGivesOut(t *testing.T) {
	c := read(t, gone{small(t)})
	if c.File("sources.csv").State != folder.Failed || !has(c, e, "sources.csv", 0, "", "input/output error") {
		t.Errorf("%+v %v", c.File("sources.csv"), c.Faults.All())
	}
	if c.Batch(time.Time{}, "t").Whole {
		t.Error("a folder read in part must not withdraw anything")
	}
}

func TestReadStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	f, err := folder.Open(small(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Read(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("err = %v", err)
	}
}
