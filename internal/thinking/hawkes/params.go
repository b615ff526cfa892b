package hawkes

import (
	"fmt"
	"math"
)

// Params are the parameters in their natural units: Mu events a unit of time (one
// coefficient a basis function of the baseline), Alpha the jumps, Beta the decays per unit
// of time, both [receiver][source].
type Params struct {
	Mu    [][]float64 `json:"mu"`
	Alpha [][]float64 `json:"alpha"`
	Beta  [][]float64 `json:"beta"`
	// Slow, when given, is a second, slower part of every kernel, added to the first.
	Slow *Kernel `json:"slow,omitempty"`
	// Kappa scales with marks, in the form that Form says.
	Kappa float64  `json:"kappa,omitempty"`
	Form  MarkForm `json:"mark_form,omitempty"`
	// Gamma are the effects of covariates on the logarithm of the baseline, [stream][covariate].
	Gamma [][]float64 `json:"gamma,omitempty"`
	// Floor, when above 0, lets jumps between different streams be negative: the intensity of
	// a stream then never falls below this share of its baseline.
	Floor float64 `json:"floor,omitempty"`
}

// Kernel is one exponential part of the kernels, [receiver][source].
type Kernel struct {
	Alpha [][]float64 `json:"alpha"`
	Beta  [][]float64 `json:"beta"`
}

// D is the number of streams.
func (p Params) D() int { return len(p.Mu) }

// parts are the exponential parts of the kernels, the first one and the slow one.
func (p Params) parts() []Kernel {
	if p.Slow == nil {
		return []Kernel{{p.Alpha, p.Beta}}
	}
	return []Kernel{{p.Alpha, p.Beta}, *p.Slow}
}

// Check returns what is wrong with the shapes or the signs.
func (p Params) Check() error {
	d := len(p.Mu)
	if d == 0 || len(p.Alpha) != d || len(p.Beta) != d {
		return fmt.Errorf("hawkes: mu, alpha and beta are for %d, %d and %d streams", d, len(p.Alpha), len(p.Beta))
	}
	for i := range d {
		if len(p.Mu[i]) != len(p.Mu[0]) || len(p.Mu[i]) == 0 {
			return fmt.Errorf("hawkes: row %d of mu has not as many coefficients as the first", i)
		}
		for _, m := range p.Mu[i] {
			if !(m >= 0) || math.IsInf(m, 1) {
				return fmt.Errorf("hawkes: mu of stream %d is %v", i, m)
			}
		}
	}
	if !(p.Floor >= 0 && p.Floor < 1) {
		return fmt.Errorf("hawkes: floor is %v, not a share from 0 to 1", p.Floor)
	}
	if p.Floor > 0 && p.Slow != nil {
		return fmt.Errorf("hawkes: %w: two decays a kernel", ErrFloor)
	}
	for c, k := range p.parts() {
		if err := k.check(d, []string{"", "slow."}[c], p.Floor > 0); err != nil {
			return err
		}
	}
	return p.checkScales()
}

func (p Params) checkScales() error {
	if math.IsNaN(p.Kappa) || math.IsInf(p.Kappa, 0) {
		return fmt.Errorf("hawkes: kappa is %v", p.Kappa)
	}
	if _, err := p.Form.of(0); err != nil {
		return err
	}
	if p.Gamma == nil {
		return nil
	}
	if len(p.Gamma) != len(p.Mu) {
		return fmt.Errorf("hawkes: gamma is for %d streams of %d", len(p.Gamma), len(p.Mu))
	}
	for i, g := range p.Gamma {
		if len(g) != len(p.Gamma[0]) {
			return fmt.Errorf("hawkes: row %d of gamma has not as many entries as the first", i)
		}
		for _, v := range g {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return fmt.Errorf("hawkes: gamma of stream %d is %v", i, v)
			}
		}
	}
	return nil
}

func (k Kernel) check(d int, name string, signed bool) error {
	if len(k.Alpha) != d || len(k.Beta) != d {
		return fmt.Errorf("hawkes: %salpha and %sbeta are for %d and %d streams of %d", name, name, len(k.Alpha), len(k.Beta), d)
	}
	for i := range d {
		if len(k.Alpha[i]) != d || len(k.Beta[i]) != d {
			return fmt.Errorf("hawkes: row %d of %salpha or %sbeta has not %d entries", i, name, name, d)
		}
		for j := range d {
			a, b := k.Alpha[i][j], k.Beta[i][j]
			if math.IsNaN(a) || math.IsInf(a, 0) || a < 0 && (!signed || i == j) {
				return fmt.Errorf("hawkes: %salpha[%d][%d] is %v", name, i, j, a)
			}
			if !(b > 0) || math.IsInf(b, 1) {
				return fmt.Errorf("hawkes: %sbeta[%d][%d] is %v", name, i, j, b)
			}
		}
	}
	return nil
}

// Branching returns n_ij = ∫ of the kernel: α_ij/β_ij, summed over its parts, for a mark with g = 1.
func (p Params) Branching() [][]float64 {
	n := make([][]float64, p.D())
	for i := range n {
		n[i] = make([]float64, p.D())
		for _, k := range p.parts() {
			for j := range n[i] {
				n[i][j] += k.Alpha[i][j] / k.Beta[i][j]
			}
		}
	}
	return n
}

// HalfLife returns the time by which half of the response to an event has come, by pair;
// NaN where there is no response. With one decay it is ln 2/β; with two, the root of
// Σ_s n_s·e^{−β_s·t} = n/2, between the half-lives of the parts.
func (p Params) HalfLife() [][]float64 {
	out := make([][]float64, p.D())
	for i := range out {
		out[i] = make([]float64, p.D())
		for j := range out[i] {
			out[i][j] = p.halfLife(i, j)
		}
	}
	return out
}

func (p Params) halfLife(i, j int) float64 {
	low, high, total := math.Inf(1), 0.0, 0.0
	for _, k := range p.parts() {
		h := math.Ln2 / k.Beta[i][j]
		low, high = min(low, h), max(high, h)
		total += k.Alpha[i][j] / k.Beta[i][j]
	}
	if total == 0 {
		return math.NaN()
	}
	for range 200 {
		mid := (low + high) / 2
		if mid == low || mid == high {
			break
		}
		left := 0.0
		for _, k := range p.parts() {
			left += k.Alpha[i][j] / k.Beta[i][j] * math.Exp(-k.Beta[i][j]*mid)
		}
		if left/total > .5 {
			low = mid
		} else {
			high = mid
		}
	}
	return (low + high) / 2
}

// structure is the sparsest structure that the decays fit.
func (p Params) structure() Structure {
	row, col := true, true
	for _, k := range p.parts() {
		for i := range k.Beta {
			for j := range k.Beta[i] {
				row = row && k.Beta[i][j] == k.Beta[i][0]
				col = col && k.Beta[i][j] == k.Beta[0][j]
			}
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
