package forest

import "sort"

// binned is a table of features as small numbers, column by column, with where each bin ends.
type binned struct {
	rows, cols int
	code       [][]uint8   // by column, then row
	end        [][]float64 // by column: values up to end[b] are in bins 0 … b; the last bin has no end
}

// cut gives each feature at most n bins of about equal weight; a value that is more common
// than a bin has one to itself, and an end lies midway between neighbouring values.
func cut(x Matrix, n int) *binned {
	b := &binned{rows: x.Rows, cols: x.Cols, code: make([][]uint8, x.Cols), end: make([][]float64, x.Cols)}
	sorted := make([]float64, x.Rows)
	for c := range x.Cols {
		for i := range sorted {
			sorted[i] = x.Values[i*x.Cols+c]
		}
		sort.Float64s(sorted)
		b.end[c] = ends(sorted, n)
		b.code[c] = make([]uint8, x.Rows)
		for i := range x.Rows {
			b.code[c][i] = uint8(sort.SearchFloat64s(b.end[c], x.Values[i*x.Cols+c])) //nolint:gosec // at most 255
		}
	}
	return b
}

func ends(sorted []float64, n int) []float64 {
	var out []float64
	left, bins, in := len(sorted), n, 0
	for i := 0; i < len(sorted); {
		j := i
		for j < len(sorted) && sorted[j] == sorted[i] {
			j++
		}
		in += j - i
		if j == len(sorted) || bins == 1 {
			break
		}
		if next := same(sorted, j); in*bins >= left || (in+next)*bins >= 2*left {
			mid := sorted[i] + (sorted[j]-sorted[i])/2
			if !(mid < sorted[j]) { // neighbours in float64
				mid = sorted[i]
			}
			out = append(out, mid)
			left -= in
			in = 0
			bins--
		}
		i = j
	}
	return out
}

// same is how many values from j on are equal.
func same(sorted []float64, j int) int {
	n := 1
	for j+n < len(sorted) && sorted[j+n] == sorted[j] {
		n++
	}
	return n
}
