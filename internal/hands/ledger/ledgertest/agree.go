package ledgertest

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// failer is what *testing.T and *rapid.T share.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// Same fails unless both values are written alike; nil and empty lists are the same.
func Same(t failer, what string, got, want any) {
	t.Helper()
	a, errA := json.MarshalIndent(got, "", " ")
	b, errB := json.MarshalIndent(want, "", " ")
	if errA != nil || errB != nil {
		t.Fatal(errA, errB)
	}
	if noList(a) != noList(b) {
		t.Fatalf("%s: got %s\nwant %s", what, a, b)
	}
}

// noList writes an empty list as none.
func noList(json []byte) string { return strings.ReplaceAll(string(json), "[]", "null") }

// agrees grows a store and a model by the same random batches and compares random reads.
func agrees(t *testing.T, open func(t *testing.T) ledger.Store) {
	rapid.Check(t, func(rt *rapid.T) {
		s := open(t)
		defer s.Close()
		m := &Model{}
		for range rapid.IntRange(1, 4).Draw(rt, "batches") {
			step(rt, s, m)
		}
	})
}

// step appends a batch to both and reads both.
func step(t *rapid.T, s ledger.Store, m *Model) {
	ctx := context.Background()
	b := batches.Draw(t, "batch")
	want, ok := m.Append(b)
	got, err := s.Append(ctx, b)
	if (err == nil) != ok {
		t.Fatalf("append: %v, the model says %v", err, ok)
	}
	if ok {
		Same(t, "manifest", got, want)
	}
	other := batches.Draw(t, "another batch")
	for _, x := range []ledger.Batch{b, other} {
		holds, err := s.Holds(ctx, x)
		if err != nil || holds != m.Holds(x) {
			t.Fatalf("holds: %v, %v; the model says %v", holds, err, m.Holds(x))
		}
	}
	for i := range 2 {
		f := filters.Draw(t, fmt.Sprint("filter ", i))
		compareReads(t, s, m, f, rapid.IntRange(4, 40).Draw(t, "page size"))
	}
	list, err := s.Batches(ctx)
	if err != nil {
		t.Fatal(err)
	}
	Same(t, "batches", list, append([]ledger.Manifest{}, m.Batches()...))
}

func compareReads(t *rapid.T, s ledger.Store, m *Model, f ledger.Filter, size int) {
	ctx := context.Background()
	want := append([]ledger.Record{}, m.Fetch(f)...)
	var got []ledger.Record
	for cursor := ""; ; {
		p, err := s.Fetch(ctx, f, cursor, size)
		if err != nil {
			t.Fatal(err)
		}
		if p.Total != len(want) || len(p.Records) > size {
			t.Fatalf("total %d, page of %d, want %d in pages of %d; filter %+v", p.Total, len(p.Records), len(want), size, f)
		}
		got = append(got, p.Records...)
		if cursor = p.Next; cursor == "" {
			break
		}
	}
	Same(t, "records", append([]ledger.Record{}, got...), want)
	q := ledger.Query{Filter: f, By: dimensions.Draw(t, "by"), Bucket: rapid.SampledFrom([]ledger.Bucket{
		ledger.NoBucket, ledger.Daily, ledger.Weekly, ledger.Monthly}).Draw(t, "bucket")}
	cells, err := s.Aggregate(ctx, q)
	if err != nil {
		t.Fatal(err)
	}
	Same(t, "cells", cells, m.Aggregate(q))
	bounds, err := s.Bounds(ctx, f)
	if err != nil {
		t.Fatal(err)
	}
	Same(t, "bounds", bounds, m.Bounds(f))
}

// Small vocabularies make random filters meet random records.
var (
	sideNames  = []string{"A", "B", "C", "D"}
	countries  = []string{"", "AF", "PK"}
	places     = []string{"", "North", "South"}
	words      = []string{"shell", "Truce", "É", "‏چمن", "50%", "_"}
	datasets   = []string{"d", "e"}
	kinds      = []record.Kind{record.KindEvent, record.KindClaim}
	labels     = []record.Sensitivity{record.Public, record.Restricted, record.Confidential}
	someSides  = rapid.SliceOfN(rapid.SampledFrom(sideNames), 0, 3)
	dimensions = rapid.SliceOfNDistinct(rapid.SampledFrom(ledger.Dimensions), 0, 3, rapid.ID[ledger.Dimension])
	someDays   = rapid.Custom(func(t *rapid.T) calendar.Date {
		if rapid.IntRange(0, 9).Draw(t, "unset") == 0 {
			return calendar.Unset
		}
		return Day("2025-12-20").Add(rapid.IntRange(0, 60).Draw(t, "day"))
	})
)

func subset[S any](t *rapid.T, label string, from []S) []S {
	if rapid.IntRange(0, 5).Draw(t, label+"?") > 0 {
		return nil
	}
	return rapid.SliceOfN(rapid.SampledFrom(from), 1, 2).Draw(t, label)
}

func figureOrNone(t *rapid.T, label string) *int64 {
	n := rapid.Int64Range(-1, 5).Draw(t, label)
	if n < 0 {
		return nil
	}
	return &n
}

var records = rapid.Custom(func(t *rapid.T) ledger.Record {
	pick := func(label string, from []string) string { return rapid.SampledFrom(from).Draw(t, label) }
	var text string
	for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 0, 3).Draw(t, "text") {
		text += w + " "
	}
	return ledger.Record{
		Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), ID: fmt.Sprint("r", rapid.IntRange(0, 25).Draw(t, "id")),
		Payload: fmt.Appendf(nil, `{"content":"%d"}`, rapid.IntRange(0, 2).Draw(t, "content")),
		File:    "f.csv", Row: rapid.IntRange(2, 99).Draw(t, "row"), SHA256: "00", KnowableAt: someDays.Draw(t, "knowable"),
		Facets: ledger.Facets{
			Start: someDays.Draw(t, "start"), End: someDays.Draw(t, "end"), EventID: pick("event", places),
			Country: pick("country", countries), Admin1: pick("admin1", places), Admin2: pick("admin2", places),
			Type: pick("type", places), Mode: pick("mode", places), Quad: pick("quad", places), Category: pick("category", places),
			InitiatorSides: someSides.Draw(t, "initiator"), TargetSides: someSides.Draw(t, "target"),
			DeathsLow: figureOrNone(t, "low"), DeathsBest: figureOrNone(t, "best"), DeathsHigh: figureOrNone(t, "high"),
			Score:       float64(rapid.IntRange(-100, 100).Draw(t, "score")) / 10,
			Sensitivity: pick("label", []string{"", "", "public", "restricted", "confidential"}), Text: text,
		},
	}
})

var batches = rapid.Custom(func(t *rapid.T) ledger.Batch {
	b := Batch("2026-01-01", rapid.SliceOfN(records, 0, 15).Draw(t, "records")...)
	b.Dataset = rapid.SampledFrom(datasets).Draw(t, "dataset")
	b.RecordedAt = At("2026-01-01").AddDate(0, 0, rapid.IntRange(0, 40).Draw(t, "recorded"))
	b.Rejected = rapid.IntRange(0, 2).Draw(t, "rejected")
	b.Whole = rapid.IntRange(0, 4).Draw(t, "whole") == 0
	b.Files[0].SHA256 = rapid.SampledFrom([]string{"00", "01"}).Draw(t, "file")
	b.Options = rapid.SampledFrom([]string{"", "", "fast"}).Draw(t, "options")
	if rapid.Bool().Draw(t, "asking for origins") {
		b = recalling(b)
	}
	if rapid.Bool().Draw(t, "refused on the way") {
		b.Refused = func() int { return 1 }
	}
	return b
})

var filters = rapid.Custom(func(t *rapid.T) ledger.Filter {
	f := ledger.Filter{
		Kinds: subset(t, "kinds", kinds), Datasets: subset(t, "datasets", datasets),
		IDs: subset(t, "ids", []string{"r1", "r2", "r3", "none"}), EventIDs: subset(t, "events", places),
		Countries: subset(t, "countries", countries), Admin1: subset(t, "admin1", places), Admin2: subset(t, "admin2", places),
		Types: subset(t, "types", places), Modes: subset(t, "modes", places), Quads: subset(t, "quads", places),
		Sides: subset(t, "sides", append(sideNames, "")), InitiatorSides: subset(t, "initiators", sideNames),
		TargetSides: subset(t, "targets", sideNames), Categories: subset(t, "categories", places),
		Text: subset(t, "text", []string{"SHELL", "truce", "é", "چمن", "%", "hell"}), Desc: rapid.Bool().Draw(t, "desc"),
	}
	if rapid.Bool().Draw(t, "all labels") {
		f.Sensitivities = labels
	} else {
		f.Sensitivities = subset(t, "labels", labels)
	}
	if rapid.IntRange(0, 3).Draw(t, "window?") == 0 {
		f.Window = calendar.Window{From: someDays.Draw(t, "from"), To: someDays.Draw(t, "to")}
	}
	if rapid.IntRange(0, 3).Draw(t, "dyad?") == 0 {
		f.Dyad = &ledger.Dyad{A: someSides.Draw(t, "a"), B: someSides.Draw(t, "b")}
		if rapid.Bool().Draw(t, "across?") {
			f.Dyad.Across = []ledger.Across{{By: someSides.Draw(t, "by"), In: rapid.SampledFrom(countries).Draw(t, "in")}}
		}
	}
	if rapid.IntRange(0, 2).Draw(t, "known?") == 0 {
		d := someDays.Draw(t, "known")
		f.AsOf.Known = &d
	}
	if rapid.IntRange(0, 2).Draw(t, "recorded?") == 0 {
		at := At("2026-01-01").AddDate(0, 0, rapid.IntRange(-2, 42).Draw(t, "as of"))
		f.AsOf.Recorded = &at
	}
	return f
})
