package duckstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"detente/internal/hands/ledger"
)

// upgrade writes a ledger of the layout before this one anew, when the file is opened for
// writing: beside it, and in its place only when it is whole. Nothing is lost by it, and a
// process that dies on the way leaves the old file as it was.
func (s *Store) upgrade(ctx context.Context) (err error) {
	if s.settled, err = noJournal(s.path); err != nil {
		return err
	}
	if !s.settled {
		// Attaching took the journal in; what is read below is the whole of it.
		if _, err := s.db.ExecContext(ctx, `CHECKPOINT ledger`); err != nil {
			return s.fail("upgrade the store", err)
		}
	}
	f, err := os.CreateTemp(filepath.Dir(s.path), filepath.Base(s.path)+draftMark+"*")
	if err != nil {
		return s.fail("upgrade the store", err)
	}
	draft := f.Name()
	_ = f.Close()
	if err := os.Remove(draft); err != nil {
		return err
	}
	defer func() {
		_ = os.Remove(draft)
		_ = os.Remove(draft + ".wal")
	}()
	steps := append([]string{`ATTACH ` + quote(draft) + ` AS draft (TYPE duckdb)`}, tables("draft")...)
	steps = append(steps, fromFirst()...)
	steps = append(steps, `DETACH draft`, `DETACH ledger`)
	for _, q := range steps {
		if _, err := s.db.ExecContext(ctx, q); err != nil {
			_, _ = s.db.ExecContext(context.WithoutCancel(ctx), `DETACH DATABASE IF EXISTS draft`)
			return s.fail("upgrade the store", err)
		}
	}
	if err := os.Rename(draft, s.path); err != nil {
		return s.fail("upgrade the store", err)
	}
	s.claim.release() // the file has another identity now
	if s.claim, err = claimFile(s.path, s.readOnly); err != nil {
		return err
	}
	return s.attach(ctx)
}

func noJournal(path string) (bool, error) {
	_, err := os.Stat(path + ".wal")
	if errors.Is(err, os.ErrNotExist) {
		return true, nil
	}
	return false, err
}

// fromFirst copies the tables of layout 1 from ledger to draft. That layout had texts where
// this one has words, and lists of sides.
func fromFirst() []string {
	sides := func(column string) string {
		return `CASE WHEN ` + column + ` IS NULL THEN '' ELSE array_to_string(` + column + `, chr(31)) || chr(31) END`
	}
	var texts, values []string
	joins := ""
	for _, c := range columns {
		if c.form != word {
			values = append(values, "r."+c.name)
			continue
		}
		text := "r." + c.name
		if strings.HasSuffix(c.name, "_sides") {
			text = sides(text)
		}
		texts = append(texts, `SELECT DISTINCT `+text+` AS text FROM ledger.record r`)
		values = append(values, "w_"+c.name+".number")
		joins += ` JOIN draft.word w_` + c.name + ` ON w_` + c.name + `.text = ` + text
	}
	return []string{
		`INSERT INTO draft.word SELECT row_number() OVER (ORDER BY text), text FROM (` + strings.Join(texts, " UNION ") + `) WHERE text <> ''`,
		`INSERT INTO draft.record SELECT ` + strings.Join(values, ", ") + ` FROM ledger.record r` + joins + ` ORDER BY r.seq`,
		`INSERT INTO draft.superseded SELECT d.number, k.number, s.id, s.seq, s.by_seq, s.by_knowable, s.by_recorded
			FROM ledger.superseded s JOIN draft.word d ON d.text = s.dataset JOIN draft.word k ON k.text = s.kind`,
		`INSERT INTO draft.batch SELECT b.*, 0 FROM ledger.batch b ORDER BY b.id`,
	}
}

// outdated is what is said of a layout that is not this one.
func (s *Store) outdated(layout string) error {
	todo := "use the program that wrote it, or import again into a new file"
	if layout == firstLayout {
		todo = "open it for writing once, as detente load does, and it is written anew"
	}
	return fmt.Errorf("%s: %w: it has layout %s and this program reads layout %d; %s", s.path, ledger.ErrLayout, layout, Layout, todo)
}

// firstLayout is the layout that upgrade knows.
const firstLayout = "1"
