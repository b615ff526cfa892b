package desk_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/words/calendar"
	"detente/situations"
)

func assessed(t *testing.T, day calendar.Date, change func(*desk.Desk)) (*desk.Desk, *desk.Assessment) {
	t.Helper()
	d, done, err := desktest.Make(situations.Default(), desktest.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = done() })
	if change != nil {
		change(d)
	}
	a, err := d.Assess(context.Background(), day)
	if err != nil {
		t.Fatal(err)
	}
	return d, a
}

func TestLearntModelJudgesAndSaysFromWhat(t *testing.T) {
	d, a := assessed(t, calendar.DateOf(2026, 7, 1), nil)
	if !strings.Contains(a.Learnt.Text, "2019-11 to 2022-09") || a.Calibration == "" || len(a.Learnt.Provenance.Reliability) != 3 {
		t.Errorf("%+v", a.Learnt)
	}
	for _, u := range a.Units {
		if u.Basis.Model != "learnt" || u.Basis.Series != "events" || u.Basis.Months < 24 || u.Basis.Last != a.AsOf || u.Basis.Deaths < 25 {
			t.Errorf("%s: %+v", u.ID, u.Basis)
		}
		// The last months are thinly reported: said, and read twice.
		if u.Basis.Thin == 0 || !strings.Contains(u.Basis.Text, "second reading") {
			t.Errorf("%s: %+v", u.ID, u.Basis)
		}
		if r := u.BaseRates; r == nil || math.Abs(r.Escalation+r.Holding+r.DeEscalation-1) > 1e-9 {
			t.Errorf("%s: base rates %+v", u.ID, r)
		}
		if u.PDeEscalation == nil || *u.PReset > *u.PDeEscalation {
			t.Errorf("%s: reset is no part of de-escalation", u.ID)
		}
		last := math.Inf(1)
		for _, s := range u.ChangeMyMind {
			if s.Moves > last || math.Abs(s.PEscalation+s.PHolding+s.PReset-1) > 1e-9 {
				t.Errorf("%s: %+v", u.ID, s)
			}
			last = s.Moves
		}
		if len(u.ChangeMyMind) < 4 {
			t.Errorf("%s: %d scenarios", u.ID, len(u.ChangeMyMind))
		}
		for i, p := range u.History {
			if p.Day >= a.AsOf || i > 0 && p.Day <= u.History[i-1].Day {
				t.Errorf("%s: a past verdict of %s", u.ID, p.Day)
			}
			over := p.Day <= calendar.DateOf(2026, 4, 1)
			if (p.Came != nil) != over || (p.Happened != "") != over || (p.Reset != nil) != over {
				t.Errorf("%s: what came after %s: %+v", u.ID, p.Day, p)
			}
		}
		if u.HistoryScore == nil || u.HistoryScore.Months < 10 {
			t.Errorf("%s: %+v", u.ID, u.HistoryScore)
		}
		if told := d.Told(u); len(told) < 4 || strings.ContainsAny(strings.Join(told, ""), "{}") {
			t.Errorf("%s: %q", u.ID, told)
		}
	}
}

func TestWellReportedMonthsAreReadOnce(t *testing.T) {
	_, a := assessed(t, calendar.DateOf(2025, 10, 20), nil)
	for _, u := range a.Units {
		if u.Basis.Model != "learnt" || u.Basis.Thin != 0 || strings.Contains(u.Basis.Text, "second reading") {
			t.Errorf("%s: %+v", u.ID, u.Basis)
		}
		if len(u.Drivers) == 0 {
			t.Errorf("%s: nothing moved it in the month of the clashes", u.ID)
		}
	}
}

func TestOtherQuestionsAndShortRecordsAreNotTheLearntModels(t *testing.T) {
	_, a := assessed(t, calendar.DateOf(2026, 3, 1), func(d *desk.Desk) { d.Situation().Thresholds.Verdict.Rise = 2 })
	for _, u := range a.Units {
		if u.Basis.Model != "weekly" || u.Basis.Why != "rule" || u.BaseRates != nil || u.PDeEscalation != nil || len(u.ChangeMyMind) > 0 {
			t.Errorf("%s: %+v", u.ID, u.Basis)
		}
	}
	_, a = assessed(t, calendar.DateOf(2022, 8, 1), nil)
	for _, u := range a.Units {
		if u.Basis.Model == "learnt" || u.Basis.Why != "short" {
			t.Errorf("%s: %+v", u.ID, u.Basis)
		}
	}
}

// What is reported later does not change what is said of a day: the same as-of, asked of the
// whole record, rests on months up to it only.
func TestOutlookEndsOnTheDay(t *testing.T) {
	_, a := assessed(t, calendar.DateOf(2025, 9, 30), nil)
	for _, u := range a.Units {
		if n := len(u.Monthly); n == 0 || u.Monthly[n-1].To != a.AsOf {
			t.Errorf("%s: months up to %v", u.ID, u.Monthly)
		}
	}
}
