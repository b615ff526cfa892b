// Package pdf takes the running text out of a PDF, page by page. The objects of a file are read by a library; what is drawn
// on a page is put together here, in the order in which it is drawn. A file can be broken in ways that make a reader turn in
// circles or ask for all memory, so that outside of tests it is read in a process of its own (see Apart).
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	lib "github.com/ledongthuc/pdf"

	"detente/internal/words/calendar"
)

// The bounds of what is read.
const (
	MostBytes = 64 << 20 // of a file
	MostPages = 2000
	MostText  = 4 << 20  // bytes of text
	mostDrawn = 16 << 20 // bytes of what draws one page, unpacked
)

// The ways a file can have no text to give.
var (
	// ErrScan means that the pages are pictures.
	ErrScan = errors.New("this PDF holds no text, only pictures (a scan): recognise its text first, and give that")
	// ErrEncrypted means that a password is needed.
	ErrEncrypted = errors.New("this PDF is encrypted: save a copy without a password")
	// ErrBroken means that the file cannot be followed.
	ErrBroken = errors.New("this PDF is broken")
	// ErrLarge means that the file is over MostBytes.
	ErrLarge = fmt.Errorf("this PDF is larger than %d MB", MostBytes>>20)
	// ErrLetters means that the fonts do not say which letters they draw.
	ErrLetters = errors.New("the fonts of this PDF do not say which letters they draw: recognise its text first, and give that")
)

// Document is the text of a file.
type Document struct {
	Text      string        `json:"text" doc:"paragraphs with an empty line between them"`
	Pages     []Page        `json:"pages" doc:"which bytes of the text each page gave"`
	Title     string        `json:"title" doc:"as the file says; empty when it does not"`
	Publisher string        `json:"publisher" doc:"as the file says; empty when it does not"`
	Published calendar.Date `json:"published" doc:"day on which the file was made, when it was not changed on a later one"`
	Unread    int           `json:"unread" doc:"pages that could not be read"`
}

// Page says which bytes [Start, End) of the text a page gave.
type Page struct {
	Number int `json:"page" doc:"from 1"`
	Start  int `json:"start"`
	End    int `json:"end"`
}

// Read takes the text out of a file, in this process.
func Read(b []byte) (doc Document, err error) {
	defer func() {
		if x := recover(); x != nil {
			doc, err = Document{}, fmt.Errorf("%w: %v", ErrBroken, x)
		}
	}()
	if len(b) > MostBytes {
		return doc, ErrLarge
	}
	b, err = trimmed(b)
	if err != nil {
		return doc, err
	}
	r, err := lib.NewReader(bytes.NewReader(b), int64(len(b)))
	switch {
	case errors.Is(err, lib.ErrInvalidPassword), err != nil && strings.Contains(err.Error(), "encryption"):
		return doc, ErrEncrypted
	case err != nil:
		return doc, fmt.Errorf("%w: %v", ErrBroken, err)
	}
	pages := leaves(r.Trailer().Key("Root").Key("Pages"))
	if len(pages) == 0 {
		return doc, fmt.Errorf("%w: it has no pages", ErrBroken)
	}
	doc.Pages = []Page{}
	var text story
	var first error
	for i, p := range pages {
		lines, err := draw(p)
		if err != nil {
			doc.Unread++
			if first == nil {
				first = fmt.Errorf("page %d: %w", i+1, err)
			}
		}
		start, end := text.add(lines)
		if end > start {
			doc.Pages = append(doc.Pages, Page{i + 1, start, end})
		}
		if len(text.b) > MostText {
			break
		}
	}
	doc.Text = string(text.b)
	described(&doc, r.Trailer())
	switch {
	case strings.TrimSpace(doc.Text) == "" && first != nil:
		return Document{}, fmt.Errorf("%w: %v", ErrBroken, first)
	case strings.TrimSpace(doc.Text) == "":
		return Document{}, ErrScan
	case unknown(doc.Text):
		return Document{}, ErrLetters
	}
	return doc, nil
}

// trimmed leaves out what stands before and after the file proper, and writes the first line as the library wants it.
func trimmed(b []byte) ([]byte, error) {
	at := bytes.Index(b[:min(len(b), 1024)], []byte("%PDF-"))
	if at < 0 {
		return nil, fmt.Errorf("%w: it does not begin like one", ErrBroken)
	}
	b = b[at:]
	end := bytes.LastIndex(b, []byte("%%EOF"))
	if end < 0 || len(b) < 100 {
		return nil, fmt.Errorf("%w: it ends early", ErrBroken)
	}
	b = bytes.Clone(b[:end+5])
	copy(b, "%PDF-1.7\n")
	return b, nil
}

// leaves are the pages of a tree, in order.
func leaves(root lib.Value) []lib.Value {
	var out []lib.Value
	seen := 0
	var walk func(v lib.Value, depth int)
	walk = func(v lib.Value, depth int) {
		if seen++; depth > 32 || seen > 4*MostPages || len(out) >= MostPages {
			return
		}
		kids := v.Key("Kids")
		if kids.Kind() != lib.Array {
			if v.Kind() == lib.Dict {
				out = append(out, v)
			}
			return
		}
		for i := 0; i < kids.Len(); i++ {
			walk(kids.Index(i), depth+1)
		}
	}
	walk(root, 0)
	return out
}

// inherited looks a key up in a page and in what it belongs to.
func inherited(v lib.Value, key string) lib.Value {
	for range 32 {
		if x := v.Key(key); !x.IsNull() || v.IsNull() {
			return x
		}
		v = v.Key("Parent")
	}
	return lib.Value{}
}

// unpacked are the bytes of a stream, or of several that follow one another; at most mostDrawn.
func unpacked(v lib.Value) ([]byte, error) {
	var out []byte
	one := func(v lib.Value) error {
		if v.Kind() != lib.Stream {
			return nil
		}
		b, err := io.ReadAll(io.LimitReader(v.Reader(), int64(mostDrawn-len(out))))
		out = append(append(out, b...), '\n')
		if len(out) >= mostDrawn {
			return fmt.Errorf("more than %d MB for one page", mostDrawn>>20)
		}
		return err
	}
	if v.Kind() != lib.Array {
		err := one(v)
		return out, err
	}
	for i := 0; i < v.Len(); i++ {
		if err := one(v.Index(i)); err != nil {
			return out, err
		}
	}
	return out, nil
}

// unknown reports a text whose letters are mostly not known.
func unknown(s string) bool {
	return strings.Count(s, "\uFFFD")*3 > utf8.RuneCountInString(s)
}

// publisher is how the metadata of a document name it.
var publisher = regexp.MustCompile(`(?s)<dc:publisher>.{0,200}?<rdf:li[^>]{0,80}>([^<]{1,120})</rdf:li>`)

// described takes what the file says of itself, where that is plain.
func described(doc *Document, trailer lib.Value) {
	defer func() { _ = recover() }() // a file may be read whose description is broken
	info := trailer.Key("Info")
	doc.Title = plain(info.Key("Title").Text())
	made, changed := dayOf(info.Key("CreationDate").Text()), dayOf(info.Key("ModDate").Text())
	if made.IsSet() && (!changed.IsSet() || changed == made) {
		doc.Published = made
	}
	if b, err := unpacked(trailer.Key("Root").Key("Metadata")); err == nil {
		if m := publisher.FindSubmatch(b); m != nil {
			doc.Publisher = plain(string(m[1]))
		}
	}
}

// plain is a line of text, or nothing.
func plain(s string) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ")
	if len(s) > 300 || strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == utf8.RuneError }) {
		return ""
	}
	return s
}

// dayOf reads a date such as D:20260306101500+05'00'.
func dayOf(s string) calendar.Date {
	s = strings.TrimPrefix(strings.TrimSpace(s), "D:")
	if len(s) < 8 {
		return calendar.Unset
	}
	t, err := time.Parse("20060102", s[:8])
	if err != nil || t.Year() < 1990 {
		return calendar.Unset
	}
	return calendar.FromTime(t)
}
