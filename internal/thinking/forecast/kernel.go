package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
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
		switch {
		case len(past) == 0 || highest(past) == 0:
		case m.Width > 0:
			f.width[u] = m.Width
		default:
			f.width[u] = m.Factor * silverman(past, m.Half)
		}
	}
	return f, nil
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

const (
	zeroAs = .1 // what a month without deaths is smoothed from
	cap8   = 8  // no draw is above this times the highest of the months
)

// Draw redraws and smooths; no draw is above eight times the unit's highest month.
func (f kernel) Draw(index, _, n int, r *rand.Rand) []float64 {
	past, width := f.past[index], f.width[index]
	if len(past) == 0 {
		return nil
	}
	out := redraw(past, f.m.Half, n, r)
	if width == 0 {
		return out
	}
	top := cap8 * math.Max(1, highest(past))
	for i, v := range out {
		out[i] = math.Min(top, math.Round((v+zeroAs)*math.Exp(width*r.NormFloat64())))
	}
	return out
}
