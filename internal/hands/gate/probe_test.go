package gate_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"detente/internal/hands/duckstore"
	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Whoever asks by district or by words, in any of the ways there are, learns nothing about
// events that are not over before the recent days.
func hidesFromFilters(t *rapid.T, w *world) {
	f := ledger.Filter{Datasets: both().Datasets, Kinds: []record.Kind{record.KindEvent}}
	var passes func(record.Event) bool
	if district := rapid.SampledFrom(districts).Draw(t, "asked"); rapid.Bool().Draw(t, "by district") {
		f.Admin2 = []string{district}
		passes = func(e record.Event) bool { return e.Place.Admin2 == district }
	} else {
		f.Text = []string{strings.ToLower(district)}
		passes = func(e record.Event) bool {
			return strings.Contains(strings.ToLower(e.Summary+" "+e.Place.Name), strings.ToLower(district))
		}
	}
	if rapid.Bool().Draw(t, "from a day") {
		f.Window.From = heldFrom.Add(rapid.IntRange(-9, 3).Draw(t, "from"))
	}
	if rapid.Bool().Draw(t, "to a day") {
		f.Window.To = heldFrom.Add(rapid.IntRange(-9, 9).Draw(t, "to"))
	}
	f.Desc = rapid.Bool().Draw(t, "newest first")
	want := map[string]bool{}
	for _, e := range w.events {
		if public(e) && passes(e) && e.When.End < heldFrom && e.When.Overlaps(f.Window) {
			want[e.ID] = true
		}
	}
	items, totals, cursors := pages(t, f, rapid.IntRange(1, 4).Draw(t, "size"), gate.Show, w.gate.Events)
	got := map[string]bool{}
	for _, s := range items {
		got[s.Record.ID] = true
	}
	if !reflect.DeepEqual(got, want) || len(items) != len(want) {
		t.Fatalf("%+v found %v, want %v", f, got, want)
	}
	for _, n := range totals {
		if n != len(want) {
			t.Fatalf("totals %v, want %d", totals, len(want))
		}
	}
	for _, e := range w.events {
		if e.When.End >= heldFrom && strings.Contains(cursors, e.ID) {
			t.Fatalf("a cursor names %s", e.ID)
		}
	}
	b, err := w.gate.Bounds(ctx, f)
	if err != nil || b.Records != len(want) {
		t.Fatalf("bounds %+v (%v), want %d", b, err, len(want))
	}
	for _, by := range []ledger.Dimension{ledger.ByMode, ledger.ByAdmin2} {
		cells, err := w.gate.Counts(ctx, ledger.Query{Filter: f, By: []ledger.Dimension{by}, Bucket: ledger.Daily})
		if err != nil || sum(cells) != len(want) {
			t.Fatalf("counts by %s: %+v (%v), want %d", by, cells, err, len(want))
		}
		for _, c := range cells {
			if c.Score != -9*float64(c.Count) {
				t.Fatalf("the scores of held events are in %+v", c)
			}
		}
	}
}

// Counts by district, with no filter at all, leave the recent days out as well.
func hidesFromCountsByDistrict(t *rapid.T, w *world) {
	cells, err := w.gate.Counts(ctx, ledger.Query{Filter: both(), By: []ledger.Dimension{ledger.ByKind, ledger.ByAdmin2}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, c := range cells {
		if c.Keys[0] == string(record.KindEvent) {
			got[c.Keys[1]] = c.Count
		}
	}
	want := map[string]int{}
	for _, e := range w.events {
		if public(e) && e.When.End < heldFrom {
			want[e.Place.Admin2]++
		}
	}
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
}

// Reading changes nothing in the store, whatever a caller does with what it was given.
func leavesOriginalsAlone(t *rapid.T, w *world) {
	before, err := w.store.Fetch(ctx, ledger.Filter{Sensitivities: labels}, "", 500)
	if err != nil {
		t.Fatal(err)
	}
	shown, _, _ := pages(t, both(), 50, gate.Show, w.gate.Events)
	for i := range shown {
		shown[i].Record.Summary = "changed"
		if p := shown[i].Record.Place.Point; p != nil {
			p.Lat = 0
		}
	}
	for _, s := range first(pages(t, both(), 50, gate.Show, w.gate.Events)) {
		if s.Record.Summary == "changed" {
			t.Fatal("what one reader did to a record is shown to the next")
		}
	}
	after, err := w.store.Fetch(ctx, ledger.Filter{Sensitivities: labels}, "", 500)
	if err != nil || !reflect.DeepEqual(before, after) {
		t.Fatalf("the store changed (%v)", err)
	}
}

// An official name of a district may hold a loaded word; it is shown as it stands, while the
// word elsewhere is not.
func TestPlaceNamesAreProperNames(t *testing.T) {
	own := &situation.Situation{
		Words: situation.Words{Loaded: []string{"shaheed", "regime*"}},
		Gazetteer: situation.NewGazetteer([]situation.Spot{
			{Country: "XX", Level: 2, Admin1: "North", Admin2: "Shaheed Town", Name: "Shaheed Town", Aliases: []string{"Old Regime Fort"}},
		}),
		Thresholds: situation.Default(),
	}
	store, err := duckstore.Open(ctx, "", duckstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	day := calendar.DateOf(2026, 1, 5)
	payload := `{"id":"E1","when":{"start":"2026-01-05","end":"2026-01-05","precision":"day"},"type":"ASSAULT","mode":"ied",
		"place":{"country":"XX","admin1":"North","admin2":"Shaheed Town","name":"Shaheed Gate","precision":2},
		"summary":"In Shaheed Town, by Old Regime Fort, a shaheed was named."}`
	_, err = store.Append(ctx, ledger.Batch{Dataset: "own", Importer: "test", RecordedAt: now, Records: func(yield func(ledger.Record, error) bool) {
		yield(ledger.Record{Kind: record.KindEvent, ID: "E1", Payload: []byte(payload), KnowableAt: day, Facets: ledger.Facets{Start: day, End: day}}, nil)
	}})
	if err != nil {
		t.Fatal(err)
	}
	page, err := gate.New(store, own, func() time.Time { return now }).Events(ctx, ledger.Filter{Datasets: []string{"own"}}, "", 5, gate.Show)
	if err != nil || len(page.Items) != 1 {
		t.Fatalf("%+v, %v", page, err)
	}
	e := page.Items[0].Record
	if want := "In Shaheed Town, by Old Regime Fort, a “shaheed” was named."; e.Summary != want {
		t.Errorf("got %q, want %q", e.Summary, want)
	}
	if e.Place.Admin2 != "Shaheed Town" || e.Place.Name != "“Shaheed” Gate" {
		t.Errorf("district %q, place %q", e.Place.Admin2, e.Place.Name)
	}
}
