package dictionary_test

import (
	"fmt"
	"os"
	"slices"
	"testing"

	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
)

// told is what a text's events come to: type, mode, district or country, sides, dead.
func told(r coder.Result) []string {
	var out []string
	for _, e := range r.Events {
		at := e.Admin2
		if at == "" {
			at = e.Country
		}
		out = append(out, fmt.Sprintf("%s %s %s %s>%s %s", e.Type, e.Mode, at, e.InitiatorSide, e.TargetSide, e.DeathsLow))
	}
	return out
}

func TestTheOpinionArticle(t *testing.T) {
	text, err := os.ReadFile("../../../../shared/data/article/after_the_airstrikes.txt")
	if err != nil {
		t.Skip("the article is not there")
	}
	r := newCoder(t).Code(coder.Item{ID: "a", Published: calendar.DateOf(2026, 2, 27), Text: string(text)})
	want := []string{
		"ASSAULT airstrike AF PAK_MIL> ", "ASSAULT armed-assault Bajaur ARMED_UNKNOWN>PAK_POLICE 4",
		"ASSAULT abduction Peshawar ARMED_UNKNOWN>CIVILIAN ", "ASSAULT armed-assault Bannu ARMED_UNKNOWN> ",
	}
	if got := told(r); !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

// "Recent" alone makes nothing the past: what a recent strike did is told.
func TestRecentForceIsTold(t *testing.T) {
	c := newCoder(t)
	for text, want := range map[string]int{
		"Pakistan's recent airstrikes in Nangarhar killed 10 people.":                             1,
		"The minister said recent attacks in Bannu were the work of enemies.":                     0,
		"Traders said business had suffered since the recent clashes in Kurram and Khyber.":       0,
		"A recent roadside bomb in Khyber killed two policemen and wounded four, officials said.": 1,
	} {
		r := c.Code(coder.Item{ID: "a", Published: calendar.DateOf(2026, 2, 27), Text: text})
		if len(r.Events) != want {
			t.Errorf("%s: %q", text, told(r))
		}
	}
}
