package delimited

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// record reads the next record into cells. The cells are parts of one string a record.
func (t *Reader) record() ([]string, error) {
	t.raw = t.raw[:0]
	open := false
	for {
		line, err := t.line()
		if len(line) == 0 && err != nil {
			if err == io.EOF && open {
				return nil, t.reopen("a quotation mark is opened and never closed")
			}
			if err == io.EOF && len(t.raw) > 0 {
				return t.split(), nil
			}
			return nil, err
		}
		if len(t.raw)+len(line) > t.limit {
			t.raw = append(t.raw, line...)
			if open {
				return nil, t.reopen("a quotation mark is opened and not closed within the longest record there may be")
			}
			return nil, &Fault{Reason: "is longer than a record may be"}
		}
		t.raw = append(t.raw, line...)
		if !t.noQuotes && bytes.Count(line, []byte{'"'})%2 == 1 {
			open = !open
		}
		if !open {
			return t.split(), nil
		}
	}
}

// line returns the next line with its end. A line beyond the limit is cut and the rest of it
// passed over.
func (t *Reader) line() ([]byte, error) {
	if len(t.pending) > 0 {
		if i := bytes.IndexByte(t.pending, '\n'); i >= 0 {
			line := t.pending[:i+1]
			t.pending = t.pending[i+1:]
			return line, nil
		}
		// The rest of what was read ahead ends within a line.
		line := append([]byte(nil), t.pending...)
		t.pending = nil
		more, err := t.readLine()
		if err == io.EOF && len(line) > 0 {
			err = nil
		}
		return append(line, more...), err
	}
	return t.readLine()
}

func (t *Reader) readLine() ([]byte, error) {
	line, err := t.src.ReadSlice('\n')
	if !errors.Is(err, bufio.ErrBufferFull) {
		if len(line) > 0 && err == io.EOF {
			err = nil
		}
		return line, err
	}
	long := append([]byte(nil), line...)
	for errors.Is(err, bufio.ErrBufferFull) {
		if line, err = t.src.ReadSlice('\n'); len(long) <= t.limit {
			long = append(long, line...)
		}
	}
	if err == io.EOF {
		err = nil
	}
	return long, err
}

// reopen gives up the first line of what was taken for one record, and puts the rest back.
func (t *Reader) reopen(reason string) error {
	i := bytes.IndexByte(t.raw, '\n')
	if i >= 0 && i+1 < len(t.raw) {
		t.pending = append(append([]byte(nil), t.raw[i+1:]...), t.pending...)
	}
	return &Fault{Reason: reason}
}

// split cuts the record into cells.
func (t *Reader) split() []string {
	raw := bytes.TrimRight(t.raw, "\r\n")
	t.fit = Fit(raw, t.delimiter)
	t.cells = t.cells[:0]
	if t.noQuotes || bytes.IndexByte(raw, '"') < 0 {
		text := string(raw)
		for {
			i := strings.IndexByte(text, t.delimiter)
			if i < 0 {
				t.cells = append(t.cells, text)
				return t.cells
			}
			t.cells = append(t.cells, text[:i])
			text = text[i+1:]
		}
	}
	t.unquote(raw)
	text, from := string(t.plain), 0
	for _, end := range t.ends {
		t.cells = append(t.cells, text[from:end])
		from = end
	}
	return t.cells
}

// unquote writes the cells one after another without their quotation marks.
func (t *Reader) unquote(raw []byte) {
	t.plain, t.ends = t.plain[:0], t.ends[:0]
	for {
		if len(raw) > 0 && raw[0] == '"' {
			raw = t.quoted(raw[1:])
		}
		i := bytes.IndexByte(raw, t.delimiter)
		if i < 0 {
			t.plain = append(t.plain, raw...)
			t.ends = append(t.ends, len(t.plain))
			return
		}
		t.plain = append(t.plain, raw[:i]...)
		t.ends = append(t.ends, len(t.plain))
		raw = raw[i+1:]
	}
}

// quoted writes what stands before the closing quotation mark and returns what follows it. Two
// marks stand for one.
func (t *Reader) quoted(raw []byte) []byte {
	for {
		i := bytes.IndexByte(raw, '"')
		if i < 0 {
			t.plain = append(t.plain, raw...)
			return nil
		}
		t.plain = append(t.plain, raw[:i]...)
		raw = raw[i+1:]
		if len(raw) == 0 || raw[0] != '"' {
			return raw
		}
		t.plain = append(t.plain, '"')
		raw = raw[1:]
	}
}

// Fit reports whether a record is UTF-8 and holds no control character but the delimiter, eight
// bytes at a time: then each of its cells can be taken. Else it is the cells that have to be
// looked at, since a quoted one may hold line ends.
func Fit(raw []byte, delimiter byte) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	mark := ones * uint64(delimiter)
	var odd, high uint64
	// The bytes of a word are told apart without a carry from one to the next.
	zero := func(w uint64) uint64 { return ^((w&^tops + 0x7f*ones) | w) & tops }
	look := func(w uint64) {
		control := ^((w | tops) - 0x20*ones) &^ w & tops
		odd |= (control | zero(w^0x7f*ones)) &^ zero(w^mark)
		high |= w & tops
	}
	rest := raw
	for ; len(rest) >= 8; rest = rest[8:] {
		look(binary.LittleEndian.Uint64(rest))
	}
	last := [8]byte{' ', ' ', ' ', ' ', ' ', ' ', ' ', ' '}
	copy(last[:], rest)
	look(binary.LittleEndian.Uint64(last[:]))
	return odd == 0 && (high == 0 || utf8.Valid(raw))
}
