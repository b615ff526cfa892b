// Package panel reads a table of deaths by country and month, such as the history of the
// ViEWS challenge: columns country_id, year, month and one or more columns of deaths named
// ged_sb_vintageYYYY, the later of which may begin later; or one column deaths.
package panel

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"detente/internal/hands/packed"
	"detente/internal/thinking/outlook"
	"detente/internal/words/fault"
)

// ErrTable means that there is no usable table; the message says why.
var ErrTable = errors.New("no usable table of deaths by country and month")

// Table is what was read.
type Table struct {
	Units   []outlook.Unit // by country, then month; a gap in a country's months begins another unit
	Vintage string         // the columns used, the first preferred
	Rows    int            // taken
	First   int            // month numbers
	Last    int
	Digest  string     // SHA-256 of the bytes as read, uncompressed
	Faults  fault.List // of rows that were not taken, and of gaps
}

// Open reads a file, compressed when its name ends in .gz. vintage names the column of deaths
// that is preferred, by its full name or its year; empty takes the newest. Where it
// is empty, the vintage before it counts.
func Open(path, vintage string) (*Table, error) {
	return packed.Open(path, func(r io.Reader) (*Table, error) { return Read(r, path, vintage) })
}

// head is where the columns are.
type head struct {
	id, name, year, month int
	deaths                []int // preferred first
	names                 []string
}

// row is one country-month.
type row struct {
	month  int
	deaths float64
	line   int
}

// Read reads a table from r; name is used in faults.
func Read(r io.Reader, name, vintage string) (*Table, error) {
	sum := sha256.New()
	c := csv.NewReader(io.TeeReader(r, sum))
	c.ReuseRecord, c.FieldsPerRecord = true, -1
	first, err := c.Read()
	if err != nil {
		return nil, fmt.Errorf("%s: no header: %w: %w", name, ErrTable, err)
	}
	h, err := header(slices.Clone(first), vintage)
	if err != nil {
		return nil, fmt.Errorf("%s, row 1: %w", name, err)
	}
	t := &Table{Vintage: strings.Join(h.names, ", before it "), First: math.MaxInt, Last: math.MinInt}
	rows, names := map[int][]row{}, map[int]string{}
	for line := 2; ; line++ {
		rec, err := c.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		id, x, bad := h.take(rec)
		if bad != nil {
			bad.File, bad.Row = name, line
			t.Faults.Add(*bad)
			continue
		}
		x.line = line
		rows[id] = append(rows[id], x)
		if h.name >= 0 && h.name < len(rec) {
			names[id] = strings.Clone(rec[h.name])
		}
	}
	t.Digest = hex.EncodeToString(sum.Sum(nil))
	t.assemble(rows, names, name)
	if len(t.Units) == 0 {
		return t, fmt.Errorf("%s: no row could be taken: %w", name, ErrTable)
	}
	return t, nil
}

func header(cells []string, vintage string) (*head, error) {
	h := &head{id: -1, name: -1, year: -1, month: -1}
	type column struct {
		at   int
		name string
	}
	var vintages []column
	for i, c := range cells {
		c = strings.ToLower(strings.TrimSpace(strings.TrimPrefix(c, "\ufeff")))
		switch {
		case c == "country_id":
			h.id = i
		case c == "country":
			h.name = i
		case c == "year":
			h.year = i
		case c == "month":
			h.month = i
		case c == "deaths" || strings.HasPrefix(c, "ged_sb"):
			vintages = append(vintages, column{i, c})
		}
	}
	for _, needed := range []column{{h.id, "country_id"}, {h.year, "year"}, {h.month, "month"}} {
		if needed.at < 0 {
			return nil, fmt.Errorf("no column %s; found %s: %w", needed.name, strings.Join(cells, ", "), ErrTable)
		}
	}
	sort.Slice(vintages, func(i, j int) bool { return vintages[i].name > vintages[j].name })
	if vintage != "" {
		i := slices.IndexFunc(vintages, func(c column) bool { return c.name == vintage || strings.HasSuffix(c.name, vintage) })
		if i < 0 {
			return nil, fmt.Errorf("no vintage %q; found %s: %w", vintage, strings.Join(cells, ", "), ErrTable)
		}
		vintages = vintages[i:]
	}
	if len(vintages) == 0 {
		return nil, fmt.Errorf("no column deaths or ged_sb…; found %s: %w", strings.Join(cells, ", "), ErrTable)
	}
	for _, v := range vintages {
		h.deaths, h.names = append(h.deaths, v.at), append(h.names, v.name)
	}
	return h, nil
}

// take reads one record, or says what is wrong with it.
func (h *head) take(rec []string) (id int, x row, bad *fault.Fault) {
	whole := func(at int, name string, low, high int) int {
		v := ""
		if at < len(rec) {
			v = strings.TrimSpace(rec[at])
		}
		n, err := strconv.Atoi(v)
		if bad == nil && (err != nil || n < low || n > high) {
			bad = &fault.Fault{Column: name, Value: v, Reason: fmt.Sprintf("not a whole number from %d to %d", low, high)}
		}
		return n
	}
	id = whole(h.id, "country_id", 0, math.MaxInt32)
	year, month := whole(h.year, "year", 1900, 2200), whole(h.month, "month", 1, 12)
	if bad != nil {
		return id, x, bad
	}
	x.month = outlook.Month(year, month)
	for i, at := range h.deaths {
		if at >= len(rec) || strings.TrimSpace(rec[at]) == "" {
			continue
		}
		v, err := strconv.ParseFloat(strings.TrimSpace(rec[at]), 64)
		switch {
		case err != nil || math.IsNaN(v) || math.IsInf(v, 0):
			return id, x, &fault.Fault{Column: h.names[i], Value: rec[at], Reason: "not a number"}
		case v < 0:
			return id, x, &fault.Fault{Column: h.names[i], Value: rec[at], Reason: "fewer than no deaths"}
		case v > 1e7:
			return id, x, &fault.Fault{Column: h.names[i], Value: rec[at], Reason: "more than ten million deaths in a month"}
		}
		x.deaths = v
		return id, x, nil
	}
	return id, x, &fault.Fault{Column: h.names[0], Reason: "no deaths given: unknown is not zero"}
}

// assemble puts the months of each country in order, and begins another unit after a gap.
func (t *Table) assemble(rows map[int][]row, names map[int]string, file string) {
	ids := make([]int, 0, len(rows))
	for id := range rows {
		ids = append(ids, id)
	}
	sort.Ints(ids)
	for _, id := range ids {
		rs := rows[id]
		sort.SliceStable(rs, func(i, j int) bool { return rs[i].month < rs[j].month })
		u := outlook.Unit{ID: id, Name: names[id]}
		for _, r := range rs {
			next := u.First + len(u.Deaths)
			switch {
			case len(u.Deaths) == 0:
				u.First = r.month
			case r.month < next:
				t.Faults.Add(fault.Fault{File: file, Row: r.line, Column: "month", Reason: "the month of this country is given twice; the first counts"})
				continue
			case r.month > next:
				t.Faults.Add(fault.Fault{Level: fault.Warning, File: file, Row: r.line, Column: "month", Reason: fmt.Sprintf("%d months before are missing; the country begins anew", r.month-next)})
				t.Units = append(t.Units, u)
				u = outlook.Unit{ID: id, Name: names[id], First: r.month}
			}
			u.Deaths = append(u.Deaths, r.deaths)
			t.Rows++
			t.First, t.Last = min(t.First, r.month), max(t.Last, r.month)
		}
		t.Units = append(t.Units, u)
	}
}
