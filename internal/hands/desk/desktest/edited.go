package desktest

import (
	"context"
	"io/fs"
	"testing"
	"time"

	"detente/internal/hands/desk"
	"detente/internal/hands/duckstore"
	"detente/internal/hands/edit"
	"detente/internal/hands/folder"
	"detente/internal/words/phrase"
)

// Edited returns a desk on a situation folder and the book that takes edits of it. The store
// is closed with the test.
func Edited(tb testing.TB, root fs.FS, now time.Time) (*desk.Desk, *edit.Book) {
	tb.Helper()
	ctx := context.Background()
	f, err := folder.Open(root)
	if err != nil {
		tb.Fatal(err)
	}
	c, err := f.Read(ctx)
	if err != nil {
		tb.Fatal(err)
	}
	store, err := duckstore.Open(ctx, "", duckstore.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := store.Close(); err != nil {
			tb.Error(err)
		}
	})
	clock := func() time.Time { return now }
	book, err := edit.Open(ctx, store, c, clock, "test")
	if err != nil {
		tb.Fatal(err)
	}
	if _, err := store.Append(ctx, book.Batch()); err != nil {
		tb.Fatal(err)
	}
	return desk.New(store, &c.Situation, phrase.English(), clock), book
}
