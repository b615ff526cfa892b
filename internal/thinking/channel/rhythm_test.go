package channel_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/channel"
)

// Gaps 10, 20, 30, 40, 50 days. Mean 30. Squared distances 400, 100, 0, 100, 400, together
// 1000, over 5 is 200, so sd = √200 = 14.1421 and r = 14.1421/30 = 0.471405.
//
//	B   = (0.471405 − 1)/(0.471405 + 1) = −0.528595/1.471405 = −0.359245
//	B_5 = (√6·0.471405 − √4)/((√6 − 2)·0.471405 + √4)
//	    = (1.154701 − 2)/(0.449490·0.471405 + 2) = −0.845299/2.211892 = −0.382161
//
// Memory: the first four gaps have mean 25, the last four 35; both sds are √125. The
// products of distances are 225 + 25 + 25 + 225 = 500, over 4 is 125, over 125 is 1.
func TestRhythmByHand(t *testing.T) {
	gaps := []float64{10, 20, 30, 40, 50}
	b, raw, ok := channel.Burstiness(gaps)
	if !ok || math.Abs(b+0.382161) > 1e-6 || math.Abs(raw+0.359245) > 1e-6 {
		t.Errorf("burstiness %v, raw %v, ok %v", b, raw, ok)
	}
	if m, ok := channel.Memory(gaps); !ok || math.Abs(m-1) > 1e-12 {
		t.Errorf("memory %v, ok %v", m, ok)
	}
	// 5, 25, 5, 25, 5: long follows short and the other way round. The first four are
	// 5, 25, 5, 25 and the last four 25, 5, 25, 5, each other's mirror about 15: M = −1.
	if m, _ := channel.Memory([]float64{5, 25, 5, 25, 5}); math.Abs(m+1) > 1e-12 {
		t.Errorf("memory of alternating gaps is %v", m)
	}
}

func TestTooFewGaps(t *testing.T) {
	for _, gaps := range [][]float64{nil, {7}, {0, 0}} {
		if _, _, ok := channel.Burstiness(gaps); ok {
			t.Errorf("gaps %v have a burstiness", gaps)
		}
	}
	for _, gaps := range [][]float64{nil, {1}, {1, 2, 3}, {4, 4, 4, 4, 4}} {
		if _, ok := channel.Memory(gaps); ok {
			t.Errorf("gaps %v have a memory", gaps)
		}
	}
}

// What is simulated comes back: random gaps give 0 at any number of gaps, equal ones −1,
// heavy-tailed ones more than 0; the uncorrected measure is below 0 for few random gaps.
func TestBurstinessOfSimulatedGaps(t *testing.T) {
	r := rand.New(rand.NewPCG(16040, 1125))
	average := func(n, runs int, draw func() float64) (b, raw float64) {
		gaps := make([]float64, n)
		for range runs {
			for i := range gaps {
				gaps[i] = draw()
			}
			x, y, _ := channel.Burstiness(gaps)
			b, raw = b+x/float64(runs), raw+y/float64(runs)
		}
		return b, raw
	}
	// The correction makes r right on average; B_n bends a little for the fewest gaps.
	for _, c := range []struct {
		n    int
		near float64
	}{{5, .08}, {10, .05}, {50, .03}, {1000, .01}} {
		n, near := c.n, c.near
		b, raw := average(n, 20000/n+400, r.ExpFloat64)
		if math.Abs(b) > near {
			t.Errorf("%d random gaps have burstiness %.3f, want about 0", n, b)
		}
		if n == 5 && raw > -0.1 {
			t.Errorf("the uncorrected measure of 5 random gaps is %.3f; the correction would not be needed", raw)
		}
	}
	if b, _ := average(200, 1, func() float64 { return 30 + r.Float64() }); b > -0.97 {
		t.Errorf("regular gaps have burstiness %.3f, want about −1", b)
	}
	if b, _ := average(200, 50, func() float64 { return math.Exp(2 * r.NormFloat64()) }); b < 0.2 {
		t.Errorf("bursty gaps have burstiness %.3f, want well over 0", b)
	}
}

func TestMemoryOfSimulatedGaps(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	gaps := make([]float64, 5000)
	for i := range gaps {
		gaps[i] = r.ExpFloat64()
	}
	if m, _ := channel.Memory(gaps); math.Abs(m) > 0.05 {
		t.Errorf("independent gaps have memory %.3f", m)
	}
	x := 0.0
	for i := range gaps {
		x = 0.8*x + 0.6*r.NormFloat64()
		gaps[i] = 10 + x
	}
	if m, _ := channel.Memory(gaps); math.Abs(m-0.8) > 0.05 {
		t.Errorf("gaps with autocorrelation 0.8 have memory %.3f", m)
	}
}

func TestBurstinessLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gaps := rapid.SliceOfN(rapid.Float64Range(1, 2000), 2, 40).Draw(t, "gaps")
		b, raw, ok := channel.Burstiness(gaps)
		if !ok || b < -1 || b > 1 || raw < -1 || raw >= 1 {
			t.Fatalf("burstiness %v, raw %v, ok %v", b, raw, ok)
		}
		times := rapid.Float64Range(.01, 100).Draw(t, "times")
		scaled := make([]float64, len(gaps))
		for i, g := range gaps {
			scaled[i] = g * times
		}
		if s, _, _ := channel.Burstiness(scaled); math.Abs(s-b) > 1e-9 {
			t.Fatalf("in another unit of time it is %v, not %v", s, b)
		}
		back := slices.Clone(gaps)
		slices.Reverse(back)
		if s, _, _ := channel.Burstiness(back); math.Abs(s-b) > 1e-9 {
			t.Fatalf("backwards it is %v, not %v", s, b)
		}
		if m, ok := channel.Memory(gaps); ok {
			if again, _ := channel.Memory(back); math.Abs(again-m) > 1e-9 || m < -1 || m > 1 {
				t.Fatalf("memory %v, backwards %v", m, again)
			}
		}
	})
}
