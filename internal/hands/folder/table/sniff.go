package table

import (
	"bufio"
	"bytes"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"detente/internal/words/fault"
)

// sniff looks at the beginning of a file: it takes off a byte order mark, turns UTF-16
// into UTF-8, and refuses what is no text table at all.
func (t *Reader) sniff(r io.Reader) (*bufio.Reader, bool) {
	const look = 1024
	src := bufio.NewReaderSize(r, 64<<10)
	head, _ := src.Peek(look)
	warn := func(reason string) {
		t.faults.Add(fault.Fault{Level: fault.Warning, File: t.file, Reason: reason})
	}
	decode := func(e utf16.Endianness, name string) (*bufio.Reader, bool) {
		warn("the file is " + name + "; it was read as such, but save it as UTF-8")
		dec := utf16.UTF16(e, utf16.UseBOM).NewDecoder()
		return bufio.NewReaderSize(transform.NewReader(src, dec), 64<<10), true
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(head, []byte{0, 0, 0xfe, 0xff}):
		t.fail(fault.Fault{Reason: "the file is UTF-32; save it as UTF-8"})
		return nil, false
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return decode(utf16.LittleEndian, "UTF-16 (little endian)")
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return decode(utf16.BigEndian, "UTF-16 (big endian)")
	case bytes.HasPrefix(head, []byte{0xef, 0xbb, 0xbf}):
		warn("the file begins with a byte order mark; it was passed over")
		_, _ = src.Discard(3)
		head = head[3:]
	}
	if reason := notATable(head); reason != "" {
		t.fail(fault.Fault{Reason: reason})
		return nil, false
	}
	switch even, odd := nuls(head); {
	case odd*5 > len(head) && even*20 < len(head):
		return decode(utf16.LittleEndian, "UTF-16 (little endian, without a mark)")
	case even*5 > len(head) && odd*20 < len(head):
		return decode(utf16.BigEndian, "UTF-16 (big endian, without a mark)")
	}
	return src, true
}

// nuls counts NUL bytes at even and odd places.
func nuls(b []byte) (even, odd int) {
	for i, c := range b {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	return even, odd
}

// notATable recognises files that were only named .csv.
func notATable(head []byte) string {
	for mark, what := range map[string]string{
		"PK\x03\x04":          "the file is a zip archive or a spreadsheet (xlsx, ods); save the sheet as CSV",
		"\xd0\xcf\x11\xe0":    "the file is an old spreadsheet (xls); save the sheet as CSV",
		"\x1f\x8b":            "the file is compressed (gzip); unpack it",
		"%PDF":                "the file is a PDF, not a table",
		"version https://git": "the file is a pointer to large-file storage; fetch the file itself",
	} {
		if bytes.HasPrefix(head, []byte(mark)) {
			return what
		}
	}
	switch trimmed := bytes.TrimLeft(head, " \t\r\n"); {
	case bytes.HasPrefix(trimmed, []byte("<")):
		return "the file is a web page or other markup saved under the name of a table; download the table itself"
	case bytes.HasPrefix(trimmed, []byte("{")), bytes.HasPrefix(trimmed, []byte("[")):
		return "the file is JSON, not a table"
	}
	return ""
}

// clean trims a cell and says what is wrong with its text, if anything.
func clean(v string) (string, fault.Level, string) {
	switch {
	case !utf8.ValidString(v):
		return v, fault.Error, "not UTF-8 (Latin-1 or another encoding?); save the file as UTF-8"
	case strings.IndexByte(v, 0) >= 0:
		return v, fault.Error, "contains a NUL byte"
	case strings.ContainsFunc(v, control):
		return v, fault.Error, "contains a control character"
	}
	out := strings.TrimSpace(v)
	switch {
	case strings.ContainsAny(out, "\n\r\t"):
		return strings.Join(strings.Fields(out), " "), fault.Warning, "a line break or tab inside the cell was read as a space"
	case len(out) != len(v):
		return out, fault.Warning, "stray space at the beginning or end was taken off"
	case strings.ContainsRune(out, utf8.RuneError):
		return out, fault.Warning, "contains the replacement character: text was lost in an earlier conversion"
	}
	return out, "", ""
}

// control reports the characters that no cell needs and a terminal might obey.
func control(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t'
}
