package forecast

import (
	"math/rand/v2"

	"detente/internal/thinking/score"
)

// pooledBins is the chance of each bin under the weights; a member without chances has too little weight for a draw.
func pooledBins(chances [][]float64, w []float64) []float64 {
	p := make([]float64, score.Bins)
	for i, c := range chances {
		for b, v := range c {
			p[b] += w[i] * v
		}
	}
	return p
}

// toChances takes n of sorted draws so that the bins among them get the chances q; within a bin nothing changes.
func toChances(sorted []float64, q []float64, n int, rnd *rand.Rand) []float64 {
	bin, share := make([]int, len(sorted)), make([]float64, score.Bins)
	for i, v := range sorted {
		bin[i] = score.Bin(v)
		share[bin[i]]++
	}
	return thinned(sorted, func(i int) float64 { return q[bin[i]] / share[bin[i]] }, n, rnd)
}

// thinned takes n of sorted draws at even steps of their summed weights, from one random start.
func thinned(sorted []float64, weight func(i int) float64, n int, rnd *rand.Rand) []float64 {
	upto, sum := make([]float64, len(sorted)), 0.0
	for i := range sorted {
		sum += weight(i)
		upto[i] = sum
	}
	out, i, start := make([]float64, n), 0, rnd.Float64()
	for k := range out {
		at := (float64(k) + start) / float64(n) * sum
		for i < len(upto)-1 && upto[i] <= at {
			i++
		}
		out[k] = sorted[i]
	}
	return out
}
