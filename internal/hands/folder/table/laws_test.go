package table_test

import (
	"encoding/csv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/hands/folder/table"
	"detente/internal/words/fault"
)

var limits = table.Limits{Record: 4096, Rows: 1000}

// What the standard library writes, in any cells, is read back the same.
func TestReadsBackWhatWasWritten(t *testing.T) {
	cell := rapid.StringOfN(rapid.RuneFrom([]rune("ab,\";'| éکß-1")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.SliceOf(rapid.SliceOfN(cell, 3, 3)).Draw(t, "rows")
		crlf := rapid.Bool().Draw(t, "crlf")
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.UseCRLF = crlf
		_ = w.Write(columns)
		var kept [][]string
		for _, r := range want {
			_ = w.Write(r)
			trimmed := make([]string, 3)
			for i, c := range r {
				trimmed[i] = strings.TrimSpace(c)
			}
			if strings.Join(trimmed, "") != "" {
				kept = append(kept, trimmed)
			}
		}
		w.Flush()
		faults := &fault.List{}
		r := table.Open(strings.NewReader(b.String()), "t.csv", columns, limits, faults)
		for i := 0; ; i++ {
			row, ok := r.Next()
			if !ok {
				if i != len(kept) || faults.Errors() > 0 {
					t.Fatalf("%d rows of %d; %v", i, len(kept), faults.All())
				}
				return
			}
			if strings.Join(row.Cells, "\x00") != strings.Join(kept[i], "\x00") {
				t.Fatalf("row %d is %q, want %q", row.Number, row.Cells, kept[i])
			}
		}
	})
}

// One row broken in any way costs no more than that row, when the others hold no marks.
func TestOneBrokenRowCostsOneRow(t *testing.T) {
	piece := rapid.StringOfN(rapid.RuneFrom([]rune("ab,\"\x00\x01 ")), 0, 12, -1)
	rapid.Check(t, func(t *rapid.T) {
		broken := piece.Draw(t, "broken")
		text := head + "1,a,b\n" + broken + "\n2,c,d\n3,e,f\n"
		faults := &fault.List{}
		r := table.Open(strings.NewReader(text), "t.csv", columns, limits, faults)
		ids := ""
		for {
			row, ok := r.Next()
			if !ok {
				break
			}
			if n := row.Cells[0]; row.Number == map[string]int{"1": 2, "2": 4, "3": 5}[n] && row.Cells[2] != "" {
				ids += n
			}
		}
		if ids != "123" {
			t.Fatalf("after %q only %q of 123: %v", broken, ids, faults.All())
		}
	})
}

// FuzzCSV feeds any bytes. Nothing may panic or hang, every row read is either given out
// or refused with a reason, and cells that are given out are clean.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{
		head, head + "1,a,b\n", head + "1,\"a\n2,c,d\n", "\ufeff" + head, "\xff\xfei\x00d\x00", "<html>", "",
		head + "1,\"a\"\"\n\"x,\"\n\"", "id;name;note\n", head + "\x00,\xe9,\r\r\n", head + strings.Repeat("x", 300),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		faults := &fault.List{}
		r := table.Open(strings.NewReader(string(data)), "t.csv", columns, table.Limits{Record: 256, Rows: 500}, faults)
		given, last := 0, 1
		for {
			row, ok := r.Next()
			if !ok {
				break
			}
			given++
			if row.Number <= last || len(row.Cells) != len(columns) {
				t.Fatalf("row %d after %d with %d cells", row.Number, last, len(row.Cells))
			}
			last = row.Number
			for _, c := range row.Cells {
				if strings.TrimSpace(c) != c || strings.ContainsAny(c, "\x00\n\r\x1b") {
					t.Fatalf("cell %q is not clean", c)
				}
			}
		}
		if r.Read() != given+r.Refused() {
			t.Fatalf("read %d, gave %d, refused %d", r.Read(), given, r.Refused())
		}
		if r.Refused() > 0 && faults.Errors() == 0 {
			t.Fatalf("%d rows refused without a reason", r.Refused())
		}
		if _, ok := r.Next(); ok {
			t.Fatal("a row after the end")
		}
	})
}
