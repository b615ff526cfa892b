package duckstore_test

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/duckdb/duckdb-go/v2"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
)

// refuses fails unless opening gives the error, naming the file, for reading and writing.
func refuses(t *testing.T, path string, want error) {
	t.Helper()
	for _, readOnly := range []bool{true, false} {
		s, err := duckstore.Open(context.Background(), path, duckstore.Options{ReadOnly: readOnly})
		if err == nil {
			_ = s.Close()
		}
		if !errors.Is(err, want) {
			t.Errorf("read only %v: %v, want %v", readOnly, err, want)
		} else if !strings.Contains(err.Error(), path) || strings.Contains(err.Error(), "\n") {
			t.Errorf("the message does not name the file in one line: %v", err)
		}
	}
}

func write(t *testing.T, path string, b []byte) string {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// filled makes a store of a few thousand records and returns its bytes.
func filled(t *testing.T, path string) []byte {
	t.Helper()
	s := open(t, path, duckstore.Options{})
	if _, err := s.Append(context.Background(), syntheticBatch(5000, 1)); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// usedBytes is the length of a file up to its last used block; what follows may be cut off.
func usedBytes(t *testing.T, path string) int {
	t.Helper()
	db, err := sql.Open("duckdb", path+"?access_mode=READ_ONLY")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var block, used int
	if err := db.QueryRow(`SELECT block_size, used_blocks FROM pragma_database_size()`).Scan(&block, &used); err != nil {
		t.Fatal(err)
	}
	return 3*4096 + block*used
}

func TestFilesThatAreNoStore(t *testing.T) {
	dir := t.TempDir()
	whole := filled(t, filepath.Join(dir, "whole"))
	used := usedBytes(t, filepath.Join(dir, "whole"))
	refuses(t, write(t, filepath.Join(dir, "empty"), nil), ledger.ErrCorrupt)
	refuses(t, write(t, filepath.Join(dir, "short"), []byte("nothing like a ledger")), ledger.ErrCorrupt)
	refuses(t, write(t, filepath.Join(dir, "garbage"), []byte(strings.Repeat("nothing like a ledger\n", 10_000))), ledger.ErrCorrupt)
	refuses(t, write(t, filepath.Join(dir, "sqlite"), append([]byte("SQLite format 3\x00"), make([]byte, 8192)...)), ledger.ErrCorrupt)
	refuses(t, dir, ledger.ErrCorrupt)
	for _, n := range []int{100, 4096, 8192, 12288, 20_000, len(whole) / 4, len(whole) / 2, used * 3 / 4, used - 4096, used - 1} {
		refuses(t, write(t, filepath.Join(dir, "cut"), whole[:n]), ledger.ErrCorrupt)
	}
	for _, at := range []int{10, 5000, 9000} {
		b := append([]byte{}, whole...)
		for i := range 64 {
			b[at+i] ^= 0x5a
		}
		// One of the two database headers may be the older one, which nothing reads.
		path := write(t, filepath.Join(dir, "changed"), b)
		if s, err := duckstore.Open(context.Background(), path, duckstore.Options{}); err == nil {
			_ = s.Close()
		} else if !errors.Is(err, ledger.ErrCorrupt) && !errors.Is(err, ledger.ErrLayout) {
			t.Errorf("header changed at %d: %v", at, err)
		}
	}
}

// A file damaged in the middle opens, and says so when the damaged part is read.
func TestDamageIsFoundWhenRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	b := filled(t, path)
	const header, block = 3 * 4096, 256 << 10
	found := 0
	for at := header; at+block <= len(b); at += block {
		c := append([]byte{}, b...)
		for i := range 4096 {
			c[at+block/4+i] ^= 0x5a
		}
		write(t, path, c)
		err := func() error {
			s, err := duckstore.Open(context.Background(), path, duckstore.Options{ReadOnly: true})
			if err != nil {
				return err
			}
			defer s.Close()
			_, err = s.Fetch(context.Background(), ledger.Filter{}, "", 10_000)
			return err
		}()
		if err != nil && !errors.Is(err, ledger.ErrCorrupt) {
			t.Errorf("block at %d: %v", at, err)
		}
		if err != nil {
			found++
		}
	}
	if found == 0 {
		t.Error("no damage was found")
	}
}

func TestMissingFile(t *testing.T) {
	dir := t.TempDir()
	_, err := duckstore.Open(context.Background(), filepath.Join(dir, "none"), duckstore.Options{ReadOnly: true})
	if !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading a missing file: %v", err)
	}
	refuses(t, filepath.Join(dir, "no folder", "none"), fs.ErrNotExist)
	write(t, filepath.Join(dir, "gone.wal"), []byte("journal"))
	if _, err = duckstore.Open(context.Background(), filepath.Join(dir, "gone"), duckstore.Options{}); !errors.Is(err, ledger.ErrCorrupt) {
		t.Errorf("a journal without its file: %v", err)
	}
	if list, _ := os.ReadDir(dir); len(list) != 1 {
		t.Errorf("failed openings left files behind: %v", list)
	}
}

func TestOtherDatabases(t *testing.T) {
	dir := t.TempDir()
	change := func(path, query string) {
		t.Helper()
		db, err := sql.Open("duckdb", path)
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		if _, err := db.Exec(query); err != nil {
			t.Fatal(err)
		}
	}
	other := filepath.Join(dir, "other")
	change(other, `CREATE TABLE cats (name VARCHAR)`)
	refuses(t, other, ledger.ErrCorrupt)
	later := filepath.Join(dir, "later")
	filled(t, later)
	change(later, `UPDATE meta SET value = '99'`)
	refuses(t, later, ledger.ErrLayout)
}

func TestReadOnly(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "ledger")
	s := open(t, path, duckstore.Options{})
	if _, err := s.Append(ctx, syntheticBatch(500, 1)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(ctx, ledgertest.Whole(syntheticBatch(400, 2))); err != nil {
		t.Fatal(err)
	}
	for _, readOnly := range []bool{true, false} {
		if _, err := duckstore.Open(ctx, path, duckstore.Options{ReadOnly: readOnly}); !errors.Is(err, ledger.ErrInUse) {
			t.Errorf("a second opening in the process, read only %v: %v", readOnly, err)
		}
	}
	day := ledgertest.Day("2010-01-01")
	filters := []ledger.Filter{{}, {Desc: true}, {AsOf: ledger.AsOf{Known: &day}}, {Countries: []string{"PK"}}}
	answers := func(s *duckstore.Store) (list []any) {
		for _, f := range filters {
			cells, err := s.Aggregate(ctx, ledger.Query{Filter: f, By: []ledger.Dimension{ledger.ByType}, Bucket: ledger.Monthly})
			if err != nil {
				t.Fatal(err)
			}
			bounds, err := s.Bounds(ctx, f)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, ledgertest.All(t, s, f, 70), cells, bounds)
		}
		manifests, err := s.Batches(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return append(list, manifests)
	}
	before := answers(s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	r, twice := open(t, path, duckstore.Options{ReadOnly: true}), open(t, path, duckstore.Options{ReadOnly: true})
	ledgertest.Same(t, "after reopening", answers(r), before)
	ledgertest.Same(t, "a second reader", answers(twice), before)
	if _, err := r.Append(ctx, syntheticBatch(1, 3)); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("writing to a store opened for reading: %v", err)
	}
}
