package brief_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"detente/internal/hands/brief"
	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/situations"
)

var update = flag.Bool("update", false, "write the golden files anew")

func write(t *testing.T, d *desk.Desk) *brief.Brief {
	t.Helper()
	b, err := brief.Write(context.Background(), d, calendar.Unset)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// The desks of the tests: a small invented situation with hostile texts, and the default
// one. What a desk has worked out it keeps, so that many reports cost little.
var small, whole *desk.Desk

func TestMain(m *testing.M) {
	code := 1
	func() {
		var done [2]func() error
		var err [2]error
		small, done[0], err[0] = desktest.Make(os.DirFS("testdata/border"), borderNow)
		whole, done[1], err[1] = desktest.Make(situations.Default(), desktest.Now)
		for i := range done {
			if err[i] != nil {
				fmt.Fprintln(os.Stderr, err[i])
				return
			}
			defer done[i]()
		}
		code = m.Run()
	}()
	os.Exit(code)
}

var borderNow = time.Date(2026, 3, 9, 9, 0, 0, 0, time.UTC)

func border(t *testing.T) *brief.Brief       { return write(t, small) }
func defaultBrief(t *testing.T) *brief.Brief { return write(t, whole) }

func markdown(t *testing.T, b *brief.Brief) string {
	var out bytes.Buffer
	if err := brief.Markdown(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func page(t *testing.T, b *brief.Brief) string {
	var out bytes.Buffer
	if err := brief.HTML(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestGolden(t *testing.T) {
	got := markdown(t, border(t))
	const golden = "testdata/border.md"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("the report differs from %s; when that is meant, run: go test ./internal/hands/brief -update\n%s", golden, got)
	}
}

func TestTheSameTwice(t *testing.T) {
	a, b := border(t), write(t, desktest.Open(t, os.DirFS("testdata/border"), borderNow))
	if markdown(t, a) != markdown(t, b) || page(t, a) != page(t, b) {
		t.Error("two desks on the same folder write different reports")
	}
}

// unlinked are the sections whose numbers describe the record itself, or an association over
// whole series, and no event.
var unlinked = map[string]bool{"coverage": true, "linkage": true}

// recordID is the id of a record that has no page of its own, such as a statement.
var recordID = regexp.MustCompile(`\b[A-Z]{2}-\d{8}-\d\d\b`)

// Each sentence with a number leads to the events it rests on, or to a report; but for
// what is said of the model, of coverage, and of how the report is made.
func TestNumbersLeadToEvents(t *testing.T) {
	b := defaultBrief(t)
	a, err := whole.Assess(context.Background(), calendar.Unset)
	if err != nil {
		t.Fatal(err)
	}
	say := whole.Catalog()
	of := map[string]bool{a.Calibration: true, a.Units[0].Coverage.Text + ".": true}
	isNote := func(text string) bool {
		return slices.ContainsFunc(notes(say), func(n string) bool { return strings.Contains(text, n) })
	}
	events := map[string]bool{}
	for _, e := range b.Events {
		events[e.ID] = true
	}
	for _, s := range b.Sections {
		for _, x := range append(append([]brief.Sentence{}, s.Paragraphs...), s.Points...) {
			for _, id := range x.Events {
				if !events[id] {
					t.Errorf("%s: %q names %s, which is not in the list of events", s.ID, x.Text, id)
				}
			}
			if !strings.ContainsFunc(x.Bold+x.Text, unicode.IsDigit) || unlinked[s.ID] || of[x.Text] || recordID.MatchString(x.Text) || isNote(x.Text) {
				continue
			}
			if len(x.Events) == 0 && x.URL == "" && !saysNone(x.Text) && !leadsOn(s) {
				t.Errorf("%s: a number without an event or a report: %q %q", s.ID, x.Bold, x.Text)
			}
		}
	}
	text := markdown(t, b)
	for _, e := range b.Events {
		if !strings.Contains(text, `<a id="`+e.ID+`"></a>`) {
			t.Fatalf("%s is named and not listed", e.ID)
		}
	}
}

// notes are the beginnings of the messages about how figures are made.
func notes(c *phrase.Catalog) []string {
	var out []string
	for _, k := range c.Keys() {
		if strings.HasSuffix(k, ".note") || strings.HasSuffix(k, ".none") {
			out = append(out, c.T(k))
		}
	}
	return out
}

// leadsOn reports whether a section's sentences only count the list that follows them, each
// point of which leads to its own report or events.
func leadsOn(s brief.Section) bool {
	for _, x := range s.Points {
		if len(x.Events) == 0 && x.URL == "" {
			return false
		}
	}
	return len(s.Points) > 0
}

// saysNone reports whether the sentence counts nothing, so that there is nothing to lead to.
func saysNone(text string) bool {
	return strings.HasPrefix(text, "0 ") || strings.Contains(text, ": 0.0 a week lately") || strings.Contains(text, "No ") && strings.Contains(text, "on record")
}

// wellFormed reads HTML or SVG to its end and checks that what is opened is closed.
func wellFormed(t *testing.T, what, text string, strict bool) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(text))
	if d.Strict = strict; !strict {
		d.AutoClose, d.Entity = xml.HTMLAutoClose, xml.HTMLEntity
	}
	var open []string
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		switch e := tok.(type) {
		case xml.StartElement:
			open = append(open, e.Name.Local)
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != e.Name.Local {
				t.Fatalf("%s: </%s> closes %v", what, e.Name.Local, open)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%s: %v is never closed", what, open)
	}
}

func TestPagesAreWellFormed(t *testing.T) {
	for name, b := range map[string]*brief.Brief{"border": border(t), "default": defaultBrief(t)} {
		html := page(t, b)
		if !strings.HasPrefix(html, "<!doctype html>") {
			t.Errorf("%s: begins with %.30q", name, html)
		}
		wellFormed(t, name, html, false)
		for _, bad := range []string{"<script", " on", "src=", "@import", "url("} {
			if bad != " on" && strings.Contains(html, bad) || bad == " on" && regexp.MustCompile(`<[^>]* on[a-z]+=`).MatchString(html) {
				t.Errorf("%s: the file is not self-contained: %q", name, bad)
			}
		}
		ids := map[string]bool{}
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(html, -1) {
			if ids[m[1]] {
				t.Errorf("%s: two elements have the id %s", name, m[1])
			}
			ids[m[1]] = true
		}
		for _, m := range regexp.MustCompile(`href="#([^"]*)"`).FindAllStringSubmatch(html, -1) {
			if !ids[m[1]] {
				t.Errorf("%s: a link leads to #%s, which is not there", name, m[1])
			}
		}
		charts := 0
		for _, s := range b.Sections {
			if s.Fan != nil {
				svg := s.Fan.SVG(whole.Catalog())
				wellFormed(t, name+" fan", svg, true)
				if strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
					t.Errorf("%s: the fan has a point that is no number", name)
				}
			}
			if s.Chart == nil {
				continue
			}
			charts++
			wellFormed(t, name+" chart", s.Chart.SVG(whole.Catalog()), true)
			if svg := s.Chart.SVG(whole.Catalog()); strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") {
				t.Errorf("%s: a chart has a point that is no number", name)
			}
		}
		if charts == 0 {
			t.Errorf("%s: no chart", name)
		}
	}
}
