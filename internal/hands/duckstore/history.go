package duckstore

import (
	"context"

	"detente/internal/hands/ledger"
)

// History returns every version of the records of a data set, retractions too, in the order in
// which they were taken in. Where there are more than most it returns none, and false.
func (s *Store) History(ctx context.Context, dataset string, most int) (list []ledger.Record, whole bool, err error) {
	err = s.read(ctx, func(t *reading) error {
		w := &filter{words: &t.words, fresh: t.refresh}
		oneWord(w, "r.dataset", []string{dataset})
		if w.err != nil {
			return w.err
		}
		var n int
		if err := t.tx.QueryRowContext(ctx, `SELECT count(*) FROM ledger.record r WHERE `+w.String(), w.args...).Scan(&n); err != nil {
			return err
		}
		if whole = n <= most; !whole || n == 0 {
			return nil
		}
		rows, err := t.tx.QueryContext(ctx, `SELECT r.seq, `+readColumns+` FROM ledger.record r WHERE `+w.String()+` ORDER BY r.seq`, w.args...)
		if err != nil {
			return err
		}
		found, err := scan(rows)
		if err != nil {
			return err
		}
		list, err = t.decode(found)
		return err
	})
	if err != nil {
		return nil, false, s.fail("read all versions", err)
	}
	return list, whole, nil
}
