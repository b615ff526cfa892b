package record_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

func count(t *rapid.T, name string) figure.Count {
	if !rapid.Bool().Draw(t, name+" known") {
		return figure.Count{}
	}
	return figure.Of(rapid.Int64Range(0, 1e9).Draw(t, name))
}

// An unknown toll, an unset day and a missing point survive being written and read:
// none of them becomes a zero.
func TestEventsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := calendar.Date(rapid.IntRange(700000, 750000).Draw(t, "start"))
		e := record.Event{
			ID:        rapid.StringMatching(`[A-Z]{2}-[0-9]{1,8}`).Draw(t, "id"),
			When:      calendar.Interval{Start: start, End: start.Add(rapid.IntRange(0, 40).Draw(t, "days")), Precision: calendar.Day},
			Type:      rapid.SampledFrom(plover.Types).Draw(t, "type"),
			Mode:      rapid.SampledFrom(plover.Modes()).Draw(t, "mode"),
			Initiator: record.Party{Name: rapid.String().Draw(t, "initiator"), Sides: []string{"A", "B"}},
			Place:     record.Place{Country: "XA", Precision: record.Province},
			Deaths: record.Deaths{
				Total:    figure.Range{Low: count(t, "low"), Best: count(t, "best"), High: count(t, "high")},
				Civilian: count(t, "civilian"),
			},
			Abducted:    count(t, "abducted"),
			Attribution: rapid.SampledFrom(record.Attributions).Draw(t, "attribution"),
			Confidence:  rapid.SampledFrom(record.Confidences).Draw(t, "confidence"),
			Summary:     rapid.String().Draw(t, "summary"),
		}
		if rapid.Bool().Draw(t, "placed") {
			e.Place.Point = &record.Point{Lat: rapid.Float64Range(-90, 90).Draw(t, "lat"), Lon: rapid.Float64Range(-180, 180).Draw(t, "lon")}
		}
		b, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back record.Event
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(e, back) {
			t.Fatalf("%+v reads back as %+v", e, back)
		}
		again, err := json.Marshal(back)
		if err != nil || string(again) != string(b) {
			t.Fatalf("written twice: %s and %s", b, again)
		}
	})
}

func TestDatesThatWereNotGivenStayUnset(t *testing.T) {
	for _, v := range []any{
		record.Claim{}, record.Source{}, record.Commitment{}, record.Evidence{}, record.Statement{}, record.Crossing{}, record.Observation{},
	} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		back := reflect.New(reflect.TypeOf(v))
		if err := json.Unmarshal(b, back.Interface()); err != nil {
			t.Fatalf("%T: %v", v, err)
		}
		if !reflect.DeepEqual(back.Elem().Interface(), v) {
			t.Errorf("%T reads back as %+v", v, back.Elem().Interface())
		}
	}
}

func TestParty(t *testing.T) {
	p := record.Party{Sides: []string{"A", "B"}}
	if p.Main() != "A" || !p.Has("B") || p.Has("C") || (record.Party{}).Main() != "" || (record.Party{}).Has("") {
		t.Errorf("%+v", p)
	}
}

func TestGeoPrecision(t *testing.T) {
	for g := record.GeoPrecision(-1); g < 8; g++ {
		if g.Valid() != (g >= 1 && g <= 5) {
			t.Errorf("precision %d is valid: %v", g, g.Valid())
		}
	}
}

func TestOpenStatuses(t *testing.T) {
	closed := map[record.Status]bool{record.Implemented: true, record.NotImplemented: true, record.Abandoned: true}
	for _, s := range record.Statuses {
		if s.Open() == closed[s] {
			t.Errorf("%s is open: %v", s, s.Open())
		}
	}
	if record.Status("done").Open() {
		t.Error("a status that is not in the list is open")
	}
}

func TestViolent(t *testing.T) {
	for _, y := range plover.Types {
		if got := (record.Event{Type: y}).Violent(); got != (y == plover.Assault) {
			t.Errorf("%s is violent: %v", y, got)
		}
	}
}

func TestClosedListsHoldNothingTwice(t *testing.T) {
	for _, list := range []any{
		record.Kinds, record.Attributions, record.Confidences, record.ClaimSubjects, record.SourceKinds,
		record.Statuses, record.Stances, record.CrossingStatuses, record.CrossingScopes,
	} {
		seen := map[string]bool{}
		for v, i := reflect.ValueOf(list), 0; i < v.Len(); i++ {
			code := v.Index(i).String()
			if code == "" || seen[code] {
				t.Errorf("%T: %q is empty or there twice", list, code)
			}
			seen[code] = true
		}
	}
}
