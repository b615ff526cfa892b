// Package score measures forecasts against what happened, with proper scores: samples of a
// count, probabilities of an event, probabilities of ordered classes, and the difference
// between two forecasts with its interval. Inputs are asserted before anything is computed.
package score

import (
	"errors"
	"fmt"
	"math"
	"sort"

	"detente/internal/thinking/bootstrap"
)

// What an input can be refused for; messages add the place.
var (
	ErrEmpty       = errors.New("no draws or no cases")
	ErrNotFinite   = errors.New("not a finite number")
	ErrNegative    = errors.New("negative")
	ErrProbability = errors.New("not a probability")
	ErrLength      = errors.New("lengths differ")
	ErrClass       = errors.New("class outside the forecast")
)

// Sample is an ensemble of draws of a count that may not be negative, sorted.
type Sample struct {
	sorted []float64
	drawn  []float64 // in the order drawn, which only IGN's resampling needs
}

// NewSample asserts that there is a draw and that each is finite and not negative. The
// slice is kept and not changed.
func NewSample(draws []float64) (Sample, error) {
	if len(draws) == 0 {
		return Sample{}, ErrEmpty
	}
	for i, x := range draws {
		if err := count(x); err != nil {
			return Sample{}, fmt.Errorf("draw %d: %w", i, err)
		}
	}
	s := append(make([]float64, 0, len(draws)), draws...)
	sort.Float64s(s)
	return Sample{sorted: s, drawn: draws}, nil
}

// count refuses what cannot be a number of deaths.
func count(x float64) error {
	switch {
	case math.IsNaN(x) || math.IsInf(x, 0):
		return ErrNotFinite
	case x < 0:
		return ErrNegative
	}
	return nil
}

// Len is the number of draws.
func (s Sample) Len() int { return len(s.sorted) }

// Quantile is the linear quantile of the draws.
func (s Sample) Quantile(p float64) float64 { return bootstrap.Quantile(s.sorted, p) }

// Mean is the mean of the draws.
func (s Sample) Mean() float64 {
	sum := 0.0
	for _, x := range s.sorted {
		sum += x
	}
	return sum / float64(len(s.sorted))
}

// CRPS is the continuous ranked probability score of the ensemble, in units of the outcome:
//
//	mean|x − y| − ½·mean|x − x′|
//
// over all pairs, with those of a draw with itself (Gneiting and Raftery 2007, JASA
// 102:359–378, eq. 20; not the variant made fair for small ensembles).
func (s Sample) CRPS(y float64) (float64, error) {
	if err := count(y); err != nil {
		return math.NaN(), fmt.Errorf("outcome: %w", err)
	}
	n := float64(len(s.sorted))
	near, spread := 0.0, 0.0
	for i, x := range s.sorted {
		near += math.Abs(x - y)
		spread += (2*float64(i) + 1 - n) * x // Σ|x−x′| over pairs is twice this, by the order
	}
	return near/n - spread/(n*n), nil
}

// MIS is the interval score of the central interval with coverage level, in units of the
// outcome: its width, and 2/(1−level) times the distance of an outcome outside (Gneiting and
// Raftery 2007, eq. 43). Its ends are linear quantiles.
func (s Sample) MIS(y, level float64) (float64, error) {
	if err := count(y); err != nil {
		return math.NaN(), fmt.Errorf("outcome: %w", err)
	}
	if math.IsNaN(level) || level <= 0 || level >= 1 {
		return math.NaN(), fmt.Errorf("coverage %v: %w", level, ErrProbability)
	}
	tail := (1 - level) / 2
	lo, hi := s.Quantile(tail), s.Quantile(1-tail)
	return hi - lo + (math.Max(0, lo-y)+math.Max(0, y-hi))/tail, nil
}

// PIT is the place of the outcome in the forecast, uniform when the forecast is calibrated.
// Ties are split by u from [0, 1): P(X < y) + u·P(X = y) (Czado, Gneiting and Held 2009).
func (s Sample) PIT(y, u float64) (float64, error) {
	if err := count(y); err != nil {
		return math.NaN(), fmt.Errorf("outcome: %w", err)
	}
	if math.IsNaN(u) || u < 0 || u > 1 {
		return math.NaN(), fmt.Errorf("u = %v: %w", u, ErrProbability)
	}
	below := sort.SearchFloat64s(s.sorted, y)
	upto := sort.Search(len(s.sorted), func(i int) bool { return s.sorted[i] > y })
	return (float64(below) + u*float64(upto-below)) / float64(len(s.sorted)), nil
}

// Above is the share of draws at or above x, a forecast probability of that event.
func (s Sample) Above(x float64) float64 {
	return float64(len(s.sorted)-sort.SearchFloat64s(s.sorted, x)) / float64(len(s.sorted))
}
