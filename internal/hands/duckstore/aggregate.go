package duckstore

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unsafe"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
)

// buckets are the first days of time buckets. Day 1 of the calendar was a Monday.
var buckets = map[ledger.Bucket]string{
	ledger.NoBucket: `0`,
	ledger.Daily:    `r.start_day`,
	ledger.Weekly:   `CASE WHEN r.start_day = 0 THEN 0 ELSE r.start_day - (r.start_day - 1) % 7 END`,
	ledger.Monthly: `CASE WHEN r.start_day = 0 THEN 0 ELSE
		r.start_day - CAST(day(DATE '0001-01-01' + (r.start_day - 1)) AS INTEGER) + 1 END`,
}

// millionths is what a score is multiplied by before it is summed.
const millionths = 1e6

// Aggregate counts the records that pass the filter and sums their deaths and scores, by
// the dimensions and the time bucket; cells are ordered by bucket, then keys. Deaths are
// summed as figure.Sum does it, and scores to six places.
func (s *Store) Aggregate(ctx context.Context, q ledger.Query) ([]ledger.Cell, error) {
	bucket, ok := buckets[q.Bucket]
	if !ok {
		return nil, fmt.Errorf("there is no time bucket %q", q.Bucket)
	}
	groups := []string{bucket}
	for _, d := range q.By {
		if !slices.Contains(ledger.Dimensions, d) {
			return nil, fmt.Errorf("there is no dimension %q", d)
		}
		groups = append(groups, "r."+string(d))
	}
	places := make([]string, len(groups))
	for i := range groups {
		places[i] = fmt.Sprint(sumColumns + i + 1)
	}
	cells := []ledger.Cell{}
	err := s.read(ctx, func(t *reading) error {
		w, err := t.filtered(q.Filter)
		if err != nil {
			return err
		}
		// What is grouped by comes last, so that the sums have fixed places.
		query := func(in counted, w *where) ([]group, error) {
			return t.cells(`SELECT `+in.records+`, CAST(coalesce(sum(r.deaths_floor), 0) AS BIGINT), CAST(coalesce(sum(r.deaths_middle), 0) AS BIGINT),
				CAST(coalesce(sum(r.deaths_ceiling), 0) AS BIGINT), `+in.unknown+`,
				CAST(sum(r.score_millionths) AS BIGINT), `+strings.Join(groups, ", ")+` FROM `+in.from+` WHERE `+w.String()+
				` GROUP BY `+strings.Join(places, ", "), w.args, q.By)
		}
		found, err := query(countedIn(q.Filter, q.By), w)
		if err != nil {
			return err
		}
		past, err := query(eachRecord, w.past())
		if err != nil {
			return err
		}
		cells, err = t.name(less(found, past), q.By)
		return err
	})
	if err != nil {
		return nil, s.fail("aggregate records", err)
	}
	return cells, nil
}

// sumColumns is the number of columns before those of the groups.
const sumColumns = 6

// group is a cell whose keys are still numbers of words, later their ranks, or an event.
type group struct {
	keys  []int32
	event string
	cell  ledger.Cell
	score int64
}

// name tells groups apart.
func (g group) name() string {
	b := binary.LittleEndian.AppendUint32(nil, uint32(g.cell.Bucket))
	for _, k := range g.keys {
		b = binary.LittleEndian.AppendUint32(b, uint32(k))
	}
	return string(b) + g.event
}

// less takes the groups of past, which found has all, out of found: counts and sums of whole
// numbers lose nothing by it.
func less(found, past []group) []group {
	if len(past) == 0 {
		return found
	}
	by := make(map[string]*group, len(past))
	buckets := map[calendar.Date]bool{} // most have none of the past, and need no name
	for i := range past {
		by[past[i].name()] = &past[i]
		buckets[past[i].cell.Bucket] = true
	}
	out := found[:0]
	for _, g := range found {
		if !buckets[g.cell.Bucket] {
			out = append(out, g)
			continue
		}
		if p := by[g.name()]; p != nil {
			g.score -= p.score
			c, o := &g.cell, p.cell
			c.Count, c.DeathsUnknown = c.Count-o.Count, c.DeathsUnknown-o.DeathsUnknown
			c.DeathsLow, c.DeathsBest, c.DeathsHigh = c.DeathsLow-o.DeathsLow, c.DeathsBest-o.DeathsBest, c.DeathsHigh-o.DeathsHigh
		}
		if g.cell.Count > 0 {
			out = append(out, g)
		}
	}
	return out
}

// cells runs the query of an aggregate.
func (t *reading) cells(query string, args []any, by []ledger.Dimension) ([]group, error) {
	var out []group
	err := t.conn.Raw(func(c any) error {
		return eachRow(t.ctx, c, query, args, func(rows int, cols []unsafe.Pointer) error {
			keys := make([]int32, rows*len(by))
			if cap(out)-len(out) < rows {
				out = slices.Grow(out, max(rows, len(out))) // twice as many, since a million groups are copied each time
			}
			for i := range rows {
				g := group{keys: keys[i*len(by) : (i+1)*len(by)]}
				g.cell.Count = int(value[int64](cols[0], i))
				g.cell.DeathsLow, g.cell.DeathsBest, g.cell.DeathsHigh = value[int64](cols[1], i), value[int64](cols[2], i), value[int64](cols[3], i)
				g.cell.DeathsUnknown, g.score = int(value[int64](cols[4], i)), value[int64](cols[5], i)
				g.cell.Bucket = calendar.Date(value[int32](cols[sumColumns], i))
				for k, d := range by {
					if d == ledger.ByEvent {
						g.event = string(textAt(cols[sumColumns+1+k], i))
						continue
					}
					g.keys[k] = value[int32](cols[sumColumns+1+k], i)
				}
				out = append(out, g)
			}
			return nil
		})
	})
	return out, err
}

// name puts the words in and orders the groups. They are ordered by the ranks of their words,
// since comparing the words of a million groups takes longer than counting them.
func (t *reading) name(found []group, by []ledger.Dimension) ([]ledger.Cell, error) {
	names := map[int32]string{}
	for _, g := range found {
		for _, n := range g.keys {
			if _, ok := names[n]; ok {
				continue
			}
			text, err := t.text(n)
			if err != nil {
				return nil, err
			}
			names[n] = text
		}
	}
	sorted := slices.SortedFunc(maps.Keys(names), func(a, b int32) int { return cmp.Compare(names[a], names[b]) })
	rank := make(map[int32]int32, len(sorted))
	for i, n := range sorted {
		rank[n] = int32(i)
	}
	for _, g := range found {
		for k, n := range g.keys {
			g.keys[k] = rank[n]
		}
	}
	order := make([]int32, len(found))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortFunc(order, func(x, y int32) int { return found[x].compare(&found[y], by) })
	cells := make([]ledger.Cell, len(found))
	keys := make([]string, len(found)*len(by))
	for i, at := range order {
		g, c := &found[at], &cells[i]
		*c = g.cell
		c.Keys = keys[i*len(by) : (i+1)*len(by) : (i+1)*len(by)]
		for k, d := range by {
			c.Keys[k] = names[sorted[g.keys[k]]]
			if d == ledger.ByEvent {
				c.Keys[k] = g.event
			}
		}
		c.Score = float64(g.score) / millionths
	}
	return cells, nil
}

// compare orders groups whose keys are ranks by bucket, then keys.
func (g *group) compare(o *group, by []ledger.Dimension) int {
	if c := cmp.Compare(g.cell.Bucket, o.cell.Bucket); c != 0 {
		return c
	}
	for k, d := range by {
		c := cmp.Compare(g.keys[k], o.keys[k])
		if d == ledger.ByEvent {
			c = cmp.Compare(g.event, o.event)
		}
		if c != 0 {
			return c
		}
	}
	return 0
}

// Bounds returns the oldest and newest start day of the records that pass the filter,
// leaving out those without one, and the newest day on which one became knowable.
func (s *Store) Bounds(ctx context.Context, f ledger.Filter) (ledger.Bounds, error) {
	var b ledger.Bounds
	err := s.read(ctx, func(t *reading) error {
		d, err := t.daysOf(ctx, f, fingerprint(f))
		if err != nil {
			return err
		}
		b.Records = d.total
		if n := len(d.day); n > 0 {
			b.Newest, b.Oldest = calendar.Date(d.day[n-1]), calendar.Date(d.day[0])
			if !b.Oldest.IsSet() && n > 1 {
				b.Oldest = calendar.Date(d.day[1])
			}
		}
		b.Knowable, err = t.knowable(ctx, f)
		return err
	})
	if err != nil {
		return ledger.Bounds{}, s.fail("find the newest day", err)
	}
	return b, nil
}

// knowable is the newest day on which a record became knowable. Nearly always it is that of
// a record that still counts, so that only the records of that day are looked for among
// those that do not.
func (t *reading) knowable(ctx context.Context, f ledger.Filter) (calendar.Date, error) {
	w, err := t.filtered(f)
	if err != nil {
		return calendar.Unset, err
	}
	newest := func(in counted, w *where) (n sql.NullInt32, err error) {
		err = t.tx.QueryRowContext(ctx, `SELECT max(r.knowable) FROM `+in.from+` WHERE `+w.String(), w.args...).Scan(&n)
		return n, err
	}
	n, err := newest(countedIn(f, nil), w)
	if err != nil || !n.Valid {
		return calendar.Unset, err
	}
	day := &where{conds: slices.Clone(w.conds), args: slices.Clone(w.args), replaced: w.replaced, also: w.also}
	day.and("r.knowable = ?", n.Int32)
	day.current()
	if n, err = newest(eachRecord, day); err != nil || n.Valid {
		return calendar.Date(n.Int32), err
	}
	w.current()
	n, err = newest(eachRecord, w)
	return calendar.Date(n.Int32), err
}
