package forecast

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/score"
)

// The chances of the bins are those that many draws come to, where the cap does not matter.
func TestBinsAreWhatDrawsComeTo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		past := make([]float64, 24)
		for i, v := range rapid.SliceOfN(rapid.IntRange(0, 300), 24, 24).Draw(t, "deaths") {
			past[i] = float64(v)
		}
		m := Kernel{Months: 24, Half: 6, Width: rapid.SampledFrom([]float64{.35, .7}).Draw(t, "width")}
		if rapid.Bool().Draw(t, "own width") {
			m = Kernel{Months: 24, Half: 6, Factor: .5}
		}
		want, got, sum := make([]float64, score.Bins), make([]float64, score.Bins), 0.0
		m.bins(past, 1, want)
		const n = 20000
		for _, v := range m.draw(past, m.width(past), n, rand.New(rand.NewPCG(1, 2))) {
			got[score.Bin(v)] += 1. / n
		}
		for b, v := range want {
			sum += v
			if math.Abs(got[b]-v) > .02 {
				t.Fatalf("bin %d: %.3f of the draws, %.3f said", b, got[b], v)
			}
		}
		if math.Abs(sum-1) > 1e-9 {
			t.Fatalf("chances sum to %v", sum)
		}
	})
}

func TestDrawsTakeTheChancesOfTheirBins(t *testing.T) {
	many := make([]float64, 400)
	for i := range many {
		many[i] = float64(i / 4)
	}
	shares := make([]float64, score.Bins)
	for _, v := range many {
		shares[score.Bin(v)] += 1 / float64(len(many))
	}
	for i, v := range toChances(many, shares, 100, rand.New(rand.NewPCG(1, 1))) {
		if math.Abs(v-float64(i)) > 1 {
			t.Fatalf("the chances that are there already change draw %d to %v", i, v)
		}
	}
	want := []float64{.3, .1, .05, .05, .1, .2, .2, 0, 0, 0, 0}
	got := make([]float64, score.Bins)
	for _, v := range toChances(many, want, 1000, rand.New(rand.NewPCG(1, 1))) {
		got[score.Bin(v)] += .001
	}
	for b, v := range want {
		if math.Abs(got[b]-v) > .0021 {
			t.Errorf("bin %d: %.3f of the draws, %.3f said", b, got[b], v)
		}
	}
}
