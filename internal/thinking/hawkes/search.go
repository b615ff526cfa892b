package hawkes

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// search maps its parameters to the evaluator. The order is: logarithms of the baseline
// coefficients, of the branching ratios row by row (with inhibition the ratios between different
// streams themselves), of the fastest decays; with two parts v and z by decay, where
// β_slow = β_fast/(1+e^v) and the fast part's share of the branching ratio is 1/(1+e^−z); the effects of the
// covariates, scaled to mean 0 and spread 1; κ.
type search struct {
	e      *evaluator
	o      Options
	n      float64
	counts []int
	mean   []float64 // of the covariates
	spread []float64
	held   []bool // by pair: fixed at zero
	last   []float64
	value  float64
	grad   []float64
	evals  int
	info   []float64 // outer products of the last scoring
	moves  [][]link  // see links

	likelihood float64 // at last
	// Where the parts of x begin.
	ratios, decays, gaps, shares, effects, kappa, size int
	share                                              []float64 // of the fast part, by decay
}

func newSearch(d Data, b Baseline, o Options) (*search, error) {
	s := &search{o: o, n: float64(len(d.Times)), counts: d.Counts()}
	if d.Covariates != nil {
		var err error
		if d.Covariates, s.mean, s.spread, err = d.Covariates.scaled(d.Horizon); err != nil {
			return nil, err
		}
	}
	e, err := newEvaluator(d, b, o.Structure, o.Decays, o.Marks)
	if err != nil {
		return nil, err
	}
	s.e = e
	if e.floor = o.Floor; e.floor > 0 {
		if err := e.guard(); err != nil {
			return nil, err
		}
	}
	s.held = make([]bool, d.D*d.D)
	for _, w := range o.Without {
		s.held[w[0]*d.D+w[1]] = true
	}
	g := e.l.decays / e.l.parts
	s.ratios = len(e.mu)
	s.decays = s.ratios + d.D*d.D
	s.gaps = s.decays + g
	s.shares, s.effects = s.gaps, s.gaps
	if e.l.parts > 1 {
		s.shares = s.gaps + g
		s.effects = s.shares + g
	}
	s.kappa = s.effects + len(e.gamma)
	if s.size = s.kappa; e.score != nil {
		s.size++
	}
	s.share = make([]float64, g)
	s.last, s.grad = make([]float64, s.size), make([]float64, s.size)
	s.last[0] = math.NaN() // nothing yet
	return s, nil
}

// freedom is the number of free parameters.
func (s *search) freedom() int { return s.size - len(s.o.Without) }

// signs reports whether ratios may be negative.
func (s *search) signs() bool { return s.e.floor > 0 }

// signed reports whether the ratio of a pair is itself a parameter, not its logarithm.
func (s *search) signed(pair int) bool {
	return s.e.floor > 0 && pair/s.e.data.D != pair%s.e.data.D
}

// largest keeps exp in range during the line search.
const largest = 60

// load puts x into the evaluator; false when it is out of range.
func (s *search) load(x []float64) bool {
	for _, v := range x {
		if !(math.Abs(v) < largest) {
			return false
		}
	}
	e, d := s.e, s.e.data.D
	g, terms := len(s.share), e.l.terms
	for k := range e.mu {
		e.mu[k] = math.Exp(x[k])
	}
	for k := range g {
		e.beta[k] = math.Exp(x[s.decays+k])
		s.share[k] = 1
		if e.l.parts > 1 {
			e.beta[g+k] = e.beta[k] / (1 + math.Exp(x[s.gaps+k]))
			s.share[k] = sigmoid(x[s.shares+k])
		}
	}
	for i := range d {
		for m := range terms {
			p, pair := i*terms+m, i*d+m%d
			n := x[s.ratios+pair]
			if !s.signed(pair) {
				n = math.Exp(n)
			}
			if s.held[pair] {
				n = 0
			}
			e.alpha[p] = n * s.part(p, m/d) * e.beta[e.l.group[p]]
		}
	}
	copy(e.gamma, x[s.effects:s.kappa])
	if e.score != nil {
		e.kappa = x[s.kappa]
	}
	return true
}

// part is the share of part c in the branching ratio of term p.
func (s *search) part(p, c int) float64 {
	w := s.share[s.e.l.group[p]%len(s.share)]
	if c > 0 {
		return 1 - w
	}
	return w
}

func sigmoid(z float64) float64 { return 1 / (1 + math.Exp(-z)) }

// at returns −(log L + log prior)/N and fills grad.
func (s *search) at(x []float64) float64 {
	if equal(s.last, x) {
		return s.value
	}
	copy(s.last, x)
	clear(s.grad)
	if !s.load(x) {
		s.value = math.Inf(1)
		return s.value
	}
	s.evals++
	ll := s.e.run()
	s.likelihood = ll
	s.chain(s.grad, s.e.g)
	ll += s.prior(x, s.grad, nil)
	for k := range s.grad {
		s.grad[k] /= -s.n
	}
	if s.value = -ll / s.n; math.IsNaN(s.value) {
		s.value = math.Inf(1)
	}
	return s.value
}

func (s *search) slopes() []float64 { return s.grad }

// link says that a natural parameter moves with one of the search's, and how fast.
type link struct {
	at int
	by float64
}

// links are, for each natural parameter, those of the search that it moves with: the rows of a
// sparse Jacobian, good until the search goes on.
func (s *search) links() [][]link {
	e, d := s.e, s.e.data.D
	if s.moves == nil {
		s.moves = make([][]link, len(e.g))
	}
	out := s.moves
	for k := range out {
		out[k] = out[k][:0]
	}
	for k, m := range e.mu {
		out[k] = append(out[k], link{k, m})
	}
	alpha := out[len(e.mu):]
	beta := alpha[len(e.alpha):]
	gamma := beta[len(e.alpha):]
	terms, groups := e.l.terms, len(s.share)
	for p, a := range e.alpha {
		i, m := p/terms, p%terms
		pair, c, g := i*d+m%d, m/d, e.l.group[p]
		decay := e.beta[g]
		switch {
		case s.held[pair]:
		case s.signed(pair):
			alpha[p] = append(alpha[p], link{s.ratios + pair, decay})
		default:
			alpha[p] = append(alpha[p], link{s.ratios + pair, a})
		}
		g %= groups
		alpha[p] = append(alpha[p], link{s.decays + g, a})
		beta[p] = append(beta[p], link{s.decays + g, decay})
		if e.l.parts == 1 {
			continue
		}
		if c == 0 {
			alpha[p] = append(alpha[p], link{s.shares + g, a * (1 - s.share[g])})
			continue
		}
		gap := -s.gapped(g)
		alpha[p] = append(alpha[p], link{s.shares + g, -a * s.share[g]}, link{s.gaps + g, a * gap})
		beta[p] = append(beta[p], link{s.gaps + g, decay * gap})
	}
	for k := range e.gamma {
		gamma[k] = append(gamma[k], link{s.effects + k, 1})
	}
	if e.score != nil {
		out[len(out)-1] = append(out[len(out)-1], link{s.kappa, 1})
	}
	return out
}

// chain adds to out the derivatives in the search's parameters, from those in natural ones.
func (s *search) chain(out, natural []float64) {
	for a, from := range s.links() {
		for _, l := range from {
			out[l.at] += natural[a] * l.by
		}
	}
}

// gapped is −∂log β_slow/∂v = e^v/(1+e^v) = 1 − β_slow/β_fast.
func (s *search) gapped(g int) float64 {
	return 1 - s.e.beta[len(s.share)+g]/s.e.beta[g]
}

// prior returns the log density and adds its gradient, and with curve minus its second derivatives.
func (s *search) prior(x, grad []float64, curve *mat.SymDense) float64 {
	total := 0.0
	// add takes a Gamma density of y in log y, which moves with parameter k at rate one and with l at rate by.
	add := func(y, shape, rate float64, k, l int, by float64) {
		if shape <= 0 {
			return
		}
		total += (shape-1)*math.Log(y) - rate*y
		slope := shape - 1 - rate*y
		grad[k] += slope
		if l >= 0 {
			grad[l] += slope * by
		}
		if curve != nil {
			curve.SetSym(k, k, curve.At(k, k)+rate*y)
			if l >= 0 {
				curve.SetSym(l, l, curve.At(l, l)+rate*y*by*by)
				curve.SetSym(k, l, curve.At(k, l)+rate*y*by)
			}
		}
	}
	for p := range s.held {
		if !s.held[p] && !s.signed(p) {
			add(math.Exp(x[s.ratios+p]), s.o.Prior.BranchingShape, s.o.Prior.BranchingRate, s.ratios+p, -1, 0)
		}
	}
	for g := range s.share {
		add(s.e.beta[g], s.o.Prior.DecayShape, s.o.Prior.DecayRate, s.decays+g, -1, 0)
		if s.e.l.parts > 1 {
			add(s.e.beta[len(s.share)+g], s.o.Prior.DecayShape, s.o.Prior.DecayRate, s.decays+g, s.gaps+g, -s.gapped(g))
		}
	}
	return total
}

// manyNatural is the most natural parameters whose outer products are kept: 50 MB.
const manyNatural = 2500

// scoring is at with the gradient's outer products; with too many streams there are none.
func (s *search) scoring(x []float64) (float64, *mat.SymDense) {
	n := len(s.e.g)
	if n > manyNatural {
		return s.at(x), nil
	}
	if s.info == nil {
		s.info = make([]float64, n*n)
	}
	s.last[0], s.e.info = math.NaN(), s.info
	value := s.at(x)
	s.e.info = nil
	if math.IsInf(value, 1) {
		return value, nil
	}
	return value, s.carry(x, s.info)
}

// carry takes outer products in natural parameters to the search's: Jᵀ·F·J, J being sparse.
func (s *search) carry(x, info []float64) *mat.SymDense {
	n, size := len(s.e.g), s.size
	sum := make([]float64, size*size)
	links := s.links()
	for a, from := range links {
		for b := a; b < n; b++ {
			f := info[a*n+b]
			if f == 0 {
				continue
			}
			for _, k := range from {
				v := f * k.by
				for _, m := range links[b] {
					sum[k.at*size+m.at] += v * m.by
					if a != b {
						sum[m.at*size+k.at] += v * m.by
					}
				}
			}
		}
	}
	out := mat.NewSymDense(size, nil)
	for k := range size {
		for m := k; m < size; m++ {
			out.SetSym(k, m, sum[k*size+m])
		}
	}
	s.prior(x, make([]float64, size), out)
	out.ScaleSym(1/s.n, out)
	return out
}

// natural reads the evaluator's parameters and takes the scaling of the covariates back.
func (s *search) natural() Params {
	e, d, kb, terms := s.e, s.e.data.D, s.e.base.Len(), s.e.l.terms
	p := Params{Kappa: e.kappa, Form: s.o.Marks, Floor: e.floor}
	parts := make([]Kernel, e.l.parts)
	for i := range d {
		shift := 0.0
		if w := len(s.spread); w > 0 {
			gamma := make([]float64, w)
			for k := range gamma {
				gamma[k] = e.gamma[i*w+k] / s.spread[k]
				shift -= gamma[k] * s.mean[k]
			}
			p.Gamma = append(p.Gamma, gamma)
		}
		mu := make([]float64, kb)
		for b := range mu {
			mu[b] = e.mu[i*kb+b] * math.Exp(shift)
		}
		p.Mu = append(p.Mu, mu)
		for c := range parts {
			from := i*terms + c*d
			beta := make([]float64, d)
			for j := range d {
				beta[j] = e.beta[e.l.group[from+j]]
			}
			parts[c].Alpha = append(parts[c].Alpha, append([]float64{}, e.alpha[from:from+d]...))
			parts[c].Beta = append(parts[c].Beta, beta)
		}
	}
	p.Alpha, p.Beta = parts[0].Alpha, parts[0].Beta
	if len(parts) > 1 {
		p.Slow = &parts[1]
	}
	return p
}

// weights is the share of the fast part in the branching ratio, by pair.
func (s *search) weights() [][]float64 {
	d := s.e.data.D
	out := make([][]float64, d)
	for i := range d {
		for j := range d {
			out[i] = append(out[i], s.share[s.e.l.group[i*s.e.l.terms+j]])
		}
	}
	return out
}

// places says which receiver a parameter belongs to.
func (s *search) places() []place {
	d, kb := s.e.data.D, s.e.base.Len()
	out := make([]place, s.size)
	for k := range out {
		p := place{-1, -1}
		switch {
		case k < s.ratios:
			p.block = k / kb
			if kb > 1 {
				p.knot = k % kb
			}
		case k < s.decays:
			p.block = (k - s.ratios) / d
		case k < s.effects:
			g := (k - s.decays) % len(s.share)
			switch s.o.Structure {
			case Row:
				p.block = g
			case Full:
				p.block = g / d
			case Common, Col: // shared by all receivers
			}
		case k < s.kappa:
			p.block = (k - s.effects) / len(s.spread)
		}
		out[k] = p
	}
	return out
}

func equal(a, b []float64) bool {
	for k := range a {
		if a[k] != b[k] {
			return false
		}
	}
	return true
}
