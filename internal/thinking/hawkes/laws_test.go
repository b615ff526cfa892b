package hawkes_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/hawkes"
)

func small() hawkes.Params {
	return hawkes.Params{
		Mu:    constant([]float64{.3, .2}),
		Alpha: [][]float64{{.3, .2}, {.1, .4}},
		Beta:  [][]float64{{1, 1.5}, {2, .8}},
	}
}

// TestSimulationsAgreeInLaw compares both ways of simulating with the stationary mean
// (I − n)⁻¹·μ, worked out by hand for two streams:
// n = [[.3 .13333][.05 .5]], det(I−n) = .7·.5 − .13333·.05 = .343333,
// rates = (.5·.3 + .13333·.2, .05·.3 + .7·.2)/.343333 = (.514563, .451456).
func TestSimulationsAgreeInLaw(t *testing.T) {
	const horizon = 20000
	want := []float64{.514563, .451456}
	for name, draw := range map[string]func(hawkes.Params, float64, *rand.Rand) (hawkes.Data, error){"thin": hawkes.Thin, "branch": hawkes.Branch} {
		d, err := draw(small(), horizon, rand.New(rand.NewPCG(1, 2)))
		if err != nil {
			t.Fatal(err)
		}
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		for i, n := range d.Counts() {
			near(t, name+" rate", float64(n)/horizon, want[i], .03*want[i]+.01)
		}
		gaps, err := hawkes.Residuals(d, small(), hawkes.Constant(horizon))
		if err != nil {
			t.Fatal(err)
		}
		for i, g := range gaps {
			if r := hawkes.Test(g); r.P < .001 {
				t.Errorf("%s: stream %d does not pass its own residual test: %+v", name, i, r)
			}
		}
	}
}

func TestSameSeedSameEvents(t *testing.T) {
	a, _ := hawkes.Thin(small(), 500, rand.New(rand.NewPCG(7, 7)))
	b, _ := hawkes.Thin(small(), 500, rand.New(rand.NewPCG(7, 7)))
	if len(a.Times) != len(b.Times) || a.Times[len(a.Times)-1] != b.Times[len(b.Times)-1] {
		t.Error("the same seed gave other events")
	}
}

func TestExplosiveIsRefused(t *testing.T) {
	p := small()
	p.Alpha[0][0] = 1.2
	if _, err := hawkes.Thin(p, 10, rand.New(rand.NewPCG(1, 1))); !errors.Is(err, hawkes.ErrExplosive) {
		t.Errorf("got %v", err)
	}
}

// TestGradientAgreesWithDifferences covers ties, marks and a moving baseline.
func TestGradientAgreesWithDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 30).Draw(t, "n")
		d := hawkes.Data{D: 2, Horizon: 10}
		at := 0.0
		marked := rapid.Bool().Draw(t, "marked")
		for range n {
			at = min(10, at+rapid.SampledFrom([]float64{0, .1, .37, .8}).Draw(t, "gap"))
			d.Times = append(d.Times, at)
			d.Stream = append(d.Stream, rapid.IntRange(0, 1).Draw(t, "stream"))
			if marked {
				d.Marks = append(d.Marks, rapid.Float64Range(0, 5).Draw(t, "mark"))
			}
		}
		if marked && n == 0 {
			d.Marks = []float64{}
		}
		b, _ := hawkes.Moving(10, 4)
		p := small()
		p.Kappa = .4
		for i := range p.Mu {
			p.Mu[i] = []float64{.2, .5, .1, .3}
		}
		at0 := func(change func(*hawkes.Params, float64), h float64) float64 {
			q := hawkes.Params{Kappa: p.Kappa}
			for i := range p.Mu {
				q.Mu = append(q.Mu, append([]float64{}, p.Mu[i]...))
				q.Alpha = append(q.Alpha, append([]float64{}, p.Alpha[i]...))
				q.Beta = append(q.Beta, append([]float64{}, p.Beta[i]...))
			}
			change(&q, h)
			ll, _, err := hawkes.LogLikelihood(d, q, b)
			if err != nil {
				t.Fatal(err)
			}
			return ll
		}
		_, g, err := hawkes.LogLikelihood(d, p, b)
		if err != nil {
			t.Fatal(err)
		}
		check := func(what string, got float64, change func(*hawkes.Params, float64)) {
			const h = 1e-5
			want := (at0(change, h) - at0(change, -h)) / (2 * h)
			if math.Abs(got-want) > 1e-5*(1+math.Abs(want)) {
				t.Fatalf("%s: gradient %v, difference %v", what, got, want)
			}
		}
		check("mu", g.Mu[1][2], func(q *hawkes.Params, h float64) { q.Mu[1][2] += h })
		check("alpha", g.Alpha[0][1], func(q *hawkes.Params, h float64) { q.Alpha[0][1] += h })
		check("beta", g.Beta[1][0], func(q *hawkes.Params, h float64) { q.Beta[1][0] += h })
		if marked {
			check("kappa", g.Kappa, func(q *hawkes.Params, h float64) { q.Kappa += h })
		}
	})
}

func TestBadDataIsNamed(t *testing.T) {
	for _, c := range []struct {
		d    hawkes.Data
		want error
	}{
		{hawkes.Data{Times: []float64{2, 1}, Stream: []int{0, 0}, D: 1, Horizon: 3}, hawkes.ErrUnsorted},
		{hawkes.Data{Times: []float64{-1}, Stream: []int{0}, D: 1, Horizon: 3}, hawkes.ErrTime},
		{hawkes.Data{Times: []float64{4}, Stream: []int{0}, D: 1, Horizon: 3}, hawkes.ErrTime},
		{hawkes.Data{Times: []float64{math.NaN()}, Stream: []int{0}, D: 1, Horizon: 3}, hawkes.ErrTime},
		{hawkes.Data{Times: []float64{1}, Stream: []int{1}, D: 1, Horizon: 3}, hawkes.ErrStream},
		{hawkes.Data{Times: []float64{1}, Stream: []int{0}, D: 1, Horizon: 0}, hawkes.ErrHorizon},
		{hawkes.Data{Times: []float64{1}, Stream: []int{0}, Marks: []float64{-2}, D: 1, Horizon: 3}, hawkes.ErrMark},
	} {
		if err := c.d.Check(); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v, want %v", c.d, err, c.want)
		}
	}
	one := hawkes.Data{Times: []float64{1}, Stream: []int{0}, D: 1, Horizon: 3}
	if _, err := hawkes.Estimate(one, hawkes.Options{}); !errors.Is(err, hawkes.ErrTooFew) {
		t.Errorf("one event is fitted: %v", err)
	}
}

func BenchmarkLikelihood100k(b *testing.B) {
	var c referenceCase
	reference(b, "exp3_100k", &c)
	d := times(b, files["exp3_100k"], c.T)
	for b.Loop() {
		if _, _, err := hawkes.LogLikelihood(d, truth(), hawkes.Constant(c.T)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFit100k(b *testing.B) {
	var c referenceCase
	reference(b, "exp3_100k", &c)
	d := times(b, files["exp3_100k"], c.T)
	for _, s := range []hawkes.Structure{hawkes.Common, hawkes.Full} {
		b.Run(string(s), func(b *testing.B) {
			for b.Loop() {
				f, err := hawkes.Estimate(d, hawkes.Options{Structure: s})
				if err != nil {
					b.Fatal(err)
				}
				gaps, err := hawkes.Residuals(d, f.Params, f.Baseline)
				if err != nil {
					b.Fatal(err)
				}
				for _, g := range gaps {
					hawkes.Test(g)
				}
				b.ReportMetric(float64(f.Evals), "evaluations")
			}
		})
	}
}
