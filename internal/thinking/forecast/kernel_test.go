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

func TestRecalibrationThatSaysNothingChangesNothing(t *testing.T) {
	r := Recalibration{Gamma: []float64{1}, Delta: [][]float64{{0, 0, 0}}, Alpha: [][]float64{make([]float64, score.Bins)}}
	sorted := make([]float64, 400)
	for i := range sorted {
		sorted[i] = float64(i / 4)
	}
	out := r.apply(0, sorted, 100, rand.New(rand.NewPCG(1, 1)))
	for i, v := range out {
		if math.Abs(v-float64(i)) > 1 {
			t.Fatalf("draw %d is %v", i, v)
		}
	}
	// A bin made likelier by α is drawn more often, and by the lead's δ the pool is sharpened.
	r.Alpha[0][0] = 3
	zeros := 0
	for _, v := range r.apply(0, sorted, 100, rand.New(rand.NewPCG(1, 1))) {
		if v == 0 {
			zeros++
		}
	}
	if zeros < 8 {
		t.Errorf("%d zeros of 100, 1 before", zeros)
	}
	r.Alpha[0][0], r.Delta[0][1] = 0, 1
	wide := func(group int) (n int) {
		for _, v := range r.apply(group, sorted, 100, rand.New(rand.NewPCG(1, 1))) {
			if score.Bin(v) == score.Bin(75) {
				n++
			}
		}
		return n
	}
	if a, b := wide(0), wide(1); b <= a {
		t.Errorf("%d draws in the likeliest bin, sharpened %d", a, b)
	}
}
