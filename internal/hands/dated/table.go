// Package dated reads any table of dated events by a file of rules, so that the models can
// be asked about a data set that is no situation: which columns hold the day and the place, which
// rows are used, and which streams they belong to.
package dated

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"detente/internal/hands/packed"
	"detente/internal/words/calendar"
	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// ErrHeader means a file without the columns that the rules name.
var ErrHeader = errors.New("columns are missing")

// Event is a row that is used.
type Event struct {
	ID      string
	Row     int
	Day     calendar.Date
	Point   *record.Point
	Reports float64
	Streams []int // numbers of the streams it belongs to
	Match   []string
}

// Table is what was read.
type Table struct {
	Rules  Rules
	Events []Event
	Rows   int // below the header
	Passed int // rows left out by the rules' tests
	Long   int // rows that last longer than a day
	Span   int // rows outside the span
	Faults fault.List
	// From and To are the span: the rules', or else the first and the last day.
	From, To calendar.Date
}

// Open reads a CSV file, compressed when its name ends in .gz.
func Open(path string, r Rules) (*Table, error) {
	return packed.Open(path, func(in io.Reader) (*Table, error) { return Read(in, path, r) })
}

// Read reads a table; name is used in faults. Good rows are kept, bad ones are listed.
func Read(in io.Reader, name string, r Rules) (*Table, error) {
	t := &Table{Rules: r, From: r.From, To: r.To}
	c := csv.NewReader(in)
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no header: %w", name, err)
	}
	at := map[string]int{}
	for i, h := range head {
		at[strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))] = i
	}
	var missing []string
	for _, want := range r.columns() {
		if _, ok := at[want]; !ok {
			missing = append(missing, want)
		}
	}
	if len(missing) > 0 {
		return nil, fmt.Errorf("%s, row 1: %w: %s", name, ErrHeader, strings.Join(missing, ", "))
	}
	x := &reader{t: t, at: at, name: name}
	for {
		x.rec, err = c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		t.Rows++
		x.row = t.Rows + 1
		var bad *csv.ParseError
		switch {
		case errors.As(err, &bad) && errors.Is(bad.Err, csv.ErrFieldCount):
			x.fault("", "", "has not as many cells as the header")
			continue
		case err != nil:
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		x.take()
	}
	slices.SortStableFunc(t.Events, func(a, b Event) int { return int(a.Day - b.Day) })
	if n := len(t.Events); n > 0 {
		if !t.From.IsSet() {
			t.From = t.Events[0].Day
		}
		if !t.To.IsSet() {
			t.To = t.Events[n-1].Day
		}
	}
	return t, nil
}

// reader is the row being read.
type reader struct {
	t    *Table
	at   map[string]int
	name string
	row  int
	rec  []string
}

func (x *reader) cell(column string) string { return strings.TrimSpace(x.rec[x.at[column]]) }

func (x *reader) fault(column, value, reason string) {
	x.t.Faults.Add(fault.Fault{Level: fault.Error, File: x.name, Row: x.row, Column: column, Value: value, Reason: reason})
}

func (x *reader) all(tests []Test) bool {
	for _, t := range tests {
		if !t.passes(x.cell(t.Column)) {
			return false
		}
	}
	return true
}

// take adds the row, or counts or lists why not.
func (x *reader) take() {
	r, t := &x.t.Rules, x.t
	if !x.all(r.Keep) {
		t.Passed++
		return
	}
	day, ok := x.day(r.Columns.Day)
	if !ok {
		return
	}
	if r.Columns.Last != "" {
		last, ok := x.day(r.Columns.Last)
		if !ok {
			return
		}
		if last != day {
			t.Long++
			return
		}
	}
	if r.From.IsSet() && day < r.From || r.To.IsSet() && day > r.To {
		t.Span++
		return
	}
	e := Event{Row: x.row, Day: day, Reports: 1, ID: "row " + strconv.Itoa(x.row)}
	if r.Columns.ID != "" && x.cell(r.Columns.ID) != "" {
		e.ID = strings.TrimSuffix(x.cell(r.Columns.ID), ".0")
	}
	if !x.place(&e) {
		return
	}
	if r.Columns.Reports != "" {
		if v, err := strconv.ParseFloat(x.cell(r.Columns.Reports), 64); err == nil && v > 1 && !math.IsInf(v, 1) {
			e.Reports = v
		}
	}
	for _, c := range r.Columns.Match {
		e.Match = append(e.Match, x.cell(c))
	}
	for k, s := range r.Streams {
		if x.all(s.Where) {
			e.Streams = append(e.Streams, k)
		}
	}
	t.Events = append(t.Events, e)
}

// day reads YYYY-MM-DD; a time of day after it is not used.
func (x *reader) day(column string) (calendar.Date, bool) {
	text := x.cell(column)
	if len(text) > 10 && (text[10] == ' ' || text[10] == 'T') {
		text = text[:10]
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		x.fault(column, x.cell(column), "is not a day written YYYY-MM-DD")
		return 0, false
	}
	return d, true
}

// place reads the point; empty cells are no place, and no fault.
func (x *reader) place(e *Event) bool {
	c := x.t.Rules.Columns
	if c.Lat == "" || x.cell(c.Lat) == "" && x.cell(c.Lon) == "" || !x.all(x.t.Rules.Located) {
		return true
	}
	e.Point = &record.Point{}
	for _, p := range []struct {
		column string
		most   float64
		to     *float64
	}{{c.Lat, 90, &e.Point.Lat}, {c.Lon, 180, &e.Point.Lon}} {
		v, err := strconv.ParseFloat(x.cell(p.column), 64)
		if err != nil || !(math.Abs(v) <= p.most) {
			x.fault(p.column, x.cell(p.column), fmt.Sprintf("is not a number of degrees up to %g", p.most))
			return false
		}
		*p.to = v
	}
	return true
}
