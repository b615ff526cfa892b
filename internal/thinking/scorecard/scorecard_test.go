package scorecard_test

import (
	"testing"

	"detente/internal/thinking/scorecard"
)

func n(v int64) *int64 { return &v }

// A match needs the type and two of the four keys; unknown equals unknown, and a district's other spelling is the same.
func TestMatch(t *testing.T) {
	gold := []scorecard.Event{
		{Type: "ASSAULT", InitiatorSide: "A", TargetSide: "B", DateStart: "2025-01-02", Admin2: "Chagai"},
		{Type: "ACCUSE", InitiatorSide: "A", TargetSide: "B", DateStart: "2025-01-02"},
	}
	for _, x := range []struct {
		name string
		got  scorecard.Event
		want int
	}{
		{"all the same", gold[0], 1},
		{"two keys", scorecard.Event{Type: "assault", InitiatorSide: "C", TargetSide: "C", DateStart: "2025-01-02", Admin2: "Chaghi District"}, 1},
		{"one key", scorecard.Event{Type: "ASSAULT", InitiatorSide: "C", TargetSide: "C", DateStart: "2025-01-02", Admin2: "Kech"}, 0},
		{"another type", scorecard.Event{Type: "COERCE", InitiatorSide: "A", TargetSide: "B", DateStart: "2025-01-02", Admin2: "Chagai"}, 0},
		{"unknown equals unknown", scorecard.Event{Type: "ACCUSE", InitiatorSide: "C", TargetSide: "B"}, 1},
	} {
		if got := len(scorecard.Match(gold, []scorecard.Event{x.got})); got != x.want {
			t.Errorf("%s: %d matches, want %d", x.name, got, x.want)
		}
	}
}

func TestCompare(t *testing.T) {
	gold := []scorecard.Item{
		{ID: "1", Text: "two died", Events: []scorecard.Event{{Type: "ASSAULT", InitiatorSide: "A", DateStart: "2025-01-02", DeathsLow: n(2)}}},
		{ID: "2", Text: "nothing"},
		{ID: "3", Text: "calm"},
	}
	s := scorecard.Compare(gold, map[string]scorecard.Item{
		"1": {Events: []scorecard.Event{{Type: "ASSAULT", InitiatorSide: "A", DateStart: "2025-01-02", DeathsLow: n(3), Evidence: []string{"two died", "three died"}}}},
		"2": {Events: []scorecard.Event{{Type: "AID"}}},
	})
	if s.Events.Hit != 1 || s.Events.Gold != 1 || s.Events.Predicted != 2 || s.FalseItems != 1 || s.EmptyItems != 2 || s.FalseEvents != 1 {
		t.Errorf("events %+v, false items %d of %d, false events %d", s.Events, s.FalseItems, s.EmptyItems, s.FalseEvents)
	}
	if s.Evidence != 2 || s.EvidenceValid != 1 {
		t.Errorf("evidence %d of %d", s.EvidenceValid, s.Evidence)
	}
	for _, f := range s.Fields {
		if want := map[string]int{"deaths_low": 0}; f.Field == "deaths_low" && f.Right != want[f.Field] || f.Field == "deaths_high" && f.Right != 1 {
			t.Errorf("%s: %d right", f.Field, f.Right)
		}
	}
}
