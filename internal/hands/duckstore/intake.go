package duckstore

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"detente/internal/hands/ledger"
)

// A slab is what is handed on of a batch at a time: so many records, or so many bytes of
// their content. Slabs are read, sealed and written at the same time, and only so many are
// under way, which bounds the memory that a batch takes.
var slabRecords = 1 << 13

const (
	slabBytes = 8 << 20
	slabs     = 6
	sealers   = 2
)

type slab struct {
	records []ledger.Record
	order   []int32
	err     error
	sealed  chan struct{} // closed when the records are complete
}

// readAll reads the batch into a table: what is not there yet, as far as that is known.
func (l *load) readAll(ctx context.Context, c any, into table) error {
	if l.batch.Records == nil {
		return nil
	}
	return fill(c, into, func(s *sheet) error {
		free, todo, ordered := make(chan *slab, slabs), make(chan *slab, slabs), make(chan *slab, slabs)
		for range slabs {
			free <- &slab{}
		}
		var wg sync.WaitGroup
		for range sealers {
			wg.Go(func() {
				for b := range todo {
					l.complete(b)
				}
			})
		}
		failed := make(chan struct{})
		var writeErr error
		wg.Go(func() {
			if writeErr = l.writeAll(ctx, c, s, ordered, free); writeErr != nil {
				close(failed)
			}
		})
		read, readErr := 0, error(nil)
		func() {
			// Even an importer that panics leaves nobody waiting.
			defer func() {
				close(todo)
				close(ordered)
				wg.Wait()
			}()
			read, readErr = l.pull(free, failed, func(b *slab) {
				b.sealed = make(chan struct{})
				ordered <- b
				todo <- b
			})
		}()
		l.m.Read += read
		return cmp.Or(writeErr, readErr)
	})
}

// pull takes the records from the importer, slab by slab.
func (l *load) pull(free <-chan *slab, failed <-chan struct{}, hand func(*slab)) (read int, err error) {
	var b *slab
	size := 0
	for r, err := range l.batch.Records {
		if err != nil {
			return read, err
		}
		if b == nil {
			select {
			case <-failed:
				return read, nil
			case b = <-free:
				b.records, size = b.records[:0], 0
			}
		}
		read++
		b.records = append(b.records, r)
		size += len(r.Payload) + len(r.Facets.Text)
		if len(b.records) == slabRecords || size > slabBytes {
			hand(b)
			b = nil
		}
	}
	if b != nil {
		hand(b)
	}
	return read, nil
}

// complete seals the records of a slab, finds what cannot be stored, and puts records of the
// same time together, so that a page reads few blocks.
func (l *load) complete(b *slab) {
	defer close(b.sealed)
	b.err = nil
	b.order = b.order[:0]
	for i := range b.records {
		if b.err = l.seal(&b.records[i]); b.err != nil {
			return
		}
		b.order = append(b.order, int32(i))
	}
	slices.SortStableFunc(b.order, func(x, y int32) int {
		return cmp.Compare(b.records[x].Facets.Start, b.records[y].Facets.Start)
	})
}

// writeAll writes the slabs in the order in which they were read.
func (l *load) writeAll(ctx context.Context, c any, s *sheet, ordered <-chan *slab, free chan<- *slab) (err error) {
	defer func() {
		for b := range ordered { // let the sealers come to an end
			<-b.sealed
			free <- b
		}
	}()
	w := &rows{load: l, sheet: s}
	for b := range ordered {
		<-b.sealed
		err := cmp.Or(b.err, ctx.Err())
		if err == nil {
			err = l.writeSlab(ctx, c, w, b)
		}
		clear(b.records) // lets go of the payloads
		free <- b
		if err != nil {
			return err
		}
	}
	return nil
}

func (l *load) writeSlab(ctx context.Context, c any, w *rows, b *slab) error {
	if l.update && l.known == nil && l.made >= slabRecords {
		// The batch is long: from here on what the store holds already is not written twice.
		var err error
		if l.known, err = l.readKnown(ctx, c); err != nil {
			return err
		}
	}
	first := l.next + 1
	l.next += int64(len(b.records))
	for _, i := range b.order {
		r := &b.records[i]
		if recalled(r) {
			if err := l.takeRecalled(r); err != nil {
				return err
			}
			continue
		}
		l.made++
		if l.known != nil && l.known.meet(l.code.code(string(r.Kind)), r.ID, r.Version) {
			l.m.Unchanged++
			continue
		}
		if err := w.write(r, first+int64(i)); err != nil {
			return err
		}
		if !l.update {
			l.m.Stored++
		}
	}
	return w.sheet.flush()
}

// largestScore keeps a sum of millions of scores, in millionths, within 64 bits.
const largestScore = 1e6

// seal fills in what the batch knows of a record and refuses what cannot be stored.
func (l *load) seal(r *ledger.Record) error {
	b := &l.batch
	if recalled(r) {
		return nil
	}
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

// isText reports whether all strings of the record are UTF-8; DuckDB would drop others. The
// sides may not hold the character that stands between them either.
func isText(r *ledger.Record) bool {
	f := &r.Facets
	for _, s := range [...]string{
		string(r.Kind), r.ID, r.Version, r.File, r.SHA256, r.Importer, r.ImporterV, f.EventID, f.Country, f.Admin1, f.Admin2,
		f.Type, f.Mode, f.Quad, f.Category, f.Sensitivity, f.Text,
	} {
		if !utf8.ValidString(s) {
			return false
		}
	}
	for _, sides := range [...][]string{f.InitiatorSides, f.TargetSides} {
		for _, s := range sides {
			if !utf8.ValidString(s) || strings.Contains(s, between) {
				return false
			}
		}
	}
	return utf8.Valid(r.Payload)
}
