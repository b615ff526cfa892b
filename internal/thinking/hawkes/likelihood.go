package hawkes

import (
	"fmt"
	"math"
)

// Gradient is the gradient of the log-likelihood in the natural parameters, shaped like
// them. With shared decays Beta[i][j] holds the part of each pair; their sum over the pairs
// that share a decay is its derivative.
type Gradient struct {
	Mu    [][]float64 `json:"mu"`
	Alpha [][]float64 `json:"alpha"`
	Beta  [][]float64 `json:"beta"`
	Kappa float64     `json:"kappa,omitempty"`
}

// LogLikelihood returns log L = Σ_k log λ_{d_k}(t_k) − Σ_i ∫_0^T λ_i and its gradient
// (Ozaki 1979, eq. 6; Ogata 1981). b is the baseline's basis; Constant(d.Horizon) for none.
func LogLikelihood(d Data, p Params, b Baseline) (float64, Gradient, error) {
	if err := d.Check(); err != nil {
		return 0, Gradient{}, err
	}
	if err := p.Check(); err != nil {
		return 0, Gradient{}, err
	}
	if p.D() != d.D || len(p.Mu[0]) != b.Len() {
		return 0, Gradient{}, fmt.Errorf("hawkes: parameters for %d streams and %d baseline functions, data for %d and %d", p.D(), len(p.Mu[0]), d.D, b.Len())
	}
	e, err := newEvaluator(d, b, p.structure())
	if err != nil {
		return 0, Gradient{}, err
	}
	e.set(p)
	ll := e.run()
	return ll, e.gradient(), nil
}

// evaluator computes the likelihood again and again for one data set, without allocating.
type evaluator struct {
	data   Data
	base   Baseline
	l      *layout
	counts []float64 // Σ g(m_k) by source: the mass that excites
	marked bool

	mu, alpha, beta []float64 // flat: i·K+b, i·D+j, by decay
	kappa           float64
	weight, dweight []float64 // g(m_k) and its derivative in κ, by event

	r, q, rk    []float64 // by state: Σ g·e^{−βΔ}, Σ g·Δ·e^{−βΔ}; rk is r with g′ for κ
	pend, pendK []float64 // by source: events at the present time
	decayed     []float64 // by decay: e^{−β·dt}
	gMu, gAlpha []float64
	gBeta       []float64 // by pair
	gKappa      float64
	first       []int32 // baseline at each event
	v, w        []float64
	integral    []float64
}

func newEvaluator(d Data, b Baseline, s Structure) (*evaluator, error) {
	l, err := newLayout(s, d.D)
	if err != nil {
		return nil, err
	}
	n, k, states := len(d.Times), b.Len(), len(l.source)
	e := &evaluator{
		data: d, base: b, l: l, marked: d.Marks != nil, counts: make([]float64, d.D),
		mu: make([]float64, d.D*k), alpha: make([]float64, d.D*d.D), beta: make([]float64, l.decays),
		r: make([]float64, states), q: make([]float64, states), rk: make([]float64, states),
		pend: make([]float64, d.D), pendK: make([]float64, d.D), decayed: make([]float64, l.decays),
		gMu: make([]float64, d.D*k), gAlpha: make([]float64, d.D*d.D), gBeta: make([]float64, d.D*d.D),
		integral: make([]float64, k),
	}
	for x := range e.integral {
		e.integral[x] = b.Integral(x)
	}
	if k > 1 {
		e.first, e.v, e.w = make([]int32, n), make([]float64, n), make([]float64, n)
		for x, t := range d.Times {
			f, v, w := b.At(t)
			e.first[x], e.v[x], e.w[x] = int32(f), v, w
		}
	}
	if e.marked {
		e.weight, e.dweight = make([]float64, n), make([]float64, n)
	}
	return e, nil
}

// set loads natural parameters.
func (e *evaluator) set(p Params) {
	d, k := e.data.D, e.base.Len()
	for i := range d {
		copy(e.mu[i*k:(i+1)*k], p.Mu[i])
		for j := range d {
			e.alpha[i*d+j] = p.Alpha[i][j]
			e.beta[e.l.group[i*d+j]] = p.Beta[i][j]
		}
	}
	e.kappa = p.Kappa
}

// weigh fills g(m) = (1+m)^κ and its derivative in κ, and the exciting mass of each source.
func (e *evaluator) weigh() {
	clear(e.counts)
	if !e.marked {
		for _, s := range e.data.Stream {
			e.counts[s]++
		}
		return
	}
	for k, m := range e.data.Marks {
		log := math.Log1p(m)
		e.weight[k] = math.Exp(e.kappa * log)
		e.dweight[k] = log * e.weight[k]
		e.counts[e.data.Stream[k]] += e.weight[k]
	}
}

// run returns the log-likelihood and leaves the gradient in e.
func (e *evaluator) run() float64 {
	for _, s := range [][]float64{e.r, e.q, e.rk, e.pend, e.pendK, e.gMu, e.gAlpha, e.gBeta} {
		clear(s)
	}
	e.gKappa = 0
	e.weigh()
	d, kb := e.data.D, e.base.Len()
	ll, last := 0.0, 0.0
	for k, t := range e.data.Times {
		if dt := t - last; dt > 0 {
			e.advance(dt)
			last = t
		}
		i := e.data.Stream[k]
		lambda := 0.0
		f, v, w := 0, 1.0, 0.0
		if kb > 1 {
			f, v, w = int(e.first[k]), e.v[k], e.w[k]
			lambda = e.mu[i*kb+f]*v + e.mu[i*kb+f+1]*w
		} else {
			lambda = e.mu[i]
		}
		pairs := e.l.state[i*d : i*d+d]
		jump := e.alpha[i*d : i*d+d]
		for j, s := range pairs {
			lambda += jump[j] * e.r[s]
		}
		ll += math.Log(lambda)
		inv := 1 / lambda
		e.gMu[i*kb+f] += inv * v
		if w > 0 {
			e.gMu[i*kb+f+1] += inv * w
		}
		gA, gB := e.gAlpha[i*d:i*d+d], e.gBeta[i*d:i*d+d]
		for j, s := range pairs {
			gA[j] += inv * e.r[s]
			gB[j] -= inv * jump[j] * e.q[s]
		}
		if e.marked {
			for j, s := range pairs {
				e.gKappa += inv * jump[j] * e.rk[s]
			}
			e.pend[i] += e.weight[k]
			e.pendK[i] += e.dweight[k]
		} else {
			e.pend[i]++
		}
	}
	e.advance(e.data.Horizon - last)
	return ll - e.compensate()
}

// advance decays the states by dt > 0 after taking in the events of the present time.
func (e *evaluator) advance(dt float64) {
	for g, b := range e.beta {
		e.decayed[g] = math.Exp(-b * dt)
	}
	for s, j := range e.l.source {
		x := e.decayed[e.l.decay[s]]
		sum := e.r[s] + e.pend[j]
		e.q[s] = x * (e.q[s] + dt*sum)
		e.r[s] = x * sum
		if e.marked {
			e.rk[s] = x * (e.rk[s] + e.pendK[j])
		}
	}
	clear(e.pend)
	clear(e.pendK)
}

// compensate returns Σ_i ∫λ_i and takes its gradient off. After advance to the horizon
// r holds Σ g·e^{−β(T−t_k)}, so no further exponentials are needed.
func (e *evaluator) compensate() float64 {
	d, kb := e.data.D, e.base.Len()
	total := 0.0
	for i := range d {
		for b, x := range e.integral {
			total += e.mu[i*kb+b] * x
			e.gMu[i*kb+b] -= x
		}
		for j := range d {
			p, s := i*d+j, e.l.state[i*d+j]
			beta := e.beta[e.l.group[p]]
			left := e.counts[j] - e.r[s]
			total += e.alpha[p] / beta * left
			e.gAlpha[p] -= left / beta
			e.gBeta[p] += e.alpha[p] / beta * (left/beta - e.q[s])
		}
	}
	if e.marked {
		e.gKappa -= e.kappaMass()
	}
	return total
}

// kappaMass is the derivative in κ of the compensator.
func (e *evaluator) kappaMass() float64 {
	d := e.data.D
	mass := make([]float64, d)
	for k, w := range e.dweight {
		mass[e.data.Stream[k]] += w
	}
	total := 0.0
	for i := range d {
		for j := range d {
			p := i*d + j
			total += e.alpha[p] / e.beta[e.l.group[p]] * (mass[j] - e.rk[e.l.state[p]])
		}
	}
	return total
}

// gradient copies the gradient out.
func (e *evaluator) gradient() Gradient {
	d, kb := e.data.D, e.base.Len()
	g := Gradient{Kappa: e.gKappa}
	for i := range d {
		g.Mu = append(g.Mu, append([]float64{}, e.gMu[i*kb:(i+1)*kb]...))
		g.Alpha = append(g.Alpha, append([]float64{}, e.gAlpha[i*d:(i+1)*d]...))
		g.Beta = append(g.Beta, append([]float64{}, e.gBeta[i*d:(i+1)*d]...))
	}
	return g
}
