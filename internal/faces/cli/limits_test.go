package cli_test

import (
	"bytes"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A line of 60 MB is refused with its row, without being held in memory, and the rows
// around it stay. The test runs alone: it counts what the process allocates.
func TestALineWithoutEndIsRefusedInBoundedMemory(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "long")
	if err := os.CopyFS(dir, os.DirFS("testdata/river")); err != nil {
		t.Fatal(err)
	}
	small := allocated(t, dir, 0)
	name := filepath.Join(dir, "events.csv")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lines := bytes.SplitAfter(data, []byte("\n"))
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	part := bytes.Repeat([]byte("x"), 1<<20)
	for i, line := range lines {
		if i == 2 {
			for range 60 {
				if _, err := f.Write(part); err != nil {
					t.Fatal(err)
				}
			}
			_, _ = f.WriteString("\n")
		}
		if _, err := f.Write(line); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	large := allocated(t, dir, 3)
	if grown := large - small; large > small && grown > 16<<20 {
		t.Errorf("a line of 60 MB made check allocate %d MB more", grown>>20)
	}
	a := run(t, "check", dir)
	if !strings.Contains(a.out, "error: events.csv, row 3") || !strings.Contains(a.out, "4 rows, 3 kept, 1 refused") {
		t.Errorf("check says:\n%s", a.out)
	}
}

// allocated is what checking a folder allocates in all, garbage included.
func allocated(t *testing.T, dir string, code int) uint64 {
	t.Helper()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if a := run(t, "check", dir); a.code != code {
		t.Fatalf("exit code %d, want %d: %s%s", a.code, code, a.out, a.err)
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
