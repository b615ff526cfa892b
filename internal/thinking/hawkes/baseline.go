package hawkes

import "fmt"

// Baseline is a basis of non-negative functions on [0, Horizon] that sum to 1 everywhere: one
// constant, or linear B-splines (hats) on equal knots. With coefficients of 0 or more the
// baseline is never negative, and its integral is exact.
type Baseline struct {
	knots   int // 1 is the constant
	horizon float64
}

// Constant is the baseline that does not move.
func Constant(horizon float64) Baseline { return Baseline{1, horizon} }

// Moving is a piecewise linear baseline with the given number of knots, two or more, the
// first at 0 and the last at the horizon.
func Moving(horizon float64, knots int) (Baseline, error) {
	if knots < 2 {
		return Baseline{}, fmt.Errorf("hawkes: a moving baseline takes two or more knots, found %d", knots)
	}
	return Baseline{knots, horizon}, nil
}

// Len is the number of basis functions.
func (b Baseline) Len() int { return b.knots }

// At returns the first basis function that is not zero at t and the values of it and of the
// next one; with a constant baseline the second value is 0.
func (b Baseline) At(t float64) (first int, v, w float64) {
	if b.knots == 1 {
		return 0, 1, 0
	}
	x := t / b.horizon * float64(b.knots-1)
	first = min(int(x), b.knots-2)
	w = x - float64(first)
	return first, 1 - w, w
}

// Integral is the integral over [0, Horizon] of basis function k.
func (b Baseline) Integral(k int) float64 {
	if b.knots == 1 {
		return b.horizon
	}
	step := b.horizon / float64(b.knots-1)
	if k == 0 || k == b.knots-1 {
		return step / 2
	}
	return step
}
