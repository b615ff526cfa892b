package toll_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/toll"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

func date(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func event(id, day, admin1, admin2 string, low, best, high int64) record.Event {
	d := date(day)
	e := record.Event{
		ID: id, Type: "ASSAULT", Mode: "clash", When: calendar.Interval{Start: d, End: d, Precision: calendar.Day},
		Place: record.Place{Country: "XA", Admin1: admin1, Admin2: admin2}, Confidence: record.High, Attribution: record.Claimed,
	}
	for _, x := range []struct {
		n  int64
		to *figure.Count
	}{{low, &e.Deaths.Total.Low}, {best, &e.Deaths.Total.Best}, {high, &e.Deaths.Total.High}} {
		if x.n >= 0 {
			*x.to = figure.Of(x.n)
		}
	}
	return e
}

// confidence × attribution × kinds, in thousandths: 10·10·8 = 800 A; 10·9·8 = 720 B;
// 10·9·10 = 900 A; 7·10·8 = 560 B; 7·10·10 = 700 B; 7·9·8 = 504 B; 7·7·8 = 392 C;
// 10·7·8 = 560 B; 10·6·8 = 480 C; 10·6·10 = 600 B; 4·10·10 = 400 C; 10·10·5 = 500 B.
func TestGradeByHand(t *testing.T) {
	for _, c := range []struct {
		confidence  record.Confidence
		attribution record.Attribution
		kinds       int
		want        toll.Grade
	}{
		{record.High, record.Claimed, 1, toll.A}, {record.High, record.Unclaimed, 1, toll.B}, {record.High, record.Unclaimed, 2, toll.A},
		{record.Medium, record.Official, 1, toll.B}, {record.Medium, record.Official, 3, toll.B}, {record.Medium, record.Unclaimed, 1, toll.B},
		{record.Medium, record.Disputed, 1, toll.C}, {record.High, record.Disputed, 1, toll.B}, {record.High, record.Denied, 1, toll.C},
		{record.High, record.Denied, 2, toll.B}, {record.Low, record.Claimed, 5, toll.C}, {record.High, record.Claimed, 0, toll.B}, {"", "", 9, toll.C},
	} {
		e := record.Event{Confidence: c.confidence, Attribution: c.attribution}
		if got := toll.GradeOf(e, c.kinds); got != c.want {
			t.Errorf("%s %s %d: %s, want %s", c.confidence, c.attribution, c.kinds, got, c.want)
		}
	}
}

// North: 2–3–5 and unknown; North without a district: 1–1–1; South "at least 4". Lows 2 + 0
// = 2, bests 3, highs 5 with 1 unknown; 1–1–1; 4–4–4 with one open upper end.
func TestPlacesByHand(t *testing.T) {
	events := []record.Event{
		event("1", "2026-01-05", "South", "Dale", 4, -1, -1), event("2", "2026-01-06", "North", "Hill", 2, 3, 5),
		event("3", "2026-01-07", "North", "Hill", -1, -1, -1), event("4", "2026-01-08", "North", "", 1, 1, 1),
	}
	p := toll.ByPlace(events, toll.ByDistrict)
	if len(p) != 3 || p[0].Admin2 != "" || p[1].Admin2 != "Hill" || p[2].Admin1 != "South" {
		t.Fatalf("%+v", p)
	}
	if d := p[1].Toll.Deaths; d != (figure.Sum{Low: 2, Best: 3, High: 5, Of: 2, Unknown: 1}) {
		t.Errorf("Hill %+v", d)
	}
	if d := p[2].Toll.Deaths; d != (figure.Sum{Low: 4, Best: 4, High: 4, Of: 1, AtLeast: 1}) {
		t.Errorf("Dale %+v", d)
	}
	if c := toll.ByPlace(events, toll.ByCountry); len(c) != 1 || c[0].Toll.Violent != 4 {
		t.Errorf("%+v", c)
	}
}

// Weeks from 5 January 2026 (a Monday). 5 and 11 January lie in the first, 12 January in the
// second; the third is empty; an event known to the month lies in no week, and in one month.
func TestPeriodsByHand(t *testing.T) {
	rough := event("4", "2026-01-01", "North", "", 7, 7, 7)
	rough.When.End, rough.When.Precision = date("2026-01-31"), calendar.Month
	events := []record.Event{event("1", "2026-01-05", "", "", 1, 1, 1), event("2", "2026-01-11", "", "", 2, 2, 2), event("3", "2026-01-12", "", "", 3, 3, 3), rough}
	w := calendar.Window{From: date("2026-01-07"), To: date("2026-01-19")}
	p, undated := toll.ByPeriod(events, w, calendar.Week)
	if len(p) != 3 || undated != 1 || p[0].Toll.Deaths.Best != 3 || p[1].Toll.Deaths.Best != 3 || p[2].Toll.Violent != 0 || p[2].From != date("2026-01-19") {
		t.Errorf("%+v, undated %d", p, undated)
	}
	m, undated := toll.ByPeriod(events, calendar.Window{To: date("2026-03-01")}, calendar.Month)
	if len(m) != 3 || undated != 0 || m[0].Toll.Deaths.Best != 13 || m[0].To != date("2026-01-31") {
		t.Errorf("%+v", m)
	}
	if y, _ := toll.ByPeriod(events, calendar.Window{To: date("2026-03-01")}, calendar.Year); len(y) != 1 || y[0].To != date("2026-12-31") {
		t.Errorf("%+v", y)
	}
	if n, _ := toll.ByPeriod(nil, calendar.Window{To: date("2026-03-01")}, calendar.Month); n != nil {
		t.Error("periods of nothing")
	}
}

// The chronology has 2–3–5 in January in XA; the publisher has 40. February is published as
// 0, which is not missing; March lies partly outside the window; XB is not a country here.
func TestCompareByHand(t *testing.T) {
	o := func(region, from, to string, v float64) record.Observation {
		return record.Observation{Region: region, Start: date(from), End: date(to), Value: v, SourceURL: "u"}
	}
	b := toll.Compare([]record.Event{event("1", "2026-01-05", "", "", 2, 3, 5)}, []record.Observation{
		o("Examplia", "2026-01-01", "2026-01-31", 40), o("Examplia", "2026-02-01", "2026-02-28", 0), o("Examplia", "2026-03-01", "2026-03-31", 9),
		o("Examplia", "2026-01-01", "2026-02-28", 50), o("Elsewhere", "2026-01-01", "2026-01-31", 1),
	}, func(region string) string { return map[string]string{"Examplia": "XA"}[region] }, calendar.Window{To: date("2026-03-15")})
	if len(b) != 2 || b[0].Published != 40 || b[0].Deaths.Best != 3 || b[0].Events != 1 || b[1].Published != 0 || b[1].Events != 0 {
		t.Errorf("%+v", b)
	}
}

func TestTollLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events []record.Event
		kinds := map[string]int{}
		for i := range rapid.IntRange(0, 25).Draw(t, "n") {
			low := rapid.Int64Range(-1, 5).Draw(t, "low")
			best := max(low, rapid.Int64Range(-1, 9).Draw(t, "best"))
			high := max(best, rapid.Int64Range(-1, 20).Draw(t, "high"))
			e := event(fmt.Sprint(i), "2026-01-01", rapid.SampledFrom([]string{"", "N", "S"}).Draw(t, "a1"), rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "a2"), low, best, high)
			d := date("2026-01-01").Add(rapid.IntRange(0, 200).Draw(t, "day"))
			e.When.Start, e.When.End = d, d
			e.Confidence = rapid.SampledFrom(record.Confidences).Draw(t, "confidence")
			e.Attribution = rapid.SampledFrom(record.Attributions).Draw(t, "attribution")
			kinds[e.ID] = rapid.IntRange(0, 3).Draw(t, "kinds")
			events = append(events, e)
		}
		all := toll.Of(events).Deaths
		same := func(name string, parts []figure.Sum) {
			var s figure.Sum
			for _, p := range parts {
				s.Low, s.Best, s.High = s.Low+p.Low, s.Best+p.Best, s.High+p.High
				s.Of, s.Unknown, s.AtLeast = s.Of+p.Of, s.Unknown+p.Unknown, s.AtLeast+p.AtLeast
				if p.Low > p.Best || p.Best > p.High {
					t.Fatalf("%s: %+v is out of order", name, p)
				}
			}
			if s != all {
				t.Fatalf("%s add up to %+v, all to %+v", name, s, all)
			}
		}
		for _, l := range toll.Levels {
			var parts []figure.Sum
			for _, p := range toll.ByPlace(events, l) {
				parts = append(parts, p.Toll.Deaths)
			}
			same(string(l), parts)
		}
		for _, step := range toll.Steps {
			var parts []figure.Sum
			p, undated := toll.ByPeriod(events, calendar.Window{To: date("2026-12-31")}, step)
			for _, x := range p {
				parts = append(parts, x.Toll.Deaths)
			}
			if undated > 0 {
				t.Fatal("a day lies in every step")
			}
			same(string(step), parts)
		}
		var parts []figure.Sum
		for _, g := range toll.ByGrade(events, kinds) {
			parts = append(parts, g.Toll.Deaths)
		}
		same("grades", parts)
		if !reflect.DeepEqual(toll.ByPlace(events, toll.ByDistrict), toll.ByPlace(events, toll.ByDistrict)) {
			t.Fatal("the same input gave another answer")
		}
	})
}
