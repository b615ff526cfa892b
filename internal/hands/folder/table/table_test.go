package table_test

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"unicode/utf16"

	"detente/internal/hands/folder/table"
	"detente/internal/words/fault"
)

var columns = []string{"id", "name", "note"}

// all reads every row of a text as "row:id|name|note", and the faults.
func all(text string, limits table.Limits) (rows []string, t *table.Reader, faults *fault.List) {
	faults = &fault.List{}
	t = table.Open(strings.NewReader(text), "t.csv", columns, limits, faults)
	for {
		r, ok := t.Next()
		if !ok {
			return rows, t, faults
		}
		rows = append(rows, fmt.Sprintf("%d:%s", r.Number, strings.Join(r.Cells, "|")))
	}
}

func utf16Of(s string, little, mark bool) string {
	var b strings.Builder
	units := utf16.Encode([]rune(s))
	if mark {
		units = append([]uint16{0xfeff}, units...)
	}
	for _, u := range units {
		if little {
			b.WriteByte(byte(u))
			b.WriteByte(byte(u >> 8))
		} else {
			b.WriteByte(byte(u >> 8))
			b.WriteByte(byte(u))
		}
	}
	return b.String()
}

const head = "id,name,note\n"

func TestReader(t *testing.T) {
	for _, c := range []struct {
		name, text string
		rows       []string // "row:cells"
		faults     []string // "level row column: piece of the reason"
		failed     bool
	}{
		{"plain", head + "1,a,b\n2,c,d\n", []string{"2:1|a|b", "3:2|c|d"}, nil, false},
		{"no last newline", head + "1,a,b", []string{"2:1|a|b"}, nil, false},
		{"CRLF", "id,name,note\r\n1,a,b\r\n", []string{"2:1|a|b"}, nil, false},
		{"columns in another order", "note,id,name\nb,1,a\n", []string{"2:1|a|b"}, nil, false},
		{"quoted", head + "1,\"a,\"\"x\"\"\",b\n", []string{`2:1|a,"x"|b`}, nil, false},
		{"empty quoted", head + "1,\"\",b\n", []string{"2:1||b"}, nil, false},
		{"blank lines", head + "\n1,a,b\n,,\n\n2,c,d\n", []string{"3:1|a|b", "6:2|c|d"}, nil, false},
		{"byte order mark", "\ufeff" + head + "1,a,b\n", []string{"2:1|a|b"}, []string{"warning 0 : byte order mark"}, false},
		{"UTF-16 little", utf16Of(head+"1,کابل,b\n", true, true), []string{"2:1|کابل|b"}, []string{"warning 0 : UTF-16 (little"}, false},
		{"UTF-16 big", utf16Of(head+"1,a,b\n", false, true), []string{"2:1|a|b"}, []string{"warning 0 : UTF-16 (big"}, false},
		{"UTF-16 without mark", utf16Of(head+"1,a,b\n", true, false), []string{"2:1|a|b"}, []string{"warning 0 : UTF-16 (little"}, false},
		{"UTF-16 big without mark", utf16Of(head+"1,a,b\n", false, false), []string{"2:1|a|b"}, []string{"warning 0 : UTF-16 (big"}, false},
		{"UTF-32", "\xff\xfe\x00\x00i\x00\x00\x00", nil, []string{"error 0 : UTF-32"}, true},
		{"Latin-1", head + "1,Caf\xe9,b\n2,c,d\n", []string{"3:2|c|d"}, []string{"error 2 name: not UTF-8"}, false},
		{"NUL", head + "1,a\x00,b\n2,c,d\n", []string{"3:2|c|d"}, []string{"error 2 name: NUL"}, false},
		{"escape", head + "1,a\x1b[2J,b\n", nil, []string{"error 2 name: control character"}, false},
		{"ragged", head + "1,a\n2,c,d,e\n3,f,g\n", []string{"4:3|f|g"}, []string{"error 2 : 2 cells, expected 3", "error 3 : 4 cells, expected 3"}, false},
		{"spaces", head + "1, a ,b\n", []string{"2:1|a|b"}, []string{"warning 2 name: stray space"}, false},
		{"two lines in a cell", head + "1,\"a\nb\",c\n2,d,e\n", []string{"2:1|a b|c", "3:2|d|e"}, []string{"warning 2 name: line break"}, false},
		{"bare mark", head + "1,5\" gun,b\n2,c,d\n", []string{"3:2|c|d"}, []string{"error 2 name: inside a cell that is not in quotation marks"}, false},
		{"text after a mark", head + "1,\"a\"x,b\n2,c,d\n", []string{"3:2|c|d"}, []string{"error 2 name: text after a closing quotation mark"}, false},
		{"open to the end", head + "1,\"a,b\n2,c,d\n3,e,f\n", []string{"3:2|c|d", "4:3|e|f"}, []string{"error 2 name: opened here is not closed"}, false},
		{"open to the next quoted cell", head + "1,\"a,b\n2,c,d\n3,\"e, e\",f\n", []string{"3:2|c|d", "4:3|e, e|f"}, []string{"error 2 name: opened here is not closed"}, false},
		{"open twice", head + "1,\"a,b\n2,c,d\n3,\"e,f\n4,g,h\n", []string{"3:2|c|d", "5:4|g|h"}, []string{"error 2 name: not closed", "error 4 name: not closed"}, false},
		{"missing column", "id,name\n1,a\n2,b\n", nil, []string{"error 1 note: missing note; expected id,name,note"}, true},
		{"unknown column", "id,name,note,extra\n1,a,b,c\n", nil, []string{"error 1 extra: not known extra"}, true},
		{"column twice", "id,name,note,name\n1,a,b,c\n", nil, []string{"error 1 name: given twice name"}, true},
		{"semicolons", "id;name;note\n1;a;b\n", nil, []string{"error 1 : semicolons"}, true},
		{"tabs", "id\tname\tnote\n1\ta\tb\n", nil, []string{"error 1 : tabs"}, true},
		{"old Mac", "id,name,note\r1,a,b\r", nil, []string{"error 1 : lone carriage return"}, true},
		{"nothing at all", "", nil, []string{"error 0 : the file is empty"}, true},
		{"header alone", head, nil, nil, false},
		{"web page", "\n <!DOCTYPE html><html></html>", nil, []string{"error 0 : web page"}, true},
		{"spreadsheet", "PK\x03\x04xyz", nil, []string{"error 0 : spreadsheet"}, true},
		{"pointer", "version https://git-lfs.github.com/spec/v1\n", nil, []string{"error 0 : pointer"}, true},
		{"JSON", "[{\"id\": 1}]", nil, []string{"error 0 : JSON"}, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, r, faults := all(c.text, table.Usual)
			if strings.Join(rows, "\n") != strings.Join(c.rows, "\n") {
				t.Errorf("rows %q, want %q", rows, c.rows)
			}
			if r.Failed() != c.failed || r.Read() != len(rows)+r.Refused() {
				t.Errorf("failed %v, read %d, refused %d", r.Failed(), r.Read(), r.Refused())
			}
			if len(faults.All()) != len(c.faults) {
				t.Fatalf("faults %v, want %q", faults.All(), c.faults)
			}
			for i, f := range faults.All() {
				where, reason, _ := strings.Cut(c.faults[i], ": ")
				if got := fmt.Sprintf("%s %d %s", f.Level, f.Row, f.Column); got != where || !strings.Contains(f.Reason, reason) {
					t.Errorf("fault %q %q, want %q", got, f.Reason, c.faults[i])
				}
			}
		})
	}
}

func TestRowsOfAWrongHeaderAreCounted(t *testing.T) {
	_, r, _ := all("id,nom,note\n1,a,b\n2,\"c,d\n", table.Usual)
	if r.Read() != 2 || r.Refused() != 2 {
		t.Errorf("read %d, refused %d", r.Read(), r.Refused())
	}
}

func TestTooManyRows(t *testing.T) {
	rows, r, faults := all(head+strings.Repeat("1,a,b\n", 10), table.Limits{Record: 100, Rows: 4})
	if len(rows) != 4 || !r.Failed() || faults.Errors() != 1 || !strings.Contains(faults.All()[0].Reason, "more than 4 rows") {
		t.Errorf("%d rows, %v", len(rows), faults.All())
	}
}

func TestALongRecordCostsOneRow(t *testing.T) {
	limits := table.Limits{Record: 1000, Rows: 100000}
	for name, text := range map[string]string{
		"a long line":         head + "1," + strings.Repeat("x", 5000) + ",b\n2,c,d\n",
		"a long quoted line":  head + "1,\"" + strings.Repeat("x", 5000) + "\",b\n2,c,d\n",
		"an open mark":        head + "1,\"a,b\n" + strings.Repeat("2,c,d\n", 500),
		"many lines in marks": head + "1,\"" + strings.Repeat("x\n", 5000) + "\",b\n2,c,d\n",
	} {
		rows, r, faults := all(text, limits)
		if len(rows) == 0 || rows[len(rows)-1][strings.Index(rows[len(rows)-1], ":"):] != ":2|c|d" || faults.Errors() == 0 || faults.All()[0].Row != 2 {
			t.Errorf("%s: last rows %v, faults %v", name, rows[max(0, len(rows)-1):], faults.All()[:1])
		}
		if r.Failed() {
			t.Errorf("%s: the file failed", name)
		}
	}
}

// endless is a line of n bytes that is never held in memory.
type endless struct{ n int64 }

func (e *endless) Read(p []byte) (int, error) {
	if e.n <= 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), e.n)
	for i := range p[:n] {
		p[i] = 'x'
	}
	e.n -= n
	return int(n), nil
}

func TestALineOfAGigabyteIsNotHeldInMemory(t *testing.T) {
	size := int64(1 << 30)
	if testing.Short() {
		size = 1 << 26
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	faults := &fault.List{}
	r := table.Open(io.MultiReader(strings.NewReader(head+"1,"), &endless{size}, strings.NewReader("\n2,c,d\n")), "t.csv", columns, table.Usual, faults)
	row, ok := r.Next()
	runtime.ReadMemStats(&after)
	if !ok || row.Number != 3 || faults.Errors() != 1 || !strings.Contains(faults.All()[0].Reason, "longer than 1 MiB") {
		t.Errorf("row %v, faults %v", row, faults.All())
	}
	if used := after.TotalAlloc - before.TotalAlloc; used > 16<<20 {
		t.Errorf("%d MiB were taken for it", used>>20)
	}
}
