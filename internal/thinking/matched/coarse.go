package matched

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// coarsen gives each row the number of its stratum: same levels, and the trend, the values
// (and the count before, if asked) in the same bin. Bins are of equal width between the least and the
// greatest value, as many as Sturges' rule gives, but no finer than whole counts.
func coarsen(rows []row, pre bool) []int {
	cut := func(of func(row) float64, whole bool) []int {
		v := make([]float64, len(rows))
		for i, r := range rows {
			v[i] = of(r)
		}
		return bins(v, whole)
	}
	columns := [][]int{cut(func(r row) float64 { return r.trend }, true)}
	if pre {
		columns = append(columns, cut(func(r row) float64 { return r.before }, true))
	}
	if len(rows) > 0 {
		for k := range rows[0].unit.Values {
			columns = append(columns, cut(func(r row) float64 { return r.unit.Values[k] }, false))
		}
	}
	known := map[string]int{}
	out := make([]int, len(rows))
	for i, r := range rows {
		var key strings.Builder
		for _, c := range columns {
			key.WriteString(strconv.Itoa(c[i]))
			key.WriteByte(' ')
		}
		for _, l := range r.unit.Levels {
			key.WriteString(strconv.Quote(l))
		}
		n, ok := known[key.String()]
		if !ok {
			n = len(known)
			known[key.String()] = n
		}
		out[i] = n
	}
	return out
}

// bins numbers the bin of each value; what is not a number is a bin of its own.
func bins(v []float64, whole bool) []int {
	out := make([]int, len(v))
	var known []float64
	for _, x := range v {
		if !math.IsNaN(x) && !math.IsInf(x, 0) {
			known = append(known, x)
		}
	}
	if len(known) == 0 {
		return out
	}
	low, high := slices.Min(known), slices.Max(known)
	n := math.Ceil(math.Log2(float64(len(known)))) + 1
	width := (high - low) / n
	if whole {
		width = max(1, width)
	}
	for i, x := range v {
		switch {
		case math.IsNaN(x) || math.IsInf(x, 0):
			out[i] = -1
		case width > 0:
			out[i] = int((x - low) / width)
			if !whole || width > 1 {
				out[i] = min(out[i], int(n)-1) // the greatest value belongs to the last bin
			}
		}
	}
	return out
}

// weigh keeps the rows of strata that hold both arms. A treatment weighs 1; a control of a
// stratum with t treatments and c controls weighs (t/c)·(C/T), where T and C are all that are matched.
func weigh(rows []row, strata []int, c *Cell) []row {
	type both struct{ t, c int }
	n := map[int]both{}
	for i, r := range rows {
		b := n[strata[i]]
		if r.treated {
			b.t++
		} else {
			b.c++
		}
		n[strata[i]] = b
	}
	for _, b := range n {
		if b.t > 0 && b.c > 0 {
			c.Strata++
			c.Treated.Matched += b.t
			c.Control.Matched += b.c
		}
	}
	var out []row
	for i, r := range rows {
		b := n[strata[i]]
		if b.t == 0 || b.c == 0 {
			continue
		}
		r.stratum, r.weight = strata[i], 1
		arm, total := &c.Treated, float64(c.Treated.Matched)
		if !r.treated {
			r.weight = float64(b.t) / float64(b.c) * float64(c.Control.Matched) / float64(c.Treated.Matched)
			arm, total = &c.Control, float64(c.Control.Matched)
		}
		arm.Before += r.weight * r.before / total
		arm.After += r.weight * r.after / total
		out = append(out, r)
	}
	return out
}
