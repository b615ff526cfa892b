package bootstrap_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/bootstrap"
)

func TestQuantileByHand(t *testing.T) {
	// Five values: h = 4p. p = .05 → h = .2 → 1 + .2·(2−1) = 1.2; p = .95 → h = 3.8 → 4 + .8·(10−4) = 8.8.
	v := []float64{1, 2, 3, 4, 10}
	for p, want := range map[float64]float64{0: 1, .05: 1.2, .5: 3, .95: 8.8, 1: 10} {
		if got := bootstrap.Quantile(v, p); math.Abs(got-want) > 1e-12 {
			t.Errorf("quantile %v: %v, want %v", p, got, want)
		}
	}
	in, ok := bootstrap.Percentile([]float64{10, 3, 1, 4, 2}, .9)
	if !ok || math.Abs(in.Low-1.2) > 1e-12 || math.Abs(in.High-8.8) > 1e-12 {
		t.Errorf("interval %v %v", in, ok)
	}
}

func TestDrawsWithoutANumberGiveNoInterval(t *testing.T) {
	if _, ok := bootstrap.Percentile([]float64{1, 2, math.NaN(), math.Inf(1)}, .9); ok {
		t.Error("half of the draws gave no number, and still an interval")
	}
	if _, ok := bootstrap.Percentile(nil, .9); ok {
		t.Error("an interval of nothing")
	}
}

func TestBlockByHand(t *testing.T) {
	// 27^(1/3) = 3; 28^(1/3) = 3.04, rounded up 4; 1^(1/3) = 1.
	for n, want := range map[int]int{0: 1, 1: 1, 27: 3, 28: 4, 64: 4} {
		if got := bootstrap.Block(n); got != want {
			t.Errorf("block of %d: %d, want %d", n, got, want)
		}
	}
}

func TestCircularLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		block := rapid.IntRange(1, 50).Draw(t, "block")
		seed := rapid.Uint64().Draw(t, "seed")
		pick, again := make([]int, n), make([]int, n)
		bootstrap.Circular(pick, n, block, rand.New(rand.NewPCG(seed, 1)))
		bootstrap.Circular(again, n, block, rand.New(rand.NewPCG(seed, 1)))
		whole := min(block, n)
		for i, p := range pick {
			if p < 0 || p >= n {
				t.Fatalf("index %d of %d", p, n)
			}
			if p != again[i] {
				t.Fatal("the same seed gave another draw")
			}
			if i%whole > 0 && p != (pick[i-1]+1)%n {
				t.Fatalf("a block of %d is broken at %d: %v", whole, i, pick)
			}
		}
	})
}

func TestIntervalsLieWithinTheDraws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.SliceOfN(rapid.Float64Range(-100, 100), 2, 60).Draw(t, "draws")
		in, ok := bootstrap.Percentile(v, .9)
		if !ok {
			t.Fatal("no interval")
		}
		lo, hi := v[0], v[0]
		for _, x := range v {
			lo, hi = min(lo, x), max(hi, x)
		}
		if in.Low > in.High || in.Low < lo-1e-9 || in.High > hi+1e-9 {
			t.Fatalf("%v outside %v to %v", in, lo, hi)
		}
	})
}
