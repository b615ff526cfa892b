package hawkes_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

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

// TestManyStreamsAreFitted: beyond a number of streams the search does without outer products.
func TestManyStreamsAreFitted(t *testing.T) {
	const d = 36
	p := hawkes.Params{}
	for i := range d {
		alpha, beta := make([]float64, d), make([]float64, d)
		for j := range d {
			beta[j] = 1
		}
		alpha[i] = .5
		p.Mu, p.Alpha, p.Beta = append(p.Mu, []float64{.2}), append(p.Alpha, alpha), append(p.Beta, beta)
	}
	data := simulated(t, p, 100, 3)
	f, err := hawkes.Estimate(data, hawkes.Options{Quick: true})
	if err != nil {
		t.Fatal(err)
	}
	truth, _, err := hawkes.LogLikelihood(data, p, hawkes.Constant(100))
	if err != nil {
		t.Fatal(err)
	}
	if !(f.LogLik > truth) {
		t.Errorf("log-likelihood %v, the truth has %v", f.LogLik, truth)
	}
}
