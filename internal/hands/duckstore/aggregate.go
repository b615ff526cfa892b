package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
)

// buckets are the first days of time buckets. Day 1 of the calendar was a Monday.
var buckets = map[ledger.Bucket]string{
	ledger.NoBucket: `0`,
	ledger.Daily:    `r.start_day`,
	ledger.Weekly:   `CASE WHEN r.start_day = 0 THEN 0 ELSE r.start_day - (r.start_day - 1) % 7 END`,
	ledger.Monthly: `CASE WHEN r.start_day = 0 THEN 0 ELSE
		r.start_day - CAST(day(DATE '0001-01-01' + (r.start_day - 1)) AS INTEGER) + 1 END`,
}

// millionths is what a score is multiplied by before it is summed.
const millionths = 1e6

// Aggregate counts the records that pass the filter and sums their deaths and scores, by
// the dimensions and the time bucket; cells are ordered by bucket, then keys. Deaths are
// summed as figure.Sum does it, and scores to six places.
func (s *Store) Aggregate(ctx context.Context, q ledger.Query) ([]ledger.Cell, error) {
	bucket, ok := buckets[q.Bucket]
	if !ok {
		return nil, fmt.Errorf("there is no time bucket %q", q.Bucket)
	}
	groups := []string{bucket}
	for _, d := range q.By {
		if !slices.Contains(ledger.Dimensions, d) {
			return nil, fmt.Errorf("there is no dimension %q", d)
		}
		groups = append(groups, "r."+string(d))
	}
	w := filtered(q.Filter)
	var by []string
	for i := range groups {
		by = append(by, fmt.Sprint(i+1))
	}
	list := strings.Join(by, ", ")
	query := `SELECT ` + strings.Join(groups, ", ") + `, count(*),
		CAST(coalesce(sum(r.deaths_floor), 0) AS BIGINT), CAST(coalesce(sum(r.deaths_middle), 0) AS BIGINT),
		CAST(coalesce(sum(r.deaths_ceiling), 0) AS BIGINT), count(*) - count(r.deaths_middle),
		CAST(sum(r.score_millionths) AS BIGINT)
		FROM ledger.record r WHERE ` + w.String() + ` GROUP BY ` + list + ` ORDER BY ` + list
	cells := []ledger.Cell{}
	err := s.read(ctx, func(tx *sql.Tx) error {
		rows, err := tx.QueryContext(ctx, query, w.args...)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			c := ledger.Cell{Keys: make([]string, len(q.By))}
			var first int32
			var score int64
			into := []any{&first}
			for i := range c.Keys {
				into = append(into, &c.Keys[i])
			}
			into = append(into, &c.Count, &c.DeathsLow, &c.DeathsBest, &c.DeathsHigh, &c.DeathsUnknown, &score)
			if err := rows.Scan(into...); err != nil {
				return err
			}
			c.Bucket = calendar.Date(first)
			c.Score = float64(score) / millionths
			cells = append(cells, c)
		}
		return rows.Err()
	})
	if err != nil {
		return nil, s.fail("aggregate records", err)
	}
	return cells, nil
}

// Bounds returns the oldest and newest start day of the records that pass the filter,
// leaving out those without one, and the newest day on which one became knowable.
func (s *Store) Bounds(ctx context.Context, f ledger.Filter) (ledger.Bounds, error) {
	w := filtered(f)
	var b ledger.Bounds
	err := s.read(ctx, func(tx *sql.Tx) error {
		var newest, oldest, knowable int32
		err := tx.QueryRowContext(ctx, `SELECT count(*), coalesce(max(nullif(r.start_day, 0)), 0),
			coalesce(min(nullif(r.start_day, 0)), 0), coalesce(max(r.knowable), 0)
			FROM ledger.record r WHERE `+w.String(), w.args...).Scan(&b.Records, &newest, &oldest, &knowable)
		b.Newest, b.Oldest, b.Knowable = calendar.Date(newest), calendar.Date(oldest), calendar.Date(knowable)
		return err
	})
	if err != nil {
		return ledger.Bounds{}, s.fail("find the newest day", err)
	}
	return b, nil
}
