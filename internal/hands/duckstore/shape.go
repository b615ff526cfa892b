package duckstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"detente/internal/hands/ledger"
)

// shape is who acted upon whom, and where, as numbers of words. Millions of records have a few
// thousand of them, so that each has a number, a filter of sides is settled on the shapes, and rows
// are only looked up among those that pass. Number 0 is the shape of no side and no country.
type shape struct{ initiator, initiators, target, targets, country int32 }

// shapeColumns are those of a record that make its shape.
var shapeColumns = []string{"initiator_side", "initiator_sides", "target_side", "target_sides", "country"}

// mostListed bounds the shapes that a query lists.
var mostListed = 1 << 14

// shapes are those of committed batches, by number. They never change, so that a reader may use
// shapes of a state newer than the one it reads: what no row has passes no row.
type shapes struct {
	mu     sync.Mutex
	list   []shape
	number map[shape]int32
}

// known reads the shapes that the committed state has and this process has not met, and returns
// all. What it returns is only ever added to.
func (s *shapes) known(ctx context.Context, tx querier) ([]shape, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	rows, err := tx.QueryContext(ctx, `SELECT `+strings.Join(shapeColumns, ", ")+` FROM ledger.shape WHERE number >= ? ORDER BY number`, len(s.list))
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var fresh []shape
	for rows.Next() {
		var x shape
		if err := rows.Scan(&x.initiator, &x.initiators, &x.target, &x.targets, &x.country); err != nil {
			return nil, err
		}
		fresh = append(fresh, x)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	s.take(len(s.list), fresh)
	return s.list, nil
}

// add takes in shapes that follow those which are there.
func (s *shapes) add(first int, fresh []shape) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.take(first, fresh)
}

func (s *shapes) take(first int, fresh []shape) {
	if s.number == nil {
		s.number = map[shape]int32{}
	}
	if first > len(s.list) {
		return // those between will be read when they are wanted
	}
	for _, x := range fresh[min(len(fresh), len(s.list)-first):] {
		s.number[x] = int32(len(s.list))
		s.list = append(s.list, x)
	}
}

// at returns the number of a shape; ok is false where it is not known.
func (s *shapes) at(x shape) (n int32, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok = s.number[x]
	return n, ok
}

// shaper numbers the shapes of a batch: those that are there, and new ones that are kept when the
// batch is committed. It is used by one goroutine.
type shaper struct {
	known *shapes
	first int
	fresh []shape
	met   map[shape]int32
}

func (c *shaper) code(x shape) int32 {
	if n, ok := c.met[x]; ok {
		return n
	}
	n, ok := c.known.at(x)
	if !ok {
		n = int32(c.first + len(c.fresh))
		c.fresh = append(c.fresh, x)
	}
	c.met[x] = n
	return n
}

// sided is a condition on the sides of a shape.
type sided func(shape) bool

// amongShapes returns the condition that a row has one of the shapes that pass; ok is false where
// there are too many to list.
func amongShapes(list []shape, pass sided) (cond string, ok bool) {
	var b strings.Builder
	b.WriteString("r.shape IN (SELECT unnest(CAST([")
	n := 0
	for i, x := range list {
		if !pass(x) {
			continue
		}
		if n > 0 {
			b.WriteByte(',')
		}
		n++
		fmt.Fprint(&b, i)
	}
	b.WriteString("] AS INTEGER[])))")
	switch {
	case n == 0:
		return "false", true
	case n > mostListed:
		return "", false
	}
	return b.String(), true
}

// party is the condition that a party of a shape counts under one of the sides; the side ""
// stands for none.
func (w *filter) party(sides []string, of func(shape) (main, party int32)) sided {
	if len(sides) == 0 {
		return func(shape) bool { return false }
	}
	mains, parties := setOf(w.numbers(sides)), setOf(w.words.parties(sides))
	return func(x shape) bool {
		main, party := of(x)
		return mains[main] || party != 0 && parties[party]
	}
}

func initiator(x shape) (main, party int32) { return x.initiator, x.initiators }
func target(x shape) (main, party int32)    { return x.target, x.targets }

func setOf(numbers []int32) map[int32]bool {
	set := make(map[int32]bool, len(numbers))
	for _, n := range numbers {
		set[n] = true
	}
	return set
}

// onSides is the condition of all that a filter says of sides.
func (w *filter) onSides(f ledger.Filter) sided {
	var all []sided
	if len(f.Sides) > 0 {
		a, b := w.party(f.Sides, initiator), w.party(f.Sides, target)
		all = append(all, func(x shape) bool { return a(x) || b(x) })
	}
	if len(f.InitiatorSides) > 0 {
		all = append(all, w.party(f.InitiatorSides, initiator))
	}
	if len(f.TargetSides) > 0 {
		all = append(all, w.party(f.TargetSides, target))
	}
	if d := f.Dyad; d != nil {
		all = append(all, w.onDyad(d))
	}
	return func(x shape) bool { return !slices.ContainsFunc(all, func(c sided) bool { return !c(x) }) }
}

func (w *filter) onDyad(d *ledger.Dyad) sided {
	byA, byB, onA, onB := w.party(d.A, initiator), w.party(d.B, initiator), w.party(d.A, target), w.party(d.B, target)
	ways := []sided{func(x shape) bool { return byA(x) && onB(x) || byB(x) && onA(x) }}
	for _, a := range d.Across {
		by, in := w.party(a.By, initiator), setOf(w.numbers([]string{a.In}))
		ways = append(ways, func(x shape) bool { return by(x) && in[x.country] })
	}
	return func(x shape) bool { return slices.ContainsFunc(ways, func(c sided) bool { return c(x) }) }
}

// bySides keeps records by their sides, on their shapes where they are few.
func (w *filter) bySides(t *reading, f ledger.Filter) {
	if len(f.Sides)+len(f.InitiatorSides)+len(f.TargetSides) == 0 && f.Dyad == nil || w.err != nil {
		return
	}
	list, err := t.shapes.known(t.ctx, t.tx)
	if err != nil {
		w.err = err
		return
	}
	if cond, ok := amongShapes(list, w.onSides(f)); ok {
		w.and(cond)
		return
	}
	w.sides(f)
}
