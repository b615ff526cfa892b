package duckstore

import (
	"context"
	"database/sql"
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
	err = s.read(ctx, func(tx *sql.Tx) error {
		days, err := s.daysOf(ctx, tx, f, name)
		if err != nil {
			return err
		}
		page.Total = days.total
		from, to, some := days.span(after, limit, f.Desc)
		if !some || limit <= 0 {
			return nil
		}
		w := filtered(f)
		w.and("r.start_day BETWEEN ? AND ?", from, to)
		w.after(after, f.Desc)
		rows, err := tx.QueryContext(ctx, `SELECT `+readColumns+` FROM ledger.record r WHERE `+w.String()+
			` ORDER BY `+order(f.Desc)+` LIMIT ?`, append(w.args, limit+1)...)
		if err != nil {
			return err
		}
		page.Records, err = scan(rows, page.Records)
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

// read runs a read over one state of the store: whole batches, the same for every query.
func (s *Store) read(ctx context.Context, do func(*sql.Tx) error) error {
	s.reading.RLock()
	defer s.reading.RUnlock()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	return do(tx)
}

// sortKey is the order of records; it tells any two current records apart.
var sortKey = []string{"r.start_day", "r.kind", "r.id", "r.dataset"}

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
