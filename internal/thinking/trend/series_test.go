package trend

import (
	"math"
	"math/rand/v2"
	"testing"
)

// fit is Fit with the defaults on weeks that must be accepted.
func fit(t testing.TB, weeks []Week) *Model {
	t.Helper()
	m, err := Fit(weeks, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// weeksAt draws weeks at full coverage, one for each rate given.
func weeksAt(r *rand.Rand, phi float64, rates ...float64) []Week {
	weeks := make([]Week, len(rates))
	for t, v := range rates {
		weeks[t] = Week{Count: drawCount(r, v, phi), Exposure: 1}
	}
	return weeks
}

// constant is a rate repeated.
func constant(rate float64, weeks int) []float64 {
	rates := make([]float64, weeks)
	for t := range rates {
		rates[t] = rate
	}
	return rates
}

// walk is a path of rates whose log is a random walk; it stays within a factor of 30 of its start.
func walk(r *rand.Rand, start, sigma float64, weeks int) []float64 {
	rates := make([]float64, weeks)
	x := 0.0
	for t := range rates {
		if next := x + sigma*r.NormFloat64(); math.Abs(next) < math.Log(30) {
			x = next
		}
		rates[t] = start * math.Exp(x)
	}
	return rates
}

func source(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, 1)) }

// width is the width of the 90 % interval on the log scale.
func (l Level) width() float64 { return math.Log(l.High / l.Low) }

func finite(values ...float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}
