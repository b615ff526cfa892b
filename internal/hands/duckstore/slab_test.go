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

// A long batch of which most records are recalled, and others were made in another version or are
// new, is taken as if all had been made; the absent ones of a whole batch are retracted.
func TestLongBatchOfRecalledRecords(t *testing.T) {
	for _, known := range []int{1 << 20, 300, 0} {
		duckstore.SetSlab(t, 37, known)
		s, ctx := open(t, "", duckstore.Options{}), context.Background()
		origin := func(i int) ledger.Origin { return ledger.Origin{uint64(i+1) * 0x9e3779b97f4a7c15, 7} }
		made := 0
		batch := func(from, to int, changed func(i int) bool) ledger.Batch {
			b := ledgertest.Whole(ledgertest.Batch("2026-02-01"))
			holds := func(ledger.Origin) bool { return false }
			b.Recall = func(f func(ledger.Origin) bool) { holds = f }
			made = 0
			b.Records = func(yield func(ledger.Record, error) bool) {
				i := -1
				for r, err := range synthetic(events, 1) {
					if i++; i < from || i >= to {
						continue
					}
					r.Origin = origin(i)
					if changed(i) {
						r.Payload, r.Origin = []byte(`{"changed":1}`), origin(i+events)
					}
					if holds(r.Origin) {
						r = ledger.Record{Origin: r.Origin}
					} else {
						made++
					}
					if !yield(r, err) {
						return
					}
				}
			}
			return b
		}
		never := func(int) bool { return false }
		third := func(i int) bool { return i%3 == 0 }
		if m, err := s.Append(ctx, batch(0, events-100, never)); err != nil || m.Stored != events-100 || made != events-100 {
			t.Fatalf("%+v, %v, %d made", m, err, made)
		}
		m, err := s.Append(ctx, batch(30, events, third))
		if err != nil || m.Stored != 100 || m.Retracted != 30 || m.Updated != (events-130)/3 || m.Unchanged != events-130-(events-130)/3 {
			t.Fatalf("known %d: %+v, %v", known, m, err)
		}
		if p, err := s.Fetch(ctx, ledger.Filter{}, "", 0); err != nil || p.Total != events-30 {
			t.Error(p.Total, err)
		}
		if m, err := s.Append(ctx, batch(30, events, third)); err != nil || !m.Repeated || m.Unchanged != events-30 || known > events && made != 0 {
			t.Errorf("again: %+v, %v, %d made", m, err, made)
		}
	}
}
