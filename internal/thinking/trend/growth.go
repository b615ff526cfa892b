package trend

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// leastStart is the posterior share below which the cells around a start are left out of Growth.
const leastStart = 1e-7

// Growth is the posterior of the change of the log level x_T − x_{T−Weeks}; exp of it is the factor by which the
// underlying rate has changed.
type Growth struct {
	Weeks     int     // weeks looked back
	Mean      float64 // nats
	Low, High float64 // 5 % and 95 % points
	Positive  float64 // probability that the change is above zero
}

// Growth compares the last week's level with that of so many weeks before. Weeks is clamped to 1 … len(weeks)−1; the
// result says which was used.
//
// It is computed from the smoothed joint distribution, without sampling:
//
//	p(x_T−k, x_T | all) = p(x_T−k | all) · p(x_T | x_T−k, y_T−k+1..T)
//
// where the second factor is the filter started in a single cell. A change within one cell counts half as positive. Time
// is O(√weeks) times that of the filter over those weeks, for every pair (σ, φ) kept.
func (m *Model) Growth(weeks int) Growth {
	g, last := m.grid, m.weeks()-1
	weeks = max(1, min(weeks, last))
	// Differences of n cells lie on 2n−1 cells, zero being the middle one.
	changes := grid{low: -(float64(g.n) - .5) * g.step, step: g.step, n: 2*g.n - 1}
	mass := make([]float64, changes.n)
	for _, q := range m.parts {
		q.addChanges(mass, q.startsOf(last-weeks), last-weeks, g.step)
	}
	total := floats.Sum(mass)
	r := Growth{Weeks: weeks}
	for i := range mass {
		mass[i] /= total
		r.Mean += mass[i] * changes.at(i)
		switch {
		case i == g.n-1:
			r.Positive += mass[i] / 2
		case i >= g.n:
			r.Positive += mass[i]
		}
	}
	r.Positive = math.Min(r.Positive, 1)
	r.Low, r.High = changes.quantile(mass, .05), changes.quantile(mass, .95)
	return r
}

// startsOf is the distribution of x_t given all weeks.
func (q part) startsOf(t int) []float64 {
	starts := make([]float64, q.n)
	newSmoother(len(q.week), q.n).run(q.chain, t, func(s int, p cells) {
		if s == t {
			copy(starts[p.from:p.to], p.mass[p.from:p.to])
		}
	})
	return starts
}

// addChanges adds the part's distribution of x_T − x_t to mass, times its weight.
//
// p(x_T | x_t, y) is computed from every stride-th cell and interpolated linearly between. The slope of its mean in x_t
// is at most √V/(σ√k), V being its variance (observations only loosen the tie), so that starts a quarter of σ√k apart
// add at most one hundredth to V.
func (q part) addChanges(mass, starts []float64, t int, step float64) {
	last := len(q.week) - 1
	stride := max(1, int(q.sigma*math.Sqrt(float64(last-t))/(4*step)))
	scratch := q.scratch()
	p := cells{mass: make([]float64, q.n)}
	for at := 0; at < q.n+stride-1; at += stride {
		from := min(at, q.n-1)
		shares, first := hat(starts, at, stride)
		if floats.Sum(shares) < leastStart {
			continue
		}
		p.from, p.to, p.mass[from] = from, from+1, 1
		q.advance(&p, t, last, scratch)
		for s, share := range shares {
			offset := q.n - 1 - (first + s)
			floats.AddScaled(mass[offset+p.from:offset+p.to], q.weight*share, p.mass[p.from:p.to])
		}
	}
}

// hat weighs the cells within a stride of at by their closeness to it, 1 at the cell itself and 0 a stride away, and
// returns them with the index of the first.
func hat(mass []float64, at, stride int) (weighted []float64, first int) {
	first = max(0, at-stride+1)
	for i := first; i < min(len(mass), at+stride); i++ {
		closeness := 1 - math.Abs(float64(i-at))/float64(stride)
		weighted = append(weighted, mass[i]*closeness)
	}
	return weighted, first
}
