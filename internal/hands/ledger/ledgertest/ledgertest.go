// Package ledgertest holds what every ledger.Store must do: one suite that each store's
// tests run, and a small model of a ledger in plain Go that the stores are compared with.
package ledgertest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"iter"
	"testing"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Run checks a store; open returns a new, empty one and sees to closing it;
// the suite may close it sooner.
func Run(t *testing.T, open func(t *testing.T) ledger.Store) {
	for _, c := range []struct {
		name  string
		check func(*testing.T, ledger.Store)
	}{
		{"an empty store has nothing and no error", emptyStore},
		{"a record comes back as it was given", roundTrip},
		{"a failing batch leaves nothing", failedBatch},
		{"a batch that cannot be stored leaves nothing", refusedBatch},
		{"a cancelled batch leaves nothing", cancelledBatch},
		{"the same batch again changes nothing", repeat},
		{"manifests count what became of each row", counts},
		{"the same id twice in a batch", twice},
		{"a batch with rejected rows retracts nothing", rejects},
		{"what was given last is known", inputs},
		{"what is known to be the same is not read again", fixed},
		{"what is held as it would be made need not be made", origins},
		{"a correction counts from the day it was recorded", correction},
		{"an absent record of a whole batch is retracted", retraction},
		{"a retracted record can come back", comeback},
		{"a version can come back", backAndForth},
		{"whole batches of one data set leave the others alone", otherDatasets},
		{"later versions that count sooner", outOfOrder},
		{"as of a day and as of an instant", asOf},
		{"public records are the default", sensitivities},
		{"the dyad", dyad},
		{"windows", windows},
		{"buckets", bucketDays},
		{"sums", sums},
		{"a cursor belongs to its filter", cursors},
		{"limit 0 counts", limitZero},
		{"a batch is visible whole or not at all", wholeBatches},
	} {
		t.Run(c.name, func(t *testing.T) { c.check(t, open(t)) })
	}
	t.Run("random batches and reads agree with the model", func(t *testing.T) { agrees(t, open) })
}

// Day reads YYYY-MM-DD.
func Day(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// At is noon of a day, UTC.
func At(s string) time.Time { return Day(s).Time().Add(12 * time.Hour) }

// Event is a public event with the content given, known on its day.
func Event(id, day, content string) ledger.Record {
	return ledger.Record{
		Kind: record.KindEvent, ID: id, Payload: []byte(`{"content":"` + content + `"}`), KnowableAt: Day(day),
		File: "events.csv", Row: 2, SHA256: "00",
		Facets: ledger.Facets{Start: Day(day), End: Day(day)},
	}
}

// Batch is a batch of data set "d" recorded at noon of a day.
func Batch(day string, records ...ledger.Record) ledger.Batch {
	return ledger.Batch{
		Dataset: "d", Importer: "test", ImporterVersion: "1", RecordedAt: At(day),
		Files:   []ledger.File{{Name: "events.csv", SHA256: "00", Rows: len(records)}},
		Records: Each(records...),
	}
}

// Whole says that the batch is all that the data set has.
func Whole(b ledger.Batch) ledger.Batch {
	b.Whole = true
	return b
}

// Each yields records and no error.
func Each(records ...ledger.Record) iter.Seq2[ledger.Record, error] {
	return func(yield func(ledger.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// errUpstream is what a failing importer says.
var errUpstream = errors.New("the file ended early")

// then yields records and after them an error.
func then(err error, records ...ledger.Record) iter.Seq2[ledger.Record, error] {
	return func(yield func(ledger.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
		yield(ledger.Record{}, err)
	}
}

// add appends a batch that must be taken.
func add(t testing.TB, s ledger.Store, b ledger.Batch) ledger.Manifest {
	t.Helper()
	m, err := s.Append(context.Background(), b)
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	if m.Read != m.Stored+m.Unchanged+m.Updated+m.Rejected {
		t.Fatalf("the manifest does not add up: %+v", m)
	}
	return m
}

// All reads every page of a filter, size records at a time.
func All(t testing.TB, s ledger.Store, f ledger.Filter, size int) []ledger.Record {
	t.Helper()
	var all []ledger.Record
	for cursor := ""; ; {
		p, err := s.Fetch(context.Background(), f, cursor, size)
		if err != nil {
			t.Fatalf("fetch: %v", err)
		}
		all = append(all, p.Records...)
		if len(p.Records) > size || p.Next != "" && len(p.Records) < size {
			t.Fatalf("a page of %d holds %d records, next %q", size, len(p.Records), p.Next)
		}
		if len(all) > p.Total || p.Next == "" && len(all) != p.Total {
			t.Fatalf("%d records read, total is %d, next %q", len(all), p.Total, p.Next)
		}
		if cursor = p.Next; cursor == "" {
			return all
		}
	}
}

// contents are the ids and contents of what passes, in order: "a=one".
func contents(t testing.TB, s ledger.Store, f ledger.Filter) []string {
	t.Helper()
	list := []string{}
	for _, r := range All(t, s, f, 100) {
		list = append(list, r.ID+"="+contentOf(r))
	}
	return list
}

// contentOf is the content that Event put into a record.
func contentOf(r ledger.Record) string {
	var v struct{ Content string }
	if err := json.NewDecoder(bytes.NewReader(r.Payload)).Decode(&v); err != nil {
		return err.Error()
	}
	return v.Content
}
