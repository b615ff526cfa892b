// Package intake reads reports for the coder from files, folders and standard input: plain text, HTML, PDF, JSON lines, RSS
// and Atom. What it cannot read it names with the reason, and goes on with the rest.
package intake

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"detente/internal/hands/pdf"
	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
)

// MaxItem is the most bytes of one report; a longer one is refused with a message.
const MaxItem = 4 << 20

// Defaults stand in for what an input does not say.
type Defaults struct {
	Published calendar.Date
	Dateline  string
	// PDF takes the text out of a PDF; nil reads it in this process.
	PDF func([]byte) (pdf.Document, error)
}

// Item is a report as it was read.
type Item struct {
	coder.Item
	Publisher string     // as the input says; empty when it does not
	Pages     []pdf.Page // which bytes of the text stand on which page, where the input has pages
}

// Take is given each report, or why one could not be read. An error stops the reading.
type Take func(item Item, fault error) error

// Read reads a file, a folder, or, named "-", what comes in. An error means that nothing could be read at all.
func Read(in io.Reader, name string, def Defaults, take Take) error {
	if name == "-" {
		return stream(in, "-", def, take)
	}
	info, err := os.Stat(name)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return folder(name, def, take)
	}
	return file(name, def, take)
}

func folder(dir string, def Defaults, take Take) error {
	found := false
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return take(Item{}, err)
		}
		if !d.Type().IsRegular() || strings.HasPrefix(d.Name(), ".") {
			return nil
		}
		found = true
		return file(name, def, take)
	})
	if err == nil && !found {
		return fmt.Errorf("%s: no files in this folder", dir)
	}
	return err
}

func file(name string, def Defaults, take Take) error {
	f, err := os.Open(name)
	if err != nil {
		return take(Item{}, err)
	}
	defer f.Close() //nolint:errcheck // only read
	return stream(f, name, def, take)
}

func stream(in io.Reader, name string, def Defaults, take Take) error {
	r := bufio.NewReaderSize(in, 64<<10)
	if mark, _ := r.Peek(3); bytes.HasPrefix(mark, []byte("\xff\xfe")) || bytes.HasPrefix(mark, []byte("\xfe\xff")) || string(mark) == "\uFEFF" {
		r = bufio.NewReaderSize(transform.NewReader(r, unicode.BOMOverride(encoding.Nop.NewDecoder())), 64<<10)
	}
	head, err := r.Peek(4 << 10)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return take(Item{}, fmt.Errorf("%s: %w", name, err))
	}
	switch kind := kindOf(name, head); kind {
	case "empty":
		return take(Item{}, fmt.Errorf("%s: the file is empty", name))
	case "pdf":
		return paged(r, name, def, take)
	case "binary":
		return take(Item{}, fmt.Errorf("%s: not text", name))
	case "jsonl":
		return items(r, name, def, take)
	default:
		b, err := io.ReadAll(io.LimitReader(r, MaxItem+1))
		if err != nil {
			return take(Item{}, fmt.Errorf("%s: %w", name, err))
		}
		if len(b) > MaxItem {
			return take(Item{}, fmt.Errorf("%s: longer than %d MB, which no report is: cut it into reports, or give JSON lines", name, MaxItem>>20))
		}
		switch kind {
		case "feed":
			return feed(b, name, def, take)
		case "html":
			return page(b, name, def, take)
		}
		return take(plain(string(b), name, def), nil)
	}
}

func plain(text, name string, def Defaults) Item {
	h := ReadHeader(strings.ToValidUTF8(text, "\uFFFD"))
	if def.Published.IsSet() {
		h.Published = def.Published
	}
	return Item{Item: coder.Item{ID: name, Published: h.Published, Dateline: def.Dateline, Text: h.Text}, Publisher: h.Publisher}
}

// brief is the name of a publisher on one line; empty when it is too long for one.
func brief(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if len(s) > 120 {
		return ""
	}
	return s
}

// paged reads a PDF. The day on which it was made is that of the report where none is given.
func paged(r io.Reader, name string, def Defaults, take Take) error {
	b, err := io.ReadAll(io.LimitReader(r, pdf.MostBytes+1))
	if err != nil {
		return take(Item{}, fmt.Errorf("%s: %w", name, err))
	}
	read := pdf.Read
	if def.PDF != nil {
		read = def.PDF
	}
	doc, err := read(b)
	if err == nil && len(doc.Text) > MaxItem {
		err = fmt.Errorf("its text is longer than %d MB, which no report is", MaxItem>>20)
	}
	if err != nil {
		return take(Item{}, fmt.Errorf("%s: %w", name, err))
	}
	item := plain(doc.Text, name, def)
	item.Pages = doc.Pages
	if doc.Publisher != "" {
		item.Publisher = doc.Publisher
	}
	if !item.Published.IsSet() {
		item.Published = doc.Published
	}
	if doc.Unread > 0 {
		if err := take(Item{}, fmt.Errorf("%s: %d of its pages could not be read; the others were", name, doc.Unread)); err != nil {
			return err
		}
	}
	return take(item, nil)
}

func kindOf(name string, head []byte) string {
	b := bytes.TrimLeft(head, "\uFEFF \t\r\n")
	lower := bytes.ToLower(b[:min(len(b), 1024)])
	switch {
	case len(b) == 0:
		return "empty"
	case bytes.HasPrefix(b, []byte("%PDF-")):
		return "pdf"
	case bytes.IndexByte(head, 0) >= 0:
		return "binary"
	case bytes.HasPrefix(b, []byte("{")):
		return "jsonl"
	case bytes.Contains(lower, []byte("<rss")) || bytes.Contains(lower, []byte("<feed")) || bytes.Contains(lower, []byte("<rdf:rdf")):
		return "feed"
	case bytes.Contains(lower, []byte("<html")) || bytes.Contains(lower, []byte("<!doctype html")) || strings.EqualFold(filepath.Ext(name), ".html") || strings.EqualFold(filepath.Ext(name), ".htm"):
		return "html"
	}
	return "text"
}

// items reads JSON lines. A line that is no item, or too long, is named and passed over.
func items(r *bufio.Reader, name string, def Defaults, take Take) error {
	for n := 1; ; n++ {
		line, long, err := nextLine(r)
		if len(bytes.TrimSpace(line)) > 0 || long {
			if err := item(line, long, fmt.Sprintf("%s:%d", name, n), def, take); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return take(Item{}, fmt.Errorf("%s:%d: %w", name, n, err))
		}
	}
}

func item(line []byte, long bool, where string, def Defaults, take Take) error {
	if long {
		return take(Item{}, fmt.Errorf("%s: longer than %d MB", where, MaxItem>>20))
	}
	var x struct {
		ID        string `json:"id"`
		Published string `json:"published"`
		Dateline  string `json:"dateline"`
		Publisher string `json:"publisher"`
		Text      string `json:"text"`
	}
	if err := json.Unmarshal(line, &x); err != nil {
		return take(Item{}, fmt.Errorf("%s: not an item: %w", where, err))
	}
	out := plain(x.Text, x.ID, def)
	if out.ID == "" {
		out.ID = where
	}
	out.Publisher = brief(x.Publisher)
	if x.Dateline != "" {
		out.Dateline = x.Dateline
	}
	if x.Published != "" {
		day, err := calendar.ParseDate(x.Published)
		if err != nil {
			return take(Item{}, fmt.Errorf("%s: published: %w", where, err))
		}
		out.Published = day
	}
	return take(out, nil)
}

// nextLine reads a line of at most MaxItem bytes; the rest of a longer one is passed over.
func nextLine(r *bufio.Reader) (line []byte, long bool, err error) {
	for {
		part, err := r.ReadSlice('\n')
		if !long && len(line)+len(part) <= MaxItem {
			line = append(line, part...)
		} else {
			line, long = nil, true
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		return line, long, err
	}
}
