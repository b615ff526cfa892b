package duckstore

import (
	"context"
	"database/sql"
	"math"
	"reflect"
	"slices"
	"sync"
	"unsafe"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
)

// days counts the records that pass a filter by their start day, oldest first. It gives
// the total of a page, and the few days that the next page can lie in, so that only they
// are sorted.
type days struct {
	total  int
	day    []int32
	record []int
}

// span returns the days that hold the next limit+1 records after a place.
func (d days) span(after *place, limit int, desc bool) (from, to int32, some bool) {
	n := len(d.day)
	at := func(i int) int {
		if desc {
			return n - 1 - i
		}
		return i
	}
	first, skip := 0, 0
	if after != nil {
		for first < n && (desc && d.day[at(first)] > after.Start || !desc && d.day[at(first)] < after.Start) {
			first++
		}
		// The day of the place may be spent already.
		if first < n && d.day[at(first)] == after.Start {
			skip = d.record[at(first)]
		}
	}
	if first == n {
		return 0, 0, false
	}
	last, held := first, d.record[at(first)]-skip
	for held <= limit && last+1 < n {
		last++
		held += d.record[at(last)]
	}
	a, b := d.day[at(first)], d.day[at(last)]
	return min(a, b), max(a, b), true
}

// quick reports whether a filter lets many records of its kinds and days pass, those of one mode or
// class, and no tally has them. These are counted in the time that it takes to look at a
// column, and the days that a page lies in are found sooner by looking for its records than by
// counting every day.
func quick(f ledger.Filter) bool {
	columns := 0
	for _, list := range [...]*[]string{&f.Modes, &f.Quads} {
		columns += len(*list)
		*list = nil
	}
	f.AsOf, f.Kinds, f.Datasets, f.Window, f.Sensitivities, f.Desc = ledger.AsOf{}, nil, nil, calendar.Open, nil, false
	return columns == 1 && reflect.ValueOf(f).IsZero()
}

// total counts the records that pass a filter.
func (t *reading) total(ctx context.Context, f ledger.Filter, name string) (int, error) {
	key, err := t.key(ctx, "total "+name)
	if err != nil {
		return 0, err
	}
	if d, ok := t.days.get(key); ok {
		return d.total, nil
	}
	w, err := t.filtered(f)
	if err != nil {
		return 0, err
	}
	var n [2]int
	for i, w := range []*where{w, w.past()} {
		if err := t.tx.QueryRowContext(ctx, `SELECT count(*) FROM ledger.record r WHERE `+w.String(), w.args...).Scan(&n[i]); err != nil {
			return 0, err
		}
	}
	t.days.put(key, days{total: n[0] - n[1]})
	return n[0] - n[1], nil
}

// until bounds the days that hold the next limit versions after a place, whether or not they
// were replaced; all says that there are no more than these.
func (t *reading) until(ctx context.Context, w *where, after *place, limit int, desc bool) (from, to int32, all bool, err error) {
	from, to = math.MinInt32, math.MaxInt32
	direction := ""
	if desc {
		direction = " DESC"
	}
	cond, args := w.String(), slices.Clone(w.args)
	if after != nil {
		if desc {
			to = after.Start
		} else {
			from = after.Start
		}
		cond, args = cond+" AND r.start_day BETWEEN ? AND ?", append(args, from, to)
	}
	var found int
	var first, last sql.NullInt32
	err = t.tx.QueryRowContext(ctx, `SELECT count(*), min(day), max(day) FROM (SELECT r.start_day AS day FROM ledger.record r WHERE `+cond+
		` ORDER BY r.start_day`+direction+` LIMIT ?)`, append(args, limit)...).Scan(&found, &first, &last)
	if found == limit && desc {
		from = first.Int32
	} else if found == limit {
		to = last.Int32
	}
	return from, to, found < limit, err
}

// daysKey names a count: a filter over the store after a batch.
type daysKey struct {
	filter string
	batch  int64
}

// dayCache keeps the last counts, so that the second page does not count again.
type dayCache struct {
	sync.Mutex
	kept  map[daysKey]days
	order []daysKey
}

const cachedFilters = 32

func (t *reading) daysOf(ctx context.Context, f ledger.Filter, name string) (days, error) {
	key, err := t.key(ctx, name)
	if err != nil {
		return days{}, err
	}
	if d, ok := t.days.get(key); ok {
		return d, nil
	}
	w, err := t.filtered(f)
	if err != nil {
		return days{}, err
	}
	d, err := t.currentDays(ctx, f, w)
	if err != nil {
		return days{}, err
	}
	t.days.put(key, d)
	return d, nil
}

// key names a count over the state that is read.
func (t *reading) key(ctx context.Context, name string) (daysKey, error) {
	var batch sql.NullInt64
	err := t.tx.QueryRowContext(ctx, `SELECT max(id) FROM ledger.batch`).Scan(&batch)
	return daysKey{name, batch.Int64}, err
}

// currentDays counts the current rows. What ids and words let pass is little, so that it is
// looked for among the replaced rows; else these are counted and taken off.
func (t *reading) currentDays(ctx context.Context, f ledger.Filter, w *where) (days, error) {
	if len(f.IDs)+len(f.EventIDs)+len(f.Text) > 0 {
		w.current()
		return t.count(ctx, eachRecord, w)
	}
	d, err := t.count(ctx, countedIn(f, nil), w)
	if err != nil {
		return days{}, err
	}
	past, err := t.count(ctx, eachRecord, w.past())
	return d.less(past), err
}

// count counts the rows of a condition by start day.
func (t *reading) count(ctx context.Context, in counted, w *where) (days, error) {
	var d days
	query := `SELECT r.start_day, ` + in.records + ` FROM ` + in.from + ` WHERE ` + w.String() + ` GROUP BY r.start_day ORDER BY r.start_day`
	err := t.conn.Raw(func(c any) error {
		return eachRow(ctx, c, query, w.args, func(rows int, cols []unsafe.Pointer) error {
			for i := range rows {
				n := int(value[int64](cols[1], i))
				d.day, d.record = append(d.day, value[int32](cols[0], i)), append(d.record, n)
				d.total += n
			}
			return nil
		})
	})
	return d, err
}

// less takes other days, which d has all, out of d.
func (d days) less(other days) days {
	if other.total == 0 {
		return d
	}
	out, k := days{total: d.total - other.total}, 0
	for i, day := range d.day {
		n := d.record[i]
		if k < len(other.day) && other.day[k] == day {
			n -= other.record[k]
			k++
		}
		if n > 0 {
			out.day, out.record = append(out.day, day), append(out.record, n)
		}
	}
	return out
}

func (c *dayCache) get(k daysKey) (days, bool) {
	c.Lock()
	defer c.Unlock()
	d, ok := c.kept[k]
	return d, ok
}

func (c *dayCache) put(k daysKey, d days) {
	c.Lock()
	defer c.Unlock()
	if c.kept == nil {
		c.kept = map[daysKey]days{}
	}
	if _, ok := c.kept[k]; ok {
		return
	}
	if len(c.order) == cachedFilters {
		delete(c.kept, c.order[0])
		c.order = c.order[1:]
	}
	c.kept[k] = d
	c.order = append(c.order, k)
}
