package balance_test

import (
	"math"
	"reflect"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"detente/internal/thinking/balance"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

var day = calendar.DateOf(2026, 6, 30)

func act(back int, t plover.Type, m plover.Mode) record.Event {
	d := day.Add(-back)
	return record.Event{ID: d.String() + string(m), When: calendar.Interval{Start: d, End: d, Precision: calendar.Day}, Type: t, Mode: m}
}

func TestWeekly(t *testing.T) {
	monthly := act(3, plover.Assault, "ied")
	monthly.When.Precision = calendar.Month
	got := balance.Weekly([]record.Event{
		act(0, plover.Assault, "airstrike"),      // −9.5
		act(6, plover.Consult, "visit"),          // +4
		act(7, plover.Assault, "ied"),            // −9, the week before
		act(8, plover.Agree, "border_reopening"), // +2.5, and material
		act(14, plover.Assault, "ied"),           // before the two weeks
		act(-1, plover.Assault, "ied"),           // after the day
		monthly,                                  // in no week
	}, day, 2)
	if got[1].Score != -5.5 || got[1].Events != 2 || got[1].ByQuad[plover.MaterialConflict] != 1 || got[1].ByQuad[plover.VerbalCooperation] != 1 {
		t.Errorf("last week: %+v", got[1])
	}
	if got[0].Score != -6.5 || got[0].Events != 2 || got[0].ByQuad[plover.MaterialCooperation] != 1 || got[0].From != day.Add(-13) {
		t.Errorf("week before: %+v", got[0])
	}
}

func TestTrends(t *testing.T) {
	// Conflict: 8 events in the last 4 weeks, 2 a week; 13 in the 26 before, half of one.
	weeks := make([]balance.Week, 40)
	for i := range weeks {
		weeks[i].ByQuad = map[plover.Quad]int{}
	}
	for i := 36; i < 40; i++ {
		weeks[i].ByQuad[plover.MaterialConflict] = 2
	}
	for i := 10; i < 36; i += 2 {
		weeks[i].ByQuad[plover.MaterialConflict] = 1
	}
	weeks[9].ByQuad[plover.MaterialConflict] = 99 // before the 26
	weeks[38].ByQuad[plover.MaterialCooperation] = 1
	got := balance.Trends(weeks, 4, 26)
	want := []balance.Trend{
		{Class: plover.MaterialConflict, Recent: 2, Before: .5, Weeks: 4, Prior: 26},
		{Class: plover.MaterialCooperation, Recent: .25, Before: 0, Weeks: 4, Prior: 26},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
	// With ten weeks on record the mean before is over six, not over 26.
	short := balance.Trends(weeks[30:], 4, 26)
	if short[0].Before != .5 || short[0].Prior != 6 {
		t.Errorf("short record: %+v, want 3 events in 6 weeks", short[0])
	}
	if none := balance.Trends(nil, 4, 26); none[0].Recent != 0 || none[0].Prior != 0 {
		t.Errorf("no record: %+v", none)
	}
}

func TestCooperating(t *testing.T) {
	got := balance.Cooperating([]record.Event{
		act(1, plover.Retreat, "ceasefire_start"), // for
		act(2, plover.Agree, "border_reopening"),  // for
		act(3, plover.Aid, "aid"),                 // for
		act(4, plover.Coerce, "border_closure"),   // against
		act(5, plover.Reject, "ceasefire_end"),    // against, though only said
		act(6, plover.Assault, "ied"),             // violence is counted elsewhere
		act(6, plover.Consult, "talks"),           // talk is neither
		act(99, plover.Aid, "aid"),                // before the window
		act(-1, plover.Aid, "aid"),                // after it
	}, calendar.Last(28, day))
	if got.For != 3 || got.Against != 2 || len(got.IDs) != 5 {
		t.Errorf("%+v, want 3 for and 2 against", got)
	}
}

func TestNet(t *testing.T) {
	for _, c := range []struct {
		a, b int
		want float64
	}{
		{0, 0, .5},
		// Beta(2, 1): P(p > ½) = 1 − ¼.
		{1, 0, .75},
		{0, 1, .25},
		// Beta(3, 2): Σ_{k≤2} C(4, k)/16 = (1 + 4 + 6)/16.
		{2, 1, 11. / 16},
		{7, 7, .5},
	} {
		if got := (balance.Cooperation{For: c.a, Against: c.b}).Net(); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("Net(%d, %d) = %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestLawsOfNet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.IntRange(0, 400).Draw(t, "for"), rapid.IntRange(0, 400).Draw(t, "against")
		net := balance.Cooperation{For: a, Against: b}.Net()
		back := balance.Cooperation{For: b, Against: a}.Net()
		if math.Abs(net+back-1) > 1e-9 || net < 0 || net > 1 {
			t.Fatalf("Net(%d, %d) = %v, the other way round %v", a, b, net, back)
		}
		tail := distuv.Beta{Alpha: 1 + float64(a), Beta: 1 + float64(b)}.Survival(.5)
		if math.Abs(net-tail) > 1e-9 {
			t.Fatalf("Net(%d, %d) = %v, the tail of the beta distribution is %v", a, b, net, tail)
		}
		if more := (balance.Cooperation{For: a + 1, Against: b}).Net(); more < net-1e-12 {
			t.Fatalf("one more act for: %v after %v", more, net)
		}
	})
}

func TestLawsOfWeekly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var events, past []record.Event
		for _, back := range rapid.SliceOf(rapid.IntRange(-60, 200)).Draw(t, "days back") {
			ty := rapid.SampledFrom(plover.Types).Draw(t, "type")
			e := act(back, ty, "statement")
			e.When.Precision = rapid.SampledFrom(calendar.Precisions).Draw(t, "precision")
			events = append(events, e)
			if back >= 0 {
				past = append(past, e)
			}
		}
		weeks := balance.Weekly(events, day, 20)
		if !reflect.DeepEqual(weeks, balance.Weekly(past, day, 20)) {
			t.Fatal("what came later changed the weeks")
		}
		for _, w := range weeks {
			n := 0
			for _, k := range w.ByQuad {
				n += k
			}
			if n != w.Events || math.Abs(w.Score) > 10*float64(n) {
				t.Fatalf("%+v: %d by class", w, n)
			}
		}
		w := calendar.Last(90, day)
		if a, b := balance.Cooperating(events, w), balance.Cooperating(past, w); !reflect.DeepEqual(a, b) {
			t.Fatalf("what came later changed the evidence: %+v, without it %+v", a, b)
		}
	})
}
