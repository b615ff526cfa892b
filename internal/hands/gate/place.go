package gate

import (
	"math"

	"detente/internal/words/record"
)

// PlaceShown says how a place was coarsened before it was shown.
type PlaceShown string

// The ways a place is shown.
const (
	Snapped   PlaceShown = "snapped"  // the point moved to the grid of thresholds.shown.snap_km
	ByUnit    PlaceShown = "district" // the district's own point, as reported
	ByArea    PlaceShown = "province"
	ByCountry PlaceShown = "country"
	Delayed   PlaceShown = "delayed" // recent: only the province is shown for now
)

// event coarsens the place of an event and cleans its texts.
func (g *Gate) event(s *Shown[record.Event]) {
	e := &s.Record
	g.clean(&e.Summary, &e.Initiator.Name, &e.Target.Name)
	recent := e.When.End >= g.delayedFrom()
	switch {
	case recent && e.Place.Precision <= record.District:
		s.Place = Delayed
		e.Place.Name, e.Place.Admin2, e.Place.Point = "", "", nil
		e.Place.Precision = record.Province
		// The summary may name the place that is held back.
		e.Summary = ""
	case e.Place.Precision <= record.Near:
		s.Place = Snapped
		if e.Place.Point != nil {
			p := snap(*e.Place.Point, g.sit.Thresholds.Shown.SnapKM)
			e.Place.Point = &p
		}
	case e.Place.Precision == record.District:
		s.Place = ByUnit
		if e.Place.Point != nil {
			p := snap(*e.Place.Point, g.sit.Thresholds.Shown.SnapKM)
			e.Place.Point = &p
		}
	case e.Place.Precision == record.Province:
		s.Place = ByArea
	default:
		s.Place = ByCountry
	}
}

// kmPerDegree is the length of a degree of latitude on a sphere of the earth's mean radius.
const kmPerDegree = 111.195

// snap moves a point to the nearest node of a fixed grid with the given spacing. The grid is
// the same every time, so that repeated reads do not narrow a place down.
func snap(p record.Point, km float64) record.Point {
	if km <= 0 {
		return p
	}
	dLat := km / kmPerDegree
	lat := math.Round(p.Lat/dLat) * dLat
	dLon := km / (kmPerDegree * math.Max(0.05, math.Cos(lat*math.Pi/180)))
	lon := math.Round(p.Lon/dLon) * dLon
	return record.Point{Lat: round4(lat), Lon: round4(lon)}
}

func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }
