package delimited_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"pgregory.net/rapid"

	"detente/internal/hands/importer/delimited"
)

// all reads a table to its end: the good rows, and the row and reason of each refused one.
func all(t interface{ Fatal(...any) }, text string, o delimited.Options) (rows [][]string, faults []delimited.Fault) {
	r, err := delimited.Open(iotest.OneByteReader(strings.NewReader(text)), o)
	if err != nil {
		t.Fatal(err)
	}
	for {
		row, err := r.Next()
		var f *delimited.Fault
		switch {
		case err == io.EOF:
			return rows, faults
		case errors.As(err, &f):
			faults = append(faults, *f)
		case err != nil:
			t.Fatal(err)
		default:
			rows = append(rows, slices.Clone(row.Cells()))
		}
	}
}

// What a writer of RFC 4180 writes is read back, whatever the cells hold.
func TestReadsWhatIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.StringOf(rapid.SampledFrom([]rune("ab,;\"\n é|")))
		width := rapid.IntRange(2, 5).Draw(t, "width")
		want := rapid.SliceOf(rapid.SliceOfN(cell, width, width)).Draw(t, "rows")
		header := []string{"a", "b", "c", "d", "e"}[:width]
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		if err := w.WriteAll(append([][]string{header}, want...)); err != nil {
			t.Fatal(err)
		}
		got, faults := all(t, b.String(), delimited.Options{Delimiters: ","})
		want = slices.DeleteFunc(want, func(r []string) bool { return strings.TrimSpace(strings.Join(r, "")) == "" })
		if len(faults) > 0 || len(got) != len(want) {
			t.Fatalf("%q: got %q (%v), want %q", b.String(), got, faults, want)
		}
		for i := range got {
			if !slices.Equal(got[i], want[i]) {
				t.Fatalf("row %d: got %q, want %q", i, got[i], want[i])
			}
		}
	})
}

func TestDelimitersAndBadRows(t *testing.T) {
	for _, c := range []struct {
		name, text string
		o          delimited.Options
		rows       string
		faults     string
	}{
		{"tabs", "a\tb\n1\t2\n", delimited.Options{}, "1|2", ""},
		{"semicolons, commas inside", "a;b\n1,5;2\n", delimited.Options{}, "1,5|2", ""},
		{"quotes are text", "a\tb\n\"1\t2\n", delimited.Options{NoQuotes: true}, "\"1|2", ""},
		{"never closed", "a,b\n1,\"2\n3,4\n5,6\n", delimited.Options{}, "3|4 5|6", "2:a quotation mark is opened and never closed"},
		{"never closed, long", "a,b\n1,\"2\n" + strings.Repeat("3,4\n", 40), delimited.Options{Record: 50}, strings.TrimSpace(strings.Repeat("3|4 ", 40)), "2:a quotation mark is opened and not closed within the longest record there may be"},
		{"too long", "a,b\n" + strings.Repeat("x", 60) + ",1\n3,4\n", delimited.Options{Record: 50}, "3|4", "2:is longer than a record may be"},
		{"a cell too many", "a,b\n1,2,3\n3,4\n", delimited.Options{}, "3|4", "2:has another number of cells than the header has columns (2)"},
		{"NUL", "a,b\n1\x00,2\n", delimited.Options{}, "", "2:contains a NUL byte"},
		{"blank lines keep their number", "a,b\n\n,\n1\n", delimited.Options{}, "", "4:has another number of cells than the header has columns (2)"},
		{"no end of line", "a,b\n1,2", delimited.Options{}, "1|2", ""},
	} {
		rows, faults := all(t, c.text, c.o)
		var r, f []string
		for _, x := range rows {
			r = append(r, strings.Join(x, "|"))
		}
		for _, x := range faults {
			f = append(f, string(rune('0'+x.Row))+":"+x.Reason)
		}
		if strings.Join(r, " ") != c.rows || strings.Join(f, " ") != c.faults {
			t.Errorf("%s: rows %q, faults %q", c.name, r, f)
		}
	}
}

// No input makes the reader panic or run on: it yields at most one row a line.
func FuzzReader(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "a;b\n\"1\n2\";3\n", "\xff\xfea\x00,\x00b\x00", "a,b\n\"", "a\"b,c\n\"\"\"\n", "<p>", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := delimited.Open(bytes.NewReader(data), delimited.Options{Record: 64})
		if err != nil {
			return
		}
		for n := 0; ; n++ {
			if n > len(data)+1 {
				t.Fatalf("%d rows from %d bytes", n, len(data))
			}
			row, err := r.Next()
			var bad *delimited.Fault
			if err != nil && !errors.As(err, &bad) {
				return
			}
			if err == nil && len(row.Cells()) != len(r.Header()) {
				t.Fatalf("%d cells under %d columns", len(row.Cells()), len(r.Header()))
			}
		}
	})
}

// The quick look at a whole record lets pass what the look at each cell would, and only that.
func TestCellsThatCannotBeTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		piece := rapid.SampledFrom([]string{"a", "long enough for a word of the machine", "é", "\xe9", "\xc3", "\xa9", "\x00", "\x1f", "\x7f", "\t", "\x80", " ", "~"})
		cells := make([]string, rapid.IntRange(1, 4).Draw(t, "cells"))
		header, want := make([]string, len(cells)), false
		for i := range cells {
			cells[i] = "x" + strings.Join(rapid.SliceOfN(piece, 0, 3).Draw(t, "cell"), "")
			header[i] = string(rune('a' + i))
			want = want || !utf8.ValidString(cells[i]) || strings.ContainsAny(cells[i], "\x00\x1f\x7f")
		}
		text := strings.Join(header, ",") + "\n" + strings.Join(cells, ",") + "\n"
		rows, faults := all(t, text, delimited.Options{Delimiters: ","})
		if (len(faults) == 1) != want || len(rows)+len(faults) != 1 || !want && !slices.Equal(rows[0], cells) {
			t.Fatalf("%q: rows %q, faults %v", text, rows, faults)
		}
	})
}

// A record fits exactly where each of its bytes does.
func TestFitIsTheSameByteByByte(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.SliceOfN(rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte("\t,a~ \x7f\x1f\x20\xc3\xa9"))), 0, 40).Draw(t, "raw")
		if rapid.Bool().Draw(t, "ascii") {
			for i := range raw {
				raw[i] &= 0x7f
			}
		}
		d := rapid.SampledFrom([]byte("\t,;|")).Draw(t, "delimiter")
		want := utf8.Valid(raw)
		for _, c := range raw {
			want = want && (c >= ' ' && c != 0x7f || c == d)
		}
		if got := delimited.Fit(raw, d); got != want {
			t.Fatalf("%q: %v, want %v", raw, got, want)
		}
	})
}
