package edit_test

import (
	"errors"
	"testing"

	"detente/internal/hands/edit"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// all are the records of a kind that belong to an event or a commitment.
func (b *bench) all(kind record.Kind, of string) []ledger.Record {
	b.Helper()
	p, err := b.store.Fetch(ctx, ledger.Filter{Kinds: []record.Kind{kind}, Datasets: []string{"river"}, EventIDs: []string{of}}, "", 10)
	if err != nil || len(p.Records) == 0 {
		b.Fatalf("%v %v", p.Records, err)
	}
	return p.Records
}

// What reports and claims take from their event follows when the folder's row changes.
func TestReportsFollowTheirEvent(t *testing.T) {
	fsys := small(t)
	b := open(t, fsys)
	replace(t, fsys, "events.csv", "E1,2026-01-05,2026-01-05", "E1,2026-01-04,2026-01-05")
	if m := b.load(fsys); m.Updated != 5 || m.Stored != 0 { // the event, two reports, two claims
		t.Errorf("%+v", m)
	}
	for _, kind := range []record.Kind{record.KindSource, record.KindClaim} {
		for _, r := range b.all(kind, "E1") {
			if r.Facets.Start.String() != "2026-01-04" {
				t.Errorf("%s %s starts on %s", kind, r.ID, r.Facets.Start)
			}
		}
	}
	if m := b.load(fsys); m.Updated != 0 {
		t.Errorf("%+v", m)
	}
}

// An edit of an event changes what belongs to it from the day of the edit, not before.
func TestWhatBelongsToAnEditedEvent(t *testing.T) {
	b := open(t, small(t))
	b.apply(request(record.Correct, record.KindEvent, "E2", "date_start", "2026-02-10", "date_end", "2026-02-20", "date_precision", "week"))
	edited := day(b.now)
	if r := b.all(record.KindSource, "E2")[0]; r.Facets.Start.String() != "2026-02-10" || r.KnowableAt != edited {
		t.Errorf("%s, knowable from %s", r.Facets.Start, r.KnowableAt)
	}
	before := calendar.FromTime(b.now.AddDate(0, 0, -1))
	p, err := b.store.Fetch(ctx, ledger.Filter{
		Kinds: []record.Kind{record.KindSource}, Datasets: []string{"river"}, EventIDs: []string{"E2"}, AsOf: ledger.AsOf{Known: &before},
	}, "", 5)
	if err != nil || len(p.Records) != 1 || p.Records[0].Facets.Start.String() != "2026-02-01" {
		t.Errorf("as of the day before: %v, %v", p.Records, err)
	}
}

// The status of a commitment is kept with its evidence; a base of both guards both.
func TestTwoEditorsOfAStatus(t *testing.T) {
	b := open(t, small(t))
	c, _ := b.raw(record.KindCommitment, "C1")
	e, _ := b.raw(record.KindEvidence, "C1#1")
	r := request(record.Correct, record.KindCommitment, "C1", "status", "partial")
	r.Base = c.Version + edit.BaseJoint + e.Version
	b.apply(r)
	r.Fields = fields("status", "denied")
	if _, err := b.book.Apply(ctx, r); !errors.Is(err, edit.ErrMoved) {
		t.Errorf("the second editor overwrote the first: %v", err)
	}
	r.Fields, r.Base = fields("commitment", "Open it."), c.Version+edit.BaseJoint
	if _, err := b.book.Apply(ctx, r); !errors.Is(err, edit.ErrMoved) {
		t.Errorf("evidence that came meanwhile was not seen: %v", err)
	}
}
