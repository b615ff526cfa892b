package desk_test

import (
	"context"
	"strings"
	"testing"

	"detente/internal/hands/desk/desktest"
	"detente/internal/words/calendar"
	"detente/situations"
)

// The sentence of reason names the spans of the situation's thresholds, not the usual ones.
func TestTheReasonNamesTheSpansThatWereUsed(t *testing.T) {
	d, done, err := desktest.Make(situations.Default(), desktest.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = done() }()
	d.Situation().Thresholds.Verdict.HorizonWeeks = 6
	d.Situation().Thresholds.Verdict.BaselineWeeks = 20
	a, err := d.Assess(context.Background(), calendar.DateOf(2026, 3, 1))
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range a.Units {
		if !strings.Contains(u.Reason, "6 weeks") || !strings.Contains(u.Reason, "20 weeks") || strings.Contains(u.Reason, "13 weeks") {
			t.Errorf("%s: %s", u.ID, u.Reason)
		}
	}
}
