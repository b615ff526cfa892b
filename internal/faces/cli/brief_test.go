package cli_test

import (
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
	{"links to the report of the commitment", `\(\[report\]\(https?://`},
	{"counts the commitments listed below it", `commitments are past their day`},
	{"is a known gap in the words of the situation", `^- (It is a selection|Diplomacy is thin|Violence is thin|The explosions in Kabul|Afghan casualties)`},
}

// sections returns the lines of text of the sections of a brief, without headings, tables
// and the list of sources.
func sections(md string) []string {
	var out []string
	_, body, _ := strings.Cut(md, "\n## ")
	body, _, _ = strings.Cut(body, "\n## Events named above")
	for _, line := range strings.Split(body, "\n")[1:] {
		if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "|") {
			out = append(out, line)
		}
	}
	return out
}

func TestEachNumberInTheBriefLeadsToEvents(t *testing.T) {
	for _, asOf := range []string{"2026-07-01", "2026-03-01", "2023-06-30"} {
		md := once(t, "brief", "--db", chronology, "--as-of", asOf)
		lines := sections(md)
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
	md := once(t, "brief", "--db", chronology, "--as-of", "2026-07-01")
	count := regexp.MustCompile(`\b([0-9]+) violent events? in the last|in ([0-9]+) violent events?;`)
	more := regexp.MustCompile(`and ([0-9]+) more\]`)
	met := 0
	for _, line := range sections(md) {
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
