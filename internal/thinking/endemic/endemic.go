// Package endemic fits the endemic–epidemic model of counts by day or week, the twin of the
// point process where events share days: each unit's mean is a baseline, a share of its own
// last count and a share of the others' (Held, Höhle and Hofmann 2005, Stat. Modelling 5;
// hhh4 in R's surveillance, Meyer, Held and Höhle 2017, J. Stat. Softw. 77):
//
//	y_it ~ NegBin(mean ν_i + λ_i·y_{i,t−1} + φ_i·Σ_{j≠i} y_{j,t−1}, size ψ)
//
// with one size for all units and the first time left out of the likelihood.
package endemic

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/mathext"
	"gonum.org/v1/gonum/optimize"
)

// ErrTooFew means fewer than MinTimes times, or a unit that never counted anything.
var ErrTooFew = errors.New("too few counts to fit")

// ErrCounts means rows of different length or a negative count.
var ErrCounts = errors.New("not a table of counts")

// MinTimes is the fewest times that Fit takes.
const MinTimes = 20

// Params are by unit: Endemic events a time, Own and Others the mean number of events at the
// next time for each event now; Size is ψ, +Inf at the Poisson limit.
type Params struct {
	Endemic []float64 `json:"endemic"`
	Own     []float64 `json:"own"`
	Others  []float64 `json:"others"`
	Size    float64   `json:"size"`
}

// Fit is a fitted model. SE holds standard errors from the observed information; NaN for
// what lies on its boundary.
type Fit struct {
	Params Params
	SE     Params
	LogLik float64
	AIC    float64
	Times  int // times in the likelihood
}

// Estimate fits counts[t][i] by maximum likelihood: L-BFGS on the logarithms.
func Estimate(counts [][]int) (*Fit, error) {
	if len(counts) < MinTimes {
		return nil, fmt.Errorf("endemic: %d times of at least %d: %w", len(counts), MinTimes, ErrTooFew)
	}
	d := len(counts[0])
	sum := make([]float64, d)
	for t, row := range counts {
		if len(row) != d || d == 0 {
			return nil, fmt.Errorf("endemic: row %d has %d counts and the first %d: %w", t, len(row), d, ErrCounts)
		}
		for i, c := range row {
			if c < 0 {
				return nil, fmt.Errorf("endemic: row %d, unit %d: %d: %w", t, i, c, ErrCounts)
			}
			sum[i] += float64(c)
		}
	}
	x := make([]float64, 3*d+1)
	for i := range d {
		if sum[i] == 0 {
			return nil, fmt.Errorf("endemic: unit %d never counted anything: %w", i, ErrTooFew)
		}
		mean := sum[i] / float64(len(counts))
		x[i], x[d+i], x[2*d+i] = math.Log(mean/2), math.Log(.3), math.Log(.1)
	}
	x[3*d] = 1
	m := &model{counts: counts, d: d, grad: make([]float64, len(x)), last: make([]float64, len(x))}
	n := float64(len(counts) * d)
	problem := optimize.Problem{
		Func: func(x []float64) float64 { return -m.at(x) / n },
		Grad: func(g, x []float64) {
			m.at(x)
			for k := range g {
				g[k] = -m.grad[k] / n
			}
		},
	}
	res, err := optimize.Minimize(problem, x, &optimize.Settings{
		GradientThreshold: 1e-9, MajorIterations: 1000,
		Converger: &optimize.FunctionConverge{Absolute: 1e-14, Iterations: 20},
	}, &optimize.LBFGS{})
	if res == nil {
		return nil, fmt.Errorf("endemic: %w", err)
	}
	f := &Fit{LogLik: m.at(res.X), Times: len(counts) - 1}
	f.AIC = 2*float64(len(x)) - 2*f.LogLik
	f.Params = split(res.X, d, math.Exp)
	f.SE = m.errors(res.X)
	return f, nil
}

// split puts the vector into its parts.
func split(x []float64, d int, of func(float64) float64) Params {
	var p Params
	for i := range d {
		p.Endemic = append(p.Endemic, of(x[i]))
		p.Own = append(p.Own, of(x[d+i]))
		p.Others = append(p.Others, of(x[2*d+i]))
	}
	p.Size = of(x[3*d])
	return p
}

type model struct {
	counts [][]int
	d      int
	grad   []float64 // in the logarithms, at last
	last   []float64
	value  float64
}

// at returns the log-likelihood at the logarithms x and fills grad.
func (m *model) at(x []float64) float64 {
	if slices.Equal(x, m.last) {
		return m.value
	}
	copy(m.last, x)
	m.value = m.work(x)
	return m.value
}

func (m *model) work(x []float64) float64 {
	clear(m.grad)
	for _, v := range x {
		if math.Abs(v) > 50 {
			return math.Inf(-1)
		}
	}
	d, ll := m.d, 0.0
	size := math.Exp(x[3*d])
	lgSize, _ := math.Lgamma(size)
	dgSize := mathext.Digamma(size)
	for t := 1; t < len(m.counts); t++ {
		all := 0.0
		for _, c := range m.counts[t-1] {
			all += float64(c)
		}
		for i := range d {
			own := float64(m.counts[t-1][i])
			parts := [3]float64{math.Exp(x[i]), math.Exp(x[d+i]) * own, math.Exp(x[2*d+i]) * (all - own)}
			mu := parts[0] + parts[1] + parts[2]
			y := float64(m.counts[t][i])
			a, _ := math.Lgamma(y + size)
			b, _ := math.Lgamma(y + 1)
			ll += a - lgSize - b + size*math.Log(size/(size+mu)) + y*math.Log(mu/(size+mu))
			slope := y/mu - (y+size)/(size+mu)
			for k, part := range parts {
				m.grad[k*d+i] += slope * part
			}
			m.grad[3*d] += size * (mathext.Digamma(y+size) - dgSize + math.Log(size/(size+mu)) + 1 - (size+y)/(size+mu))
		}
	}
	return ll
}

// errors inverts the observed information, by differences of the gradient, over the
// parameters that are away from their boundary.
func (m *model) errors(x []float64) Params {
	var free []int
	for k, v := range x {
		if v > -12 && v < 12 {
			free = append(free, k)
		}
	}
	info := mat.NewSymDense(len(free), nil)
	const h = 1e-4
	y := append([]float64{}, x...)
	for a, k := range free {
		y[k] = x[k] + h
		m.at(y)
		up := append([]float64{}, m.grad...)
		y[k] = x[k] - h
		m.at(y)
		y[k] = x[k]
		for b := a; b < len(free); b++ {
			info.SetSym(a, b, -(up[free[b]]-m.grad[free[b]])/(2*h))
		}
	}
	se := make([]float64, len(x))
	for k := range se {
		se[k] = math.NaN()
	}
	var chol mat.Cholesky
	if chol.Factorize(info) {
		var inv mat.SymDense
		if chol.InverseTo(&inv) == nil {
			for a, k := range free {
				se[k] = math.Sqrt(inv.At(a, a)) * math.Exp(x[k])
			}
		}
	}
	return split(se, m.d, func(v float64) float64 { return v })
}
