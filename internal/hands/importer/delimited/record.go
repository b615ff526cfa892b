package delimited

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
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
	t.cells = make([]string, 0, len(t.header))
	if t.noQuotes || bytes.IndexByte(raw, '"') < 0 {
		text := string(raw)
		for {
			i := strings.IndexByte(text, t.delimiter)
			if i < 0 {
				return append(t.cells, text)
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
	inside, start := false, true
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch {
		case inside && c == '"' && i+1 < len(raw) && raw[i+1] == '"':
			t.plain = append(t.plain, '"')
			i++
		case inside && c == '"':
			inside = false
		case c == '"' && start:
			inside = true
		case !inside && c == t.delimiter:
			t.ends = append(t.ends, len(t.plain))
			start = true
			continue
		default:
			t.plain = append(t.plain, c)
		}
		start = false
	}
	t.ends = append(t.ends, len(t.plain))
}
