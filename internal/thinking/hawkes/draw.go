package hawkes

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// Draw draws branching ratios and the first decay from the normal approximation of the
// estimate in the logarithms (the inverse information matrix). What lies on its boundary
// stays at zero.
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
			branching[i][j] *= math.Exp(min(shift[nm+i*d+j], 5))
		}
	}
	return branching, f.Params.Beta[0][0] * math.Exp(shift[nm+d*d])
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
