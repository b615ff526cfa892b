package hawkes

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// Options choose what is fitted. The zero value fits one common decay over a constant
// baseline without priors. Covariates of the data are always fitted, one effect a stream and column.
type Options struct {
	Structure  Structure // default Common
	Knots      int       // knots of a moving baseline; 0 or 1 is constant
	Decays     int       // exponential parts of each kernel, 1 (default) or 2
	Marks      MarkForm  // form in which κ is estimated; empty leaves the marks out
	Prior      Prior
	Iterations int // most iterations of the search; default 500
	// Inhibition lets branching ratios between different streams be negative; see Params.Floor.
	Inhibition bool
	Floor      float64 // with Inhibition; default DefaultFloor
	// Without lists pairs (receiver, source) whose branching ratio is held at zero, for
	// likelihood-ratio tests.
	Without [][2]int
	// Quick leaves out the standard errors, for tests that need only the likelihood.
	Quick bool
	// Start, when given, is where the search begins; it must have the fit's structure.
	Start *Params
}

// DefaultFloor is the share of the baseline below which inhibition cannot take an intensity.
const DefaultFloor = .05

// Prior is a weak Gamma prior on the branching ratios and decays; a zero Shape is none.
// The log density (Shape−1)·log x − Rate·x is added for each ratio or decay; a negative ratio has none.
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
	Poisson   float64 // log-likelihood of constant rates without excitation
	N         int
	Free      int // free parameters
	AIC       float64
	BIC       float64
	SE        Params      // standard errors from the observed information; NaN where it is not positive
	Branch    [][]float64 // mean numbers set off: branching ratios, with marks times the mean of g
	BranchSE  [][]float64 // of Branch, by the delta method
	Weight    [][]float64 // with two decays: the share of the fast part in the branching ratio, by pair
	WeightSE  [][]float64
	HalfSE    [][]float64 // of Params.HalfLife
	Radius    float64     // spectral radius of Branch; of its positive part with inhibition
	RadiusSE  float64
	Gradient  float64 // largest absolute gradient in the search's parameters
	Gap       float64 // log-likelihood that one more Newton step would promise; NaN where the information is not positive
	Evals     int
	options   Options
	scale     []float64 // mean of g over the marks of each stream
	cov       *mat.SymDense
	slope     []float64  // of log L + log prior in each branching ratio
	curve     []float64  // and minus its second derivative, the others following
	root      *mat.Dense // of cov, once it is needed
}

// Estimate fits by maximum likelihood (or maximum a posteriori with a prior): scoring and L-BFGS on the
// logarithms of baseline, branching ratios and decays, then Newton steps with the
// information matrix. Every stream needs MinEvents events.
func Estimate(d Data, o Options) (*Fit, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if err := o.fill(&d); err != nil {
		return nil, err
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
	s, err := newSearch(d, b, o)
	if err != nil {
		return nil, err
	}
	var x []float64
	if o.Start != nil {
		x = s.from(*o.Start)
	} else if x, err = s.approach(d, b, o); err != nil {
		return nil, err
	}
	if x, err = minimize(s, x, 1e-7, o.Iterations); err != nil {
		return nil, err
	}
	x = s.snap(x)
	if o.Quick {
		s.at(x)
		f := &Fit{Params: s.natural(), Structure: o.Structure, Baseline: b, LogLik: s.likelihood, N: len(d.Times), Free: s.freedom(), Evals: s.evals, options: o}
		f.criteria()
		f.Branch, f.Radius = s.branch()
		if e := s.e; e.l.parts > 1 {
			f.Weight = s.weights()
		}
		return f, nil
	}
	x, hess := polish(s, x, s.n)
	return s.finish(x, hess)
}

// fill sets defaults and refuses what does not go together.
func (o *Options) fill(d *Data) error {
	if o.Structure == "" {
		o.Structure = Common
	}
	if o.Decays == 0 {
		o.Decays = 1
	}
	if o.Decays > 2 || o.Decays < 1 {
		return fmt.Errorf("hawkes: %d decays a kernel, not 1 or 2", o.Decays)
	}
	if o.Marks == "" {
		d.Marks = nil // κ = 0: every event weighs the same
	} else if d.Marks == nil {
		return fmt.Errorf("hawkes: %w: there are none", ErrMark)
	}
	if !o.Inhibition {
		o.Floor = 0
		return nil
	}
	if o.Floor == 0 {
		o.Floor = DefaultFloor
	}
	if o.Knots > 1 || o.Decays > 1 || o.Structure != Common && o.Structure != Row {
		return fmt.Errorf("hawkes: %w", ErrFloor)
	}
	return nil
}

// finish puts the estimate into natural units and adds standard errors, criteria and the spectral radius.
func (s *search) finish(x []float64, hess *mat.SymDense) (*Fit, error) {
	s.at(x)
	e := s.e
	f := &Fit{
		Params: s.natural(), Structure: s.o.Structure, Baseline: e.base, N: len(e.data.Times), Free: s.freedom(),
		Gradient: norm(s.grad) * s.n, Poisson: poisson(e), options: s.o, LogLik: s.likelihood,
	}
	f.criteria()
	s.errors(f, x, hess)
	f.slope, f.curve = s.byBranching(x, f.BranchSE, f.scale)
	f.Evals = s.evals
	return f, nil
}

// criteria fills the information criteria.
func (f *Fit) criteria() {
	f.AIC = 2*float64(f.Free) - 2*f.LogLik
	f.BIC = float64(f.Free)*math.Log(float64(f.N)) - 2*f.LogLik
}

// errors fills the standard errors from the inverse of the observed information in the
// search's parameters, carried to natural units by the delta method. A parameter on its boundary
// has none (NaN).
func (s *search) errors(f *Fit, x []float64, hess *mat.SymDense) {
	cov, known := covariance(hess, s.free(x), s.n)
	f.cov = cov
	f.Gap = gap(s.grad, cov, known, s.n)
	se := deviations(s.quantities, x, cov, known)
	s.load(x)
	f.Branch, f.Radius = s.branch()
	f.scale = s.meanScale()
	e, d, kb := s.e, s.e.data.D, s.e.base.Len()
	take := func(width int) [][]float64 {
		out := make([][]float64, d)
		for i := range out {
			out[i], se = se[:width:width], se[width:]
		}
		return out
	}
	f.SE.Mu = take(kb)
	f.SE.Alpha, f.SE.Beta = take(d), take(d)
	if e.l.parts > 1 {
		f.SE.Slow = &Kernel{take(d), take(d)}
		f.Weight, f.WeightSE = s.weights(), take(d)
	}
	if w := e.data.Covariates.width(); w > 0 {
		f.SE.Gamma = take(w)
	}
	f.BranchSE, f.HalfSE = take(d), take(d)
	f.SE.Kappa, f.RadiusSE = se[0], se[1]
	if s.signs() {
		f.SE.Floor = f.Params.Floor
	}
}

// quantities are what standard errors are given for, in the order in which errors takes them.
func (s *search) quantities(x []float64) []float64 {
	s.load(x)
	p := s.natural()
	var out []float64
	add := func(rows [][]float64) {
		for _, r := range rows {
			out = append(out, r...)
		}
	}
	add(p.Mu)
	for _, k := range p.parts() {
		add(k.Alpha)
		add(k.Beta)
	}
	if p.Slow != nil {
		add(s.weights())
	}
	add(p.Gamma)
	n, radius := s.branch()
	add(n)
	add(p.HalfLife())
	return append(out, p.Kappa, radius)
}

// branch is the matrix of mean numbers set off, and its spectral radius.
func (s *search) branch() ([][]float64, float64) {
	p := s.natural()
	n, scale := p.Branching(), s.meanScale()
	positive := make([][]float64, len(n))
	for i := range n {
		positive[i] = make([]float64, len(n))
		for j := range n[i] {
			n[i][j] *= scale[j]
			positive[i][j] = max(0, n[i][j])
		}
	}
	return n, SpectralRadius(positive)
}

// meanScale is the mean of g over the marks of each source.
func (s *search) meanScale() []float64 {
	out := make([]float64, s.e.data.D)
	for k, j := range s.e.data.Stream {
		if s.e.score == nil {
			out[j] = 1
			continue
		}
		out[j] += math.Exp(s.e.kappa*s.e.score[k]) / float64(s.counts[j])
	}
	return out
}

// poisson is the log-likelihood of independent Poisson streams at their mean rates.
func poisson(e *evaluator) float64 {
	ll := 0.0
	for _, n := range e.data.Counts() {
		if n > 0 {
			ll += float64(n) * (math.Log(float64(n)/e.data.Horizon) - 1)
		}
	}
	return ll
}

// norm is the largest absolute entry.
func norm(v []float64) float64 {
	m := 0.0
	for _, x := range v {
		m = max(m, math.Abs(x))
	}
	return m
}

// SpectralRadius is the largest modulus of the eigenvalues of a branching matrix; at 1 and
// above the process explodes. NaN when it cannot be computed.
func SpectralRadius(n [][]float64) float64 {
	m := mat.NewDense(len(n), len(n), nil)
	for i := range n {
		for _, v := range n[i] {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return math.NaN()
			}
		}
		m.SetRow(i, n[i])
	}
	var eig mat.Eigen
	if !eig.Factorize(m, mat.EigenNone) {
		return math.NaN()
	}
	r := 0.0
	for _, v := range eig.Values(nil) {
		r = max(r, math.Hypot(real(v), imag(v)))
	}
	return r
}
