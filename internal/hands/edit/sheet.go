package edit

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"detente/internal/hands/folder/table"
	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// Sheet is a table of records to add and to correct, in the layout of the situation's own
// tables. A row whose record is there already corrects it, with every cell of the row.
type Sheet struct {
	Kind record.Kind
	Name string // of the file, for faults
	Data io.Reader
	Who  string
	Why  string
}

// SheetReceipt says what became of the rows. Read = Added + Corrected + Unchanged + Refused.
type SheetReceipt struct {
	Kind      record.Kind   `json:"kind"`
	Read      int           `json:"read"`
	Added     int           `json:"added"`
	Corrected int           `json:"corrected"`
	Unchanged int           `json:"unchanged"`
	Refused   int           `json:"refused"`
	Edits     []Done        `json:"edits"`
	Faults    []fault.Fault `json:"faults"`
	Omitted   int           `json:"omitted" doc:"faults counted and not listed"`
}

// sheetBytes bounds a table of edits.
const sheetBytes = 32 << 20

// Table takes the good rows of a table as one batch and lists what is wrong with the others.
func (b *Book) Table(ctx context.Context, s Sheet) (SheetReceipt, error) {
	kind, ok := KindOf(string(s.Kind))
	if !ok {
		return SheetReceipt{}, refuse("kind", string(s.Kind), "not one of "+kindNames())
	}
	if faults := Signed(s.Who, s.Why); len(faults) > 0 {
		return SheetReceipt{}, &Refused{faults}
	}
	s.Kind = kind
	data, err := io.ReadAll(io.LimitReader(s.Data, sheetBytes+1))
	switch {
	case err != nil:
		return SheetReceipt{}, fmt.Errorf("edit: %s: %w", s.Name, err)
	case len(data) > sheetBytes:
		return SheetReceipt{}, refuse("file", s.Name, fmt.Sprintf("larger than %d MiB", sheetBytes>>20))
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	run := &sheetRun{book: b, sheet: s, taken: map[key]bool{}, rows: map[key]int{}, said: map[string]int{}, out: SheetReceipt{Kind: kind, Edits: []Done{}}}
	columns := columnsOf(kind, data)
	t := table.Open(bytes.NewReader(data), s.Name, columns, table.Usual, &run.faults)
	for ctx.Err() == nil {
		row, ok := t.Next()
		if !ok {
			break
		}
		if err := run.take(ctx, columns, row); err != nil {
			return SheetReceipt{}, err
		}
	}
	if err := ctx.Err(); err != nil {
		return SheetReceipt{}, err
	}
	run.out.Read = t.Read()
	run.out.Refused += t.Refused()
	if len(run.edits) > 0 {
		if run.out.Edits, err = b.record(ctx, run.edits); err != nil {
			return SheetReceipt{}, err
		}
	}
	run.out.Faults, run.out.Omitted = append([]fault.Fault{}, run.faults.All()...), run.faults.Omitted()
	return run.out, nil
}

// columnsOf are the columns that a table has to have: those of the kind, and those that are
// optional where its header has them.
func columnsOf(kind record.Kind, data []byte) []string {
	line, _, _ := bytes.Cut(bytes.TrimPrefix(data, []byte("\ufeff")), []byte("\n"))
	header, _ := csv.NewReader(bytes.NewReader(line)).Read()
	cols := Fields(kind)
	optional := reportedFields
	if kind == record.KindEvidence {
		cols, optional = append([]string{"id"}, cols...), []string{"id"}
	}
	return slices.DeleteFunc(cols, func(c string) bool {
		return slices.Contains(optional, c) && !slices.Contains(header, c) && (kind == record.KindEvent || c == "id")
	})
}

// sheetRun is one table on its way.
type sheetRun struct {
	book   *Book
	sheet  Sheet
	taken  map[key]bool
	rows   map[key]int
	said   map[string]int
	edits  []record.Edit
	faults fault.List
	out    SheetReceipt
}

// take drafts the edits of one row. An error ends the table; what is wrong with the row is
// among the faults.
func (s *sheetRun) take(ctx context.Context, columns []string, row table.Row) error {
	same := strings.Join(row.Cells, "\x00")
	if first, twice := s.said[same]; twice {
		s.refuse(row, "", "", fmt.Sprintf("the same row as row %d", first))
		return nil
	}
	s.said[same] = row.Number
	r := Request{Action: record.Add, Kind: s.sheet.Kind, Fields: map[string]string{}, Who: s.sheet.Who, Why: s.sheet.Why}
	for i, col := range columns {
		r.Fields[col] = row.Cells[i]
	}
	if s.sheet.Kind == record.KindEvidence {
		r.ID = r.Fields["id"]
		delete(r.Fields, "id")
	} else {
		r.ID = r.Fields["id"]
	}
	if _, ok := find(s.book.laid.Content, key{r.Kind, r.ID}); ok {
		r.Action = record.Correct
	} else if r.ID != "" && r.Kind == record.KindEvidence {
		s.refuse(row, "id", r.ID, "there is no evidence with this id; leave the cell empty to add some")
		return nil
	}
	d, err := s.book.draft(ctx, r, s.taken)
	var t *there
	if errors.As(err, &t) && !t.same {
		r.Action, r.ID = record.Correct, t.id
		d, err = s.book.draft(ctx, r, s.taken)
	}
	at := d.key
	var refused *Refused
	switch {
	case errors.As(err, &refused):
		s.out.Refused++
		for _, f := range refused.Faults {
			f.File, f.Row = s.sheet.Name, row.Number
			s.faults.Add(f)
		}
		return nil
	case errors.Is(err, ErrNothing):
		at = key{r.Kind, r.ID}
	case errors.As(err, &t) && t.same:
		at = t.key
	case errors.Is(err, ErrExists):
		s.refuse(row, "", "", err.Error())
		return nil
	case err != nil:
		return err
	}
	if first, twice := s.rows[at]; twice {
		s.refuse(row, "", at.id, fmt.Sprintf("the same record as in row %d", first))
		return nil
	}
	s.rows[at] = row.Number
	if err != nil {
		s.out.Unchanged++
		return nil
	}
	for _, e := range d.edits {
		s.taken[key{e.Kind, e.ID}] = true
	}
	s.edits = append(s.edits, d.edits...)
	if r.Action == record.Add {
		s.out.Added++
	} else {
		s.out.Corrected++
	}
	return nil
}

func (s *sheetRun) refuse(row table.Row, col, value, reason string) {
	s.out.Refused++
	s.faults.Add(fault.Fault{Level: fault.Error, File: s.sheet.Name, Row: row.Number, Column: col, Value: value, Reason: reason})
}
