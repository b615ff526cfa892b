package linkage

import (
	"math"
	"math/rand/v2"
	"sort"

	"detente/internal/thinking/bootstrap"
)

// MaxLag is the furthest lead and lag looked at, in periods.
const MaxLag = 12

// fewestPairs is the number of pairs of known periods from which a lag is measured.
const fewestPairs = 20

// fewestPeriods is the length of the axis from which a chance level is given.
const fewestPeriods = 3 * (MaxLag + 1)

// resamples is the number of draws behind each interval, copies those behind the chance level.
const (
	resamples = 500
	copies    = 200
)

// Lag is the association at one lag: positive where the second series comes after the first.
type Lag struct {
	Lag      int
	Pairs    int
	R        float64
	Measured bool // enough pairs, and both vary in nearly every draw
	In       bootstrap.Interval
	HasIn    bool
}

// Why says why nothing could be measured.
type Why string

// The reasons. A measured comparison has none.
const (
	TooShort Why = "too_short" // too few periods known in both
	Flat     Why = "flat"      // one of them does not vary, or only in a period or two
)

// Linked is the cross-correlation of two series.
type Linked struct {
	Lags      []Lag
	Pairs     int // at lag 0
	Why       Why
	Best      *Lag    // the largest association in size; nil when none is measured
	Chance    float64 // what the largest of the lags stays under in 95 of 100 copies without a link
	HasChance bool
}

// Beyond reports whether the largest association is larger than chance alone makes likely.
func (l Linked) Beyond() bool {
	return l.Best != nil && l.HasChance && math.Abs(l.Best.R) > l.Chance
}

// Correlate measures how two series over one axis move together. At lag k it is Pearson's r
// of the pairs (x_t, y_{t+k}) known in both after the transform, which takes ranks over each
// series, so that it is Spearman's. The interval is the percentile interval over circular
// blocks of pairs, with blocks of n^(1/3) pairs. Since the largest of 25 lags is large by
// chance too, Chance is the 95th percentile of the largest |r| over the same lags when y is
// drawn anew in circular blocks longer than the lags: each keeps its own rhythm, and what
// links the two is lost.
func Correlate(a, b Series, how Transform, r *rand.Rand) Linked {
	x, y := transform(a.Points, how), transform(b.Points, how)
	var out Linked
	for k := -MaxLag; k <= MaxLag; k++ {
		l := lagged(x, y, k, r)
		if k == 0 {
			out.Pairs = l.Pairs
		}
		out.Lags = append(out.Lags, l)
	}
	most := 0
	for i, l := range out.Lags {
		most = max(most, l.Pairs)
		if l.Measured && (out.Best == nil || math.Abs(l.R) > math.Abs(out.Best.R)) {
			out.Best = &out.Lags[i]
		}
	}
	switch {
	case most < fewestPairs:
		out.Why = TooShort
	case out.Best == nil:
		out.Why = Flat
	default:
		out.Chance, out.HasChance = chance(x, y, r)
	}
	return out
}

// sums are what Pearson's r is made of; they add up over stretches.
type sums struct{ n, x, y, xx, yy, xy float64 }

func (s *sums) add(x, y float64) {
	s.n++
	s.x += x
	s.y += y
	s.xx += x * x
	s.yy += y * y
	s.xy += x * y
}

func (s *sums) join(a, b sums) { // the stretch from a up to b
	s.n += b.n - a.n
	s.x += b.x - a.x
	s.y += b.y - a.y
	s.xx += b.xx - a.xx
	s.yy += b.yy - a.yy
	s.xy += b.xy - a.xy
}

// r is Pearson's correlation; NaN when one of the two does not vary.
func (s sums) r() float64 {
	vx, vy := s.xx-s.x*s.x/s.n, s.yy-s.y*s.y/s.n
	if s.n < 2 || vx <= 1e-9*s.xx || vy <= 1e-9*s.yy {
		return math.NaN()
	}
	return max(-1, min(1, (s.xy-s.x*s.y/s.n)/math.Sqrt(vx*vy)))
}

// lagged measures one lag. upTo holds the sums before each pair, so that a block is one
// subtraction.
func lagged(x, y []float64, k int, r *rand.Rand) Lag {
	upTo := []sums{{}}
	for t := range x {
		if t+k < 0 || t+k >= len(y) || math.IsNaN(x[t]) || math.IsNaN(y[t+k]) {
			continue
		}
		s := upTo[len(upTo)-1]
		s.add(x[t], y[t+k])
		upTo = append(upTo, s)
	}
	n := len(upTo) - 1
	out := Lag{Lag: k, Pairs: n}
	if n < fewestPairs {
		return out
	}
	out.R = upTo[n].r()
	if out.Measured = !math.IsNaN(out.R); !out.Measured {
		out.R = 0
		return out
	}
	block, draws := bootstrap.Block(n), make([]float64, resamples)
	for i := range draws {
		var s sums
		for left := n; left > 0; {
			at, take := r.IntN(n), min(block, left)
			if end := at + take; end <= n {
				s.join(upTo[at], upTo[end])
			} else {
				s.join(upTo[at], upTo[n])
				s.join(upTo[0], upTo[end-n])
			}
			left -= take
		}
		draws[i] = s.r()
	}
	// A measure that most draws cannot repeat rests on a period or two, and is none.
	if out.In, out.HasIn = bootstrap.Percentile(draws, bootstrap.Level); !out.HasIn {
		out.R, out.Measured = 0, false
	}
	return out
}

// chance is the 95th percentile, over copies of y drawn anew in blocks, of the largest |r|
// over the lags. Blocks are longer than the furthest lag, or what a long memory does by
// itself would be taken for a link.
func chance(x, y []float64, r *rand.Rand) (float64, bool) {
	n := len(x)
	if n < fewestPeriods {
		return 0, false
	}
	pick, drawn := make([]int, n), make([]float64, n)
	most := make([]float64, 0, copies)
	for range copies {
		bootstrap.Circular(pick, n, max(MaxLag+1, bootstrap.Block(n)), r)
		for i, p := range pick {
			drawn[i] = y[p]
		}
		best := math.NaN()
		for k := -MaxLag; k <= MaxLag; k++ {
			var p sums
			for t := max(0, -k); t < min(n, n-k); t++ {
				if !math.IsNaN(x[t]) && !math.IsNaN(drawn[t+k]) {
					p.add(x[t], drawn[t+k])
				}
			}
			if v := math.Abs(p.r()); p.n >= fewestPairs && !math.IsNaN(v) && !(v <= best) {
				best = v
			}
		}
		if !math.IsNaN(best) {
			most = append(most, best)
		}
	}
	if len(most) < copies/2 {
		return 0, false
	}
	sort.Float64s(most)
	return bootstrap.Quantile(most, 0.95), true
}
