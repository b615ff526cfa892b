package commitment_test

import (
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/commitment"
	"detente/internal/words/record"
)

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 12).Draw(t, "n")
		var cs []record.Commitment
		var ev []record.Evidence
		for i := range n {
			id := fmt.Sprint(i)
			c := promise(id, "2026-01-01", "", rapid.SampledFrom([]string{"X", "Y", "Z"}).Draw(t, "side"), rapid.SampledFrom([]string{"a", "b"}).Draw(t, "theme"))
			c.Announced.Date = c.Announced.Date.Add(rapid.IntRange(0, 29).Draw(t, "announced"))
			cs = append(cs, c)
			for k := range rapid.IntRange(0, 3).Draw(t, "readings") {
				e := reading(id, k, "2026-01-01", rapid.SampledFrom(record.Statuses).Draw(t, "status"))
				e.On.Date = e.On.Date.Add(rapid.IntRange(0, 40).Draw(t, "on"))
				ev = append(ev, e)
			}
		}
		list := commitment.Stand(cs, ev, today)
		w := commitment.Weighting{Each: rapid.SampledFrom(commitment.Eaches).Draw(t, "each"), Theme: map[string]float64{"a": rapid.Float64Range(0, 5).Draw(t, "a")}}
		s := commitment.Aggregate(list, w)
		if s.N != s.Scored+s.Unknown || s.Grades[0]+s.Grades[1]+s.Grades[2]+s.Grades[3] != s.Scored {
			t.Fatalf("the parts do not add up: %+v", s)
		}
		if s.Known && !(s.Low-1e-9 <= s.Value && s.Value <= s.High+1e-9 && -1e-9 <= s.Low && s.High <= 100+1e-9) {
			t.Fatalf("the bounds do not hold the value: %+v", s)
		}
		if s.Known && s.Unknown == 0 && math.Abs(s.High-s.Low) > 1e-9 {
			t.Fatalf("nothing unknown, yet the bounds differ: %+v", s)
		}
		twice := commitment.Weighting{Each: w.Each, Theme: map[string]float64{"a": 2 * w.Theme["a"], "b": 2}}
		if o := commitment.Aggregate(list, twice); math.Abs(o.Value-s.Value) > 1e-9 {
			t.Fatalf("twice every weight changes %v to %v", s.Value, o.Value)
		}
		for _, r := range []commitment.Rule{{}, {Dropped: commitment.Censored}, {Followed: commitment.ToReading}} {
			got := commitment.Implementation(list, today, r)
			if got.Curve.N+len(got.Undated) != len(list) {
				t.Fatalf("%+v: %d followed and %d undated of %d", r, got.Curve.N, len(got.Undated), len(list))
			}
			if again := commitment.Implementation(list, today, r); fmt.Sprint(again) != fmt.Sprint(got) {
				t.Fatalf("not the same twice")
			}
		}
		// Keeping the dropped at risk never lowers the curve at the end.
		a, b := commitment.Implementation(list, today, commitment.Rule{}), commitment.Implementation(list, today, commitment.Rule{Dropped: commitment.Censored})
		if end(a) < end(b)-1e-9 {
			t.Fatalf("competing ends at %v, censored at %v", end(a), end(b))
		}
	})
}

func end(t commitment.Time) float64 {
	if len(t.Curve.Points) == 0 {
		return 1
	}
	return t.Curve.Points[len(t.Curve.Points)-1].Share
}
