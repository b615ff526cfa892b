package duckstore

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"detente/internal/hands/ledger"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// table is a table of an attached database.
type table struct{ database, name string }

func (t table) String() string { return t.database + "." + t.name }

// fill adds rows to a table.
func fill(c any, t table, rows func(*sheet) error) (err error) {
	s, err := newSheet(c, t.database, t.name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	if err := rows(s); err != nil {
		return err
	}
	return s.flush()
}

// rows writes records as rows of a table of columns.
type rows struct {
	load  *load
	sheet *sheet
	last  [48]struct { // of each column of words: neighbours are often alike
		text   string
		number int32
	}
}

// write adds a row in the order of columns.
func (w *rows) write(r *ledger.Record, seq int64) error {
	s, f := w.sheet, &r.Facets
	put(s, 0, seq)
	put(s, 1, w.load.dataset)
	w.word(2, string(r.Kind))
	s.text(3, r.ID)
	s.text(4, r.Version)
	s.bytes(5, r.Payload)
	put(s, 6, false)
	put(s, 7, isPublic(f))
	put(s, 8, int32(r.KnowableAt))
	put(s, 9, w.load.recorded)
	w.word(10, r.File)
	put(s, 11, int32(r.Row))
	w.word(12, r.SHA256)
	w.word(13, r.Importer)
	w.word(14, r.ImporterV)
	put(s, 15, int32(f.Start))
	put(s, 16, int32(f.End))
	s.text(17, f.EventID)
	country := w.word(18, f.Country)
	for i, t := range [...]string{f.Admin1, f.Admin2, f.Type, f.Mode, f.Quad} {
		w.word(19+i, t)
	}
	x := shape{country: country}
	x.initiator = w.word(24, mainSide(f.InitiatorSides))
	x.target = w.word(25, mainSide(f.TargetSides))
	x.initiators = w.word(26, party(f.InitiatorSides))
	x.targets = w.word(27, party(f.TargetSides))
	w.word(28, f.Category)
	w.figures(29, f)
	put(s, 35, int64(math.Round(f.Score*millionths)))
	put(s, 36, f.Score)
	w.word(37, f.Sensitivity)
	s.text(38, f.Text)
	put(s, 39, w.load.shape.code(x))
	put(s, 40, idHash(r.ID))
	put(s, 41, int64(r.Origin[0]))
	put(s, 42, int64(r.Origin[1]))
	if err := s.next(); err != nil {
		return fmt.Errorf("%s %q: %w", r.Kind, r.ID, err)
	}
	return nil
}

func mainSide(sides []string) string {
	if len(sides) == 0 {
		return ""
	}
	return sides[0]
}

// idHash is a short number of an id, by which one is found among millions of records: the ids of
// the few that have it are then compared. It is part of a SHA-256, so that SQL has it as well.
func idHash(id string) int32 {
	h := sha256.Sum256([]byte(id))
	return int32(binary.BigEndian.Uint32(h[:]) &^ (1 << 31))
}

// idHashSQL is idHash in SQL.
const idHashSQL = `CAST(CAST('0x' || substr(sha256(r.id), 1, 8) AS BIGINT) & 2147483647 AS INTEGER)`

// word writes the number of a text, and returns it.
func (w *rows) word(col int, t string) int32 {
	last := &w.last[col]
	if last.text != t {
		last.text, last.number = t, w.load.code.code(t)
	}
	put(w.sheet, col, last.number)
	return last.number
}

// figures writes the deaths, and what they add to a sum as figure.Range says, so that SQL
// adds up what figure.Sum would.
func (w *rows) figures(col int, f *ledger.Facets) {
	v := figure.Range{Low: count(f.DeathsLow), Best: count(f.DeathsBest), High: count(f.DeathsHigh)}
	mid := v.Middle()
	if !mid.Known() {
		mid = v.High
	}
	for i, c := range [...]figure.Count{v.Low, v.Best, v.High, v.Floor(), mid, v.Ceiling()} {
		if n, ok := c.Value(); ok {
			put(w.sheet, col+i, n)
		} else {
			w.sheet.null(col + i)
		}
	}
}

func isPublic(f *ledger.Facets) bool {
	return f.Sensitivity == "" || f.Sensitivity == string(record.Public)
}

func count(n *int64) figure.Count {
	if n == nil {
		return figure.Count{}
	}
	return figure.Of(*n)
}
