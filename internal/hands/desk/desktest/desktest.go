// Package desktest opens desks for tests: over the default situation or a test's own
// folder, in a store in memory, with a clock that stands still.
package desktest

import (
	"context"
	"fmt"
	"io/fs"
	"testing"
	"time"

	"detente/internal/hands/desk"
	"detente/internal/hands/duckstore"
	"detente/internal/hands/folder"
	"detente/internal/hands/held"
	"detente/internal/hands/ledger"
	"detente/internal/words/phrase"
	"detente/situations"
)

// Now is the time of day at which the desks of tests are asked.
var Now = time.Date(2026, 7, 2, 12, 0, 0, 0, time.UTC)

// Default returns a desk on the default situation, at Now.
func Default(tb testing.TB) *desk.Desk {
	tb.Helper()
	return Open(tb, situations.Default(), Now)
}

// Open returns a desk on a situation folder, which must be free of faults. The store is
// closed with the test.
func Open(tb testing.TB, root fs.FS, now time.Time) *desk.Desk {
	tb.Helper()
	d, done, err := Make(root, now)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := done(); err != nil {
			tb.Error(err)
		}
	})
	return d
}

// Make is Open for those who close the store themselves, such as a TestMain. The store also
// holds the batches given, of other data sets.
func Make(root fs.FS, now time.Time, beside ...ledger.Batch) (d *desk.Desk, done func() error, err error) {
	ctx := context.Background()
	f, err := folder.Open(root)
	if err != nil {
		return nil, nil, err
	}
	c, err := f.Read(ctx)
	if err != nil {
		return nil, nil, err
	}
	for _, x := range c.Faults.All() {
		return nil, nil, fmt.Errorf("the situation has a fault: %s", x)
	}
	below, err := duckstore.Open(ctx, "", duckstore.Options{})
	if err != nil {
		return nil, nil, err
	}
	store := held.Over(below, held.Most)
	for _, b := range append([]ledger.Batch{c.Batch(now, "test")}, beside...) {
		if _, err := store.Append(ctx, b); err != nil {
			return nil, nil, err
		}
	}
	return desk.New(store, &c.Situation, phrase.English(), func() time.Time { return now }), store.Close, nil
}
