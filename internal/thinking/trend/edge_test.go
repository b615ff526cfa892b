package trend

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// sound fails unless every number the model gives is finite and in order.
func sound(t interface{ Fatalf(string, ...any) }, m *Model) {
	for i, l := range m.Path() {
		if !finite(l.Mean, l.Median, l.Low, l.High) || l.Low <= 0 || l.Low > l.Median || l.Median > l.High || l.High > m.Ceiling()*(1+1e-9) {
			t.Fatalf("week %d: level %+v", i, l)
		}
	}
	for _, k := range []int{-1, 1, 6, 1 << 30} {
		g := m.Growth(k)
		if !finite(g.Mean, g.Low, g.High) || !(g.Positive >= 0 && g.Positive <= 1) || g.Low > g.High || g.Weeks < 1 || g.Weeks >= m.weeks() {
			t.Fatalf("growth over %d: %+v", k, g)
		}
	}
	p := m.Params()
	if !finite(p.Sigma, p.Dispersion, m.LogLikelihood()) || !(p.PoissonWeight >= 0 && p.PoissonWeight <= 1) || !(p.Phi > 0) {
		t.Fatalf("params %+v, log-likelihood %v", p, m.LogLikelihood())
	}
	for _, row := range m.Simulate(source(1), 8, 50) {
		if slices.Min(row) < 0 {
			t.Fatalf("simulated %v", row)
		}
	}
}

func TestExtremeSeries(t *testing.T) {
	for name, rates := range map[string][]float64{
		"all zero":          constant(0, 60),
		"one event":         append(constant(0, 59), 1),
		"huge":              constant(1e5, 60),
		"huge at the limit": constant(MaxCount, 30),
		"zero, then huge":   append(constant(0, 50), constant(1e5, 10)...),
		"huge, then zero":   append(constant(1e5, 50), constant(0, 10)...),
		"alternating":       slices.Repeat([]float64{0, 1e5}, 30),
	} {
		t.Run(name, func(t *testing.T) {
			weeks := make([]Week, len(rates))
			for i, v := range rates {
				weeks[i] = Week{Count: int(v), Exposure: 1}
			}
			m := fit(t, weeks)
			sound(t, m)
			switch l := m.Level(); name {
			case "all zero":
				if l.High > .2 {
					t.Errorf("sixty quiet weeks leave a level of %+v", l)
				}
			case "huge":
				if math.Abs(math.Log(l.Median/1e5)) > .1 {
					t.Errorf("level %+v", l)
				}
			case "zero, then huge":
				if l.Low > 1e5 || l.High < 1e5 || l.Low < 1e4 {
					t.Errorf("level %+v", l)
				}
			}
		})
	}
}

// Poisson counts of 10^5 are far narrower than a cell; the level must still be within one.
func TestHugePoissonCounts(t *testing.T) {
	m := fit(t, weeksAt(source(30), math.Inf(1), constant(1e5, 60)...))
	if l := m.Level(); math.Abs(math.Log(l.Median/1e5)) > m.grid.step || l.width() > .2 {
		t.Errorf("level %+v, step %v", l, m.grid.step)
	}
}

// A jump that the filter holds all but impossible is followed through logarithms, not lost to underflow.
func TestImpossibleJumpKeepsTheFilterAlive(t *testing.T) {
	weeks := weeksAt(source(31), math.Inf(1), constant(1000, 30)...)
	weeks[29].Count = 1
	m, err := Fit(weeks, Options{Sigmas: []float64{.015}, Phis: []float64{math.Inf(1)}})
	if err != nil {
		t.Fatal(err)
	}
	sound(t, m)
	if m.LogLikelihood() > -500 {
		t.Errorf("log-likelihood %v", m.LogLikelihood())
	}
}

func TestAnyWeeksGiveASoundModel(t *testing.T) {
	week := rapid.Custom(func(t *rapid.T) Week {
		return Week{
			Count:    rapid.OneOf(rapid.IntRange(0, 20), rapid.IntRange(0, 2000), rapid.IntRange(0, MaxCount)).Draw(t, "count"),
			Exposure: rapid.OneOf(rapid.Just(1.0), rapid.Float64Range(1e-300, 1), rapid.Float64Range(.1, 1)).Draw(t, "exposure"),
			Missing:  rapid.IntRange(0, 5).Draw(t, "missing") == 0,
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		weeks := rapid.SliceOfN(week, 30, 50).Draw(t, "weeks")
		m, err := Fit(weeks, Options{GridPoints: 80, Sigmas: []float64{.02, .2, .6}, Phis: []float64{.25, 8, math.Inf(1)}})
		if err == nil {
			sound(t, m)
		}
	})
}

// FuzzFit reads weeks of 13 bytes: a flag, a count, an exposure.
func FuzzFit(f *testing.F) {
	f.Add([]byte("a seed too short"))
	f.Add(slices.Repeat([]byte{0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f}, 30))
	f.Add(slices.Repeat([]byte{0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f}, 20))
	f.Fuzz(func(t *testing.T, data []byte) {
		var weeks []Week
		for ; len(data) >= 13 && len(weeks) < 60; data = data[13:] {
			weeks = append(weeks, Week{
				Missing:  data[0]&1 == 1,
				Count:    int(int32(binary.LittleEndian.Uint32(data[1:]))),
				Exposure: math.Float64frombits(binary.LittleEndian.Uint64(data[5:])),
			})
		}
		m, err := Fit(weeks, Options{GridPoints: 60, Sigmas: []float64{.02, .2, .6}, Phis: []float64{.25, 8, math.Inf(1)}})
		if (m == nil) != (err != nil) {
			t.Fatalf("model %v, error %v", m, err)
		}
		if err == nil {
			sound(t, m)
		}
	})
}
