package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/spf13/cobra"

	"detente/internal/hands/desk"
	"detente/internal/hands/duckstore"
	"detente/internal/hands/edit"
	"detente/internal/hands/folder"
	"detente/internal/hands/held"
	"detente/internal/hands/ledger"
	"detente/internal/words/phrase"
	"detente/situations"
)

// importerVersion names the reading rules; it changes when they change what is stored.
const importerVersion = "1"

// where says which situation and which store a command works on.
type where struct {
	situation string
	db        string
	params    string // of the verdict; empty means those in the program
}

func (w *where) paramsFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.params, "params", "", "file of parameters of the verdict, as verdict train writes it (default those in the program)")
}

func (w *where) flags(cmd *cobra.Command) {
	cmd.Flags().StringVar(&w.situation, "situation", "", "situation folder (default: the one in the program)")
	cmd.Flags().StringVar(&w.db, "db", "", "store file, or :memory: (default: one file a situation in the user's data folder)")
}

// session is an opened situation with its ledger.
type session struct {
	content *folder.Content // with the edits that are in force
	book    *edit.Book      // nil when the store is open for reading only
	store   ledger.Store
	desk    *desk.Desk
	loaded  *ledger.Manifest // nil when the store already held the situation
	path    string
}

// Close releases the store.
func (s *session) Close() error { return s.store.Close() }

// readFolder reads the situation folder. It fails only when there is nothing to work with.
func (w *where) readFolder(ctx context.Context) (*folder.Content, error) {
	root := situations.Default()
	if w.situation != "" {
		info, err := os.Stat(w.situation)
		if err != nil {
			return nil, coded{exitUsage, fmt.Errorf("--situation: %w", err)}
		}
		if !info.IsDir() {
			return nil, coded{exitUsage, fmt.Errorf("--situation: %s is not a folder", w.situation)}
		}
		root = os.DirFS(w.situation)
	}
	f, err := folder.Open(root)
	if err != nil {
		return nil, err
	}
	return f.Read(ctx)
}

// open reads the situation, makes sure the store holds it as it is now, and returns a
// session for reading. The store is opened for writing only when there is something new,
// so that many commands, and a server, can read it at the same time.
func (w *where) open(ctx context.Context, s *streams) (*session, error) {
	return w.start(ctx, s, false)
}

// openForEdits is open with a store that stays open for writing, so that nobody else can use
// it meanwhile.
func (w *where) openForEdits(ctx context.Context, s *streams) (*session, error) {
	return w.start(ctx, s, true)
}

func (w *where) start(ctx context.Context, s *streams, write bool) (*session, error) {
	c, err := w.readFolder(ctx)
	if err != nil {
		return nil, err
	}
	if n := c.Faults.Errors(); n > 0 {
		fmt.Fprintf(s.err, "detente: %d fault(s) in the situation; the rows concerned are left out, and listed by: detente check %s\n", n, w.situation)
	}
	if unusable(c) {
		return nil, coded{exitFaults, fmt.Errorf("the situation cannot be used; see: detente check %s", w.situation)}
	}
	path, err := w.path(c)
	if err != nil {
		return nil, err
	}
	if write && path == "" {
		return nil, coded{exitUsage, errors.New(phrase.English().T("edit.in_memory"))}
	}
	out := &session{path: path}
	var laid *edit.Laid
	if path != "" && !write {
		if out.store, laid, err = current(ctx, path, c, s.now); err != nil {
			return nil, err
		}
	}
	if out.store == nil {
		if laid, err = out.load(ctx, c, s.now); err != nil {
			return nil, err
		}
		if path != "" && !write {
			// Read-only from here on, so that others can read too.
			if err := out.store.Close(); err != nil {
				return nil, err
			}
			if out.store, err = openStore(ctx, path, duckstore.Options{ReadOnly: true}); err != nil {
				return nil, err
			}
		}
	}
	if !write {
		out.book = nil // also of a store in memory, which can only be opened for writing
	}
	if n := len(laid.Conflicts); n > 0 {
		fmt.Fprintln(s.err, "detente: "+phrase.English().T("edit.conflicts", "n", n))
	}
	out.content = laid.Content
	out.desk = desk.New(out.store, &c.Situation, phrase.English(), s.now)
	if w.params != "" {
		f, err := load(w.params)
		if err != nil {
			_ = out.Close() // what could not be read matters more
			return nil, err
		}
		out.desk.Use(f)
	}
	out.desk.Conflicts(laid.Conflicts)
	return out, nil
}

// unusable reports whether there is no situation, or no events, to work with.
func unusable(c *folder.Content) bool {
	e := c.File("events.csv")
	return c.Situation.ID == "" || e.State != folder.Read && e.State != folder.Empty
}

// openStore opens the store at path, or one in memory for "". Whatever keeps it from opening
// is the store's fault and has its exit code.
func openStore(ctx context.Context, path string, o duckstore.Options) (ledger.Store, error) {
	store, err := duckstore.Open(ctx, path, o)
	if err != nil {
		if ctx.Err() == nil {
			err = coded{exitStore, err}
		}
		return nil, err
	}
	return held.Over(store, held.Most), nil
}

// openForImport opens the store at path for writing.
func openForImport(ctx context.Context, path string) (ledger.Store, error) {
	return openStore(ctx, path, duckstore.Options{})
}

// load lays the edits over the folder and appends the batch through a store opened for writing.
func (s *session) load(ctx context.Context, c *folder.Content, now func() time.Time) (*edit.Laid, error) {
	store, err := openStore(ctx, s.path, duckstore.Options{})
	if err != nil {
		return nil, err
	}
	book, err := edit.Open(ctx, store, c, now, importerVersion)
	if err != nil {
		store.Close()
		return nil, err
	}
	if b := book.Batch(); !holds(ctx, store, b) {
		m, err := store.Append(ctx, b)
		if err != nil {
			store.Close()
			return nil, fmt.Errorf("load: %w", err)
		}
		s.loaded = &m
	}
	s.store, s.book = store, book
	return book.Laid(), nil
}

// current opens the store for reading when it already holds the folder with its edits, else
// returns nil.
func current(ctx context.Context, path string, c *folder.Content, now func() time.Time) (ledger.Store, *edit.Laid, error) {
	store, err := openStore(ctx, path, duckstore.Options{ReadOnly: true})
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, ledger.ErrLayout) {
		return nil, nil, nil // opening it for writing makes it, or writes an older layout anew
	}
	if err != nil {
		return nil, nil, err
	}
	book, err := edit.Open(ctx, store, c, now, importerVersion)
	if err == nil && holds(ctx, store, book.Batch()) {
		return store, book.Laid(), nil
	}
	if cerr := store.Close(); err == nil {
		err = cerr
	}
	return nil, nil, err
}

// holds reports whether the batch is what the store took in last of its data set. A store
// that cannot say is asked to take it, and says then what is wrong.
func holds(ctx context.Context, store ledger.Store, b ledger.Batch) bool {
	held, err := store.Holds(ctx, b)
	return err == nil && held
}

// path is the store's file; "" is a store in memory.
func (w *where) path(c *folder.Content) (string, error) {
	switch w.db {
	case ":memory:":
		return "", nil
	case "":
	default:
		return w.db, nil
	}
	dir := dataDir()
	if dir == "" {
		return "", nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", nil // a read-only home: work in memory
	}
	return filepath.Join(dir, c.Situation.ID+".duckdb"), nil
}

// dataDir is the user's data folder for the program, or "" when there is none.
func dataDir() string {
	if d := os.Getenv("XDG_DATA_HOME"); d != "" {
		return filepath.Join(d, "detente")
	}
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		if d, err := os.UserConfigDir(); err == nil {
			return filepath.Join(d, "detente")
		}
		return ""
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return ""
	}
	return filepath.Join(home, ".local", "share", "detente")
}
