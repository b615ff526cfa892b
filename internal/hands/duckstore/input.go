package duckstore

import (
	"context"
	"database/sql"

	"detente/internal/hands/ledger"
)

// given is what the store knows of an earlier batch with the same input.
type given struct {
	any            bool
	last           bool // it was the last that the data set was given
	read, rejected int
	// What batches of the data set did after it.
	stored, changed int
}

// stands reports whether the batch would change nothing if it were read: no record of it was
// replaced or retracted since, and if it says what is all of the data set, none was added.
func (g given) stands(b ledger.Batch) bool {
	return g.any && g.changed == 0 && (!b.Whole || g.stored == 0)
}

// inputs looks for an earlier batch of the data set with the same input.
func (l *load) inputs(ctx context.Context) (given, error) {
	return inputOf(ctx, l.conn, l.batch)
}

func inputOf(ctx context.Context, tx querier, b ledger.Batch) (given, error) {
	var g given
	var batch int64
	err := tx.QueryRowContext(ctx, `SELECT i.batch, i.read, i.rejected,
		i.digest = (SELECT max_by(n.digest, n.rowid) FROM ledger.input n WHERE n.dataset = i.dataset)
		FROM ledger.input i WHERE i.dataset = ? AND i.digest = ? ORDER BY i.rowid DESC LIMIT 1`, b.Dataset, b.Input()).
		Scan(&batch, &g.read, &g.rejected, &g.last)
	if err == sql.ErrNoRows {
		return given{}, nil
	}
	if err != nil {
		return given{}, err
	}
	g.any = true
	err = tx.QueryRowContext(ctx, `SELECT CAST(coalesce(sum(stored), 0) AS BIGINT), CAST(coalesce(sum(updated + retracted), 0) AS BIGINT)
		FROM ledger.batch WHERE dataset = ? AND id > ?`, b.Dataset, batch).Scan(&g.stored, &g.changed)
	return g, err
}

// writeInput notes what the data set was given, and in which batch.
func (l *load) writeInput(ctx context.Context) error {
	return l.exec(ctx, `INSERT INTO ledger.input VALUES (?, ?, ?, ?, ?, ?, ?)`,
		l.batch.Dataset, l.batch.Input(), l.batch.Whole, l.m.ID, l.recorded, l.m.Read, l.m.Rejected)
}

// Holds reports whether the batch is what its data set was given last, so that appending it
// again would change nothing.
func (s *Store) Holds(ctx context.Context, b ledger.Batch) (bool, error) {
	var g given
	err := s.read(ctx, func(t *reading) (err error) {
		g, err = inputOf(ctx, t.tx, b)
		return err
	})
	return g.last && g.stands(b), s.fail("look for an input", err)
}
