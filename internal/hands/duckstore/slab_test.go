package duckstore_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
)

// events are several slabs.
const events = 700

// followed yields the first n of the synthetic events and then some more records.
func followed(n int, more ...ledger.Record) ledger.Batch {
	b := ledgertest.Batch("2026-02-01")
	b.Records = func(yield func(ledger.Record, error) bool) {
		left := n
		for r, err := range synthetic(events, 1) {
			if left--; left < 0 {
				break
			}
			if !yield(r, err) {
				return
			}
		}
		for _, r := range more {
			if !yield(r, nil) {
				return
			}
		}
	}
	return b
}

// A batch longer than what is held in memory of it behaves as a short one, whether or not
// all of what is stored is known without a join.
func TestBatchOfSeveralSlabs(t *testing.T) {
	for _, known := range []int{1 << 20, 300, 0} {
		t.Run(fmt.Sprint("known ", known), func(t *testing.T) {
			duckstore.SetSlab(t, 97, known)
			severalSlabs(t)
		})
	}
}

func severalSlabs(t *testing.T) {
	const n = events
	ctx := context.Background()
	s := open(t, "", duckstore.Options{})
	var first ledger.Record
	for r := range synthetic(events, 1) {
		first = r
		break
	}
	other := first
	other.Payload = []byte(`{}`)
	total := func(want int) {
		t.Helper()
		if p, err := s.Fetch(ctx, ledger.Filter{}, "", 0); err != nil || p.Total != want {
			t.Fatalf("the store holds %d, %v, want %d", p.Total, err, want)
		}
	}
	if _, err := s.Append(ctx, followed(n, other)); err == nil || !strings.Contains(err.Error(), "synthetic-0") {
		t.Fatalf("two contents for one id, far apart: %v", err)
	}
	total(0)
	m, err := s.Append(ctx, followed(n, first))
	if err != nil || m.Stored != n || m.Unchanged != 1 || m.Read != n+1 {
		t.Fatalf("the same record twice, far apart: %+v, %v", m, err)
	}
	total(n)
	if m, err = s.Append(ctx, ledger.Batch(ledgertest.Whole(followed(n, first)))); err != nil || !m.Repeated || m.Unchanged != n+1 {
		t.Fatalf("again: %+v, %v", m, err)
	}
	if _, err := s.Append(ctx, followed(n, other)); err == nil {
		t.Fatal("two contents for one id of a known record were taken")
	}
	total(n)
	last := ledgertest.Event("last", "2026-01-01", "x")
	if m, err = s.Append(ctx, ledgertest.Whole(followed(n-10, last, last))); err != nil || m.Retracted != 10 || m.Stored != 1 || m.Unchanged != n-10+1 {
		t.Fatalf("ten fewer: %+v, %v", m, err)
	}
	total(n - 10 + 1)
}
