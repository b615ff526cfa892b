package hawkes_test

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/hawkes"
)

// TestAnyEventsGiveAnAnswer: whatever the events, a fit ends with finite numbers no worse than
// constant rates, or with an error that says why.
func TestAnyEventsGiveAnAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := hawkes.Data{D: rapid.IntRange(1, 3).Draw(t, "d"), Horizon: 100, Marks: []float64{}}
		gap := rapid.SampledFrom([]float64{0, .001, .05, .8}).Draw(t, "gap")
		at := rapid.Float64Range(0, 60).Draw(t, "first")
		largest := rapid.SampledFrom([]float64{0, 3, 5000}).Draw(t, "largest mark")
		for k := range rapid.IntRange(10, 60).Draw(t, "n") {
			at = min(100, at+gap*rapid.Float64Range(0, 2).Draw(t, "step"))
			d.Times, d.Stream = append(d.Times, at), append(d.Stream, k%d.D)
			d.Marks = append(d.Marks, largest*rapid.Float64Range(0, 1).Draw(t, "mark"))
		}
		o := hawkes.Options{
			Structure: rapid.SampledFrom(hawkes.Structures).Draw(t, "structure"), Knots: rapid.SampledFrom([]int{0, 4}).Draw(t, "knots"),
			Decays: rapid.IntRange(1, 2).Draw(t, "decays"), Marks: rapid.SampledFrom([]hawkes.MarkForm{"", hawkes.Power, hawkes.Exponential}).Draw(t, "marks"),
			Inhibition: rapid.Bool().Draw(t, "inhibition"),
		}
		f, err := hawkes.Estimate(d, o)
		if errors.Is(err, hawkes.ErrTooFew) || errors.Is(err, hawkes.ErrFloor) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if math.IsNaN(f.LogLik) || math.IsInf(f.LogLik, 0) || f.LogLik < f.Poisson-1e-3*math.Abs(f.Poisson)-1e-3 {
			t.Fatalf("log-likelihood %v, of constant rates %v", f.LogLik, f.Poisson)
		}
		if err := f.Params.Check(); err != nil {
			t.Fatal(err)
		}
		for i := range f.Branch {
			for _, v := range f.Branch[i] {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					t.Fatalf("branching %v", f.Branch)
				}
			}
		}
		f.Intervals(.9)
	})
}
