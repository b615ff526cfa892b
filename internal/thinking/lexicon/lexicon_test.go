package lexicon_test

import (
	"slices"
	"testing"

	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

func TestInflect(t *testing.T) {
	for verb, want := range map[string][]string{
		"attack":       {"attack", "attacks", "attacking", "attacked"},
		"ram":          {"ram", "rams", "ramming", "rammed"},
		"hit":          {"hit", "hits", "hitting"},
		"set on fire":  {"set on fire", "sets on fire", "setting on fire"},
		"strike":       {"strike", "strikes", "striking", "struck"},
		"carry out":    {"carry out", "carries out", "carrying out", "carried out"},
		"be caught in": {"was caught in", "were caught in", "being caught in"},
		"die":          {"die", "dies", "dying", "died"},
		"expel":        {"expel", "expels", "expelling", "expelled"},
	} {
		var got []string
		for _, f := range lexicon.Inflect(verb) {
			got = append(got, f.Words)
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("Inflect(%q) = %q lacks %q", verb, got, w)
			}
		}
	}
}

func TestPlural(t *testing.T) {
	for one, many := range map[string]string{
		"gunman": "gunmen", "attack": "attacks", "bus": "bus", "skirmish": "skirmishes", "army": "armies", "passer-by": "passers-by",
	} {
		if got := lexicon.Plural(one); got != many {
			t.Errorf("Plural(%q) = %q, want %q", one, got, many)
		}
	}
}

// Inside one table the longest match wins and matches do not overlap; tables do not hide each other.
func TestScan(t *testing.T) {
	l := lexicon.Compile(lexicon.Dictionary{
		Actors:   []lexicon.Actor{{Side: "A", Names: []string{"Red Guard"}}, {Side: "B", Names: []string{"Red Guard Front"}}},
		Places:   []lexicon.Place{{Country: "XX", Names: []string{"Front"}}},
		Triggers: []lexicon.Trigger{{Type: "ASSAULT", Part: "verb", Words: []string{"open fire"}}, {Type: "X", Part: "noun", Words: []string{"attack"}}},
	})
	doc := text.Read("The Red Guard Front opened fire; two attacks by the Red Guard followed.")
	type hit struct {
		kind  lexicon.Kind
		index int
		words string
	}
	var got []hit
	for _, m := range l.Scan(doc, nil) {
		got = append(got, hit{m.Kind, m.Index, doc.Slice(m.First, m.Last)})
	}
	want := []hit{
		{lexicon.Actors, 1, "Red Guard Front"}, {lexicon.Places, 0, "Front"}, {lexicon.Triggers, 0, "opened fire"},
		{lexicon.Triggers, 1, "attacks"}, {lexicon.Actors, 0, "Red Guard"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestSpanHolds(t *testing.T) {
	day := func(s string) calendar.Date {
		d, err := calendar.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	s := lexicon.Span{From: day("2021-08-15")}
	if s.Holds(day("2021-08-14")) || !s.Holds(day("2021-08-15")) {
		t.Error("the first day is part of the span and the one before is not")
	}
	if !(lexicon.Span{}).Holds(day("1990-01-01")) {
		t.Error("a span without ends holds always")
	}
}

func FuzzScan(f *testing.F) {
	l := lexicon.Compile(lexicon.Dictionary{Cues: []lexicon.Cue{{Kind: "k", Words: []string{"a b", "b c d", "d"}}}})
	f.Add("a b c d")
	f.Fuzz(func(t *testing.T, s string) {
		doc := text.Read(s)
		at := 0
		for _, m := range l.Scan(doc, nil) {
			if m.First < at || m.Last <= m.First || m.Last > len(doc.Tokens) {
				t.Fatalf("match [%d,%d) of %d tokens", m.First, m.Last, len(doc.Tokens))
			}
			at = m.First
		}
	})
}
