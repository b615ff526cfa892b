package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

func roundTrip(t *testing.T, s ledger.Store) {
	n := func(i int64) *int64 { return &i }
	full := ledger.Record{
		Dataset: "d", Kind: record.KindEvent, ID: "E'1 \"؟\" \\", KnowableAt: Day("2026-01-02"),
		Payload: []byte(`{"content":"پشاور — café"}`), File: "folder/ev 1.csv", Row: 7, SHA256: "ab12",
		Facets: ledger.Facets{
			Start: Day("2026-01-01"), End: Day("2026-01-31"), EventID: "E0", Country: "PK", Admin1: "Khyber Pakhtunkhwa", Admin2: "Bannu",
			Type: "ASSAULT", Mode: "bombing", Quad: "4", InitiatorSides: []string{"A1", "A2"}, TargetSides: []string{"B"},
			Category: "deaths_total", DeathsLow: n(0), DeathsHigh: n(1 << 40), Score: -9.5, Sensitivity: "public", Text: "It's a “text”\nwith lines",
		},
	}
	bare := ledger.Record{Kind: record.KindObservation, ID: "0", Payload: []byte(`{}`), KnowableAt: Day("1999-12-31")}
	add(t, s, Batch("2026-02-01", full, bare))
	for _, r := range []*ledger.Record{&full, &bare} {
		r.Dataset, r.RecordedAt, r.Importer, r.ImporterV = "d", At("2026-02-01"), "test", "1"
		r.Seal()
	}
	Same(t, "records", All(t, s, everything, 1), []ledger.Record{bare, full})
}

func sensitivities(t *testing.T, s ledger.Store) {
	var list []ledger.Record
	for i, label := range []string{"", "public", "restricted", "confidential"} {
		r := Event(fmt.Sprint(i), "2026-01-01", "x"+label)
		r.Facets.Sensitivity = label
		list = append(list, r)
	}
	add(t, s, Batch("2026-02-01", list...))
	holds(t, s, everything, "0=x", "1=xpublic")
	holds(t, s, ledger.Filter{Sensitivities: []record.Sensitivity{record.Public}}, "0=x", "1=xpublic")
	holds(t, s, ledger.Filter{Sensitivities: []record.Sensitivity{record.Restricted}}, "2=xrestricted")
	holds(t, s, ledger.Filter{Sensitivities: []record.Sensitivity{record.Confidential, record.Public}}, "0=x", "1=xpublic", "3=xconfidential")
}

func dyad(t *testing.T, s ledger.Store) {
	act := func(id, country string, by []string, on ...string) ledger.Record {
		r := Event(id, "2026-01-01", "x")
		r.Facets.Country, r.Facets.InitiatorSides, r.Facets.TargetSides = country, by, on
		return r
	}
	add(t, s, Batch("2026-02-01",
		act("1", "AF", []string{"P"}, "T"), act("2", "PK", []string{"T", "X"}, "P"), act("3", "PK", []string{"X", "T"}, "Y", "P"),
		act("4", "PK", []string{"T"}, "T"), act("5", "PK", []string{"P"}), act("6", "AF", []string{"Z", "P"}, "Q"), act("7", "AF", nil, "P"),
		act("8", "PK", []string{"Z", "P"}, "Q"),
	))
	ab := &ledger.Dyad{A: []string{"P"}, B: []string{"T"}}
	holds(t, s, ledger.Filter{Dyad: ab}, "1=x", "2=x", "3=x")
	across := *ab
	across.Across = []ledger.Across{{By: []string{"P"}, In: "AF"}}
	holds(t, s, ledger.Filter{Dyad: &across}, "1=x", "2=x", "3=x", "6=x")
	holds(t, s, ledger.Filter{Dyad: &ledger.Dyad{Across: across.Across}}, "1=x", "6=x")
	holds(t, s, ledger.Filter{Dyad: &ledger.Dyad{A: []string{"P"}}})
	holds(t, s, ledger.Filter{Sides: []string{"T"}}, "1=x", "2=x", "3=x", "4=x")
	holds(t, s, ledger.Filter{InitiatorSides: []string{"T", "nobody"}}, "2=x", "3=x", "4=x")
	holds(t, s, ledger.Filter{TargetSides: []string{"P"}, Countries: []string{"PK"}}, "2=x", "3=x")
	holds(t, s, ledger.Filter{InitiatorSides: []string{""}}, "7=x")
}

func windows(t *testing.T, s ledger.Store) {
	span := func(id, from, to string) ledger.Record {
		r := Event(id, "2026-01-01", "x")
		r.Facets.Start, r.Facets.End = calendar.Unset, calendar.Unset
		if from != "" {
			r.Facets.Start = Day(from)
		}
		if to != "" {
			r.Facets.End = Day(to)
		}
		return r
	}
	add(t, s, Batch("2026-02-01", span("day", "2026-01-10", "2026-01-10"), span("month", "2026-01-01", "2026-01-31"),
		span("open", "2026-01-12", ""), span("until", "", "2026-01-11"), span("undated", "", "")))
	w := func(from, to string) ledger.Filter {
		var v calendar.Window
		if from != "" {
			v.From = Day(from)
		}
		if to != "" {
			v.To = Day(to)
		}
		return ledger.Filter{Window: v}
	}
	holds(t, s, w("", ""), "undated=x", "until=x", "month=x", "day=x", "open=x")
	holds(t, s, w("2026-01-10", "2026-01-10"), "until=x", "month=x", "day=x")
	holds(t, s, w("2026-01-12", "2026-01-12"), "month=x", "open=x")
	holds(t, s, w("2026-01-13", ""), "month=x")
	holds(t, s, w("", "2025-12-31"), "until=x")
	holds(t, s, w("2026-02-01", "2026-02-28"))
}

func bucketDays(t *testing.T, s ledger.Store) {
	undated := Event("u", "2026-01-01", "x")
	undated.Facets.Start, undated.Facets.End = calendar.Unset, calendar.Unset
	// 2026-03-01 was a Sunday.
	add(t, s, Batch("2026-04-01", Event("a", "2026-02-28", "x"), Event("b", "2026-03-01", "x"), Event("c", "2026-03-02", "x"), Event("d", "2026-03-08", "x"), undated))
	for bucket, want := range map[ledger.Bucket]string{
		ledger.NoBucket: " 5", ledger.Daily: " 1 2026-02-28 1 2026-03-01 1 2026-03-02 1 2026-03-08 1",
		ledger.Weekly: " 1 2026-02-23 2 2026-03-02 2", ledger.Monthly: " 1 2026-02-01 1 2026-03-01 3",
	} {
		cells, err := s.Aggregate(context.Background(), ledger.Query{Bucket: bucket})
		got := ""
		for i, c := range cells {
			if i > 0 {
				got += " "
			}
			got += fmt.Sprint(c.Bucket, " ", c.Count)
		}
		if err != nil || got != want {
			t.Errorf("bucket %q: %q, %v, want %q", bucket, got, err, want)
		}
	}
	for _, q := range []ledger.Query{{Bucket: "hour"}, {By: []ledger.Dimension{"payload"}}} {
		if _, err := s.Aggregate(context.Background(), q); err == nil {
			t.Errorf("%+v was taken", q)
		}
	}
}

func sums(t *testing.T, s ledger.Store) {
	n := func(i int64) *int64 { return &i }
	var list []ledger.Record
	for i, d := range [][3]*int64{{n(1), n(2), n(3)}, {nil, nil, nil}, {n(5), nil, nil}, {nil, nil, n(7)}, {nil, n(11), nil}, {n(0), n(0), n(0)}} {
		r := Event(fmt.Sprint(i), "2026-01-01", "x")
		r.Facets.DeathsLow, r.Facets.DeathsBest, r.Facets.DeathsHigh, r.Facets.Score, r.Facets.Country = d[0], d[1], d[2], 0.1, "PK"
		list = append(list, r)
	}
	add(t, s, Batch("2026-04-01", list...))
	cells, err := s.Aggregate(context.Background(), ledger.Query{By: []ledger.Dimension{ledger.ByCountry, ledger.ByKind}})
	if err != nil {
		t.Fatal(err)
	}
	Same(t, "cells", cells, []ledger.Cell{{
		Keys: []string{"PK", "event"}, Count: 6, DeathsLow: 17, DeathsBest: 25, DeathsHigh: 26, DeathsUnknown: 1, Score: 0.6,
	}})
}

func cursors(t *testing.T, s ledger.Store) {
	add(t, s, Batch("2026-02-01", Event("a", "2026-01-01", "x"), Event("b", "2026-01-01", "x"), Event("c", "2026-01-01", "x")))
	ctx := context.Background()
	p, err := s.Fetch(ctx, everything, "", 1)
	if err != nil || p.Next == "" || p.Total != 3 {
		t.Fatalf("%+v, %v", p, err)
	}
	for name, c := range map[string]struct {
		f      ledger.Filter
		cursor string
	}{
		"of another filter": {ledger.Filter{Kinds: []record.Kind{record.KindEvent}}, p.Next},
		"of another order":  {ledger.Filter{Desc: true}, p.Next},
		"made up":           {everything, "made up"},
		"cut":               {everything, p.Next[:len(p.Next)/2]},
	} {
		if _, err := s.Fetch(ctx, c.f, c.cursor, 1); !errors.Is(err, ledger.ErrCursor) {
			t.Errorf("a cursor %s: %v", name, err)
		}
	}
	// Records that arrive between two pages do not make the rest repeat.
	add(t, s, Batch("2026-02-02", Event("0", "2026-01-01", "x")))
	if p, err = s.Fetch(ctx, everything, p.Next, 10); err != nil || len(p.Records) != 2 || p.Records[0].ID != "b" || p.Total != 4 {
		t.Errorf("%+v, %v", p, err)
	}
}

func limitZero(t *testing.T, s ledger.Store) {
	add(t, s, Batch("2026-02-01", Event("a", "2026-01-01", "x"), Event("b", "2026-01-01", "x")))
	p, err := s.Fetch(context.Background(), everything, "", 0)
	if err != nil || p.Total != 2 || len(p.Records) != 0 || p.Next != "" {
		t.Errorf("%+v, %v", p, err)
	}
}
