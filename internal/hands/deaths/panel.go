package deaths

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"

	"detente/internal/hands/packed"
	"detente/internal/thinking/forecast"
	"detente/internal/thinking/outlook"
	"detente/internal/words/fault"
)

// Panel is a table as the verdict learns from it: each unit's months without a gap.
type Panel struct {
	Units   []outlook.Unit // by unit, then month; a gap in a unit's months begins another
	Vintage string         // the columns used, the first preferred
	Rows    int            // months known
	First   int            // month numbers of outlook
	Last    int
	Digest  string     // SHA-256 of the bytes as read, uncompressed
	Faults  fault.List // of rows that were not taken, and of gaps
}

// OpenPanel reads a file, compressed when its name ends in .gz; see ReadPanel.
func OpenPanel(path, vintage string) (*Panel, error) {
	return packed.Open(path, func(r io.Reader) (*Panel, error) { return ReadPanel(r, path, vintage) })
}

// ReadPanel reads what Read reads. vintage names the column of deaths that is preferred, by its full name or
// its year; where it is empty, the vintage before it counts. No vintage takes the newest.
func ReadPanel(r io.Reader, name, vintage string) (*Panel, error) {
	t, err := read(r, name, func(head []string) ([]string, error) {
		columns := usual(head)
		if vintage == "" {
			return columns, nil
		}
		i := slices.IndexFunc(columns, func(c string) bool { return strings.HasSuffix(c, strings.ToLower(vintage)) })
		if i < 0 {
			return nil, fmt.Errorf("no vintage %q; found %s: %w", vintage, strings.Join(head, ", "), ErrHeader)
		}
		return columns[i:], nil
	})
	if err != nil {
		if t != nil {
			return &Panel{Faults: t.Faults}, err
		}
		return nil, err
	}
	return t.panel(name), nil
}

// numbered is the number that outlook gives a month.
func numbered(m forecast.Month) int { return outlook.Month(m.Date()) }

func (t *Table) panel(name string) *Panel {
	h := t.History
	p := &Panel{Vintage: strings.Join(t.Columns, ", before it "), First: numbered(h.First), Last: numbered(h.Last), Digest: t.Digest, Faults: t.Faults}
	for i, id := range h.Units {
		u := outlook.Unit{ID: id, Name: t.Names[id]}
		for m := h.First; m <= h.Last; m++ {
			v := h.At(i, m)
			if math.IsNaN(v) {
				continue
			}
			at := numbered(m)
			switch next := u.First + len(u.Deaths); {
			case len(u.Deaths) == 0:
				u.First = at
			case at > next:
				p.Faults.Add(fault.Fault{Level: fault.Warning, File: name, Column: "month",
					Reason: fmt.Sprintf("unit %d: %d months before %s are missing; the unit begins anew", id, at-next, m)})
				p.Units = append(p.Units, u)
				u = outlook.Unit{ID: id, Name: u.Name, First: at}
			}
			u.Deaths = append(u.Deaths, v)
			p.Rows++
		}
		if len(u.Deaths) > 0 {
			p.Units = append(p.Units, u)
		}
	}
	return p
}
