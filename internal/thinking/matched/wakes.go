package matched

import (
	"math"
	"sort"

	"detente/internal/words/record"
)

// wakes holds what lies near each unit, over the longest window.
type wakes struct {
	spots [][]gap // by unit
	units [][]gap
}

// gap is how far one thing lies from a unit: days after it (before is negative) and
// kilometres, +Inf where a place is not known.
type gap struct {
	days int
	km   float64
	unit int // position, for units
}

// row is one unit in one window.
type row struct {
	unit          Unit
	before, after float64
	trend         float64 // count in the later half of the days before, less that in the earlier half
	stratum       int
	weight        float64
	treated       bool
}

// earth is the mean radius in kilometres (IUGG).
const earth = 6371.0088

// distance is along the great circle, by the haversine formula.
func distance(a, b *record.Point) float64 {
	if a == nil || b == nil {
		return math.Inf(1)
	}
	rad := func(d float64) float64 { return d * math.Pi / 180 }
	u, v := math.Sin(rad(b.Lat-a.Lat)/2), math.Sin(rad(b.Lon-a.Lon)/2)
	h := u*u + math.Cos(rad(a.Lat))*math.Cos(rad(b.Lat))*v*v
	return 2 * earth * math.Asin(math.Sqrt(min(1, h)))
}

// count finds what lies within the days of each unit. Units are in order of day.
func count(units []Unit, spots []Spot, days int) *wakes {
	sorted := append([]Spot{}, spots...)
	sort.SliceStable(sorted, func(a, b int) bool { return sorted[a].Day < sorted[b].Day })
	w := &wakes{spots: make([][]gap, len(units)), units: make([][]gap, len(units))}
	for i, u := range units {
		from := sort.Search(len(sorted), func(k int) bool { return sorted[k].Day >= u.Day.Add(-days) })
		for _, s := range sorted[from:] {
			if s.Day > u.Day.Add(days) {
				break
			}
			// Of one day it is not known which came first.
			if s.Day != u.Day {
				w.spots[i] = append(w.spots[i], gap{int(s.Day - u.Day), distance(u.Point, s.Point), 0})
			}
		}
		from = sort.Search(len(units), func(k int) bool { return units[k].Day >= u.Day.Add(-days) })
		for k := from; k < len(units) && units[k].Day <= u.Day.Add(days); k++ {
			if k != i {
				w.units[i] = append(w.units[i], gap{int(units[k].Day - u.Day), distance(u.Point, units[k].Point), k})
			}
		}
	}
	return w
}

// near reports whether the window of unit i holds units of the same and of the other arm.
func (w *wakes) near(i, days int, km float64, units []Unit) (same, mixed bool) {
	for _, g := range w.units[i] {
		if g.km <= km && g.days >= -days && g.days <= days {
			if units[g.unit].Treated == units[i].Treated {
				same = true
			} else {
				mixed = true
			}
		}
	}
	return same, mixed
}

// row counts the window of unit i. With an odd number of days the middle one is in neither half.
func (w *wakes) row(i int, u Unit, days int, km float64) row {
	r := row{unit: u, treated: u.Treated}
	half := days / 2
	for _, g := range w.spots[i] {
		switch {
		case !(g.km <= km):
		case g.days > 0 && g.days <= days:
			r.after++
		case g.days < 0 && g.days >= -days:
			r.before++
			if g.days >= -half {
				r.trend++
			} else if g.days < -(days - half) {
				r.trend--
			}
		}
	}
	return r
}
