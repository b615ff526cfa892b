// Package duckstore keeps a ledger in one DuckDB file, inside the process.
//
// One process writes the file at a time; within it one batch is written at a time while
// any number of reads go on, each over the whole batches it began with.
package duckstore

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/duckdb/duckdb-go/v2"

	"detente/internal/hands/ledger"
)

// DefaultMemory is what DuckDB may use when Options does not say.
const DefaultMemory = "256MB"

// Options say how a store is opened.
type Options struct {
	ReadOnly    bool
	MemoryLimit string // such as "512MB"; DefaultMemory when empty
	Threads     int    // 0 uses every core
}

// Store is a ledger in a DuckDB file, or in memory.
type Store struct {
	path     string // absolute; "" in memory
	readOnly bool
	settled  bool // the file had no journal when it was opened
	db       *sql.DB
	claim    *claim
	writing  chan struct{} // holds a token while a batch is written
	done     chan struct{} // closed when Close begins
	reading  sync.RWMutex  // held for reading by every read, so that Close waits for them
	days     dayCache
	words    words
	shapes   shapes
	closing  sync.Once
	closed   error
}

var _ ledger.Store = (*Store)(nil)

// Open opens the store at path and creates it when it is missing; "" is a store in memory.
//
// Errors wrap ledger.ErrInUse, ErrCorrupt, ErrLayout or ErrFull and name the file. With
// ReadOnly a missing file is fs.ErrNotExist.
func Open(ctx context.Context, path string, o Options) (_ *Store, err error) {
	s := &Store{readOnly: o.ReadOnly, writing: make(chan struct{}, 1), done: make(chan struct{})}
	if path == "" {
		s.readOnly = false
	} else if s.path, err = filepath.Abs(path); err != nil {
		return nil, err
	}
	if s.db, err = engine(s.path, o); err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = s.Close()
		}
	}()
	if s.path == "" {
		if err := s.makeInMemory(ctx); err != nil {
			return nil, err
		}
		return s, nil
	}
	if err := s.ensure(ctx); err != nil {
		return nil, err
	}
	if s.claim, err = claimFile(s.path, s.readOnly); err != nil {
		return nil, err
	}
	if err := s.attach(ctx); err != nil {
		return nil, err
	}
	if err := s.check(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

// engine starts a DuckDB that has no ledger yet. It neither fetches nor loads extensions.
func engine(path string, o Options) (*sql.DB, error) {
	set := url.Values{
		"memory_limit":   {o.MemoryLimit},
		"temp_directory": {path + spillMark},
		// Days of some decades are counted in an array, which is several times as fast.
		"perfect_ht_threshold":         {"16"},
		"autoinstall_known_extensions": {"false"},
		"autoload_known_extensions":    {"false"},
	}
	if o.MemoryLimit == "" {
		set.Set("memory_limit", DefaultMemory)
	}
	if path == "" {
		set.Set("temp_directory", filepath.Join(os.TempDir(), fmt.Sprintf("detente-%d.tmp", os.Getpid())))
	}
	if o.Threads > 0 {
		set.Set("threads", strconv.Itoa(o.Threads))
	}
	c, err := duckdb.NewConnector("?"+set.Encode(), nil)
	if err != nil {
		return nil, fmt.Errorf("start DuckDB: %w", err)
	}
	return sql.OpenDB(c), nil
}

// Close writes what is pending into the file and releases it. It waits for the batch that
// is being written and the reads under way.
func (s *Store) Close() error {
	s.closing.Do(func() {
		close(s.done)
		s.writing <- struct{}{} // never given back: nothing is written after Close
		s.reading.Lock()
		defer s.reading.Unlock()
		s.closed = s.db.Close()
		s.claim.release()
	})
	return s.closed
}
