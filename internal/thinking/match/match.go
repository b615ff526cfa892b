// Package match finds the same event in two data sets.
//
// Candidates are pairs within a window of days and kilometres. A pair's score is the weighted
// mean of four agreements, each between 0 and 1: of kind, by how many levels of the taxonomy
// are the same from the most general down; of actors, by the share of sides in common
// (Dice 1945); of place, falling evenly with distance to 0 at the edge of the window; of time,
// falling evenly with the days between. What one of the two does not say leaves the mean. Pairs
// below the least score are dropped, and of the others each event gets at most one partner: the
// pairs that are best for both sides first, which is what taking pairs by falling score gives.
// The losers are kept as runners-up. Nothing is merged.
//
// The windows and taxonomies follow Donnay, Dunford, McGrath, Backer and Cunningham 2019,
// "Integrating Conflict Event Data", Journal of Conflict Resolution 63(5), 1337–1364 (meltt).
package match

import (
	"fmt"
	"math"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Event is what is compared of an event.
type Event struct {
	ID         string
	Start, End calendar.Date
	At         record.Point
	Kind       []string // from the most general level down; empty is not known
	Actors     []string // sides, in any order; empty is not known
}

// Weights are those of the four agreements; they need not add up to 1.
type Weights struct{ Kind, Actors, Place, Time float64 }

// Options bound what can be a pair.
type Options struct {
	Days    int     // most days between the two
	KM      float64 // most kilometres between the two
	Least   float64 // score under which a pair is dropped
	Weights Weights
	Runners int // runners-up kept for each side of a link
}

// Usual are the options used where nothing else is said.
func Usual() Options {
	return Options{Days: 1, KM: 5, Least: .5, Weights: Weights{.3, .3, .25, .15}, Runners: 3}
}

// Check returns an error when the options make no sense.
func (o Options) Check() error {
	w := o.Weights
	switch {
	case o.Days < 0 || o.Days > 366:
		return fmt.Errorf("days %d is not between 0 and 366", o.Days)
	case !(o.KM > 0 && o.KM <= 1000):
		return fmt.Errorf("kilometres %g is not between 0 and 1000", o.KM)
	case !(o.Least >= 0 && o.Least <= 1):
		return fmt.Errorf("least score %g is not between 0 and 1", o.Least)
	case !(w.Kind >= 0 && w.Actors >= 0 && w.Place >= 0 && w.Time >= 0 && w.Place+w.Time > 0 && !math.IsInf(w.Kind+w.Actors+w.Place+w.Time, 0)):
		return fmt.Errorf("weights %v: none may be below zero, and place or time has to count", w)
	case o.Runners < 0:
		return fmt.Errorf("runners-up %d is below zero", o.Runners)
	}
	return nil
}

// Agreement is how far two events agree.
type Agreement struct {
	Score  float64
	Days   int     // between the two; 0 when they overlap
	KM     float64 // between the two
	Kind   float64 // below 0: one of the two does not say
	Actors float64
}

// Link is two events that are taken for one, and who else came near.
type Link struct {
	A, B string
	Agreement
	RunnersA []Runner // other partners of A, best first
	RunnersB []Runner
}

// Runner is a partner that lost.
type Runner struct {
	ID    string
	Score float64
}

// Compare scores a pair; ok is false when it is no candidate.
func Compare(a, b *Event, o Options) (Agreement, bool) {
	g := Agreement{Days: apart(a, b)}
	if g.Days > o.Days {
		return g, false
	}
	if g.KM = distance(unit(a.At), unit(b.At)); g.KM > o.KM {
		return g, false
	}
	score(&g, a, b, o)
	return g, g.Score >= o.Least
}

func score(g *Agreement, a, b *Event, o Options) {
	w := o.Weights
	sum := w.Place*(1-g.KM/o.KM) + w.Time*(1-float64(g.Days)/float64(o.Days+1))
	total := w.Place + w.Time
	if g.Kind = levels(a.Kind, b.Kind); g.Kind >= 0 {
		sum, total = sum+w.Kind*g.Kind, total+w.Kind
	}
	if g.Actors = shared(a.Actors, b.Actors); g.Actors >= 0 {
		sum, total = sum+w.Actors*g.Actors, total+w.Actors
	}
	g.Score = sum / total
}

// apart is the number of days between two events; 0 when they share a day.
func apart(a, b *Event) int {
	return max(0, int(b.Start-a.End), int(a.Start-b.End))
}

// levels is the share of levels that agree from the most general down, of the shorter list.
func levels(a, b []string) float64 {
	n := min(len(a), len(b))
	if n == 0 {
		return -1
	}
	same := 0
	for same < n && a[same] == b[same] {
		same++
	}
	return float64(same) / float64(n)
}

// shared is Dice's coefficient of two sets.
func shared(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return -1
	}
	same := 0
	for _, x := range a {
		for _, y := range b {
			if x == y {
				same++
				break
			}
		}
	}
	return 2 * float64(same) / float64(len(a)+len(b))
}

// earth is the mean radius in kilometres.
const earth = 6371.0088

// unit is a point as a direction from the middle of the earth.
func unit(p record.Point) [3]float64 {
	lat, lon := p.Lat*math.Pi/180, p.Lon*math.Pi/180
	return [3]float64{math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)}
}

// distance is the length of the great circle between two directions, in kilometres.
func distance(a, b [3]float64) float64 {
	x, y, z := a[0]-b[0], a[1]-b[1], a[2]-b[2]
	return 2 * earth * math.Asin(math.Min(1, math.Sqrt(x*x+y*y+z*z)/2))
}
