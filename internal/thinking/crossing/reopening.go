package crossing

import (
	"math"

	"detente/internal/thinking/survival"
	"detente/internal/words/record"
)

// Soon is the number of days that the chance of reopening looks ahead.
const Soon = 7

// FewestAtRisk is the number of closures that lasted at least as long, under which no chance
// is given; FewestEnded is the number of ended ones under which no spread is given.
const (
	FewestAtRisk = 3
	FewestEnded  = 3
)

// Ages are the ages of a closure, in days, for which a chance is tabled.
var Ages = []int{0, 7, 14, 30, 60}

// Reopening says how predictable the end of a closure is, from earlier ones.
type Reopening struct {
	Closures, Ended int
	// Mean, SD and Spread, the coefficient of variation SD/Mean, are over ended closures: 0
	// when all were equally long, about 1 when they ended at random.
	Mean, SD, Spread *float64
	Median           *float64 // of the Kaplan–Meier curve; nil when half have not ended
	Table            []Chance
	curve            survival.Curve
	longest          int
}

// Chance is how probable it is that a closure of an age ends in the next Soon days.
type Chance struct {
	Age       int
	AtRisk    int      // earlier closures that lasted longer than Age
	Ended     int      // of them, those that ended in the next Soon days
	P         *float64 // nil with fewer than FewestAtRisk, or where none was followed so long
	Low, High *float64 // bound P at 95 %
}

// Reopen estimates from closures of one scope, ended and not.
//
//	P(ends within 7 days | age d) = 1 − S(d+7)/S(d)
//
// with S the Kaplan–Meier estimate (package survival). The interval is
// 1 − (S(d+7)/S(d))·exp(±z·√Σ), Σ being Greenwood's sum over the days from d to d+7. Where none, or
// all, of the n at risk ended, that has no width, and the exact bound 1 − 0.025^(1/n), or
// 0.025^(1/n), of Clopper and Pearson (1934, Biometrika 26) is taken. Closures of several
// crossings by one decision are not independent, which makes it too narrow.
func Reopen(spells []Spell, scope record.CrossingScope) Reopening {
	var r Reopening
	var list []survival.Spell
	var ended []float64
	for _, s := range spells {
		if !s.has(scope) {
			continue
		}
		r.Closures++
		r.longest = max(r.longest, s.Days)
		list = append(list, survival.Spell{ID: s.ID(), Days: s.Days, Ended: !s.Censored})
		if !s.Censored {
			r.Ended++
			ended = append(ended, float64(s.Days))
		}
	}
	r.curve = survival.KaplanMeier(list)
	if m := r.curve.Median().Days; !math.IsNaN(m) && r.Ended >= FewestEnded {
		r.Median = &m
	}
	if r.Ended >= FewestEnded {
		r.spread(ended)
	}
	for _, age := range Ages {
		r.Table = append(r.Table, r.Chance(age))
	}
	return r
}

// spread gives mean, sd (divided by n−1) and coefficient of variation.
func (r *Reopening) spread(days []float64) {
	var mean, square float64
	for _, d := range days {
		mean += d / float64(len(days))
	}
	for _, d := range days {
		square += (d - mean) * (d - mean)
	}
	sd := math.Sqrt(square / float64(len(days)-1))
	r.Mean, r.SD = &mean, &sd
	if mean > 0 {
		cv := sd / mean
		r.Spread = &cv
	}
}

// Chance returns how probable it is that a closure of the age ends in the next Soon days.
func (r Reopening) Chance(age int) Chance {
	c := Chance{Age: age}
	ratio, sum := 1.0, 0.0
	lasted := r.Closures
	for _, p := range r.curve.Points {
		if p.Days <= age {
			lasted -= p.Events + p.Censored
			continue
		}
		if p.Days > age+Soon {
			break
		}
		n, d := float64(p.AtRisk), float64(p.Events)
		c.Ended += p.Events
		if d > 0 {
			ratio *= (n - d) / n
			sum += d / (n * (n - d))
		}
	}
	c.AtRisk = lasted
	if c.AtRisk < FewestAtRisk || r.longest < age+Soon {
		return c
	}
	p := 1 - ratio
	low, high := 0.0, 1.0
	tail := math.Pow(0.025, 1/float64(c.AtRisk))
	switch {
	case c.Ended == 0:
		high = 1 - tail
	case ratio == 0:
		low = tail
	default:
		z := 1.959963984540054 * math.Sqrt(sum)
		low, high = math.Max(0, 1-ratio*math.Exp(z)), math.Min(1, 1-ratio*math.Exp(-z))
	}
	c.P, c.Low, c.High = &p, &low, &high
	return c
}

func (s Spell) has(scope record.CrossingScope) bool {
	for _, x := range s.Scopes {
		if x == scope {
			return true
		}
	}
	return false
}

// Curve is the Kaplan–Meier estimate behind the chances.
func (r Reopening) Curve() survival.Curve { return r.curve }
