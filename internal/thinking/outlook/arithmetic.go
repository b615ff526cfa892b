package outlook

import (
	"math"
	"sort"
	"strconv"
)

func number(n int) string { return strconv.Itoa(n) }

func halfLife(h float64) string { return strconv.FormatFloat(h, 'g', -1, 64) }

func one(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

func sum(x []float64) float64 {
	s := 0.0
	for _, v := range x {
		s += v
	}
	return s
}

func mean(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	return sum(x) / float64(len(x))
}

func median(x []float64) float64 {
	if len(x) == 0 {
		return 0
	}
	s := append([]float64(nil), x...)
	sort.Float64s(s)
	return (s[(len(s)-1)/2] + s[len(s)/2]) / 2
}

// slope is the least-squares change a month of the log of one more than the deaths.
func slope(w []float64) float64 {
	n, at := float64(len(w)), 0.0
	for _, v := range w {
		at += math.Log1p(v) / n
	}
	num, den := 0.0, 0.0
	for i, v := range w {
		d := float64(i) - (n-1)/2
		num += d * (math.Log1p(v) - at)
		den += d * d
	}
	if den == 0 {
		return 0
	}
	return num / den
}
