package retaliation_test

import (
	"math"
	"reflect"
	"testing"

	"detente/internal/thinking/retaliation"
	"detente/internal/words/calendar"
)

// The link that is there is named again in most refits, hardly ever where streams were moved
// against each other, and is clearer than in any placebo.
func TestChecksKnowTheLinkFromAPlacebo(t *testing.T) {
	in := retaliation.Sort(simulated(t, 5), streams, span)
	r, err := retaliation.Find(in, span, retaliation.Options{Seed: 1, Ties: 2})
	if err != nil {
		t.Fatal(err)
	}
	o := retaliation.CheckOptions{Placebos: 12, Thinned: 6, Orders: 6}
	c, err := r.Check(o)
	if err != nil {
		t.Fatal(err)
	}
	// In each moved set there are two pairs between streams; 24 in all.
	if p := c.Shifted; p.Pairs != 24 || p.Stood > 4 || p.RealPairs != 2 || p.RealStood != 1 || p.Any > p.Stood {
		t.Errorf("moved streams: %+v", p)
	}
	// Scattered over four weeks the two streams still crowd together, less clearly.
	if p := c.Scattered; p.Pairs != 48 || p.RealPairs != 4 || p.RealStood < 1 || p.Radius.Value >= r.Moving.Radius.Value {
		t.Errorf("scattered events: %+v", p)
	}
	for _, p := range []retaliation.Placebo{c.Shifted, c.Scattered} {
		if p.Chance[1][0] != 1./13 || p.Chance[0][1] < .15 {
			t.Errorf("the link has chance %.3f, where there is none %.3f", p.Chance[1][0], p.Chance[0][1])
		}
	}
	link, other := c.Orders.Pairs[1][0], c.Orders.Pairs[0][1]
	if link.Sets != 6 || link.Stood != 6 || other.Stood > 1 || !(link.Low <= link.Value && link.Value <= link.High) {
		t.Errorf("other orders: %+v and %+v", link, other)
	}
	if n := c.Noon; n.Q[1][0] > .01 || n.Branching[1][0] < .2 {
		t.Errorf("no order within a day: %+v", n)
	}
	if k := c.Thinned; k.Kept <= .5 || k.Kept > 1 || k.Pairs[1][0].Stood < 4 {
		t.Errorf("thinned: kept %.2f, %+v", k.Kept, k.Pairs[1][0])
	}
	again, _ := r.Check(o)
	if !reflect.DeepEqual(c.Shifted, again.Shifted) || !reflect.DeepEqual(c.Scattered, again.Scattered) || !reflect.DeepEqual(c.Thinned, again.Thinned) || !reflect.DeepEqual(c.Orders, again.Orders) {
		t.Error("the same seed gave other checks")
	}
}

// Months with many reports are thinned to the median month, those with few are left alone.
func TestThinningEvensOutReports(t *testing.T) {
	var busy, calm []int
	for d := range 30 {
		busy = append(busy, d, d) // January 2020, 60 events
	}
	calm = append(calm, spread(40, 40, 15)...)
	r, err := retaliation.Find(inputs(append(busy, calm...)), calendar.Window{From: span.From, To: span.From.Add(700)}, retaliation.Options{Ties: 1})
	if err != nil || r.Refused != nil {
		t.Fatal(err, r.Refused)
	}
	c, err := r.Check(retaliation.CheckOptions{Placebos: 1, Thinned: 3, Orders: 1})
	if err != nil {
		t.Fatal(err)
	}
	// 40 events in months of about two, 60 in a month that is thinned to the median of two.
	if e := c.Thinned.Evenly; e.Sets != 3 || e.Failed != 0 {
		t.Errorf("thinned evenly: %+v", e)
	}
	if c.Thinned.Target != 2 || math.Abs(c.Thinned.Kept-.42) > .03 {
		t.Errorf("target %v, kept %v", c.Thinned.Target, c.Thinned.Kept)
	}
}

// Two halves that follow different rules differ, two that follow the same do not.
func TestSubPeriodsTellChangeFromNone(t *testing.T) {
	first, second := simulated(t, 5), simulated(t, 8)
	half := calendar.DateOf(2023, 1, 1)
	for _, changed := range []bool{false, true} {
		var in []retaliation.Input
		for _, i := range retaliation.Sort(first, streams[:2], span) {
			i.Events = before(i.Events, half)
			in = append(in, i)
		}
		for k, i := range retaliation.Sort(second, streams[:2], span) {
			for _, e := range i.Events {
				if e.Day < half {
					continue
				}
				if changed && k == 1 { // ambushes of the later half keep their number and lose their place
					e.Day = half.Add(int(e.Day-half) * 577 % int(span.To-half+1))
				}
				in[k].Events = append(in[k].Events, e)
			}
		}
		r, err := retaliation.Find(in, span, retaliation.Options{Seed: 1, Ties: 2, Breaks: []calendar.Date{half}})
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Periods) != 2 || r.Periods[1].Window.From != half || len(r.Differences) != 5 {
			t.Fatalf("%d periods, %d differences", len(r.Periods), len(r.Differences))
		}
		for _, d := range r.Differences {
			if d.Receiver == 1 && d.Source == 0 && d.Apart() != changed {
				t.Errorf("changed %v: the link differs by %+v", changed, d.Estimate)
			}
		}
	}
}

func before(events []retaliation.Event, day calendar.Date) (out []retaliation.Event) {
	for _, e := range events {
		if e.Day < day {
			out = append(out, e)
		}
	}
	return out
}

// What follows adds up to the branching ratio, and the rate falls from its start.
func TestCurves(t *testing.T) {
	r, err := retaliation.Find(retaliation.Sort(simulated(t, 5), streams, span), span, retaliation.Options{Seed: 1, Ties: 2})
	if err != nil {
		t.Fatal(err)
	}
	curves := r.Moving.Curves()
	if len(curves) == 0 {
		t.Fatal("the link has no curve")
	}
	for _, c := range curves {
		if !r.Moving.Stands(c.Receiver, c.Source) || len(c.Rate) != len(c.Lags) || c.Total[0].High != 0 {
			t.Fatalf("%+v", c)
		}
		last := len(c.Lags) - 1
		for k := range c.Lags {
			if x := c.Rate[k]; !(0 <= x.Low && x.Low <= x.Value && x.Value <= x.High) {
				t.Errorf("lag %v: %+v", c.Lags[k], x)
			}
			if k > 0 && (c.Rate[k].Value > c.Rate[k-1].Value || c.Total[k].Value < c.Total[k-1].Value) {
				t.Errorf("the rate rises or the total falls at lag %v", c.Lags[k])
			}
		}
		// A mean delay of 8 days leaves exp(−28/8) = 3 % after the last lag.
		if n := r.Moving.Branching[c.Receiver][c.Source].Value; c.Total[last].Value > n*1.1 || c.Receiver == 1 && c.Source == 0 && c.Total[last].Value < .8*n {
			t.Errorf("%v of %v have followed by the last lag", c.Total[last].Value, n)
		}
	}
}
