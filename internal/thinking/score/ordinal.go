package score

import (
	"fmt"
	"math"
)

// Classes is a forecast over classes in their order, and the class that happened.
type Classes struct {
	P        []float64
	Happened int // index into P
}

// slack is how far probabilities may miss a sum of one.
const slack = 1e-6

func (c Classes) assert() error {
	if len(c.P) < 2 {
		return ErrEmpty
	}
	sum := 0.0
	for _, p := range c.P {
		if math.IsNaN(p) || p < 0 || p > 1 {
			return fmt.Errorf("%v: %w", p, ErrProbability)
		}
		sum += p
	}
	if math.Abs(sum-1) > slack {
		return fmt.Errorf("they sum to %v: %w", sum, ErrProbability)
	}
	if c.Happened < 0 || c.Happened >= len(c.P) {
		return fmt.Errorf("%d of %d: %w", c.Happened, len(c.P), ErrClass)
	}
	return nil
}

// RPS is the ranked probability score (Epstein 1969), Σ_k (P(class ≤ k) − 1{class ≤ k})² over
// all classes but the last, divided by their number less one, so that it lies in [0, 1].
func (c Classes) RPS() (float64, error) {
	if err := c.assert(); err != nil {
		return math.NaN(), err
	}
	sum, below := 0.0, 0.0
	for k, p := range c.P[:len(c.P)-1] {
		below += p
		d := below
		if c.Happened <= k {
			d--
		}
		sum += d * d
	}
	return sum / float64(len(c.P)-1), nil
}

// LogLoss is −ln of the probability given to the class that happened, in nats.
func (c Classes) LogLoss() (float64, error) {
	if err := c.assert(); err != nil {
		return math.NaN(), err
	}
	return -math.Log(c.P[c.Happened]), nil
}

// Brier is the sum of squared differences over classes (Brier 1950, his original form), in [0, 2].
func (c Classes) Brier() (float64, error) {
	if err := c.assert(); err != nil {
		return math.NaN(), err
	}
	sum := 0.0
	for k, p := range c.P {
		if k == c.Happened {
			p--
		}
		sum += p * p
	}
	return sum, nil
}

// Of is the forecast of one class against the rest, for Brier, AUC, reliability and slope.
func Of(cases []Classes, class int) ([]Event, error) {
	out := make([]Event, len(cases))
	for i, c := range cases {
		if err := c.assert(); err != nil {
			return nil, fmt.Errorf("case %d: %w", i, err)
		}
		if class < 0 || class >= len(c.P) {
			return nil, fmt.Errorf("case %d: %d of %d: %w", i, class, len(c.P), ErrClass)
		}
		out[i] = Event{P: math.Min(1, c.P[class]), Happened: c.Happened == class}
	}
	return out, nil
}
