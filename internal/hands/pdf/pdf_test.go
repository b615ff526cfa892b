package pdf_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"detente/internal/hands/pdf"
)

// TestMain lets the tests start this program as the process that reads one file.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "read-one" {
		if err := pdf.Child(os.Stdin, os.Stdout); err != nil {
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// file writes a PDF of the objects given, numbered from 1; the first is the catalogue. trailer is what its last dictionary
// holds further.
func file(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, start)
	return b.Bytes()
}

func stream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

func packed(dict, data string) string {
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	_, _ = w.Write([]byte(data))
	_ = w.Close()
	return stream(dict+" /Filter /FlateDecode", b.String())
}

// pages is a file with a page for each drawing, all with one font.
func pages(trailer string, drawings ...string) []byte {
	kids, objects := "", []string{"<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"}
	for i, d := range drawings {
		kids += fmt.Sprintf("%d 0 R ", 4+2*i)
		objects = append(objects, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>", 5+2*i), packed("", d))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Count %d /Kids [%s] >>", len(drawings), kids)
	return file(trailer, objects...)
}

const first = `BT /F1 11 Tf 14 TL 72 700 Td (Gunmen attacked a police post in Bannu on Sat-) Tj T* (urday, killing three policemen, officials said.) Tj
0 -30 Td [(Two o) 20 (thers) -300 (were hurt and one was) ] TJ ET`

const second = `BT /F1 11 Tf 1 0 0 1 72 700 Tm (missing \(later found\).) Tj 0 -24 Td <4E6F626F6479> Tj ( claimed it.) Tj ET BT 1 0 0 1 300 20 Tm (2) Tj ET`

func TestTextComesPageByPage(t *testing.T) {
	doc, err := pdf.Read(pages("", first, second))
	if err != nil {
		t.Fatal(err)
	}
	want := "Gunmen attacked a police post in Bannu on Saturday, killing three policemen, officials said.\n\n" +
		"Two others were hurt and one was missing (later found).\n\nNobody claimed it."
	if doc.Text != want {
		t.Errorf("%q", doc.Text)
	}
	if len(doc.Pages) != 2 || doc.Pages[1].Number != 2 || !strings.HasPrefix(doc.Text[doc.Pages[1].Start:], "missing") || doc.Pages[1].End != len(doc.Text) {
		t.Errorf("%+v", doc.Pages)
	}
}

func TestWordsThatAreDivided(t *testing.T) {
	for in, want := range map[string]string{
		"(kil-) Tj T* (led)":           "killed",
		"(cross-) Tj T* (border)":      "cross-border",
		"(Torkham-) Tj T* (Jalalabad)": "Torkham- Jalalabad",
		"(pol\\255) Tj T* (ice)":       "police",
	} {
		doc, err := pdf.Read(pages("", "BT /F1 11 Tf 14 TL 72 700 Td "+in+" Tj ET"))
		if err != nil || doc.Text != want {
			t.Errorf("%s: %q %v", in, doc.Text, err)
		}
	}
}

func TestWhatAFileSaysOfItself(t *testing.T) {
	info := func(s string) pdf.Document {
		b := file("/Info 5 0 R", "<< /Pages 2 0 R /Metadata 6 0 R >>", "<< /Kids [3 0 R] >>", "<< /Contents 4 0 R >>", stream("", "BT 9 0 0 9 0 0 Tm (One line.) Tj ET"), s,
			stream("", "<x><dc:publisher><rdf:Bag><rdf:li>Example News</rdf:li></rdf:Bag></dc:publisher></x>"))
		doc, err := pdf.Read(b)
		if err != nil {
			t.Fatal(err)
		}
		return doc
	}
	if d := info("<< /Title (A report) /CreationDate (D:20260306101500Z) >>"); d.Title != "A report" || d.Publisher != "Example News" || d.Published.String() != "2026-03-06" {
		t.Errorf("%+v", d)
	}
	for name, s := range map[string]string{
		"changed later": "<< /CreationDate (D:20260306101500Z) /ModDate (D:20260401101500Z) >>",
		"no date":       "<< /CreationDate (yesterday) >>",
		"no such day":   "<< /CreationDate (D:20261399) >>",
	} {
		if d := info(s); d.Published.IsSet() {
			t.Errorf("%s: %s", name, d.Published)
		}
	}
}

func TestFontsSayTheirLetters(t *testing.T) {
	one := func(font, extra, drawing string) string {
		b := file("", "<< /Pages 2 0 R >>", "<< /Kids [3 0 R] /Resources << /Font << /F 5 0 R >> /XObject << /X 7 0 R >> >> >>", "<< /Parent 2 0 R /Contents 4 0 R >>",
			stream("", drawing), font, stream("", extra), stream("/Subtype /Form", "BT /F 8 Tf (in a form) Tj ET"))
		doc, err := pdf.Read(b)
		if err != nil {
			return "! " + err.Error()
		}
		return doc.Text
	}
	cmap := "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0003> <0020> endbfchar 2 beginbfrange <0010> <0012> <0061> <0020> <0021> [<00660069> <D83DDE00>] endbfrange"
	wide := "<< /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /DW 600 /W [16 [500 500] 32 33 700] >>] >>"
	for name, c := range map[string]struct{ font, extra, drawing, want string }{
		"two bytes":   {wide, cmap, "BT /F 10 Tf <001000110012000300200021> Tj ET", "abc fi😀"},
		"no table":    {"<< /Subtype /Type0 /Encoding /Identity-H >>", "", "BT /F 10 Tf <00100011> Tj ET", "! " + pdf.ErrLetters.Error()},
		"differences": {"<< /Subtype /Type1 /Encoding << /Differences [65 /quoteright /uni0042 /fi] >> >>", "", "BT /F 10 Tf (ABCD) Tj ET", "’BfiD"},
		"pictures":    {"<< /Subtype /Type3 /Encoding << /Differences [28 /a28 97 /a97] >> >>", "", "BT /F 10 Tf (\\034a) Tj ET", "fia"},
		"no encoding": {"<< /Subtype /Type1 >>", "", "BT /F 10 Tf (o\\016ce) Tj ET", "office"},
		"a form":      {"<< /Subtype /Type1 >>", "", "q 2 0 0 2 0 0 cm /X Do Q", "in a form"},
		"a picture":   {"<< /Subtype /Type1 >>", "", "BI /W 1 ID \x00(((( EI BT /F 8 Tf (after it) Tj ET", "after it"},
	} {
		if got := one(c.font, c.extra, c.drawing); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestFilesWithoutText(t *testing.T) {
	good := pages("", first)
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"a scan":     {pages("", "q 100 0 0 100 0 0 cm /Im1 Do Q"), pdf.ErrScan},
		"encrypted":  {pages("/Encrypt << /Filter /Standard /V 5 /R 6 >>", first), pdf.ErrEncrypted},
		"locked":     {pages("/ID [(0123456789abcdef) (0123456789abcdef)] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O ("+strings.Repeat("x", 32)+") /U ("+strings.Repeat("y", 32)+") >>", first), pdf.ErrEncrypted},
		"cut":        {good[:len(good)/2], pdf.ErrBroken},
		"not one":    {[]byte("Gunmen attacked a police post."), pdf.ErrBroken},
		"nothing":    {nil, pdf.ErrBroken},
		"no pages":   {file("", "<< /Type /Catalog >>"), pdf.ErrBroken},
		"too large":  {make([]byte, pdf.MostBytes+1), pdf.ErrLarge},
		"in circles": {file("", "<< /Pages 2 0 R >>", "<< /Kids [2 0 R 2 0 R] >>"), pdf.ErrBroken},
	} {
		if doc, err := pdf.Read(c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, %q", name, err, doc.Text)
		}
	}
	// Something before the file and behind it is passed over, and so is a newer version.
	b := append([]byte("\r\n\r\n"), good...)
	if doc, err := pdf.Read(append(good[:len(good):len(good)], "\r\n\x00\x00"...)); err != nil || !strings.HasPrefix(doc.Text, "Gunmen") {
		t.Errorf("%q %v", doc.Text, err)
	}
	if doc, err := pdf.Read(bytes.Replace(b, []byte("%PDF-1.4"), []byte("%PDF-2.0"), 1)); err != nil || !strings.HasPrefix(doc.Text, "Gunmen") {
		t.Errorf("%q %v", doc.Text, err)
	}
}

func apart(t testing.TB, b []byte) (pdf.Document, error) {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, done := context.WithTimeout(t.Context(), 5*time.Second) // shorter than the program's own bound, to search further
	defer done()
	return pdf.Apart(ctx, func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, self, "read-one") }, b)
}

func TestAProcessOfItsOwn(t *testing.T) {
	doc, err := apart(t, pages("", first, second))
	here, _ := pdf.Read(pages("", first, second))
	if err != nil || doc.Text != here.Text || len(doc.Pages) != 2 {
		t.Errorf("%+v %v", doc, err)
	}
	for name, c := range map[string]struct {
		b    []byte
		want error
	}{
		"a scan": {pages("", "q Q"), pdf.ErrScan},
		"cut":    {[]byte("%PDF-1.4\n%%EOF"), pdf.ErrBroken},
		// The library makes room for as many objects as the file says it has.
		"all memory": {huge(), pdf.ErrBroken},
	} {
		if _, err := apart(t, c.b); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// huge says that it has more objects than memory could hold.
func huge() []byte {
	table := stream("/Type /XRef /Size 40000000000 /W [1 2 1] /Root 1 0 R", "....")
	b := "%PDF-1.4\n" + strings.Repeat("% filled up\n", 20)
	return fmt.Appendf(nil, "%s1 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", b, table, len(b))
}

// endless has a string that is never closed, in which the library turns in circles.
func endless() []byte {
	b := "%PDF-1.5\n" + strings.Repeat("% filled up\n", 20)
	kept := len(b)
	b += "5 0 obj\n" + stream("/Type /ObjStm /N 1 /First 4", "2 0 <4142") + "\nendobj\n"
	root := len(b)
	b += "1 0 obj\n<< /Pages 2 0 R >>\nendobj\n"
	rows := ""
	for _, r := range [][3]int{{0, 0, 0}, {1, root, 0}, {2, 5, 0}, {0, 0, 0}, {0, 0, 0}, {1, kept, 0}} {
		rows += string([]byte{byte(r[0]), byte(r[1] >> 8), byte(r[1]), byte(r[2])})
	}
	return fmt.Appendf(nil, "%s6 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n", b, stream("/Type /XRef /Size 6 /W [1 2 1] /Root 1 0 R", rows), len(b))
}

func TestAFileThatNeverEndsIsEnded(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	ctx, done := context.WithTimeout(t.Context(), time.Second)
	defer done()
	_, err = pdf.Apart(ctx, func(ctx context.Context) *exec.Cmd { return exec.CommandContext(ctx, self, "read-one") }, endless())
	if !errors.Is(err, pdf.ErrBroken) || !strings.Contains(err.Error(), "longer") {
		t.Error(err)
	}
}

// Whatever a file holds, reading it ends within its bounds, and pages name bytes of the text. Each file is read in a process
// of its own, since that is how the program reads.
func FuzzApart(f *testing.F) {
	f.Add(pages("", first))
	f.Add(pages("/Info << /CreationDate (D:20260306) >>", second))
	f.Add(file("", "<< /Pages 2 0 R >>", "<< /Kids [2 0 R] >>"))
	f.Add(huge())
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := apart(t, b)
		if err == nil && strings.TrimSpace(doc.Text) == "" {
			t.Error("no text and no reason")
		}
		for _, p := range doc.Pages {
			if p.Start < 0 || p.Start >= p.End || p.End > len(doc.Text) {
				t.Errorf("%+v of %d", p, len(doc.Text))
			}
		}
	})
}
