package verdict_test

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/trend"
	"detente/internal/thinking/verdict"
	"detente/internal/words/situation"
)

func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		_ = flag.Set("rapid.checks", "10") // each check fits a model several times
	}
	os.Exit(m.Run())
}

// rule is the default with fewer draws.
func rule() situation.Verdict {
	v := situation.Default().Verdict
	v.Draws = 1000
	return v
}

func judge(t interface{ Fatal(...any) }, weeks []trend.Week, cooperation float64) verdict.Judgement {
	j, err := verdict.Judge(weeks, cooperation, rule(), rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// steps makes weeks at full coverage: pairs of length and count.
func steps(pairs ...int) []trend.Week {
	var out []trend.Week
	for i := 0; i < len(pairs); i += 2 {
		for range pairs[i] {
			out = append(out, trend.Week{Count: pairs[i+1], Exposure: 1})
		}
	}
	return out
}

func TestJudge(t *testing.T) {
	for _, c := range []struct {
		name        string
		weeks       []trend.Week
		cooperation float64
		want        verdict.Verdict
	}{
		{"steady", steps(80, 6), 1, verdict.Holding},
		// The half year's mean is (13·4 + 13·20)/26 = 12; to stay at 20 is above 1.5×12 = 18.
		{"risen to five times as many", steps(54, 4, 13, 4, 13, 20), 1, verdict.Escalating},
		// The mean is (13·20 + 13·4)/26 = 12; to stay at 4 is under half of it.
		{"fallen to a fifth, with cooperation", steps(54, 20, 13, 20, 13, 4), 1, verdict.Resetting},
		{"fallen to a fifth, without", steps(54, 20, 13, 20, 13, 4), 0, verdict.Holding},
		{"none at all", steps(80, 0), 1, verdict.Holding},
		{"no weeks", nil, 1, verdict.Unclear},
		{"too few weeks", steps(2, 5), 1, verdict.Unclear},
	} {
		j := judge(t, c.weeks, c.cooperation)
		if j.Verdict != c.want {
			t.Errorf("%s: %s (%.2f %.2f %.2f), want %s", c.name, j.Verdict, j.Escalation, j.Holding, j.Reset, c.want)
		}
		if c.want == verdict.Unclear && (j.Escalation != 0 || j.Holding != 0 || j.Reset != 0 || j.Path != nil) {
			t.Errorf("%s: probabilities without a model: %+v", c.name, j)
		}
	}
}

// A rise of a quarter is neither: f must reach half as many again.
func TestBaselineIsTheMeanOfTheLastHalfYear(t *testing.T) {
	j := judge(t, steps(100, 2, 26, 8), 0)
	if j.Baseline < 6.5 || j.Baseline > 9 {
		t.Errorf("baseline %.2f after half a year of eight a week", j.Baseline)
	}
	if j.Forecast < j.ForecastLow || j.Forecast > j.ForecastHigh || j.ForecastLow < 0 {
		t.Errorf("forecast %.2f in %.2f to %.2f", j.Forecast, j.ForecastLow, j.ForecastHigh)
	}
}

func TestErrorsAreNotVerdicts(t *testing.T) {
	bad := steps(60, 3)
	bad[10].Count = -1
	if j, err := verdict.Judge(bad, 0, rule(), rand.New(rand.NewPCG(1, 2))); err == nil || j.Verdict != verdict.Unclear {
		t.Errorf("a negative count: %s, %v", j.Verdict, err)
	}
}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(30, 90).Draw(t, "weeks")
		weeks := make([]trend.Week, n)
		for i := range weeks {
			weeks[i] = trend.Week{Count: rapid.IntRange(0, 25).Draw(t, "count"), Exposure: rapid.Float64Range(.1, 1).Draw(t, "exposure")}
		}
		low := rapid.Float64Range(0, 1).Draw(t, "cooperation")
		high := rapid.Float64Range(low, 1).Draw(t, "more")
		a, b := judge(t, weeks, low), judge(t, weeks, high)
		for _, j := range []verdict.Judgement{a, b} {
			if s := j.Escalation + j.Holding + j.Reset; math.Abs(s-1) > 1e-12 {
				t.Fatalf("probabilities sum to %v", s)
			}
			for _, p := range []float64{j.Escalation, j.Holding, j.Reset, j.DeEscalation, j.EscalationIn[0], j.EscalationIn[1], j.HoldingIn[0], j.HoldingIn[1], j.ResetIn[0], j.ResetIn[1]} {
				if !(p >= 0 && p <= 1+1e-12) {
					t.Fatalf("a probability of %v in %+v", p, j)
				}
			}
			for _, in := range []verdict.Interval{j.EscalationIn, j.HoldingIn, j.ResetIn} {
				if in[0] > in[1] {
					t.Fatalf("interval %v", in)
				}
			}
			if len(j.Path) != n {
				t.Fatalf("a path of %d weeks for %d", len(j.Path), n)
			}
		}
		// The same seed: cooperation moves probability between holding and reset, and nothing else.
		if b.Reset < a.Reset || b.Escalation != a.Escalation || b.DeEscalation != a.DeEscalation {
			t.Fatalf("cooperation %v gives reset %v, %v gives %v", low, a.Reset, high, b.Reset)
		}
		if d := a.Reset - a.DeEscalation*low; math.Abs(d) > 1e-12 {
			t.Fatalf("reset is not de-escalation with cooperation, by %v", d)
		}
		if again := judge(t, weeks, low); fmt.Sprintf("%v", again) != fmt.Sprintf("%v", a) {
			t.Fatal("the same seed gave another judgement")
		}
	})
}
