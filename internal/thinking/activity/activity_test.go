package activity_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/activity"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/phrase"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

var (
	usual = situation.Default().Usual // higher from 1.5, lower to 0.5, low baseline under 2, jump of 3
	day   = calendar.DateOf(2026, 6, 30)
)

// on makes n violent events on the day that lies back days before day, each with two dead.
func on(back, n int) []record.Event {
	out := make([]record.Event, n)
	for i := range out {
		d := day.Add(-back)
		out[i] = record.Event{
			ID: fmt.Sprintf("%s-%d", d, i), When: calendar.Interval{Start: d, End: d, Precision: calendar.Day}, Type: plover.Assault,
			Deaths: record.Deaths{Total: figure.Range{Low: figure.Of(1), Best: figure.Of(2), High: figure.Of(3)}},
		}
	}
	return out
}

// each makes n violent events in each of the 52 weeks before the last one.
func each(n int) []record.Event {
	var out []record.Event
	for k := 1; k <= 52; k++ {
		out = append(out, on(7*k, n)...)
	}
	return out
}

func TestCompareOneWeek(t *testing.T) {
	for _, c := range []struct {
		name     string
		past     []record.Event
		now      int
		low      bool
		band     activity.Band
		usual    float64
		noRecord bool
	}{
		// Usual 4 a week: higher from 1.5×4 = 6, lower to 0.5×4 = 2.
		{"as usual", each(4), 4, false, activity.AsUsual, 4, false},
		{"a little more", each(4), 5, false, activity.AsUsual, 4, false},
		{"half as many again", each(4), 6, false, activity.Higher, 4, false},
		{"a little less", each(4), 3, false, activity.AsUsual, 4, false},
		{"half", each(4), 2, false, activity.Lower, 4, false},
		{"none", each(4), 0, false, activity.Lower, 4, false},
		{"less, with few reports", each(4), 3, true, activity.NotComparable, 4, false},
		{"none, with few reports", each(4), 0, true, activity.NotComparable, 4, false},
		{"more, with few reports", each(4), 6, true, activity.Higher, 4, false},
		// Usual 1 a week is under 2: no ratio; 1+3 = 4 is a jump.
		{"low baseline", each(1), 3, false, activity.LowBaseline, 1, false},
		{"low baseline, none", each(1), 0, false, activity.LowBaseline, 1, false},
		{"jump", each(1), 4, false, activity.Higher, 1, false},
		{"nothing before", nil, 2, false, activity.LowBaseline, 0, false},
		{"jump from nothing", nil, 3, false, activity.Higher, 0, false},
		// 13 events in 52 weeks are a quarter of one a week.
		{"one burst", on(30, 13), 0, false, activity.LowBaseline, .25, false},
		{"too short a record", each(4), 0, false, activity.NoHistory, 0, true},
	} {
		begins := day.Add(-7*53 + 1) // the last week and 52 before it are just on record
		if c.noRecord {
			begins++
		}
		w := activity.Compare(append(c.past, on(3, c.now)...), day, begins, 1, usual, c.low)
		if w.Band != c.band || w.UsualViolent != c.usual || w.UsualDeaths != 2*c.usual || w.HasUsual == c.noRecord {
			t.Errorf("%s: %s against %v (%v dead, known %t), want %s against %v", c.name, w.Band, w.UsualViolent, w.UsualDeaths, w.HasUsual, c.band, c.usual)
		}
		n := int64(c.now)
		if w.Violent != c.now || w.Events != c.now || len(w.IDs) != c.now || w.Deaths.Low != n || w.Deaths.Best != 2*n || w.Deaths.High != 3*n {
			t.Errorf("%s: %+v", c.name, w)
		}
		if !phrase.English().Has(w.Describe().Key) {
			t.Errorf("%s: no words for %q", c.name, w.Describe().Key)
		}
	}
}

func TestCompareLongerWindows(t *testing.T) {
	// Two a week for 104 weeks: 8 in four weeks, the mean of 13 windows before them also 8;
	// 104 in 52 weeks, and 104 in the year before.
	var all []record.Event
	for k := range 104 {
		all = append(all, on(7*k, 2)...)
	}
	begins := day.Add(-7*104 + 1)
	for weeks, want := range map[int]int{4: 8, 52: 104} {
		w := activity.Compare(all, day, begins, weeks, usual, false)
		if w.Violent != want || w.UsualViolent != float64(want) || w.Band != activity.AsUsual {
			t.Errorf("%d weeks: %+v", weeks, w)
		}
	}
	if w := activity.Compare(all, day, begins.Add(1), 52, usual, false); w.Band != activity.NoHistory {
		t.Errorf("one day short of two years: %s", w.Band)
	}
	if w := activity.Compare(all, day, begins.Add(-7000), 53, usual, false); w.Band != activity.NoHistory || w.UsualViolent != 0 {
		t.Errorf("a window longer than what says what is usual: %s, %v", w.Band, w.UsualViolent)
	}
}

// With thresholds of zero nothing is neither more nor less than nothing.
func TestNothingIsAsUsualAsNothing(t *testing.T) {
	w := activity.Compare(nil, day, calendar.Unset, 1, situation.Usual{HigherRatio: 1.5, LowerRatio: .5}, false)
	if w.Band != activity.AsUsual {
		t.Errorf("none against a usual none is %s", w.Band)
	}
}

func TestWithin(t *testing.T) {
	d := func(m, day int) calendar.Date { return calendar.DateOf(2026, 6, day) }
	june := calendar.Window{From: calendar.DateOf(2026, 6, 1), To: calendar.DateOf(2026, 6, 30)}
	for _, c := range []struct {
		v    calendar.Interval
		w    calendar.Window
		want bool
	}{
		{calendar.Interval{Start: d(6, 30), End: calendar.DateOf(2026, 7, 2), Precision: calendar.Day}, june, true}, // began inside
		{calendar.Interval{Start: calendar.DateOf(2026, 5, 31), End: d(6, 2), Precision: calendar.Week}, june, false},
		{calendar.Interval{Start: d(6, 1), End: d(6, 30), Precision: calendar.Month}, june, true},
		{calendar.Interval{Start: d(6, 1), End: d(6, 30), Precision: calendar.Month}, calendar.Last(28, d(6, 30)), false}, // might lie before
		{calendar.Interval{Start: calendar.DateOf(2026, 1, 1), End: calendar.DateOf(2026, 12, 31), Precision: calendar.Year}, june, false},
		{calendar.Interval{Start: calendar.DateOf(2026, 1, 1), End: calendar.DateOf(2026, 12, 31), Precision: calendar.Year}, calendar.Open, true},
	} {
		if got := activity.Within(c.v, c.w); got != c.want {
			t.Errorf("%+v in %+v: %t", c.v, c.w, got)
		}
	}
}

func TestByWeek(t *testing.T) {
	monthly := on(29, 1)[0]
	monthly.When.Precision = calendar.Month
	talk := on(1, 1)[0]
	talk.Type = plover.Consult
	events := append(on(0, 1), on(6, 2)...)                 // last week: day 0 and day 6 back
	events = append(events, on(7, 4)...)                    // the week before
	events = append(events, on(27, 1)...)                   // the first day of four weeks
	events = append(append(events, on(28, 9)...), talk)     // too early; not violent
	got := activity.ByWeek(append(events, monthly), day, 5) // 29 days back is in the fifth week
	want := []int{9, 1, 0, 4, 3}
	for i, w := range got.Weeks {
		if w.Violent != want[i] || w.To != w.From.Add(6) || w.To != day.Add(-7*(4-i)) {
			t.Errorf("week %d: %+v, want %d", i, w, want[i])
		}
	}
	if got.Undated != 1 {
		t.Errorf("%d undated, want 1", got.Undated)
	}
	// Every kind of act counts as volume: one of talks in the last week, on top of three.
	if v := activity.Volume(events, []calendar.Date{day.Add(-7), day}); v[0] != 4 || v[1] != 4 {
		t.Errorf("volume %v", v)
	}
}

func anyEvents(t *rapid.T) []record.Event {
	var out []record.Event
	for _, back := range rapid.SliceOf(rapid.IntRange(-400, 500)).Draw(t, "days back") {
		e := on(back, 1)[0]
		e.When.Precision = rapid.SampledFrom(calendar.Precisions).Draw(t, "precision")
		e.When.End = e.When.Start.Add(rapid.IntRange(0, 40).Draw(t, "span"))
		e.Type = rapid.SampledFrom([]plover.Type{plover.Assault, plover.Consult}).Draw(t, "type")
		out = append(out, e)
	}
	return out
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		events := anyEvents(t)
		weeks := rapid.SampledFrom([]int{1, 4, 8, 52}).Draw(t, "weeks")
		low := rapid.Bool().Draw(t, "few reports")
		w := activity.Compare(events, day, day.Add(-3000), weeks, usual, low)
		if low && w.Band == activity.Lower {
			t.Fatalf("few reports read as a fall: %+v", w)
		}
		if w.Violent > w.Events || len(w.IDs) != w.Violent || w.Deaths.Of != w.Violent {
			t.Fatalf("%+v", w)
		}
		var past []record.Event
		for _, e := range events {
			if e.When.Start <= day {
				past = append(past, e)
			}
		}
		if again := activity.Compare(past, day, day.Add(-3000), weeks, usual, low); !reflect.DeepEqual(w, again) {
			t.Fatalf("what began later changed the window: %+v, without it %+v", w, again)
		}
		if a, b := activity.ByWeek(events, day, 20), activity.ByWeek(past, day, 20); !reflect.DeepEqual(a, b) {
			t.Fatalf("what began later changed the weeks: %+v, without it %+v", a, b)
		}
		// The weeks of a window hold what the window counts, but for what is known to the month.
		sum, dated := 0, 0
		for _, x := range activity.ByWeek(events, day, weeks).Weeks {
			sum += x.Violent
		}
		for _, e := range events {
			if p := e.When.Precision; e.Violent() && w.Span.Holds(e.When.Start) && (p == calendar.Day || p == calendar.Week) {
				dated++
			}
		}
		if sum != dated || sum > w.Violent {
			t.Fatalf("%d in weeks, %d dated, %d in the window", sum, dated, w.Violent)
		}
	})
}
