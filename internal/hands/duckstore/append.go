package duckstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
)

// load is one batch on its way into the store, inside one transaction.
type load struct {
	store *Store
	conn  *sql.Conn
	batch ledger.Batch
	m     ledger.Manifest

	recorded int64         // microseconds
	today    calendar.Date // the day of recorded
	base     int64         // seq of the batch before its first record
	next     int64         // seq of the record before the next one
	update   bool          // the data set had records before
	code     *coder
	shape    *shaper
	dataset  int32  // the word of the data set
	known    *known // what the data set holds, once a batch proves long
	made     int    // records that were not recalled
	origins  *marks // of what the data set holds, where the importer can ask for them
}

// Append stores a batch whole, or not at all.
//
// A record that is new to the data set counts from its own KnowableAt, or from the day it
// was recorded when it has none. A version that replaces another one, and a retraction,
// counts from the day it was recorded at the earliest. Batches are written one at a time.
func (s *Store) Append(ctx context.Context, b ledger.Batch) (ledger.Manifest, error) {
	if s.readOnly {
		return ledger.Manifest{}, fmt.Errorf("%s: %w: open it for writing", s.path, ledger.ErrReadOnly)
	}
	select {
	case s.writing <- struct{}{}:
		defer func() { <-s.writing }()
	case <-s.done:
		return ledger.Manifest{}, s.fail("append a batch", fs.ErrClosed)
	case <-ctx.Done():
		return ledger.Manifest{}, ctx.Err()
	}
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return ledger.Manifest{}, s.fail("append a batch", err)
	}
	defer conn.Close()
	at := b.RecordedAt.UTC().Truncate(time.Microsecond)
	l := &load{store: s, conn: conn, batch: b, recorded: at.UnixMicro(), today: calendar.FromTime(at)}
	l.m = ledger.Manifest{
		Dataset: b.Dataset, Importer: b.Importer, ImporterV: b.ImporterVersion, Files: b.Files,
		Digest: b.Digest(), RecordedAt: at, Rejected: b.Rejected,
	}
	if err := l.run(ctx); err != nil {
		return ledger.Manifest{}, s.fail("append a batch", err)
	}
	if l.code != nil && l.m.ID != 0 {
		s.words.add(l.code.first, l.code.fresh)
		s.shapes.add(l.shape.first, l.shape.fresh)
	}
	return l.m, nil
}

// run is the transaction.
func (l *load) run(ctx context.Context) (err error) {
	if l.batch.Dataset == "" {
		return fmt.Errorf("the batch names no data set")
	}
	if err := l.exec(ctx, `BEGIN TRANSACTION`); err != nil {
		return err
	}
	done, committed := context.WithoutCancel(ctx), false
	defer func() {
		if !committed {
			// An error here means that DuckDB gave the transaction up already.
			_ = l.exec(done, `ROLLBACK`)
		}
	}()
	if err := l.prepare(ctx); err != nil {
		return err
	}
	held, err := l.inputs(ctx)
	if err != nil {
		return err
	}
	if l.batch.Fixed && held.stands(l.batch) {
		l.m.Read, l.m.Rejected = held.read, held.rejected
		l.m.Unchanged = held.read - held.rejected
	} else if err := l.take(ctx); err != nil {
		return err
	}
	l.m.Repeated = l.m.Stored+l.m.Updated+l.m.Retracted == 0
	if l.m.Repeated && held.last {
		l.m.ID = 0
		return nil
	}
	if err := l.writeManifest(ctx); err != nil {
		return err
	}
	if err := l.writeInput(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := l.exec(done, `COMMIT`); err != nil {
		return err
	}
	committed = true
	return nil
}

// take reads the batch and settles what becomes of its records.
func (l *load) take(ctx context.Context) error {
	l.code = newCoder(&l.store.words)
	all, err := l.store.shapes.known(ctx, l.conn)
	if err != nil {
		return err
	}
	l.shape = &shaper{known: &l.store.shapes, first: len(all), met: map[shape]int32{}}
	l.dataset = l.code.code(l.batch.Dataset)
	if err := l.recall(ctx); err != nil {
		return err
	}
	into := table{"ledger", "record"}
	if l.update {
		into = incoming
		if err := l.makeStaging(ctx); err != nil {
			return err
		}
	}
	if err := l.conn.Raw(func(c any) error { return l.readAll(ctx, c, into) }); err != nil {
		return err
	}
	if l.batch.Refused != nil {
		l.m.Rejected += l.batch.Refused()
	}
	l.m.Read += l.m.Rejected
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := l.dropTwice(ctx, into); err != nil {
		return err
	}
	if l.update {
		if err := l.settle(ctx); err != nil {
			return err
		}
		if l.batch.Whole {
			if err := l.retract(ctx); err != nil {
				return err
			}
		}
		if err := l.dropStaging(ctx); err != nil {
			return err
		}
	}
	if err := l.exec(ctx, tallied("ledger", l.base)); err != nil {
		return err
	}
	return l.conn.Raw(func(c any) error { return errors.Join(l.writeWords(c), l.writeShapes(c)) })
}

// prepare numbers the batch.
func (l *load) prepare(ctx context.Context) error {
	var last sql.NullInt64
	if err := l.conn.QueryRowContext(ctx, `SELECT max(id) FROM ledger.batch`).Scan(&last); err != nil {
		return err
	}
	l.m.ID = last.Int64 + 1
	l.base = l.m.ID << 32
	l.next = l.base
	if err := l.store.words.refresh(ctx, l.conn); err != nil {
		return err
	}
	return l.conn.QueryRowContext(ctx, `SELECT count(*) > 0 FROM ledger.batch WHERE dataset = ?`, l.batch.Dataset).Scan(&l.update)
}

func (l *load) writeManifest(ctx context.Context) error {
	files, err := json.Marshal(l.m.Files)
	if err != nil {
		return err
	}
	m := l.m
	return l.exec(ctx, `INSERT INTO ledger.batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.ID, m.Dataset, m.Importer, m.ImporterV, string(files), m.Digest, l.recorded,
		m.Read, m.Stored, m.Unchanged, m.Updated, m.Retracted, m.Rejected, m.Unretracted)
}

// writeWords makes the new texts of the batch words.
func (l *load) writeWords(c any) error {
	return fill(c, table{"ledger", "word"}, func(s *sheet) error {
		for i, t := range l.code.fresh {
			put(s, 0, int32(l.code.first+i))
			s.text(1, t)
			if err := s.next(); err != nil {
				return err
			}
		}
		return nil
	})
}

// writeShapes keeps the new shapes of the batch.
func (l *load) writeShapes(c any) error {
	return fill(c, table{"ledger", "shape"}, func(s *sheet) error {
		for i, x := range l.shape.fresh {
			for col, n := range [...]int32{int32(l.shape.first + i), x.initiator, x.initiators, x.target, x.targets, x.country} {
				put(s, col, n)
			}
			if err := s.next(); err != nil {
				return err
			}
		}
		return nil
	})
}

func (l *load) exec(ctx context.Context, query string, args ...any) error {
	_, err := l.conn.ExecContext(ctx, query, args...)
	return err
}

// count runs a statement and returns the number of rows it wrote.
func (l *load) count(ctx context.Context, query string, args ...any) (int, error) {
	r, err := l.conn.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, err
	}
	n, err := r.RowsAffected()
	return int(n), err
}
