package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/optimize"

	"detente/internal/thinking/score"
)

// States is an observed Markov model: the state of a month is the bin of its deaths, the chance of each
// state some months ahead is a ridge-penalised multinomial logit on the unit's features, and
// a count within a state is redrawn from what was observed in it, the unit's own months first
// (after Randahl and Vegelius 2024).
type States struct {
	Every int     // training months: every n-th counted back from the newest
	Ridge float64 // penalty on standardised coefficients, a training row
}

// Name is "states".
func (States) Name() string { return "states" }

// Fit fits one logit a lead, each started from the one before.
func (m States) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	last := 0
	for _, l := range leads {
		last = max(last, l)
	}
	t := collect(h, last, 24, m.Every, 8)
	if t.x.Rows < 100 {
		return nil, fmt.Errorf("%d past months: %w", t.x.Rows, ErrTooThin)
	}
	f := &states{coef: map[int][]float64{}, mean: make([]float64, t.x.Cols), sd: make([]float64, t.x.Cols), x: make([][]float64, len(h.Units)), n: t.x.Rows}
	f.standardise(t)
	f.seen = observe(t)
	for u, s := range t.series {
		if len(s) > 0 {
			f.x[u] = f.scaled(Features(s))
		}
	}
	var start []float64
	for _, l := range leads {
		class := make([]int, t.x.Rows)
		for i := range class {
			class[i] = score.Bin(t.after(i, l))
		}
		c, err := logit(f.z, class, score.Bins, m.Ridge, start)
		if err != nil {
			return nil, fmt.Errorf("lead %d: %w", l, err)
		}
		f.coef[l], start = c, c
	}
	f.z = nil
	return f, nil
}

type states struct {
	coef     map[int][]float64
	mean, sd []float64
	z        [][]float64 // standardised training features, while fitting
	x        [][]float64 // by unit, standardised
	seen     seen
	n        int
}

// Describe says what was learnt.
func (f *states) Describe() string {
	return fmt.Sprintf("multinomial logit on %d past months, %d states", f.n, score.Bins)
}

func (f *states) standardise(t rows) {
	n := float64(t.x.Rows)
	for i := range t.x.Rows {
		for c, v := range t.x.Row(i) {
			f.mean[c] += v / n
		}
	}
	for i := range t.x.Rows {
		for c, v := range t.x.Row(i) {
			f.sd[c] += (v - f.mean[c]) * (v - f.mean[c]) / n
		}
	}
	for c := range f.sd {
		f.sd[c] = math.Max(1e-9, math.Sqrt(f.sd[c]))
	}
	f.z = make([][]float64, t.x.Rows)
	for i := range f.z {
		f.z[i] = f.scaled(t.x.Row(i))
	}
}

// scaled is the features with a constant first.
func (f *states) scaled(x []float64) []float64 {
	z := make([]float64, len(x)+1)
	z[0] = 1
	for c, v := range x {
		z[c+1] = (v - f.mean[c]) / f.sd[c]
	}
	return z
}

// ownMonths is how far back a unit's own counts are redrawn from.
const ownMonths = 60

// seen is the counts observed in each bin.
type seen struct {
	own [][][]float64 // by unit, then bin: its newest months
	all [][]float64   // by bin, in any unit
}

func observe(t rows) seen {
	s := seen{own: make([][][]float64, len(t.series)), all: make([][]float64, score.Bins)}
	for u, series := range t.series {
		s.own[u] = make([][]float64, score.Bins)
		for i, v := range series {
			b := score.Bin(v)
			s.all[b] = append(s.all[b], v)
			if i >= len(series)-ownMonths {
				s.own[u][b] = append(s.own[u][b], v)
			}
		}
	}
	return s
}

// draw draws bins with chances p and within a bin a count: the unit's own the more often, the more it has.
func (s seen) draw(unit int, p []float64, n int, r *rand.Rand) []float64 {
	out := make([]float64, n)
	systematic(out, func(q float64) float64 {
		k := 0
		for k < len(p)-1 && q >= p[k] {
			q -= p[k]
			k++
		}
		for k > 0 && len(s.all[k]) == 0 {
			k-- // never seen anywhere: the next lower
		}
		own, all := s.own[unit][k], s.all[k]
		switch {
		case len(all) == 0:
			return 0
		case r.Float64() < float64(len(own))/float64(len(own)+5):
			return own[r.IntN(len(own))]
		}
		return all[r.IntN(len(all))]
	}, r)
	return out
}

// Draw draws states, then counts.
func (f *states) Draw(index, lead, n int, r *rand.Rand) []float64 {
	if f.x[index] == nil {
		return nil
	}
	p := make([]float64, score.Bins)
	probabilities(f.x[index], f.coef[lead], p)
	return f.seen.draw(index, p, n, r)
}

func probabilities(z, coef, p []float64) {
	top := math.Inf(-1)
	for k := range p {
		p[k] = floats.Dot(z, coef[k*len(z):(k+1)*len(z)])
		top = math.Max(top, p[k])
	}
	sum := 0.0
	for k := range p {
		p[k] = math.Exp(p[k] - top)
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
}

// logit minimises the mean log loss plus the ridge, by limited-memory BFGS; every class has its coefficients,
// which the penalty identifies.
func logit(z [][]float64, class []int, k int, ridge float64, start []float64) ([]float64, error) {
	d := len(z[0])
	n := float64(len(z))
	if start == nil {
		start = make([]float64, k*d)
	}
	p := make([]float64, k)
	eval := func(x, grad []float64) float64 {
		loss := 0.0
		for i := range grad {
			grad[i] = 0
		}
		for i, row := range z {
			probabilities(row, x, p)
			loss -= math.Log(math.Max(p[class[i]], 1e-300)) / n
			for c, q := range p {
				if c == class[i] {
					q--
				}
				if math.Abs(q) > 1e-9 {
					floats.AddScaled(grad[c*d:(c+1)*d], q/n, row)
				}
			}
		}
		for i, v := range x {
			w := ridge
			if i%d == 0 {
				w = ridge / 100 // the constant is hardly held back
			}
			loss += w * v * v / 2
			grad[i] += w * v
		}
		return loss
	}
	grad, at := make([]float64, k*d), make([]float64, k*d)
	value, fresh := 0.0, false
	both := func(x []float64) {
		if fresh && floats.Equal(at, x) {
			return
		}
		copy(at, x)
		value, fresh = eval(x, grad), true
	}
	res, err := optimize.Minimize(optimize.Problem{
		Func: func(x []float64) float64 { both(x); return value },
		Grad: func(g, x []float64) { both(x); copy(g, grad) },
	}, start, &optimize.Settings{MajorIterations: 40, GradientThreshold: 1e-5, Converger: &optimize.FunctionConverge{Absolute: 1e-6, Iterations: 5}}, &optimize.LBFGS{})
	if res == nil {
		return nil, err
	}
	return res.X, nil
}
