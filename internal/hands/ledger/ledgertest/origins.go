package ledgertest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"testing"

	"detente/internal/hands/ledger"
)

// originOf is an origin that settles what a record says: its kind, id and content.
func originOf(r ledger.Record) ledger.Origin {
	h := sha256.Sum256([]byte(string(r.Kind) + "\x00" + r.ID + "\x00" + string(r.Payload)))
	return ledger.Origin{binary.BigEndian.Uint64(h[:]), binary.BigEndian.Uint64(h[8:])}
}

// recalling gives the records of a batch origins, and yields only the origin of those that the
// store says it holds; a store need not ask.
func recalling(b ledger.Batch) ledger.Batch {
	all, holds := b.Records, func(ledger.Origin) bool { return false }
	b.Recall = func(f func(ledger.Origin) bool) { holds = f }
	b.Records = func(yield func(ledger.Record, error) bool) {
		for r, err := range all {
			r.Origin = originOf(r)
			if holds(r.Origin) {
				r = ledger.Record{Origin: r.Origin}
			}
			if !yield(r, err) {
				return
			}
		}
	}
	return b
}

// origins: what the data set holds as it would be made need not be made again.
func origins(t *testing.T, s ledger.Store) {
	a, b, c, other := Event("a", "2026-01-01", "one"), Event("b", "2026-01-02", "two"), Event("c", "2026-01-03", "three"), Event("a", "2026-01-01", "ONE")
	take := func(day string, whole bool, list ...ledger.Record) ledger.Manifest {
		t.Helper()
		x := recalling(Batch(day, list...))
		x.Whole = whole
		return add(t, s, x)
	}
	want := func(m ledger.Manifest, stored, unchanged, updated, retracted int, holds ...string) {
		t.Helper()
		if m.Stored != stored || m.Unchanged != unchanged || m.Updated != updated || m.Retracted != retracted {
			t.Errorf("%+v", m)
		}
		Same(t, "what is held", contents(t, s, ledger.Filter{}), holds)
	}
	want(take("2026-02-01", false, a, b), 2, 0, 0, 0, "a=one", "b=two")
	want(take("2026-02-02", false, a, b, c), 1, 2, 0, 0, "a=one", "b=two", "c=three")
	want(take("2026-02-03", false, other, b), 0, 1, 1, 0, "a=ONE", "b=two", "c=three")
	want(take("2026-02-04", false, a), 0, 0, 1, 0, "a=one", "b=two", "c=three")
	want(take("2026-02-05", true, a, c), 0, 2, 0, 1, "a=one", "c=three")
	want(take("2026-02-06", true, c, b), 0, 1, 1, 1, "b=two", "c=three")
	if _, err := s.Append(context.Background(), recalling(Batch("2026-02-07", b, Event("b", "2026-01-02", "TWO")))); err == nil {
		t.Error("a record as it is held and in another version was taken")
	}
	want(take("2026-02-08", false, b, b, c), 0, 3, 0, 0, "b=two", "c=three")
	unheld := Batch("2026-02-09", ledger.Record{Origin: originOf(a)})
	if _, err := s.Append(context.Background(), unheld); err == nil {
		t.Error("a record that stands for none was taken")
	}
}
