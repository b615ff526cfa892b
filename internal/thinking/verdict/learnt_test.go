package verdict_test

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/outlook"
	"detente/internal/thinking/verdict"
)

func TestWithByHand(t *testing.T) {
	o := outlook.Outlook{P: outlook.Probabilities{.1, .3, .6}, Low: outlook.Probabilities{.05, .2, .5}, High: outlook.Probabilities{.2, .4, .7}}
	j := verdict.Judgement{Baseline: 3}.With(o, .75)
	if math.Abs(j.Reset-.45) > 1e-12 || math.Abs(j.Holding-.45) > 1e-12 || j.DeEscalation != .6 || j.Baseline != 3 {
		t.Errorf("%+v", j)
	}
	if j := (verdict.Judgement{}).With(o, 0); j.Verdict != verdict.Holding || j.Reset != 0 || j.ResetIn != (verdict.Interval{}) {
		t.Errorf("a fall without cooperation is holding: %+v", j)
	}
	if j := (verdict.Judgement{}).With(o, 1); j.Verdict != verdict.Resetting {
		t.Errorf("a fall with cooperation is a reset: %+v", j)
	}
}

func TestWithLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var o outlook.Outlook
		sum := 0.0
		for c := range o.P {
			o.P[c] = rapid.Float64Range(.001, 1).Draw(t, "p")
			sum += o.P[c]
		}
		for c := range o.P {
			o.P[c] /= sum
			o.Low[c] = o.P[c] * rapid.Float64Range(0, 1).Draw(t, "low")
			o.High[c] = o.P[c] + (1-o.P[c])*rapid.Float64Range(0, 1).Draw(t, "high")
		}
		j := verdict.Judgement{}.With(o, rapid.Float64Range(0, 1).Draw(t, "cooperation"))
		if math.Abs(j.Escalation+j.Holding+j.Reset-1) > 1e-9 {
			t.Fatalf("%+v", j)
		}
		for _, x := range []struct {
			p  float64
			in verdict.Interval
		}{{j.Escalation, j.EscalationIn}, {j.Holding, j.HoldingIn}, {j.Reset, j.ResetIn}} {
			if x.p < x.in[0]-1e-12 || x.p > x.in[1]+1e-12 || x.in[0] < 0 || x.in[1] > 1 {
				t.Fatalf("%v is not in %v: %+v", x.p, x.in, j)
			}
		}
	})
}
