package trend

import (
	"errors"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestConstantRateIsRecovered(t *testing.T) {
	for _, c := range []struct{ rate, phi float64 }{{.3, math.Inf(1)}, {4, math.Inf(1)}, {40, 8}, {40, math.Inf(1)}, {900, 16}} {
		m := fit(t, weeksAt(source(2), c.phi, constant(c.rate, 156)...))
		l := m.Level()
		if !(l.Low < c.rate && c.rate < l.High) || math.Abs(math.Log(l.Median/c.rate)) > .35 {
			t.Errorf("rate %v, size %v: level %+v", c.rate, c.phi, l)
		}
		if g := m.Growth(8); !(g.Low < 0 && g.High > 0) {
			t.Errorf("rate %v, size %v: growth %+v", c.rate, c.phi, g)
		}
	}
}

func TestStepUpIsSeenAsGrowth(t *testing.T) {
	up := fit(t, weeksAt(source(3), 16, append(constant(10, 96), constant(30, 8)...)...))
	if g := up.Growth(12); g.Positive < .95 || g.Low <= 0 || math.Abs(g.Mean-math.Log(3)) > .4 {
		t.Errorf("after a step up by three: %+v", g)
	}
	down := fit(t, weeksAt(source(3), 16, append(constant(30, 96), constant(10, 8)...)...))
	if g := down.Growth(12); g.Positive > .05 || g.High >= 0 {
		t.Errorf("after a step down by three: %+v", g)
	}
}

func TestZerosWeighByCoverage(t *testing.T) {
	base := weeksAt(source(4), 16, constant(20, 100)...)
	before := fit(t, base).Level()
	with := func(w Week) Level { return fit(t, append(slices.Clone(base), w, w, w)).Level() }

	dark := with(Week{Exposure: .01})
	if math.Abs(math.Log(dark.Median/before.Median)) > .08 {
		t.Errorf("zeros at 1 %% coverage moved the level from %.2f to %.2f", before.Median, dark.Median)
	}
	if dark.width() <= before.width() {
		t.Errorf("zeros at 1 %% coverage narrowed the interval: %.3f to %.3f", before.width(), dark.width())
	}
	if quiet := with(Week{Exposure: 1}); quiet.Median > .6*before.Median {
		t.Errorf("zeros at full coverage left the level at %.2f, before %.2f", quiet.Median, before.Median)
	}
	if none := with(Week{Missing: true}); math.Abs(math.Log(none.Median/before.Median)) > .02 {
		t.Errorf("missing weeks moved the level from %.2f to %.2f", before.Median, none.Median)
	}
}

func TestMissingWeeksWidenTheInterval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := source(rapid.Uint64().Draw(t, "seed"))
		weeks := weeksAt(r, 8, walk(r, rapid.Float64Range(2, 50).Draw(t, "rate"), .1, 40)...)
		width := 0.0
		for k := range 6 {
			m, err := Fit(weeks, Options{GridPoints: 120, Sigmas: []float64{.05, .1, .2}, Phis: []float64{4, 16}})
			if err != nil {
				t.Fatal(err)
			}
			if w := m.Level().width(); w <= width {
				t.Fatalf("width %v after %d missing weeks, %v after one fewer", w, k, width)
			} else {
				width = w
			}
			weeks = append(weeks, Week{Missing: true})
		}
	})
}

// Weeks that are only missing say nothing of the likelihood either.
func TestMissingWeeksLeaveTheLikelihood(t *testing.T) {
	weeks := weeksAt(source(6), 8, constant(12, 60)...)
	want := fit(t, weeks).LogLikelihood()
	got := fit(t, append(slices.Clone(weeks), Week{Missing: true}, Week{Missing: true, Count: -7, Exposure: math.NaN()})).LogLikelihood()
	if math.Abs(got-want) > 1e-9 {
		t.Errorf("log-likelihood %v with missing weeks at the end, %v without", got, want)
	}
}

func TestParamsTellPoissonFromOverdispersed(t *testing.T) {
	smooth := fit(t, weeksAt(source(7), math.Inf(1), constant(40, 200)...)).Params()
	rough := fit(t, weeksAt(source(7), 1, constant(40, 200)...)).Params()
	if smooth.PoissonWeight < .5 || rough.PoissonWeight > 1e-6 {
		t.Errorf("weight on the Poisson limit: %v for Poisson counts, %v for size 1", smooth.PoissonWeight, rough.PoissonWeight)
	}
	if rough.Phi < .6 || rough.Phi > 1.6 || math.Abs(rough.Dispersion-1) > .5 {
		t.Errorf("size 1 estimated as %+v", rough)
	}
	r := source(9)
	wild := fit(t, weeksAt(r, 16, walk(r, 40, .3, 200)...)).Params()
	if wild.Sigma < .2 || wild.Sigma > .45 || smooth.Sigma > .06 {
		t.Errorf("sigma %v for a walk of 0.3, %v for a constant", wild.Sigma, smooth.Sigma)
	}
}

func TestSameInputSameOutput(t *testing.T) {
	r := source(10)
	weeks := weeksAt(r, 4, walk(r, 8, .2, 70)...)
	kept := slices.Clone(weeks)
	a, b := fit(t, weeks), fit(t, weeks)
	if !reflect.DeepEqual(a.Path(), b.Path()) || a.Growth(4) != b.Growth(4) || a.LogLikelihood() != b.LogLikelihood() {
		t.Error("two fits of the same weeks differ")
	}
	if !reflect.DeepEqual(a.Simulate(source(1), 6, 300), b.Simulate(source(1), 6, 300)) {
		t.Error("two simulations from the same seed differ")
	}
	if reflect.DeepEqual(a.Simulate(source(1), 6, 300), a.Simulate(source(2), 6, 300)) {
		t.Error("two simulations from different seeds agree")
	}
	if !reflect.DeepEqual(weeks, kept) {
		t.Error("Fit changed its argument")
	}
	path := a.Path()
	if last := path[len(path)-1]; last != a.Level() {
		t.Errorf("the path ends at %+v, the level is %+v", last, a.Level())
	}
	path[0] = Level{}
	if a.Path()[0] == (Level{}) {
		t.Error("the path returned is the model's own")
	}
}

func TestErrors(t *testing.T) {
	good := weeksAt(source(11), 8, constant(5, 40)...)
	with := func(w Week) []Week { return append(slices.Clone(good), w) }
	gone := slices.Clone(good)
	for i := range 15 {
		gone[i].Missing = true
	}
	for _, c := range []struct {
		name    string
		weeks   []Week
		options Options
		want    error
	}{
		{"none", nil, Options{}, ErrTooFewWeeks},
		{"25 weeks", good[:25], Options{}, ErrTooFewWeeks},
		{"40 weeks, 15 missing", gone, Options{}, ErrTooFewWeeks},
		{"exposure zero", with(Week{Count: 1}), Options{}, ErrExposure},
		{"exposure negative", with(Week{Exposure: -.1}), Options{}, ErrExposure},
		{"exposure above one", with(Week{Exposure: 1.01}), Options{}, ErrExposure},
		{"exposure NaN", with(Week{Exposure: math.NaN()}), Options{}, ErrExposure},
		{"negative", with(Week{Count: -1, Exposure: 1}), Options{}, ErrNegative},
		{"too large", with(Week{Count: MaxCount + 1, Exposure: 1}), Options{}, ErrTooMany},
		{"few points", good, Options{GridPoints: 5}, ErrOptions},
		{"sigma zero", good, Options{Sigmas: []float64{0}}, ErrOptions},
		{"sigma NaN", good, Options{Sigmas: []float64{math.NaN()}}, ErrOptions},
		{"phi zero", good, Options{Phis: []float64{0, 1}}, ErrOptions},
		{"scale negative", good, Options{SigmaScale: -1}, ErrOptions},
		{"26 weeks", good[:26], Options{}, nil},
		{"one pair", good, Options{Sigmas: []float64{.1}, Phis: []float64{math.Inf(1)}}, nil},
	} {
		m, err := Fit(c.weeks, c.options)
		if !errors.Is(err, c.want) || (m == nil) != (c.want != nil) {
			t.Errorf("%s: error %v, want %v", c.name, err, c.want)
		}
	}
}

func TestPoissonOnlyHasNoFinitePhi(t *testing.T) {
	m, err := Fit(weeksAt(source(12), 8, constant(5, 40)...), Options{Sigmas: []float64{.1}, Phis: []float64{math.Inf(1)}})
	if err != nil {
		t.Fatal(err)
	}
	if p := m.Params(); p != (Params{Sigma: .1, Phi: math.Inf(1), PoissonWeight: 1}) {
		t.Errorf("params %+v", p)
	}
}
