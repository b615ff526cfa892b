//go:build unix

package importer_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/original"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// role says that this binary is to import instead of running tests.
const role = "IMPORTER_TEST_STORE"

func TestMain(m *testing.M) {
	if path := os.Getenv(role); path != "" {
		if err := importAll(path, os.Getenv(role+"_FILES")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// importAll takes a folder of tables into a store, one batch after another.
func importAll(path, folder string) error {
	store, err := duckstore.Open(ctx, path, duckstore.Options{})
	if err != nil {
		return err
	}
	files, err := original.Find([]string{folder})
	if err == nil {
		_, err = importer.Run(ctx, store, job(files))
	}
	if cerr := store.Close(); err == nil {
		err = cerr
	}
	return err
}

// state is every current record of a store, and what it replaced.
func state(t *testing.T, path string) map[string]string {
	t.Helper()
	store, err := duckstore.Open(ctx, path, duckstore.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	out := map[string]string{}
	f := ledger.Filter{Kinds: []record.Kind{record.KindEvent, record.KindSource, record.KindDataset}}
	for cursor := ""; ; {
		page, err := store.Fetch(ctx, f, cursor, 5000)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			out[string(r.Kind)+" "+r.ID] = r.Version + " " + r.File
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	list, err := store.Batches(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for i, m := range list {
		out[fmt.Sprint("batch ", i)] = fmt.Sprint(m.Files[0].Name, m.Stored, m.Updated, m.Unchanged, m.Rejected)
	}
	return out
}

// Killed at any moment and run again until it comes to its end, an import leaves what one clean
// run does: the same records in the same versions, in the same batches.
func TestKilledImportsEndAsACleanOne(t *testing.T) {
	if testing.Short() {
		t.Skip("kills six processes")
	}
	dir := t.TempDir()
	folder := filepath.Join(dir, "tables")
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for n := range 4 { // each table corrects half of the one before
		text := head
		for i := range 1200 {
			text += line(n*600+i, n+1, "")
		}
		put(t, folder, fmt.Sprintf("t%d.csv", n), text+line(1, 1, "negative"))
	}
	clean := filepath.Join(dir, "clean")
	began := time.Now()
	if err := importAll(clean, folder); err != nil {
		t.Fatal(err)
	}
	took := time.Since(began)
	want := state(t, clean)
	rng := rand.New(rand.NewPCG(1, uint64(began.UnixNano())))
	path, cut := filepath.Join(dir, "killed"), 0
	for range 6 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), role+"="+path, role+"_FILES="+folder)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(rng.Int64N(int64(took) + 1)))
		_ = cmd.Process.Kill()
		if cmd.Wait() != nil {
			cut++
		}
	}
	if err := importAll(path, folder); err != nil {
		t.Fatal(err)
	}
	got := state(t, path)
	if len(got) != len(want) {
		t.Errorf("%d records and batches, want %d", len(got), len(want))
	}
	for k, v := range want {
		if got[k] != v {
			t.Fatalf("%s is %q, want %q", k, got[k], v)
		}
	}
	if cut == 0 {
		t.Error("no process was killed on its way: the test proves nothing")
	}
}
