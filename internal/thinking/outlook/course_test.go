package outlook

import (
	"math"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"
)

// small model, fitted once.
var fitted = sync.OnceValues(func() (*Model, error) {
	return Train(Cases(world(17, 12, 100), Month(1992, 1)), nil, quick)
})

func model(t interface{ Fatal(...any) }) *Model {
	m, err := fitted()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestCourseByHand(t *testing.T) {
	c := Course{Readings: [][]float64{{1, 2, 3}}, Month: 2}
	if b := c.Before(2); b.Month != 12 || b.Months() != 1 {
		t.Errorf("two months before February: %+v", b)
	}
	if b := c.Before(14); b.Month != 12 || b.Months() != 0 {
		t.Errorf("fourteen months before February: %+v", b)
	}
	if n := (Course{Readings: [][]float64{{1}}, Month: 12}).Then(5); n.Month != 1 || !slices.Equal(n.Readings[0], []float64{1, 5}) {
		t.Errorf("after December: %+v", n)
	}
	if len(c.Readings[0]) != 3 {
		t.Error("the course itself was changed")
	}
	if _, ok := model(t).Outlook(Course{}); ok {
		t.Error("nothing is judged")
	}
}

func TestCourseLaws(t *testing.T) {
	m := model(t)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(20, 60).Draw(t, "months")
		one := rapid.SliceOfN(rapid.Float64Range(0, 300), n, n).Draw(t, "deaths")
		two := rapid.SliceOfN(rapid.Float64Range(0, 300), n, n).Draw(t, "reading")
		c := Course{Readings: [][]float64{one, two}, Month: rapid.IntRange(1, 12).Draw(t, "month")}
		o, ok := m.Outlook(c)
		if ok != c.Active() {
			t.Fatal("judged when not active, or not when active")
		}
		if !ok {
			return
		}
		total := 0.0
		for k, p := range o.P {
			total += p
			if !(p >= o.Low[k] && p <= o.High[k]) || o.Low[k] < 0 || o.High[k] > 1 {
				t.Fatalf("%+v", o)
			}
			for _, r := range c.Readings { // the interval is no narrower than that of each reading
				if j := m.Judge(Features(r, n-1, c.Month)); j.Low[k] < o.Low[k] || j.High[k] > o.High[k] {
					t.Fatalf("%+v in %+v", j, o)
				}
			}
		}
		if math.Abs(total-1) > 1e-9 {
			t.Fatalf("sum %v", total)
		}
		d, ok := m.Drivers(c)
		was, before := m.Outlook(c.Before(1))
		if ok != before {
			t.Fatal("drivers without a month before")
		}
		if !ok {
			return
		}
		for k := range o.P { // Shapley: the shares add up to the change
			sum := 0.0
			for _, x := range d {
				sum += x.Change[k]
			}
			if math.Abs(sum-(o.P[k]-was.P[k])) > 1e-9 {
				t.Fatalf("drivers add up to %v, the change is %v", sum, o.P[k]-was.P[k])
			}
		}
		// What was said of a month does not hang on what came after it.
		past := m.Past(c, 6, 18)
		poisoned := Course{Month: c.Month}
		for _, r := range c.Readings {
			p := slices.Clone(r)
			for i := n - 4; i < n; i++ {
				p[i] = 1e6
			}
			poisoned.Readings = append(poisoned.Readings, p)
		}
		for i, p := range m.Past(poisoned, 6, 18) {
			if p.Ago >= 4 && p.Outlook != past[i].Outlook {
				t.Fatalf("%d months ago: %+v, was %+v", p.Ago, p.Outlook, past[i].Outlook)
			}
			if p.Known != (p.Ago >= AheadMonths) {
				t.Fatalf("outcome known %d months after", p.Ago)
			}
		}
	})
}
