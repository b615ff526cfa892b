package forecast_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/forecast"
	"detente/internal/thinking/score"
)

func sorted(r *rand.Rand, n int, scale float64) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = math.Round(scale * math.Exp(r.NormFloat64()))
	}
	slices.Sort(out)
	return out
}

// shares are those of the bins in each model's draws.
func shares(draws [][]float64) [][]float64 {
	out := make([][]float64, len(draws))
	for i, d := range draws {
		out[i] = make([]float64, score.Bins)
		for _, v := range d {
			out[i][score.Bin(v)] += 1 / float64(len(d))
		}
	}
	return out
}

// The CRPS of a pool from the reduced case is that of the pooled draws.
func TestReducedCaseGivesThePoolsCRPS(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		y := float64(rapid.IntRange(0, 60).Draw(t, "y"))
		draws := [][]float64{sorted(r, 40, 3), sorted(r, 40, 12)}
		c := forecast.Reduce(0, draws, shares(draws), y)
		s, err := score.NewSample(append(slices.Clone(draws[0]), draws[1]...))
		if err != nil {
			t.Fatal(err)
		}
		want, _ := s.CRPS(y)
		got := 0.0
		for i := range 2 {
			got += c.Far[i] / 2
			for j := range 2 {
				got -= c.Apart[i][j] / 8
			}
		}
		if math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v from the sums, %v from the draws", got, want)
		}
	})
}

// The weight goes to the model that was right, group by group, and a group without cases takes
// what the others have.
func TestWeightsFindTheBetterModel(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var cases []forecast.Case
	for i := range 1200 {
		group := i % 2
		scale := []float64{3, 60}[group]
		good, bad := sorted(r, 200, scale), sorted(r, 200, scale*9)
		both := [][]float64{good, bad}
		if group == 1 {
			both = [][]float64{bad, good}
		}
		cases = append(cases, forecast.Reduce(group, both, shares(both), math.Round(scale*math.Exp(r.NormFloat64()))))
	}
	w, err := forecast.Pooling{Ignorance: 1, Prior: 20}.Learn(cases, 3)
	if err != nil {
		t.Fatal(err)
	}
	if w[0][0] < .9 || w[1][1] < .9 {
		t.Errorf("weights %v: the first is right in the first group, the second in the second", w)
	}
	for g, v := range w {
		if math.Abs(v[0]+v[1]-1) > 1e-9 || v[0] < 0 || v[1] < 0 {
			t.Errorf("group %d: %v is not on the simplex", g, v)
		}
	}
	if w[2][0] < .3 || w[2][0] > .7 {
		t.Errorf("no cases: %v, want the middle of the others", w[2])
	}
	if _, err := (forecast.Pooling{}).Learn(nil, 1); !errors.Is(err, forecast.ErrTooThin) {
		t.Error(err)
	}
}

func TestActivityClasses(t *testing.T) {
	for _, c := range []struct {
		a    float64
		want int
	}{{0, 0}, {1, 1}, {2, 2}, {10, 3}, {60, 4}, {200, 5}, {1000, 6}} {
		if got := forecast.Activity([]float64{c.a, c.a}); got != c.want {
			t.Errorf("%v a month: class %d, want %d", c.a, got, c.want)
		}
	}
	if forecast.Activity(nil) != 0 {
		t.Error("no history is not the lowest class")
	}
}

func TestShippedWeightsFit(t *testing.T) {
	s, err := forecast.ShippedWeights()
	if err != nil {
		t.Fatal(err)
	}
	last := forecast.Month(0)
	for _, l := range s.Learnt {
		if l.Until <= last {
			t.Errorf("weights up to %s after those up to %s", l.Until, last)
		}
		last = l.Until
		if got, ok := s.For(l.Until); !ok || got.Until != l.Until {
			t.Errorf("for %s: %s", l.Until, got.Until)
		}
	}
	if _, ok := s.For(forecast.MonthOf(1950, 1)); ok {
		t.Error("weights for 1950 were learnt from what came later")
	}
	if _, err := forecast.ParseWeights([]byte(`{"members":["one"]}`)); err == nil {
		t.Error("weights of another pool were taken")
	}
}
