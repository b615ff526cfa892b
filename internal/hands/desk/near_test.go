package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// A province or district that nobody knows is an error that lists near names, not a count of
// nothing.
func TestUnknownPlaces(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	for _, c := range []struct {
		q           desk.Query
		field, near string
	}{
		{desk.Query{Admin1: []string{"Baluchistan"}}, "admin1", "Balochistan"},
		{desk.Query{Admin1: []string{"kunar"}}, "admin1", "Kunar"},
		{desk.Query{Admin1: []string{"Khyber"}}, "admin1", "Khyber Pakhtunkhwa"},
		{desk.Query{Admin1: []string{"Kunar"}, Admin2: []string{"Pechawar"}}, "admin2", "Peshawar"},
	} {
		_, err := d.Events(ctx, c.q, "", 10, gate.Show)
		var bad *desk.BadQuery
		if !errors.As(err, &bad) || bad.Field != c.field || !strings.Contains(err.Error(), c.near) {
			t.Errorf("%+v: %v", c.q, err)
		}
		if _, err := d.Toll(ctx, desk.TollQuery{Query: c.q}); !errors.As(err, &bad) {
			t.Errorf("toll %+v: %v", c.q, err)
		}
	}
	for _, q := range []desk.Query{{Admin1: []string{"Kunar"}}, {Admin2: []string{"Peshawar"}}, {Admin1: []string{""}}} {
		if _, err := d.Events(ctx, q, "", 10, gate.Show); err != nil {
			t.Errorf("%+v: %v", q, err)
		}
	}
}

// Whether a district that only recent events name is refused tells nothing about them.
func TestUnknownPlacesKeepRecentDistrictsBack(t *testing.T) {
	other := another(1)
	day := calendar.DateOf(2026, 1, 5)
	other.Records = func(yield func(ledger.Record, error) bool) {
		if !yield(ledger.Record{Kind: record.KindDataset, ID: "another", KnowableAt: day, Payload: []byte(`{"id":"another"}`), Facets: ledger.Facets{Start: day, End: day}}, nil) {
			return
		}
		yield(ledger.Record{
			Kind: record.KindEvent, ID: "one", KnowableAt: day,
			Payload: []byte(`{"id":"one","when":{"start":"2026-01-05","end":"2026-01-05","precision":"day"},"place":{"country":"XA","admin1":"North","admin2":"Unheard","precision":3}}`),
			Facets:  ledger.Facets{Start: day, End: day, Country: "XA", Admin1: "North", Admin2: "Unheard"},
		}, nil)
	}
	ask := func(now time.Time) error {
		d, done, err := desktest.Make(small(t), now, other)
		if err != nil {
			t.Fatal(err)
		}
		defer done()
		_, err = d.Events(context.Background(), desk.Query{Admin2: []string{"Unheard"}, Datasets: []string{"another"}}, "", 10, gate.Show)
		return err
	}
	var bad *desk.BadQuery
	if err := ask(time.Date(2026, 1, 6, 12, 0, 0, 0, time.UTC)); !errors.As(err, &bad) || strings.Contains(bad.Reason, "Unheard") {
		t.Errorf("while it is held back: %v", err)
	}
	if err := ask(noon); err != nil {
		t.Errorf("later: %v", err)
	}
}
