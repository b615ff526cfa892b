package duckstore

import (
	"context"
	"strings"
)

// retract withdraws the current records of the data set that a whole batch does not hold:
// each gets a further version without content.
func (l *load) retract(ctx context.Context) error {
	if err := l.makeStaging(ctx); err != nil {
		return err
	}
	n, err := l.count(ctx, `INSERT INTO met
		SELECT ? + row_number() OVER (ORDER BY r.seq), r.seq, r.kind, r.id, r.version, false
		FROM ledger.record r
		WHERE r.dataset = ? AND r.seq <= ? AND NOT r.retracted
		AND r.seq NOT IN (SELECT s.seq FROM ledger.superseded s)
		AND (r.kind, r.id) NOT IN (SELECT c.kind, c.id FROM seen c)`,
		l.next, l.batch.Dataset, l.base)
	if err != nil || n == 0 {
		return err
	}
	l.m.Retracted = n
	l.next += int64(n)
	// A retraction has no facets: it is never found, it only ends what it retracts.
	var fill strings.Builder
	for _, c := range columns[len(retraction):] {
		switch {
		case c.kind == "VARCHAR[]" || strings.HasPrefix(c.name, "deaths_"):
			fill.WriteString(", NULL")
		case c.kind == "VARCHAR":
			fill.WriteString(", ''")
		default:
			fill.WriteString(", 0")
		}
	}
	if err := l.exec(ctx, `INSERT INTO ledger.record SELECT `+strings.Join(retraction, ", ")+fill.String()+` FROM met ORDER BY seq`,
		l.batch.Dataset, int32(l.today), l.recorded, l.batch.Importer, l.batch.ImporterVersion); err != nil {
		return err
	}
	return l.supersede(ctx, `SELECT kind, id, old_version, old_seq, seq, ? FROM met`, int32(l.today))
}

// retraction gives the first columns of a retraction, from seq to importer_version.
var retraction = []string{
	"seq", "?", "kind", "id", "'retracted-' || old_version",
	"NULL", "true", "false", "?", "?", "''", "0", "''", "?", "?",
}
