package hawkes

import (
	"fmt"
	"math"
)

// Params are the parameters in their natural units: Mu events a unit of time (one
// coefficient a basis function of the baseline), Alpha the jumps, Beta the decays per unit
// of time, both [receiver][source]. Kappa scales with marks: g(m) = (1+m)^Kappa.
type Params struct {
	Mu    [][]float64 `json:"mu"`
	Alpha [][]float64 `json:"alpha"`
	Beta  [][]float64 `json:"beta"`
	Kappa float64     `json:"kappa,omitempty"`
}

// D is the number of streams.
func (p Params) D() int { return len(p.Mu) }

// Check returns what is wrong with the shapes or the signs.
func (p Params) Check() error {
	d := len(p.Mu)
	if d == 0 || len(p.Alpha) != d || len(p.Beta) != d {
		return fmt.Errorf("hawkes: mu, alpha and beta are for %d, %d and %d streams", d, len(p.Alpha), len(p.Beta))
	}
	for i := range d {
		if len(p.Alpha[i]) != d || len(p.Beta[i]) != d {
			return fmt.Errorf("hawkes: row %d of alpha or beta has not %d entries", i, d)
		}
		if len(p.Mu[i]) != len(p.Mu[0]) || len(p.Mu[i]) == 0 {
			return fmt.Errorf("hawkes: row %d of mu has not as many coefficients as the first", i)
		}
		for _, m := range p.Mu[i] {
			if !(m >= 0) || math.IsInf(m, 1) {
				return fmt.Errorf("hawkes: mu of stream %d is %v", i, m)
			}
		}
		for j := range d {
			if !(p.Alpha[i][j] >= 0) || math.IsInf(p.Alpha[i][j], 1) {
				return fmt.Errorf("hawkes: alpha[%d][%d] is %v", i, j, p.Alpha[i][j])
			}
			if !(p.Beta[i][j] > 0) || math.IsInf(p.Beta[i][j], 1) {
				return fmt.Errorf("hawkes: beta[%d][%d] is %v", i, j, p.Beta[i][j])
			}
		}
	}
	if math.IsNaN(p.Kappa) || math.IsInf(p.Kappa, 0) {
		return fmt.Errorf("hawkes: kappa is %v", p.Kappa)
	}
	return nil
}

// Branching returns n_ij = α_ij/β_ij.
func (p Params) Branching() [][]float64 {
	n := make([][]float64, p.D())
	for i := range n {
		n[i] = make([]float64, p.D())
		for j := range n[i] {
			n[i][j] = p.Alpha[i][j] / p.Beta[i][j]
		}
	}
	return n
}

// structure is the sparsest structure that the decays fit.
func (p Params) structure() Structure {
	row, col := true, true
	for i := range p.Beta {
		for j := range p.Beta[i] {
			row = row && p.Beta[i][j] == p.Beta[i][0]
			col = col && p.Beta[i][j] == p.Beta[0][j]
		}
	}
	switch {
	case row && col:
		return Common
	case col:
		return Col
	case row:
		return Row
	}
	return Full
}
