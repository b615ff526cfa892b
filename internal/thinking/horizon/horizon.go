// Package horizon forecasts a situation's months ahead from its own records: the total, and each
// district, as draws that add up. A mixture of four models, whose draws add up each, is set against conflictology at earlier
// origins, with what was known then, and is used where it did better by then.
package horizon

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// What a question can be refused for; messages add the place.
var (
	ErrShort = errors.New("too few months")
	ErrQuiet = errors.New("too few acts")
	ErrAsked = errors.New("not a question")
)

// The least that is forecast from.
const (
	LeastMonths = 24
	LeastActs   = 10
	MaxLeads    = 12
)

// Place names a district. With an empty Admin2 it is the rest of its province: what lies in no district that had an act
// before. With an empty Admin1 it is the rest of the country, and the zero Place what lies elsewhere.
type Place struct{ Country, Admin1, Admin2 string }

// Compare orders places by name.
func (p Place) Compare(o Place) int {
	return cmp.Or(cmp.Compare(p.Country, o.Country), cmp.Compare(p.Admin1, o.Admin1), cmp.Compare(p.Admin2, o.Admin2))
}

// wider is the next wider place.
func (p Place) wider() Place {
	switch {
	case p.Admin2 != "":
		return Place{p.Country, p.Admin1, ""}
	case p.Admin1 != "":
		return Place{p.Country, "", ""}
	}
	return Place{}
}

// Act is one violent act on record.
type Act struct {
	Day   calendar.Date
	Known calendar.Date // first day on which it could be known
	At    Place
	Count float64 // what is forecast: its deaths, or 1
}

// Question is what is forecast, and from what.
type Question struct {
	Acts   []Act
	Begins calendar.Date   // first day of the first month
	Ends   []calendar.Date // last days of the months, oldest first; the last is the as-of day
	// Share gives, for the months up to and with the one of that index, how much was reported against what is usual,
	// 0 to 1, from what was known at its end. Nil is all of it.
	Share func(month int) []float64
	Thin  float64 // a share below it is thin
	Point func(Place) (record.Point, bool)
	Leads int
	Draws int
	Back  int // draws of each earlier forecast
	First int // index of the first earlier origin; 0 is LeastMonths−1
	Every int // months from one earlier origin to the next; 0 is 1
	Seed  uint64
}

// Answer is the forecast, and how earlier ones did.
type Answer struct {
	Months []float64 // totals
	Share  []float64 // of the months
	Model  Model     // in use
	Unsure bool      // too few earlier forecasts are over to choose by; the benchmark stands
	Shares Shares    // how the total is divided
	Leaves []Place   // by name
	ByLeaf [][]float64
	Acts   []int    // by leaf
	Had    [][]bool // months with an act, by leaf
	Ahead  []Ahead  // by lead
	Past   []Past   // by origin, then lead
	Trials []Trial  // of each model, over the earlier forecasts that are over
	Skill  []Margin // of the models as they were chosen, against the benchmark
}

// Ahead is the draws of one month ahead. Leaf[i][d] over i adds up to Total[d].
type Ahead struct {
	Lead  int
	Total []float64
	Leaf  [][]float64
}

// Model is one of the coherent models.
type Model string

// The models. Each gives draws of every leaf that add up to its draws of the total.
const (
	Whole   Model = "whole_months"   // one of the last twelve months, all places at once
	Level   Model = "level_shares"   // total: the last twelve months, smoothed; divided by shares
	Pooled  Model = "pool_shares"    // total: pool of smoothed months; divided by shares
	Excited Model = "excited_shares" // total: a self-exciting point process; divided by shares
	Mixed   Model = "mixture"        // as many draws from each of the others
)

// Models are the models, the benchmark's kin first. In use are the first or the last.
var Models = []Model{Whole, Level, Pooled, Excited, Mixed}

func (q *Question) check() error {
	n := len(q.Ends)
	switch {
	case q.Leads < 1 || q.Leads > MaxLeads:
		return fmt.Errorf("%d months ahead: %w", q.Leads, ErrAsked)
	case q.Draws < 20 || q.Back < 20:
		return fmt.Errorf("%d and %d draws: %w", q.Draws, q.Back, ErrAsked)
	case n < LeastMonths:
		return fmt.Errorf("%d of %d: %w", n, LeastMonths, ErrShort)
	}
	for i, a := range q.Acts {
		if !(a.Count >= 0) || a.Count > 1e7 {
			return fmt.Errorf("act %d: count %v: %w", i, a.Count, ErrAsked)
		}
	}
	for i := 1; i < n; i++ {
		if q.Ends[i] <= q.Ends[i-1] {
			return fmt.Errorf("months that do not follow each other: %w", ErrAsked)
		}
	}
	return nil
}

// Ask forecasts.
func Ask(q Question) (*Answer, error) {
	if err := q.check(); err != nil {
		return nil, err
	}
	p := newPanel(q)
	n := len(q.Ends)
	if len(p.acts) < LeastActs {
		return nil, fmt.Errorf("%d of %d: %w", len(p.acts), LeastActs, ErrQuiet)
	}
	s := divide(p)
	r := newRecord(p, s)
	out := &Answer{Months: p.totals(n-1, n-1), Share: p.share(n - 1), Shares: s.at[n-1].Shares}
	r.run()
	out.Model, out.Unsure = r.chosen(n - 1)
	out.Past, out.Trials, out.Skill = r.past, r.trials(), r.margins()

	order := make([]int, p.leaves(n-1))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return p.leaf[a].Compare(p.leaf[b]) })
	rank := make([]int, len(order))
	for k, i := range order {
		rank[i] = k
		out.Leaves, out.Acts = append(out.Leaves, p.leaf[i]), append(out.Acts, 0)
		out.ByLeaf, out.Had = append(out.ByLeaf, make([]float64, n)), append(out.Had, make([]bool, n))
	}
	for _, a := range p.acts {
		k := rank[p.leafAt(a.At, n-1)]
		out.Acts[k]++
		out.ByLeaf[k][a.month] += a.Count
		out.Had[k][a.month] = true
	}
	for l := 1; l <= q.Leads; l++ {
		d := r.draw(out.Model, n-1, l, q.Draws, q.Draws)
		a := Ahead{Lead: l, Total: d.total, Leaf: make([][]float64, len(order))}
		for k, i := range order {
			a.Leaf[k] = make([]float64, q.Draws)
			for _, x := range d.leaf[i] {
				a.Leaf[k][x.draw] += x.n
			}
		}
		out.Ahead = append(out.Ahead, a)
	}
	return out, nil
}

// ActiveIn is the number of months in which one of the leaves had an act.
func (a *Answer) ActiveIn(leaves []int) int {
	n := 0
	for m := range a.Months {
		if slices.ContainsFunc(leaves, func(i int) bool { return a.Had[i][m] }) {
			n++
		}
	}
	return n
}
