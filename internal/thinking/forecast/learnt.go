package forecast

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
)

// Shipped is the weights of the pool that come with the program, by the month up to which outcomes were used, and
// where they are from.
type Shipped struct {
	Data    string   `json:"data"`    // the history and its vintages
	Code    string   `json:"code"`    // version of the program that learnt them
	Members []string `json:"members"` // in the order of the weights
	Scores  string   `json:"scores"`
	Learnt  []Learnt `json:"learnt"`
}

//go:embed learnt.json
var shippedBytes []byte

// ShippedWeights reads the weights that come with the program.
func ShippedWeights() (Shipped, error) { return ParseWeights(shippedBytes) }

// ParseWeights reads weights and asserts that they fit the members of this program.
func ParseWeights(b []byte) (Shipped, error) {
	var s Shipped
	if err := json.Unmarshal(b, &s); err != nil {
		return s, fmt.Errorf("weights: %w", err)
	}
	var names []string
	for _, m := range Members() {
		names = append(names, m.Model.Name())
	}
	if !slices.Equal(names, s.Members) {
		return s, fmt.Errorf("weights are for %q, the pool is %q: %w", s.Members, names, ErrEmpty)
	}
	for _, l := range s.Learnt {
		if err := l.check(len(names)); err != nil {
			return s, fmt.Errorf("weights up to %s: %w", l.Until, err)
		}
	}
	return s, nil
}

func (l Learnt) check(members int) error {
	if len(l.Weights) != Groups || len(l.Recal.Gamma) != Activities || len(l.Recal.Alpha) != Activities {
		return fmt.Errorf("%d groups, %d classes: %w", len(l.Weights), len(l.Recal.Gamma), ErrEmpty)
	}
	for _, w := range l.Weights {
		sum := 0.0
		for _, v := range w {
			if !(v >= 0) {
				return fmt.Errorf("a weight of %v: %w", v, ErrEmpty)
			}
			sum += v
		}
		if len(w) != members || !(sum > 0) {
			return fmt.Errorf("%d weights that sum to %v: %w", len(w), sum, ErrEmpty)
		}
	}
	return nil
}

// For is the newest weights that used nothing after the origin; false when there are none, and weights are even then.
func (s Shipped) For(origin Month) (Learnt, bool) {
	best, ok := Learnt{}, false
	for _, l := range s.Learnt {
		if l.Until <= origin && (!ok || l.Until > best.Until) {
			best, ok = l, true
		}
	}
	return best, ok
}

// Pooled is the pool with the weights for an origin.
func (s Shipped) Pooled(origin Month) (Pool, bool) {
	l, ok := s.For(origin)
	if !ok {
		return Pool{Members: Members()}, false
	}
	return Pool{Members: Members(), Weights: l.Weights, Recal: &l.Recal}, true
}
