package score

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"sort"

	"gonum.org/v1/gonum/stat/distuv"

	"detente/internal/thinking/bootstrap"
)

// Loss is the score of one case, with the cluster (country) and the period (month) it is of.
type Loss struct {
	Cluster, Period int
	Value           float64
}

// Difference is a mean difference between two forecasts, with its interval; below zero the
// first forecast is the better one.
type Difference struct {
	Mean      float64
	Low, High float64 // NaN when there is no interval
	Clusters  int
	N         int
}

// MarshalJSON gives null for an end that does not exist: too few clusters, periods or cases.
func (d Difference) MarshalJSON() ([]byte, error) {
	known := func(v float64) *float64 {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return nil
		}
		return &v
	}
	return json.Marshal(struct {
		Mean     *float64 `json:"mean"`
		Low      *float64 `json:"low"`
		High     *float64 `json:"high"`
		Clusters int      `json:"clusters"`
		N        int      `json:"n"`
	}{known(d.Mean), known(d.Low), known(d.High), d.Clusters, d.N})
}

// Significant says that the interval excludes zero.
func (d Difference) Significant() bool { return d.High < 0 || d.Low > 0 }

// Pair gives the differences a − b case by case. Both have to hold the same cases in the same order.
func Pair(a, b []Loss) ([]Loss, error) {
	if len(a) != len(b) {
		return nil, fmt.Errorf("%d and %d cases: %w", len(a), len(b), ErrLength)
	}
	out := make([]Loss, len(a))
	for i, l := range a {
		if l.Cluster != b[i].Cluster || l.Period != b[i].Period {
			return nil, fmt.Errorf("case %d is of another place or period in the other: %w", i, ErrLength)
		}
		l.Value -= b[i].Value
		out[i] = l
	}
	return out, check(out)
}

func check(l []Loss) error {
	if len(l) == 0 {
		return ErrEmpty
	}
	for i, x := range l {
		if math.IsNaN(x.Value) || math.IsInf(x.Value, 0) {
			return fmt.Errorf("case %d: %w", i, ErrNotFinite)
		}
	}
	return nil
}

// Bootstrap gives the interval of the mean that drawing whole clusters with replacement gives,
// so that all months of a country come or stay away together (Cameron, Gelbach and
// Miller 2008). level is the coverage; the interval is that of the percentiles. The result depends on
// the seed of r; the order of the cases matters by rounding only.
func Bootstrap(diffs []Loss, times int, level float64, r *rand.Rand) (Difference, error) {
	d := Difference{Low: math.NaN(), High: math.NaN(), Mean: math.NaN()}
	if err := check(diffs); err != nil {
		return d, err
	}
	type group struct{ sum, n float64 }
	by := map[int]group{}
	sum := 0.0
	for _, l := range diffs {
		g := by[l.Cluster]
		by[l.Cluster] = group{g.sum + l.Value, g.n + 1}
		sum += l.Value
	}
	ids := make([]int, 0, len(by))
	for id := range by {
		ids = append(ids, id)
	}
	sort.Ints(ids)
	groups := make([]group, len(ids))
	for i, id := range ids {
		groups[i] = by[id]
	}
	d.Mean, d.N, d.Clusters = sum/float64(len(diffs)), len(diffs), len(groups)
	draws := make([]float64, times)
	for b := range draws {
		var s, n float64
		for range groups {
			g := groups[r.IntN(len(groups))]
			s, n = s+g.sum, n+g.n
		}
		draws[b] = s / n
	}
	if in, ok := bootstrap.Percentile(draws, level); ok && len(groups) > 1 {
		d.Low, d.High = in.Low, in.High
	}
	return d, nil
}

// DieboldMariano gives the interval of the mean difference by periods: the differences of a
// period are averaged over its clusters, and the variance of their mean is estimated with
// autocovariances up to horizon − 1 (Diebold and Mariano 1995), corrected for few periods and with
// Student's t (Harvey, Leybourne and Newbold 1997). Bartlett weights keep the variance positive.
func DieboldMariano(diffs []Loss, horizon int, level float64) (Difference, error) {
	d := Difference{Low: math.NaN(), High: math.NaN(), Mean: math.NaN()}
	if err := check(diffs); err != nil {
		return d, err
	}
	clusters := map[int]bool{}
	sum, n := map[int]float64{}, map[int]float64{}
	for _, l := range diffs {
		clusters[l.Cluster] = true
		sum[l.Period] += l.Value
		n[l.Period]++
	}
	periods := make([]int, 0, len(n))
	for p := range n {
		periods = append(periods, p)
	}
	sort.Ints(periods)
	v, mean := make([]float64, len(periods)), 0.0
	for i, p := range periods {
		v[i] = sum[p] / n[p]
		mean += v[i] / float64(len(periods))
	}
	d.Mean, d.N, d.Clusters = mean, len(diffs), len(clusters)
	t := float64(len(v))
	h := min(horizon, len(v)-1)
	if h < 1 {
		return d, nil
	}
	variance := 0.0
	for k := range h {
		gamma := 0.0
		for i := k; i < len(v); i++ {
			gamma += (v[i] - mean) * (v[i-k] - mean) / t
		}
		w := 1.0
		if k > 0 {
			w = 2 * (1 - float64(k)/float64(h))
		}
		variance += w * gamma
	}
	fix := (t + 1 - 2*float64(h) + float64(h)*float64(h-1)/t) / t
	if fix <= 0 || variance <= 0 {
		return d, nil
	}
	half := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: t - 1}.Quantile((1+level)/2) * math.Sqrt(variance/t/fix)
	d.Low, d.High = mean-half, mean+half
	return d, nil
}
