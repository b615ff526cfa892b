package commitment

import (
	"errors"
	"fmt"
	"math"
)

// Each says what counts the same as what in an aggregate.
type Each string

// The ways to weigh. Equal is the default.
const (
	EachCommitment Each = "equal" // every commitment counts once
	EachTheme      Each = "theme" // every theme counts once, shared by its commitments
	EachSide       Each = "side"  // every main side counts once, shared by its commitments
)

// Eaches lists the closed set.
var Eaches = []Each{EachCommitment, EachTheme, EachSide}

// Weighting says how much each commitment counts. The zero value counts each once.
type Weighting struct {
	Each  Each
	Theme map[string]float64 // factor of a theme; 1 where not given
	Side  map[string]float64 // factor of a main side; 1 where not given
}

// ErrWeight means that a weight is no number that can weigh.
var ErrWeight = errors.New("a weight has to be a number of zero or more")

// Check returns an error for a factor below zero, not finite, or an unknown way to weigh.
func (w Weighting) Check() error {
	for _, m := range []map[string]float64{w.Theme, w.Side} {
		for k, v := range m {
			if !(v >= 0) || math.IsInf(v, 0) {
				return fmt.Errorf("%s=%v: %w", k, v, ErrWeight)
			}
		}
	}
	switch w.Each {
	case "", EachCommitment, EachTheme, EachSide:
		return nil
	}
	return fmt.Errorf("weighting %q is not one of %v", w.Each, Eaches)
}

// of returns the weight of each commitment of the list:
//
//	w_i = factor(theme_i)·factor(side_i)/n_i
//
// with n_i the number of commitments in the list that share i's theme or main side where
// each of those counts once, else 1.
func (w Weighting) of(list []Standing) []float64 {
	n := map[string]float64{}
	share := func(s Standing) string {
		switch w.Each {
		case EachTheme:
			return s.Theme
		case EachSide:
			return s.Institution.Main()
		}
		return s.ID
	}
	if w.Each == EachTheme || w.Each == EachSide {
		for _, s := range list {
			n[share(s)]++
		}
	}
	out := make([]float64, len(list))
	for i, s := range list {
		out[i] = factor(w.Theme, s.Theme) * factor(w.Side, s.Institution.Main())
		if k := n[share(s)]; k > 0 {
			out[i] /= k
		}
	}
	return out
}

func factor(m map[string]float64, key string) float64 {
	if v, ok := m[key]; ok {
		return v
	}
	return 1
}
