package desk_test

import (
	"context"
	"errors"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
	"detente/internal/words/calendar"
)

// Torkham was shut from 21 February to 19 March 2025 for cargo, 26 days, as the press had it;
// of 24 March 2024 there are two reports that differ.
func TestCrossings(t *testing.T) {
	d, ctx := desktest.Default(t), context.Background()
	p, err := d.Crossings(ctx, desk.CrossingQuery{})
	if err != nil {
		t.Fatal(err)
	}
	found, differ := false, false
	for _, s := range p.Spells {
		found = found || s.Crossing == "torkham" && s.Start == dayOf(t, "2025-02-21") && s.Days == 26 && !s.Censored
		if len(s.Rows) == 0 || s.Rows[0].SourceURL == "" {
			t.Errorf("a closure without a report: %+v", s)
		}
		for _, id := range append(append([]string{}, s.NearBefore...), s.BorderDuring...) {
			if len(p.Reports[id]) == 0 {
				t.Errorf("%s has no report", id)
			}
		}
	}
	for _, c := range p.Crossings {
		for _, l := range c.Scopes {
			days, at := 0, p.From
			for _, r := range l.Runs {
				if r.From != at || r.Status != "not_known" && len(r.Rows) == 0 {
					t.Errorf("%s, %s: a hole at %s, or nothing behind %+v", c.ID, l.Scope, at, r)
				}
				at, days = r.To.Add(1), days+r.Days
				differ = differ || c.ID == "torkham" && r.Status == "contradictory" && r.From == dayOf(t, "2024-03-24") && len(r.Rows) == 2
			}
			if days != l.Shares.All || at != p.To.Add(1) || l.Text[0] == '[' {
				t.Errorf("%s, %s: %d of %d days, %q", c.ID, l.Scope, days, l.Shares.All, l.Text)
			}
		}
	}
	if !found || !differ {
		t.Errorf("the closure of 2025 is there: %v; both reports of 2024-03-24: %v", found, differ)
	}
}

func TestCrossingsBeforeAnyObservation(t *testing.T) {
	p, err := desktest.Default(t).Crossings(context.Background(), desk.CrossingQuery{AsOf: dayOf(t, "2021-08-20")})
	if err != nil {
		t.Fatal(err)
	}
	if !p.NoneOnFile || len(p.Spells) > 0 || p.Crossings[0].Scopes[0].Now.Status != "not_known" || p.Crossings[0].Scopes[0].Shares.OpenShare != nil {
		t.Errorf("%+v", p)
	}
}

func TestCrossingsRefuseWhatTheyDoNotKnow(t *testing.T) {
	d := desktest.Default(t)
	for _, q := range []desk.CrossingQuery{
		{Crossings: []string{"nowhere"}}, {Crossings: []string{"all"}}, {Scopes: []string{"goods"}},
		{From: calendar.DateOf(2026, 1, 2), To: calendar.DateOf(2026, 1, 1)},
	} {
		var bad *desk.BadQuery
		if _, err := d.Crossings(context.Background(), q); !errors.As(err, &bad) {
			t.Errorf("%+v gives %v", q, err)
		}
	}
}
