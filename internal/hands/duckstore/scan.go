package duckstore

import (
	"database/sql"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// readColumns are the columns that make up a record again: first those that stand for
// themselves, then those of words.
const readColumns = `r.id, r.version, r.payload, r.knowable, r.recorded, r.file_row, r.start_day, r.end_day, r.event_id,
	r.deaths_low, r.deaths_best, r.deaths_high, r.score, r.text,
	r.dataset, r.kind, r.file, r.sha256, r.importer, r.importer_version, r.country, r.admin1, r.admin2,
	r.type, r.mode, r.quad, r.category, r.sensitivity, r.initiator_side, r.target_side,
	r.initiator_sides, r.target_sides`

// coded is a record whose words are still numbers.
type coded struct {
	ledger.Record
	seq   int64
	words [18]int32
}

// scan reads rows of readColumns.
func scan(rows *sql.Rows) ([]coded, error) {
	defer rows.Close()
	var out []coded
	for rows.Next() {
		var (
			c                  coded
			r                  = &c.Record
			f                  = &r.Facets
			recorded           int64
			payload            sql.NullString
			knowable, from, to int32
			low, best, high    sql.NullInt64
		)
		into := []any{&c.seq, &r.ID, &r.Version, &payload, &knowable, &recorded, &r.Row, &from, &to, &f.EventID,
			&low, &best, &high, &f.Score, &f.Text}
		for i := range c.words {
			into = append(into, &c.words[i])
		}
		if err := rows.Scan(into...); err != nil {
			return nil, err
		}
		if payload.Valid {
			r.Payload = []byte(payload.String)
		}
		r.KnowableAt = calendar.Date(knowable)
		r.RecordedAt = time.UnixMicro(recorded).UTC()
		f.Start, f.End = calendar.Date(from), calendar.Date(to)
		f.DeathsLow, f.DeathsBest, f.DeathsHigh = numberOf(low), numberOf(best), numberOf(high)
		out = append(out, c)
	}
	return out, rows.Err()
}

// decode puts the words in.
func (t *reading) decode(in []coded) ([]ledger.Record, error) {
	out := make([]ledger.Record, len(in))
	for i, c := range in {
		r := c.Record
		f := &r.Facets
		var kind string
		var initiator, target [2]string
		for k, into := range []*string{&r.Dataset, &kind, &r.File, &r.SHA256, &r.Importer, &r.ImporterV, &f.Country, &f.Admin1, &f.Admin2,
			&f.Type, &f.Mode, &f.Quad, &f.Category, &f.Sensitivity, &initiator[0], &target[0], &initiator[1], &target[1]} {
			var err error
			if *into, err = t.text(c.words[k]); err != nil {
				return nil, err
			}
		}
		r.Kind, f.InitiatorSides, f.TargetSides = record.Kind(kind), sidesOf(initiator[0], initiator[1]), sidesOf(target[0], target[1])
		out[i] = r
	}
	return out, nil
}

func numberOf(n sql.NullInt64) *int64 {
	if !n.Valid {
		return nil
	}
	return &n.Int64
}
