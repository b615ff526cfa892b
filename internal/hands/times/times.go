// Package times reads and writes event times for the point-process tools: a CSV with a
// header, a column time, a column mark or stream (0-based) and, if given, a column of marks.
package times

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"detente/internal/hands/packed"
	"detente/internal/thinking/hawkes"
)

// ErrRow is what is wrong with one cell; the message names file, row and column.
var ErrRow = errors.New("cannot be read")

// maxStreams bounds the stream numbers, so that a wrong column is caught.
const maxStreams = 100

// Shape says what a file should hold.
type Shape struct {
	Horizon float64
	Streams int    // 0 takes one more than the highest number found
	Marks   string // column of marks; empty takes the column size, if there is one
}

// Open reads a file, compressed when its name ends in .gz.
func Open(path string, s Shape) (hawkes.Data, error) {
	return packed.Open(path, func(r io.Reader) (hawkes.Data, error) { return Read(r, path, s) })
}

// Read reads times from r; name is used in errors. Rows that cannot be used are listed in one
// error, since a fit to the others would be a fit to something else. Duplicate times are taken.
func Read(r io.Reader, name string, s Shape) (hawkes.Data, error) {
	d := hawkes.Data{Horizon: s.Horizon, D: s.Streams}
	t, err := header(r, name)
	if err != nil {
		return d, err
	}
	if err := t.find(s.Marks); err != nil {
		return d, err
	}
	if t.size >= 0 {
		d.Marks = []float64{}
	}
	err = t.each(func() error { return t.take(&d, s) })
	if s.Streams == 0 {
		d.D = 1
		for _, x := range d.Stream {
			d.D = max(d.D, x+1)
		}
	}
	return d, err
}

// table is where the columns are, and the row being read. A column that is absent is −1.
type table struct {
	c                  *csv.Reader
	name               string
	head               []string
	time, stream, size int
	row                int
	rec                []string
	last               float64 // time of the row before
}

func header(r io.Reader, name string) (*table, error) {
	c := csv.NewReader(r)
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no header: %w", name, err)
	}
	return &table{c: c, name: name, head: slices.Clone(head), time: -1, stream: -1, size: -1}, nil // the reader uses its slice again
}

func plain(head string) string {
	return strings.ToLower(strings.TrimSpace(strings.TrimPrefix(head, "\ufeff")))
}

// find looks for the columns of times; marks names the column of marks.
func (t *table) find(marks string) error {
	for i, h := range t.head {
		h = plain(h)
		switch {
		case marks != "" && h == plain(marks):
			t.size = i
		case h == "time":
			t.time = i
		case h == "mark" || h == "stream":
			t.stream = i
		case h == "size" && marks == "":
			t.size = i
		}
	}
	if t.time < 0 {
		return fmt.Errorf("%s, row 1: no column time; found %s", t.name, strings.Join(t.head, ", "))
	}
	if marks != "" && t.size < 0 {
		return fmt.Errorf("%s, row 1: no column %s for marks; found %s", t.name, marks, strings.Join(t.head, ", "))
	}
	return nil
}

// listed is how many rows an error lists.
const listed = 10

// each takes the rows one by one and lists those that cannot be used.
func (t *table) each(take func() error) error {
	var bad []error
	n := 0
	for t.row = 2; ; t.row++ {
		var err error
		if t.rec, err = t.c.Read(); errors.Is(err, io.EOF) {
			break
		}
		var form *csv.ParseError
		if err != nil && (!errors.As(err, &form) || !errors.Is(err, csv.ErrFieldCount)) {
			return fmt.Errorf("%s: %w", t.name, err) // nothing after this can be trusted
		}
		if err != nil {
			err = fmt.Errorf("%s, row %d: %d fields of %d: %w", t.name, t.row, len(t.rec), len(t.head), ErrRow)
		} else {
			err = take()
		}
		if err != nil {
			if n++; n <= listed {
				bad = append(bad, err)
			}
		}
	}
	if n > listed {
		bad = append(bad, fmt.Errorf("%s: and %d more rows", t.name, n-listed))
	}
	return errors.Join(bad...)
}

// take adds the row to the data.
func (t *table) take(d *hawkes.Data, s Shape) error {
	at, err := t.number(t.time)
	if err != nil {
		return err
	}
	switch {
	case at < 0:
		return t.bad(t.time, "before 0, the beginning of the window")
	case s.Horizon > 0 && at > s.Horizon:
		return t.bad(t.time, fmt.Sprintf("after the horizon %v", s.Horizon))
	case at < t.last:
		return t.bad(t.time, fmt.Sprintf("before the time of an earlier row, %v: times have to be in order", t.last))
	}
	stream := 0.0
	if t.stream >= 0 {
		most := maxStreams
		if s.Streams > 0 {
			most = s.Streams
		}
		if stream, err = t.number(t.stream); err != nil {
			return err
		}
		if stream != math.Trunc(stream) || stream < 0 || stream >= float64(most) {
			return t.bad(t.stream, fmt.Sprintf("not a stream number from 0 to %d", most-1))
		}
	}
	if t.size >= 0 {
		m, err := t.number(t.size)
		if err != nil {
			return err
		}
		if m < 0 {
			return t.bad(t.size, "a mark below 0")
		}
		d.Marks = append(d.Marks, m)
	}
	t.last = at
	d.Times, d.Stream = append(d.Times, at), append(d.Stream, int(stream))
	return nil
}

func (t *table) number(col int) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(t.rec[col]), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, t.bad(col, "not a number")
	}
	return v, nil
}

func (t *table) bad(col int, why string) error {
	return fmt.Errorf("%s, row %d, column %s: %q is %s: %w", t.name, t.row, plain(t.head[col]), t.rec[col], why, ErrRow)
}

// Write writes times, streams and, as size, marks, with every digit that a float64 needs.
func Write(w io.Writer, d hawkes.Data) error {
	b := bufio.NewWriter(w)
	line := []byte("time,mark\n")
	if d.Marks != nil {
		line = []byte("time,mark,size\n")
	}
	for k, t := range d.Times {
		line = strconv.AppendFloat(line, t, 'g', -1, 64)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(d.Stream[k]), 10)
		if d.Marks != nil {
			line = append(line, ',')
			line = strconv.AppendFloat(line, d.Marks[k], 'g', -1, 64)
		}
		line = append(line, '\n')
		if _, err := b.Write(line); err != nil {
			return err
		}
		line = line[:0]
	}
	if _, err := b.Write(line); err != nil {
		return err
	}
	return b.Flush()
}
