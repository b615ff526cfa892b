package trend

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// Level is the posterior of an underlying rate exp(x), in events a week at full coverage.
type Level struct {
	Mean, Median float64
	Low, High    float64 // 5 % and 95 % points
}

// Level is the rate in the last week, given all weeks.
func (m *Model) Level() Level {
	mixed := make([]float64, m.grid.n)
	for _, q := range m.parts {
		floats.AddScaled(mixed, q.weight, q.last)
	}
	return m.grid.level(mixed)
}

// Path is the smoothed rate, one for each week given to Fit, missing weeks included. Every point uses all weeks, later
// ones too, so it is for charts and not for judging forecasts. The first call may take as long as Fit.
func (m *Model) Path() []Level { return slices.Clone(m.path()) }

// smoothPath mixes the smoothed distributions of all parts, week by week.
func (m *Model) smoothPath() []Level {
	weeks := m.weeks()
	mixed := make([]float64, weeks*m.grid.n)
	s := newSmoother(weeks, m.grid.n)
	for _, q := range m.parts {
		s.run(q.chain, 0, func(t int, p cells) {
			floats.AddScaled(mixed[t*m.grid.n+p.from:t*m.grid.n+p.to], q.weight, p.mass[p.from:p.to])
		})
	}
	path := make([]Level, weeks)
	for t := range path {
		path[t] = m.grid.level(mixed[t*m.grid.n : (t+1)*m.grid.n])
	}
	return path
}

// Ceiling is the highest rate the model considers, in events a week at full coverage: ten times the highest weekly
// rate seen. Simulated levels are reflected below it.
func (m *Model) Ceiling() float64 { return math.Exp(m.grid.top()) }

// level summarises a distribution over the cells, which sums to 1.
func (g grid) level(mass []float64) Level {
	l := Level{
		Median: math.Exp(g.quantile(mass, .5)),
		Low:    math.Exp(g.quantile(mass, .05)),
		High:   math.Exp(g.quantile(mass, .95)),
	}
	for i, p := range mass {
		if p > 0 {
			l.Mean += p * math.Exp(g.at(i))
		}
	}
	return l
}
