package duckstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"io/fs"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
)

// A chunk is what is held in memory of a batch while it is read: so many records, and so
// many bytes of their content.
var chunkRecords = 1 << 16

const chunkBytes = 32 << 20

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
	several  bool          // the batch has more than one chunk
	doubtful bool          // the chunk may hold a record of an earlier chunk

	// met has a hash of each record of the batch so far, eight bytes a record, so that
	// earlier chunks are looked at only when a record may be there twice.
	met  map[uint64]struct{}
	seed maphash.Seed
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
	l := &load{
		store: s, conn: conn, batch: b, recorded: at.UnixMicro(), today: calendar.FromTime(at),
		met: map[uint64]struct{}{}, seed: maphash.MakeSeed(),
	}
	l.m = ledger.Manifest{
		Dataset: b.Dataset, Importer: b.Importer, ImporterV: b.ImporterVersion, Files: b.Files,
		Digest: b.Digest(), RecordedAt: at, Read: b.Rejected, Rejected: b.Rejected,
	}
	if err := l.run(ctx); err != nil {
		return ledger.Manifest{}, s.fail("append a batch", err)
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
	done := context.WithoutCancel(ctx)
	defer func() {
		if err != nil || l.m.Repeated {
			// An error here means that DuckDB gave the transaction up already.
			_ = l.exec(done, `ROLLBACK`)
		}
	}()
	if err := l.prepare(ctx); err != nil {
		return err
	}
	if err := l.readAll(ctx); err != nil {
		return err
	}
	if l.batch.Whole && l.update {
		if err := l.retract(ctx); err != nil {
			return err
		}
	}
	if l.m.Stored+l.m.Updated+l.m.Retracted == 0 {
		l.m.ID, l.m.Repeated = 0, true
		return nil
	}
	if err := l.writeManifest(ctx); err != nil {
		return err
	}
	if err := l.dropStaging(ctx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return l.exec(done, `COMMIT`)
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
	return l.conn.QueryRowContext(ctx, `SELECT count(*) > 0 FROM ledger.batch WHERE dataset = ?`, l.batch.Dataset).Scan(&l.update)
}

func (l *load) writeManifest(ctx context.Context) error {
	files, err := json.Marshal(l.m.Files)
	if err != nil {
		return err
	}
	m := l.m
	return l.exec(ctx, `INSERT INTO ledger.batch VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.ID, m.Dataset, m.Importer, m.ImporterV, string(files), m.Digest, l.recorded,
		m.Read, m.Stored, m.Unchanged, m.Updated, m.Retracted, m.Rejected)
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
