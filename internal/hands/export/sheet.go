package export

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Sheet is rows under a heading, for a file or the terminal.
type Sheet struct {
	Head  []string
	Rows  [][]string
	Shown int // columns in the terminal; the rest are for files. 0 shows all
}

// CSV writes the heading and the rows. Cells that a spreadsheet would run as a formula are
// quoted with an apostrophe.
func (s Sheet) CSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(s.Head); err != nil {
		return err
	}
	for _, r := range s.Rows {
		safe := make([]string, len(r))
		for i, v := range r {
			if safe[i] = v; !number(v) {
				safe[i] = inert(v)
			}
		}
		if err := c.Write(safe); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// number lets a figure below zero through as it stands.
func number(s string) bool {
	return strings.Trim(s, "-0123456789.") == "" && strings.LastIndexByte(s, '-') <= 0
}

// widest is the most characters of a cell in the terminal.
const widest = 72

// Table writes the rows in columns, long cells cut.
func (s Sheet) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	for _, r := range append([][]string{s.Head}, s.Rows...) {
		if s.Shown > 0 {
			r = r[:min(s.Shown, len(r))]
		}
		cells := make([]string, len(r))
		for i, v := range r {
			cells[i] = cut(strings.NewReplacer("\t", " ", "\n", " ").Replace(v), widest)
		}
		fmt.Fprintln(t, strings.TrimRight(strings.Join(cells, "\t"), "\t"))
	}
	return t.Flush()
}
