package hawkes

import (
	"math"
	"sort"
)

// Residual is the time-rescaling test of one stream (Ogata 1988, JASA 83; Brown et al. 2002):
// under the model the increments of the stream's compensator between its events are
// independent exponentials of mean 1.
type Residual struct {
	N    int     `json:"n"` // increments, the first from 0
	KS   float64 `json:"ks"`
	P    float64 `json:"p"` // asymptotic Kolmogorov p-value; optimistic, since the parameters were fitted
	Mean float64 `json:"mean"`
	Var  float64 `json:"variance"`
	Lag1 float64 `json:"lag1"` // lag-1 autocorrelation of the increments
}

// Residuals returns the increments of the compensator between events, by stream.
func Residuals(d Data, p Params, b Baseline) ([][]float64, error) {
	if err := d.Check(); err != nil {
		return nil, err
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	e, err := newEvaluator(d, b, p.structure())
	if err != nil {
		return nil, err
	}
	e.set(p)
	e.weigh()
	out := make([][]float64, d.D)
	carried := make([]float64, d.D) // compensator since the stream's last event
	last := 0.0
	for k, t := range d.Times {
		if dt := t - last; dt > 0 {
			e.increments(carried, last, t)
			last = t
		}
		i := d.Stream[k]
		out[i] = append(out[i], carried[i])
		carried[i] = 0
		if e.marked {
			e.pend[i] += e.weight[k]
		} else {
			e.pend[i]++
		}
	}
	return out, nil
}

// increments adds ∫λ_i over (from, to] to each stream and moves the states to the end.
func (e *evaluator) increments(sum []float64, from, to float64) {
	d, kb := e.data.D, e.base.Len()
	for s, j := range e.l.source {
		e.r[s] += e.pend[j]
	}
	clear(e.pend)
	before := append([]float64{}, e.r...)
	e.advance(to - from)
	for i := range d {
		sum[i] += e.drift(i, kb, from, to)
		for j := range d {
			p := i*d + j
			s := e.l.state[p]
			sum[i] += e.alpha[p] / e.beta[e.l.group[p]] * (before[s] - e.r[s])
		}
	}
}

// drift is the integral of stream i's baseline over (from, to]; the basis is piecewise
// linear, so that the trapezium rule between knots is exact.
func (e *evaluator) drift(i, kb int, from, to float64) float64 {
	if kb == 1 {
		return e.mu[i] * (to - from)
	}
	level := func(t float64) float64 {
		f, v, w := e.base.At(t)
		return e.mu[i*kb+f]*v + e.mu[i*kb+min(f+1, kb-1)]*w
	}
	step := e.base.horizon / float64(kb-1)
	total := 0.0
	for from < to {
		next := min(to, (math.Floor(from/step+1e-12)+1)*step)
		total += (level(from) + level(next)) / 2 * (next - from)
		from = next
	}
	return total
}

// Test summarises the increments of one stream against the exponential of mean 1.
func Test(gaps []float64) Residual {
	r := Residual{N: len(gaps)}
	if r.N == 0 {
		return r
	}
	for _, g := range gaps {
		r.Mean += g / float64(r.N)
	}
	prev, lag := 0.0, 0.0
	for k, g := range gaps {
		r.Var += (g - r.Mean) * (g - r.Mean)
		if k > 0 {
			lag += (g - r.Mean) * (prev - r.Mean)
		}
		prev = g
	}
	if r.Var > 0 {
		r.Lag1 = lag / r.Var
	}
	r.Var /= float64(max(1, r.N-1))
	sorted := append([]float64{}, gaps...)
	sort.Float64s(sorted)
	n := float64(r.N)
	for k, g := range sorted {
		f := 1 - math.Exp(-g)
		r.KS = max(r.KS, f-float64(k)/n, float64(k+1)/n-f)
	}
	r.P = kolmogorov(r.KS * math.Sqrt(n))
	return r
}

// kolmogorov is the limiting tail probability 2·Σ (−1)^{k−1} e^{−2k²x²}.
func kolmogorov(x float64) float64 {
	if x < .2 {
		return 1
	}
	sum := 0.0
	for k := 1; k <= 100; k++ {
		term := math.Exp(-2 * float64(k*k) * x * x)
		if k%2 == 0 {
			term = -term
		}
		sum += term
		if math.Abs(term) < 1e-16 {
			break
		}
	}
	return min(1, max(0, 2*sum))
}
