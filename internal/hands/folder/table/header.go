package table

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"detente/internal/words/fault"
)

// header reads the first record and finds the place of each expected column.
func (t *Reader) header() {
	rec, err := t.record()
	t.number = 1
	switch {
	case err == io.EOF && t.lines.err != nil:
		t.done = true
		t.fail(fault.Fault{Reason: "the file could not be read: " + t.lines.err.Error()})
		return
	case err == io.EOF:
		t.done = true
		t.fail(fault.Fault{Reason: "the file is empty; even a table without rows has a header: " + strings.Join(t.columns, ",")})
		return
	case err != nil:
		t.fail(fault.Fault{Row: 1, Reason: "the header cannot be read: " + err.Error()})
		return
	}
	found := make([]string, len(rec.cells))
	for i, c := range rec.cells {
		found[i] = strings.TrimSpace(strings.ToValidUTF8(c, "�"))
	}
	var missing, unknown, twice []string
	for _, want := range t.columns {
		i := slices.Index(found, want)
		if i < 0 {
			missing = append(missing, want)
		}
		t.order = append(t.order, i)
	}
	for i, f := range found {
		switch {
		case !slices.Contains(t.columns, f):
			unknown = append(unknown, f)
		case slices.Index(found, f) < i:
			twice = append(twice, f)
		}
	}
	if len(missing)+len(unknown)+len(twice) == 0 {
		t.usable = true
		return
	}
	t.order = nil
	if hint := separator(rec.cells, t.columns); hint != "" {
		t.fail(fault.Fault{Row: 1, Value: strings.Join(found, ","), Reason: hint})
		return
	}
	var parts []string
	add := func(what string, names []string) {
		if len(names) > 0 {
			parts = append(parts, what+" "+clip(strings.Join(names, ", ")))
		}
	}
	add("missing", missing)
	add("not known", unknown)
	add("given twice", twice)
	t.fail(fault.Fault{Row: 1, Column: slices.Concat(missing, unknown, twice)[0], Value: strings.Join(found, ","),
		Reason: fmt.Sprintf("wrong header: %s; expected %s; no row was taken", strings.Join(parts, "; "), strings.Join(t.columns, ","))})
}

// separator recognises a header whose names are all there, but set apart by something
// other than commas.
func separator(cells, columns []string) string {
	line := strings.Join(cells, ",")
	for sep, name := range map[string]string{";": "semicolons", "\t": "tabs", "|": "bars"} {
		if strings.Count(line, sep) >= len(columns)-1 {
			return "cells are set apart by " + name + "; use commas"
		}
	}
	if strings.Contains(line, "\r") {
		return "lines end with a lone carriage return; save the file with LF or CRLF line ends"
	}
	return ""
}

func clip(s string) string {
	if r := []rune(s); len(r) > 300 {
		return string(r[:300]) + "…"
	}
	return s
}
