// Package times reads and writes event times for the point-process tools: a CSV with a
// header, a column time, a column mark or stream (0-based) and, if given, a column size.
package times

import (
	"bufio"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"

	"detente/internal/thinking/hawkes"
)

// ErrRow is what is wrong with one cell; the message names file, row and column.
var ErrRow = errors.New("cannot be read")

// maxStreams bounds the stream numbers, so that a wrong column is caught.
const maxStreams = 100

// Open reads a file, compressed when its name ends in .gz. streams is the number of streams; 0 takes one
// more than the highest number found.
func Open(path string, horizon float64, streams int) (hawkes.Data, error) {
	f, err := os.Open(path)
	if err != nil {
		return hawkes.Data{}, err
	}
	defer func() { _ = f.Close() }() // it was only read
	var r io.Reader = bufio.NewReaderSize(f, 1<<20)
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(r)
		if err != nil {
			return hawkes.Data{}, fmt.Errorf("%s: not a gzip file: %w", path, err)
		}
		defer func() { _ = z.Close() }()
		r = z
	}
	return Read(r, path, horizon, streams)
}

// Read reads times from r; name is used in errors.
func Read(r io.Reader, name string, horizon float64, streams int) (hawkes.Data, error) {
	d := hawkes.Data{Horizon: horizon, D: streams}
	c := csv.NewReader(r)
	c.ReuseRecord = true
	t, err := header(c, name)
	if err != nil {
		return d, err
	}
	if t.size >= 0 {
		d.Marks = []float64{}
	}
	for t.row = 2; ; t.row++ {
		if t.rec, err = c.Read(); errors.Is(err, io.EOF) {
			return d, nil
		}
		if err != nil {
			return d, fmt.Errorf("%s: %w", name, err)
		}
		if err := t.take(&d); err != nil {
			return d, err
		}
		if streams == 0 {
			d.D = max(d.D, d.Stream[len(d.Stream)-1]+1)
		}
	}
}

// table is where the columns are, and the row being read. A column that is absent is −1.
type table struct {
	name               string
	head               []string
	time, stream, size int
	row                int
	rec                []string
}

func header(c *csv.Reader, name string) (*table, error) {
	head, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no header: %w", name, err)
	}
	t := &table{name: name, head: slices.Clone(head), time: -1, stream: -1, size: -1} // the reader uses its slice again
	for i, h := range t.head {
		switch strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff"))) {
		case "time":
			t.time = i
		case "mark", "stream":
			t.stream = i
		case "size":
			t.size = i
		}
	}
	if t.time < 0 {
		return nil, fmt.Errorf("%s, row 1: no column time; found %s", name, strings.Join(t.head, ", "))
	}
	return t, nil
}

// take adds the row to the data.
func (t *table) take(d *hawkes.Data) error {
	at, err := t.number(t.time)
	if err != nil {
		return err
	}
	s := 0.0
	if t.stream >= 0 {
		if s, err = t.number(t.stream); err != nil {
			return err
		}
		if s != math.Trunc(s) || s < 0 || s >= maxStreams {
			return fmt.Errorf("%s, row %d, column %s: %q is not a stream number from 0 to %d: %w", t.name, t.row, t.head[t.stream], t.rec[t.stream], maxStreams-1, ErrRow)
		}
	}
	if t.size >= 0 {
		m, err := t.number(t.size)
		if err != nil {
			return err
		}
		d.Marks = append(d.Marks, m)
	}
	d.Times, d.Stream = append(d.Times, at), append(d.Stream, int(s))
	return nil
}

func (t *table) number(col int) (float64, error) {
	v, err := strconv.ParseFloat(strings.TrimSpace(t.rec[col]), 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("%s, row %d, column %s: %q is not a number: %w", t.name, t.row, t.head[col], t.rec[col], ErrRow)
	}
	return v, nil
}

// Write writes times and streams, with every digit that a float64 needs.
func Write(w io.Writer, d hawkes.Data) error {
	b := bufio.NewWriter(w)
	line := []byte("time,mark\n")
	for k, t := range d.Times {
		line = strconv.AppendFloat(line, t, 'g', -1, 64)
		line = append(line, ',')
		line = strconv.AppendInt(line, int64(d.Stream[k]), 10)
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
