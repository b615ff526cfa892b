package hawkes

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestFadeIsTheExponential(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		beta := []float64{math.Exp(rapid.Float64Range(-30, 8).Draw(t, "log beta"))}
		dt := rapid.Float64Range(0, 100).Draw(t, "dt")
		out := []float64{math.NaN()}
		fade(out, beta, dt)
		if want := math.Exp(-beta[0] * dt); math.Abs(out[0]-want) > 5e-16*want+1e-305 {
			t.Fatalf("e^-%v is %v, want %v", beta[0]*dt, out[0], want)
		}
	})
	for _, x := range []float64{0, 699.9, 701, 800, math.Inf(1)} {
		out := []float64{math.NaN()}
		fade(out, []float64{x}, 1)
		if want := math.Exp(-x); math.Abs(out[0]-want) > 5e-16*want {
			t.Errorf("e^-%v is %v, want %v", x, out[0], want)
		}
	}
}
