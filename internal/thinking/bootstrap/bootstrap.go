// Package bootstrap gives intervals where no formula says how far a measure may be off: the
// observations are drawn again many times, and the measure is taken anew from each draw.
//
// Percentile intervals after Efron 1979 (Annals of Statistics 7:1–26) and Davison and Hinkley
// 1997, "Bootstrap Methods and their Application", ch. 5; circular blocks for series after
// Politis and Romano 1992, "A circular block-resampling procedure for stationary data".
package bootstrap

import (
	"math"
	"math/rand/v2"
	"sort"
)

// Level is the coverage that Détente's intervals aim at.
const Level = 0.9

// Interval is a lower and an upper end.
type Interval struct{ Low, High float64 }

// usable is the share of draws that must give a number for an interval to be formed.
const usable = 0.95

// Percentile returns the central interval that holds the share level of the draws, with
// linear quantiles (Hyndman and Fan's type 7). Draws that gave no number (NaN or infinite)
// are left out; when they are more than one in twenty there is no interval.
func Percentile(draws []float64, level float64) (Interval, bool) {
	v := make([]float64, 0, len(draws))
	for _, x := range draws {
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			v = append(v, x)
		}
	}
	if len(v) < 2 || float64(len(v)) < usable*float64(len(draws)) {
		return Interval{}, false
	}
	sort.Float64s(v)
	tail := (1 - level) / 2
	return Interval{Quantile(v, tail), Quantile(v, 1-tail)}, true
}

// Quantile is the linear quantile of sorted values: with h = (n−1)p it lies between the
// values at ⌊h⌋ and ⌈h⌉.
func Quantile(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	i := int(math.Floor(h))
	j := min(i+1, len(sorted)-1)
	return sorted[i] + (h-float64(i))*(sorted[j]-sorted[i])
}

// Draw fills pick with indices below n, each drawn with replacement.
func Draw(pick []int, n int, r *rand.Rand) {
	for i := range pick {
		pick[i] = r.IntN(n)
	}
}

// Circular fills pick with indices below n in runs of length block that start anywhere and
// go on at the beginning when they reach the end, so that what is next to each other in
// time mostly stays so.
func Circular(pick []int, n, block int, r *rand.Rand) {
	block = max(1, min(block, n))
	for i := 0; i < len(pick); {
		at := r.IntN(n)
		for k := 0; k < block && i < len(pick); k++ {
			pick[i] = (at + k) % n
			i++
		}
	}
}

// Block is the usual length of a block for n observations, n^(1/3) rounded up (Hall,
// Horowitz and Jing 1995 give this order for a bias or variance).
func Block(n int) int { return max(1, int(math.Ceil(math.Cbrt(float64(n))-1e-9))) }
