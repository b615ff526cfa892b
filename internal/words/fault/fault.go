// Package fault describes what was wrong with input, located to file, row and column.
// Faults are results shown to the user, not log lines: they are counted and capped.
package fault

import (
	"fmt"
	"slices"
	"strings"
)

// Level says whether a fault costs the row.
type Level string

const (
	// Error means the row, or the file, was not taken.
	Error Level = "error"
	// Warning means the row was taken and the user should look.
	Warning Level = "warning"
)

// Fault is one thing wrong with one cell, row or file.
type Fault struct {
	Level  Level  `json:"level"`
	File   string `json:"file"`
	Row    int    `json:"row,omitempty"` // 1 is the header; 0 when the fault is the file's
	Column string `json:"column,omitempty"`
	Value  string `json:"value,omitempty"`
	Reason string `json:"reason"`
}

// String gives "file, row N, column c: reason (found "v")".
func (f Fault) String() string {
	var b strings.Builder
	b.WriteString(f.File)
	if f.Row > 0 {
		fmt.Fprintf(&b, ", row %d", f.Row)
	}
	if f.Column != "" {
		fmt.Fprintf(&b, ", column %s", f.Column)
	}
	b.WriteString(": " + f.Reason)
	if f.Value != "" {
		fmt.Fprintf(&b, " (found %q)", f.Value)
	}
	return b.String()
}

// Cap is the number of faults a List keeps in full; the rest are counted.
const Cap = 1000

// List collects faults: the first Cap in full and a count of all.
type List struct {
	kept             []Fault
	errors, warnings int
}

// Add records a fault. A long value is cut so that a bad file cannot flood the report.
func (l *List) Add(f Fault) {
	if f.Level == "" {
		f.Level = Error
	}
	if r := []rune(f.Value); len(r) > 60 {
		f.Value = string(r[:60]) + "…"
	}
	if f.Level == Error {
		l.errors++
	} else {
		l.warnings++
	}
	if len(l.kept) < Cap {
		l.kept = append(l.kept, f)
	}
}

// Clone returns a list of its own with the same faults.
func (l *List) Clone() List {
	out := *l
	out.kept = slices.Clone(l.kept)
	return out
}

// All returns the faults kept in full, in the order found.
func (l *List) All() []Fault { return l.kept }

// Errors and Warnings count all faults, kept or not.
func (l *List) Errors() int   { return l.errors }
func (l *List) Warnings() int { return l.warnings }

// Omitted is the number of faults counted and not kept.
func (l *List) Omitted() int { return l.errors + l.warnings - len(l.kept) }
