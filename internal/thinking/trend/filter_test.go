package trend

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/integrate/quad"
	"pgregory.net/rapid"
)

// chainOf is one chain on a grid, without the checks of Fit on the number of weeks.
func chainOf(weeks []Week, g grid, sigma, phi float64) chain {
	each, week := distinct(weeks)
	return chain{kernel: newKernel(sigma, g), rows: likelihoodsOf(g, each, phi), week: week, n: g.n}
}

// probability is P(Y = y) from the textbook formula, independent of countLaw.
func probability(w Week, x, phi float64) float64 {
	if w.Missing {
		return 1
	}
	y, mu := float64(w.Count), w.Exposure*math.Exp(x)
	f, _ := math.Lgamma(y + 1)
	if math.IsInf(phi, 1) {
		return math.Exp(y*math.Log(mu) - mu - f)
	}
	a, _ := math.Lgamma(y + phi)
	b, _ := math.Lgamma(phi)
	return math.Exp(a-b-f) * math.Pow(mu/(mu+phi), y) * math.Pow(phi/(mu+phi), phi)
}

// integral is p(y) of two or three weeks: the midpoint rule over x_1 and Gauss–Hermite over each weekly change.
func integral(weeks []Week, g grid, sigma, phi float64) float64 {
	const starts, nodes = 600, 24
	z, w := make([]float64, nodes), make([]float64, nodes)
	quad.Hermite{}.FixedLocations(z, w, math.Inf(-1), math.Inf(1))
	var rest func(t int, x float64) float64
	rest = func(t int, x float64) float64 {
		if t == len(weeks) {
			return 1
		}
		sum := 0.0
		for i := range z {
			next := x + sigma*math.Sqrt2*z[i]
			sum += w[i] / math.Sqrt(math.Pi) * probability(weeks[t], next, phi) * rest(t+1, next)
		}
		return sum
	}
	sum := 0.0
	for i := range starts {
		x := g.low + (float64(i)+.5)/starts*(g.top()-g.low)
		sum += probability(weeks[0], x, phi) * rest(1, x) / starts
	}
	return sum
}

func TestLikelihoodAgreesWithBruteForce(t *testing.T) {
	series := map[string][]Week{
		"two weeks":   {{Count: 9, Exposure: 1}, {Count: 14, Exposure: .8}},
		"three weeks": {{Count: 3, Exposure: 1}, {Count: 0, Exposure: .5}, {Count: 7, Exposure: 1}},
		"with a gap":  {{Count: 12, Exposure: .9}, {Missing: true}, {Count: 20, Exposure: 1}},
	}
	for name, weeks := range series {
		for _, sigma := range []float64{.02, .1, .3} {
			for _, phi := range []float64{1, 8, math.Inf(1)} {
				// Wide enough that the ends play no part, which the integral does not know of.
				g := grid{low: -7, step: 14. / 200, n: 200}
				_, got := chainOf(weeks, g, sigma, phi).filter(len(weeks) - 1)
				want := math.Log(integral(weeks, g, sigma, phi))
				if math.Abs(got-want) > 1e-3 {
					t.Errorf("%s, sigma %v, phi %v: log-likelihood %.6f, by integration %.6f", name, sigma, phi, got, want)
				}
			}
		}
	}
}

// A finer grid must not change the answer, small σ included.
func TestLikelihoodConvergesInTheGrid(t *testing.T) {
	r := source(5)
	weeks := weeksAt(r, 8, walk(r, 12, .1, 80)...)
	for _, sigma := range []float64{.015, .061, .25, .64} {
		coarse, fine := newGrid(weeks, 200), newGrid(weeks, 1600)
		_, got := chainOf(weeks, coarse, sigma, 8).filter(len(weeks) - 1)
		_, want := chainOf(weeks, fine, sigma, 8).filter(len(weeks) - 1)
		if math.Abs(got-want) > .01 {
			t.Errorf("sigma %v: %.5f on 200 cells, %.5f on 1600", sigma, got, want)
		}
	}
}

func TestKernelHasTheVarianceAndKeepsTheMass(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := grid{low: -3, step: rapid.Float64Range(.01, .1).Draw(t, "step"), n: 200}
		sigma := rapid.Float64Range(.005, .6).Draw(t, "sigma")
		k := newKernel(sigma, g)
		variance := 0.0
		for i, w := range k.weight {
			d := float64(i-k.reach) * g.step
			variance += w * d * d
		}
		// Beyond the grid's width the kernel is cut; there the reflection makes it all but uniform anyway.
		if k.reach < g.n-1 && math.Abs(variance/(sigma*sigma)-1) > 1e-6 {
			t.Fatalf("variance %v, want %v", variance, sigma*sigma)
		}
		p := cells{mass: make([]float64, g.n)}
		at := rapid.IntRange(0, g.n-1).Draw(t, "cell")
		p.from, p.to, p.mass[at] = at, at+1, 1
		scratch := make([]float64, g.n+2*k.reach)
		for range 3 {
			k.spread(&p, p, scratch)
		}
		p.clearOutside()
		if sum := floats.Sum(p.mass); math.Abs(sum-1) > 1e-12 {
			t.Fatalf("mass %v after three weeks from cell %d", sum, at)
		}
	})
}

// The count law sums to one over counts and peaks at its mean.
func TestCountLaw(t *testing.T) {
	for _, phi := range []float64{.25, 2, 32, math.Inf(1)} {
		for _, mean := range []float64{.01, 1, 30} {
			sum := 0.0
			for y := range 4000 {
				got := newCountLaw(y, phi).logProbability(math.Log(mean))
				sum += math.Exp(got)
				want := probability(Week{Count: y, Exposure: 1}, math.Log(mean), phi)
				if y < 60 && math.Abs(math.Exp(got)-want) > 1e-12+1e-9*want {
					t.Errorf("P(%d) = %v, want %v (mean %v, phi %v)", y, math.Exp(got), want, mean, phi)
				}
			}
			if math.Abs(sum-1) > 1e-9 {
				t.Errorf("mean %v, phi %v: probabilities sum to %v", mean, phi, sum)
			}
		}
	}
}

// A chain and its smoother agree on the last week, and the joint used by Growth has the smoothed start as its margin:
// the mean change is the difference of the two smoothed means.
func TestGrowthAgreesWithTheSmoother(t *testing.T) {
	r := source(8)
	weeks := weeksAt(r, 4, walk(r, 15, .15, 60)...)
	m := fit(t, weeks)
	for _, k := range []int{1, 4, 26, 59} {
		want := 0.0
		for _, q := range m.parts {
			then := q.startsOf(len(weeks) - 1 - k)
			for i := range then {
				want += q.weight * m.grid.at(i) * (q.last[i] - then[i])
			}
		}
		if got := m.Growth(k).Mean; math.Abs(got-want) > 2e-3 {
			t.Errorf("mean change over %d weeks %v, by smoothing %v", k, got, want)
		}
	}
}

// Growth starts from every few cells only; started from every cell it must say the same, also where the data say least.
func TestGrowthAgreesWithEveryStart(t *testing.T) {
	weeks := weeksAt(source(9), 2, constant(.5, 60)...)
	for _, sigma := range []float64{.1, .64} {
		m, err := Fit(weeks, Options{Sigmas: []float64{sigma}, Phis: []float64{2}})
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range []int{1, 8, 40} {
			last := len(weeks) - 1
			want := make([]float64, 2*m.grid.n-1)
			// An infinite step makes the stride one cell.
			m.parts[0].addChanges(want, m.parts[0].startsOf(last-k), last-k, math.Inf(1))
			changes := grid{low: -(float64(m.grid.n) - .5) * m.grid.step, step: m.grid.step, n: len(want)}
			low, high := changes.quantile(want, .05), changes.quantile(want, .95)
			g := m.Growth(k)
			if slack := .01 * (high - low); math.Abs(g.Low-low) > slack || math.Abs(g.High-high) > slack {
				t.Errorf("sigma %v, %d weeks: %+v, from every cell [%v, %v]", sigma, k, g, low, high)
			}
		}
	}
}
