package hawkes

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"
)

// edge is the standard error of a logarithm above which a branching ratio is too near zero
// for the normal approximation of its logarithm.
const edge = .7

// Draw draws branching ratios and the first decay from the approximate posterior of the
// estimate: the normal approximation in the logarithms (the inverse information matrix),
// and for ratios near zero, where that fails, a normal on the ratio itself cut off at zero,
// from the slope and the curvature of the log-likelihood there.
func (f *Fit) Draw(r *rand.Rand) (branching [][]float64, decay float64) {
	d, kb := f.Params.D(), f.Baseline.Len()
	nm := d * kb
	if f.root == nil {
		f.root = root(f.cov)
	}
	n := f.cov.SymmetricDim()
	z := make([]float64, n)
	for k := range z {
		z[k] = r.NormFloat64()
	}
	shift := make([]float64, n)
	for a := range n {
		for b := range n {
			shift[a] += f.root.At(a, b) * z[b]
		}
	}
	branching = f.Params.Branching()
	for i := range d {
		for j := range d {
			p := i*d + j
			u := r.Float64() // drawn either way, so that one pair does not move the others' draws
			if sd := math.Sqrt(f.cov.At(nm+p, nm+p)); sd > 0 && sd < edge {
				branching[i][j] *= math.Exp(shift[nm+p])
				continue
			}
			branching[i][j] = cutNormal(branching[i][j], f.slope[p], f.curve[p], u)
		}
	}
	return branching, f.Params.Beta[0][0] * math.Exp(shift[nm+d*d])
}

// cutNormal is the quantile u of the density ∝ exp(slope·(x−at) − curve·(x−at)²/2) on x ≥ 0.
func cutNormal(at, slope, curve, u float64) float64 {
	if curve <= 0 {
		if slope >= 0 {
			return at
		}
		return -math.Log1p(-u) / -slope
	}
	sd := 1 / math.Sqrt(curve)
	mean := at + slope/curve
	if a := -mean / sd; a > 6 {
		// Far in the tail the density is exponential.
		return -math.Log1p(-u) * sd / a
	}
	norm := distuv.Normal{Mu: mean, Sigma: sd}
	low := norm.CDF(0)
	return max(0, norm.Quantile(min(low+u*(1-low), 1-1e-15)))
}

// curvature returns Σ (∂λ/∂n / λ)² over the events of each receiver, by pair: minus the second
// derivative of the log-likelihood in n_ij.
func (e *evaluator) curvature() []float64 {
	for _, s := range [][]float64{e.r, e.q, e.rk, e.pend, e.pendK} {
		clear(s)
	}
	d, kb := e.data.D, e.base.Len()
	out := make([]float64, d*d)
	last := 0.0
	for k, t := range e.data.Times {
		if dt := t - last; dt > 0 {
			e.advance(dt)
			last = t
		}
		i := e.data.Stream[k]
		f, v, w := e.base.At(t)
		lambda := e.mu[i*kb+f] * v
		if w > 0 {
			lambda += e.mu[i*kb+f+1] * w
		}
		for j := range d {
			lambda += e.alpha[i*d+j] * e.r[e.l.state[i*d+j]]
		}
		for j := range d {
			x := e.beta[e.l.group[i*d+j]] * e.r[e.l.state[i*d+j]] / lambda
			out[i*d+j] += x * x
		}
		if e.marked {
			e.pend[i] += e.weight[k]
		} else {
			e.pend[i]++
		}
	}
	return out
}

// root is a square root of a positive semi-definite matrix by its eigenvectors.
func root(s *mat.SymDense) *mat.Dense {
	n := s.SymmetricDim()
	out := mat.NewDense(n, n, nil)
	var eig mat.EigenSym
	if !eig.Factorize(s, true) {
		return out
	}
	var v mat.Dense
	eig.VectorsTo(&v)
	for k, l := range eig.Values(nil) {
		w := math.Sqrt(max(0, l))
		for a := range n {
			out.Set(a, k, v.At(a, k)*w)
		}
	}
	return out
}
