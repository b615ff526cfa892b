package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"

	"detente/internal/thinking/score"
)

// Kernel redraws a unit's own last months, newer ones more often, and smooths each draw on the
// logarithmic scale: what was seen a few times in a year or two stands for what was nearly seen, above its
// highest month too. The width is fixed, or Factor times Silverman's width for the unit's own spread of log(1 + x).
// A unit without a death in its months is forecast none.
type Kernel struct {
	Months int
	Half   float64 // half-life of a month's weight
	Width  float64 // fixed width; 0 takes Factor
	Factor float64
}

// Name is "smoothed 24/6, .7" for a fixed width, "kernel 24/6 × 1" for the unit's own.
func (m Kernel) Name() string {
	if m.Width > 0 {
		return fmt.Sprintf("smoothed %d/%g, %g", m.Months, m.Half, m.Width)
	}
	return fmt.Sprintf("kernel %d/%g × %g", m.Months, m.Half, m.Factor)
}

// Fit keeps the last months and the width of each unit.
func (m Kernel) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	if m.Months < 1 || !(m.Half > 0) || !(m.Width > 0 || m.Factor > 0) {
		return nil, fmt.Errorf("%d months, half-life %v, width %v, factor %v: %w", m.Months, m.Half, m.Width, m.Factor, ErrTooThin)
	}
	f := kernel{m: m, past: lastMonths(h, m.Months), width: make([]float64, len(h.Units))}
	for u, past := range f.past {
		f.width[u] = m.width(past)
	}
	return f, nil
}

// width is how wide the last months are smoothed; 0 is not at all.
func (m Kernel) width(past []float64) float64 {
	switch {
	case len(past) == 0 || highest(past) == 0:
		return 0
	case m.Width > 0:
		return m.Width
	}
	return m.Factor * silverman(past, m.Half)
}

// bins adds weight times the chance of each bin of IGN to p: what Draw gives, without the cap and
// without chance.
func (m Kernel) bins(past []float64, weight float64, p []float64) {
	width, sum := m.width(past), 0.0
	for i := range past {
		sum += decay(float64(len(past)-1-i), m.Half)
	}
	zeros := 0.0 // months without deaths are many, and alike
	for i, v := range past {
		w := weight * decay(float64(len(past)-1-i), m.Half) / sum
		switch {
		case width == 0:
			p[score.Bin(v)] += w
		case v == 0:
			zeros += w
		default:
			spreadOver(v, width, w, p)
		}
	}
	if zeros > 0 {
		spreadOver(0, width, zeros, p)
	}
}

// spreadOver adds w times the chance of each bin of a smoothed month to p.
func spreadOver(v, width, w float64, p []float64) {
	below := 0.0
	for b := range score.Bins - 1 {
		upto := .5 * math.Erfc(-math.Log(score.Edge(b+1)/(v+zeroAs))/(width*math.Sqrt2))
		p[b] += w * (upto - below)
		below = upto
	}
	p[score.Bins-1] += w * (1 - below)
}

// silverman is 1.06·s·n^(−1/5) for log(1 + x), with the weighted standard deviation s and the effective number n of the
// weights (Silverman 1986, eq. 3.28).
func silverman(past []float64, half float64) float64 {
	var w1, w2, a, b float64
	for i, v := range past {
		w, l := decay(float64(len(past)-1-i), half), math.Log1p(v)
		w1, w2, a, b = w1+w, w2+w*w, a+w*l, b+w*l*l
	}
	return 1.06 * math.Sqrt(math.Max(0, b/w1-a*a/(w1*w1))) * math.Pow(w1*w1/w2, -.2)
}

type kernel struct {
	m     Kernel
	past  [][]float64
	width []float64
}

// Describe says what is redrawn and how it is smoothed.
func (f kernel) Describe() string {
	how := fmt.Sprintf("width %g", f.m.Width)
	if f.m.Width == 0 {
		how = fmt.Sprintf("%g times the unit's own width", f.m.Factor)
	}
	return fmt.Sprintf("own last %d months, weight halved every %g, smoothed on log scale, %s", f.m.Months, f.m.Half, how)
}

// chances are those of Draw but for the cap.
func (f kernel) chances(index, _ int) []float64 {
	p := make([]float64, score.Bins)
	f.m.bins(f.past[index], 1, p)
	return p
}

const (
	zeroAs = .1 // what a month without deaths is smoothed from
	cap8   = 8  // no draw is above this times the highest of the months
)

// Draw redraws and smooths; no draw is above eight times the unit's highest month.
func (f kernel) Draw(index, _, n int, r *rand.Rand) []float64 {
	if len(f.past[index]) == 0 {
		return nil
	}
	return f.m.draw(f.past[index], f.width[index], n, r)
}

func (m Kernel) draw(past []float64, width float64, n int, r *rand.Rand) []float64 {
	out := redraw(past, m.Half, n, r)
	if width == 0 {
		return out
	}
	top := cap8 * math.Max(1, highest(past))
	for i, v := range out {
		out[i] = math.Min(top, math.Round((v+zeroAs)*math.Exp(width*r.NormFloat64())))
	}
	return out
}
