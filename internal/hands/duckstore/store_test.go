package duckstore_test

import (
	"context"
	"errors"
	"flag"
	"io/fs"
	"path/filepath"
	"testing"

	"go.uber.org/goleak"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
)

func open(t testing.TB, path string, o duckstore.Options) *duckstore.Store {
	t.Helper()
	s, err := duckstore.Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// fewer makes rapid try that many random cases, unless it was told how many.
func fewer(t *testing.T, n string) {
	checks := flag.Lookup("rapid.checks").Value
	if before := checks.String(); before == "100" {
		_ = checks.Set(n)
		t.Cleanup(func() { _ = checks.Set(before) })
	}
}

func TestConformsInMemory(t *testing.T) {
	fewer(t, "40")
	ledgertest.Run(t, func(t *testing.T) ledger.Store { return open(t, "", duckstore.Options{}) })
}

func TestConformsInAFile(t *testing.T) {
	t.Parallel()
	// Random batches were tried in memory; here a few will do, since each takes a new file.
	fewer(t, "10")
	ledgertest.Run(t, func(t *testing.T) ledger.Store {
		return open(t, filepath.Join(t.TempDir(), "it's a ledger?#%zz.db"), duckstore.Options{Threads: 2})
	})
}

func TestCloseLeavesNoGoroutines(t *testing.T) {
	defer goleak.VerifyNone(t, goleak.IgnoreCurrent())
	s, err := duckstore.Open(context.Background(), "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(context.Background(), ledgertest.Batch("2026-01-01", ledgertest.Event("a", "2026-01-01", "x"))); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Fetch(context.Background(), ledger.Filter{}, "", 1); err == nil {
		t.Error("a closed store answers")
	}
	if _, err := s.Append(context.Background(), ledgertest.Batch("2026-01-01")); !errors.Is(err, fs.ErrClosed) {
		t.Errorf("a closed store takes a batch: %v", err)
	}
}
