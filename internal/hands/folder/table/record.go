package table

import (
	"bytes"
	"fmt"
	"io"
)

// broken is a record that cannot be split into cells, and where in it that shows.
type broken struct {
	cell   int // place of the cell, from 0
	value  string
	reason string
}

func (b *broken) Error() string { return b.reason }

// record reads the next record. After a broken one it resumes at the line after the one
// on which the trouble began, so that one missing quotation mark costs one row.
func (t *Reader) record() (record, error) {
	var (
		buf    []byte
		ends   []int
		kept   []line // the lines of this record, for going back
		size   int
		quoted bool // inside quotation marks at the start of the line
		opened int  // index in kept of the line where they opened
	)
	back := func(rec record, from int, b *broken) (record, error) {
		if from+1 < len(kept) {
			t.lines.back(kept[from+1:])
		}
		rec.last = rec.first
		if from < len(kept) {
			rec.last = kept[from].number
		}
		return rec, b
	}
	rec := record{}
	for {
		ln, err := t.lines.next()
		if err != nil {
			if len(kept) == 0 {
				return rec, io.EOF
			}
			return back(rec, opened, unclosed(len(ends), kept[opened].text))
		}
		kept = append(kept, ln)
		size += len(ln.text) + 1
		if len(kept) == 1 {
			rec.first = ln.number
		}
		rec.last = ln.number
		if ln.long || size > t.limits.Record {
			if quoted {
				return back(rec, opened, unclosed(len(ends), kept[opened].text))
			}
			return rec, &broken{cell: -1, reason: fmt.Sprintf("longer than %s", bytesOf(t.limits.Record))}
		}
		var b *broken
		wasQuoted, before := quoted, len(ends)
		buf, ends, quoted, b = split(ln.text, buf, ends, quoted)
		if b != nil {
			if wasQuoted && b.cell == before && b.reason == reasonAfterQuote {
				// A mark that opened on an earlier line and "closes" before text was never closed.
				return back(rec, opened, unclosed(b.cell, kept[opened].text))
			}
			return back(rec, len(kept)-1, b)
		}
		if !quoted {
			break
		}
		if openedHere(ln.text, wasQuoted) {
			opened = len(kept) - 1
		}
	}
	rec.cells = cut(buf, ends)
	return rec, nil
}

const (
	reasonAfterQuote = "text after a closing quotation mark; double a mark that belongs to the text"
	reasonBareQuote  = "a quotation mark inside a cell that is not in quotation marks; put the cell in marks and double it"
)

func unclosed(cell int, line []byte) *broken {
	return &broken{cell: cell, value: string(line), reason: "a quotation mark opened here is not closed"}
}

// split takes one line into cells. buf holds the text of all cells so far and ends where
// each stops; a cell open at the end of the line has no end yet.
func split(text, buf []byte, ends []int, quoted bool) ([]byte, []int, bool, *broken) {
	i := 0
	if quoted {
		buf = append(buf, '\n')
	}
	for {
		if !quoted {
			if i < len(text) && text[i] == '"' {
				i++
				quoted = true
			} else {
				j := bytes.IndexByte(text[i:], ',')
				cell := text[i:]
				if j >= 0 {
					cell = text[i : i+j]
				}
				if bytes.IndexByte(cell, '"') >= 0 {
					return buf, ends, false, &broken{len(ends), string(cell), reasonBareQuote}
				}
				buf = append(buf, cell...)
				ends = append(ends, len(buf))
				if j < 0 {
					return buf, ends, false, nil
				}
				i += j + 1
				continue
			}
		}
		for quoted {
			j := bytes.IndexByte(text[i:], '"')
			if j < 0 {
				return append(buf, text[i:]...), ends, true, nil
			}
			buf = append(buf, text[i:i+j]...)
			i += j + 1
			if i < len(text) && text[i] == '"' {
				buf = append(buf, '"')
				i++
				continue
			}
			quoted = false
		}
		switch {
		case i == len(text):
			return buf, append(ends, len(buf)), false, nil
		case text[i] == ',':
			ends = append(ends, len(buf))
			i++
		default:
			return buf, ends, false, &broken{len(ends), string(text[i:]), reasonAfterQuote}
		}
	}
}

// openedHere reports whether the mark still open at the end of a line was opened on it,
// rather than carried over from the line before.
func openedHere(text []byte, carried bool) bool {
	if !carried {
		return true
	}
	for i := 0; i < len(text); i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			i++
			continue
		}
		return true // the carried mark closed, so the open one is new
	}
	return false
}

func cut(buf []byte, ends []int) []string {
	all, cells, from := string(buf), make([]string, len(ends)), 0
	for i, to := range ends {
		cells[i] = all[from:to]
		from = to
	}
	return cells
}

func bytesOf(n int) string {
	if n >= 1<<20 && n%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", n>>20)
	}
	return fmt.Sprintf("%d bytes", n)
}
