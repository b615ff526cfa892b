package duckstore

import (
	"context"
	"fmt"
	"unsafe"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// incoming takes the records of a batch that are not known to be stored, until it is settled
// what becomes of them.
var incoming = table{"temp", "incoming"}

// makeStaging makes the temporary tables: incoming, and met for the current rows that the
// batch has again, in the same or another version.
func (l *load) makeStaging(ctx context.Context) error {
	for _, q := range []string{
		`CREATE OR REPLACE TEMP TABLE incoming (` + columnDefs() + `)`,
		`CREATE OR REPLACE TEMP TABLE met (seq BIGINT, old_seq BIGINT, kind INTEGER, id VARCHAR, version VARCHAR, same BOOLEAN,
			origin_a BIGINT, origin_b BIGINT)`,
		`CREATE OR REPLACE TEMP TABLE unmet (seq BIGINT)`,
	} {
		if err := l.exec(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

func (l *load) dropStaging(ctx context.Context) error {
	for _, t := range []string{"incoming", "met", "unmet"} {
		if err := l.exec(ctx, `DROP TABLE IF EXISTS temp.`+t); err != nil {
			return err
		}
	}
	return nil
}

func differs(kind record.Kind, id string) error {
	return fmt.Errorf("%s %s is in the batch twice with different content: keep one of them", kind, id)
}

// dropTwice takes out of what was written what was there twice, and refuses the batch where
// the two differ. A hash finds the few that may be; only these are looked at.
func (l *load) dropTwice(ctx context.Context, t table) error {
	if l.next == l.base {
		return nil
	}
	doubtful := `SELECT h FROM (SELECT hash(kind, id) AS h FROM ` + t.String() + fmt.Sprintf(` WHERE seq > %d) GROUP BY h HAVING count(*) > 1`, l.base)
	n, err := l.count(ctx, `CREATE OR REPLACE TEMP TABLE twice AS
		SELECT kind, id, min(seq) AS first, count(DISTINCT version) AS versions FROM `+t.String()+
		fmt.Sprintf(` WHERE seq > %d AND hash(kind, id) IN (`, l.base)+doubtful+`) GROUP BY kind, id HAVING count(*) > 1`)
	if err != nil {
		return err
	}
	_ = n
	var some bool
	if err := l.conn.QueryRowContext(ctx, `SELECT count(*) > 0 FROM twice`).Scan(&some); err != nil {
		return err
	}
	if some {
		if err := l.refuseDifferent(ctx, `SELECT kind, id FROM twice WHERE versions > 1 ORDER BY first LIMIT 1`); err != nil {
			return err
		}
		n, err := l.count(ctx, `DELETE FROM `+t.String()+` WHERE seq IN (SELECT r.seq FROM `+t.String()+
			fmt.Sprintf(` r JOIN twice t ON t.kind = r.kind AND t.id = r.id WHERE r.seq > %d AND r.seq <> t.first)`, l.base))
		if err != nil {
			return err
		}
		l.m.Unchanged += n
		if !l.update {
			l.m.Stored -= n
		}
	}
	return l.exec(ctx, `DROP TABLE temp.twice`)
}

// refuseDifferent fails when the query finds a kind and an id.
func (l *load) refuseDifferent(ctx context.Context, query string) error {
	rows, err := l.conn.QueryContext(ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		return rows.Err()
	}
	var kind int32
	var id string
	if err := rows.Scan(&kind, &id); err != nil {
		return err
	}
	return differs(record.Kind(l.text(kind)), id)
}

// text is the text of a word, which may be one that the batch brings.
func (l *load) text(number int32) string {
	if t, ok := l.store.words.at(number); ok {
		return t
	}
	return l.code.fresh[int(number)-l.code.first]
}

// settle compares what came in with the current records of the data set, and writes what is
// new or changed.
func (l *load) settle(ctx context.Context) error {
	if l.next == l.base {
		return nil
	}
	if err := l.exec(ctx, `INSERT INTO met SELECT i.seq, r.seq, r.kind, r.id, r.version, r.version = i.version, r.origin_a, r.origin_b
		FROM incoming i JOIN ledger.record r ON r.id = i.id AND r.kind = i.kind
		WHERE r.dataset = ? AND r.seq <= ? AND r.seq NOT IN (SELECT s.seq FROM ledger.superseded s)`, l.dataset, l.base); err != nil {
		return err
	}
	if l.known != nil || l.origins != nil {
		if err := l.conn.Raw(l.refuseBoth); err != nil {
			return err
		}
	}
	same, err := l.count(ctx, `DELETE FROM incoming WHERE seq IN (SELECT m.seq FROM met m WHERE m.same)`)
	if err != nil {
		return err
	}
	l.m.Unchanged += same
	if err := l.conn.QueryRowContext(ctx, `SELECT count(*) FROM met WHERE NOT same`).Scan(&l.m.Updated); err != nil {
		return err
	}
	written, err := l.count(ctx, `INSERT INTO ledger.record SELECT i.* REPLACE (
		CASE WHEN m.seq IS NULL THEN i.knowable ELSE greatest(i.knowable, ?) END AS knowable)
		FROM incoming i LEFT JOIN met m ON m.seq = i.seq ORDER BY i.seq`, int32(l.today))
	if err != nil {
		return err
	}
	l.m.Stored = written - l.m.Updated
	if l.m.Updated == 0 {
		return nil
	}
	return l.supersede(ctx, `SELECT m.kind, m.id, m.old_seq, r.seq, r.knowable
		FROM met m JOIN ledger.record r ON r.seq = m.seq WHERE NOT m.same`)
}

// refuseBoth refuses a batch that has a record both as it is stored and in another version.
func (l *load) refuseBoth(c any) error {
	return eachChunk(c, `SELECT kind, id, version, origin_a, origin_b FROM temp.met WHERE NOT same ORDER BY seq`, func(rows int, cols []unsafe.Pointer) error {
		for i := range rows {
			kind, id := value[int32](cols[0], i), textAt(cols[1], i)
			if l.wasMet(kind, id, textAt(cols[2], i), ledger.Origin{value[uint64](cols[3], i), value[uint64](cols[4], i)}) {
				return differs(record.Kind(l.text(kind)), string(id))
			}
		}
		return nil
	})
}

// supersede marks the rows of a query (kind, id, seq, by_seq, by_knowable) as
// replaced, and with them those still older versions of the same records for which the
// new one counts sooner than what replaced them: otherwise both would show on a day between.
func (l *load) supersede(ctx context.Context, query string, args ...any) error {
	err := l.exec(ctx, `CREATE OR REPLACE TEMP TABLE replaced (kind INTEGER, id VARCHAR, seq BIGINT, by_seq BIGINT, by_knowable INTEGER)`)
	if err != nil {
		return err
	}
	if err := l.exec(ctx, `INSERT INTO replaced `+query, args...); err != nil {
		return err
	}
	if err := l.exec(ctx, `INSERT INTO ledger.superseded
		SELECT DISTINCT s.dataset, s.kind, s.id, s.seq, n.by_seq, n.by_knowable, ?
		FROM ledger.superseded s JOIN replaced n ON n.kind = s.kind AND n.id = s.id
		WHERE s.dataset = ? AND NOT EXISTS (SELECT 1 FROM ledger.superseded d
			WHERE d.seq = s.seq AND d.by_knowable <= n.by_knowable AND d.by_recorded <= ?)`,
		l.recorded, l.dataset, l.recorded); err != nil {
		return err
	}
	if err := l.exec(ctx, `INSERT INTO ledger.superseded
		SELECT ?, kind, id, seq, by_seq, by_knowable, ? FROM replaced`, l.dataset, l.recorded); err != nil {
		return err
	}
	return l.exec(ctx, `DROP TABLE temp.replaced`)
}
