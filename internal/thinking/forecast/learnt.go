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
	Code    string   `json:"code"`    // version of the program that learnt them, with the digest of its text
	Members []string `json:"members"` // in the order of the weights
	Scores  string   `json:"scores"`
	Learnt  []Learnt `json:"learnt"`
	// Forest is a forest of the pool's kind grown on all of the data, as Grown writes it, for histories that are too thin to grow one.
	Forest []byte `json:"forest,omitempty"`
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
	if s.Forest != nil {
		if err := new(Grown).UnmarshalBinary(s.Forest); err != nil {
			return s, err
		}
	}
	for _, l := range s.Learnt {
		if err := l.check(len(names)); err != nil {
			return s, fmt.Errorf("weights up to %s: %w", l.Until, err)
		}
	}
	return s, nil
}

func (l Learnt) check(members int) error {
	if len(l.Weights) != Groups {
		return fmt.Errorf("%d groups: %w", len(l.Weights), ErrEmpty)
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

// Pooled is the pool with the weights for an origin, and the forest that may stand in if it saw nothing after it.
func (s Shipped) Pooled(origin Month) (Pool, bool) {
	p := Pool{Members: Members(), From: fmt.Sprintf("%s. Code: %s. Scores: %s.", s.Data, s.Code, s.Scores)}
	if g := new(Grown); s.Forest != nil && g.UnmarshalBinary(s.Forest) == nil && g.Until <= origin { // asserted by ParseWeights
		p.Grown = g
	}
	l, ok := s.For(origin)
	if ok {
		p.Weights = l.Weights
	}
	return p, ok
}
