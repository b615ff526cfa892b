package hawkes

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/optimize"
)

// Options choose what is fitted. The zero value fits one common decay over a constant
// baseline without priors.
type Options struct {
	Structure  Structure // default Common
	Knots      int       // knots of a moving baseline; 0 or 1 is constant
	Prior      Prior
	Iterations int // most iterations of the search; default 500
	// Without lists pairs (receiver, source) whose branching ratio is held at zero, for
	// likelihood-ratio tests.
	Without [][2]int
	// Quick leaves out the standard errors, for tests that need only the likelihood.
	Quick bool
	// Start, when given, is where the search begins; it must have the fit's structure.
	Start *Params
}

// Prior is a weak Gamma prior on the branching ratios and decays; a zero Shape is none.
// The log density (Shape−1)·log x − Rate·x is added for each ratio or decay.
type Prior struct {
	BranchingShape, BranchingRate float64
	DecayShape, DecayRate         float64
}

// Fit is a fitted process.
type Fit struct {
	Params    Params
	Structure Structure
	Baseline  Baseline
	LogLik    float64 // at the estimate, without the prior
	Poisson   float64 // log-likelihood of the same baseline without excitation
	N         int
	Free      int // free parameters
	AIC       float64
	BIC       float64
	SE        Params      // standard errors from the observed information; NaN where it is not positive
	BranchSE  [][]float64 // of the branching ratios, by the delta method
	Radius    float64     // spectral radius of the branching matrix
	Gradient  float64     // largest absolute gradient in the search's parameters
	Evals     int
	cov       *mat.SymDense
	slope     []float64  // of log L + log prior in each branching ratio
	curve     []float64  // and minus its second derivative
	root      *mat.Dense // of cov, once it is needed
}

// Estimate fits by maximum likelihood (or maximum a posteriori with a prior): L-BFGS on the
// logarithms of baseline, branching ratios and decays, then Newton steps with the
// information matrix. Every stream needs MinEvents events.
func Estimate(d Data, o Options) (*Fit, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if o.Structure == "" {
		o.Structure = Common
	}
	for i, n := range d.Counts() {
		if n < MinEvents {
			return nil, fmt.Errorf("hawkes: stream %d has %d events of at least %d: %w", i, n, MinEvents, ErrTooFew)
		}
	}
	b := Constant(d.Horizon)
	if o.Knots > 1 {
		var err error
		if b, err = Moving(d.Horizon, o.Knots); err != nil {
			return nil, err
		}
	}
	var x []float64
	if o.Structure != Common && o.Start == nil {
		// One common decay is a fit away and a better start than a guess for each pair.
		first, err := newSearch(d, b, Common, o)
		if err != nil {
			return nil, err
		}
		if x, err = first.minimize(first.start(), 1e-5); err != nil {
			return nil, err
		}
	}
	s, err := newSearch(d, b, o.Structure, o)
	if err != nil {
		return nil, err
	}
	switch {
	case o.Start != nil:
		x = s.from(*o.Start)
	case x == nil:
		x = s.start()
	}
	for len(x) < s.size() {
		x = append(x, x[len(x)-1])
	}
	if x, err = s.minimize(x, 1e-7); err != nil {
		return nil, err
	}
	if o.Quick {
		s.at(x)
		return &Fit{Params: s.natural(), Structure: o.Structure, Baseline: b, LogLik: s.e.run(), N: len(d.Times), Free: len(x) - len(o.Without), Evals: s.evals}, nil
	}
	return s.finish(s.polish(x))
}

func newSearch(d Data, b Baseline, structure Structure, o Options) (*search, error) {
	e, err := newEvaluator(d, b, structure)
	if err != nil {
		return nil, err
	}
	return &search{e: e, o: o, n: float64(len(d.Times))}, nil
}

// minimize runs L-BFGS (Liu and Nocedal 1989) until the largest gradient is under the threshold.
func (s *search) minimize(x []float64, threshold float64) ([]float64, error) {
	iterations := s.o.Iterations
	if iterations == 0 {
		iterations = 500
	}
	problem := optimize.Problem{
		Func: s.at,
		Grad: func(g, x []float64) { s.at(x); copy(g, s.grad) },
	}
	res, err := optimize.Minimize(problem, x, &optimize.Settings{
		GradientThreshold: threshold, MajorIterations: iterations,
		Converger: &optimize.FunctionConverge{Absolute: 1e-12, Iterations: 6},
	}, &optimize.LBFGS{Store: 12})
	// A line search that can go no lower ends with an error at a point that polish settles.
	if res == nil {
		return nil, fmt.Errorf("hawkes: %w", err)
	}
	return res.X, nil
}

// search maps the logarithms of the parameters to the evaluator. The order is the baseline
// coefficients, the branching ratios row by row, the decays.
type search struct {
	e     *evaluator
	o     Options
	n     float64
	last  []float64
	value float64
	grad  []float64
	evals int
	hess  *mat.SymDense // at the end of the search
}

func (s *search) size() int { return len(s.e.mu) + len(s.e.alpha) + s.e.l.decays }

// largest keeps exp in range during the line search.
const largest = 60

// at returns −(log L + log prior)/N and fills grad.
func (s *search) at(x []float64) float64 {
	if s.last != nil && equal(s.last, x) {
		return s.value
	}
	if s.last == nil {
		s.last, s.grad = make([]float64, len(x)), make([]float64, len(x))
	}
	copy(s.last, x)
	e := s.e
	nm, na := len(e.mu), len(e.alpha)
	for _, v := range x {
		if !(math.Abs(v) < largest) {
			s.value = math.Inf(1)
			clear(s.grad)
			return s.value
		}
	}
	for k := range e.mu {
		e.mu[k] = math.Exp(x[k])
	}
	for g := range e.beta {
		e.beta[g] = math.Exp(x[nm+na+g])
	}
	for p := range e.alpha {
		e.alpha[p] = math.Exp(x[nm+p]) * e.beta[e.l.group[p]]
	}
	for _, w := range s.o.Without {
		e.alpha[w[0]*e.data.D+w[1]] = 0
	}
	s.evals++
	ll := e.run()
	clear(s.grad)
	for k := range e.mu {
		s.grad[k] = e.gMu[k] * e.mu[k]
	}
	for p, a := range e.alpha {
		g := nm + na + e.l.group[p]
		// α = n·β: both n and β move α.
		s.grad[nm+p] = e.gAlpha[p] * a
		s.grad[g] += e.gAlpha[p]*a + e.gBeta[p]*e.beta[e.l.group[p]]
	}
	ll += s.prior(x)
	for k := range s.grad {
		s.grad[k] /= -s.n
	}
	s.value = -ll / s.n
	if math.IsNaN(s.value) {
		s.value = math.Inf(1)
	}
	return s.value
}

// prior returns the log density and adds its gradient in the logarithms.
func (s *search) prior(x []float64) float64 {
	nm, na := len(s.e.mu), len(s.e.alpha)
	total := 0.0
	add := func(k int, shape, rate float64) {
		if shape > 0 {
			v := math.Exp(x[k])
			total += (shape-1)*x[k] - rate*v
			s.grad[k] += shape - 1 - rate*v
		}
	}
	for p := range na {
		if !s.held(p) {
			add(nm+p, s.o.Prior.BranchingShape, s.o.Prior.BranchingRate)
		}
	}
	for g := range s.e.l.decays {
		add(nm+na+g, s.o.Prior.DecayShape, s.o.Prior.DecayRate)
	}
	return total
}

// held reports whether the branching ratio of a pair is fixed at zero.
func (s *search) held(pair int) bool {
	for _, w := range s.o.Without {
		if w[0]*s.e.data.D+w[1] == pair {
			return true
		}
	}
	return false
}

// from puts given parameters into logarithms; what is zero starts small.
func (s *search) from(p Params) []float64 {
	e, d, kb := s.e, s.e.data.D, s.e.base.Len()
	x := make([]float64, s.size())
	log := func(v float64) float64 { return math.Log(max(v, 1e-6)) }
	for i := range d {
		for b := range kb {
			x[i*kb+b] = log(p.Mu[i][min(b, len(p.Mu[i])-1)])
		}
		for j := range d {
			x[len(e.mu)+i*d+j] = log(p.Alpha[i][j] / p.Beta[i][j])
			x[len(e.mu)+len(e.alpha)+e.l.group[i*d+j]] = log(p.Beta[i][j])
		}
	}
	return x
}

// start is half the events from the baseline, the rest from all streams alike, and of a
// few decays the one with the highest likelihood.
func (s *search) start() []float64 {
	d, kb := s.e.data.D, s.e.base.Len()
	counts := s.e.data.Counts()
	x := make([]float64, s.size())
	for i, n := range counts {
		for b := range kb {
			x[i*kb+b] = math.Log(float64(n) / s.e.data.Horizon / 2)
		}
		for j := range d {
			share := .5 / float64(d) * float64(n) / float64(counts[j])
			x[len(s.e.mu)+i*d+j] = math.Log(min(.5, share))
		}
	}
	rate := s.n / s.e.data.Horizon
	best, at := math.Inf(1), 0.0
	decays := x[len(s.e.mu)+len(s.e.alpha):]
	for _, f := range []float64{.05, .2, .8, 3} {
		for g := range decays {
			decays[g] = math.Log(f * rate)
		}
		if v := s.at(x); v < best {
			best, at = v, decays[0]
		}
	}
	for g := range decays {
		decays[g] = at
	}
	return x
}

func equal(a, b []float64) bool {
	for k := range a {
		if a[k] != b[k] {
			return false
		}
	}
	return true
}
