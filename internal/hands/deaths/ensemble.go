package deaths

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"detente/internal/words/fault"
)

// Ensemble is the draws for one unit and month, in the order of their numbers.
type Ensemble struct {
	Unit, Month int
	Draws       []float64
}

// Outcomes are what happened, by unit and month.
type Outcomes map[[2]int]float64

// WriteEnsembles writes month_id, country_id, draw, outcome, with draws numbered from 0.
func WriteEnsembles(w io.Writer, list []Ensemble) error {
	b := bufio.NewWriterSize(w, 1<<20)
	line := []byte("month_id,country_id,draw,outcome\n")
	for _, e := range list {
		for i, v := range e.Draws {
			line = strconv.AppendInt(line, int64(e.Month), 10)
			line = append(line, ',')
			line = strconv.AppendInt(line, int64(e.Unit), 10)
			line = append(line, ',')
			line = strconv.AppendInt(line, int64(i), 10)
			line = append(line, ',')
			line = strconv.AppendFloat(line, v, 'f', -1, 64)
			line = append(line, '\n')
			if len(line) > 1<<16 {
				if _, err := b.Write(line); err != nil {
					return err
				}
				line = line[:0]
			}
		}
	}
	if _, err := b.Write(line); err != nil {
		return err
	}
	return b.Flush()
}

// long reads a long table by header and gives each row's numbers in the order of the columns asked for.
func long(r io.Reader, name string, columns []string, take func(row int, v []float64) (column int, reason string)) (fault.List, error) {
	var faults fault.List
	c := csv.NewReader(bufio.NewReaderSize(r, 1<<20))
	c.ReuseRecord = true
	c.FieldsPerRecord = -1
	head, err := c.Read()
	if err != nil {
		return faults, fmt.Errorf("%s: no header: %w", name, err)
	}
	head = slices.Clone(head)
	at := make([]int, len(columns))
	for i, want := range columns {
		at[i] = slices.IndexFunc(head, func(h string) bool {
			return strings.EqualFold(strings.TrimSpace(strings.TrimPrefix(h, "\ufeff")), want)
		})
		if at[i] < 0 {
			return faults, fmt.Errorf("%s, row 1: no column %s; found %s: %w", name, want, strings.Join(head, ", "), ErrHeader)
		}
	}
	v := make([]float64, len(columns))
	for row := 2; ; row++ {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			return faults, nil
		}
		if err != nil {
			return faults, fmt.Errorf("%s: %w", name, err)
		}
		if len(rec) != len(head) {
			faults.Add(fault.Fault{File: name, Row: row, Reason: fmt.Sprintf("has %d fields, the header %d", len(rec), len(head))})
			continue
		}
		bad := -1
		for i, k := range at {
			if v[i], err = strconv.ParseFloat(strings.TrimSpace(rec[k]), 64); err != nil || math.IsNaN(v[i]) || math.IsInf(v[i], 0) {
				bad = i
				break
			}
		}
		if bad >= 0 {
			faults.Add(fault.Fault{File: name, Row: row, Column: columns[bad], Value: rec[at[bad]], Reason: "is not a number"})
			continue
		}
		if i, reason := take(row, v); reason != "" {
			faults.Add(fault.Fault{File: name, Row: row, Column: columns[i], Value: rec[at[i]], Reason: reason})
		}
	}
}

// id says whether a number can be a unit, month or draw.
func id(v float64) bool { return v == math.Trunc(v) && math.Abs(v) < 1<<31 }

// ReadEnsembles reads a forecast: month_id, country_id, draw, outcome, in any order of rows. Bad rows
// are listed and left out; so is a cell that then has fewer draws than the others.
func ReadEnsembles(r io.Reader, name string) ([]Ensemble, fault.List, error) {
	type draw struct {
		n int
		v float64
	}
	cells := map[[2]int][]draw{}
	faults, err := long(r, name, []string{"month_id", "country_id", "draw", "outcome"}, func(_ int, v []float64) (int, string) {
		for i := range 3 {
			if !id(v[i]) {
				return i, "is not a whole number"
			}
		}
		if v[3] < 0 {
			return 3, "is negative"
		}
		k := [2]int{int(v[1]), int(v[0])}
		cells[k] = append(cells[k], draw{int(v[2]), v[3]})
		return 0, ""
	})
	if err != nil {
		return nil, faults, err
	}
	full := 0
	for _, d := range cells {
		full = max(full, len(d))
	}
	out := make([]Ensemble, 0, len(cells))
	for k, d := range cells {
		out = append(out, Ensemble{Unit: k[0], Month: k[1], Draws: make([]float64, 0, len(d))})
		slices.SortStableFunc(d, func(a, b draw) int { return cmp.Compare(a.n, b.n) })
		for _, x := range d {
			out[len(out)-1].Draws = append(out[len(out)-1].Draws, x.v)
		}
	}
	slices.SortFunc(out, func(a, b Ensemble) int { return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Month, b.Month)) })
	kept := out[:0]
	for _, e := range out {
		d := cells[[2]int{e.Unit, e.Month}]
		if len(d) != full {
			faults.Add(fault.Fault{File: name, Column: "draw", Reason: fmt.Sprintf("country %d, month %d has %d draws, others %d", e.Unit, e.Month, len(d), full)})
			continue
		}
		if n := repeated(len(d), func(i int) int { return d[i].n }); n >= 0 {
			faults.Add(fault.Fault{File: name, Column: "draw", Value: strconv.Itoa(n), Reason: fmt.Sprintf("is there twice for country %d, month %d", e.Unit, e.Month)})
			continue
		}
		kept = append(kept, e)
	}
	return kept, faults, nil
}

// repeated is the first number that follows itself in a sorted list, or −1.
func repeated(n int, at func(i int) int) int {
	for i := 1; i < n; i++ {
		if at(i) == at(i-1) {
			return at(i)
		}
	}
	return -1
}

// ReadOutcomes reads month_id, country_id, outcome.
func ReadOutcomes(r io.Reader, name string) (Outcomes, fault.List, error) {
	out := Outcomes{}
	faults, err := long(r, name, []string{"month_id", "country_id", "outcome"}, func(_ int, v []float64) (int, string) {
		for i := range 2 {
			if !id(v[i]) {
				return i, "is not a whole number"
			}
		}
		if v[2] < 0 {
			return 2, "is negative"
		}
		k := [2]int{int(v[1]), int(v[0])}
		if _, ok := out[k]; ok {
			return 1, "this country and month are there already"
		}
		out[k] = v[2]
		return 0, ""
	})
	return out, faults, err
}
