package hawkes_test

import (
	"errors"
	"math/rand/v2"
	"reflect"
	"testing"

	"detente/internal/thinking/hawkes"
)

// four is a process of four streams with about a thousand events in a window of 700.
func four() hawkes.Params {
	p := hawkes.Params{Mu: constant([]float64{.2, .15, .25, .2})}
	for i := range 4 {
		alpha, beta := make([]float64, 4), make([]float64, 4)
		for j := range 4 {
			alpha[j], beta[j] = .08, 1.2
		}
		alpha[i] = .36
		p.Alpha, p.Beta = append(p.Alpha, alpha), append(p.Beta, beta)
	}
	return p
}

func simulated(t testing.TB, p hawkes.Params, horizon float64, seed uint64) hawkes.Data {
	t.Helper()
	d, err := hawkes.Branch(p, horizon, rand.New(rand.NewPCG(seed, 1)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestBootstrapIsTheSameWithAnyWorkers(t *testing.T) {
	d := simulated(t, four(), 700, 1)
	f, err := hawkes.Estimate(d, hawkes.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: 40, Seed: 5})
	if err != nil {
		t.Fatal(err)
	}
	b, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: 40, Seed: 5, Workers: 3})
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) {
		t.Error("three workers give other intervals than one")
	}
	c, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: 40, Seed: 6})
	if err != nil {
		t.Fatal(err)
	}
	if reflect.DeepEqual(a, c) {
		t.Error("another seed gives the same intervals")
	}
	if a.Used != 40 || a.Level != .9 {
		t.Errorf("%d of %d used at level %v", a.Used, a.N, a.Level)
	}
	for i := range 4 {
		// The refits scatter around the estimate, as wide as its standard errors say.
		mu, se := a.Mu[i][0], f.SE.Mu[i][0]
		if !(mu.Low < f.Params.Mu[i][0] && f.Params.Mu[i][0] < mu.High) || mu.High-mu.Low < 1.6*se || mu.High-mu.Low > 6.6*se {
			t.Errorf("mu %d is %v (%v), interval %+v", i, f.Params.Mu[i][0], se, mu)
		}
		n := a.Branch[i][i]
		if !(n.Low < f.Branch[i][i] && f.Branch[i][i] < n.High) {
			t.Errorf("branching %d is %v, interval %+v", i, f.Branch[i][i], n)
		}
	}
	if !(a.Radius.Low < f.Radius && f.Radius < a.Radius.High) || a.Explosive != 0 {
		t.Errorf("radius %v, interval %+v, explosive %v", f.Radius, a.Radius, a.Explosive)
	}
}

func TestBootstrapRefuses(t *testing.T) {
	d := simulated(t, four(), 700, 1)
	f, err := hawkes.Estimate(d, hawkes.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: 5}); !errors.Is(err, hawkes.ErrResamples) {
		t.Errorf("five resamples: %v", err)
	}
	f.Params.Alpha[0][0] = 3
	if _, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: 50}); !errors.Is(err, hawkes.ErrExplosive) {
		t.Errorf("an explosive fit: %v", err)
	}
}
