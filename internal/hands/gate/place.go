package gate

import (
	"math"
	"net/url"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// PlaceShown says how a place was coarsened before it was shown.
type PlaceShown string

// The ways a place is shown.
const (
	Snapped   PlaceShown = "snapped"  // the point moved to the grid of thresholds.shown.snap_km
	ByUnit    PlaceShown = "district" // the district's own point, on the grid
	ByArea    PlaceShown = "province"
	ByCountry PlaceShown = "country"
	Delayed   PlaceShown = "delayed" // recent: only the province is shown for now
)

// precise reports whether a place is known finer than its province.
func precise(p record.Place) bool { return p.Precision <= record.District }

// event coarsens the place of an event.
func (g *Gate) event(s *Shown[record.Event], r ledger.Record, late *delay) {
	e := &s.Record
	p := &e.Place
	if precise(*p) && max(e.When.End, r.Facets.End) >= late.from {
		s.Place = Delayed
		hidden := g.namesOf(*p)
		g.withoutPlace(&e.Initiator, hidden)
		g.withoutPlace(&e.Target, hidden)
		p.Name, p.Admin2, p.Point, p.Precision = "", "", nil, record.Province
		// The summary may name the place that is held back.
		e.Summary = ""
		return
	}
	switch {
	case p.Precision <= record.Near:
		s.Place = Snapped
	case p.Precision == record.District:
		s.Place = ByUnit
	case p.Precision == record.Province:
		s.Place = ByArea
	default:
		s.Place = ByCountry
	}
	if p.Point != nil {
		at := snap(*p.Point, g.sit.Thresholds.Shown.SnapKM)
		p.Point = &at
	}
}

// namesOf lists the names under which a place below its province is known.
func (g *Gate) namesOf(p record.Place) []string {
	names := []string{p.Name, p.Admin2}
	if spot, ok := g.sit.Gazetteer.Find(p.Country, p.Admin1, p.Admin2); ok && p.Admin2 != "" {
		names = append(append(names, spot.Name), spot.Aliases...)
	}
	return names
}

// withoutPlace calls a party by its sides when its own name gives the place away.
func (g *Gate) withoutPlace(p *record.Party, hidden []string) {
	for _, h := range hidden {
		if h == "" || !strings.Contains(plain(p.Name), plain(h)) {
			continue
		}
		names := make([]string, len(p.Sides))
		for i, code := range p.Sides {
			names[i] = code
			if side, ok := g.sit.Side(code); ok {
				names[i] = side.Name
			}
		}
		p.Name = g.lint.Quote(strings.Join(names, "; "))
		return
	}
}

// plain is a text without case and without the quotation marks that a loaded word got.
func plain(s string) string {
	return strings.ToLower(strings.NewReplacer(`"`, "", "“", "", "”", "", "'", "").Replace(s))
}

// claim holds back the words of a claim about an event whose place is held back.
func claim(s *Shown[record.Claim], r ledger.Record, late *delay) {
	if late.held(r) {
		s.Place = Delayed
		s.Record.Said, s.Record.SourceURL = "", site(s.Record.SourceURL)
	}
}

// source names the publisher of a report, and not its address, which often names the place.
func source(s *Shown[record.Source], r ledger.Record, late *delay) {
	if late.held(r) {
		s.Place = Delayed
		s.Record.URL = site(s.Record.URL)
	}
}

// site keeps of an address what names the publisher.
func site(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return ""
	}
	return u.Scheme + "://" + u.Host + "/"
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
	lat := node(p.Lat, dLat, 90)
	dLon := km / (kmPerDegree * math.Max(0.05, math.Cos(lat*math.Pi/180)))
	return record.Point{Lat: round4(lat), Lon: round4(node(p.Lon, dLon, 180))}
}

// node is the multiple of step nearest to x whose size is at most limit.
func node(x, step, limit float64) float64 {
	n := math.Round(x / step)
	if math.Abs(n*step) > limit {
		n -= math.Copysign(1, n)
	}
	return n * step
}

func round4(x float64) float64 { return math.Round(x*1e4) / 1e4 }
