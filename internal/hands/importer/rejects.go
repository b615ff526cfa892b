package importer

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Rejects writes refused rows as a table: file, row, column, value, reason.
type Rejects struct {
	w    *csv.Writer
	open func() (io.Writer, error)
	n    int
}

// NewRejects returns a writer that opens its file with the first row.
func NewRejects(open func() (io.Writer, error)) *Rejects { return &Rejects{open: open} }

// Written is the number of rows so far.
func (r *Rejects) Written() int {
	if r == nil {
		return 0
	}
	return r.n
}

func (r *Rejects) add(x Refusal) error {
	if r == nil {
		return nil
	}
	if r.w == nil {
		w, err := r.open()
		if err != nil {
			return fmt.Errorf("rejects: %w", err)
		}
		r.w = csv.NewWriter(w)
		if err := r.w.Write([]string{"file", "row", "column", "value", "reason"}); err != nil {
			return fmt.Errorf("rejects: %w", err)
		}
	}
	r.n++
	err := r.w.Write([]string{x.File, strconv.Itoa(x.Row), x.Column, inert(x.Value), x.Reason})
	if err != nil {
		return fmt.Errorf("rejects: %w", err)
	}
	return nil
}

// Flush writes what is pending.
func (r *Rejects) Flush() error {
	if r == nil || r.w == nil {
		return nil
	}
	r.w.Flush()
	return r.w.Error()
}

// inert keeps a spreadsheet from taking a cell for a formula.
func inert(v string) string {
	if v != "" && strings.ContainsRune("=+-@\t\r", rune(v[0])) {
		return "'" + v
	}
	return v
}
