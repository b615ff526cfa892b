// Package importertest takes tables into a store in memory, for the tests of importers.
package importertest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/importer"
	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/importer/original"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Taken is what an import gave.
type Taken struct {
	importer.Summary
	Err     error
	Refused string          // the table of refused rows
	Records []ledger.Record // of every kind but the one about the data set
}

// Of are the records of one kind, by id.
func (t Taken) Of(kind record.Kind) map[string]ledger.Record {
	out := map[string]ledger.Record{}
	for _, r := range t.Records {
		if r.Kind == kind {
			out[r.ID] = r
		}
	}
	return out
}

// Text imports a table that is given as text under a name.
func Text(t testing.TB, i importer.Importer, sit *situation.Situation, name, text string) Taken {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return Files(t, i, sit, path)
}

// Files imports files. The test is skipped when they are not there.
func Files(t testing.TB, i importer.Importer, sit *situation.Situation, paths ...string) Taken {
	t.Helper()
	store, err := duckstore.Open(context.Background(), "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	return into(t, store, i, sit, false, paths...)
}

// into imports files into a store, again where they were taken in before, and reads back what it
// then holds.
func into(t testing.TB, store ledger.Store, i importer.Importer, sit *situation.Situation, again bool, paths ...string) Taken {
	t.Helper()
	files, err := original.Find(paths)
	if err != nil {
		t.Skip("the shared data are not there")
	}
	ctx := context.Background()
	at := time.Date(2026, 8, 1, 12, 0, 0, 0, time.UTC)
	var out Taken
	var refused bytes.Buffer
	if sit == nil {
		sit = &situation.Situation{}
	}
	out.Summary, out.Err = importer.Run(ctx, store, importer.Job{
		Importer: i, Files: files, MaxRejects: -1, Again: again, Version: "1", Setting: importer.Setting{Situation: sit},
		Rejects: importer.NewRejects(func() (io.Writer, error) { return &refused, nil }),
		Now:     func() time.Time { at = at.Add(time.Second); return at },
	})
	out.Refused = refused.String()
	f := ledger.Filter{Kinds: append([]record.Kind{record.KindSignal, record.KindMention}, record.Kinds...)}
	for cursor := ""; ; {
		page, err := store.Fetch(ctx, f, cursor, 5000)
		if err != nil {
			t.Fatal(err)
		}
		out.Records = append(out.Records, page.Records...)
		if cursor = page.Next; cursor == "" {
			return out
		}
	}
}

// Reader is an importer under a fuzz test: whatever the table, it neither panics nor runs on, each
// row is kept or refused, and told twice nothing is added. The store is a plain one, so that a great many
// tables are tried.
func Reader(t *testing.T, i importer.Importer, data []byte) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "t.csv")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	store := &plain{}
	got := into(t, store, i, nil, false, path)
	if got.Err != nil {
		for _, expected := range []error{delimited.ErrNotATable, importer.ErrLayout, importer.ErrNothing, original.ErrBroken, original.ErrNoTable, original.ErrBomb} {
			if errors.Is(got.Err, expected) {
				return
			}
		}
		t.Fatal(got.Err)
	}
	if err := got.Check(); err != nil {
		t.Fatal(err)
	}
	if got.Read > bytes.Count(data, []byte{'\n'})+1 {
		t.Fatalf("%d rows from %d lines", got.Read, bytes.Count(data, []byte{'\n'})+1)
	}
	if twice := into(t, store, i, nil, true, path); twice.Err != nil || twice.Stored+twice.Updated != 0 || twice.Unchanged != got.Stored+got.Unchanged {
		t.Fatalf("%+v, %v", twice.Summary, twice.Err)
	}
}
