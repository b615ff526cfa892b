package duckstore

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"detente/internal/hands/ledger"
)

// shape is who acted upon whom, and where, as numbers of words. Millions of records have a few
// thousand of them, so that a filter of sides is settled on the shapes, and rows are only looked
// up among those that pass: half the work of comparing each side of each row.
type shape struct{ initiator, initiators, target, targets, country int32 }

// shapeBits is what a number of a key may have: three of them make one.
const shapeBits = 21

// key is a number for a shape; ok is false where the numbers are too large for one.
func (s shape) key() (key int64, ok bool) {
	for _, n := range [...]int32{several(s.initiator, s.initiators), several(s.target, s.targets), s.country} {
		if n < 0 || n >= 1<<shapeBits {
			return 0, false
		}
		key = key<<shapeBits | int64(n)
	}
	return key, true
}

// several is the word of all sides of a party where it has one, else its main side.
func several(main, party int32) int32 {
	if party != 0 {
		return party
	}
	return main
}

// shapeKey is shape.key in SQL.
var shapeKey = fmt.Sprintf(`((CAST(%s AS BIGINT) * %d + %s) * %[2]d + r.country)`,
	`CASE WHEN r.initiator_sides <> 0 THEN r.initiator_sides ELSE r.initiator_side END`, 1<<shapeBits,
	`CASE WHEN r.target_sides <> 0 THEN r.target_sides ELSE r.target_side END`)

// Bounds on the shapes that are kept, and on those that a query lists.
var (
	mostShapes = 1 << 16
	mostListed = 1 << 14
)

// shapes are those of the batches so far. A reader may use the shapes of a state newer than the
// one it reads: what no row has passes no row.
type shapes struct {
	mu    sync.Mutex
	batch int64 // the last whose shapes are here
	list  []shape
	seen  map[shape]bool
	many  bool // there are too many to keep, or their numbers are too large
}

// of returns the shapes of the state that is read; some is false where sides have to be compared
// row by row.
func (s *shapes) of(t *reading) (list []shape, some bool, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var last int64
	if err := t.tx.QueryRowContext(t.ctx, `SELECT coalesce(max(id), 0) FROM ledger.batch`).Scan(&last); err != nil {
		return nil, false, err
	}
	if last <= s.batch || s.many {
		return s.list, !s.many, nil
	}
	if s.seen == nil {
		s.seen = map[shape]bool{}
	}
	query := fmt.Sprintf(`SELECT DISTINCT r.initiator_side, r.initiator_sides, r.target_side, r.target_sides, r.country
		FROM ledger.record r WHERE r.seq > %d LIMIT %d`, (s.batch+1)<<32, mostShapes+1)
	err = t.conn.Raw(func(c any) error { return eachRow(t.ctx, c, query, nil, s.take) })
	if err != nil {
		return nil, false, err
	}
	s.batch = last
	s.many = s.many || len(s.list) > mostShapes
	return s.list, !s.many, nil
}

// take adds the shapes of a chunk.
func (s *shapes) take(rows int, cols []unsafe.Pointer) error {
	for i := range rows {
		x := shape{
			value[int32](cols[0], i), value[int32](cols[1], i), value[int32](cols[2], i), value[int32](cols[3], i), value[int32](cols[4], i),
		}
		if _, ok := x.key(); !ok {
			s.many = true
		}
		if !s.seen[x] {
			s.seen[x] = true
			s.list = append(s.list, x)
		}
	}
	return nil
}

// sided is a condition on the sides of a shape.
type sided func(shape) bool

// amongShapes returns the condition that a row has one of the shapes that pass; ok is false where
// there are too many to list.
func amongShapes(list []shape, pass sided) (cond string, ok bool) {
	var keys []int64
	for _, x := range list {
		if pass(x) {
			k, _ := x.key()
			keys = append(keys, k)
		}
	}
	switch {
	case len(keys) == 0:
		return "false", true
	case len(keys) > mostListed:
		return "", false
	}
	slices.Sort(keys)
	var b strings.Builder
	fmt.Fprintf(&b, "%s IN (SELECT unnest(CAST([", shapeKey)
	for i, k := range slices.Compact(keys) {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprint(&b, k)
	}
	b.WriteString("] AS BIGINT[])))")
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
	list, some, err := t.shapes.of(t)
	if err != nil {
		w.err = err
		return
	}
	if some {
		if cond, ok := amongShapes(list, w.onSides(f)); ok {
			w.and(cond)
			return
		}
	}
	w.sides(f)
}
