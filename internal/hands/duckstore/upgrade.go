package duckstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"detente/internal/hands/ledger"
)

// upgrade writes a ledger of a layout before this one anew, when the file is opened for
// writing: beside it, and in its place only when it is whole. Nothing is lost by it, and a
// process that dies on the way leaves the old file as it was.
func (s *Store) upgrade(ctx context.Context, layout string) (err error) {
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
	if layout == firstLayout {
		steps = append(steps, fromFirst()...)
	} else {
		steps = append(steps, fromSecond()...)
	}
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
	for _, c := range columns[:secondColumns] {
		if c.form != word {
			values = append(values, "r."+c.name)
			continue
		}
		text := "r." + c.name
		if strings.HasSuffix(c.name, "_sides") {
			text = sides(text)
		}
		texts = append(texts, `SELECT DISTINCT `+text+` AS text FROM ledger.record r`)
		values = append(values, "w_"+c.name+".number AS "+c.name)
		joins += ` JOIN draft.word w_` + c.name + ` ON w_` + c.name + `.text = ` + text
	}
	steps := []string{
		`INSERT INTO draft.word SELECT row_number() OVER (ORDER BY text), text FROM (` + strings.Join(texts, " UNION ") + `) WHERE text <> ''`,
		`INSERT INTO draft.superseded SELECT d.number, k.number, s.id, s.seq, s.by_seq, s.by_knowable, s.by_recorded
			FROM ledger.superseded s JOIN draft.word d ON d.text = s.dataset JOIN draft.word k ON k.text = s.kind`,
		`INSERT INTO draft.batch SELECT b.*, 0 FROM ledger.batch b ORDER BY b.id`,
	}
	return append(steps, complete(`SELECT `+strings.Join(values, ", ")+` FROM ledger.record r`+joins+` ORDER BY r.seq`)...)
}

// fromSecond copies the tables of layout 2, which is this one without shapes, tallies and what
// comes after the text of a record.
func fromSecond() []string {
	steps := []string{
		`INSERT INTO draft.word SELECT * FROM ledger.word WHERE number > 0 ORDER BY number`,
		`INSERT INTO draft.superseded SELECT * FROM ledger.superseded`,
		`INSERT INTO draft.batch SELECT * FROM ledger.batch ORDER BY id`,
		`INSERT INTO draft.input SELECT * FROM ledger.input ORDER BY rowid`,
	}
	return append(steps, complete(`SELECT * FROM ledger.record`)...)
}

// secondColumns is how many columns a record had in layout 2.
const secondColumns = 39

// complete writes rows of layout 2, in the order of a query, as those of layout 3.
func complete(rows string) []string {
	var same, empty []string
	for _, c := range shapeColumns {
		same = append(same, "s."+c+" = r."+c)
		empty = append(empty, c+" = 0")
	}
	shape := strings.Join(shapeColumns, ", ")
	return []string{
		`INSERT INTO draft.shape SELECT row_number() OVER (ORDER BY ` + shape + `), ` + shape + ` FROM (SELECT DISTINCT ` + shape +
			` FROM (` + rows + `)) WHERE NOT (` + strings.Join(empty, " AND ") + `)`,
		`INSERT INTO draft.record SELECT r.*, s.number, ` + idHashSQL + `, 0, 0 FROM (` + rows + `) r JOIN draft.shape s ON ` + strings.Join(same, " AND "),
		tallied("draft", 0),
	}
}

// outdated is what is said of a layout that is not this one.
func (s *Store) outdated(layout string) error {
	todo := "use the program that wrote it, or import again into a new file"
	if slices.Contains(earlier, layout) {
		todo = "open it for writing once, as detente load does, and it is written anew"
	}
	return fmt.Errorf("%s: %w: it has layout %s and this program reads layout %d; %s", s.path, ledger.ErrLayout, layout, Layout, todo)
}

// earlier are the layouts that upgrade knows.
var earlier = []string{firstLayout, "2"}

const firstLayout = "1"
