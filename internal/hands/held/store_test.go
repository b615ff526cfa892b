package held_test

import (
	"context"
	"slices"
	"testing"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/held"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
)

func open(t *testing.T) ledger.Store { return naming{over(t, held.Most)} }

func over(t *testing.T, most int) *held.Store {
	below, err := duckstore.Open(context.Background(), "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := held.Over(below, most)
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Every test of the suite passes when small data sets are answered from memory.
func TestStore(t *testing.T) { ledgertest.Run(t, open) }

// counting counts what the store below is asked.
type counting struct {
	held.Historian
	fetches int
}

func (c *counting) Fetch(ctx context.Context, f ledger.Filter, cursor string, limit int) (ledger.Page, error) {
	c.fetches++
	return c.Historian.Fetch(ctx, f, cursor, limit)
}

func TestLargeDataSetsAreLeftToTheStoreBelow(t *testing.T) {
	ctx := context.Background()
	below := &counting{Historian: over(t, 0)}
	s := held.Over(below, 2)
	read := func(want, asked int) {
		t.Helper()
		p, err := s.Fetch(ctx, ledger.Filter{Datasets: []string{"d"}}, "", 10)
		if err != nil || p.Total != want || below.fetches != asked {
			t.Errorf("%d records, %d times asked, want %d and %d; %v", p.Total, below.fetches, want, asked, err)
		}
	}
	read(0, 0)
	if _, err := s.Append(ctx, ledgertest.Batch("2026-02-01", ledgertest.Event("a", "2026-01-01", "x"), ledgertest.Event("b", "2026-01-01", "x"))); err != nil {
		t.Fatal(err)
	}
	read(2, 0)
	read(2, 0)
	if _, err := s.Append(ctx, ledgertest.Batch("2026-02-02", ledgertest.Event("c", "2026-01-01", "x"))); err != nil {
		t.Fatal(err)
	}
	read(3, 1)
	read(3, 2)
}

// naming names all data sets where a filter names none: those of the suite are small, and so
// every read is answered from memory.
type naming struct{ *held.Store }

func (s naming) name(ctx context.Context, f *ledger.Filter) error {
	if len(f.Datasets) > 0 {
		return nil
	}
	list, err := s.Batches(ctx)
	for _, m := range list {
		if !slices.Contains(f.Datasets, m.Dataset) {
			f.Datasets = append(f.Datasets, m.Dataset)
		}
	}
	return err
}

func (s naming) Fetch(ctx context.Context, f ledger.Filter, cursor string, limit int) (ledger.Page, error) {
	if err := s.name(ctx, &f); err != nil {
		return ledger.Page{}, err
	}
	return s.Store.Fetch(ctx, f, cursor, limit)
}

func (s naming) Aggregate(ctx context.Context, q ledger.Query) ([]ledger.Cell, error) {
	if err := s.name(ctx, &q.Filter); err != nil {
		return nil, err
	}
	return s.Store.Aggregate(ctx, q)
}

func (s naming) Bounds(ctx context.Context, f ledger.Filter) (ledger.Bounds, error) {
	if err := s.name(ctx, &f); err != nil {
		return ledger.Bounds{}, err
	}
	return s.Store.Bounds(ctx, f)
}
