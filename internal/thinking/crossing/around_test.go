package crossing_test

import (
	"math"
	"reflect"
	"testing"

	"detente/internal/thinking/crossing"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

func TestLook(t *testing.T) {
	at := record.Point{Lat: 34, Lon: 71}
	act := func(id, day, typ, mode string, lat float64) record.Event {
		e := record.Event{ID: id, When: calendar.Interval{Start: on(day), End: on(day), Precision: calendar.Day}}
		e.Type, e.Place.Precision, e.Place.Point = "COERCE", record.District, &record.Point{Lat: lat, Lon: 71}
		if typ == "violent" {
			e.Type, e.Mode = "ASSAULT", "clash"
		}
		switch mode {
		case "closure":
			e.Mode = "border_closure"
		case "reopening":
			e.Mode = "border_reopening"
		case "across":
			e.Initiator, e.Target = record.Party{Sides: []string{"NORTH"}}, record.Party{Sides: []string{"SOUTH"}}
		}
		return e
	}
	month := act("month", "2025-01-10", "violent", "", 34)
	month.When.Precision = calendar.Month
	dyads := []situation.Dyad{{A: []string{"NORTH"}, B: []string{"SOUTH"}, Across: []situation.Across{{By: []string{"NORTH"}, Country: "S"}}}}
	got := crossing.Look(crossing.Spell{Start: on("2025-01-10"), End: on("2025-01-20"), Days: 10}, &at, crossing.Across(dyads), []record.Event{
		act("early", "2025-01-02", "violent", "", 34),
		act("before", "2025-01-03", "violent", "", 34.4), // 44 km away
		act("far", "2025-01-09", "violent", "across", 36),
		act("during", "2025-01-10", "violent", "across", 34),
		act("after", "2025-01-20", "violent", "", 34), month,
		act("shut", "2025-01-08", "", "closure", 34), act("shut late", "2025-01-14", "", "closure", 34),
		act("open", "2025-01-21", "", "reopening", 34), act("open far", "2025-01-20", "", "reopening", 35),
	})
	want := crossing.Around{
		NearBefore: []string{"before"}, BorderBefore: []string{"far"}, NearDuring: []string{"during"}, BorderDuring: []string{"during"},
		Closures: []string{"shut"}, Reopenings: []string{"open"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
	// A degree of a meridian is 111.195 km on this sphere.
	if d := crossing.Distance(record.Point{Lat: 1}, record.Point{}); math.Abs(d-111.195) > .001 {
		t.Errorf("a degree is %v km", d)
	}
}
