package horizon

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"detente/internal/words/calendar"
)

// panel is the acts by month and by when they were known.
type panel struct {
	q      Question
	acts   []dated // by month of knowledge, then day and place
	in     [][]int // acts of each month
	leaf   []Place // in the order in which they became known; 0 is elsewhere
	number map[Place]int
	since  []int // month from whose end on a leaf is told apart
	shares [][]float64
}

// dated is an act with the months that it lies in and became known in.
type dated struct {
	Act
	month, known int
}

// newPanel sorts acts into months. Those before the first month, after the last, or known only after it are left out.
func newPanel(q Question) *panel {
	p := &panel{q: q, number: map[Place]int{}, shares: make([][]float64, len(q.Ends))}
	for _, a := range q.Acts {
		m, k := p.monthOf(a.Day), p.monthOf(max(a.Day, a.Known))
		if a.Day < q.Begins || k >= len(q.Ends) {
			continue
		}
		p.acts = append(p.acts, dated{a, m, k})
	}
	slices.SortFunc(p.acts, func(a, b dated) int {
		return cmp.Or(cmp.Compare(a.known, b.known), cmp.Compare(a.Day, b.Day), a.At.Compare(b.At), cmp.Compare(a.Count, b.Count))
	})
	p.add(Place{}, 0)
	p.in = make([][]int, len(q.Ends))
	for i, a := range p.acts {
		p.in[a.month] = append(p.in[a.month], i)
		at := a.At
		for p.add(at, a.known); at != (Place{}); p.add(at, a.known) {
			at = at.wider()
		}
	}
	return p
}

func (p *panel) add(at Place, since int) {
	if _, ok := p.number[at]; !ok {
		p.number[at] = len(p.leaf)
		p.leaf, p.since = append(p.leaf, at), append(p.since, since)
	}
}

func (p *panel) monthOf(day calendar.Date) int {
	return sort.Search(len(p.q.Ends), func(i int) bool { return p.q.Ends[i] >= day })
}

// leafAt is the leaf that a place belongs to for one who knows what was known at the end of a month.
func (p *panel) leafAt(at Place, month int) int {
	for {
		if i, ok := p.number[at]; ok && (p.since[i] <= month || at == Place{}) {
			return i
		}
		at = at.wider()
	}
}

// leaves is the number of leaves told apart at the end of a month; they are the first ones.
func (p *panel) leaves(month int) int {
	return sort.Search(len(p.since), func(i int) bool { return p.since[i] > month })
}

// totals are the counts of the months up to and with upto, as known at the end of the month of knowledge.
func (p *panel) totals(upto, known int) []float64 {
	out := make([]float64, upto+1)
	for _, a := range p.acts {
		if a.known <= known && a.month <= upto {
			out[a.month] += a.Count
		}
	}
	return out
}

// of is the counts of one month by leaf, as known at the end of one month, divided as one divides
// who knows what was known at the end of another.
func (p *panel) of(month, known, seen int) []float64 {
	out := make([]float64, p.leaves(seen))
	for _, i := range p.in[month] {
		if a := &p.acts[i]; a.known <= known {
			out[p.leafAt(a.At, seen)] += a.Count
		}
	}
	return out
}

// share is how much was reported of each month up to one, as known at its end.
func (p *panel) share(month int) []float64 {
	if p.shares[month] == nil {
		s := make([]float64, month+1)
		if p.q.Share == nil {
			for i := range s {
				s[i] = 1
			}
		} else {
			copy(s, p.q.Share(month))
		}
		for i, x := range s {
			s[i] = math.Min(1, math.Max(.01, x))
		}
		p.shares[month] = s
	}
	return p.shares[month]
}

// settled is the month at whose end an outcome is taken: late reports have a month to come in.
func (p *panel) settled(month int) int { return min(month+1, len(p.q.Ends)-1) }
