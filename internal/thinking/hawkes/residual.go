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
	e, err := prepare(d, p, b)
	if err != nil {
		return nil, err
	}
	e.reset()
	out := make([][]float64, d.D)
	carried := make([]float64, d.D) // compensator since the stream's last event
	at := &cursor{e: e}
	for k, t := range d.Times {
		if e.floor > 0 {
			at.to(t, k, carried)
		} else if t > at.t {
			at.increments(carried, t, k)
		}
		i := d.Stream[k]
		out[i] = append(out[i], carried[i])
		carried[i] = 0
	}
	return out, nil
}

// increments adds ∫λ_i from the cursor to t to each stream and moves the states there.
func (c *cursor) increments(sum []float64, t float64, next int) {
	e := c.e
	terms := e.l.terms
	e.take(next)
	before := append([]float64{}, e.r...)
	e.decay(t - c.t)
	for i := range e.data.D {
		for m := range terms {
			s := e.l.state[i*terms+m]
			sum[i] += e.alpha[i*terms+m] / e.beta[e.l.group[i*terms+m]] * (before[s] - e.r[s])
		}
	}
	for c.t < t {
		for c.piece+1 < len(e.pieces) && e.pieces[c.piece].to <= c.t {
			c.piece++
		}
		end := t
		if c.piece+1 < len(e.pieces) {
			end = min(t, e.pieces[c.piece].to)
		}
		for i := range e.data.D {
			sum[i] += e.level(i, (c.t+end)/2, e.pieces[c.piece].step) * (end - c.t)
		}
		c.t = end
	}
}

// level is the baseline of stream i at t; it is linear within a piece, so that its value in the
// middle of a stretch is its mean there.
func (e *evaluator) level(i int, t float64, step int) float64 {
	kb := e.base.Len()
	f, v, w := e.base.At(t)
	level := e.mu[i*kb+f]*v + e.mu[i*kb+min(f+1, kb-1)]*w
	if e.tilt != nil {
		level *= e.tilt[i*e.data.Covariates.steps()+step]
	}
	return level
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
