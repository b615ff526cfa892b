package forecast

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
)

// Member is a model of the pool. High members are also used for the highest activity class.
type Member struct {
	Model Model
	High  bool
}

// Members are the models of the pool, in the order of its weights. Which ones, and why not
// others, is in docs/methods/forecast.md.
func Members() []Member {
	return []Member{
		{Leaves{Trees: 150, MinLeaf: 20, Try: 8, Scale: 1.5, Half: 3, Share: .3, Every: 2, Least: 400}, true},
		{Kernel{Months: 24, Half: 6, Factor: 1}, true},
		{Kernel{Months: 24, Half: 6, Width: .7}, true},
		{Kernel{Months: 36, Half: 12, Width: .5}, false},
		{Kernel{Months: 24, Half: 6, Factor: 1.6}, true},
		{Adaptive{Bank: Bank(), Rate: .1, Half: 60, Every: 3, Prior: 50}, true},
	}
}

// Leads are grouped for the weights: up to 6 months, up to 10, and more.
const leadGroups = 3

// Groups is the number of groups that have weights of their own.
const Groups = Activities * leadGroups

// Group is the group of an activity class and a lead.
func Group(activity, lead int) int {
	g := 0
	if lead > 6 {
		g = 1
	}
	if lead > 10 {
		g = 2
	}
	return activity*leadGroups + g
}

// Pool is the weighted sum of its members' distributions, F = Σ w_k F_k, with weights by activity class and
// lead. In the highest class past cases are too few to learn weights, and the distributions differ in place more than in
// shape: there the quantiles of the high members are averaged instead (Lichtendahl, Grushka-Cockayne and Winkler 2013).
type Pool struct {
	Members []Member
	Weights [][]float64 // by group, then member; nil is even
	From    string      // what the weights were learnt from, by what, and with which scores; empty is not said
	Grown   *Grown      // stands in for the forest when the history is too thin to grow one; may be nil
}

// Name is "pool".
func (Pool) Name() string { return "pool" }

// Fit fits every member. One that finds too little history is left out, and its weight is shared by the others.
func (p Pool) Fit(h *History, leads []int, seed uint64) (Fitted, error) {
	if err := asserted(h, leads); err != nil {
		return nil, err
	}
	fits, err := fitAll(p.Members, h, leads, seed)
	if err != nil {
		return nil, err
	}
	for i, f := range fits {
		if _, isForest := p.Members[i].Model.(Leaves); f == nil && isForest && p.Grown != nil && p.Grown.Until <= h.Last {
			if fits[i], err = p.Grown.For(h); err != nil {
				return nil, err
			}
		}
	}
	return p.With(h, fits)
}

// fitAll fits members at once; one with too little history is nil.
func fitAll(members []Member, h *History, leads []int, seed uint64) ([]Fitted, error) {
	fits, errs := make([]Fitted, len(members)), make([]error, len(members))
	var wg sync.WaitGroup
	for i, m := range members {
		wg.Go(func() { fits[i], errs[i] = m.Model.Fit(h, leads, seed) })
	}
	wg.Wait()
	some := false
	for i, err := range errs {
		switch {
		case err == nil:
			some = true
		case errors.Is(err, ErrTooThin):
			fits[i] = nil
		default:
			return nil, fmt.Errorf("%s: %w", members[i].Model.Name(), err)
		}
	}
	if !some {
		return nil, errors.Join(errs...)
	}
	return fits, nil
}

// With pools members that were fitted already; nil is one that could not be.
func (p Pool) With(h *History, fits []Fitted) (Fitted, error) {
	if len(fits) != len(p.Members) || p.Weights != nil && len(p.Weights) != Groups {
		return nil, fmt.Errorf("%d fits, %d groups of weights for %d members: %w", len(fits), len(p.Weights), len(p.Members), ErrEmpty)
	}
	f := &pool{p: p, fits: fits, class: make([]int, len(h.Units)), weights: make([][]float64, Groups)}
	for g := range f.weights {
		w := make([]float64, len(fits))
		sum := 0.0
		for i := range w {
			switch {
			case fits[i] == nil:
			case g/leadGroups == Activities-1:
				if p.Members[i].High {
					w[i] = 1
				}
			case p.Weights == nil:
				w[i] = 1
			default:
				w[i] = p.Weights[g][i]
			}
			sum += w[i]
		}
		if !(sum > 0) {
			return nil, fmt.Errorf("group %d has no weights: %w", g, ErrEmpty)
		}
		for i := range w {
			w[i] /= sum
		}
		f.weights[g] = w
	}
	for u := range h.Units {
		f.class[u] = Activity(h.Series(u, h.Last))
	}
	return f, nil
}

type pool struct {
	p       Pool
	fits    []Fitted
	class   []int
	weights [][]float64
}

// Describe names the members.
func (f *pool) Describe() string {
	var names []string
	for i, m := range f.p.Members {
		if f.fits[i] == nil {
			names = append(names, m.Model.Name()+" (left out: too little history)")
			continue
		}
		if _, ok := f.fits[i].(*grown); ok {
			names = append(names, fmt.Sprintf("%s (%s)", m.Model.Name(), f.fits[i].Describe()))
			continue
		}
		names = append(names, m.Model.Name())
	}
	return "pool of " + strings.Join(names, ", ")
}

// finer is how many draws stand for one while members are pooled.
const finer = 4

// Draw draws from the members, as many from each as its weight says, and keeps one in finer, so that the bins of IGN get the chances that
// the members give them: chance in how many draws fall into a bin would cost IGN.
func (f *pool) Draw(index, lead, n int, r *rand.Rand) []float64 {
	group := Group(f.class[index], lead)
	w := f.weights[group]
	if f.class[index] == Activities-1 {
		return f.average(w, index, lead, n, r)
	}
	many := finer * n
	all, chances := make([]float64, 0, many), make([][]float64, len(w))
	carry := .5
	for i, fit := range f.fits {
		carry += w[i] * float64(many)
		m := min(int(carry), many-len(all))
		carry -= float64(m)
		if m <= 0 || fit == nil {
			continue
		}
		d := fit.Draw(index, lead, m, r)
		if d == nil {
			return nil
		}
		all, chances[i] = append(all, d...), chancesOf(fit, index, lead, d)
	}
	slices.Sort(all)
	out := toChances(all, pooledBins(chances, w), n, r)
	r.Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func (f *pool) average(w []float64, index, lead, n int, r *rand.Rand) []float64 {
	out := make([]float64, n)
	for i, fit := range f.fits {
		if w[i] == 0 {
			continue
		}
		d := fit.Draw(index, lead, n, r)
		if d == nil {
			return nil
		}
		slices.Sort(d)
		for j, v := range d {
			out[j] += w[i] * v
		}
	}
	for j, v := range out {
		out[j] = math.Round(v)
	}
	r.Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
