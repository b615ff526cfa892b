package desk_test

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"testing"

	"detente/internal/hands/desk"
	"detente/internal/hands/desk/desktest"
)

func messaging(t *testing.T, d *desk.Desk, q desk.MessagingQuery) *desk.MessagingPage {
	t.Helper()
	p, err := d.Messaging(context.Background(), q)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The parts of a page add up to one another, and every id is of a statement on it.
func TestMessagingAgreesWithItself(t *testing.T) {
	d := desktest.Default(t)
	for _, q := range []desk.MessagingQuery{
		{}, {By: "side"}, {AsOf: date(t, "2025-11-01")}, {Sides: []string{"PAK_FED", "PAK_PARTY"}, Weigh: "equal"}, {Issues: []string{"talks_with_kabul"}},
	} {
		p := messaging(t, d, q)
		known := map[string]bool{}
		for _, s := range p.Statements {
			known[s.ID] = true
		}
		if len(p.Statements) == 0 {
			t.Errorf("%+v: nothing", q)
		}
		check := func(ids []string) {
			for _, id := range ids {
				if !known[id] {
					t.Errorf("%+v: %s is not on the page", q, id)
				}
			}
		}
		total := 0
		for _, g := range p.Groups {
			n := 0
			total += g.Statements + len(g.Apart)
			for _, i := range append(g.Issues, g.Overall) {
				for _, x := range append(i.Series, i.Now, i.Record) {
					check(x.IDs)
					if (x.Index != nil) != (x.Grade == "enough") || len(x.IDs) != x.Statements || x.Low != nil && (*x.Low > *x.Index || *x.High < *x.Index) {
						t.Errorf("%s %s: %+v", g.ID, i.Issue, x)
					}
				}
				for _, x := range i.Partings {
					check(append(x.Before, x.After...))
				}
				for _, x := range i.Contradictions {
					check([]string{x.For, x.Against})
				}
				if i.Issue != "" {
					n += i.Record.Statements
				}
			}
			if n != g.Statements || g.Overall.Record.Statements != n {
				t.Errorf("%s: %d statements by issue, %d in all", g.ID, n, g.Statements)
			}
			said := 0
			for _, s := range g.Speakers {
				said += s.Statements
				check(s.IDs)
			}
			if said != g.Statements {
				t.Errorf("%s: speakers said %d of %d", g.ID, said, g.Statements)
			}
		}
		if total != len(p.Statements) {
			t.Errorf("%+v: groups hold %d, the page %d", q, total, len(p.Statements))
		}
	}
}

// Provincial consultation: the KP government supports it in all its statements and every
// federal one opposes, so the index is 0 over the whole record, and no resample differs.
// The last half year has one statement, which is no index and not 0.
func TestMessagingOfTheDefaultSituation(t *testing.T) {
	p := messaging(t, desktest.Default(t), desk.MessagingQuery{})
	if len(p.Groups) != 3 || p.Outside != 30 || len(p.Statements) != 125 {
		t.Errorf("%d groups, %d outside, %d statements", len(p.Groups), p.Outside, len(p.Statements))
	}
	found := false
	for _, g := range p.Groups {
		for _, i := range g.Issues {
			if g.Name == "Pakistan" && i.Issue == "provincial_consultation" {
				found = true
				if i.Now.Grade != "one_institution" || i.Now.Index != nil || i.Record.Index == nil || *i.Record.Index != 0 || i.Record.Low != nil {
					t.Errorf("now %+v, record %+v", i.Now, i.Record)
				}
			}
		}
	}
	if !found {
		t.Error("the issue is missing")
	}
	// Foreign Office and army, talks with Kabul: the army opposed on 6 January, the office
	// supported on 12 March, after both had been mixed.
	last := p.Groups[1].Overall.Partings[len(p.Groups[1].Overall.Partings)-1]
	if last.A != "Army/ISPR" || last.B != "Foreign Office" || last.Date.String() != "2026-03-12" {
		t.Errorf("%+v", last)
	}
}

func TestMessagingQueries(t *testing.T) {
	d := desktest.Default(t)
	empty := messaging(t, d, desk.MessagingQuery{Sides: []string{"UN"}})
	if len(empty.Statements) != 0 || len(empty.Groups) != 1 || empty.Groups[0].Overall.Now.Grade != "none" || empty.Groups[0].Text == "" || empty.Outside != 155 {
		t.Errorf("%+v", empty)
	}
	early := messaging(t, d, desk.MessagingQuery{AsOf: date(t, "2021-01-01")})
	if len(early.Statements) != 0 || early.Groups[0].Issues == nil {
		t.Errorf("before anything: %+v", early)
	}
	one := messaging(t, d, desk.MessagingQuery{AsOf: date(t, "2022-01-01")})
	if len(one.Statements) != 1 || one.Groups[1].Overall.Now.Index != nil || one.Groups[1].Overall.Now.Grade != "one_institution" {
		t.Errorf("one statement: %+v", one.Groups)
	}
	wide := messaging(t, d, desk.MessagingQuery{Window: 36500})
	for i, g := range wide.Groups {
		if (g.Overall.Now.Index == nil) != (g.Overall.Record.Index == nil) || g.Overall.Now.Index != nil && math.Abs(*g.Overall.Now.Index-*g.Overall.Record.Index) > 1e-12 {
			t.Errorf("group %d: a window over all differs from the record", i)
		}
	}
	for _, q := range []desk.MessagingQuery{
		{Sides: []string{"X"}}, {Issues: []string{"X"}}, {By: "colour"}, {Weigh: "x"}, {Window: -1}, {Window: 99999999}, {AtLeast: 1}, {Near: -5},
	} {
		var bad *desk.BadQuery
		if _, err := d.Messaging(context.Background(), q); !errors.As(err, &bad) {
			t.Errorf("%+v: %v", q, err)
		}
	}
	a, err := json.Marshal(messaging(t, d, desk.MessagingQuery{}))
	if err != nil {
		t.Fatal(err)
	}
	b, _ := json.Marshal(messaging(t, desktest.Default(t), desk.MessagingQuery{}))
	if string(a) != string(b) {
		t.Error("not the same twice")
	}
}
