package gate_test

import (
	"context"
	"encoding/base64"
	"math"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/neutral"
	"detente/internal/words/record"
)

var ctx = context.Background()

// What the gate promises holds of every world; each is tried with all of the laws.
func TestLawsOfTheGate(t *testing.T) {
	everyWorld(t, func(t *rapid.T, w *world) {
		for _, law := range []func(*rapid.T, *world){
			holdsBackRecentPlaces, showsPointsOnTheGrid, keepsSensitiveRecordsInside, obeysLicences, quotesLoadedWords,
			hidesFromFilters, hidesFromCountsByDistrict, leavesOriginalsAlone,
		} {
			law(t, w)
		}
	})
}

// pages reads everything that a method lets out, in pages of the given size, and returns
// it with the totals that the pages named and their cursors.
func pages[T any](t *rapid.T, f ledger.Filter, size int, p gate.Purpose,
	next func(context.Context, ledger.Filter, string, int, gate.Purpose) (gate.Page[T], error)) (out []gate.Shown[T], totals []int, cursors string) {
	for cursor := ""; ; {
		page, err := next(ctx, f, cursor, size, p)
		if err != nil {
			t.Fatal(err)
		}
		if len(page.Items) > size {
			t.Fatalf("a page of %d holds %d", size, len(page.Items))
		}
		out, totals = append(out, page.Items...), append(totals, page.Total)
		if cursor = page.Next; cursor == "" {
			return out, totals, cursors
		}
		b, _ := base64.RawURLEncoding.DecodeString(cursor)
		cursors += string(b) + cursor
	}
}

func holdsBackRecentPlaces(t *rapid.T, w *world) {
	for _, p := range []gate.Purpose{gate.Show, gate.Export} {
		events, _, _ := pages(t, both(), 50, p, w.gate.Events)
		for _, s := range events {
			was := w.event(s.Record.ID)
			if !held(was) {
				if s.Place == gate.Delayed {
					t.Fatalf("%s is held back without need", was.ID)
				}
				continue
			}
			e := s.Record
			if s.Place != gate.Delayed || e.Place.Name != "" || e.Place.Admin2 != "" || e.Place.Point != nil || e.Summary != "" || e.Place.Precision != record.Province {
				t.Fatalf("%+v was shown as %+v (%s)", was, e, s.Place)
			}
			for _, name := range []string{e.Initiator.Name, e.Target.Name} {
				for _, hidden := range []string{was.Place.Name, was.Place.Admin2} {
					if hidden != "" && strings.Contains(strings.ToLower(name), strings.ToLower(hidden)) {
						t.Fatalf("%q names %q, which is held back", name, hidden)
					}
				}
			}
			if e.Place.Admin1 != was.Place.Admin1 || e.Place.Country != was.Place.Country {
				t.Fatalf("the province of %s is lost", was.ID)
			}
		}
	}
	claims, _, _ := pages(t, both(), 50, gate.Show, w.gate.Claims)
	for _, c := range claims {
		hide := held(w.event(c.Record.EventID))
		if hide != (c.Place == gate.Delayed) || hide && (c.Record.Said != "" || c.Record.SourceURL != "https://news.example/") {
			t.Fatalf("held %t: %+v", hide, c)
		}
	}
	reports, _, _ := pages(t, both(), 50, gate.Show, w.gate.Sources)
	for _, r := range reports {
		if hide := held(w.event(r.Record.EventID)); hide != (r.Record.URL == "https://news.example/") {
			t.Fatalf("held %t: %+v", hide, r)
		}
	}
}

func showsPointsOnTheGrid(t *rapid.T, w *world) {
	km := sit.Thresholds.Shown.SnapKM
	onGrid := func(x, step float64) bool {
		// Points are rounded to four places, a thousandth of a step.
		return math.Abs(x/step-math.Round(x/step)) < 3e-3
	}
	first, _, _ := pages(t, both(), 50, gate.Show, w.gate.Events)
	again, _, _ := pages(t, both(), 3, gate.Show, w.gate.Events)
	for i, s := range first {
		p := s.Record.Place.Point
		if p == nil {
			continue
		}
		if q := again[i].Record.Place.Point; *p != *q {
			t.Fatalf("shown at %v, then at %v", p, q)
		}
		dLat := km / 111.195
		node := math.Round(p.Lat/dLat) * dLat
		dLon := km / (111.195 * max(.05, math.Cos(node*math.Pi/180)))
		if !onGrid(p.Lat, dLat) || !onGrid(p.Lon, dLon) {
			t.Fatalf("%v is off the grid", p)
		}
		if math.Abs(p.Lat) > 90 || math.Abs(p.Lon) > 180 {
			t.Fatalf("%v is no place on earth", p)
		}
		was := w.event(s.Record.ID).Place.Point
		// A node is at most half a step away in each direction, a whole one at the edges.
		if math.Abs(was.Lat-p.Lat) > dLat || math.Abs(was.Lon-p.Lon) > dLon {
			t.Fatalf("%v was shown at %v", was, p)
		}
	}
}

func keepsSensitiveRecordsInside(t *rapid.T, w *world) {
	n := 0
	for _, e := range w.events {
		if public(e) {
			n++
		}
	}
	// A caller that asks for labels is not given them.
	f := ledger.Filter{Sensitivities: labels, Datasets: both().Datasets}
	for _, p := range []gate.Purpose{gate.Show, gate.Export} {
		events, totals, _ := pages(t, f, 50, p, w.gate.Events)
		ids := map[string]bool{}
		for _, s := range events {
			ids[s.Record.ID] = true
		}
		for _, s := range first(pages(t, f, 50, p, w.gate.Claims)) {
			ids[s.Record.EventID] = true
		}
		for _, s := range first(pages(t, f, 50, p, w.gate.Sources)) {
			ids[s.Record.EventID] = true
		}
		for _, s := range first(pages(t, f, 50, p, w.gate.Statements)) {
			ids[strings.TrimSuffix(s.Record.ID, "#t")] = true
		}
		for id := range ids {
			if !public(w.event(id)) {
				t.Fatalf("%s of %s came out", w.event(id).Sensitivity, id)
			}
		}
		if totals[0] != n {
			t.Fatalf("a total of %d, want %d", totals[0], n)
		}
	}
	f.Kinds = []record.Kind{record.KindEvent}
	b, err := w.gate.Bounds(ctx, f)
	cells, err2 := w.gate.Counts(ctx, ledger.Query{Filter: f})
	if err != nil || err2 != nil || b.Records != n || sum(cells) != n {
		t.Fatalf("bounds %+v (%v), counts %+v (%v), want %d", b, err, cells, err2, n)
	}
}

func obeysLicences(t *rapid.T, w *world) {
	page, err := w.gate.Events(ctx, both(), "", 50, gate.Export)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range page.Items {
		if !w.free[s.Record.ID] || s.Provenance.Dataset != sit.Dataset.ID {
			t.Fatalf("%s was handed out", s.Record.ID)
		}
	}
	if len(page.Items)+page.Withheld.Licence != page.Total {
		t.Fatalf("%d handed out and %d withheld, of %d", len(page.Items), page.Withheld.Licence, page.Total)
	}
	for _, s := range first(pages(t, both(), 50, gate.Export, w.gate.Sources)) {
		if !w.free[s.Record.EventID] || s.Record.Licence.Name == "closed" {
			t.Fatalf("%+v was handed out", s.Record)
		}
	}
}

// codes are fields whose values are addresses or names from closed lists.
var codes = map[string]bool{"ID": true, "EventID": true, "URL": true, "SourceURL": true}

// loaded finds loaded words in every text of a record.
func loaded(lint *neutral.Lint, v reflect.Value, name string) []string {
	var out []string
	switch v.Kind() {
	case reflect.String:
		if !codes[name] {
			out = lint.Find(v.String())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			out = append(out, loaded(lint, v.Field(i), v.Type().Field(i).Name)...)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			out = loaded(lint, v.Elem(), name)
		}
	case reflect.Slice:
		for i := range v.Len() {
			out = append(out, loaded(lint, v.Index(i), name)...)
		}
	}
	return out
}

func quotesLoadedWords(t *rapid.T, w *world) {
	lint := neutral.New(sit.Words.Loaded, append([]string{"Shaheed Benazirabad"}, sit.Words.ProperNames...))
	check := func(v any) {
		if words := loaded(lint, reflect.ValueOf(v), ""); len(words) > 0 {
			t.Fatalf("%+v holds %q outside quotation marks", v, words)
		}
	}
	for _, s := range first(pages(t, both(), 50, gate.Show, w.gate.Events)) {
		check(s.Record)
	}
	for _, s := range first(pages(t, both(), 50, gate.Show, w.gate.Claims)) {
		check(s.Record)
	}
	for _, s := range first(pages(t, both(), 50, gate.Show, w.gate.Sources)) {
		check(s.Record)
	}
	for _, s := range first(pages(t, both(), 50, gate.Show, w.gate.Statements)) {
		check(s.Record)
	}
}

func first[A, B, C any](a A, _ B, _ C) A { return a }

func sum(cells []ledger.Cell) int {
	n := 0
	for _, c := range cells {
		n += c.Count
	}
	return n
}
