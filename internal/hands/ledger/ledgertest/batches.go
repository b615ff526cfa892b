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
	m := add(t, s, b)
	if m.ID != 2 || m.Read != 3 || m.Stored != 1 || m.Unchanged != 1 || m.Updated != 1 || m.Retracted != 1 || m.Rejected != 0 {
		t.Errorf("manifest %+v", m)
	}
	holds(t, s, everything, "a=one", "b=TWO", "d=four")
	b = Batch("2026-01-03", Event("e", "2025-12-05", "five"))
	b.Rejected, b.Refused = 7, func() int { return 2 }
	if m := add(t, s, b); m.Read != 10 || m.Stored != 1 || m.Rejected != 9 {
		t.Errorf("with rejected rows: %+v", m)
	}
}

// rejects: an absent record may be one of the rows that could not be read.
func rejects(t *testing.T, s ledger.Store) {
	add(t, s, Batch("2026-01-01", Event("a", "2025-12-01", "one"), Event("b", "2025-12-02", "two"), Event("c", "2025-12-03", "three")))
	for name, refuse := range map[string]func(*ledger.Batch){
		"before": func(b *ledger.Batch) { b.Rejected = 1 },
		"while":  func(b *ledger.Batch) { b.Refused = func() int { return 1 } },
	} {
		b := Whole(Batch("2026-01-02", Event("a", "2025-12-01", "one")))
		refuse(&b)
		if m := add(t, s, b); m.Retracted != 0 || m.Unretracted != 2 || !m.Repeated || m.Rejected != 1 {
			t.Errorf("rows refused %s reading: %+v", name, m)
		}
	}
	holds(t, s, everything, "a=one", "b=two", "c=three")
	b := Whole(Batch("2026-01-03", Event("a", "2025-12-01", "ONE")))
	b.Rejected = 1
	add(t, s, b)
	if list, err := s.Batches(context.Background()); err != nil || len(list) != 3 || list[2].Unretracted != 2 || list[2].Retracted != 0 {
		t.Errorf("%+v, %v", list, err)
	}
	if m := add(t, s, Whole(Batch("2026-01-04", Event("a", "2025-12-01", "ONE")))); m.Retracted != 2 || m.Unretracted != 0 {
		t.Errorf("read without a fault: %+v", m)
	}
	holds(t, s, everything, "a=ONE")
}

// inputs: what was given last is known even where it changed nothing.
func inputs(t *testing.T, s ledger.Store) {
	ctx := context.Background()
	is := func(b ledger.Batch, want bool, when string) {
		t.Helper()
		if got, err := s.Holds(ctx, b); err != nil || got != want {
			t.Errorf("%s: %v, %v", when, got, err)
		}
	}
	first := Batch("2026-01-01", Event("a", "2025-12-01", "one"))
	is(first, false, "before anything")
	add(t, s, first)
	is(first, true, "after it")
	second := first
	second.Files = []ledger.File{{Name: "events.csv", SHA256: "01", Rows: 1}}
	is(second, false, "another file")
	m := add(t, s, second)
	if !m.Repeated || m.ID != 2 || m.Unchanged != 1 {
		t.Errorf("%+v", m)
	}
	list, err := s.Batches(ctx)
	if err != nil || len(list) != 2 {
		t.Fatalf("an import that found nothing new is not listed: %+v, %v", list, err)
	}
	Same(t, "the manifest of what changed nothing", list[1], m)
	if list[1].Digest != second.Digest() {
		t.Error("the newest digest is not that of what was given last")
	}
	is(second, true, "another file that changed nothing")
	is(first, false, "what was given before")
	for name, change := range map[string]func(*ledger.Batch){
		"other options":      func(b *ledger.Batch) { b.Options = "x" },
		"another importer":   func(b *ledger.Batch) { b.ImporterVersion = "2" },
		"the whole data set": func(b *ledger.Batch) { b.Whole = true },
		"another data set":   func(b *ledger.Batch) { b.Dataset = "e" },
	} {
		b := second
		change(&b)
		is(b, false, name)
	}
}

// fixed: what is known to be the same is not read again, unless the data set changed since.
func fixed(t *testing.T, s ledger.Store) {
	file := func(sha, day string, list ...ledger.Record) (ledger.Batch, *int) {
		b := Batch(day, list...)
		b.Files[0].SHA256, b.Fixed, b.Rejected = sha, true, 1
		reads, each := 0, b.Records
		b.Records = func(yield func(ledger.Record, error) bool) {
			reads++
			each(yield)
		}
		return b, &reads
	}
	again := func(b ledger.Batch, reads *int, want int, when string) ledger.Manifest {
		t.Helper()
		before := *reads
		m := add(t, s, b)
		if *reads-before != want {
			t.Errorf("%s: read %d times, want %d", when, *reads-before, want)
		}
		return m
	}
	a, ra := file("aa", "2026-01-01", Event("a", "2025-12-01", "one"), Event("b", "2025-12-02", "two"))
	b, rb := file("bb", "2026-01-02", Event("c", "2025-12-03", "three"))
	first := again(a, ra, 1, "the first time")
	if m := again(a, ra, 0, "again"); !m.Repeated || m.Read != first.Read || m.Unchanged != 2 || m.Rejected != 1 || m.ID != 0 {
		t.Errorf("again: %+v", m)
	}
	again(b, rb, 1, "another file")
	if m := again(a, ra, 0, "a file that adds to the others leaves them as they are"); !m.Repeated || m.ID != 3 || m.Unchanged != 2 {
		t.Errorf("a file before the last: %+v", m)
	}
	if held, err := s.Holds(context.Background(), a); err != nil || !held {
		t.Error("what was given last is not known", err)
	}
	whole := a
	whole.Whole = true
	again(whole, ra, 1, "as the whole data set")
	c, rc := file("cc", "2026-01-03", Event("a", "2025-12-01", "ONE"))
	again(c, rc, 1, "a correction")
	again(b, rb, 1, "after a correction of some record of the data set")
	if m := again(a, ra, 1, "a file of which a record was corrected"); m.Updated != 1 || m.Unchanged != 1 {
		t.Errorf("back to the file: %+v", m)
	}
	holds(t, s, everything, "a=one", "b=two", "c=three")
	a.Fixed = false
	again(a, ra, 1, "an importer that does not say so")
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
