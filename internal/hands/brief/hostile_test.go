package brief_test

import (
	"regexp"
	"strings"
	"testing"
)

var link = regexp.MustCompile(`\]\(([^)]*)\)`)

// plainLinks checks that every Markdown link leads to the web or into the report.
func plainLinks(t *testing.T, text string) {
	t.Helper()
	for _, m := range link.FindAllStringSubmatchIndex(text, -1) {
		if text[m[0]-1] == '\\' || strings.HasSuffix(text[:m[0]], `\`) {
			continue // the bracket is escaped
		}
		to := text[m[2]:m[3]]
		if !strings.HasPrefix(to, "https://") && !strings.HasPrefix(to, "http://") && !strings.HasPrefix(to, "#") {
			t.Errorf("a link leads to %q: %.80q", to, text[max(0, m[0]-40):m[1]])
		}
	}
}

func TestHostileTextsAreText(t *testing.T) {
	b := border(t)
	text := markdown(t, b)
	plainLinks(t, text)
	for _, raw := range []string{"<script", "](javascript", "| \"villains\"", "*nothing*", "`agreed`"} {
		if strings.Contains(strings.ReplaceAll(text, `\`+raw[:1], "§"), raw) {
			t.Errorf("%q is in the Markdown as it was given", raw)
		}
	}
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "| ") && strings.Contains(line, "EV-101") {
			if n := strings.Count(strings.ReplaceAll(line, `\|`, ""), "|"); n != 5 {
				t.Errorf("a pipe in a text makes a column: %s", line)
			}
		}
	}
	html := page(t, b)
	for _, raw := range []string{"<script", "javascript:alert(1)\"", "<test>"} {
		if strings.Contains(html, raw) {
			t.Errorf("%q is in the HTML as it was given", raw)
		}
	}
	if !strings.Contains(html, "&lt;script&gt;") || !strings.Contains(text, "&lt;script&gt;") {
		t.Error("the hostile summary is not there at all: this test sees nothing")
	}
}

// Addresses that are no page of the web are never links, wherever they stand.
func TestOnlyTheWebIsLinked(t *testing.T) {
	for _, address := range []string{"javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//news.example/x", ""} {
		b := border(t)
		for i := range b.Reports {
			b.Reports[i].URL = address
		}
		for i := range b.Sections {
			for k := range b.Sections[i].Points {
				b.Sections[i].Points[k].URL = address
			}
		}
		text, html := markdown(t, b), page(t, b)
		plainLinks(t, text)
		for _, m := range regexp.MustCompile(`href="([^"]*)"`).FindAllStringSubmatch(html, -1) {
			if !strings.HasPrefix(m[1], "#") && !strings.HasPrefix(m[1], "http") {
				t.Errorf("%q makes the link %q", address, m[1])
			}
		}
		if !strings.Contains(text, "Example") {
			t.Error("the publisher is lost with the address")
		}
	}
	// What ends a link early in Markdown is encoded.
	b := border(t)
	b.Reports[0].URL = `https://news.example/a) [b](javascript:x) <c> \`
	plainLinks(t, markdown(t, b))
	if text := markdown(t, b); !strings.Contains(text, `https://news.example/a%29%20[b]%28javascript:x%29%20%3Cc%3E%20%5C)`) {
		t.Error("an address is not encoded whole")
	}
}
