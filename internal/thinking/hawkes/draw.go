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
	size := f.cov.SymmetricDim()
	z := make([]float64, size)
	for k := range z {
		z[k] = r.NormFloat64()
	}
	shift := make([]float64, size)
	for a := range size {
		for b := range size {
			shift[a] += f.root.At(a, b) * z[b]
		}
	}
	branching = make([][]float64, d)
	n := f.Params.Branching()
	for i := range d {
		branching[i] = append([]float64{}, f.Branch[i]...)
	}
	for i := range d {
		for j := range d {
			p := i*d + j
			if f.Params.Floor > 0 && i != j {
				branching[i][j] += shift[nm+p]
				continue
			}
			u := r.Float64() // drawn either way, so that one pair does not move the others' draws
			if sd := math.Sqrt(f.cov.At(nm+p, nm+p)); sd > 0 && sd < edge {
				branching[i][j] *= math.Exp(shift[nm+p])
				continue
			}
			branching[i][j] = f.scale[j] * cutNormal(n[i][j], f.slope[p], f.curve[p], u)
		}
	}
	return branching, f.Params.Beta[0][0] * math.Exp(shift[nm+d*d])
}

// cutNormal is the quantile u of the density ∝ exp(slope·(x−at) − curve·(x−at)²/2) on x ≥ 0.
func cutNormal(at, slope, curve, u float64) float64 {
	if !(curve > 0) {
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
