package duckstore

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"hash/maphash"
	"math"
	"unicode/utf8"

	"github.com/duckdb/duckdb-go/v2"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// readAll reads the batch chunk by chunk.
func (l *load) readAll(ctx context.Context) error {
	var chunk []ledger.Record
	versions := map[identity]string{} // of the chunk
	size := 0
	flush := func() error {
		if len(chunk) == 0 {
			return nil
		}
		if err := l.settle(ctx, chunk); err != nil {
			return err
		}
		clear(chunk) // lets go of the payloads
		chunk, size = chunk[:0], 0
		clear(versions)
		l.doubtful = false
		return ctx.Err()
	}
	if l.batch.Records == nil {
		return nil
	}
	for r, err := range l.batch.Records {
		if err != nil {
			return err
		}
		if err := l.complete(&r); err != nil {
			return err
		}
		l.m.Read++
		who := identity{r.Kind, r.ID}
		if v, twice := versions[who]; twice {
			if v != r.Version {
				return differs(r.Kind, r.ID)
			}
			l.m.Unchanged++
			continue
		}
		if len(chunk) == chunkRecords || size > chunkBytes {
			l.several = true
			if err := flush(); err != nil {
				return err
			}
		}
		versions[who] = r.Version
		h := maphash.Comparable(l.seed, who)
		if _, maybe := l.met[h]; maybe {
			l.doubtful = true
		}
		l.met[h] = struct{}{}
		chunk = append(chunk, r)
		size += len(r.Payload) + len(r.Facets.Text)
	}
	return flush()
}

// identity is what makes two records of a data set the same.
type identity struct {
	kind record.Kind
	id   string
}

func differs(kind record.Kind, id string) error {
	return fmt.Errorf("%s %s is in the batch twice with different content: keep one of them", kind, id)
}

// complete fills in what the batch knows of a record and refuses what cannot be stored.
func (l *load) complete(r *ledger.Record) error {
	b := l.batch
	switch {
	case r.Kind == "" || r.ID == "":
		return fmt.Errorf("a record of %s has no kind or no id", b.Dataset)
	case r.Dataset != "" && r.Dataset != b.Dataset:
		return fmt.Errorf("%s %s belongs to data set %s, not to %s", r.Kind, r.ID, r.Dataset, b.Dataset)
	case r.Payload == nil:
		return fmt.Errorf("%s %s has no content", r.Kind, r.ID)
	case math.IsNaN(r.Facets.Score) || math.IsInf(r.Facets.Score, 0):
		return fmt.Errorf("%s %s has a score that is not a number", r.Kind, r.ID)
	}
	r.Dataset = b.Dataset
	if r.Version == "" {
		r.Seal()
	}
	if r.Importer == "" {
		r.Importer, r.ImporterV = b.Importer, b.ImporterVersion
	}
	if !r.KnowableAt.IsSet() {
		r.KnowableAt = l.today
	}
	if !isText(r) {
		return fmt.Errorf("%s %q holds bytes that are not UTF-8 text", r.Kind, r.ID)
	}
	return nil
}

// isText reports whether all strings of the record are UTF-8; DuckDB would drop others.
func isText(r *ledger.Record) bool {
	f := &r.Facets
	for _, s := range []string{
		string(r.Kind), r.ID, r.Version, r.File, r.SHA256, r.Importer, r.ImporterV, f.EventID, f.Country, f.Admin1, f.Admin2,
		f.Type, f.Mode, f.Quad, f.Category, f.Sensitivity, f.Text,
	} {
		if !utf8.ValidString(s) {
			return false
		}
	}
	for _, sides := range [][]string{f.InitiatorSides, f.TargetSides} {
		for _, s := range sides {
			if !utf8.ValidString(s) {
				return false
			}
		}
	}
	return utf8.Valid(r.Payload)
}

// put writes a chunk into a table that has the columns of a record.
func (l *load) put(database, table string, chunk []ledger.Record) error {
	return l.conn.Raw(func(c any) (err error) {
		a, err := duckdb.NewAppender(c.(driver.Conn), database, "main", table)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, a.Close()) }()
		row := make([]driver.Value, len(columns))
		for i := range chunk {
			l.next++
			l.values(row, &chunk[i])
			if err := a.AppendRow(row...); err != nil {
				return fmt.Errorf("%s %q: %w", chunk[i].Kind, chunk[i].ID, err)
			}
		}
		return nil
	})
}

// values fills a row in the order of columns.
func (l *load) values(row []driver.Value, r *ledger.Record) {
	f := &r.Facets
	copy(row, []driver.Value{
		l.next, r.Dataset, string(r.Kind), r.ID, r.Version,
		string(r.Payload), false, isPublic(f), int32(r.KnowableAt), l.recorded,
		r.File, int32(r.Row), r.SHA256, r.Importer, r.ImporterV,
		int32(f.Start), int32(f.End), f.EventID,
		f.Country, f.Admin1, f.Admin2,
		f.Type, f.Mode, f.Quad,
		main(f.InitiatorSides), main(f.TargetSides),
		several(f.InitiatorSides), several(f.TargetSides),
		f.Category, number(f.DeathsLow), number(f.DeathsBest), number(f.DeathsHigh),
		f.Score, f.Sensitivity, f.Text,
	})
}

func isPublic(f *ledger.Facets) bool {
	return f.Sensitivity == "" || f.Sensitivity == string(record.Public)
}

func main(sides []string) string {
	if len(sides) == 0 {
		return ""
	}
	return sides[0]
}

// several is the whole list of sides where the main one does not say it all.
func several(sides []string) any {
	if len(sides) == 0 || len(sides) == 1 && sides[0] != "" {
		return nil
	}
	return sides
}

func number(n *int64) any {
	if n == nil {
		return nil
	}
	return *n
}
