package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
)

// Analogues redraws what followed the K past months, of any unit, that were nearest to a unit's
// newest one on log(1 + weighted mean) with half-lives of 2 and 8 months. What followed is rescaled to the
// unit's level by a factor from 1/Scale to Scale. Of equally near months the newest are taken.
type Analogues struct {
	K     int
	Scale float64
}

// Name is "analogues".
func (Analogues) Name() string { return "analogues" }

type point struct {
	at       [2]float64
	unit, ix int
}

// Fit finds the nearest months of each unit.
func (m Analogues) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	furthest := 0
	for _, l := range leads {
		furthest = max(furthest, l)
	}
	f := &analogues{m: m, series: make([][]float64, len(h.Units)), now: make([]point, len(h.Units)), near: make([][]point, len(h.Units))}
	var past []point
	for u := range h.Units {
		s := h.Series(u, h.Last)
		f.series[u] = s
		for i := 23; i+furthest < len(s); i++ {
			past = append(past, place(s[:i+1], u, i))
		}
	}
	if len(past) < m.K || m.K < 1 {
		return nil, fmt.Errorf("%d past months, %d wanted: %w", len(past), m.K, ErrTooThin)
	}
	sort.SliceStable(past, func(i, j int) bool {
		a, b := past[i], past[j]
		if a.at[0] != b.at[0] {
			return a.at[0] < b.at[0]
		}
		return len(f.series[a.unit])-a.ix < len(f.series[b.unit])-b.ix
	})
	for u, s := range f.series {
		if len(s) > 0 {
			f.now[u] = place(s, u, len(s)-1)
			f.near[u] = nearest(past, f.now[u].at, m.K)
		}
	}
	return f, nil
}

func place(s []float64, u, i int) point {
	return point{[2]float64{math.Log1p(level(s, 2)), math.Log1p(level(s, 8))}, u, i}
}

// nearest searches outwards along the first axis, by which the points are sorted, until no
// point further out can be among the k.
func nearest(past []point, at [2]float64, k int) []point {
	type found struct {
		d float64
		p point
	}
	var best []found // ascending by distance
	try := func(p point) {
		d := math.Hypot(p.at[0]-at[0], p.at[1]-at[1])
		if len(best) == k && d >= best[k-1].d {
			return
		}
		i := sort.Search(len(best), func(i int) bool { return best[i].d > d })
		if len(best) < k {
			best = append(best, found{})
		}
		copy(best[i+1:], best[i:])
		best[i] = found{d, p}
	}
	right := sort.Search(len(past), func(i int) bool { return past[i].at[0] >= at[0] })
	left := right - 1
	for left >= 0 || right < len(past) {
		dl, dr := math.Inf(1), math.Inf(1)
		if left >= 0 {
			dl = at[0] - past[left].at[0]
		}
		if right < len(past) {
			dr = past[right].at[0] - at[0]
		}
		if len(best) == k && math.Min(dl, dr) >= best[k-1].d {
			break
		}
		if dr <= dl {
			try(past[right])
			right++
		} else {
			try(past[left])
			left--
		}
	}
	out := make([]point, len(best))
	for i, b := range best {
		out[i] = b.p
	}
	return out
}

type analogues struct {
	m      Analogues
	series [][]float64
	now    []point
	near   [][]point
}

// Describe says how many.
func (f *analogues) Describe() string {
	return fmt.Sprintf("%d nearest past months of any unit", f.m.K)
}

// Draw redraws and rescales.
func (f *analogues) Draw(index, lead, n int, r *rand.Rand) []float64 {
	near := f.near[index]
	if len(near) == 0 {
		return nil
	}
	out := make([]float64, n)
	for i := range out {
		p := near[r.IntN(len(near))]
		k := math.Exp(f.now[index].at[1] - p.at[1])
		out[i] = math.Round(f.series[p.unit][p.ix+lead] * math.Max(1/f.m.Scale, math.Min(f.m.Scale, k)))
	}
	return out
}
