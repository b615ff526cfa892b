package trend

import (
	"math"
	"math/rand/v2"
)

// SimulateFrom draws states pairs of parameters and last level from the posterior and, from each of them, so many
// futures of horizon weekly counts at full coverage: states × futures × horizon. The spread of a probability between
// the states is what is not known of the present; the spread within a state is what the future leaves open.
// The log level is bounded as in Simulate.
func (m *Model) SimulateFrom(r *rand.Rand, horizon, states, futures int) [][][]int {
	horizon, states, futures = max(horizon, 0), max(states, 0), max(futures, 0)
	weights := make([]float64, len(m.parts))
	cumulative := make([][]float64, len(m.parts))
	for i, q := range m.parts {
		weights[i] = q.weight
		cumulative[i] = sums(q.last)
	}
	weights = sums(weights)

	out := make([][][]int, states)
	for s := range out {
		i := pick(weights, r.Float64())
		q := m.parts[i]
		// Mass is spread evenly within a cell, hence the second draw.
		start := m.grid.low + (float64(pick(cumulative[i], r.Float64()))+r.Float64())*m.grid.step
		out[s] = make([][]int, futures)
		for f := range out[s] {
			row, x := make([]int, horizon), start
			for h := range row {
				x = m.grid.fold(x + q.sigma*r.NormFloat64())
				row[h] = drawCount(r, math.Exp(x), q.phi)
			}
			out[s][f] = row
		}
	}
	return out
}
