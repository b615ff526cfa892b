package hawkes

import "math"

// evaluator computes the likelihood again and again for one data set, without allocating.
type evaluator struct {
	data   Data
	base   Baseline
	l      *layout
	pieces []piece
	first  []int32 // baseline at each event; nil for a constant one
	v, w   []float64
	step   []int32   // covariate step at each event; nil without covariates
	score  []float64 // x in g = exp(κ·x) by event; nil without marks

	mu, alpha, beta []float64 // flat: i·K+b, i·terms+m, by decay
	gamma           []float64 // i·P+k
	kappa, floor    float64
	tilt            []float64 // exp(γ_i·x) by stream and step
	weight, dweight []float64 // g(m_k) and its derivative in κ, by event
	mass, dmass     []float64 // their sums by source

	states  [][]int   // states of each source
	r, q    []float64 // by state: Σ g·e^{−βΔ}, Σ g·Δ·e^{−βΔ}
	rk      []float64 // r with g′ for κ
	taken   int       // events that the states hold
	decayed []float64 // by decay: e^{−β·dt}

	// g is the gradient: baseline, jumps, decays by receiver and term, covariates, κ.
	g                          []float64
	gMu, gAlpha, gBeta, gGamma []float64 // parts of g
	gTilt                      []float64 // by stream and step
	// info, when not nil, takes Σ_k ∇log λ·∇log λᵀ of the events, in the order of g.
	info   []float64
	active []int
	slope  []float64
	blocks []float64 // the same by receiver, for a constant baseline
}

func newEvaluator(d Data, b Baseline, s Structure, parts int, form MarkForm) (*evaluator, error) {
	l, err := newLayout(s, d.D, parts)
	if err != nil {
		return nil, err
	}
	n, k, states, width := len(d.Times), b.Len(), len(l.source), d.Covariates.width()
	e := &evaluator{
		data: d, base: b, l: l, pieces: pieces(b, d.Covariates), mass: make([]float64, d.D), dmass: make([]float64, d.D),
		mu: make([]float64, d.D*k), alpha: make([]float64, d.D*l.terms), beta: make([]float64, l.decays), gamma: make([]float64, d.D*width),
		r: make([]float64, states), q: make([]float64, states), rk: make([]float64, states), states: make([][]int, d.D),
		decayed: make([]float64, l.decays), g: make([]float64, d.D*(k+2*l.terms+width)+1),
	}
	for s, j := range l.source {
		e.states[j] = append(e.states[j], s)
	}
	rest := e.g
	for _, part := range []struct {
		at *[]float64
		n  int
	}{{&e.gMu, d.D * k}, {&e.gAlpha, d.D * l.terms}, {&e.gBeta, d.D * l.terms}, {&e.gGamma, d.D * width}} {
		*part.at, rest = rest[:part.n], rest[part.n:]
	}
	if k > 1 {
		e.first, e.v, e.w = make([]int32, n), make([]float64, n), make([]float64, n)
		for x, t := range d.Times {
			f, v, w := b.At(t)
			e.first[x], e.v[x], e.w[x] = int32(f), v, w
		}
	}
	if width > 0 {
		e.step = make([]int32, n)
		for x, t := range d.Times {
			e.step[x] = int32(d.Covariates.at(t))
		}
		e.tilt, e.gTilt = make([]float64, d.D*d.Covariates.steps()), make([]float64, d.D*d.Covariates.steps())
	}
	if d.Marks != nil {
		if e.score, err = form.scores(d.Marks); err != nil {
			return nil, err
		}
		e.weight, e.dweight = make([]float64, n), make([]float64, n)
	}
	return e, nil
}

// set loads natural parameters.
func (e *evaluator) set(p Params) {
	d, k, m := e.data.D, e.base.Len(), e.l.terms
	for i := range d {
		copy(e.mu[i*k:(i+1)*k], p.Mu[i])
		if p.Gamma != nil {
			w := len(p.Gamma[i])
			copy(e.gamma[i*w:(i+1)*w], p.Gamma[i])
		}
		for c, part := range p.parts() {
			for j := range d {
				e.alpha[i*m+c*d+j] = part.Alpha[i][j]
				e.beta[e.l.group[i*m+c*d+j]] = part.Beta[i][j]
			}
		}
	}
	e.kappa, e.floor = p.Kappa, p.Floor
}

// weigh fills g(m) and its derivative in κ, the exciting mass of each source, and the tilt of
// the baseline by the covariates.
func (e *evaluator) weigh() {
	clear(e.mass)
	clear(e.dmass)
	if e.score == nil {
		for _, s := range e.data.Stream {
			e.mass[s]++
		}
	}
	for k, x := range e.score {
		s := e.data.Stream[k]
		e.weight[k] = math.Exp(e.kappa * x)
		e.dweight[k] = x * e.weight[k]
		e.mass[s] += e.weight[k]
		e.dmass[s] += e.dweight[k]
	}
	if c := e.data.Covariates; c != nil {
		for i := range e.data.D {
			gamma := e.gamma[i*c.width() : (i+1)*c.width()]
			for s, x := range c.Values {
				sum := 0.0
				for k, v := range x {
					sum += gamma[k] * v
				}
				e.tilt[i*len(c.From)+s] = math.Exp(sum)
			}
		}
	}
}

// reset empties states and gradient and weighs marks and covariates.
func (e *evaluator) reset() {
	for _, s := range [][]float64{e.r, e.q, e.rk, e.g, e.gTilt, e.info, e.blocks} {
		clear(s)
	}
	e.taken = 0
	e.weigh()
}

// run returns the log-likelihood and leaves the gradient in e.
func (e *evaluator) run() float64 {
	if e.floor > 0 {
		return e.runFloored()
	}
	e.reset()
	ll, last, product := 0.0, 0.0, 1.0
	terms := e.l.terms
	for k, t := range e.data.Times {
		if dt := t - last; dt > 0 {
			e.advance(dt, k)
			last = t
		}
		i := e.data.Stream[k]
		lambda := e.background(i, k)
		pairs, jump := e.l.state[i*terms:(i+1)*terms], e.alpha[i*terms:(i+1)*terms]
		for m, s := range pairs {
			lambda += jump[m] * e.r[s]
		}
		// The logarithm of a product costs less than a sum of logarithms and loses less.
		if product *= lambda; !(product > 1e-100 && product < 1e100) {
			ll += math.Log(product)
			product = 1
		}
		e.gain(i, k, 1/lambda)
	}
	e.advance(e.data.Horizon-last, len(e.data.Times))
	ll += math.Log(product) - e.compensate()
	e.untilt()
	e.collect()
	return ll
}

// background is the baseline of stream i at event k.
func (e *evaluator) background(i, k int) float64 {
	kb := e.base.Len()
	base := e.mu[i*kb]
	if e.first != nil {
		f := int(e.first[k])
		base = e.mu[i*kb+f]*e.v[k] + e.mu[i*kb+f+1]*e.w[k]
	}
	if e.step != nil {
		base *= e.tilt[i*e.data.Covariates.steps()+int(e.step[k])]
	}
	return base
}

// gain adds the derivatives of log λ_i at event k; inv is 1/λ.
func (e *evaluator) gain(i, k int, inv float64) {
	terms := e.l.terms
	e.gainBase(i, k, inv)
	pairs, jump := e.l.state[i*terms:(i+1)*terms], e.alpha[i*terms:(i+1)*terms]
	gA, gB := e.gAlpha[i*terms:(i+1)*terms], e.gBeta[i*terms:(i+1)*terms]
	for m, s := range pairs {
		gA[m] += inv * e.r[s]
		gB[m] -= inv * jump[m] * e.q[s]
	}
	if e.score != nil {
		e.g[len(e.g)-1] += inv * e.byKappa(i)
	}
	if e.info != nil {
		e.inform(i, k, inv)
	}
}

func (e *evaluator) gainBase(i, k int, inv float64) {
	kb := e.base.Len()
	if e.first == nil && e.step == nil {
		e.gMu[i] += inv
		return
	}
	if e.step != nil {
		at := i*e.data.Covariates.steps() + int(e.step[k])
		e.gTilt[at] += inv * e.background(i, k)
		inv *= e.tilt[at]
	}
	if e.first == nil {
		e.gMu[i] += inv
		return
	}
	f := int(e.first[k])
	e.gMu[i*kb+f] += inv * e.v[k]
	e.gMu[i*kb+f+1] += inv * e.w[k]
}

// byKappa is ∂λ_i/∂κ at the present time.
func (e *evaluator) byKappa(i int) float64 {
	total := 0.0
	for m, s := range e.l.state[i*e.l.terms : (i+1)*e.l.terms] {
		total += e.alpha[i*e.l.terms+m] * e.rk[s]
	}
	return total
}

// advance takes in the events before event next and decays the states by dt.
func (e *evaluator) advance(dt float64, next int) {
	e.take(next)
	e.decay(dt)
}

// take adds the events before event next to the states; events at one time do not excite each other.
func (e *evaluator) take(next int) {
	for ; e.taken < next; e.taken++ {
		if e.score == nil {
			for _, s := range e.states[e.data.Stream[e.taken]] {
				e.r[s]++
			}
			continue
		}
		for _, s := range e.states[e.data.Stream[e.taken]] {
			e.r[s] += e.weight[e.taken]
			e.rk[s] += e.dweight[e.taken]
		}
	}
}

func (e *evaluator) decay(dt float64) {
	fade(e.decayed, e.beta, dt)
	r, q := e.r, e.q
	for s, g := range e.l.decay {
		x := e.decayed[g]
		q[s] = x * (q[s] + dt*r[s])
		r[s] *= x
	}
	if e.score != nil {
		for s, g := range e.l.decay {
			e.rk[s] *= e.decayed[g]
		}
	}
}

// compensate returns Σ_i ∫λ_i and takes its gradient off. After advance to the horizon
// r holds Σ g·e^{−β(T−t_k)}, so no further exponentials are needed.
func (e *evaluator) compensate() float64 {
	d, terms := e.data.D, e.l.terms
	total := e.compensateBase()
	for i := range d {
		for m := range terms {
			p, s := i*terms+m, e.l.state[i*terms+m]
			beta, j := e.beta[e.l.group[p]], m%d
			left := (e.mass[j] - e.r[s]) / beta
			total += e.alpha[p] * left
			e.gAlpha[p] -= left
			// d/dβ of (M − Σ g e^{−βΔ})/β
			e.gBeta[p] -= e.alpha[p] * (e.q[s] - left) / beta
			if e.score != nil {
				e.g[len(e.g)-1] -= e.alpha[p] / beta * (e.dmass[j] - e.rk[s])
			}
		}
	}
	return total
}

// compensateBase is the baselines' part.
func (e *evaluator) compensateBase() float64 {
	kb, steps := e.base.Len(), e.data.Covariates.steps()
	total := 0.0
	for _, p := range e.pieces {
		for i := range e.data.D {
			v, w, next := p.v, p.w, min(p.first+1, kb-1)
			at := i*steps + p.step
			if e.tilt != nil {
				v, w = v*e.tilt[at], w*e.tilt[at]
			}
			part := e.mu[i*kb+p.first]*v + e.mu[i*kb+next]*w
			total += part
			e.gMu[i*kb+p.first] -= v
			e.gMu[i*kb+next] -= w
			if e.gTilt != nil {
				e.gTilt[at] -= part
			}
		}
	}
	return total
}

// untilt turns the gradient by step into the gradient of the covariates' effects.
func (e *evaluator) untilt() {
	c := e.data.Covariates
	if c == nil {
		return
	}
	for i := range e.data.D {
		for s, x := range c.Values {
			for k, v := range x {
				e.gGamma[i*c.width()+k] += e.gTilt[i*len(c.From)+s] * v
			}
		}
	}
}
