package cli_test

import (
	"encoding/json"
	"encoding/xml"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	digit   = regexp.MustCompile(`[0-9]`)
	eventID = regexp.MustCompile(`P[AD]-[0-9]{8}-[0-9]{2}`)
	eventTo = regexp.MustCompile(`\]\(#(P[AD]-[0-9]{8}-[0-9]{2})\)`)
)

// unlinked are the sentences that carry a number and name no event, each with why.
var unlinked = []struct{ why, like string }{
	{"nothing is on record to be linked", `\b0(\.0)? (violent events|a week)`},
	{"nothing is on record to be linked", `No violent event is on record for this choice`},
	{"nothing is on record to be linked", `^\*\*.*the 0\.0 violent events a week on record`},
	{"counts the whole record, not events of the report", `^(Low|Thin|No) coverage: |acts? of any kind on record in`},
	{"counts rows that are left out, and says where they are", `earlier events of these weeks are on the page`},
	{"is a published figure of people displaced, with its report", `^- Displaced .*\(\[report\]|^Displaced: figures of `},
	{"is the rule of the channels, or how far their record reaches", `^Contacts on one day are one\.|^Acts other than violence are recorded`},
	{"is a known gap in the words of the situation", `^- (It is a selection|Diplomacy is thin|Violence is thin|The explosions in Kabul|Afghan casualties)`},
}

// elsewhere are the sections whose figures rest on other records than events.
var elsewhere = map[string]string{
	"commitments": "rests on commitments.csv; each commitment listed links to its own report",
	"messaging":   "rests on statements.csv",
	"crossings":   "rests on crossings.csv; each state links to its own report",
	"returns":     "rests on series.csv and commitments.csv; each figure links to its own report",
	"principles":  "rests on commitments.csv and statements.csv besides events; each sign links to its own report",
	"sources":     "is the list of the events themselves",
}

// aboutEvents returns the lines of text of a brief's sections on events, without headings
// and tables.
func aboutEvents(t testing.TB, asOf string) (md string, lines []string) {
	t.Helper()
	md = once(t, "brief", "--db", chronology, "--as-of", asOf)
	var b struct {
		Sections []struct{ ID, Heading string }
	}
	if err := json.Unmarshal([]byte(once(t, "brief", "--db", chronology, "--as-of", asOf, "--json")), &b); err != nil {
		t.Fatal(err)
	}
	ids := map[string]string{}
	for _, s := range b.Sections {
		ids[s.Heading] = s.ID
	}
	id := "sources"
	for _, line := range strings.Split(md, "\n") {
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			if id, ok = ids[heading]; !ok {
				id = "sources"
			}
			continue
		}
		if elsewhere[id] == "" && line != "" && !strings.HasPrefix(line, "|") {
			lines = append(lines, line)
		}
	}
	return md, lines
}

func TestEachNumberInTheBriefLeadsToEvents(t *testing.T) {
	for _, asOf := range []string{"2026-07-01", "2026-03-01", "2023-06-30"} {
		md, lines := aboutEvents(t, asOf)
		if len(lines) < 20 {
			t.Fatalf("as of %s: %d lines are no brief:\n%s", asOf, len(lines), md)
		}
		for _, line := range lines {
			if !digit.MatchString(line) || eventTo.MatchString(line) {
				continue
			}
			exempt := false
			for _, u := range unlinked {
				exempt = exempt || regexp.MustCompile(u.like).MatchString(line)
			}
			if !exempt {
				t.Errorf("as of %s: a number without an event: %s", asOf, line)
			}
		}
		listed := map[string]bool{}
		for _, m := range regexp.MustCompile(`<a id="([^"]+)"></a>`).FindAllStringSubmatch(md, -1) {
			listed[m[1]] = true
		}
		for _, id := range eventID.FindAllString(md, -1) {
			if !listed[id] {
				t.Errorf("as of %s: %s is cited and not among the sources", asOf, id)
			}
		}
	}
}

// A sentence that counts violent events names as many.
func TestCountsInTheBriefAreThoseOfTheEventsNamed(t *testing.T) {
	_, lines := aboutEvents(t, "2026-07-01")
	count := regexp.MustCompile(`\b([0-9]+) violent events? in the last|in ([0-9]+) violent events?;`)
	more := regexp.MustCompile(`and ([0-9]+) more\]`)
	met := 0
	for _, line := range lines {
		m := count.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		met++
		want, named := atoi(t, m[1]+m[2]), len(eventTo.FindAllString(line, -1))
		if x := more.FindStringSubmatch(line); x != nil {
			named += atoi(t, x[1])
		}
		if named != want {
			t.Errorf("%d events are counted and %d named: %.200s", want, named, line)
		}
	}
	if met < 10 {
		t.Errorf("only %d counts met", met)
	}
}

func TestBriefInHTMLStandsAlone(t *testing.T) {
	text := ask(t, "brief", "--db", chronology, "--format", "html")
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.AutoClose, d.Entity = false, xml.HTMLAutoClose, xml.HTMLEntity
	ids, cited, outside := map[string]bool{}, map[string]bool{}, 0
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		n, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch n.Name.Local {
		case "script", "link", "img", "iframe", "object", "embed", "audio", "video", "source", "base", "form", "use", "image":
			t.Errorf("the file holds <%s>", n.Name.Local)
		}
		for _, a := range n.Attr {
			switch key := a.Name.Local; {
			case key == "id":
				if ids[a.Value] {
					t.Errorf("the id %s is there twice", a.Value)
				}
				ids[a.Value] = true
			case strings.HasPrefix(key, "on"), key == "src", key == "srcset":
				t.Errorf("<%s %s=%q>", n.Name.Local, key, a.Value)
			case key == "href" && strings.HasPrefix(a.Value, "#"):
				cited[a.Value[1:]] = true
			case key == "href" && strings.HasPrefix(a.Value, "http"):
				outside++
			case key == "href":
				t.Errorf("a link to %q", a.Value)
			}
		}
	}
	if m := regexp.MustCompile(`@import|url\(|@font-face`).FindString(text); m != "" {
		t.Errorf("the style sheet fetches something: %s", m)
	}
	for id := range cited {
		if !ids[id] {
			t.Errorf("%s is cited and not in the list of sources", id)
		}
	}
	for _, id := range eventID.FindAllString(text, -1) {
		if !ids[id] {
			t.Errorf("%s is named and not in the list of sources", id)
		}
	}
	if len(cited) < 20 || outside < 20 || !strings.Contains(text, "<svg") {
		t.Errorf("%d events cited, %d links to reports", len(cited), outside)
	}
}

func atoi(t testing.TB, s string) int {
	t.Helper()
	n, err := strconv.Atoi(s)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
