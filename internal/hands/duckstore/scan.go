package duckstore

import (
	"database/sql"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// readColumns are the columns that make up a record again.
const readColumns = `dataset, kind, id, version, payload, knowable, recorded,
	file, file_row, sha256, importer, importer_version, start_day, end_day, event_id,
	country, admin1, admin2, type, mode, quad, initiator_side, target_side, initiator_sides, target_sides,
	category, deaths_low, deaths_best, deaths_high, score, sensitivity, text`

// scan reads rows of readColumns.
func scan(rows *sql.Rows, into []ledger.Record) ([]ledger.Record, error) {
	defer rows.Close()
	for rows.Next() {
		var (
			r                  ledger.Record
			f                  = &r.Facets
			recorded           int64
			kind               string
			payload            sql.NullString
			knowable, from, to int32
			iMain, tMain       string
			iAll, tAll         any
			low, best, high    sql.NullInt64
		)
		err := rows.Scan(&r.Dataset, &kind, &r.ID, &r.Version, &payload, &knowable, &recorded,
			&r.File, &r.Row, &r.SHA256, &r.Importer, &r.ImporterV, &from, &to, &f.EventID,
			&f.Country, &f.Admin1, &f.Admin2, &f.Type, &f.Mode, &f.Quad, &iMain, &tMain, &iAll, &tAll,
			&f.Category, &low, &best, &high, &f.Score, &f.Sensitivity, &f.Text)
		if err != nil {
			return nil, err
		}
		r.Kind = record.Kind(kind)
		if payload.Valid {
			r.Payload = []byte(payload.String)
		}
		r.KnowableAt = calendar.Date(knowable)
		r.RecordedAt = time.UnixMicro(recorded).UTC()
		f.Start, f.End = calendar.Date(from), calendar.Date(to)
		f.InitiatorSides, f.TargetSides = sidesOf(iMain, iAll), sidesOf(tMain, tAll)
		f.DeathsLow, f.DeathsBest, f.DeathsHigh = numberOf(low), numberOf(best), numberOf(high)
		into = append(into, r)
	}
	return into, rows.Err()
}

// sidesOf undoes allSides: the list, else the main side alone.
func sidesOf(main string, all any) []string {
	list, ok := all.([]any)
	if !ok {
		if main == "" {
			return nil
		}
		return []string{main}
	}
	sides := make([]string, len(list))
	for i, v := range list {
		sides[i], _ = v.(string)
	}
	return sides
}

func numberOf(n sql.NullInt64) *int64 {
	if !n.Valid {
		return nil
	}
	return &n.Int64
}
