package duckstore

import (
	"context"
	"database/sql"
	"errors"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// makeStaging makes the temporary tables: the chunk being read, the stored rows that it
// meets again, and once a batch the records of its earlier chunks. A fresh table a chunk
// lets go of the memory of the one before.
func (l *load) makeStaging(ctx context.Context) error {
	for _, q := range []string{
		`CREATE OR REPLACE TEMP TABLE chunk (` + columnDefs + `)`,
		`CREATE OR REPLACE TEMP TABLE met (seq BIGINT, old_seq BIGINT, kind VARCHAR, id VARCHAR, old_version VARCHAR, same BOOLEAN)`,
		`CREATE TEMP TABLE IF NOT EXISTS seen (kind VARCHAR, id VARCHAR, version VARCHAR)`,
	} {
		if err := l.exec(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

func (l *load) dropStaging(ctx context.Context) error {
	for _, t := range []string{"chunk", "seen", "met"} {
		if err := l.exec(ctx, `DROP TABLE IF EXISTS temp.`+t); err != nil {
			return err
		}
	}
	return nil
}

// settle decides what becomes of each record of a chunk and writes what is new.
func (l *load) settle(ctx context.Context, chunk []ledger.Record) error {
	if !l.update && !l.doubtful {
		l.m.Stored += len(chunk)
		return l.put("ledger", "record", chunk)
	}
	if err := l.makeStaging(ctx); err != nil {
		return err
	}
	if err := l.put("temp", "chunk", chunk); err != nil {
		return err
	}
	left := len(chunk)
	if l.doubtful {
		twice, err := l.dropSeen(ctx)
		if err != nil {
			return err
		}
		left -= twice
		l.m.Unchanged += twice
	}
	if l.update && (l.several || l.batch.Whole) {
		if err := l.exec(ctx, `INSERT INTO seen SELECT kind, id, version FROM chunk`); err != nil {
			return err
		}
	}
	if l.update {
		same, other, err := l.meet(ctx)
		if err != nil {
			return err
		}
		l.m.Unchanged += same
		l.m.Updated += other
		left -= same + other
	}
	l.m.Stored += left
	return l.exec(ctx, `INSERT INTO ledger.record SELECT `+columnNames+` FROM chunk`)
}

// dropSeen takes out of the chunk what an earlier chunk held, and returns how many. In a
// data set without records before, all of the batch so far was stored.
func (l *load) dropSeen(ctx context.Context) (int, error) {
	seen, args := `seen`, []any{}
	if !l.update {
		seen, args = `(SELECT kind, id, version FROM ledger.record WHERE seq > ?)`, []any{l.base}
	}
	var kind, id string
	err := l.conn.QueryRowContext(ctx, `SELECT c.kind, c.id FROM chunk c JOIN `+seen+` s ON s.kind = c.kind AND s.id = c.id
		WHERE s.version <> c.version ORDER BY c.seq LIMIT 1`, args...).Scan(&kind, &id)
	if err == nil {
		return 0, differs(record.Kind(kind), id)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return 0, err
	}
	return l.count(ctx, `DELETE FROM chunk WHERE seq IN (SELECT c.seq FROM chunk c JOIN `+seen+` s ON s.kind = c.kind AND s.id = c.id)`, args...)
}

// meet compares the chunk with the current records of the data set, takes the unchanged
// ones out of it and marks the versions that the others replace. It returns how many
// were unchanged and how many are replaced.
func (l *load) meet(ctx context.Context) (same, other int, err error) {
	_, err = l.count(ctx, `INSERT INTO met
		SELECT c.seq, r.seq, r.kind, r.id, r.version, r.version = c.version
		FROM chunk c JOIN ledger.record r ON r.kind = c.kind AND r.id = c.id
		WHERE r.dataset = ? AND r.seq <= ? AND r.seq NOT IN (SELECT s.seq FROM ledger.superseded s)`,
		l.batch.Dataset, l.base)
	if err != nil {
		return 0, 0, err
	}
	if same, err = l.count(ctx, `DELETE FROM chunk WHERE seq IN (SELECT seq FROM met WHERE same)`); err != nil {
		return 0, 0, err
	}
	if err := l.exec(ctx, `DELETE FROM met WHERE same`); err != nil {
		return 0, 0, err
	}
	other, err = l.count(ctx, `UPDATE chunk SET knowable = greatest(knowable, ?) WHERE seq IN (SELECT seq FROM met)`, int32(l.today))
	if err != nil || other == 0 {
		return same, 0, err
	}
	if err := l.supersede(ctx, `SELECT m.kind, m.id, m.old_version, m.old_seq, c.seq AS by_seq, c.knowable AS by_knowable
		FROM met m JOIN chunk c ON c.seq = m.seq`); err != nil {
		return 0, 0, err
	}
	return same, other, nil
}

// supersede marks the rows of a query (kind, id, version, seq, by_seq, by_knowable) as
// replaced, and with them those still older versions of the same records for which the
// new one counts sooner than what replaced them: otherwise both would show on a day between.
func (l *load) supersede(ctx context.Context, query string, args ...any) error {
	err := l.exec(ctx, `CREATE OR REPLACE TEMP TABLE replaced (kind VARCHAR, id VARCHAR, version VARCHAR, seq BIGINT, by_seq BIGINT, by_knowable INTEGER)`)
	if err != nil {
		return err
	}
	if err := l.exec(ctx, `INSERT INTO replaced `+query, args...); err != nil {
		return err
	}
	if err := l.exec(ctx, `INSERT INTO ledger.superseded
		SELECT DISTINCT s.dataset, s.kind, s.id, s.version, s.seq, n.by_seq, n.by_knowable, ?
		FROM ledger.superseded s JOIN replaced n ON n.kind = s.kind AND n.id = s.id
		WHERE s.dataset = ? AND NOT EXISTS (SELECT 1 FROM ledger.superseded d
			WHERE d.seq = s.seq AND d.by_knowable <= n.by_knowable AND d.by_recorded <= ?)`,
		l.recorded, l.batch.Dataset, l.recorded); err != nil {
		return err
	}
	if err := l.exec(ctx, `INSERT INTO ledger.superseded
		SELECT ?, kind, id, version, seq, by_seq, by_knowable, ? FROM replaced`, l.batch.Dataset, l.recorded); err != nil {
		return err
	}
	return l.exec(ctx, `DROP TABLE temp.replaced`)
}
