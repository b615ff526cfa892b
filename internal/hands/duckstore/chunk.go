package duckstore

import (
	"context"
	"fmt"
	"hash/maphash"
	"math"
	"unicode/utf8"

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

// largestScore keeps a sum of millions of scores, in millionths, within 64 bits.
const largestScore = 1e6

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
	case !(math.Abs(r.Facets.Score) <= largestScore): // nor is NaN
		return fmt.Errorf("%s %s has the score %g, which is on no scale", r.Kind, r.ID, r.Facets.Score)
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
