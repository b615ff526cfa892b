package duckstore

import (
	"context"
	"fmt"
	"unsafe"

	"detente/internal/hands/ledger"
)

// recall lets the importer ask which origins the data set holds, so that it need not make records
// of them again. Those beyond knownMost are not told; they are made and compared.
func (l *load) recall(ctx context.Context) error {
	if !l.update || l.batch.Recall == nil {
		return nil
	}
	if err := l.conn.Raw(func(c any) error { return l.readOrigins(ctx, c) }); err != nil {
		return err
	}
	if l.origins.held > 0 {
		l.batch.Recall(func(o ledger.Origin) bool { return o != ledger.Origin{} && l.origins.slots[l.origins.find(o)] == o })
	}
	return nil
}

// readOrigins reads the origins of the current records.
func (l *load) readOrigins(ctx context.Context, c any) error {
	spans, _, err := l.spans(c)
	if err != nil {
		return err
	}
	// Most data sets have none: then there is nothing to make room for.
	n := 0
	if err := eachChunk(c, fmt.Sprintf(`SELECT count(*) FROM ledger.record r WHERE r.dataset = %d AND r.origin_a <> 0`, l.dataset),
		func(_ int, cols []unsafe.Pointer) error {
			n = int(value[int64](cols[0], 0))
			return nil
		}); err != nil {
		return err
	}
	n = min(n, knownMost)
	m := newMarks(n)
	l.origins = &m
	for _, s := range spans {
		if err := ctx.Err(); err != nil || n == 0 {
			return err
		}
		err := eachChunk(c, `SELECT r.origin_a, r.origin_b `+l.current(s)+` AND r.origin_a <> 0`, func(rows int, cols []unsafe.Pointer) error {
			for i := 0; i < rows && m.held < n; i++ {
				m.add([2]uint64{value[uint64](cols[0], i), value[uint64](cols[1], i)})
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// recalled reports whether a record stands for one of its origin that the store holds.
func recalled(r *ledger.Record) bool { return r.Payload == nil && r.Origin != ledger.Origin{} }

// takeRecalled counts a record that stands for one that the store holds.
func (l *load) takeRecalled(r *ledger.Record) error {
	if l.origins == nil || !l.origins.mark(r.Origin) {
		return fmt.Errorf("a record of %s stands for one that is not held", l.batch.Dataset)
	}
	l.m.Unchanged++
	return nil
}
