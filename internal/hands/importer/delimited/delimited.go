// Package delimited reads tables of delimited text as a stream, by the names of their columns.
// It finds the delimiter, bounds what a record may cost, says why it refuses a row and goes on
// with the next. The form is RFC 4180, with the delimiters people use. Rows are numbered as a
// spreadsheet shows them, the header being row 1.
package delimited

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Options say how a table is read.
type Options struct {
	// Delimiters are those that may be; the one found most often in the header is taken.
	// Empty means comma, semicolon, tab and bar.
	Delimiters string
	Record     int  // most bytes of one record; 0 is 1 MiB
	NoQuotes   bool // quotation marks are text, as in tab-separated files without quoting
}

// Fault is why one row was refused; reading can go on.
type Fault struct {
	Row    int
	Column string
	Value  string
	Reason string
}

// Error gives the reason.
func (f *Fault) Error() string { return f.Reason }

// ErrNotATable means that the text is something else than a table.
var ErrNotATable = errors.New("not a table")

// Row is one record. It holds until the next is read; the texts of its cells hold for good.
type Row struct {
	Number int
	cells  []string
	at     map[string]int
}

// Get returns a cell by its column, with the space around it taken off; "" where the table has
// no such column.
func (r Row) Get(column string) string {
	i, ok := r.at[column]
	if !ok {
		return ""
	}
	return strings.TrimSpace(r.cells[i])
}

// Has reports whether the table has the column.
func (r Row) Has(column string) bool { _, ok := r.at[column]; return ok }

// Cells are all cells in the order of the file. The slice holds until the next row is read.
func (r Row) Cells() []string { return r.cells }

// Reader yields the rows of a table.
type Reader struct {
	src       *bufio.Reader
	delimiter byte
	limit     int
	noQuotes  bool
	header    []string
	at        map[string]int
	number    int
	pending   []byte // what was read ahead of a record that turned out not to be one

	raw   []byte // of the record
	fit   bool   // each of its cells can be taken
	cells []string
	plain []byte // its cells without quotes
	ends  []int
}

// Open reads the header. Names are taken in lower case; a name that repeats is an error.
func Open(r io.Reader, o Options) (*Reader, error) {
	t := &Reader{limit: o.Record, noQuotes: o.NoQuotes}
	if t.limit == 0 {
		t.limit = 1 << 20
	}
	if o.Delimiters == "" {
		o.Delimiters = ",;\t|"
	}
	if err := t.sniff(r, o.Delimiters); err != nil {
		return nil, err
	}
	for {
		cells, err := t.record()
		if err == io.EOF {
			return nil, fmt.Errorf("%w: it is empty", ErrNotATable)
		}
		if err != nil {
			return nil, fmt.Errorf("%w: its header: %w", ErrNotATable, err)
		}
		t.number++
		if blank(cells) {
			continue
		}
		return t, t.name(cells)
	}
}

// name takes the header.
func (t *Reader) name(cells []string) error {
	t.at = make(map[string]int, len(cells))
	for i, c := range cells {
		if !utf8.ValidString(c) {
			return fmt.Errorf("%w: its header is not UTF-8", ErrNotATable)
		}
		c = strings.ToLower(strings.TrimSpace(c))
		t.header = append(t.header, c)
		if _, twice := t.at[c]; twice && c != "" {
			return fmt.Errorf("%w: its header names column %q twice", ErrNotATable, c)
		}
		t.at[c] = i
	}
	return nil
}

// Header is the names of the columns, in lower case.
func (t *Reader) Header() []string { return t.header }

// Has reports whether there are all these columns.
func (t *Reader) Has(columns ...string) bool { return len(t.Lacks(columns...)) == 0 }

// Lacks lists those of the columns that there are not.
func (t *Reader) Lacks(columns ...string) []string {
	var out []string
	for _, c := range columns {
		if _, ok := t.at[c]; !ok {
			out = append(out, c)
		}
	}
	return out
}

// Next returns the next row. A *Fault is one row that was refused; io.EOF is the end; any
// other error is of the file.
func (t *Reader) Next() (Row, error) {
	for {
		cells, err := t.record()
		if err == io.EOF {
			return Row{}, io.EOF
		}
		t.number++
		var f *Fault
		if errors.As(err, &f) {
			f.Row = t.number
			return Row{}, f
		}
		if err != nil {
			return Row{}, err
		}
		if blank(cells) {
			continue
		}
		row := Row{Number: t.number, cells: cells, at: t.at}
		if len(cells) != len(t.header) {
			return row, &Fault{Row: t.number, Reason: fmt.Sprintf("has another number of cells than the header has columns (%d)", len(t.header))}
		}
		if t.fit {
			return row, nil
		}
		for i, c := range cells {
			if reason := unfit(c); reason != "" {
				return row, &Fault{Row: t.number, Column: t.header[i], Value: strings.ToValidUTF8(c, "\uFFFD"), Reason: reason}
			}
		}
		return row, nil
	}
}

// unfit says why the text of a cell cannot be taken.
func unfit(c string) string {
	ascii := true
	for i := 0; i < len(c); i++ {
		switch b := c[i]; {
		case b >= utf8.RuneSelf:
			ascii = false
		case b == 0:
			return "contains a NUL byte"
		case b < ' ' && b != '\n' && b != '\r' && b != '\t', b == 0x7f:
			return "contains a control character"
		}
	}
	if !ascii && !utf8.ValidString(c) {
		return "not UTF-8 (Latin-1 or another encoding?)"
	}
	return ""
}

func blank(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

// sniff takes off a byte order mark, turns UTF-16 into UTF-8, refuses what is no table, and
// finds the delimiter.
func (t *Reader) sniff(r io.Reader, delimiters string) error {
	src := bufio.NewReaderSize(r, 1<<18)
	head, err := src.Peek(4096)
	if err != nil && err != io.EOF {
		return err
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		_, _ = src.Discard(3)
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		src = bufio.NewReaderSize(transform.NewReader(src, utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewDecoder()), 1<<18)
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		src = bufio.NewReaderSize(transform.NewReader(src, utf16.UTF16(utf16.BigEndian, utf16.UseBOM).NewDecoder()), 1<<18)
	}
	t.src = src
	if head, err = src.Peek(4096); err != nil && err != io.EOF {
		return err
	}
	text := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(text) == 0:
		return fmt.Errorf("%w: it is empty", ErrNotATable)
	case text[0] == '<':
		return fmt.Errorf("%w: it is a web page or other markup saved under the name of a table; download the table itself", ErrNotATable)
	case text[0] == '{', text[0] == '[':
		return fmt.Errorf("%w: it is JSON", ErrNotATable)
	case bytes.HasPrefix(text, []byte("%PDF")), bytes.HasPrefix(text, []byte("\xd0\xcf\x11\xe0")):
		return fmt.Errorf("%w: it is a document or an old spreadsheet; save it as CSV", ErrNotATable)
	}
	line, _, _ := bytes.Cut(head, []byte{'\n'})
	best, most := byte(','), 0
	for _, d := range []byte(delimiters) {
		if n := bytes.Count(line, []byte{d}); n > most {
			best, most = d, n
		}
	}
	if len(delimiters) == 1 {
		best = delimiters[0]
	}
	t.delimiter = best
	return nil
}
