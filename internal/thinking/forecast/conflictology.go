package forecast

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// Conflictology redraws a unit's own last months for every lead. With Half 0 each month counts
// the same and comes in turn, which is the ViEWS benchmark for 12 months (Hegre et al., arXiv 2407.11045); with a Half, a
// month's weight halves every Half months.
type Conflictology struct {
	Months int
	Half   float64
}

// Name is "conflictology 12" or "recent 24/6".
func (c Conflictology) Name() string {
	if c.Half > 0 {
		return fmt.Sprintf("recent %d/%g", c.Months, c.Half)
	}
	return fmt.Sprintf("conflictology %d", c.Months)
}

// Fit keeps the last months of each unit.
func (c Conflictology) Fit(h *History, leads []int, _ uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	if c.Months < 1 || c.Half < 0 || math.IsNaN(c.Half) {
		return nil, fmt.Errorf("%d months, half-life %v: %w", c.Months, c.Half, ErrTooThin)
	}
	return conflictology{c, lastMonths(h, c.Months)}, nil
}

// lastMonths is the newest n months of each unit.
func lastMonths(h *History, n int) [][]float64 {
	out := make([][]float64, len(h.Units))
	for u := range h.Units {
		out[u] = tail(h.Series(u, h.Last), n)
	}
	return out
}

type conflictology struct {
	c    Conflictology
	past [][]float64
}

// Describe says what is redrawn.
func (f conflictology) Describe() string {
	if f.c.Half > 0 {
		return fmt.Sprintf("own last %d months, weight halved every %g", f.c.Months, f.c.Half)
	}
	return fmt.Sprintf("own last %d months", f.c.Months)
}

// Draw redraws.
func (f conflictology) Draw(index, _, n int, r *rand.Rand) []float64 {
	past := f.past[index]
	if len(past) == 0 {
		return nil
	}
	if f.c.Half > 0 {
		return redraw(past, f.c.Half, n, r)
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = past[i%len(past)]
	}
	return out
}

// redraw draws months with weight 2^(−age/half).
func redraw(past []float64, half float64, n int, r *rand.Rand) []float64 {
	upto, sum := make([]float64, len(past)), 0.0
	for i := range past {
		sum += decay(float64(len(past)-1-i), half)
		upto[i] = sum
	}
	out := make([]float64, n)
	systematic(out, func(p float64) float64 {
		i := 0
		for i < len(upto)-1 && upto[i] <= p*sum {
			i++
		}
		return past[i]
	}, r)
	return out
}

// systematic fills out with quantile(p) at evenly spaced p from one random start, which leaves
// less noise than independent draws, and shuffles them.
func systematic(out []float64, quantile func(p float64) float64, r *rand.Rand) {
	start := r.Float64()
	for i := range out {
		out[i] = quantile((float64(i) + start) / float64(len(out)))
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
}
