// Package deaths reads tables of deaths by unit and month, and reads and writes forecasts in
// the format of the ViEWS prediction challenge: month_id, country_id, draw, outcome.
package deaths

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"detente/internal/hands/packed"
	"detente/internal/thinking/forecast"
	"detente/internal/words/fault"
)

// ErrHeader is a table whose columns cannot be told.
var ErrHeader = errors.New("columns missing")

// Table is a history with what was wrong with its rows; bad rows are left out and listed.
type Table struct {
	History *forecast.History
	Faults  fault.List
	Names   map[int]string // by unit, where a column country or name says so
	Rows    int
	Columns []string // of deaths, in the order of preference
	Digest  string   // SHA-256 of the bytes as read, uncompressed
}

// Open reads a file, compressed when its name ends in .gz; see Read.
func Open(path string, columns []string) (*Table, error) {
	return packed.Open(path, func(r io.Reader) (*Table, error) { return Read(r, path, columns) })
}

// Read reads a table with a header: country_id or unit; month_id (January 1980 is 1), or year and month; and
// the deaths. columns name the columns of deaths in the order of preference, and the first that has a value in a row
// counts, so that a newer vintage can stand before an older one. Without columns it is outcome, deaths or best, or
// else each ged_sb_vintageYYYY, newest first, and ged_sb.
//
// An empty value is a month without a record, not zero. A negative value, or one that is no number, is a fault;
// a fraction is taken. Two rows for one month are a fault of the second. When no row is usable, the table that comes with
// the error holds the faults alone.
func Read(r io.Reader, name string, columns []string) (*Table, error) {
	return read(r, name, func(head []string) ([]string, error) {
		if len(columns) == 0 {
			return usual(head), nil
		}
		return columns, nil
	})
}

// read takes the columns of deaths that pick finds in the header.
func read(r io.Reader, name string, pick func(head []string) ([]string, error)) (*Table, error) {
	sum := sha256.New()
	c := csv.NewReader(io.TeeReader(r, sum))
	c.ReuseRecord = true
	c.FieldsPerRecord = -1
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no header: %w", name, err)
	}
	t := &reader{name: name, table: Table{Names: map[int]string{}}, seen: map[[2]int]bool{}}
	if err := t.header(slices.Clone(head), pick); err != nil {
		return nil, err
	}
	for t.row = 2; ; t.row++ {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		t.take(rec)
	}
	t.table.Digest = hex.EncodeToString(sum.Sum(nil))
	return t.done()
}

type value struct {
	unit, month int
	deaths      float64
	known       bool
}

type reader struct {
	name                          string
	head                          []string
	unit, month, year, mon, label int // columns, −1 is absent
	deaths                        []int
	row                           int
	values                        []value
	seen                          map[[2]int]bool
	table                         Table
}

func (t *reader) header(head []string, pick func(head []string) ([]string, error)) error {
	for i, h := range head {
		head[i] = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))
	}
	find := func(names ...string) int {
		for _, n := range names {
			if i := slices.Index(head, strings.ToLower(n)); i >= 0 {
				return i
			}
		}
		return -1
	}
	t.head = head
	t.unit, t.month, t.year, t.mon, t.label = find("country_id", "unit"), find("month_id"), find("year"), find("month"), find("country", "name")
	columns, err := pick(head)
	if err != nil {
		return fmt.Errorf("%s, row 1: %w", t.name, err)
	}
	t.table.Columns = columns
	for _, n := range columns {
		i := find(n)
		if i < 0 {
			return fmt.Errorf("%s, row 1: no column %s; found %s: %w", t.name, n, strings.Join(head, ", "), ErrHeader)
		}
		t.deaths = append(t.deaths, i)
	}
	if t.unit < 0 || t.month < 0 && (t.year < 0 || t.mon < 0) || len(t.deaths) == 0 {
		return fmt.Errorf("%s, row 1: country_id or unit, month_id or year and month, and a column of deaths (--column) are needed; found %s: %w", t.name, strings.Join(head, ", "), ErrHeader)
	}
	return nil
}

// usual is the columns of deaths when none is named.
func usual(head []string) []string {
	for _, n := range []string{"outcome", "deaths", "best"} {
		if slices.Contains(head, n) {
			return []string{n}
		}
	}
	var out []string
	for _, h := range head {
		if strings.HasPrefix(h, "ged_sb_vintage") {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	slices.Reverse(out)
	if slices.Contains(head, "ged_sb") {
		out = append(out, "ged_sb")
	}
	return out
}

func (t *reader) fault(col int, rec []string, reason string) {
	f := fault.Fault{File: t.name, Row: t.row, Reason: reason}
	if col >= 0 {
		f.Column = t.head[col]
		if col < len(rec) {
			f.Value = rec[col]
		}
	}
	t.table.Faults.Add(f)
}

func (t *reader) whole(col, low, high int, rec []string, what string) (int, bool) {
	v, err := strconv.Atoi(strings.TrimSpace(rec[col]))
	if err != nil || v < low || v > high {
		t.fault(col, rec, what)
		return 0, false
	}
	return v, true
}

// The months that are believed: 1900 to 2199.
var earliest, latest = int(forecast.MonthOf(1900, 1)), int(forecast.MonthOf(2199, 12))

func (t *reader) take(rec []string) {
	t.table.Rows++
	if len(rec) != len(t.head) {
		t.fault(-1, rec, fmt.Sprintf("has %d fields, the header %d", len(rec), len(t.head)))
		return
	}
	v := value{}
	var ok bool
	if v.unit, ok = t.whole(t.unit, 0, 1<<31-1, rec, "is not a whole number"); !ok {
		return
	}
	if t.month >= 0 {
		if v.month, ok = t.whole(t.month, earliest, latest, rec, "is not a month counted from January 1980, which is 1"); !ok {
			return
		}
	} else {
		y, ok := t.whole(t.year, 1900, 2199, rec, "is not a year")
		if !ok {
			return
		}
		m, ok := t.whole(t.mon, 1, 12, rec, "is not a month from 1 to 12")
		if !ok {
			return
		}
		v.month = int(forecast.MonthOf(y, m))
	}
	for _, c := range t.deaths {
		s := strings.TrimSpace(rec[c])
		if s == "" {
			continue
		}
		d, err := strconv.ParseFloat(s, 64)
		if err != nil || d != d || d > 1e7 { // more than ten million in a month is a slip
			t.fault(c, rec, "is not a number of deaths")
			return
		}
		if d < 0 {
			t.fault(c, rec, "is negative")
			return
		}
		v.deaths, v.known = d, true
		break
	}
	if t.seen[[2]int{v.unit, v.month}] {
		t.fault(t.unit, rec, "this unit and month are there already")
		return
	}
	t.seen[[2]int{v.unit, v.month}] = true
	if t.label >= 0 {
		t.table.Names[v.unit] = strings.Clone(rec[t.label])
	}
	t.values = append(t.values, v)
}

func (t *reader) done() (*Table, error) {
	var units []int
	first, last := forecast.Month(latest), forecast.Month(earliest)
	for _, v := range t.values {
		units = append(units, v.unit)
		if v.known {
			first, last = min(first, forecast.Month(v.month)), max(last, forecast.Month(v.month))
		}
	}
	h, err := forecast.NewHistory(units, first, last)
	if err != nil {
		return &t.table, fmt.Errorf("%s: no row with deaths was usable of %d (faults: %d): %w", t.name, t.table.Rows, t.table.Faults.Errors(), err)
	}
	for _, v := range t.values {
		if v.known {
			i, _ := h.Index(v.unit)
			if err := h.Set(i, forecast.Month(v.month), v.deaths); err != nil {
				return nil, fmt.Errorf("%s: %w", t.name, err)
			}
		}
	}
	t.table.History = h
	return &t.table, nil
}
