package neutral_test

import (
	"testing"

	"pgregory.net/rapid"

	"detente/internal/words/neutral"
)

var lint = neutral.New([]string{"miscreant*", "regime", "neutrali*"}, []string{"Regime Change Review"})

func TestFind(t *testing.T) {
	for _, c := range []struct {
		text string
		n    int
	}{
		{"Six miscreants were held", 1},
		{`ISPR said six "miscreants" were held`, 0},
		{"ISPR said “the regime’s miscreants” fled", 0},
		{"The Regime Change Review wrote of the regime", 1},
		{"Neutralised; NEUTRALISED", 2},
		{"a regimental dinner", 0},
		{"REGIME, reGime and mi\u017fcreants", 3}, // a long s is an s
		{"", 0},
	} {
		if got := lint.Find(c.text); len(got) != c.n {
			t.Errorf("Find(%q) = %v, want %d", c.text, got, c.n)
		}
	}
}

func TestQuoteLeavesNothingToFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOf(rapid.SampledFrom([]string{
			"miscreants", "regime", " ", `"`, "“", "”", "said", "Regime Change Review", "neutralised", "é", ".",
		})).Draw(t, "parts")
		text := ""
		for _, p := range parts {
			text += p
		}
		if left := lint.Find(lint.Quote(text)); len(left) > 0 {
			t.Fatalf("Quote(%q) = %q still holds %v", text, lint.Quote(text), left)
		}
	})
}
