package duckstore

import (
	"cmp"
	"context"
	"slices"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// makeStaging makes the temporary tables: the keys of the chunk being read, the stored
// rows that it meets again, and once a batch the keys of its earlier chunks. A fresh table
// a chunk lets go of the memory of the one before.
func (l *load) makeStaging(ctx context.Context) error {
	for _, q := range []string{
		`CREATE OR REPLACE TEMP TABLE chunk (seq BIGINT, kind VARCHAR, id VARCHAR, version VARCHAR, knowable INTEGER)`,
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

// fate is what becomes of a record of a chunk.
type fate int

const (
	stored fate = iota
	unchanged
	updated
)

// settle decides what becomes of each record of a chunk and writes what is new.
func (l *load) settle(ctx context.Context, chunk []ledger.Record) error {
	// Records of the same time stay together, so that a page reads few blocks.
	slices.SortStableFunc(chunk, func(a, b ledger.Record) int { return cmp.Compare(a.Facets.Start, b.Facets.Start) })
	first := l.next + 1
	l.next += int64(len(chunk))
	fates := make([]fate, len(chunk))
	if l.update || l.doubtful {
		if err := l.compare(ctx, chunk, first, fates); err != nil {
			return err
		}
	}
	for i, f := range fates {
		switch f {
		case stored:
			l.m.Stored++
		case unchanged:
			l.m.Unchanged++
		case updated:
			l.m.Updated++
			chunk[i].KnowableAt = max(chunk[i].KnowableAt, l.today)
		}
	}
	return l.put(chunk, first, fates)
}

// compare looks the records of a chunk up among those of earlier chunks and those stored.
func (l *load) compare(ctx context.Context, chunk []ledger.Record, first int64, fates []fate) error {
	if err := l.makeStaging(ctx); err != nil {
		return err
	}
	if err := l.putKeys(chunk, first); err != nil {
		return err
	}
	if l.doubtful {
		if err := l.dropSeen(ctx, first, fates); err != nil {
			return err
		}
	}
	if !l.update {
		return nil
	}
	if l.several || l.batch.Whole {
		if err := l.exec(ctx, `INSERT INTO seen SELECT kind, id, version FROM chunk`); err != nil {
			return err
		}
	}
	return l.meet(ctx, first, fates)
}

// dropSeen takes out of the chunk what an earlier chunk held. In a data set without
// records before, all of the batch so far was stored.
func (l *load) dropSeen(ctx context.Context, first int64, fates []fate) error {
	seen, args := `seen`, []any{}
	if !l.update {
		seen, args = `(SELECT kind, id, version FROM ledger.record WHERE seq > ?)`, []any{l.base}
	}
	rows, err := l.conn.QueryContext(ctx, `SELECT c.seq, c.kind, c.id, s.version = c.version
		FROM chunk c JOIN `+seen+` s ON s.kind = c.kind AND s.id = c.id`, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var seq int64
		var kind, id string
		var same bool
		if err := rows.Scan(&seq, &kind, &id, &same); err != nil {
			return err
		}
		if !same {
			return differs(record.Kind(kind), id)
		}
		fates[seq-first] = unchanged
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return l.exec(ctx, `DELETE FROM chunk WHERE seq IN (SELECT c.seq FROM chunk c JOIN `+seen+` s ON s.kind = c.kind AND s.id = c.id)`, args...)
}

// meet compares the chunk with the current records of the data set and marks the versions
// that it replaces.
func (l *load) meet(ctx context.Context, first int64, fates []fate) error {
	if err := l.exec(ctx, `INSERT INTO met
		SELECT c.seq, r.seq, r.kind, r.id, r.version, r.version = c.version
		FROM chunk c JOIN ledger.record r ON r.kind = c.kind AND r.id = c.id
		WHERE r.dataset = ? AND r.seq <= ? AND r.seq NOT IN (SELECT s.seq FROM ledger.superseded s)`,
		l.batch.Dataset, l.base); err != nil {
		return err
	}
	rows, err := l.conn.QueryContext(ctx, `SELECT seq, same FROM met`)
	if err != nil {
		return err
	}
	defer rows.Close()
	replaced := false
	for rows.Next() {
		var seq int64
		var same bool
		if err := rows.Scan(&seq, &same); err != nil {
			return err
		}
		fates[seq-first] = unchanged
		if !same {
			fates[seq-first], replaced = updated, true
		}
	}
	if err := rows.Err(); err != nil || !replaced {
		return err
	}
	return l.supersede(ctx, `SELECT m.kind, m.id, m.old_version, m.old_seq, c.seq, greatest(c.knowable, ?)
		FROM met m JOIN chunk c ON c.seq = m.seq WHERE NOT m.same`, int32(l.today))
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
