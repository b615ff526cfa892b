package principle_test

import (
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/principle"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

var dyads = map[string]situation.Dyad{"d": {ID: "d", A: []string{"A"}, B: []string{"B"}}}

func dyad(id string) (situation.Dyad, bool) { d, ok := dyads[id]; return d, ok }

func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func act(id, day string, t plover.Type, m plover.Mode, from, to string) record.Event {
	d := date(day)
	return record.Event{
		ID: id, Type: t, Mode: m, When: calendar.Interval{Start: d, End: d, Precision: calendar.Day},
		Initiator: record.Party{Name: from, Sides: []string{from}}, Target: record.Party{Name: to, Sides: []string{to}},
	}
}

var trade = situation.Principle{
	ID: "trade", Dyad: "d",
	Progress: []situation.Sign{
		{Types: []string{"AGREE", "CONCEDE"}, Modes: []string{"border_reopening"}, Alone: true},
		{Themes: []string{"border"}, Statuses: []string{"implemented"}, Except: []string{"M"}},
		{Issues: []string{"border_trade"}, Stances: []string{"support"}},
	},
	Regress: []situation.Sign{
		{Types: []string{"THREATEN"}},
		{Themes: []string{"border"}, Statuses: []string{"abandoned"}},
		{Themes: []string{"border"}, Statuses: []string{"implemented"}, Only: []string{"M"}},
	},
}

// January: a reopening that addresses nobody counts for A (alone), a threat of A to B
// counts, one of A to C does not: 1 and 1. February: the commitment is carried out, then
// given up in March. A statement in favour in March: progress 1, regress 1. The third
// party's reopening and promise, and a reading without a date, count nowhere; an act known
// to the year is in no month. The restriction M, carried out in February, is named as
// regress. In all 3 + 1 undated = 4 of progress, 3 of regress.
func TestBoardByHand(t *testing.T) {
	reopened := act("late", "2026-01-01", "AGREE", "border_reopening", "A", "B")
	reopened.When.Precision, reopened.When.End = calendar.Year, date("2026-12-31")
	m := principle.Material{
		Events: []record.Event{
			act("1", "2026-01-05", "CONCEDE", "border_reopening", "A", "C"), act("2", "2026-01-09", "THREATEN", "statement", "A", "B"),
			act("3", "2026-01-10", "THREATEN", "statement", "A", "C"), act("4", "2026-01-11", "CONCEDE", "border_reopening", "C", "C"), reopened,
		},
		Commitments: []record.Commitment{
			{ID: "K", Theme: "border", SourceURL: "u", Institution: record.Party{Sides: []string{"A"}}},
			{ID: "L", Theme: "border", Institution: record.Party{Sides: []string{"C"}}}, // not a party's
			{ID: "M", Theme: "border", Institution: record.Party{Sides: []string{"B"}}}, // a restriction, by name
		},
		Evidence: []record.Evidence{
			{ID: "e1", CommitmentID: "K", Status: record.Implemented, On: record.Dated{Date: date("2026-02-10"), Precision: calendar.Day}},
			{ID: "e2", CommitmentID: "K", Status: record.Abandoned, On: record.Dated{Date: date("2026-03-10"), Precision: calendar.Day}},
			{ID: "e3", CommitmentID: "K", Status: record.Implemented},
			{ID: "e4", CommitmentID: "L", Status: record.Implemented, On: record.Dated{Date: date("2026-02-10"), Precision: calendar.Day}},
			{ID: "e5", CommitmentID: "M", Status: record.Implemented, On: record.Dated{Date: date("2026-02-11"), Precision: calendar.Day}},
		},
		Statements: []record.Statement{
			{ID: "s1", Institution: record.Party{Sides: []string{"B"}}, Issue: "border_trade", Stance: "support", On: record.Dated{Date: date("2026-03-20"), Precision: calendar.Day}},
			{ID: "s2", Institution: record.Party{Sides: []string{"B"}}, Issue: "border_trade", Stance: "mixed", On: record.Dated{Date: date("2026-03-21"), Precision: calendar.Day}},
		},
	}
	s := principle.Board([]situation.Principle{trade}, dyad, m, calendar.Window{From: date("2026-01-01"), To: date("2026-03-31")})[0]
	want := []principle.Month{{date("2026-01-01"), 1, 1}, {date("2026-02-01"), 1, 1}, {date("2026-03-01"), 1, 1}}
	if !reflect.DeepEqual(s.Months, want) || s.Progress != 4 || s.Regress != 3 || s.Undated != 1 {
		t.Errorf("%+v, progress %d, regress %d, undated %d", s.Months, s.Progress, s.Regress, s.Undated)
	}
	if s.Entries[len(s.Entries)-1].ID != "s1" || s.Entries[3].URL != "u" {
		t.Errorf("%+v", s.Entries)
	}
}

func TestAnActMayFallUnderSeveralAndUnderBoth(t *testing.T) {
	both := situation.Principle{ID: "x", Dyad: "d", Progress: []situation.Sign{{Types: []string{"THREATEN"}}}, Regress: []situation.Sign{{Modes: []string{"statement"}}}}
	m := principle.Material{Events: []record.Event{act("1", "2026-01-05", "THREATEN", "statement", "B", "A")}}
	s := principle.Board([]situation.Principle{trade, both}, dyad, m, calendar.Window{From: date("2026-01-01"), To: date("2026-01-31")})
	if s[0].Regress != 1 || s[1].Progress != 1 || s[1].Regress != 1 || len(s[1].Entries) != 1 {
		t.Errorf("%+v", s)
	}
}

func TestNothing(t *testing.T) {
	span := calendar.Window{From: date("2026-01-01"), To: date("2026-02-28")}
	if s := principle.Board(nil, dyad, principle.Material{}, span); len(s) != 0 {
		t.Errorf("%+v", s)
	}
	unknown := situation.Principle{ID: "x", Dyad: "none", Progress: []situation.Sign{{}}}
	m := principle.Material{Events: []record.Event{act("1", "2026-01-05", "AGREE", "talks", "A", "B")}}
	if s := principle.Board([]situation.Principle{unknown}, dyad, m, span); len(s[0].Entries) != 0 || len(s[0].Months) != 2 {
		t.Errorf("an empty sign chooses nothing: %+v", s)
	}
}

func TestBoardLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := calendar.Window{From: date("2025-01-01"), To: date("2025-12-31")}
		var m principle.Material
		sides := rapid.SampledFrom([]string{"A", "B", "C"})
		for i := range rapid.IntRange(0, 20).Draw(t, "n") {
			e := act(string(rune('a'+i)), "2025-01-01", rapid.SampledFrom(plover.Types).Draw(t, "type"), rapid.SampledFrom(plover.Modes()).Draw(t, "mode"), sides.Draw(t, "from"), sides.Draw(t, "to"))
			d := span.From.Add(rapid.IntRange(-40, 400).Draw(t, "day"))
			e.When.Start, e.When.End = d, d
			e.When.Precision = rapid.SampledFrom(calendar.Precisions).Draw(t, "precision")
			m.Events = append(m.Events, e)
		}
		a := principle.Board([]situation.Principle{trade}, dyad, m, span)[0]
		if b := principle.Board([]situation.Principle{trade}, dyad, m, span)[0]; !reflect.DeepEqual(a, b) {
			t.Fatal("the same input gave another answer")
		}
		p, r, undated := 0, 0, 0
		for _, x := range a.Months {
			p, r = p+x.Progress, r+x.Regress
		}
		for _, e := range a.Entries {
			if e.Undated {
				undated++
			}
			if !span.Holds(e.On) || !e.Progress && !e.Regress {
				t.Fatalf("%+v", e)
			}
		}
		if len(a.Months) != 12 || undated != a.Undated || p+r > a.Progress+a.Regress || p+r+2*undated < a.Progress+a.Regress {
			t.Fatalf("%+v", a)
		}
	})
}
