package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"detente/internal/hands/ledger"
)

// Fetch returns a page of the records that pass the filter, ordered by start day, then
// kind, id and data set; records without a start day come first. With limit 0 it only
// counts.
func (s *Store) Fetch(ctx context.Context, f ledger.Filter, cursor string, limit int) (ledger.Page, error) {
	name := fingerprint(f)
	after, err := readCursor(cursor, name)
	if err != nil {
		return ledger.Page{}, err
	}
	page := ledger.Page{Records: []ledger.Record{}}
	err = s.read(ctx, func(t *reading) error {
		if quick(f) {
			if whole, err := t.quickPage(ctx, f, name, after, limit, &page); whole || err != nil {
				return err
			}
		}
		days, err := t.daysOf(ctx, f, name)
		if err != nil {
			return err
		}
		page.Total = days.total
		from, to, some := days.span(after, limit, f.Desc)
		if !some || limit <= 0 {
			return nil
		}
		page.Records, err = t.page(ctx, f, after, from, to, limit+1)
		return err
	})
	if err != nil {
		return ledger.Page{}, s.fail("fetch records", err)
	}
	if limit > 0 && len(page.Records) > limit {
		page.Records = page.Records[:limit]
		page.Next = writeCursor(name, page.Records[limit-1])
	}
	return page, nil
}

// quickPage reads a page of a quick filter without counting days. whole is false where so many
// versions were replaced just there that it may lack some.
func (t *reading) quickPage(ctx context.Context, f ledger.Filter, name string, after *place, limit int, page *ledger.Page) (whole bool, err error) {
	if page.Total, err = t.total(ctx, f, name); err != nil || limit <= 0 || page.Total == 0 {
		return true, err
	}
	w, err := t.filtered(f)
	if err != nil {
		return false, err
	}
	from, to, all, err := t.until(ctx, w, after, 2*(limit+1), f.Desc)
	if err != nil {
		return false, err
	}
	page.Records, err = t.page(ctx, f, after, from, to, limit+1)
	return all || len(page.Records) > limit, err
}

// page reads the next records of the days from and to. Which they are is settled on a few
// columns; only theirs are then read whole.
func (t *reading) page(ctx context.Context, f ledger.Filter, after *place, from, to int32, limit int) ([]ledger.Record, error) {
	w, err := t.filtered(f)
	if err != nil {
		return nil, err
	}
	w.current()
	w.and("r.start_day BETWEEN ? AND ?", from, to)
	w.after(after, f.Desc)
	rows, err := t.tx.QueryContext(ctx, `SELECT r.seq FROM ledger.record r JOIN ledger.word k ON k.number = r.kind
		JOIN ledger.word d ON d.number = r.dataset WHERE `+w.String()+` ORDER BY `+order(f.Desc)+` LIMIT ?`, append(w.args, limit)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	at := map[int64]int{}
	var list strings.Builder
	var low, high int64
	for rows.Next() {
		var seq int64
		if err := rows.Scan(&seq); err != nil {
			return nil, err
		}
		if len(at) == 0 {
			low, high = seq, seq
		} else {
			list.WriteString(", ")
		}
		low, high = min(low, seq), max(high, seq)
		fmt.Fprint(&list, seq)
		at[seq] = len(at)
	}
	if err := rows.Err(); err != nil || len(at) == 0 {
		return []ledger.Record{}, err
	}
	rows, err = t.tx.QueryContext(ctx, fmt.Sprintf(`SELECT r.seq, %s FROM ledger.record r WHERE r.seq BETWEEN %d AND %d AND r.seq IN (%s)`,
		readColumns, low, high, list.String()))
	if err != nil {
		return nil, err
	}
	found, err := scan(rows)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b coded) int { return at[a.seq] - at[b.seq] })
	return t.decode(found)
}

// reading is a read over one state of the store: whole batches, the same for every query.
type reading struct {
	*Store
	ctx  context.Context
	conn *sql.Conn
	tx   *sql.Tx
}

func (s *Store) read(ctx context.Context, do func(*reading) error) error {
	s.reading.RLock()
	defer s.reading.RUnlock()
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return do(&reading{s, ctx, conn, tx})
}

// refresh reads the words that the state has and this process has not met.
func (t *reading) refresh() error { return t.words.refresh(t.ctx, t.tx) }

// text is the text of a word.
func (t *reading) text(number int32) (string, error) {
	if v, ok := t.words.at(number); ok {
		return v, nil
	}
	if err := t.refresh(); err != nil {
		return "", err
	}
	v, ok := t.words.at(number)
	if !ok {
		return "", fmt.Errorf("%w: the text %d is missing", ledger.ErrCorrupt, number)
	}
	return v, nil
}

// sortKey is the order of records; it tells any two current records apart.
var sortKey = []string{"r.start_day", "k.text", "r.id", "d.text"}

func order(desc bool) string {
	if desc {
		return strings.Join(sortKey, " DESC, ") + " DESC"
	}
	return strings.Join(sortKey, ", ")
}

// after keeps what follows a record in the order.
func (w *where) after(p *place, desc bool) {
	if p == nil {
		return
	}
	beyond := " > ?"
	if desc {
		beyond = " < ?"
	}
	cond, args := "", []any{}
	key := []any{p.Start, p.Kind, p.ID, p.Dataset}
	for i := len(sortKey) - 1; i >= 0; i-- {
		if cond == "" {
			cond, args = sortKey[i]+beyond, []any{key[i]}
			continue
		}
		cond = "(" + sortKey[i] + beyond + " OR (" + sortKey[i] + " = ? AND " + cond + "))"
		args = append([]any{key[i], key[i]}, args...)
	}
	w.and(cond, args...)
}
