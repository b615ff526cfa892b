package hawkes

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestHessianAgreesWithOneAtATime: moving many parameters at once gives the same second
// derivatives as moving each alone, under each structure.
func TestHessianAgreesWithOneAtATime(t *testing.T) {
	p, w := rich()
	long, _ := Moving(4000, 8)
	d, err := Simulate(p, w, rand.New(rand.NewPCG(8, 9)))
	if err != nil {
		t.Fatal(err)
	}
	for _, structure := range Structures {
		for decays := 1; decays <= 2; decays++ {
			o := Options{Structure: structure, Decays: decays, Marks: Power, Prior: Prior{1, 1, 2, 3}}
			s, err := newSearch(d, long, o)
			if err != nil {
				t.Fatal(err)
			}
			x := s.start()
			for k := range x {
				x[k] += .1 * math.Sin(float64(3*k))
			}
			together := hessian(s, x)
			s.at(x)
			here := append([]float64{}, s.grad...)
			const h = 1e-5
			for k := range x {
				y := append([]float64{}, x...)
				y[k] += h
				s.at(y)
				for m := range x {
					alone := (s.grad[m] - here[m]) / h
					if math.Abs(together.At(k, m)-alone) > 1e-5*(1+math.Abs(alone)) {
						t.Fatalf("%s, %d decays: entry %d, %d is %v, alone %v", structure, decays, k, m, together.At(k, m), alone)
					}
				}
			}
			if n := len(groups(s.places())); n >= len(x) {
				t.Errorf("%s: %d groups of %d parameters", structure, n, len(x))
			}
		}
	}
}
