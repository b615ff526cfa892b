package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/hands/desk"
	"detente/internal/hands/export"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
)

// text is anything a cell of a table may hold: no control characters, but all that a
// spreadsheet, a terminal or a reader of CSV might take for something else.
func text() *rapid.Generator[string] {
	return rapid.OneOf(
		rapid.StringMatching(`[=+\-@"', ;|<>&a-zé]{0,12}`),
		rapid.SampledFrom([]string{"", "=1+1", "+49", "-2", "@sum", `say "x"`, "a,b", "=cmd|' /C calc'!A0", "سلام", "’quoted’"}),
	)
}

func events() *rapid.Generator[desk.Event] {
	return rapid.Custom(func(t *rapid.T) desk.Event {
		day := calendar.DateOf(2026, 1, rapid.IntRange(1, 31).Draw(t, "day"))
		count := func(label string) figure.Count {
			if rapid.Bool().Draw(t, label+" known") {
				return figure.Of(rapid.Int64Range(0, 1000).Draw(t, label))
			}
			return figure.Count{}
		}
		e := desk.Event{
			ID: "E" + text().Draw(t, "id"), DateStart: day, DateEnd: day, Country: "XA",
			Admin1: text().Draw(t, "admin1"), Place: text().Draw(t, "place"), Initiator: text().Draw(t, "initiator"),
			InitiatorSide: []string{"A", "B"}, TargetSide: []string{"C"}, Summary: text().Draw(t, "summary"),
			DeathsLow: count("low"), DeathsBest: count("best"), DeathsHigh: count("high"),
		}
		if rapid.Bool().Draw(t, "placed") {
			lat, lon := rapid.Float64Range(-90, 90).Draw(t, "lat"), rapid.Float64Range(-180, 180).Draw(t, "lon")
			e.Lat, e.Lon = &lat, &lon
		}
		return e
	})
}

func pages() *rapid.Generator[desk.EventPage] {
	return rapid.Custom(func(t *rapid.T) desk.EventPage {
		list := rapid.SliceOfN(events(), 0, 5).Draw(t, "events")
		return desk.EventPage{AsOf: calendar.DateOf(2026, 7, 1), Total: len(list), Events: list}
	})
}

// What is written reads back, and no cell begins as a formula does.
func TestCSVReadsBackAndRunsNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := pages().Draw(t, "page")
		var b bytes.Buffer
		if err := export.CSV(&b, p); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) != len(p.Events)+1 {
			t.Fatalf("%d rows of %d events", len(rows), len(p.Events))
		}
		col := map[string]int{}
		for i, name := range rows[0] {
			col[name] = i
		}
		for i, r := range rows[1:] {
			e := p.Events[i]
			for name, cell := range map[string]string{"summary": e.Summary, "initiator": e.Initiator, "place": e.Place, "admin1": e.Admin1} {
				got := r[col[name]]
				if strings.TrimPrefix(got, "'") != strings.TrimPrefix(cell, "'") {
					t.Fatalf("%s %q reads back as %q", name, cell, got)
				}
				if got != "" && strings.ContainsRune("=+-@", rune(got[0])) {
					t.Fatalf("%s %q would run as a formula", name, got)
				}
			}
			for name, n := range map[string]figure.Count{"deaths_low": e.DeathsLow, "deaths_best": e.DeathsBest} {
				if v, ok := n.Value(); (r[col[name]] != "") != ok || ok && v == 0 && r[col[name]] != "0" {
					t.Fatalf("%s %v reads %q: unknown is empty and zero is 0", name, n, r[col[name]])
				}
			}
		}
	})
}

// GeoJSON is one feature an event, longitude first, and no point where none is shown.
func TestGeoJSONHoldsEachEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := pages().Draw(t, "page")
		var b bytes.Buffer
		if err := export.GeoJSON(&b, p); err != nil {
			t.Fatal(err)
		}
		var c struct {
			Type     string
			Features []struct {
				Type, ID string
				Geometry *struct {
					Type        string
					Coordinates []float64
				}
			}
		}
		if err := json.Unmarshal(b.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if c.Type != "FeatureCollection" || len(c.Features) != len(p.Events) {
			t.Fatalf("%s of %d features for %d events", c.Type, len(c.Features), len(p.Events))
		}
		for i, f := range c.Features {
			e := p.Events[i]
			if f.ID != e.ID || f.Type != "Feature" || (f.Geometry == nil) != (e.Lat == nil) {
				t.Fatalf("feature %+v of event %+v", f, e)
			}
			if g := f.Geometry; g != nil && (g.Type != "Point" || g.Coordinates[0] != *e.Lon || g.Coordinates[1] != *e.Lat) {
				t.Fatalf("coordinates %v for %v, %v", g.Coordinates, *e.Lat, *e.Lon)
			}
		}
	})
}

// The table has a line an event between its head and the line that counts.
func TestTableHasALineAnEvent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := pages().Draw(t, "page")
		var b bytes.Buffer
		if err := export.Table(&b, p); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(b.String(), "\n"); n != len(p.Events)+2 {
			t.Fatalf("%d lines for %d events:\n%s", n, len(p.Events), b.String())
		}
	})
}

func TestKilledTellsUnknownFromZero(t *testing.T) {
	n, none := figure.Of, figure.Count{}
	for _, c := range []struct {
		low, best, high figure.Count
		want            string
	}{
		{none, none, none, "?"},
		{n(0), n(0), n(0), "0"},
		{n(3), n(3), n(3), "3"},
		{n(1), none, none, "1+"},
		{n(2), n(3), n(4), "2–4"},
		{none, n(3), none, "3"},
		{n(10), none, n(20), "10–20"},
	} {
		if got := export.Killed(desk.Event{DeathsLow: c.low, DeathsBest: c.best, DeathsHigh: c.high}); got != c.want {
			t.Errorf("low %v, best %v, high %v reads %q, want %q", c.low, c.best, c.high, got, c.want)
		}
	}
}
