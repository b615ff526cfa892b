package linkage

import (
	"math"
	"sort"
)

// Transform is what is done to both series before they are compared.
type Transform string

// Differences compares the ranks of the changes from period to period, so that neither a
// trend that both share nor one large value makes two series look alike. Ranks compares the
// levels by rank.
const (
	Differences Transform = "differences"
	Ranks       Transform = "ranks"
)

// transform returns the values to compare, NaN where one is missing.
func transform(points []Point, how Transform) []float64 {
	v := make([]float64, len(points))
	for i, p := range points {
		if v[i] = p.Value; !p.Known {
			v[i] = math.NaN()
		}
	}
	if how == Ranks {
		return ranked(v)
	}
	d := make([]float64, len(v))
	for i := range v {
		if d[i] = math.NaN(); i > 0 {
			d[i] = v[i] - v[i-1]
		}
	}
	return ranked(d)
}

// ranked gives the known values their ranks, the mean rank to those that are equal.
func ranked(v []float64) []float64 {
	var order []int
	out := make([]float64, len(v))
	for i := range v {
		if out[i] = math.NaN(); !math.IsNaN(v[i]) {
			order = append(order, i)
		}
	}
	sort.SliceStable(order, func(i, j int) bool { return v[order[i]] < v[order[j]] })
	for i := 0; i < len(order); {
		j := i
		for j < len(order) && v[order[j]] == v[order[i]] {
			j++
		}
		for k := i; k < j; k++ {
			out[order[k]] = float64(i+j+1) / 2
		}
		i = j
	}
	return out
}
