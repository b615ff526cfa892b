package duckstore

import (
	"context"
	"fmt"
	"strings"

	"detente/internal/hands/ledger"
)

// retract withdraws the current records of the data set that a whole batch does not hold:
// each gets a further version without content. Where rows were rejected nobody knows whether
// a record is gone or only could not be read: then none is withdrawn, and they are counted.
func (l *load) retract(ctx context.Context) error {
	absent := fmt.Sprintf(`FROM ledger.record r WHERE r.dataset = %d AND r.seq <= %d AND NOT r.retracted
		AND r.seq NOT IN (SELECT s.seq FROM ledger.superseded s) AND r.seq NOT IN (SELECT m.old_seq FROM met m)`, l.dataset, l.base)
	if k := l.known; k != nil || l.origins != nil {
		if l.origins == nil && k.all && k.met == k.held {
			return nil
		}
		if err := l.conn.Raw(func(c any) error { return l.putUnmet(ctx, c) }); err != nil {
			return err
		}
		absent += ` AND r.seq IN (SELECT u.seq FROM unmet u)`
	}
	if l.m.Rejected > 0 {
		return l.conn.QueryRowContext(ctx, `SELECT count(*) `+absent).Scan(&l.m.Unretracted)
	}
	if err := l.exec(ctx, `CREATE OR REPLACE TEMP TABLE gone AS
		SELECT ? + row_number() OVER (ORDER BY r.seq) AS seq, r.seq AS old_seq, r.kind, r.id, r.version AS old_version `+absent, l.next); err != nil {
		return err
	}
	importer, version := l.code.code(l.batch.Importer), l.code.code(l.batch.ImporterVersion)
	// A retraction has no facets: it is never found, it only ends what it retracts.
	var fill strings.Builder
	for _, c := range columns[len(retraction):] {
		switch {
		case strings.HasPrefix(c.name, "deaths_"):
			fill.WriteString(", NULL")
		case c.form == text:
			fill.WriteString(", ''")
		default:
			fill.WriteString(", 0")
		}
	}
	n, err := l.count(ctx, `INSERT INTO ledger.record SELECT `+strings.Join(retraction, ", ")+fill.String()+` FROM gone ORDER BY seq`,
		l.dataset, int32(l.today), l.recorded, importer, version)
	if err != nil {
		return err
	}
	l.m.Retracted = n
	l.next += int64(n)
	if n > 0 {
		if err := l.supersede(ctx, `SELECT kind, id, old_seq, seq, ? FROM gone`, int32(l.today)); err != nil {
			return err
		}
	}
	return l.exec(ctx, `DROP TABLE temp.gone`)
}

// putUnmet writes down those current records that were not met as they are stored.
func (l *load) putUnmet(ctx context.Context, c any) error {
	spans, _, err := l.spans(c)
	if err != nil {
		return err
	}
	for _, s := range spans {
		if err := ctx.Err(); err != nil {
			return err
		}
		var unmet []int64
		err := l.eachCurrent(c, s, func(seq int64, kind int32, id, version []byte, o ledger.Origin) {
			if !l.wasMet(kind, id, version, o) {
				unmet = append(unmet, seq)
			}
		})
		if err != nil {
			return err
		}
		err = fill(c, table{"temp", "unmet"}, func(s *sheet) error {
			for _, seq := range unmet {
				put(s, 0, seq)
				if err := s.next(); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// retraction gives the first columns of a retraction, from seq to importer_version.
var retraction = []string{
	"seq", "?", "kind", "id", "'retracted-' || old_version",
	"NULL", "true", "false", "?", "?", "0", "0", "0", "?", "?",
}
