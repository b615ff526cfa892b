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

// of returns the weight of each commitment of the list: the product of the factors of its
// theme t and main side s where each commitment counts once. Where each theme counts once,
//
//	w_i = factor(t)·factor(s_i) / Σ_j factor(s_j)      over the commitments j of the theme
//
// so that all of a theme's together weigh its factor; likewise by side.
func (w Weighting) of(list []Standing) []float64 {
	theme := func(s Standing) (string, float64) { return s.Theme, factor(w.Theme, s.Theme) }
	side := func(s Standing) (string, float64) {
		return s.Institution.Main(), factor(w.Side, s.Institution.Main())
	}
	group, within := theme, side
	if w.Each == EachSide {
		group, within = side, theme
	}
	total := map[string]float64{}
	for _, s := range list {
		g, _ := group(s)
		_, f := within(s)
		total[g] += f
	}
	out := make([]float64, len(list))
	for i, s := range list {
		g, of := group(s)
		_, f := within(s)
		switch {
		case w.Each != EachTheme && w.Each != EachSide:
			out[i] = of * f
		case f > 0:
			out[i] = of * f / total[g]
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
