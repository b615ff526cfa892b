package returns_test

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"testing"

	"detente/internal/thinking/returns"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

func on(s string) calendar.Date {
	if s == "-" {
		return calendar.Unset
	}
	d, err := calendar.ParseDate("2025-" + s)
	if err != nil {
		panic(err)
	}
	return d
}

// rows reads "indicator region publisher from to value [total] [unit]"; - is a day not given.
func rows(lines ...string) []record.Observation {
	var out []record.Observation
	for i, l := range lines {
		f := strings.Fields(l)
		o := record.Observation{ID: fmt.Sprintf("r%d", i), Indicator: f[0], Region: f[1], Publisher: f[2], Start: on(f[3]), End: on(f[4]), Unit: "persons"}
		fmt.Sscan(f[5], &o.Value)
		for _, x := range f[6:] {
			if x == "total" {
				o.TotalFrom = o.Start
			} else {
				o.Unit = x
			}
		}
		out = append(out, o)
	}
	return out
}

func told(s returns.Series) []string {
	var out []string
	for _, f := range s.Flows {
		v := fmt.Sprint(f.Value)
		if f.Under > 0 {
			v = fmt.Sprintf("<%v", f.Under)
		}
		out = append(out, fmt.Sprintf("%s..%s %s", f.Span.From.String()[5:], f.Span.To.String()[5:], v))
	}
	for _, x := range s.Shown {
		out = append(out, fmt.Sprintf("%s %v", x.Reason, x.Row.Value))
	}
	return out
}

func TestSeries(t *testing.T) {
	for _, c := range []struct {
		about string
		rows  []record.Observation
		want  []string
	}{
		{"periods", rows("returns land X 01-01 01-07 70", "returns land X 01-08 01-14 140"), []string{"01-01..01-07 70", "01-08..01-14 140"}},
		{"totals of one start are subtracted", rows("returns land X 01-01 01-10 100 total", "returns land X 01-01 01-31 250 total"), []string{"01-01..01-10 100", "01-11..01-31 150"}},
		{"totals of two starts are not", rows("returns land X 01-01 01-10 100 total", "returns land X 01-05 01-31 250 total"), []string{"01-01..01-10 100", "01-05..01-31 250"}},
		{"a total of no known start", rows("returns land X - 01-10 100", "returns land X - 01-31 250"), []string{"unknown_start 100", "unknown_start 250"}},
		{"no period", rows("returns land X - - 100"), []string{"no_period 100"}},
		{"a total that falls", rows("returns land X 01-01 01-10 100 total", "returns land X 01-01 01-20 90 total", "returns land X 01-01 01-31 130 total"),
			[]string{"01-01..01-10 100", "01-11..01-31 30", "total_falls 90"}},
		{"two figures for a period", rows("returns land X 01-01 01-10 100", "returns land X 01-01 01-10 120", "returns land X 01-11 01-20 7"),
			[]string{"01-11..01-20 7", "two_figures 100", "two_figures 120"}},
		{"the unit changes", rows("returns land X 01-01 01-10 100", "returns land X 01-11 01-20 20 families"), []string{"unit_changes 100", "unit_changes 20"}},
		{"a small difference is held back", rows("returns land X 01-01 01-10 100 total", "returns land X 01-01 01-31 103 total"), []string{"01-01..01-10 100", "01-11..01-31 <5"}},
		{"no difference is zero", rows("returns land X 01-01 01-10 100 total", "returns land X 01-01 01-31 100 total"), []string{"01-01..01-10 100", "01-11..01-31 0"}},
	} {
		got := returns.Of(c.rows, 5)
		if len(got) != 1 || !reflect.DeepEqual(told(got[0]), c.want) {
			t.Errorf("%s: %v, want %v", c.about, told(got[0]), c.want)
		}
	}
	if got := returns.Of(rows("attacks land X 01-01 01-10 100"), 5); len(got) != 0 {
		t.Errorf("another indicator gives %v", got)
	}
	if got := returns.Of(nil, 5); len(got) != 0 {
		t.Errorf("no data gives %v", got)
	}
}

func TestPublishersAreNeverAddedUp(t *testing.T) {
	got := returns.Of(rows("returns land X 01-01 01-10 100", "returns land Y 01-11 01-20 900", "returns gate X 01-11 01-20 900"), 5)
	if len(got) != 3 {
		t.Fatalf("%d series, want 3", len(got))
	}
	for _, s := range got {
		if len(s.Flows) != 1 || s.Flows[0].Surge != nil {
			t.Errorf("%s of %s takes in another's figures: %+v", s.Region, s.Publisher, s.Flows)
		}
	}
}

// Weeks of 70 and 140 people before one of 420: the norm is 210 people in 14 days, 15 a day;
// the week had 60 a day, so the ratio is 4. A figure for the whole of January, 310 people in
// 31 days, holds both weeks: it is taken and they are not, 10 a day, a ratio of 6. A figure
// that began more than a year before is not.
func TestSurge(t *testing.T) {
	weeks := []string{"returns land X 01-01 01-07 70", "returns land X 01-08 01-14 140", "returns land X 02-01 02-07 420"}
	last := func(lines ...string) *returns.Surge {
		list := rows(lines...)
		old := list[0]
		old.ID, old.Start, old.End, old.Value = "old", old.Start.Add(-700), old.Start.Add(-300), 1
		f := returns.Of(append(list, old), 5)[0].Flows
		return f[len(f)-1].Surge
	}
	if x := last(weeks...); x == nil || x.Ratio != 4 || x.Norm != 15 || x.Periods != 2 || x.Days != 14 || !reflect.DeepEqual(x.IDs, []string{"r0", "r1"}) {
		t.Errorf("surge %+v", x)
	}
	if x := last(append(weeks, "returns land X 01-01 01-31 310")...); x == nil || x.Ratio != 6 || !reflect.DeepEqual(x.IDs, []string{"r3"}) {
		t.Errorf("surge over overlapping periods %+v", x)
	}
	s := returns.Of(rows(weeks...), 5)[0]
	if s.Flows[0].Surge != nil {
		t.Errorf("the first period has a surge: %+v", s.Flows[0].Surge)
	}
	if x := returns.Of(rows("returns land X 01-01 01-07 0", "returns land X 01-08 01-14 140"), 5)[0].Flows[1].Surge; x != nil {
		t.Errorf("a norm of zero gives the ratio %v", x.Ratio)
	}
}

func TestHeldBackValuesAreNotUsed(t *testing.T) {
	r := rows("returns land X 01-01 01-07 0", "returns land X 01-08 01-14 140")
	r[0].Under = 5
	s := returns.Of(r, 5)
	if s[0].Flows[1].Surge != nil || s[0].Flows[0].Under != 5 {
		t.Errorf("flows %+v", s[0].Flows)
	}
	if f := returns.ForcedShares(returns.Of(append(rows("deportations land X 01-01 01-07 3"), r...), 5)); len(f) != 0 {
		t.Errorf("a share of a value held back: %+v", f)
	}
}

func TestForcedAndRoutes(t *testing.T) {
	series := returns.Of(rows(
		"returns land X 01-01 01-07 200", "deportations land X 01-01 01-07 50", // a quarter
		"deportations land Y 01-01 01-07 50",                                  // another publisher
		"returns land X 02-01 02-07 10", "deportations land X 02-01 02-07 50", // not the same people
		"returns gate X 01-01 01-07 120", "returns ford X 01-01 01-07 60", // 90 % by both
		"returns gate X 03-01 03-07 120", "returns land X 03-01 03-07 100", // more than the whole
	), 5)
	code := func(r string) string {
		return map[string]string{"gate": "g", "ford": "f"}[r]
	}
	if f := returns.ForcedShares(series); len(f) != 1 || f[0].Share != .25 {
		t.Errorf("forced %+v", f)
	}
	r := returns.Routes(series, code)
	if len(r) != 2 || math.Abs(*r[0].Share-.9) > 1e-12 || len(r[0].Legs) != 2 || r[0].Legs[1].Share != .6 || r[1].Share != nil {
		t.Errorf("routes %+v", r)
	}
}

func plan(announced, due string) record.Commitment {
	return record.Commitment{
		ID: "c", Announced: record.Dated{Date: on(announced), Precision: calendar.Day}, Due: record.Dated{Date: on(due), Precision: calendar.Day},
		Institution: record.Party{Sides: []string{"NORTH"}}, Theme: returns.Theme,
	}
}

// Announced on 1 March for 31 March: 30 days. The same side had announced on 10 February, so
// it may have been 49. Another side's announcement and one 90 days before do not count. With
// the day known to the month, between 0 and 30.
func TestNotice(t *testing.T) {
	act := func(id, day, side string) record.Event {
		return record.Event{ID: id, Mode: returns.Mode, When: calendar.Interval{Start: on(day), End: on(day), Precision: calendar.Day}, Initiator: record.Party{Sides: []string{side}}}
	}
	events := []record.Event{act("old", "01-01", "NORTH"), act("before", "02-10", "NORTH"), act("other", "02-11", "SOUTH"), act("after", "03-20", "NORTH")}
	all := returns.Plans([]record.Commitment{plan("03-01", "03-31")}, events, nil)
	if len(all) != 5 {
		t.Fatalf("%d plans", len(all))
	}
	if p := all[3]; p.ID != "c" || *p.Least != 30 || *p.Most != 49 || !reflect.DeepEqual(p.Earlier, []string{"before"}) {
		t.Errorf("%+v, least %v, most %v", p, *p.Least, *p.Most)
	}
	month := plan("03-01", "03-31")
	month.Announced.Precision = calendar.Month
	if p := returns.Plans([]record.Commitment{month}, nil, nil)[0]; *p.Least != 0 || *p.Most != 30 {
		t.Errorf("known to the month: %d to %d", *p.Least, *p.Most)
	}
	if p := returns.Plans([]record.Commitment{plan("03-01", "-")}, nil, nil)[0]; p.Least != nil || p.Most != nil {
		t.Errorf("no deadline, and notice of %d", *p.Least)
	}
}

// The week from 1 April: 60 people a day against 15, ratio 4, part ¼; 30 days of notice of
// 90, part ⅓; 105 of 420 deported, part ¾. Mean (¼ + ⅓ + ¾)/3 = 4/9. One part alone is no sum.
func TestOrderliness(t *testing.T) {
	series := returns.Of(rows("returns land X 03-01 03-14 210", "returns land X 04-01 04-07 420", "deportations land X 04-01 04-07 105"), 5)
	plans := returns.Plans([]record.Commitment{plan("03-01", "03-31")}, nil, series)
	if len(plans[0].Beside) != 3 {
		t.Errorf("%d flows beside the deadline, want 3", len(plans[0].Beside))
	}
	got := returns.Orderliness(series, plans, returns.ForcedShares(series), nil)
	if len(got) != 1 {
		t.Fatalf("%d periods with a part, want 1: %+v", len(got), got)
	}
	o := got[0]
	if len(o.Parts) != 3 || math.Abs(*o.Low-4.0/9) > 1e-12 || *o.High != *o.Low || !reflect.DeepEqual(o.Missing, []string{returns.PartRoute}) {
		t.Errorf("%+v, sum %v", o, *o.Low)
	}
	one := returns.Orderliness(series[1:], nil, nil, nil)
	if len(one) != 1 || len(one[0].Parts) != 1 || one[0].Low != nil {
		t.Errorf("one part gives %+v", one)
	}
}
