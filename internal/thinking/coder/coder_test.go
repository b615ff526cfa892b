package coder_test

import (
	"encoding/json"
	"strings"
	"sync"
	"testing"

	"detente/internal/thinking/coder"
	"detente/internal/thinking/lexicon"
	"detente/internal/words/calendar"
)

// small is a dictionary of invented names.
func small() lexicon.Dictionary {
	sides := func(g string) map[string]string {
		return map[string]string{"government": g + "_GOV", "military": g + "_MIL", "police": g + "_POL", "local_government": g + "_GOV", "civilian": "CIVILIAN", "party": g + "_GOV"}
	}
	d := lexicon.Dictionary{
		Actors:  []lexicon.Actor{{Side: "REBELS", Label: "Blue Front", Class: "armed", Names: []string{"Blue Front"}}},
		Nations: []lexicon.Nation{{Code: "RU", Sides: sides("RUR"), Names: []string{"Ruritania", "Ruritanian"}, Capitals: []string{"Strelsau"}}},
		Agents: []lexicon.Agent{
			{Class: "armed", Name: "gunman"}, {Class: "police", Name: "policeman"}, {Class: "police", Name: "police"}, {Class: "military", Name: "soldier"},
			{Class: "government", Name: "foreign ministry"},
		},
		Triggers: []lexicon.Trigger{
			{Type: "ASSAULT", Mode: "armed-assault", Part: "verb", Strength: "strong", Words: []string{"attack", "storm"}},
			{Type: "ASSAULT", Mode: "armed-assault", Part: "noun", Strength: "strong", Words: []string{"attack"}},
			{Type: "ASSAULT", Mode: "targeted-killing", Part: "verb", Strength: "effect", Words: []string{"kill"}},
			{Type: "ACCUSE", Mode: "statement", Part: "verb", Strength: "strong", Words: []string{"accuse"}},
		},
		Verbs: []string{"be", "say", "have"},
	}
	for _, p := range []string{"Zenda", "Hentzau", "Tarlenheim", "Mittau", "Gratz"} {
		d.Places = append(d.Places, lexicon.Place{Country: "RU", Admin1: "North", Admin2: p, Kind: "district", Names: []string{p}})
	}
	return d
}

func code(t *testing.T, text string) coder.Result {
	t.Helper()
	day, err := calendar.ParseDate("2025-03-07") // a Friday
	if err != nil {
		t.Fatal(err)
	}
	return coder.New(small()).Code(coder.Item{ID: "1", Published: day, Text: text})
}

// What somebody else says a side must do is an option on his word; what a side means to do itself is none.
func TestReportedOptions(t *testing.T) {
	r := code(t, "The Blue Front must attack less, Strelsau said. We must attack them, Strelsau said.")
	if len(r.Proposals) != 1 || r.Proposals[0].Speaker != "Strelsau" || r.Proposals[0].Quote != "The Blue Front must attack less" {
		t.Errorf("%+v", r.Proposals)
	}
}

// Each part of a sum over places keeps its own figure.
func TestFiguresOfPlacesStayApart(t *testing.T) {
	r := code(t, "Soldiers attacked a camp and killed four gunmen in Zenda and one in Hentzau on 4-5 March.")
	got := map[coder.Text]int64{}
	for _, e := range r.Events {
		n, _ := e.DeathsLow.Value()
		got[e.Admin2] += n
	}
	if len(r.Events) != 2 || got["Zenda"] != 4 || got["Hentzau"] != 1 {
		t.Errorf("%v: %+v", got, r.Events)
	}
}

// A speaker named after a place does not make the place his seat.
func TestThePlaceBeforeASpeakerIsOfTheAttack(t *testing.T) {
	for _, said := range []string{"", ", police said", ", police officials told reporters"} {
		r := code(t, "Gunmen attacked a police post in Zenda"+said+".")
		if len(r.Events) != 1 || r.Events[0].Admin2 != "Zenda" {
			t.Errorf("%q: %+v", said, r.Events)
		}
	}
	if r := code(t, "Gunmen attacked a post, police in Zenda said."); len(r.Events) != 1 || r.Events[0].Admin2 != "" {
		t.Errorf("the seat of the speaker: %+v", r.Events)
	}
}

// Without a day of issue a month named elsewhere in the text dates nothing; a day may.
func TestAMonthOfHistoryDatesNothing(t *testing.T) {
	c := coder.New(small())
	for text, want := range map[string]coder.Text{
		"The front came to power in August 2021. Gunmen attacked a post in Zenda, killing three policemen.": "",
		"The front gathered on 3 August 2021. Gunmen attacked a post in Zenda, killing three policemen.":    "2021-08-03",
		"Gunmen attacked a post in Zenda in August 2021, killing three policemen.":                          "2021-08-01",
	} {
		r := c.Code(coder.Item{ID: "1", Text: text})
		if len(r.Events) != 1 || r.Events[0].DateStart != want {
			t.Errorf("%q: %+v", text, r.Events)
		}
	}
}

func TestAnAttackIsCoded(t *testing.T) {
	r := code(t, "Gunmen attacked a police post in Zenda on Tuesday, killing three policemen, police said.")
	if len(r.Events) != 1 {
		t.Fatalf("%d events: %+v", len(r.Events), r.Events)
	}
	e := r.Events[0]
	if e.Type != "ASSAULT" || e.InitiatorSide != "ARMED_UNKNOWN" || e.TargetSide != "RUR_POL" || e.DateStart != "2025-03-04" || e.Admin2 != "Zenda" || e.Status != coder.Asserted {
		t.Errorf("%+v", e)
	}
	if low, ok := e.DeathsLow.Value(); !ok || low != 3 {
		t.Errorf("deaths %v", e.DeathsLow)
	}
	if e.InjuredLow.Known() {
		t.Errorf("injured %v, but nobody speaks of injured", e.InjuredLow)
	}
}

// Told twice in one text, an attack is one event; in another place it is another.
func TestOneOccasionIsOneEvent(t *testing.T) {
	if r := code(t, "Gunmen stormed a post in Zenda on Tuesday. The attack killed two soldiers."); len(r.Events) != 1 {
		t.Errorf("%d events, want 1", len(r.Events))
	}
	if r := code(t, "Gunmen stormed a post in Zenda on Tuesday. Gunmen attacked a post in Hentzau on Wednesday."); len(r.Events) != 2 {
		t.Errorf("%d events, want 2", len(r.Events))
	}
}

// Every field's bytes lie in the text.
func TestFieldsLieInTheText(t *testing.T) {
	text := "The foreign ministry accused the Blue Front on Monday. Gunmen attacked soldiers in Gratz on Tuesday."
	for _, e := range code(t, text).Events {
		if len(e.Fields) == 0 {
			t.Errorf("%s has no derivation", e.Type)
		}
		for _, f := range e.Fields {
			if f.Start < 0 || f.End < f.Start || f.End > len(text) || f.Rule == "" {
				t.Errorf("%+v", f)
			}
		}
	}
}

func FuzzCode(f *testing.F) {
	c := coder.New(small())
	f.Add("Gunmen attacked a police post in Zenda on Tuesday, killing three, Strelsau said; the Blue Front denied it.")
	f.Add("\xff\xfe attacked by 's and , , who killed")
	f.Fuzz(func(t *testing.T, s string) {
		day, _ := calendar.ParseDate("2025-03-07")
		r := c.Code(coder.Item{Published: day, Text: s})
		for _, e := range r.Events {
			for _, x := range e.Fields {
				if x.Start < 0 || x.End < x.Start || x.End > len(s) {
					t.Fatalf("field %+v of %d bytes", x, len(s))
				}
			}
		}
	})
}

// The digest names the rules and the dictionary: the same of the same, another of another.
func TestRulesNameTheDictionary(t *testing.T) {
	d := lexicon.Dictionary{Verbs: []string{"meet"}}
	a, b := coder.New(d).Code(coder.Item{Text: "x"}).Rules, coder.New(d).Code(coder.Item{Text: "y"}).Rules
	d.Verbs = append(d.Verbs, "part")
	other := coder.New(d).Code(coder.Item{Text: "x"}).Rules
	if a != b || a == other || len(a) != 12 || len(coder.Rules) != 12 || a == coder.Rules {
		t.Errorf("rules %q, with a dictionary %q and %q, with another %q", coder.Rules, a, b, other)
	}
}

// What a reading leaves in the room of the next one does not change it, whoever reads beside it.
func TestReadingsLeaveNothingBehind(t *testing.T) {
	texts := []string{
		"Gunmen attacked a police post in Zenda on Monday, killing two policemen. The Blue Front claimed the attack.",
		"", "The match was drawn.",
		strings.Repeat("Ruritania accused the Blue Front of killing 3 soldiers in Gratz on Tuesday. Gunmen stormed a house in Mittau. ", 20),
	}
	read := func(c *coder.Coder, s string) string {
		b, err := json.Marshal(c.Code(coder.Item{Published: calendar.DateOf(2025, 3, 7), Text: s}))
		if err != nil {
			t.Error(err)
		}
		return string(b)
	}
	want := make([]string, len(texts))
	for i, s := range texts {
		want[i] = read(coder.New(small()), s)
	}
	c := coder.New(small())
	var wait sync.WaitGroup
	for g := range 4 {
		wait.Go(func() {
			for k := range 40 {
				i := (k*7 + g) % len(texts)
				if got := read(c, texts[i]); got != want[i] {
					t.Errorf("text %d read after others gives %s; alone %s", i, got, want[i])
				}
			}
		})
	}
	wait.Wait()
}
