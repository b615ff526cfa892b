package brief_test

import (
	"strings"
	"testing"

	"detente/internal/hands/brief"
	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
)

func TestChartsAtTheEdges(t *testing.T) {
	say := whole.Catalog()
	day := calendar.DateOf(2026, 1, 5)
	if svg := (&brief.WeeksChart{Title: "none"}).SVG(say); svg != "" {
		t.Errorf("a chart of nothing: %s", svg)
	}
	one := &brief.WeeksChart{Title: `a "title" & <more>`, Weeks: []desk.WeekLevel{{Week: day, Violent: 0}}}
	wellFormed(t, "one week", one.SVG(say), true)
	big := &brief.WeeksChart{Title: "big", Weeks: []desk.WeekLevel{{Week: day, Violent: 1234567}, {Week: day.Add(7), Violent: 3}}}
	wellFormed(t, "big counts", big.SVG(say), true)
	if n := strings.Count(big.SVG(say), `text-anchor="end"`); n > 6 {
		t.Errorf("%d ticks", n)
	}
}
