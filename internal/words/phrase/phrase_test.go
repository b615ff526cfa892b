package phrase_test

import (
	"testing"

	"detente/internal/words/phrase"
)

func TestSay(t *testing.T) {
	c := phrase.English()
	if got := c.T("window.higher", "events", phrase.Of("violent", "n", 9), "weeks", phrase.Of("weeks", "n", 1), "usual", 2.04); got != "9 violent events in the last week, more than usual (2.0)" {
		t.Errorf("got %q", got)
	}
	if got := c.T("weeks", "n", 4); got != "the last 4 weeks" {
		t.Errorf("got %q", got)
	}
	if got := c.T("no.such.key"); got != "[no.such.key]" {
		t.Errorf("an unknown key must be seen, got %q", got)
	}
	if got := c.Say(phrase.Text{}); got != "" {
		t.Errorf("an empty text is %q", got)
	}
}

func TestThousandsAreSetApart(t *testing.T) {
	c := phrase.English()
	for n, want := range map[int]string{7: "the last 7 weeks", 2026: "the last 2026 weeks", 10492: "the last 10,492 weeks", 1234567: "the last 1,234,567 weeks", -123456: "the last -123,456 weeks"} {
		if got := c.T("weeks", "n", n); got != want {
			t.Errorf("%d: %q", n, got)
		}
	}
}

func TestLoadRefusesUnknownLanguages(t *testing.T) {
	if _, err := phrase.Load("xx"); err == nil {
		t.Error("a language without a catalogue gave no error")
	}
}
