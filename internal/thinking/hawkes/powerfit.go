package hawkes

import (
	"fmt"
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// PowerFit is a fitted power law.
type PowerFit struct {
	Params   PowerLaw
	LogLik   float64
	N, Free  int
	AIC, BIC float64
	SE       PowerLaw    // NaN where a parameter is on its boundary
	Branch   [][]float64 // as in Fit
	BranchSE [][]float64
	HalfSE   float64
	Radius   float64
	RadiusSE float64
	Gradient float64
	Evals    int
}

// PowerLogLikelihood returns the log-likelihood of a power law on [0, Horizon], with an empty history before 0.
func PowerLogLikelihood(d Data, p PowerLaw) (float64, error) {
	e, err := powerOf(d, p)
	if err != nil {
		return 0, err
	}
	return e.run(), nil
}

func powerOf(d Data, p PowerLaw) (*powerEvaluator, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	if len(p.Mu) != d.D {
		return nil, fmt.Errorf("hawkes: %w: they are for %d streams of %d", ErrPowerLaw, len(p.Mu), d.D)
	}
	e, err := newPowerEvaluator(d, p.Form)
	if err != nil {
		return nil, err
	}
	e.p = p
	return e, nil
}

// EstimatePower fits a power law by maximum likelihood, from the fit of an exponential and a grid of c and p; marks is
// the form in which κ is estimated, empty to leave the marks out.
func EstimatePower(d Data, marks MarkForm) (*PowerFit, error) {
	first, err := Estimate(d, Options{Marks: marks, Quick: true})
	if err != nil {
		return nil, err
	}
	if marks == "" {
		d.Marks = nil
	}
	e, err := newPowerEvaluator(d, marks)
	if err != nil {
		return nil, err
	}
	x, err := minimize(e, e.start(first.Params), 1e-7, 0)
	if err != nil {
		return nil, err
	}
	x = e.snap(x)
	n := float64(len(d.Times))
	x, hess := polish(e, x, n)
	e.at(x)
	f := &PowerFit{
		Params: e.copied(), LogLik: e.likelihood, N: len(d.Times), Free: e.size, Gradient: norm(e.grad) * n, Evals: e.evals,
	}
	f.AIC = 2*float64(f.Free) - 2*f.LogLik
	f.BIC = float64(f.Free)*math.Log(n) - 2*f.LogLik
	cov, known := covariance(hess, e.free(x), n)
	se := deviations(e.quantities, x, cov, known)
	take := func(n int) []float64 {
		out := se[:n:n]
		se = se[n:]
		return out
	}
	f.SE.Mu = take(d.D)
	for range d.D {
		f.SE.A = append(f.SE.A, take(d.D))
	}
	for range d.D {
		f.BranchSE = append(f.BranchSE, take(d.D))
	}
	f.SE.C, f.SE.P, f.SE.Kappa, f.HalfSE, f.RadiusSE = se[0], se[1], se[2], se[3], se[4]
	e.load(x)
	f.Branch, f.Radius = e.branch()
	return f, nil
}

// start takes over an exponential fit and tries shapes of the power law around its decay.
func (e *powerEvaluator) start(p Params) []float64 {
	d := e.data.D
	x := make([]float64, e.size)
	n := p.Branching()
	for i := range d {
		x[i] = math.Log(max(p.Mu[i][0], 1e-9))
		for j := range d {
			x[d+i*d+j] = math.Log(max(n[i][j], 1e-3))
		}
	}
	if e.score != nil {
		x[e.size-1] = p.Kappa
	}
	best, least := x, math.Inf(1)
	for _, shape := range []float64{.3, .8, 2, 6} { // p − 1
		for _, scale := range []float64{.1, .5, 2} {
			y := append([]float64{}, x...)
			y[d+d*d], y[d+d*d+1] = math.Log(scale*shape/p.Beta[0][0]), math.Log(shape)
			if v := e.at(y); v < least {
				best, least = y, v
			}
		}
	}
	return best
}

// at returns −log L/N and fills grad.
func (e *powerEvaluator) at(x []float64) float64 {
	if equal(e.last, x) {
		return e.value
	}
	copy(e.last, x)
	if !e.load(x) {
		clear(e.grad)
		e.value = math.Inf(1)
		return e.value
	}
	e.evals++
	e.likelihood = e.run()
	n := float64(len(e.data.Times))
	for k := range e.grad {
		e.grad[k] /= -n
	}
	if e.value = -e.likelihood / n; math.IsNaN(e.value) {
		e.value = math.Inf(1)
	}
	return e.value
}

func (e *powerEvaluator) slopes() []float64 { return e.grad }

func (e *powerEvaluator) scoring(x []float64) (float64, *mat.SymDense) {
	if e.outer == nil {
		e.outer = make([]float64, e.size*e.size)
	}
	e.last[0], e.info = math.NaN(), e.outer
	value := e.at(x)
	e.info = nil
	if math.IsInf(value, 1) {
		return value, nil
	}
	out := mat.NewSymDense(e.size, append([]float64{}, e.outer...))
	out.ScaleSym(1/float64(len(e.data.Times)), out)
	return value, out
}

func (e *powerEvaluator) free(x []float64) []int {
	d := e.data.D
	var out []int
	for k, v := range x {
		switch {
		case k < d && v < 2*vanishing, k >= d && k < d+d*d && v < vanishing:
		case k == d+d*d+1 && v > math.Log(.99*(SteepestPower-1)): // at its bound
		default:
			out = append(out, k)
		}
	}
	return out
}

func (e *powerEvaluator) places() []place {
	d := e.data.D
	out := make([]place, e.size)
	for k := range out {
		switch {
		case k < d:
			out[k] = place{k, -1}
		case k < d+d*d:
			out[k] = place{(k - d) / d, -1}
		default:
			out[k] = place{-1, -1}
		}
	}
	return out
}

// snap is that of the exponential search.
func (e *powerEvaluator) snap(x []float64) []float64 {
	y, near := append([]float64{}, x...), false
	value := e.at(x)
	for k := e.data.D; k < e.data.D+e.data.D*e.data.D; k++ {
		if x[k] < math.Log(1e-3) && x[k] > 2*vanishing {
			y[k], near = 2*vanishing, true
		}
	}
	if near && e.at(y) <= value {
		return y
	}
	return x
}

func (e *powerEvaluator) copied() PowerLaw {
	p := e.p
	p.Mu, p.A = append([]float64{}, e.p.Mu...), nil
	for _, a := range e.p.A {
		p.A = append(p.A, append([]float64{}, a...))
	}
	return p
}

// branch is the matrix of mean numbers set off, and its spectral radius.
func (e *powerEvaluator) branch() ([][]float64, float64) {
	n := e.p.Branching()
	scale := make([]float64, e.data.D)
	for k, j := range e.data.Stream {
		g := 1.0
		if e.score != nil {
			g = math.Exp(e.p.Kappa * e.score[k])
		}
		scale[j] += g / float64(e.counts[j])
	}
	for i := range n {
		for j := range n[i] {
			n[i][j] *= scale[j]
		}
	}
	return n, SpectralRadius(n)
}

// quantities are what standard errors are given for.
func (e *powerEvaluator) quantities(x []float64) []float64 {
	e.load(x)
	out := append([]float64{}, e.p.Mu...)
	n, radius := e.branch()
	for _, rows := range [][][]float64{e.p.A, n} {
		for _, r := range rows {
			out = append(out, r...)
		}
	}
	return append(out, e.p.C, e.p.P, e.p.Kappa, e.p.HalfLife(), radius)
}

// PowerResiduals returns the increments of the compensator between events, by stream.
func PowerResiduals(d Data, p PowerLaw) ([][]float64, error) {
	e, err := powerOf(d, p)
	if err != nil {
		return nil, err
	}
	e.prepare()
	out, carried := make([][]float64, d.D), make([]float64, d.D)
	n, last, taken := len(e.nodes.rate), 0.0, 0
	fresh := make([]float64, d.D)
	for k, t := range d.Times {
		if dt := t - last; dt > 0 {
			clear(fresh)
			for ; taken < k; taken++ {
				j := d.Stream[taken]
				for q := range n {
					e.r[j*n+q] += e.weight[taken]
				}
			}
			for j := range fresh {
				for q, s := range e.nodes.rate {
					// ∫ e^{−sx} over dt; the smallest rates need expm1.
					fresh[j] -= e.nodes.weight[q] * e.r[j*n+q] * math.Expm1(-s*dt) / s
				}
			}
			for i := range carried {
				carried[i] += p.Mu[i] * dt
				for j, v := range fresh {
					carried[i] += p.A[i][j] * v
				}
			}
			taken = e.advance(dt, taken, k)
			last = t
		}
		i := d.Stream[k]
		out[i] = append(out[i], carried[i])
		carried[i] = 0
	}
	return out, nil
}

// SimulatePower simulates a power law by branching: delays after an event have the density
// (p−1)/c·(1+x/c)^−p. marks are those of World.
func SimulatePower(p PowerLaw, horizon float64, marks [][]float64, r *rand.Rand) (Data, error) {
	if err := p.Check(); err != nil {
		return Data{}, err
	}
	// The mean numbers set off, and the marks, are those of an exponential with the same branching ratios.
	like := Params{Alpha: p.Branching(), Kappa: p.Kappa, Form: p.Form}
	for i := range p.Mu {
		like.Mu = append(like.Mu, []float64{p.Mu[i]})
		beta := make([]float64, len(p.Mu))
		for j := range beta {
			beta[j] = 1
		}
		like.Beta = append(like.Beta, beta)
	}
	w := World{Baseline: Constant(horizon), Marks: marks}
	return cluster(like, w, r, func() float64 { return p.C * math.Expm1(r.ExpFloat64()/(p.P-1)) })
}
