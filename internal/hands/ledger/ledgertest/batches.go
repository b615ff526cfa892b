package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

var everything = ledger.Filter{}

// holds fails unless the store's current records are these, as "id=content" in order.
func holds(t *testing.T, s ledger.Store, f ledger.Filter, want ...string) {
	t.Helper()
	if got := contents(t, s, f); !slices.Equal(got, want) {
		t.Errorf("the store holds %q, want %q", got, want)
	}
}

func emptyStore(t *testing.T, s ledger.Store) {
	ctx := context.Background()
	p, err := s.Fetch(ctx, everything, "", 10)
	if err != nil || p.Total != 0 || len(p.Records) != 0 || p.Next != "" {
		t.Errorf("Fetch: %+v, %v", p, err)
	}
	for _, q := range []ledger.Query{{}, {Bucket: ledger.Weekly}, {By: []ledger.Dimension{ledger.ByCountry}}} {
		if cells, err := s.Aggregate(ctx, q); err != nil || len(cells) != 0 {
			t.Errorf("Aggregate %+v: %+v, %v", q, cells, err)
		}
	}
	if b, err := s.Bounds(ctx, everything); err != nil || b != (ledger.Bounds{}) {
		t.Errorf("Bounds: %+v, %v", b, err)
	}
	if list, err := s.Batches(ctx); err != nil || len(list) != 0 {
		t.Errorf("Batches: %+v, %v", list, err)
	}
	if m := add(t, s, Whole(Batch("2026-01-01"))); !m.Repeated {
		t.Errorf("an empty batch changed something: %+v", m)
	}
}

func failedBatch(t *testing.T, s ledger.Store) {
	add(t, s, Batch("2026-01-01", Event("a", "2025-12-01", "one")))
	b := Whole(Batch("2026-01-02"))
	b.Records = then(errUpstream, Event("a", "2025-12-01", "two"), Event("b", "2025-12-02", "new"))
	if _, err := s.Append(context.Background(), b); !errors.Is(err, errUpstream) {
		t.Errorf("the importer's error is lost: %v", err)
	}
	holds(t, s, everything, "a=one")
	if m := add(t, s, Batch("2026-01-03", Event("c", "2025-12-03", "after"))); m.Stored != 1 {
		t.Errorf("after a failed batch: %+v", m)
	}
	holds(t, s, everything, "a=one", "c=after")
	if list, _ := s.Batches(context.Background()); len(list) != 2 {
		t.Errorf("%d batches are listed, want 2", len(list))
	}
}

func refusedBatch(t *testing.T, s ledger.Store) {
	bad := func(change func(*ledger.Record)) ledger.Batch {
		r := Event("b", "2025-12-02", "bad")
		change(&r)
		return Batch("2026-01-02", Event("a", "2025-12-01", "one"), r)
	}
	for name, b := range map[string]ledger.Batch{
		"no id":            bad(func(r *ledger.Record) { r.ID = "" }),
		"no kind":          bad(func(r *ledger.Record) { r.Kind = "" }),
		"no content":       bad(func(r *ledger.Record) { r.Payload = nil }),
		"another data set": bad(func(r *ledger.Record) { r.Dataset = "other" }),
		"not text":         bad(func(r *ledger.Record) { r.Payload = []byte("\"\xff\"") }),
		"not a text facet": bad(func(r *ledger.Record) { r.Facets.Country = "\xff" }),
		"not a text side":  bad(func(r *ledger.Record) { r.Facets.TargetSides = []string{"\xff"} }),
		"not a text id":    bad(func(r *ledger.Record) { r.ID = "b\xff" }),
	} {
		if m, err := s.Append(context.Background(), b); err == nil {
			t.Errorf("%s: taken: %+v", name, m)
		}
		holds(t, s, everything)
	}
}

func cancelledBatch(t *testing.T, s ledger.Store) {
	ctx, cancel := context.WithCancel(context.Background())
	b := Batch("2026-01-02")
	b.Records = func(yield func(ledger.Record, error) bool) {
		for i := range 100 {
			if i == 50 {
				cancel()
			}
			if !yield(Event(fmt.Sprint(i), "2025-12-01", "x"), nil) {
				return
			}
		}
	}
	if _, err := s.Append(ctx, b); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	holds(t, s, everything)
	if _, err := s.Fetch(ctx, everything, "", 1); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled read: %v", err)
	}
}

func repeat(t *testing.T, s ledger.Store) {
	b := Whole(Batch("2026-01-01", Event("a", "2025-12-01", "one"), Event("b", "2025-12-02", "two")))
	first := add(t, s, b)
	before := All(t, s, everything, 10)
	b.RecordedAt = At("2026-02-01")
	again := add(t, s, b)
	if first.ID != 1 || first.Repeated || first.Stored != 2 || first.Digest != b.Digest() {
		t.Errorf("first: %+v", first)
	}
	if !again.Repeated || again.ID != 0 || again.Unchanged != 2 || again.Stored+again.Updated+again.Retracted != 0 {
		t.Errorf("again: %+v", again)
	}
	Same(t, "after a repeat", All(t, s, everything, 10), before)
	list, err := s.Batches(context.Background())
	if err != nil || len(list) != 1 {
		t.Fatalf("%d batches, %v", len(list), err)
	}
	Same(t, "the manifest", list[0], first)
}

func counts(t *testing.T, s ledger.Store) {
	add(t, s, Batch("2026-01-01", Event("a", "2025-12-01", "one"), Event("b", "2025-12-02", "two"), Event("c", "2025-12-03", "three")))
	b := Whole(Batch("2026-01-02", Event("a", "2025-12-01", "one"), Event("b", "2025-12-02", "TWO"), Event("d", "2025-12-04", "four")))
	b.Rejected = 7
	m := add(t, s, b)
	if m.ID != 2 || m.Read != 10 || m.Stored != 1 || m.Unchanged != 1 || m.Updated != 1 || m.Retracted != 1 || m.Rejected != 7 {
		t.Errorf("manifest %+v", m)
	}
	holds(t, s, everything, "a=one", "b=TWO", "d=four")
}

func twice(t *testing.T, s ledger.Store) {
	a := Event("a", "2025-12-01", "one")
	if m := add(t, s, Batch("2026-01-01", a, Event("b", "2025-12-02", "two"), a)); m.Stored != 2 || m.Unchanged != 1 {
		t.Errorf("the same record twice: %+v", m)
	}
	_, err := s.Append(context.Background(), Batch("2026-01-02", Event("c", "2025-12-01", "x"), Event("c", "2025-12-01", "y")))
	if err == nil {
		t.Error("two contents for one id were taken")
	}
	holds(t, s, everything, "a=one", "b=two")
	other := a
	other.Kind = record.KindClaim
	if m := add(t, s, Batch("2026-01-03", other)); m.Stored != 1 {
		t.Errorf("the same id of another kind is another record: %+v", m)
	}
}

func otherDatasets(t *testing.T, s ledger.Store) {
	other := Batch("2026-01-01", Event("a", "2025-12-01", "theirs"))
	other.Dataset = "e"
	add(t, s, Batch("2026-01-01", Event("a", "2025-12-01", "ours")))
	if m := add(t, s, Whole(other)); m.Stored != 1 || m.Retracted != 0 {
		t.Errorf("another data set: %+v", m)
	}
	holds(t, s, everything, "a=ours", "a=theirs")
	holds(t, s, ledger.Filter{Datasets: []string{"e"}}, "a=theirs")
	if m := add(t, s, Whole(Batch("2026-01-05"))); m.Retracted != 1 {
		t.Errorf("an empty whole batch withdraws the data set: %+v", m)
	}
	holds(t, s, everything, "a=theirs")
}
