package crossing

import (
	"math"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Lead is the number of days before a closure that are looked at, and Near the distance in
// kilometres within which an event is near a crossing. Swing is the number of days around
// the start and end within which a reported closure or reopening is taken to be this one.
const (
	Lead  = 7
	Near  = 50.0
	Swing = 3
)

// Around is what is on record around one closure. That they lie close is an association.
type Around struct {
	// NearBefore and NearDuring are violent events near the crossing, in the Lead days before
	// the closure and during it.
	NearBefore, NearDuring []string
	// BorderBefore and BorderDuring are violent events across a border, wherever they were.
	BorderBefore, BorderDuring []string
	Closures, Reopenings       []string // acts of closing near the start, of reopening near the end
}

// Look collects the events around a closure. across says which violent events are across a
// border. Events known only to the month, or only to the province, are left out.
func Look(s Spell, at *record.Point, across func(record.Event) bool, events []record.Event) Around {
	var a Around
	before := calendar.Window{From: s.Start.Add(-Lead), To: s.Start.Add(-1)}
	during := calendar.Window{From: s.Start, To: s.Start.Add(max(0, s.Days-1))}
	for _, e := range events {
		if e.When.Precision != calendar.Day && e.When.Precision != calendar.Week {
			continue
		}
		day := e.When.Start
		near := at != nil && e.Place.Point != nil && e.Place.Precision <= record.District && Distance(*at, *e.Place.Point) <= Near
		switch {
		case e.Violent() && before.Holds(day):
			put(&a.NearBefore, near, e)
			put(&a.BorderBefore, across(e), e)
		case e.Violent() && during.Holds(day):
			put(&a.NearDuring, near, e)
			put(&a.BorderDuring, across(e), e)
		case e.Mode == "border_closure":
			put(&a.Closures, near && apart(day, s.Start) <= Swing, e)
		case e.Mode == "border_reopening":
			put(&a.Reopenings, near && s.End.IsSet() && apart(day, s.End) <= Swing, e)
		}
	}
	return a
}

func put(list *[]string, ok bool, e record.Event) {
	if ok {
		*list = append(*list, e.ID)
	}
}

func apart(a, b calendar.Date) int {
	if a > b {
		return int(a - b)
	}
	return int(b - a)
}

// Across reports whether an event is between two sides that act across each other's border.
func Across(dyads []situation.Dyad) func(record.Event) bool {
	return func(e record.Event) bool {
		for _, d := range dyads {
			if len(d.Across) > 0 && d.Holds(e) {
				return true
			}
		}
		return false
	}
}

// Distance is the great-circle distance in kilometres, by the haversine formula on a sphere
// of radius 6371 km.
func Distance(a, b record.Point) float64 {
	const rad = math.Pi / 180
	dLat, dLon := (b.Lat-a.Lat)*rad, (b.Lon-a.Lon)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(a.Lat*rad)*math.Cos(b.Lat*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * 6371 * math.Asin(math.Min(1, math.Sqrt(h)))
}
