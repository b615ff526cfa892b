package trend

import (
	"fmt"
	"math"
	"slices"
)

// Options sets the grids and the prior. The zero value gives the defaults.
type Options struct {
	// GridPoints is the number of cells of the log level, 40 to 4000. Default 200.
	GridPoints int
	// Sigmas are the values of σ, the standard deviation of the weekly change of the log level, averaged over; each
	// in (0, 2]. Default nine values from 0.015 to 0.64, each 1.6 times the one before.
	Sigmas []float64
	// Phis are the values of the negative-binomial size φ averaged over, each in [0.01, 1e6] or +Inf, the Poisson
	// limit. Default 0.25, 0.5, 1, … 32 and +Inf.
	Phis []float64
	// SigmaScale is the scale of the half-normal prior of σ, per week. Default 0.25.
	SigmaScale float64
}

var (
	defaultSigmas = []float64{.015, .024, .038, .061, .098, .156, .25, .4, .64}
	defaultPhis   = []float64{.25, .5, 1, 2, 4, 8, 16, 32, math.Inf(1)}
)

// filled returns the options with defaults in place and the grids sorted and free of repeats, or ErrOptions.
func (o Options) filled() (Options, error) {
	if o.GridPoints == 0 {
		o.GridPoints = 200
	}
	if len(o.Sigmas) == 0 {
		o.Sigmas = defaultSigmas
	}
	if len(o.Phis) == 0 {
		o.Phis = defaultPhis
	}
	if o.SigmaScale == 0 {
		o.SigmaScale = .25
	}
	o.Sigmas, o.Phis = sortedSet(o.Sigmas), sortedSet(o.Phis)

	if o.GridPoints < 40 || o.GridPoints > 4000 {
		return o, fmt.Errorf("trend: %w: %d grid points", ErrOptions, o.GridPoints)
	}
	for _, s := range o.Sigmas {
		if !(s > 0 && s <= 2) {
			return o, fmt.Errorf("trend: %w: sigma %v", ErrOptions, s)
		}
	}
	for _, p := range o.Phis {
		if !(p >= .01 && p <= 1e6 || math.IsInf(p, 1)) {
			return o, fmt.Errorf("trend: %w: phi %v", ErrOptions, p)
		}
	}
	if !(o.SigmaScale > 0) || math.IsInf(o.SigmaScale, 1) {
		return o, fmt.Errorf("trend: %w: scale of sigma %v", ErrOptions, o.SigmaScale)
	}
	return o, nil
}

func sortedSet(values []float64) []float64 {
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	return slices.Compact(sorted)
}

// logPriorSigma is the log prior weight of each σ: the half-normal density exp(−σ²/2s²) times the width of the value's
// cell, whose edges are the geometric means with its neighbours. The weights sum to 1.
func logPriorSigma(sigmas []float64, scale float64) []float64 {
	log := make([]float64, len(sigmas))
	last := len(sigmas) - 1
	for i, s := range sigmas {
		log[i] = -s * s / (2 * scale * scale)
		if last > 0 {
			// End cells reach only inwards, doubled, so that an even log grid gives widths in proportion to σ.
			below, above := math.Log(s/sigmas[max(i-1, 0)]), math.Log(sigmas[min(i+1, last)]/s)
			if i == 0 || i == last {
				above, below = above+below, above+below
			}
			log[i] += math.Log(s * (above + below) / 2)
		}
	}
	total := logSumExp(log)
	for i := range log {
		log[i] -= total
	}
	return log
}

// logSumExp is log Σ exp(v), computed without overflow.
func logSumExp(values []float64) float64 {
	peak := slices.Max(values)
	sum := 0.0
	for _, v := range values {
		sum += math.Exp(v - peak)
	}
	return peak + math.Log(sum)
}
