package forecast_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"detente/internal/thinking/forecast"
	"detente/internal/thinking/score"
)

// Two units with the same last two years: one was steady for long before, the other fitful. The steady
// one is forecast the more narrowly.
func TestAdaptiveLearnsFromAUnitsOwnPast(t *testing.T) {
	h, err := forecast.NewHistory([]int{1, 2, 3, 4}, 1, 240)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(4, 4))
	for m := forecast.Month(1); m <= 240; m++ {
		calm := math.Round(40 * math.Exp(.1*r.NormFloat64()))
		fitful := math.Round(40 * math.Exp(1.6*r.NormFloat64()))
		if m > 216 {
			fitful = calm
		}
		set(t, h, 0, m, calm)
		set(t, h, 1, m, fitful)
		set(t, h, 2, m, 0)
		set(t, h, 3, m, math.Round(40*math.Exp(.7*r.NormFloat64())))
	}
	width := func(m forecast.Adaptive, index int) float64 {
		f, err := m.Fit(h, leads, 1)
		if err != nil {
			t.Fatal(err)
		}
		s, err := score.NewSample(f.Draw(index, 4, 1000, rand.New(rand.NewPCG(1, 1))))
		if err != nil {
			t.Fatal(err)
		}
		return math.Log((s.Quantile(.9) + 1) / (s.Quantile(.1) + 1))
	}
	m := forecast.Adaptive{Bank: forecast.Bank(), Rate: .1, Half: 60, Every: 3, Prior: 50}
	if a, b := width(m, 0), width(m, 1); b < 1.3*a {
		t.Errorf("the steady unit spans %.2f, the fitful one %.2f", a, b)
	}
	if w := width(m, 2); w != 0 {
		t.Errorf("a unit without a death is forecast some: %.2f", w)
	}
	flat := m
	flat.Rate = 0
	if a, b := width(flat, 0), width(flat, 1); math.Abs(a-b) > .15 {
		t.Errorf("with a rate of 0 the own past does not count beyond its months: %.2f, %.2f", a, b)
	}
	for _, bad := range []forecast.Adaptive{{}, {Bank: forecast.Bank(), Every: 0, Half: 1, Prior: 1}, {Bank: forecast.Bank(), Every: 1, Prior: 1}} {
		if _, err := bad.Fit(h, leads, 1); !errors.Is(err, forecast.ErrTooThin) {
			t.Errorf("%+v was taken: %v", bad, err)
		}
	}
}
