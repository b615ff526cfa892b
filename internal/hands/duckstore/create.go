package duckstore

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"detente/internal/hands/ledger"
)

func (s *Store) makeInMemory(ctx context.Context) error {
	for _, q := range append([]string{`ATTACH ':memory:' AS ledger`}, tables("ledger")...) {
		if _, err := s.db.ExecContext(ctx, q); err != nil {
			return s.fail("create the store", err)
		}
	}
	return nil
}

// ensure sees to it that a file is there that may be a ledger.
func (s *Store) ensure(ctx context.Context) error {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && s.readOnly:
		return fmt.Errorf("%s: %w: import something first", s.path, fs.ErrNotExist)
	case errors.Is(err, fs.ErrNotExist):
		return s.create(ctx)
	case err != nil:
		return err
	case info.IsDir():
		return fmt.Errorf("%s: %w: it is a folder; name a file in it", s.path, ledger.ErrCorrupt)
	case info.Size() == 0:
		return fmt.Errorf("%s: %w: it is empty; delete it and import again", s.path, ledger.ErrCorrupt)
	}
	s.settled, err = noJournal(s.path)
	return err
}

// create makes an empty ledger under another name and gives it its own when it is whole,
// so that a process that dies on the way leaves no half store behind.
func (s *Store) create(ctx context.Context) (err error) {
	if _, err := os.Stat(s.path + ".wal"); err == nil {
		return fmt.Errorf("%s: %w: it is missing, but its journal %s.wal is there; restore the file, or delete the journal",
			s.path, ledger.ErrCorrupt, filepath.Base(s.path))
	}
	s.sweep()
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+draftMark+"*")
	if err != nil {
		return s.fail("create the store", err)
	}
	draft := f.Name()
	_ = f.Close()
	// DuckDB refuses an empty file, so only the name is kept.
	if err := os.Remove(draft); err != nil {
		return err
	}
	defer func() {
		_ = os.Remove(draft)
		_ = os.Remove(draft + ".wal")
	}()
	steps := append([]string{`ATTACH ` + quote(draft) + ` AS draft (TYPE duckdb)`}, tables("draft")...)
	for _, q := range append(steps, `DETACH draft`) {
		if _, err := s.db.ExecContext(ctx, q); err != nil {
			_, _ = s.db.ExecContext(context.WithoutCancel(ctx), `DETACH DATABASE IF EXISTS draft`)
			return s.fail("create the store", err)
		}
	}
	if err := os.Link(draft, s.path); err == nil || errors.Is(err, fs.ErrExist) {
		return nil // on ErrExist another process was first, and its store is as good
	}
	// Some file systems have no links.
	if err := os.Rename(draft, s.path); err != nil {
		return s.fail("create the store", err)
	}
	return nil
}

// draftMark is in the names of stores that are not whole yet.
const draftMark = ".new-"

// sweep removes drafts that a killed process left behind; a young one may be in the making.
func (s *Store) sweep() {
	list, err := os.ReadDir(filepath.Dir(s.path))
	if err != nil {
		return // the next step says what is wrong with the folder
	}
	for _, f := range list {
		info, err := f.Info()
		if err == nil && strings.HasPrefix(f.Name(), filepath.Base(s.path)+draftMark) && time.Since(info.ModTime()) > time.Minute {
			_ = os.Remove(filepath.Join(filepath.Dir(s.path), f.Name()))
		}
	}
}

// attach opens the file under the name ledger.
func (s *Store) attach(ctx context.Context) error {
	mode := "READ_WRITE"
	if s.readOnly {
		mode = "READ_ONLY"
	}
	_, err := s.db.ExecContext(ctx, `ATTACH `+quote(s.path)+` AS ledger (TYPE duckdb, `+mode+`)`)
	if err == nil && !s.readOnly {
		s.clearSpill()
	}
	return s.fail("open the store", err)
}

// spillMark ends the name of the folder beside the file that takes what does not fit into
// memory.
const spillMark = ".tmp"

// clearSpill removes what a killed process spilled. Whoever holds the file for writing is
// alone with it.
func (s *Store) clearSpill() {
	dir := s.path + spillMark
	list, err := os.ReadDir(dir)
	if err != nil {
		return // most often it is not there
	}
	for _, f := range list {
		if strings.HasPrefix(f.Name(), "duckdb_temp_") {
			_ = os.Remove(filepath.Join(dir, f.Name()))
		}
	}
	_ = os.Remove(dir) // only if nothing else is in it
}

// quote writes a file name as an SQL string; ATTACH takes no parameters.
func quote(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }
