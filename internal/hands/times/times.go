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
	defer f.Close()
	var r io.Reader = bufio.NewReaderSize(f, 1<<20)
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(r)
		if err != nil {
			return hawkes.Data{}, fmt.Errorf("%s: not a gzip file: %w", path, err)
		}
		defer z.Close()
		r = z
	}
	return Read(r, path, horizon, streams)
}

// Read reads times from r; name is used in errors.
func Read(r io.Reader, name string, horizon float64, streams int) (hawkes.Data, error) {
	d := hawkes.Data{Horizon: horizon, D: streams}
	c := csv.NewReader(r)
	c.ReuseRecord = true
	head, err := c.Read()
	if err != nil {
		return d, fmt.Errorf("%s: no header: %w", name, err)
	}
	head = slices.Clone(head) // the reader uses its slice again
	at := map[string]int{}
	for i, h := range head {
		at[strings.ToLower(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")))] = i
	}
	timeAt, ok := at["time"]
	if !ok {
		return d, fmt.Errorf("%s, row 1: no column time; found %s", name, strings.Join(head, ", "))
	}
	streamAt, hasStream := at["mark"]
	if s, ok := at["stream"]; ok {
		streamAt, hasStream = s, true
	}
	sizeAt, hasSize := at["size"]
	if hasSize {
		d.Marks = []float64{}
	}
	for row := 2; ; row++ {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return d, fmt.Errorf("%s: %w", name, err)
		}
		cell := func(col int, column string) (float64, error) {
			v, err := strconv.ParseFloat(strings.TrimSpace(rec[col]), 64)
			if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
				return 0, fmt.Errorf("%s, row %d, column %s: %q is not a number: %w", name, row, column, rec[col], ErrRow)
			}
			return v, nil
		}
		t, err := cell(timeAt, "time")
		if err != nil {
			return d, err
		}
		s := 0.0
		if hasStream {
			if s, err = cell(streamAt, head[streamAt]); err != nil {
				return d, err
			}
			if s != math.Trunc(s) || s < 0 || s >= maxStreams {
				return d, fmt.Errorf("%s, row %d, column %s: %q is not a stream number from 0 to %d: %w", name, row, head[streamAt], rec[streamAt], maxStreams-1, ErrRow)
			}
		}
		if hasSize {
			m, err := cell(sizeAt, "size")
			if err != nil {
				return d, err
			}
			d.Marks = append(d.Marks, m)
		}
		d.Times, d.Stream = append(d.Times, t), append(d.Stream, int(s))
		if streams == 0 {
			d.D = max(d.D, int(s)+1)
		}
	}
	return d, nil
}

// Write writes times and streams, with every digit that a float64 needs.
func Write(w io.Writer, d hawkes.Data) error {
	b := bufio.NewWriter(w)
	b.WriteString("time,mark\n")
	for k, t := range d.Times {
		b.WriteString(strconv.FormatFloat(t, 'g', -1, 64))
		b.WriteByte(',')
		b.WriteString(strconv.Itoa(d.Stream[k]))
		b.WriteByte('\n')
	}
	return b.Flush()
}
