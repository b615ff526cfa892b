package forecast

import (
	"fmt"
	"math"

	"detente/internal/thinking/score"
)

// Activity classes of a unit by its mean deaths a month over the last year: none, below 2, 10, 50,
// 200, 1,000, and above.
var activityEdges = []float64{0, 2, 10, 50, 200, 1000}

// Activities is the number of activity classes.
const Activities = 7

// Activity is the class of a series that ends with the origin; a unit without history is in the lowest.
func Activity(s []float64) int {
	if len(s) == 0 {
		return 0
	}
	m := mean(tail(s, 12))
	if m == 0 {
		return 0
	}
	for k := 1; k < len(activityEdges); k++ {
		if m < activityEdges[k] {
			return k
		}
	}
	return Activities - 1
}

// Case is one past forecast of each model with what happened, reduced to what pooling needs.
type Case struct {
	Group int         // of activity and lead; see Group
	Far   []float64   // by model: mean|x − y|
	Apart [][]float64 // by pair of models: mean|x − x′|
	Bins  [][]float64 // by model: the chance of each bin of IGN
	Y     int         // the outcome's bin
}

// Reduce takes the draws of each model, sorted, the chances of the bins that each gives, and the outcome.
func Reduce(group int, draws, chances [][]float64, y float64) Case {
	k := len(draws)
	c := Case{Group: group, Far: make([]float64, k), Apart: make([][]float64, k), Bins: chances, Y: score.Bin(y)}
	for i, d := range draws {
		n := float64(len(d))
		for _, x := range d {
			c.Far[i] += math.Abs(x-y) / n
		}
		c.Apart[i] = make([]float64, k)
		for j := range i {
			c.Apart[i][j] = apart(d, draws[j])
			c.Apart[j][i] = c.Apart[i][j]
		}
		c.Apart[i][i] = apart(d, d)
	}
	return c
}

// apart is the mean |a − b| over all pairs of two sorted samples: ∫|F − G| weighted, in one pass.
func apart(a, b []float64) float64 {
	// mean|a−b| = ∫ F(1−G) + G(1−F) over the merged values.
	i, j := 0, 0
	n, m := float64(len(a)), float64(len(b))
	sum, prev := 0.0, math.Min(a[0], b[0])
	for i < len(a) || j < len(b) {
		var x float64
		if j == len(b) || i < len(a) && a[i] <= b[j] {
			x = a[i]
		} else {
			x = b[j]
		}
		f, g := float64(i)/n, float64(j)/m
		sum += (x - prev) * (f*(1-g) + g*(1-f))
		prev = x
		for i < len(a) && a[i] == x {
			i++
		}
		for j < len(b) && b[j] == x {
			j++
		}
	}
	return sum
}

// Pooling says how weights are learnt.
type Pooling struct {
	Ignorance float64 // weight of IGN, in bits, against CRPS divided by the group's mean CRPS
	Prior     float64 // cases that the weights of all groups together count for
}

// loss is a group's sums: the CRPS of a pool is quadratic in its weights.
type loss struct {
	far    []float64
	apart  [][]float64
	bin    [][]float64
	n      float64
	lambda float64
	scale  float64
}

func gather(cases []Case, k int, lambda float64) loss {
	l := loss{far: make([]float64, k), apart: make([][]float64, k), lambda: lambda}
	for i := range l.apart {
		l.apart[i] = make([]float64, k)
	}
	for _, c := range cases {
		l.n++
		b := make([]float64, k)
		for i := range k {
			b[i] = c.Bins[i][c.Y]
		}
		l.bin = append(l.bin, b)
		for i := range k {
			l.far[i] += c.Far[i]
			for j := range k {
				l.apart[i][j] += c.Apart[i][j]
			}
		}
	}
	for i := range k {
		l.far[i] /= l.n
		for j := range k {
			l.apart[i][j] /= l.n
		}
		l.scale += (l.far[i] - l.apart[i][i]/2) / float64(k)
	}
	l.scale = math.Max(l.scale, 1e-9)
	return l
}

// floor stands for the one draw in M + 11 that IGN gives every bin.
const floor = 1. / 1011

// minimise finds simplex weights by exponentiated gradient, which keeps them on the simplex
// (Kivinen and Warmuth 1997), held to the prior weights by strength·KL(prior, w).
func (l loss) minimise(prior []float64, strength float64) []float64 {
	k := len(prior)
	w, g, best := append([]float64(nil), prior...), make([]float64, k), append([]float64(nil), prior...)
	low := math.Inf(1)
	for step := range 400 {
		crps, ign := 0.0, 0.0
		for i := range g {
			g[i] = 0
		}
		for i := range k {
			a := 0.0
			for j := range k {
				a += l.apart[i][j] * w[j]
			}
			crps += w[i] * (l.far[i] - a/2)
			g[i] += (l.far[i] - a) / l.scale
		}
		for _, b := range l.bin {
			p := floor
			for i := range k {
				p += w[i] * b[i] * (1 - score.Bins*floor)
			}
			ign -= math.Log2(p) / l.n
			for i := range k {
				g[i] -= l.lambda * b[i] / (p * math.Ln2 * l.n)
			}
		}
		value := crps/l.scale + l.lambda*ign
		for i := range k {
			value -= strength * prior[i] * math.Log(w[i])
			g[i] -= strength * prior[i] / w[i]
		}
		if value < low {
			low = value
			copy(best, w)
		}
		mid := 0.0
		for i := range k {
			mid += w[i] * g[i]
		}
		big := 1e-9
		for i := range k {
			big = math.Max(big, math.Abs(g[i]-mid))
		}
		rate, sum := .5/(big*(1+float64(step)/40)), 0.0
		for i := range k {
			w[i] = math.Max(1e-4, w[i]*math.Exp(-rate*(g[i]-mid)))
			sum += w[i]
		}
		for i := range k {
			w[i] /= sum
		}
	}
	return best
}

// Learn gives the weights of each group from past cases. All cases together give the weights that each
// group is drawn to, the more so the fewer cases it has.
func (p Pooling) Learn(cases []Case, groups int) ([][]float64, error) {
	if len(cases) == 0 {
		return nil, fmt.Errorf("no past forecasts to learn weights from: %w", ErrTooThin)
	}
	k := len(cases[0].Far)
	by := make([][]Case, groups)
	for _, c := range cases {
		if c.Group < 0 || c.Group >= groups {
			return nil, fmt.Errorf("group %d of %d: %w", c.Group, groups, ErrEmpty)
		}
		by[c.Group] = append(by[c.Group], c)
	}
	even := make([]float64, k)
	for i := range even {
		even[i] = 1 / float64(k)
	}
	// Each group has its own scale, so that the few groups with many deaths do not settle all.
	centre := make([]float64, k)
	total := 0.0
	for _, part := range by {
		if len(part) > 0 {
			w := gather(part, k, p.Ignorance).minimise(even, p.Prior/(p.Prior+float64(len(part))))
			n := math.Sqrt(float64(len(part)))
			for i := range k {
				centre[i] += n * w[i]
			}
			total += n
		}
	}
	for i := range centre {
		centre[i] /= total
	}
	out := make([][]float64, groups)
	for g, part := range by {
		out[g] = centre
		if len(part) > 0 {
			out[g] = gather(part, k, p.Ignorance).minimise(centre, p.Prior/float64(len(part)))
		}
	}
	return out, nil
}

// Defaults is the pooling that docs/methods/forecast.md describes.
func Defaults() Pooling { return Pooling{Ignorance: 1, Prior: 200} }
