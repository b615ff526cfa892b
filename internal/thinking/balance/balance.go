// Package balance weighs conflict against cooperation, week by week, on the PLOVER scale.
package balance

import (
	"math"

	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// Week is the balance of one week.
type Week struct {
	From   calendar.Date
	Score  float64 // sum of the scores of the week's events
	Events int
	ByQuad map[plover.Quad]int
}

// Weekly gives the balance of n seven-day weeks that end on the day. Events known only to
// the month or year belong to no week and are left out.
func Weekly(events []record.Event, day calendar.Date, n int) []Week {
	first := day.Add(1 - 7*n)
	out := make([]Week, n)
	for i := range out {
		out[i] = Week{From: first.Add(7 * i), ByQuad: map[plover.Quad]int{}}
	}
	for _, e := range events {
		p := e.When.Precision
		if e.When.Start < first || e.When.Start > day || p != calendar.Day && p != calendar.Week {
			continue
		}
		w := &out[int(e.When.Start-first)/7]
		w.Events++
		w.ByQuad[plover.Class(e.Type, e.Mode)]++
		if s, ok := plover.Scale(e.Type, e.Mode); ok {
			w.Score += s.Value
		}
	}
	return out
}

// Trend is the weekly mean of one class lately and before that.
type Trend struct {
	Class  plover.Quad
	Recent float64 // events a week in the last weeks
	Before float64 // events a week in the weeks before those
	Weeks  int     // weeks that Recent is the mean of
	Prior  int     // weeks that Before is the mean of; 0 when the record is too short
}

// Trends compares the last recent weeks with the prior weeks before them, or as many as
// there are, for material conflict and material cooperation.
func Trends(weeks []Week, recent, prior int) []Trend {
	last := weeks[max(0, len(weeks)-recent):]
	before := weeks[:len(weeks)-len(last)]
	before = before[max(0, len(before)-prior):]
	var out []Trend
	for _, q := range []plover.Quad{plover.MaterialConflict, plover.MaterialCooperation} {
		out = append(out, Trend{Class: q, Recent: mean(last, q), Before: mean(before, q), Weeks: len(last), Prior: len(before)})
	}
	return out
}

func mean(weeks []Week, q plover.Quad) float64 {
	n := 0
	for _, w := range weeks {
		n += w.ByQuad[q]
	}
	return float64(n) / float64(max(1, len(weeks)))
}

// Cooperation is the evidence on material cooperation between two sides over a window,
// without the violence, which the trend of violence already counts.
type Cooperation struct {
	For     int      // truces put in force, crossings reopened, releases, trade accords, aid
	Against int      // closures, sanctions, expulsions, troop moves, truces ended
	IDs     []string // the events counted
}

// Cooperating counts the evidence for and against among the events of the window.
func Cooperating(events []record.Event, w calendar.Window) Cooperation {
	var c Cooperation
	for _, e := range events {
		if !w.Holds(e.When.Start) || e.Violent() {
			continue
		}
		switch q := plover.Class(e.Type, e.Mode); {
		case q == plover.MaterialCooperation:
			c.For++
		case q == plover.MaterialConflict || e.Mode == "ceasefire_end":
			c.Against++
		default:
			continue
		}
		c.IDs = append(c.IDs, e.ID)
	}
	return c
}

// Net is the probability that cooperation outweighs its opposite: P(p > ½) for
// p ~ Beta(1+For, 1+Against), by the binomial identity
// P(p > ½) = Σ_{k=0}^{For} C(n, k)/2ⁿ with n = For+Against+1.
// With no evidence it is ½.
func (c Cooperation) Net() float64 {
	n := c.For + c.Against + 1
	sum := 0.0
	for k := 0; k <= c.For; k++ {
		a, _ := math.Lgamma(float64(n + 1))
		b, _ := math.Lgamma(float64(k + 1))
		d, _ := math.Lgamma(float64(n - k + 1))
		sum += math.Exp(a - b - d - float64(n)*math.Ln2)
	}
	return math.Min(1, sum)
}
