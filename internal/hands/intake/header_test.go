package intake_test

import (
	"strings"
	"testing"

	"detente/internal/hands/intake"
)

func TestReadHeader(t *testing.T) {
	const body = "Two soldiers were killed on Monday when a bomb went off near Zenda, officials said."
	for _, x := range []struct{ above, day, publisher, left string }{
		{"", "", "", ""},
		{"March 10, 2026\n\n", "2026-03-10", "", ""},
		{"Bomb kills two in Zenda\nTuesday, 10 March 2026, 09:15 PKT\n\n", "2026-03-10", "", "Bomb kills two in Zenda"},
		{"Bomb kills two\r\nPublished March 10, 2026 Updated March 11, 2026 08:13am\r\n", "2026-03-10", "", "Bomb kills two"},
		{"Source: Border Wire\nDate: 2026-03-10\n\n", "2026-03-10", "Border Wire", ""},
		{"Bomb kills two\nBy Anna Marlow\nUpdated: 10 March 2026\n", "2026-03-10", "", "Bomb kills two"},
		{"By Tuesday evening the road was closed.\n", "", "", "By Tuesday evening the road was closed."},
		{"Attack of 10 March 2026 recalled\n", "", "", "Attack of 10 March 2026 recalled"},
		{"Since March 2026\n", "", "", "Since March 2026"},
		{"One line of a report, which is as long as a report's lines are and ends as they end.\nMarch 10, 2026\n", "", "", "One line of a report, which is as long as a report's lines are and ends as they end. March 10, 2026"},
	} {
		in := x.above + body
		h := intake.ReadHeader(in)
		day := ""
		if h.Published.IsSet() {
			day = h.Published.String()
		}
		left := strings.Join(strings.Fields(h.Text), " ")
		if want := strings.TrimSpace(x.left + " " + body); day != x.day || h.Publisher != x.publisher || left != want {
			t.Errorf("%q: %s, %q, %q", x.above, day, h.Publisher, left)
		}
		if len(h.Text) != len(in) || strings.Index(h.Text, body) != strings.Index(in, body) {
			t.Errorf("%q: the report has moved", x.above)
		}
	}
	if h := intake.ReadHeader("March 10, 2026"); h.Text != "March 10, 2026" || h.Published.IsSet() {
		t.Errorf("a date alone is the report: %+v", h)
	}
}

func FuzzReadHeader(f *testing.F) {
	f.Add("Bomb kills two\nBy Anna Marlow\nUpdated: 10 March 2026\n\nTwo were killed.")
	f.Fuzz(func(t *testing.T, s string) {
		if h := intake.ReadHeader(s); len(h.Text) != len(s) {
			t.Errorf("%d bytes became %d", len(s), len(h.Text))
		}
	})
}
