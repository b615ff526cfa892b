// Package table reads one CSV table as people really send them: it streams, bounds what
// a record may cost, names the row and column of everything it refuses, and goes on with
// the next row. The format is RFC 4180; rows are numbered as a spreadsheet shows them,
// the header being row 1.
package table

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"detente/internal/words/fault"
)

// Limits bound what one file may cost.
type Limits struct {
	Record int // bytes of one record
	Rows   int // rows of one file
}

// Usual are the limits used where nothing else is said.
var Usual = Limits{Record: 1 << 20, Rows: 5_000_000}

// Row is one record in the order of the expected columns, with clean text in each cell.
type Row struct {
	Number int // as a spreadsheet shows it
	Cells  []string
}

// Reader yields the rows of one table.
type Reader struct {
	file    string
	columns []string
	limits  Limits
	faults  *fault.List

	lines  *lines
	order  []int // order[i] is the place in the file of columns[i]
	usable bool  // the header was understood
	number int   // of the last row
	read   int
	lost   int
	failed bool
	done   bool
}

// Open reads the header. A file that is not such a table yields no rows; why is in the
// faults. The columns may stand in any order, and each must be there once.
func Open(r io.Reader, file string, columns []string, limits Limits, faults *fault.List) *Reader {
	t := &Reader{file: file, columns: columns, limits: limits, faults: faults}
	text, ok := t.sniff(r)
	if !ok {
		t.failed, t.done = true, true
		return t
	}
	t.lines = newLines(text, limits.Record)
	t.header()
	return t
}

// Next returns the next good row. ok is false at the end.
func (t *Reader) Next() (row Row, ok bool) {
	for !t.done {
		rec, err := t.record()
		if err == io.EOF {
			t.done = true
			break
		}
		t.number++
		if err == nil && rec.blank() {
			continue
		}
		if t.read >= t.limits.Rows {
			t.fail(fault.Fault{Row: t.number, Reason: fmt.Sprintf(
				"more than %d rows; the rest of the file was not read", t.limits.Rows)})
			t.done = true
			break
		}
		t.read++
		switch {
		case err != nil:
			t.refuse(rec, err)
		case t.usable:
			if row, ok := t.row(rec); ok {
				return row, true
			}
		}
		t.lost++
	}
	if t.lines != nil && t.lines.err != nil && !t.failed {
		t.fail(fault.Fault{Reason: "the file could not be read to its end: " + t.lines.err.Error()})
	}
	return Row{}, false
}

// Read is the number of rows met so far, and Refused how many of them were not yielded.
func (t *Reader) Read() int    { return t.read }
func (t *Reader) Refused() int { return t.lost }

// Failed reports whether the file as a whole was not taken: not a table, a wrong header,
// too many rows, or a disk that gave out.
func (t *Reader) Failed() bool { return t.failed }

// fail records a fault of the file as a whole.
func (t *Reader) fail(f fault.Fault) {
	t.failed = true
	f.File, f.Level = t.file, fault.Error
	t.faults.Add(f)
}

// refuse says why a row could not be split into cells.
func (t *Reader) refuse(rec record, err error) {
	if !t.usable {
		return
	}
	f := fault.Fault{Level: fault.Error, File: t.file, Row: t.number, Reason: err.Error() + rec.where(t.number)}
	var b *broken
	if errors.As(err, &b) {
		f.Column, f.Value = t.columnAt(b.cell), b.value
	}
	t.faults.Add(f)
}

// columnAt names the column at a place in the file.
func (t *Reader) columnAt(place int) string {
	for i, p := range t.order {
		if p == place {
			return t.columns[i]
		}
	}
	return ""
}

// row checks the number of cells and the text in each, and puts them in order.
func (t *Reader) row(rec record) (Row, bool) {
	if len(rec.cells) != len(t.columns) {
		t.faults.Add(fault.Fault{Level: fault.Error, File: t.file, Row: t.number, Reason: fmt.Sprintf(
			"%d cells, expected %d%s", len(rec.cells), len(t.columns), rec.where(t.number))})
		return Row{}, false
	}
	row := Row{Number: t.number, Cells: make([]string, len(t.columns))}
	good := true
	for i, place := range t.order {
		v, level, reason := clean(rec.cells[place])
		if reason != "" {
			t.faults.Add(fault.Fault{Level: level, File: t.file, Row: t.number,
				Column: t.columns[i], Value: strings.ToValidUTF8(rec.cells[place], "�"), Reason: reason})
			good = good && level == fault.Warning
		}
		row.Cells[i] = v
	}
	return row, good
}

// record is one record of the file and the physical lines it took.
type record struct {
	cells       []string
	first, last int
}

// blank reports whether the record holds nothing, as empty lines and rows of commas do.
func (r record) blank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// where adds the line of a text editor when it differs from the row of a spreadsheet.
func (r record) where(row int) string {
	switch {
	case r.last > r.first:
		return fmt.Sprintf(" (lines %d to %d of the file)", r.first, r.last)
	case r.first != row && r.first > 0:
		return fmt.Sprintf(" (line %d of the file)", r.first)
	}
	return ""
}
