package forest

import (
	"fmt"
	"math"
	"math/rand/v2"
)

// BoostOptions say how boosted trees are grown; a zero value takes the default in brackets.
type BoostOptions struct {
	Rounds   int     // [200]
	Rate     float64 // share of each step that is taken [.05]
	Lambda   float64 // added to the curvature of a leaf, so that small leaves move little [1]
	MaxDepth int     // [3]
	MinLeaf  int     // [20]
	Features int     // features tried at each split [a third, at least 1]
	Share    float64 // share of rows a round sees [.5]
	Bins     int     // [64]
	Groups   []int   // rows of a group are drawn together
	Seed     uint64
}

func (o BoostOptions) filled() (BoostOptions, error) {
	if o.Rounds == 0 {
		o.Rounds = 200
	}
	if o.Rate == 0 {
		o.Rate = .05
	}
	if o.Lambda == 0 {
		o.Lambda = 1
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = 3
	}
	if o.MinLeaf == 0 {
		o.MinLeaf = 20
	}
	if o.Share == 0 {
		o.Share = .5
	}
	if o.Rounds < 1 || !(o.Rate > 0 && o.Rate <= 1) || !(o.Lambda >= 0) {
		return o, fmt.Errorf("rounds %d, rate %v, lambda %v: %w", o.Rounds, o.Rate, o.Lambda, ErrOption)
	}
	return o, nil
}

// Boosted is a fitted sequence of trees over classes.
type Boosted struct {
	Classes int       `json:"classes"`
	Base    []float64 `json:"base"` // log of the base rates
	Rate    float64   `json:"rate"`
	Trees   []Tree    `json:"trees"` // one a round, one value a class
}

// Boost fits class probabilities as the softmax of sums of trees, each grown on the gradient
// of the log loss that the ones before left over, with a Newton step in each leaf and class
// (Friedman 2001, Annals of Statistics 29:1189–1232; 2002 for the subsamples).
func Boost(x Matrix, class []int, k int, o BoostOptions) (*Boosted, error) {
	o, err := o.filled()
	if err != nil {
		return nil, err
	}
	if err := x.check(); err != nil {
		return nil, fmt.Errorf("features: %w", err)
	}
	y, err := indicators(class, k)
	if err != nil {
		return nil, err
	}
	if y.Rows != x.Rows || k < 2 {
		return nil, fmt.Errorf("%d rows of features, %d outcomes in %d classes: %w", x.Rows, y.Rows, k, ErrShape)
	}
	grow, err := Options{Trees: 1, MinLeaf: o.MinLeaf, MaxDepth: o.MaxDepth, Features: o.Features, Share: o.Share, Bins: o.Bins, Groups: o.Groups, Workers: 1}.filled(x)
	if err != nil {
		return nil, err
	}
	m := &Boosted{Classes: k, Rate: o.Rate, Base: make([]float64, k)}
	for c := range k {
		n := 1.0 // one case added to each class, so that an empty one has a chance
		for i := range y.Rows {
			n += y.Values[i*k+c]
		}
		m.Base[c] = math.Log(n / float64(y.Rows+k))
	}
	at := make([]float64, x.Rows*k) // log odds so far
	for i := range x.Rows {
		copy(at[i*k:], m.Base)
	}
	gradient := Matrix{Rows: x.Rows, Cols: k, Values: make([]float64, x.Rows*k)}
	curve := make([]float64, x.Rows*k)
	g := newGrower(cut(x, grow.Bins), gradient, grow)
	pick := newPicker(x.Rows, grow)
	for t := range o.Rounds {
		for i := range x.Rows {
			p := softmax(at[i*k : i*k+k])
			for c, q := range p {
				gradient.Values[i*k+c] = y.Values[i*k+c] - q
				curve[i*k+c] = q * (1 - q)
			}
		}
		r := rand.New(rand.NewPCG(o.Seed, uint64(t)))
		tree := g.grow(pick.rows(r), r)
		tree.newton(gradient.Values, curve, k, o.Lambda)
		for i := range x.Rows {
			for c, v := range tree.value(x.Row(i), k) {
				at[i*k+c] += o.Rate * v
			}
		}
		tree.rows = nil
		m.Trees = append(m.Trees, tree)
	}
	return m, nil
}

// newton replaces the leaf means by Σ gradient/(Σ curvature + λ).
func (t *Tree) newton(gradient, curve []float64, k int, lambda float64) {
	for _, n := range t.Nodes {
		if n.Feature >= 0 {
			continue
		}
		for c := range k {
			up, down := 0.0, lambda
			for _, i := range t.rows[n.first : n.first+n.n] {
				up += gradient[int(i)*k+c]
				down += curve[int(i)*k+c]
			}
			t.Values[int(n.Left)*k+c] = up / math.Max(down, 1e-12)
		}
	}
}

// Predict gives the class probabilities for features x.
func (m *Boosted) Predict(x []float64) []float64 {
	at := append([]float64(nil), m.Base...)
	for i := range m.Trees {
		for c, v := range m.Trees[i].value(x, m.Classes) {
			at[c] += m.Rate * v
		}
	}
	return softmax(at)
}

func softmax(at []float64) []float64 {
	out, top, sum := make([]float64, len(at)), at[0], 0.0
	for _, v := range at {
		top = math.Max(top, v)
	}
	for c, v := range at {
		out[c] = math.Exp(v - top)
		sum += out[c]
	}
	for c := range out {
		out[c] /= sum
	}
	return out
}
