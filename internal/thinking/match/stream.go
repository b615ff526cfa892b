package match

import (
	"cmp"
	"fmt"
	"iter"
	"math"
	"slices"
)

// Match links the events of two data sets, each in the order of their first days, and yields
// the links. It holds only events that can still get a partner: those of the window, and those
// whose best partner waits for another. An error ends it.
//
// The links do not depend on the order of events of one day but for exact ties, which go to the
// event that came first.
func Match(a, b iter.Seq2[Event, error], o Options) iter.Seq2[Link, error] {
	return func(yield func(Link, error) bool) {
		if err := o.Check(); err != nil {
			yield(Link{}, err)
			return
		}
		s := newSweep(o, yield)
		nextA, stopA := iter.Pull2(a)
		defer stopA()
		nextB, stopB := iter.Pull2(b)
		defer stopB()
		x, y := &head{next: nextA, name: "first"}, &head{next: nextB, name: "second"}
		x.advance()
		y.advance()
		for (x.ok || y.ok) && !s.stopped {
			h, side := x, 0
			if !x.ok || y.ok && y.event.Start < x.event.Start {
				h, side = y, 1
			}
			if h.err != nil {
				yield(Link{}, h.err)
				return
			}
			s.add(h.event, side)
			h.advance()
		}
		s.finish()
	}
}

// head is the next event of one data set.
type head struct {
	next  func() (Event, error, bool)
	name  string
	event Event
	err   error
	ok    bool
	last  Event
}

func (h *head) advance() {
	h.last = h.event
	h.event, h.err, h.ok = h.next()
	e := h.event
	switch {
	case !h.ok || h.err != nil:
	case !e.Start.IsSet() || e.End < e.Start:
		h.err = fmt.Errorf("the %s data set: event %s has no days, or ends before it begins", h.name, e.ID)
	case e.Start < h.last.Start:
		h.err = fmt.Errorf("the %s data set is not in the order of days: %s follows %s", h.name, e.ID, h.last.ID)
	case !(math.Abs(e.At.Lat) <= 90 && math.Abs(e.At.Lon) <= 180):
		h.err = fmt.Errorf("the %s data set: event %s has no place", h.name, e.ID)
	}
}

// node is an event that may still get a partner.
type node struct {
	Event
	side  int
	seq   int64 // its place in its data set
	dir   [3]float64
	cell  [3]int32
	pairs []pair
	whole bool // no further candidate can come
	done  bool // it has a partner
}

// pair is a candidate as seen from one of the two.
type pair struct {
	other *node
	Agreement
}

// sweep goes through the days.
type sweep struct {
	o       Options
	yield   func(Link, error) bool
	stopped bool
	edge    float64 // of a cell, on the unit sphere
	cells   [2]map[[3]int32][]*node
	waiting []*node // in the order of the day after which no candidate can come
	seq     [2]int64
}

func newSweep(o Options, yield func(Link, error) bool) *sweep {
	return &sweep{
		o: o, yield: yield, edge: 2 * math.Sin(o.KM/earth/2),
		cells: [2]map[[3]int32][]*node{{}, {}},
	}
}

// add takes in an event, finds its candidates among those still in the window, and settles what
// the window has left behind.
func (s *sweep) add(e Event, side int) {
	s.close(int(e.Start) - s.o.Days)
	n := &node{Event: e, side: side, seq: s.seq[side], dir: unit(e.At)}
	s.seq[side]++
	for i, x := range n.dir {
		n.cell[i] = int32(math.Floor(x / s.edge))
	}
	for dx := int32(-1); dx <= 1; dx++ {
		for dy := int32(-1); dy <= 1; dy++ {
			for dz := int32(-1); dz <= 1; dz++ {
				s.meet(n, [3]int32{n.cell[0] + dx, n.cell[1] + dy, n.cell[2] + dz})
			}
		}
	}
	s.cells[side][n.cell] = append(s.cells[side][n.cell], n)
	s.push(n)
}

// meet compares an event with those of the other data set in a cell.
func (s *sweep) meet(n *node, cell [3]int32) {
	for _, m := range s.cells[1-n.side][cell] {
		g := Agreement{Days: apart(&n.Event, &m.Event)}
		if g.Days > s.o.Days {
			continue
		}
		if g.KM = distance(n.dir, m.dir); g.KM > s.o.KM {
			continue
		}
		if score(&g, &n.Event, &m.Event, s.o); g.Score >= s.o.Least {
			n.pairs = append(n.pairs, pair{m, g})
			m.pairs = append(m.pairs, pair{n, g})
		}
	}
}

// push puts an event into the heap of those that wait, by last day.
func (s *sweep) push(n *node) {
	s.waiting = append(s.waiting, n)
	for i := len(s.waiting) - 1; i > 0; {
		up := (i - 1) / 2
		if s.waiting[up].End <= s.waiting[i].End {
			return
		}
		s.waiting[up], s.waiting[i] = s.waiting[i], s.waiting[up]
		i = up
	}
}

func (s *sweep) pop() *node {
	top, last := s.waiting[0], len(s.waiting)-1
	s.waiting[0] = s.waiting[last]
	s.waiting[last] = nil
	s.waiting = s.waiting[:last]
	for i := 0; ; {
		least := i
		for c := 2*i + 1; c <= 2*i+2 && c < last; c++ {
			if s.waiting[c].End < s.waiting[least].End {
				least = c
			}
		}
		if least == i {
			return top
		}
		s.waiting[least], s.waiting[i] = s.waiting[i], s.waiting[least]
		i = least
	}
}

// close completes the events that ended before a day: none that comes can be their partner.
func (s *sweep) close(before int) {
	for len(s.waiting) > 0 && int(s.waiting[0].End) < before && !s.stopped {
		n := s.pop()
		list := s.cells[n.side][n.cell]
		i := slices.Index(list, n)
		list[i] = list[len(list)-1]
		list[len(list)-1] = nil
		if list = list[:len(list)-1]; len(list) == 0 {
			delete(s.cells[n.side], n.cell)
		} else {
			s.cells[n.side][n.cell] = list
		}
		n.whole = true
		slices.SortFunc(n.pairs, n.order)
		s.resolve(n)
	}
}

func (s *sweep) finish() { s.close(math.MaxInt32) }

// order puts the better pair of an event first; every two pairs have the same order wherever
// they are looked at, so that no circle of waiting can arise.
func (n *node) order(x, y pair) int {
	return cmp.Or(cmp.Compare(y.Score, x.Score), cmp.Compare(x.other.seq, y.other.seq))
}

// best is the best partner that is still free, nil when there is none.
func (n *node) best() *pair {
	for i := range n.pairs {
		if !n.pairs[i].other.done {
			return &n.pairs[i]
		}
	}
	return nil
}

// resolve gives an event its partner when both are each other's best, and goes on with those
// that lost one by it.
func (s *sweep) resolve(n *node) {
	for look := []*node{n}; len(look) > 0 && !s.stopped; {
		n, look = look[len(look)-1], look[:len(look)-1]
		if n.done || !n.whole {
			continue
		}
		p := n.best()
		if p == nil || !p.other.whole {
			continue
		}
		m := p.other
		if back := m.best(); back == nil || back.other != n {
			continue
		}
		n.done, m.done = true, true
		s.emit(n, m, p.Agreement)
		for _, x := range []*node{n, m} {
			for _, q := range x.pairs {
				if !q.other.done && q.other.whole {
					look = append(look, q.other)
				}
			}
		}
	}
}

func (s *sweep) emit(n, m *node, g Agreement) {
	if n.side == 1 {
		n, m = m, n
	}
	s.stopped = !s.yield(Link{A: n.ID, B: m.ID, Agreement: g, RunnersA: s.runners(n, m), RunnersB: s.runners(m, n)}, nil)
}

// runners are the other partners of an event, best first.
func (s *sweep) runners(n, partner *node) []Runner {
	var out []Runner
	for _, p := range n.pairs {
		if p.other != partner && len(out) < s.o.Runners {
			out = append(out, Runner{p.other.ID, p.Score})
		}
	}
	return out
}

// All links two lists in any order of days, and gives the links by the first list's order.
func All(a, b []Event, o Options) ([]Link, error) {
	place := make(map[string]int, len(a))
	for i, e := range a {
		place[e.ID] = i
	}
	var out []Link
	for l, err := range Match(ByDay(a), ByDay(b), o) {
		if err != nil {
			return nil, err
		}
		out = append(out, l)
	}
	slices.SortFunc(out, func(x, y Link) int { return cmp.Compare(place[x.A], place[y.A]) })
	return out, nil
}

// ByDay yields events in the order of their first days; those of one day keep their order.
func ByDay(list []Event) iter.Seq2[Event, error] {
	order := make([]int32, len(list))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(x, y int32) int { return cmp.Compare(list[x].Start, list[y].Start) })
	return func(yield func(Event, error) bool) {
		for _, i := range order {
			if !yield(list[i], nil) {
				return
			}
		}
	}
}
