package trend

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// Simulate draws future weekly counts at full coverage: draws rows of horizon weeks, the first being the week after the
// last one fitted. Every row draws its own (σ, φ) and last level from the posterior, then runs the model forward.
// The log level is reflected at the ends of the grid, so no simulated rate exceeds Ceiling. The same state of r gives
// the same rows. No rows come from draws below 1, empty rows from a horizon below 1.
func (m *Model) Simulate(r *rand.Rand, horizon, draws int) [][]int {
	rows := make([][]int, max(draws, 0))
	for d, futures := range m.SimulateFrom(r, horizon, draws, 1) {
		rows[d] = futures[0]
	}
	return rows
}

// drawCount draws from NegBin(mean, size φ) as a Poisson count whose mean is gamma distributed.
func drawCount(r *rand.Rand, mean, phi float64) int {
	if !math.IsInf(phi, 1) {
		mean = distuv.Gamma{Alpha: phi, Beta: phi / mean, Src: r}.Rand()
	}
	if mean <= 0 { // a gamma draw of small size can underflow
		return 0
	}
	return int(distuv.Poisson{Lambda: mean, Src: r}.Rand())
}

// sums are running totals.
func sums(values []float64) []float64 {
	total, running := 0.0, make([]float64, len(values))
	for i, v := range values {
		total += v
		running[i] = total
	}
	return running
}

// pick is the index that the uniform draw u in [0, 1) selects from running totals.
func pick(running []float64, u float64) int {
	last := len(running) - 1
	i, exact := slices.BinarySearch(running, u*running[last])
	if exact {
		i++ // totals are open above, so that an index of no weight is never picked
	}
	return min(i, last)
}
