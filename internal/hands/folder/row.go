package folder

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"detente/internal/hands/folder/table"
	"detente/internal/words/calendar"
	"detente/internal/words/fault"
	"detente/internal/words/figure"
)

// row is one row of a table under examination.
type row struct {
	x      *reading
	spec   spec
	number int
	cells  []string
	bad    bool // an error was found: the row is not taken
}

// rows reads a table and returns the rows that take accepts, in the order of the file.
func rows[T any](x *reading, s spec, take func(*row) T) []Row[T] {
	src, entry, closing, ok := x.stream(s.name)
	if !ok {
		return nil
	}
	var kept []Row[T]
	t := table.Open(src, s.name, s.columns, x.folder.limits, &x.c.Faults)
	for x.ctx.Err() == nil {
		cells, ok := t.Next()
		if !ok {
			break
		}
		r := &row{x: x, spec: s, number: cells.Number, cells: cells.Cells}
		if rec := take(r); !r.bad {
			kept = append(kept, Row[T]{Record: rec, File: s.name, Number: r.number})
		}
	}
	closing()
	entry.Read, entry.Kept = t.Read(), len(kept)
	entry.Refused = entry.Read - entry.Kept
	switch {
	case t.Failed():
		entry.State = Failed
	case entry.Read == 0:
		entry.State = Empty
	default:
		entry.State = Read
	}
	return kept
}

// get returns a cell by column.
func (r *row) get(col string) string {
	i := slices.Index(r.spec.columns, col)
	if i < 0 {
		panic("folder: no column " + col + " in " + r.spec.name)
	}
	return r.cells[i]
}

// key joins cells into a text that identifies the row.
func (r *row) key(cols ...string) string {
	parts := make([]string, len(cols))
	for i, c := range cols {
		parts[i] = r.get(c)
	}
	return strings.Join(parts, "\x00")
}

// fail refuses the row.
func (r *row) fail(col, reason string) { r.failAt(col, r.get(col), reason) }

// failAt refuses the row and shows a value other than the cell.
func (r *row) failAt(col, value, reason string) {
	r.bad = true
	r.x.c.Faults.Add(fault.Fault{Level: fault.Error, File: r.spec.name, Row: r.number, Column: col, Value: value, Reason: reason})
}

// warn keeps the row and tells the user to look.
func (r *row) warn(col, reason string) {
	r.x.c.Faults.Add(fault.Fault{Level: fault.Warning, File: r.spec.name, Row: r.number, Column: col, Value: r.get(col), Reason: reason})
}

// need returns a cell that may not be empty.
func (r *row) need(col string) string {
	v := r.get(col)
	if v == "" {
		r.fail(col, "is empty")
	}
	return v
}

var idForm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$`)

// id returns an identifier: opaque, short, safe in an address.
func (r *row) id(col string) string {
	v := r.need(col)
	if v != "" && !idForm.MatchString(v) {
		r.fail(col, "not an identifier: up to 64 letters, digits, points, colons, hyphens and underscores")
	}
	return v
}

// text returns a cell of prose: not empty, and free of loaded words outside quotations.
func (r *row) text(col string) string {
	v := r.need(col)
	r.neutral(col)
	return v
}

// neutral refuses loaded words outside quotation marks.
func (r *row) neutral(col string) {
	if found := r.x.known.loaded.Find(r.get(col)); len(found) > 0 {
		r.fail(col, fmt.Sprintf("loaded word %q outside a quotation", found[0]))
	}
}

// atMost refuses prose of more words than the limit.
func (r *row) atMost(col string, limit int) {
	if n := len(strings.Fields(r.get(col))); n > limit {
		r.fail(col, fmt.Sprintf("%d words, at most %d are allowed", n, limit))
	}
}

// day reads an ISO day; an empty cell is an unset day unless it is needed.
func (r *row) day(col string, needed bool) calendar.Date {
	v := r.get(col)
	if v == "" {
		if needed {
			r.fail(col, "is empty")
		}
		return calendar.Unset
	}
	d, err := calendar.ParseDate(v)
	if err != nil {
		r.fail(col, calendar.ErrNotADate.Error())
	}
	return d
}

// loose reads YYYY, YYYY-MM or YYYY-MM-DD; an empty cell is an unset interval.
func (r *row) loose(col string) calendar.Interval {
	v := r.get(col)
	if v == "" {
		return calendar.Interval{}
	}
	out, err := calendar.ParseLoose(v)
	if err != nil {
		r.fail(col, "not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
		return calendar.Interval{}
	}
	return out
}

// count reads a whole number; an empty cell is unknown, which is not zero.
func (r *row) count(col string) figure.Count {
	c, err := figure.Parse(r.get(col))
	if err != nil {
		r.fail(col, figure.ErrNotACount.Error())
	}
	return c
}

var webAddress = regexp.MustCompile(`^https?://[^\s/?#]+[^\s]*$`)

// web reads a web address.
func (r *row) web(col string, needed bool) string {
	v := r.get(col)
	switch {
	case v == "" && needed:
		r.fail(col, "is empty")
	case v == "":
	case len(v) > 2048:
		r.fail(col, "web address longer than 2048 characters")
	case !webAddress.MatchString(v):
		r.fail(col, "not a web address (http:// or https://)")
	}
	return v
}

// sides reads side codes joined by semicolons; the first is the main one.
func (r *row) sides(col string) []string {
	v := r.need(col)
	if v == "" {
		return nil
	}
	parts := strings.Split(v, ";")
	for i, p := range parts {
		switch {
		case !r.x.known.sides[p]:
			r.failAt(col, p, "unknown side; the sides are listed in "+situationFile)
		case slices.Contains(parts[:i], p):
			r.failAt(col, p, "the side is given twice")
		}
	}
	return parts
}

// oneOf reads a code of a closed list.
func oneOf[T ~string](r *row, col string, list []T) T {
	v := T(r.get(col))
	switch {
	case v == "":
		r.fail(col, "is empty")
	case !slices.Contains(list, v):
		words := make([]string, len(list))
		for i, w := range list {
			words[i] = string(w)
		}
		r.fail(col, "not one of "+strings.Join(words, ", "))
	}
	return v
}

// listed reads a code of a list that the situation file gives under a key.
func (r *row) listed(col string, list map[string]bool, key string) string {
	v := r.get(col)
	switch {
	case v == "":
		r.fail(col, "is empty")
	case !list[v]:
		r.fail(col, "not listed under "+key+" in "+situationFile)
	}
	return v
}
