package forecast

import "math"

// decay is the weight of a month of the given age in months.
func decay(age, half float64) float64 { return math.Exp2(-age / half) }

// level is the exponentially weighted mean of a series, newest month last.
func level(s []float64, half float64) float64 {
	sum, weight, w, k := 0.0, 0.0, 1.0, math.Exp2(-1/half)
	for i := len(s) - 1; i >= 0 && w > 1e-6; i-- {
		sum, weight, w = sum+w*s[i], weight+w, w*k
	}
	return sum / weight
}

func mean(s []float64) float64 {
	sum := 0.0
	for _, v := range s {
		sum += v
	}
	return sum / float64(len(s))
}

// tail is the last n values, or all when there are fewer.
func tail(s []float64, n int) []float64 { return s[max(0, len(s)-n):] }

func highest(s []float64) float64 {
	m := 0.0
	for _, v := range s {
		m = math.Max(m, v)
	}
	return m
}

// share is the part of the months with at least deaths deaths.
func share(s []float64, deaths float64) float64 {
	n := 0
	for _, v := range s {
		if v >= deaths {
			n++
		}
	}
	return float64(n) / float64(len(s))
}

// since is the number of months since one with at least deaths deaths; the length when there was none.
func since(s []float64, deaths float64) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] >= deaths {
			return len(s) - 1 - i
		}
	}
	return len(s)
}

// FeatureNames names what Features gives, in its order.
var FeatureNames = []string{
	"last month", "month before", "two months before",
	"mean of 3", "mean of 6", "mean of 12", "mean of 24",
	"weighted mean, half-life 2", "weighted mean, half-life 8", "weighted mean, half-life 60",
	"highest of 12", "highest of 60", "highest of all",
	"share of 6 violent", "share of 12 violent", "share of 60 violent",
	"months since a death", "months since 25 deaths", "lowest of 6",
	"weighted mean, half-life 24", "share of all violent", "share of 24 violent", "mean of violent months of 24", "spread of 12", "months since 100 deaths", "share of 12 with 25",
	"lowest of 12", "months recorded",
}

// Features describes a unit by its own history up to a month, newest last: deaths and their
// means as log(1 + x), shares, and waiting times as log(1 + months). A series shorter than a window is
// described by what there is.
func Features(s []float64) []float64 {
	at := func(back int) float64 { return s[max(0, len(s)-1-back)] }
	return []float64{
		math.Log1p(at(0)), math.Log1p(at(1)), math.Log1p(at(2)),
		math.Log1p(mean(tail(s, 3))), math.Log1p(mean(tail(s, 6))), math.Log1p(mean(tail(s, 12))), math.Log1p(mean(tail(s, 24))),
		math.Log1p(level(s, 2)), math.Log1p(level(s, 8)), math.Log1p(level(s, 60)),
		math.Log1p(highest(tail(s, 12))), math.Log1p(highest(tail(s, 60))), math.Log1p(highest(s)),
		share(tail(s, 6), 1), share(tail(s, 12), 1), share(tail(s, 60), 1),
		math.Log1p(float64(min(since(s, 1), 240))), math.Log1p(float64(min(since(s, 25), 240))), math.Log1p(lowest(tail(s, 6))),
		math.Log1p(level(s, 24)), share(s, 1), share(tail(s, 24), 1), math.Log1p(mean(tail(s, 24)) / math.Max(1./24, share(tail(s, 24), 1))), spread(tail(s, 12)),
		math.Log1p(float64(min(since(s, 100), 240))), share(tail(s, 12), 25), math.Log1p(lowest(tail(s, 12))), math.Log1p(float64(len(s))),
	}
}

func lowest(s []float64) float64 {
	m := math.Inf(1)
	for _, v := range s {
		m = math.Min(m, v)
	}
	return m
}

// spread is the standard deviation of log(1 + x).
func spread(s []float64) float64 {
	a, b := 0.0, 0.0
	for _, v := range s {
		l := math.Log1p(v)
		a, b = a+l, b+l*l
	}
	n := float64(len(s))
	return math.Sqrt(math.Max(0, b/n-a*a/n/n))
}
