package hawkes

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// rich has two decays, marks, a moving baseline and a covariate.
func rich() (Params, World) {
	b, _ := Moving(4000, 3)
	w := World{Baseline: b, Covariates: &Covariates{Names: []string{"x"}}, Marks: [][]float64{{0, 1, 2, 5}, {0, .5}}}
	for s := range 40 {
		w.Covariates.From = append(w.Covariates.From, float64(s)*100)
		w.Covariates.Values = append(w.Covariates.Values, []float64{float64(s % 3)})
	}
	return Params{
		Mu:    [][]float64{{.2, .6, .2}, {.3, .1, .3}},
		Alpha: [][]float64{{.4, .2}, {.1, .3}}, Beta: [][]float64{{2, 2}, {2, 2}},
		Slow:  &Kernel{Alpha: [][]float64{{.02, .01}, {.01, .02}}, Beta: [][]float64{{.1, .1}, {.1, .1}}},
		Kappa: .3, Gamma: [][]float64{{.3}, {-.2}},
	}, w
}

// TestWaysOfSimulatingAgree runs both on a process with everything in it, and asks each for its
// own residuals and both for the same numbers of events.
func TestWaysOfSimulatingAgree(t *testing.T) {
	p, w := rich()
	var counts [2][]int
	for k, draw := range []func(Params, World, *rand.Rand) (Data, error){thin, branch} {
		d, err := draw(p, w, rand.New(rand.NewPCG(3, 4)))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		counts[k] = d.Counts()
		gaps, err := Residuals(d, p, w.Baseline)
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range gaps {
			if r := Test(g); r.P < .001 || math.Abs(r.Mean-1) > .1 {
				t.Errorf("way %d, stream %d does not pass its own residual test: %+v", k, i, r)
			}
		}
	}
	for i := range 2 {
		if a, b := float64(counts[0][i]), float64(counts[1][i]); math.Abs(a-b) > 10*math.Sqrt(a+b) {
			t.Errorf("stream %d: %v events by thinning, %v by branching", i, a, b)
		}
	}
}

// TestFlooredEventsFitTheFloor: a stream that another one holds back has fewer events than its
// baseline makes, and the residuals know the floor.
func TestFlooredEventsFitTheFloor(t *testing.T) {
	p := Params{
		Mu: [][]float64{{1}, {1}}, Alpha: [][]float64{{.2, -3}, {.1, .3}},
		Beta: [][]float64{{1, 1}, {1, 1}}, Floor: .05,
	}
	w := World{Baseline: Constant(3000)}
	d, err := Simulate(p, w, rand.New(rand.NewPCG(5, 6)))
	if err != nil {
		t.Fatal(err)
	}
	n := d.Counts()
	if !(n[0] < 1200) {
		t.Errorf("%d events of the stream held back, its baseline alone makes 3000", n[0])
	}
	gaps, err := Residuals(d, p, w.Baseline)
	if err != nil {
		t.Fatal(err)
	}
	for i, g := range gaps {
		if r := Test(g); r.P < .001 {
			t.Errorf("stream %d: %+v", i, r)
		}
	}
	f, err := Estimate(d, Options{Inhibition: true})
	if err != nil {
		t.Fatal(err)
	}
	if !(f.Branch[0][1] < -1) || !(f.BranchSE[0][1] > 0) || math.Abs(f.Branch[0][1]+3) > 5*f.BranchSE[0][1] {
		t.Errorf("inhibition is estimated as %v (%v), the truth is −3", f.Branch[0][1], f.BranchSE[0][1])
	}
	plain, err := Estimate(d, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !(f.LogLik > plain.LogLik+20) || f.Free != plain.Free {
		t.Errorf("log-likelihood %v with inhibition, %v without", f.LogLik, plain.LogLik)
	}
	if _, err := branch(p, w, rand.New(rand.NewPCG(1, 1))); !errors.Is(err, ErrFloor) {
		t.Errorf("branching takes a floor: %v", err)
	}
}

// TestEverythingIsRecovered fits a process with two decays, marks, a moving baseline and a
// covariate, and expects the truth within four standard errors.
func TestEverythingIsRecovered(t *testing.T) {
	p, w := rich()
	d, err := Simulate(p, w, rand.New(rand.NewPCG(8, 9)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Estimate(d, Options{Decays: 2, Knots: 3, Marks: Power})
	if err != nil {
		t.Fatal(err)
	}
	at, _, err := LogLikelihood(d, p, w.Baseline)
	if err != nil {
		t.Fatal(err)
	}
	if gain := f.LogLik - at; gain < 0 || gain > 25 {
		t.Errorf("the estimate is %v above the truth with %d parameters", gain, f.Free)
	}
	n := p.Branching()
	scale, err := MeanScale(d, p)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string, got, se, want float64) {
		if !(se > 0) || math.Abs(got-want) > 4*se {
			t.Errorf("%s is %v (%v), want %v", what, got, se, want)
		}
	}
	for i := range 2 {
		check("gamma", f.Params.Gamma[i][0], f.SE.Gamma[i][0], p.Gamma[i][0])
		for b := range 3 {
			check("mu", f.Params.Mu[i][b], f.SE.Mu[i][b], p.Mu[i][b])
		}
		for j := range 2 {
			check("branching", f.Branch[i][j], f.BranchSE[i][j], n[i][j]*scale[j])
		}
	}
	check("beta", f.Params.Beta[0][0], f.SE.Beta[0][0], 2)
	check("slow beta", f.Params.Slow.Beta[0][0], f.SE.Slow.Beta[0][0], .1)
	check("kappa", f.Params.Kappa, f.SE.Kappa, .3)
	if f.Params.Slow.Beta[0][0] >= f.Params.Beta[0][0] {
		t.Error("the decays are not in order")
	}
	information(t, d, f)
	// One decay is the special case, so it cannot fit better.
	one, err := Estimate(d, Options{Knots: 3, Marks: Power})
	if err != nil {
		t.Fatal(err)
	}
	if !(one.LogLik < f.LogLik) || !(one.AIC > f.AIC) {
		t.Errorf("one decay: %v, AIC %v; two: %v, AIC %v", one.LogLik, one.AIC, f.LogLik, f.AIC)
	}
}

func TestWorldsAreChecked(t *testing.T) {
	p, w := rich()
	r := rand.New(rand.NewPCG(1, 1))
	bare := w
	bare.Covariates = nil
	if _, err := Simulate(p, bare, r); !errors.Is(err, ErrCovariates) {
		t.Errorf("missing covariates: %v", err)
	}
	loud := w
	loud.Marks = [][]float64{{500}, {500}}
	if _, err := Simulate(p, loud, r); !errors.Is(err, ErrExplosive) {
		t.Errorf("marks that make it explosive: %v", err)
	}
	still := Data{Times: []float64{1}, Stream: []int{0}, D: 1, Horizon: 10, Covariates: &Covariates{From: []float64{0}, Values: [][]float64{{3}}}}
	for range 20 {
		still.Times, still.Stream = append(still.Times, 2), append(still.Stream, 0)
	}
	if _, err := Estimate(still, Options{}); !errors.Is(err, ErrCovariates) {
		t.Errorf("a covariate that does not move: %v", err)
	}
	for _, c := range []Covariates{
		{From: []float64{1}, Values: [][]float64{{1}}},
		{From: []float64{0, 0}, Values: [][]float64{{1}, {2}}},
		{From: []float64{0, 1}, Values: [][]float64{{1}, {2, 3}}},
		{From: []float64{0}, Values: [][]float64{{math.NaN()}}},
		{},
	} {
		if err := c.Check(); !errors.Is(err, ErrCovariates) {
			t.Errorf("%+v: %v", c, err)
		}
	}
}

// information checks at an estimate that outer products, as they stand for second derivatives in the
// search, are near them: with many events both estimate the same information.
func information(t *testing.T, d Data, f *Fit) {
	t.Helper()
	s, err := newSearch(d, f.Baseline, f.options)
	if err != nil {
		t.Fatal(err)
	}
	x := s.from(f.Params)
	_, outer := s.scoring(x)
	second := hessian(s, x)
	for k := range x {
		for m := range x {
			scale := math.Sqrt(second.At(k, k) * second.At(m, m))
			if a, b := outer.At(k, m), second.At(k, m); math.Abs(a-b) > .25*scale {
				t.Errorf("entry %d, %d: outer products %v, second derivative %v", k, m, a, b)
			}
		}
	}
}

// TestOuterProductsOfEachKind: constant baseline with covariates and marks, and with a floor.
func TestOuterProductsOfEachKind(t *testing.T) {
	p, w := rich()
	p.Slow, p.Mu, w.Baseline = nil, [][]float64{{.3}, {.3}}, Constant(4000)
	d, err := Simulate(p, w, rand.New(rand.NewPCG(18, 9)))
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range []Options{{Marks: Power}, {Marks: Power, Structure: Row, Inhibition: true}, {Marks: Power, Structure: Col}} {
		f, err := Estimate(d, o)
		if err != nil {
			t.Fatal(err)
		}
		information(t, d, f)
	}
}
