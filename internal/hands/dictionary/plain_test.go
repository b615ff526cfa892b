package dictionary_test

import (
	"fmt"
	"os"
	"path"
	"strings"
	"testing"

	"detente/internal/thinking/coder"
	"detente/internal/words/figure"
)

// Plain sentences of our own, one point of grammar each: what they tell, and what opens no event. A line of testdata/plain.txt has
// patterns of the events ("-" for none), the dateline and the text; the day of issue is Friday 13 March 2026.
func TestPlainSentences(t *testing.T) {
	c := newCoder(t)
	raw, err := os.ReadFile("testdata/plain.txt")
	if err != nil {
		t.Fatal(err)
	}
	for n, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		f := strings.SplitN(line, " | ", 3)
		if len(f) != 3 {
			t.Fatalf("line %d: %d fields, want 3", n+1, len(f))
		}
		var got []string
		for _, e := range c.Code(coder.Item{Published: day(t, "2026-03-13"), Dateline: f[1], Text: f[2]}).Events {
			got = append(got, fmt.Sprintf("%s:%s>%s:%s:%s:%s:d%s-%s", e.Type, none(string(e.InitiatorSide)), none(string(e.TargetSide)), e.DateStart, none(string(e.Admin2)), e.Status, bound(e.DeathsLow), bound(e.DeathsHigh)))
		}
		if !allMatch(f[0], got) {
			t.Errorf("line %d: %s\n  got  %v\n  want %s", n+1, f[2], got, f[0])
		}
	}
}

func none(s string) string {
	if s == "" {
		return "None"
	}
	return s
}

func bound(k figure.Count) string {
	if v, ok := k.Value(); ok {
		return fmt.Sprint(v)
	}
	return "None"
}

// allMatch pairs each pattern with an event of its own, and leaves none over.
func allMatch(want string, got []string) bool {
	rest := append([]string{}, got...)
	if want != "-" {
		for _, w := range strings.Split(want, ",") {
			found := -1
			for i, g := range rest {
				if ok, _ := path.Match(w+"*", g); ok && found < 0 {
					found = i
				}
			}
			if found < 0 {
				return false
			}
			rest = append(rest[:found], rest[found+1:]...)
		}
	}
	return len(rest) == 0
}
