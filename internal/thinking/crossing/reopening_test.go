package crossing_test

import (
	"math"
	"testing"

	"detente/internal/thinking/crossing"
	"detente/internal/words/record"
)

func closures(days ...int) []crossing.Spell {
	var out []crossing.Spell
	for _, d := range days {
		s := crossing.Spell{Days: d, Scopes: []record.CrossingScope{"cargo"}}
		if d < 0 {
			s.Days, s.Censored = -d, true
		}
		out = append(out, s)
	}
	return out
}

// Closures of 2, 4, 6 and 20 days, and one of at least 30.
//
// Mean of the ended: 32/4 = 8. Squares 36 + 16 + 4 + 144 = 200, over 3 is 66.667, sd 8.16497,
// spread 1.02062. Kaplan–Meier: S falls to 4/5, 3/5, 2/5, 1/5, so the median is 6 days.
// Age 0: of 5, three end by day 7: 1 − 2/5 = 0.6. Greenwood: 1/20 + 1/12 + 1/6 = 0.3, so the
// interval is 1 − 0.4·exp(±1.95996·√0.3) = 1 − 0.4·exp(±1.073516) = −0.170 (0) to 0.8633.
// Age 7: two lasted longer, too few to say. Age 60: none was followed so long.
func TestReopen(t *testing.T) {
	r := crossing.Reopen(closures(2, 4, 6, 20, -30), "cargo")
	if r.Closures != 5 || r.Ended != 4 || *r.Mean != 8 || math.Abs(*r.SD-8.16497) > 1e-5 || math.Abs(*r.Spread-1.02062) > 1e-5 || *r.Median != 6 {
		t.Errorf("%+v", r)
	}
	c := r.Chance(0)
	if c.AtRisk != 5 || c.Ended != 3 || math.Abs(*c.P-.6) > 1e-12 || *c.Low != 0 || math.Abs(*c.High-.8633) > 1e-4 {
		t.Errorf("at age 0: %+v, p %v", c, c.P)
	}
	if c := r.Chance(7); c.AtRisk != 2 || c.P != nil {
		t.Errorf("at age 7: %+v", c)
	}
	if c := crossing.Reopen(closures(2, 4, 6, 20, -30, -31, -32), "cargo").Chance(60); c.P != nil {
		t.Errorf("at age 60: %+v", c)
	}
	// None of four that lasted longer than 10 days ended by day 17: at most 1 − 0.025^(1/4) = 0.6024.
	if c := crossing.Reopen(closures(20, 30, 40, 50), "cargo").Chance(10); *c.P != 0 || *c.Low != 0 || math.Abs(*c.High-.6024) > 1e-4 {
		t.Errorf("none ended: %v, %v to %v", *c.P, *c.Low, *c.High)
	}
	if r := crossing.Reopen(closures(2, 4), "pedestrian"); r.Closures != 0 || r.Mean != nil || r.Median != nil || r.Chance(0).P != nil {
		t.Errorf("no closure: %+v", r)
	}
}
