package hawkes_test

import (
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"detente/internal/thinking/hawkes"
)

// entries lists pointers to all numbers of the parameters, in a fixed order; with a floor the decays
// of a receiver go together.
func entries(p *hawkes.Params, marked, floored bool) [][]*float64 {
	var out [][]*float64
	add := func(rows [][]float64) {
		for i := range rows {
			for j := range rows[i] {
				out = append(out, []*float64{&rows[i][j]})
			}
		}
	}
	add(p.Mu)
	add(p.Alpha)
	if !floored {
		add(p.Beta)
	} else {
		for _, r := range p.Beta {
			out = append(out, []*float64{&r[0], &r[1]})
		}
	}
	if p.Slow != nil {
		add(p.Slow.Alpha)
		add(p.Slow.Beta)
	}
	add(p.Gamma)
	if marked {
		out = append(out, []*float64{&p.Kappa})
	}
	return out
}

func scenario(t *rapid.T) (hawkes.Data, hawkes.Params, hawkes.Baseline) {
	d := hawkes.Data{D: 2, Horizon: 10, Times: []float64{}}
	marked := rapid.Bool().Draw(t, "marked")
	if marked {
		d.Marks = []float64{}
	}
	at := 0.0
	for range rapid.IntRange(0, 30).Draw(t, "n") {
		at = min(10, at+rapid.SampledFrom([]float64{0, .1, .37, .8}).Draw(t, "gap"))
		d.Times = append(d.Times, at)
		d.Stream = append(d.Stream, rapid.IntRange(0, 1).Draw(t, "stream"))
		if marked {
			d.Marks = append(d.Marks, rapid.Float64Range(0, 5).Draw(t, "mark"))
		}
	}
	p := small()
	p.Form = rapid.SampledFrom([]hawkes.MarkForm{"", hawkes.Power, hawkes.Exponential}).Draw(t, "form")
	if marked {
		p.Kappa = rapid.Float64Range(-.5, .8).Draw(t, "kappa")
	}
	b := hawkes.Constant(10)
	switch rapid.IntRange(0, 2).Draw(t, "kind") {
	case 0: // a floor takes a constant baseline and one decay a receiver
		p.Floor = .2
		p.Beta = [][]float64{{1, 1}, {2, 2}}
		p.Alpha[0][1] = rapid.Float64Range(-1, .5).Draw(t, "alpha")
		p.Alpha[1][0] = rapid.Float64Range(-1, .5).Draw(t, "alpha")
	case 1:
		p.Slow = &hawkes.Kernel{Alpha: [][]float64{{.1, .05}, {.02, .03}}, Beta: [][]float64{{.3, .2}, {.1, .25}}}
		fallthrough
	default:
		b, _ = hawkes.Moving(10, 4)
		p.Mu = [][]float64{{.2, .5, .1, .3}, {.4, .1, .2, .6}}
	}
	if rapid.Bool().Draw(t, "covariates") {
		d.Covariates = &hawkes.Covariates{From: []float64{-1, 2.2, 5}, Values: [][]float64{{1, .3}, {-.5, 2}, {.7, .1}}}
		p.Gamma = [][]float64{{.4, -.2}, {-.3, .1}}
	}
	return d, p, b
}

// TestGradientAgreesWithDifferences covers ties, marks in both forms, a moving baseline, two
// decays, covariates and a floor.
func TestGradientAgreesWithDifferences(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p, b := scenario(t)
		_, g, err := hawkes.LogLikelihood(d, p, b)
		if err != nil {
			t.Fatal(err)
		}
		got := entries(&hawkes.Params{Mu: g.Mu, Alpha: g.Alpha, Beta: g.Beta, Slow: g.Slow, Gamma: g.Gamma, Kappa: g.Kappa}, d.Marks != nil, p.Floor > 0)
		for k, x := range entries(&p, d.Marks != nil, p.Floor > 0) {
			const h = 1e-5
			here := *x[0]
			at := func(v float64) float64 {
				for _, y := range x {
					*y = v
				}
				ll, _, err := hawkes.LogLikelihood(d, p, b)
				if err != nil {
					t.Fatal(err)
				}
				return ll
			}
			up, mid, down := at(here+h), at(here), at(here-h)
			at(here)
			slope := 0.0
			for _, y := range got[k] {
				slope += *y
			}
			// At a floor the likelihood of an event has a corner: there the difference has no meaning.
			if math.Abs(up-2*mid+down) > 1e-7 {
				continue
			}
			if want := (up - down) / (2 * h); math.Abs(slope-want) > 2e-5*(1+math.Abs(want)) {
				t.Fatalf("entry %d: gradient %v, difference %v", k, slope, want)
			}
		}
	})
}

// TestCompensatorIsTheIntegral sums the intensity by steps of its own and compares with the
// residuals, whose increments add up to the compensator at the last event of a stream.
func TestCompensatorIsTheIntegral(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p, b := scenario(t)
		gaps, err := hawkes.Residuals(d, p, b)
		if err != nil {
			t.Fatal(err)
		}
		for i := range d.D {
			last, sum := 0.0, 0.0
			for k, at := range d.Times {
				if d.Stream[k] == i {
					last = at
				}
			}
			for _, g := range gaps[i] {
				sum += g
			}
			if want := area(d, p, b, i, last); math.Abs(sum-want) > 1e-3*(1+want) {
				t.Fatalf("stream %d: compensator %v, sum %v", i, sum, want)
			}
		}
	})
}

// area integrates brute from 0 to t by the midpoint rule between events, knots and steps.
func area(d hawkes.Data, p hawkes.Params, b hawkes.Baseline, i int, t float64) float64 {
	cuts := append([]float64{0, t}, d.Times...)
	for k := range b.Len() {
		cuts = append(cuts, 10*float64(k)/float64(max(1, b.Len()-1)))
	}
	if d.Covariates != nil {
		cuts = append(cuts, d.Covariates.From...)
	}
	slices.Sort(cuts)
	sum := 0.0
	for k := 1; k < len(cuts); k++ {
		from, to := max(0, cuts[k-1]), min(t, cuts[k])
		if to <= from {
			continue
		}
		const n = 50
		for s := range n {
			sum += brute(d, p, b, i, from+(float64(s)+.5)/n*(to-from)) * (to - from) / n
		}
	}
	return sum
}

// brute is the intensity written down as in the package comment.
func brute(d hawkes.Data, p hawkes.Params, b hawkes.Baseline, i int, t float64) float64 {
	f, v, w := b.At(t)
	base := p.Mu[i][f]*v + p.Mu[i][min(f+1, b.Len()-1)]*w
	if c := d.Covariates; c != nil {
		s := 0
		for s+1 < len(c.From) && c.From[s+1] <= t {
			s++
		}
		for k, x := range c.Values[s] {
			base *= math.Exp(p.Gamma[i][k] * x)
		}
	}
	out := base
	for k, at := range d.Times {
		if at >= t {
			break
		}
		g := 1.0
		if d.Marks != nil {
			g = math.Pow(1+d.Marks[k], p.Kappa)
			if p.Form == hawkes.Exponential {
				g = math.Exp(p.Kappa * d.Marks[k])
			}
		}
		j := d.Stream[k]
		out += p.Alpha[i][j] * g * math.Exp(-p.Beta[i][j]*(t-at))
		if p.Slow != nil {
			out += p.Slow.Alpha[i][j] * g * math.Exp(-p.Slow.Beta[i][j]*(t-at))
		}
	}
	return max(p.Floor*base, out)
}

// TestLogLikelihoodIsTheSum compares with the logarithms of the intensity written down, and
// the compensator summed in steps.
func TestLogLikelihoodIsTheSum(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, p, b := scenario(t)
		got, _, err := hawkes.LogLikelihood(d, p, b)
		if err != nil {
			t.Fatal(err)
		}
		want := 0.0
		for k, at := range d.Times {
			want += math.Log(brute(d, p, b, d.Stream[k], at))
		}
		for i := range d.D {
			want -= area(d, p, b, i, d.Horizon)
		}
		if math.Abs(got-want) > 1e-3*(1+math.Abs(want)) {
			t.Fatalf("log-likelihood %v, sum %v", got, want)
		}
	})
}

// TestHalfLifeHalves: at the half-life half of the response has come.
func TestHalfLifeHalves(t *testing.T) {
	p := small()
	if h := p.HalfLife()[0][1]; math.Abs(h-math.Ln2/1.5) > 1e-12 {
		t.Errorf("half-life of one decay is %v", h)
	}
	p.Slow = &hawkes.Kernel{Alpha: [][]float64{{.1, .05}, {.02, 0}}, Beta: [][]float64{{.3, .2}, {.1, .25}}}
	p.Alpha[1][1] = 0
	h := p.HalfLife()
	left := .3*math.Exp(-h[0][0]) + .1/.3*math.Exp(-.3*h[0][0])
	near(t, "left at the half-life", left, (.3+.1/.3)/2, 1e-12)
	if !math.IsNaN(h[1][1]) {
		t.Errorf("no response has half-life %v", h[1][1])
	}
}

func TestNegativeJumpsAreGuarded(t *testing.T) {
	p := small()
	p.Alpha[0][1] = -.1
	if p.Check() == nil {
		t.Error("a negative jump without a floor is taken")
	}
	p.Floor = .05
	d := hawkes.Data{Times: []float64{1}, Stream: []int{0}, D: 2, Horizon: 3}
	if _, _, err := hawkes.LogLikelihood(d, p, hawkes.Constant(3)); !errors.Is(err, hawkes.ErrFloor) {
		t.Errorf("a floor with many decays: %v", err)
	}
	p.Alpha[0][0] = -.1
	if p.Check() == nil {
		t.Error("a stream that holds itself back is taken")
	}
}
