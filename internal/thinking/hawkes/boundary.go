package hawkes

import (
	"math"

	"gonum.org/v1/gonum/mat"
)

// tiny is a branching ratio so near zero that the normal approximation of its logarithm fails.
const tiny = 1e-3

// byBranching returns the slope of log L + log prior in each branching ratio, and minus the second
// derivative of log L when the other parameters follow (that of the profile): for ratios near zero from
// outer products, for the others from the standard error.
func (s *search) byBranching(x []float64, se [][]float64, scale []float64) (slope, curve []float64) {
	_, outer := s.scoring(x)
	e, d := s.e, s.e.data.D
	slope, curve = make([]float64, d*d), make([]float64, d*d)
	n := make([]float64, d*d)
	for pair := range slope {
		for c := range e.l.parts {
			p := pair/d*e.l.terms + c*d + pair%d
			n[pair] += e.alpha[p] / e.beta[e.l.group[p]]
			slope[pair] += e.gAlpha[p] * s.part(p, c) * e.beta[e.l.group[p]]
		}
		if s.o.Prior.BranchingShape > 0 {
			slope[pair] -= s.o.Prior.BranchingRate
		}
		if v := se[pair/d][pair%d] / scale[pair%d]; n[pair] >= tiny && v > 0 {
			curve[pair] = 1 / (v * v)
		}
	}
	if outer == nil {
		return slope, curve
	}
	var others []int // that are not ratios near zero themselves
	for _, k := range s.free(x) {
		if k < s.ratios || k >= s.decays || s.signed(k-s.ratios) || n[k-s.ratios] >= tiny {
			others = append(others, k)
		}
	}
	h := sub(outer, others)
	h.ScaleSym(s.n, h)
	var chol mat.Cholesky
	positive := len(others) > 0 && chol.Factorize(h)
	for pair := range curve {
		if curve[pair] == 0 {
			curve[pair] = s.profile(pair, others, &chol, positive)
		}
	}
	return slope, curve
}

// profile is the curvature in one ratio by outer products, less what the others take up.
func (s *search) profile(pair int, others []int, chol *mat.Cholesky, positive bool) float64 {
	e, d, n := s.e, s.e.data.D, len(s.e.g)
	along := make([]float64, n) // F times the direction in which the ratio grows
	total := 0.0
	for c := range e.l.parts {
		p := pair/d*e.l.terms + c*d + pair%d
		by, at := s.part(p, c)*e.beta[e.l.group[p]], len(e.mu)+p
		for k := range along {
			along[k] += by * s.info[min(k, at)*n+max(k, at)]
		}
	}
	for c := range e.l.parts {
		p := pair/d*e.l.terms + c*d + pair%d
		total += s.part(p, c) * e.beta[e.l.group[p]] * along[len(e.mu)+p]
	}
	if !positive {
		return total
	}
	cross := make([]float64, s.size)
	s.chain(cross, along)
	right := mat.NewVecDense(len(others), nil)
	for a, k := range others {
		right.SetVec(a, cross[k])
	}
	var solved mat.VecDense
	if chol.SolveVecTo(&solved, right) != nil {
		return total
	}
	if left := total - mat.Dot(right, &solved); left > 0 {
		return left
	}
	return math.NaN()
}
