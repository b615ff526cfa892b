package duckstore

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"math"

	"github.com/duckdb/duckdb-go/v2"

	"detente/internal/hands/ledger"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// put writes those records of a chunk that are not there yet.
func (l *load) put(chunk []ledger.Record, first int64, fates []fate) error {
	row := make([]driver.Value, len(columns))
	return l.fill("ledger", "record", func(add func(...driver.Value) error) error {
		for i := range chunk {
			if fates[i] == unchanged {
				continue
			}
			l.values(row, &chunk[i], first+int64(i))
			if err := add(row...); err != nil {
				return fmt.Errorf("%s %q: %w", chunk[i].Kind, chunk[i].ID, err)
			}
		}
		return nil
	})
}

// putKeys writes the keys of a chunk into the staging table.
func (l *load) putKeys(chunk []ledger.Record, first int64) error {
	return l.fill("temp", "chunk", func(add func(...driver.Value) error) error {
		for i, r := range chunk {
			if err := add(first+int64(i), string(r.Kind), r.ID, r.Version, int32(r.KnowableAt)); err != nil {
				return err
			}
		}
		return nil
	})
}

// fill opens a table for adding rows.
func (l *load) fill(database, table string, rows func(add func(...driver.Value) error) error) error {
	return l.conn.Raw(func(c any) (err error) {
		a, err := duckdb.NewAppender(c.(driver.Conn), database, "main", table)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, a.Close()) }()
		return rows(a.AppendRow)
	})
}

// values fills a row in the order of columns.
func (l *load) values(row []driver.Value, r *ledger.Record, seq int64) {
	f := &r.Facets
	sum := summed(f)
	copy(row, []driver.Value{
		seq, r.Dataset, string(r.Kind), r.ID, r.Version,
		string(r.Payload), false, isPublic(f), int32(r.KnowableAt), l.recorded,
		r.File, int32(r.Row), r.SHA256, r.Importer, r.ImporterV,
		int32(f.Start), int32(f.End), f.EventID,
		f.Country, f.Admin1, f.Admin2,
		f.Type, f.Mode, f.Quad,
		mainSide(f.InitiatorSides), mainSide(f.TargetSides),
		allSides(f.InitiatorSides), allSides(f.TargetSides),
		f.Category, number(f.DeathsLow), number(f.DeathsBest), number(f.DeathsHigh),
		sum.floor, sum.middle, sum.ceiling, int64(math.Round(f.Score * millionths)),
		f.Score, f.Sensitivity, f.Text,
	})
}

func isPublic(f *ledger.Facets) bool {
	return f.Sensitivity == "" || f.Sensitivity == string(record.Public)
}

func mainSide(sides []string) string {
	if len(sides) == 0 {
		return ""
	}
	return sides[0]
}

// allSides is the whole list of sides where the main one does not say it all.
func allSides(sides []string) any {
	if len(sides) == 0 || len(sides) == 1 && sides[0] != "" {
		return nil
	}
	return sides
}

// parts are what a record adds to a sum of deaths; nil where nothing is known.
type parts struct{ floor, middle, ceiling any }

// summed takes the parts from figure.Range, so that SQL adds up what figure.Sum would.
func summed(f *ledger.Facets) parts {
	v := figure.Range{Low: count(f.DeathsLow), Best: count(f.DeathsBest), High: count(f.DeathsHigh)}
	mid := v.Middle()
	if !mid.Known() {
		mid = v.High
	}
	return parts{known(v.Floor()), known(mid), known(v.Ceiling())}
}

func count(n *int64) figure.Count {
	if n == nil {
		return figure.Count{}
	}
	return figure.Of(*n)
}

func known(c figure.Count) any {
	if n, ok := c.Value(); ok {
		return n
	}
	return nil
}

func number(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}
