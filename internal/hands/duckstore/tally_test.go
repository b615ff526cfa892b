package duckstore_test

import (
	"context"
	"math"
	"testing"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// What is read of the tally is what counting the records gives: a filter with a side that every
// record has, or every id, is the same but for the table that is counted.
func TestTallyAgreesWithRecords(t *testing.T) {
	ctx := context.Background()
	s := open(t, "", duckstore.Options{})
	mended := ledgertest.Event("synthetic-7", "2001-01-01", "mended")
	mended.Facets.Type, mended.Facets.InitiatorSides = "AID", []string{"tribe"}
	hidden := ledgertest.Event("hidden", "2002-01-01", "x")
	hidden.Facets.Sensitivity, hidden.Facets.TargetSides, hidden.Facets.Country = string(record.Restricted), []string{"tribe"}, "PK"
	for _, b := range []ledger.Batch{followed(events, hidden), followed(0, mended), ledgertest.Whole(followed(events-50, hidden))} {
		if _, err := s.Append(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	day, at := ledgertest.Day("2005-06-01"), ledgertest.At("2026-01-31")
	every := []string{"gov-a", "gov-b", "rebels-a", "rebels-b", "militia", "civilians", "police", "army", "tribe", "other"}
	for _, f := range []ledger.Filter{
		{}, {AsOf: ledger.AsOf{Known: &day}}, {AsOf: ledger.AsOf{Recorded: &at}}, {Types: []string{"AID", "AGREE"}}, {Countries: []string{"PK"}},
		{Kinds: []record.Kind{record.KindEvent}, Datasets: []string{"d"}, Window: calendar.Last(700, day)}, {Kinds: []record.Kind{record.KindClaim}},
		{Sensitivities: []record.Sensitivity{record.Public, record.Restricted}, Countries: []string{"PK", "AF"}}, {Types: []string{"nothing"}},
	} {
		for _, by := range [][]ledger.Dimension{nil, {ledger.ByType}, {ledger.ByCountry, ledger.ByKind}, {ledger.ByDataset}, {ledger.ByType, ledger.ByCountry}} {
			one, each := ledger.Query{Filter: f, By: by, Bucket: ledger.Weekly}, ledger.Query{Filter: f, By: by, Bucket: ledger.Weekly}
			each.Filter.Sides = every
			got, err := s.Aggregate(ctx, one)
			if err != nil {
				t.Fatal(err)
			}
			want, err := s.Aggregate(ctx, each)
			if err != nil {
				t.Fatal(err)
			}
			ledgertest.Same(t, "cells", got, want)
		}
		each := f
		each.Sides = every
		ledgertest.Same(t, "records", ledgertest.All(t, s, f, 90), ledgertest.All(t, s, each, 90))
	}
	if p, err := s.Fetch(ctx, ledger.Filter{}, "", 0); err != nil || p.Total != events-50 {
		t.Error(p.Total, err)
	}
}

// A figure beyond all measure does not keep a batch out.
func TestTallyOfFiguresBeyondMeasure(t *testing.T) {
	s := open(t, "", duckstore.Options{})
	most := int64(math.MaxInt64)
	a, b := ledgertest.Event("a", "2026-01-01", "x"), ledgertest.Event("b", "2026-01-01", "x")
	a.Facets.DeathsBest, b.Facets.DeathsBest = &most, &most
	if _, err := s.Append(context.Background(), ledgertest.Batch("2026-02-01", a, b)); err != nil {
		t.Fatal(err)
	}
	if list := ledgertest.All(t, s, ledger.Filter{}, 10); len(list) != 2 {
		t.Error(list)
	}
}
