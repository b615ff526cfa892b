package hawkes

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// TestMixtureIsThePowerLaw over all delays within the horizon.
func TestMixtureIsThePowerLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := 1 + math.Exp(rapid.Float64Range(-6, math.Log(49)).Draw(t, "log p-1"))
		c := math.Exp(rapid.Float64Range(-8, 5).Draw(t, "log c"))
		horizon := 5000.0
		x := math.Exp(rapid.Float64Range(-12, math.Log(horizon)).Draw(t, "log x"))
		m := mix(c, p, horizon)
		got := 0.0
		for k, w := range m.weight {
			got += w * math.Exp(-m.rate[k]*x)
		}
		tol := 1e-11
		if p > 20 {
			tol = 2e-9
		}
		if want := math.Pow(1+x/c, -p); math.Abs(got/want-1) > tol && want > 1e-280 {
			t.Fatalf("(1+%v/%v)^-%v is %v, want %v: off by %v", x, c, p, got, want, got/want-1)
		}
	})
}

func twoPower() PowerLaw {
	return PowerLaw{Mu: []float64{.3, .2}, A: [][]float64{{.8, .3}, {.2, 1}}, C: .4, P: 2.2, Kappa: .3}
}

// TestPowerLawIsTheSum compares with the sum over all pairs of events, O(N²).
func TestPowerLawIsTheSum(t *testing.T) {
	p := twoPower()
	d, err := SimulatePower(p, 300, [][]float64{{0, 1, 3}, {0, 2}}, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	d.Times[5] = d.Times[4] // a tie
	g := func(k int) float64 { return math.Pow(1+d.Marks[k], p.Kappa) }
	want := -(p.Mu[0] + p.Mu[1]) * d.Horizon
	for k, at := range d.Times {
		lambda := p.Mu[d.Stream[k]]
		for h := range k {
			if d.Times[h] < at {
				lambda += p.A[d.Stream[k]][d.Stream[h]] * g(h) * math.Pow(1+(at-d.Times[h])/p.C, -p.P)
			}
		}
		want += math.Log(lambda)
		for i := range 2 {
			want -= p.A[i][d.Stream[k]] * g(k) * p.C / (p.P - 1) * (1 - math.Pow(1+(d.Horizon-at)/p.C, 1-p.P))
		}
	}
	got, err := PowerLogLikelihood(d, p)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(got-want) > 1e-9*math.Abs(want) {
		t.Errorf("log-likelihood %.12g, the sum over pairs gives %.12g", got, want)
	}
	gaps, err := PowerResiduals(d, p)
	if err != nil {
		t.Fatal(err)
	}
	for i := range gaps {
		last, sum, area := 0.0, 0.0, 0.0
		for k, at := range d.Times {
			if d.Stream[k] == i {
				last = at
			}
		}
		for _, v := range gaps[i] {
			sum += v
		}
		for k, at := range d.Times {
			if at < last {
				area += p.A[i][d.Stream[k]] * g(k) * p.C / (p.P - 1) * (1 - math.Pow(1+(last-at)/p.C, 1-p.P))
			}
		}
		if area += p.Mu[i] * last; math.Abs(sum-area) > 1e-9*area {
			t.Errorf("stream %d: compensator %v, by closed form %v", i, sum, area)
		}
	}
}

func TestPowerGradientAgreesWithDifferences(t *testing.T) {
	d, err := SimulatePower(twoPower(), 100, [][]float64{{0, 1, 3}, {0, 2}}, rand.New(rand.NewPCG(1, 2)))
	if err != nil {
		t.Fatal(err)
	}
	e, err := newPowerEvaluator(d, Power)
	if err != nil {
		t.Fatal(err)
	}
	x := []float64{-1, -1.5, -.7, -1.2, -2, -.9, -.5, .2, .25}
	e.at(x)
	grad := append([]float64{}, e.grad...)
	for k := range x {
		const h = 1e-5
		x[k] += h
		up := e.at(x)
		x[k] -= 2 * h
		down := e.at(x)
		x[k] += h
		if want := (up - down) / (2 * h); math.Abs(grad[k]-want) > 1e-7*(1+math.Abs(want)) {
			t.Errorf("entry %d: gradient %v, difference %v", k, grad[k], want)
		}
	}
}

func TestPowerLawIsRecovered(t *testing.T) {
	p := twoPower()
	d, err := SimulatePower(p, 1500, [][]float64{{0, 1, 3}, {0, 2}}, rand.New(rand.NewPCG(3, 2)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := EstimatePower(d, Power)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, got, se, want float64) {
		if !(se > 0) || math.Abs(got-want) > 4*se {
			t.Errorf("%s is %v (%v), want %v", what, got, se, want)
		}
	}
	for i := range 2 {
		check("mu", f.Params.Mu[i], f.SE.Mu[i], p.Mu[i])
		for j := range 2 {
			check("a", f.Params.A[i][j], f.SE.A[i][j], p.A[i][j])
		}
	}
	check("c", f.Params.C, f.SE.C, p.C)
	check("p", f.Params.P, f.SE.P, p.P)
	check("kappa", f.Params.Kappa, f.SE.Kappa, p.Kappa)
	one, err := Estimate(d, Options{Marks: Power})
	if err != nil {
		t.Fatal(err)
	}
	if !(f.AIC < one.AIC) {
		t.Errorf("AIC %v, the exponential has %v on events of a power law", f.AIC, one.AIC)
	}
}

func TestPowerLawRefuses(t *testing.T) {
	d := Data{Times: []float64{1}, Stream: []int{0}, D: 1, Horizon: 3}
	for _, p := range []PowerLaw{
		{}, {Mu: []float64{1}, A: [][]float64{{1}}, C: 1, P: 1}, {Mu: []float64{1}, A: [][]float64{{-1}}, C: 1, P: 2},
		{Mu: []float64{1}, A: [][]float64{{1}}, C: 0, P: 2}, {Mu: []float64{1, 1}, A: [][]float64{{1, 1}, {1, 1}}, C: 1, P: 2},
	} {
		if _, err := PowerLogLikelihood(d, p); !errors.Is(err, ErrPowerLaw) {
			t.Errorf("%+v: %v", p, err)
		}
	}
	if _, err := SimulatePower(PowerLaw{Mu: []float64{1}, A: [][]float64{{3}}, C: 1, P: 2}, 10, nil, rand.New(rand.NewPCG(1, 1))); !errors.Is(err, ErrExplosive) {
		t.Errorf("an explosive power law: %v", err)
	}
	if _, err := EstimatePower(d, ""); !errors.Is(err, ErrTooFew) {
		t.Errorf("one event: %v", err)
	}
}
