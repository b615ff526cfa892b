package hawkes_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"detente/internal/thinking/hawkes"
)

// covered counts how often an interval holds the truth.
type covered struct {
	hits, cases map[string]int
}

func (c *covered) take(name string, i hawkes.Interval, truth float64) {
	c.cases[name]++
	if i.Low <= truth && truth <= i.High {
		c.hits[name]++
	}
}

// study simulates sets of events from the truth, fits each and asks for 90 % intervals.
func study(b *testing.B, truth hawkes.Params, horizon float64, sets int, of func(hawkes.Data, *hawkes.Fit, int) (hawkes.Intervals, error), o hawkes.Options) *covered {
	b.Helper()
	c := &covered{hits: map[string]int{}, cases: map[string]int{}}
	n := truth.Branching()
	radius := hawkes.SpectralRadius(n)
	one := func(k int) error {
		d, err := hawkes.Simulate(truth, hawkes.World{Baseline: hawkes.Constant(horizon)}, rand.New(rand.NewPCG(77, uint64(k))))
		if err != nil {
			return err
		}
		f, err := hawkes.Estimate(d, o)
		if err != nil {
			return err
		}
		s, err := of(d, f, k)
		if err != nil {
			return err
		}
		for i := range n {
			c.take(fmt.Sprintf("mu[%d]", i), s.Mu[i][0], truth.Mu[i][0])
			for j := range n {
				c.take(fmt.Sprintf("n[%d][%d]", i, j), s.Branch[i][j], n[i][j])
			}
		}
		c.take("beta", s.Beta[0][0], truth.Beta[0][0])
		if truth.Slow != nil {
			c.take("slow beta", s.SlowBeta[0][0], truth.Slow.Beta[0][0])
			c.take("weight", s.Weight[0][0], truth.Alpha[0][0]/truth.Beta[0][0]/n[0][0])
		}
		c.take("radius", s.Radius, radius)
		return nil
	}
	for k := range sets {
		if err := one(k); err != nil {
			b.Fatalf("set %d: %v", k, err)
		}
	}
	return c
}

func (c *covered) report(b *testing.B) {
	b.Helper()
	var names []string
	for name := range c.cases {
		names = append(names, name)
	}
	slices.Sort(names)
	var text strings.Builder // a benchmark prints no more than ten logs
	for _, name := range names {
		fmt.Fprintf(&text, "\n%-10s %5.1f %% of %d", name, 100*float64(c.hits[name])/float64(c.cases[name]), c.cases[name])
	}
	b.Log(text.String())
}

// plainTruth is two streams and one decay, about 1,700 events in a window of 1,800.
func plainTruth() hawkes.Params {
	return hawkes.Params{
		Mu: constant([]float64{.3, .2}), Alpha: [][]float64{{.36, .24}, {.12, .48}}, Beta: [][]float64{{1.2, 1.2}, {1.2, 1.2}},
	}
}

// sparseTruth is plainTruth with one ratio of zero and one near it.
func sparseTruth() hawkes.Params {
	p := plainTruth()
	p.Alpha[0][1], p.Alpha[1][0] = 0, .036
	return p
}

// slowTruth has two decays, days and weeks apart, in the same branching ratios.
func slowTruth() hawkes.Params {
	p := plainTruth()
	p.Alpha, p.Beta = [][]float64{{.54, .36}, {.18, .72}}, [][]float64{{3, 3}, {3, 3}} // .6 of each ratio
	p.Slow = &hawkes.Kernel{Alpha: [][]float64{{.018, .012}, {.006, .024}}, Beta: [][]float64{{.15, .15}, {.15, .15}}}
	return p
}

func fromInformation(_ hawkes.Data, f *hawkes.Fit, _ int) (hawkes.Intervals, error) {
	return f.Intervals(.9), nil
}

func corrected(d hawkes.Data, f *hawkes.Fit, k int) (hawkes.Intervals, error) {
	b, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: 200, Seed: uint64(k), Workers: 2, Corrected: true})
	if err != nil {
		return hawkes.Intervals{}, err
	}
	return b.Intervals, nil
}

func fromResamples(d hawkes.Data, f *hawkes.Fit, k int) (hawkes.Intervals, error) {
	b, err := hawkes.Bootstrap(d, f, hawkes.Resampling{N: 200, Seed: uint64(k), Workers: 2})
	if err != nil {
		return hawkes.Intervals{}, err
	}
	return b.Intervals, nil
}

// BenchmarkCoverage prints how often 90 % intervals cover the truth, by parameter.
func BenchmarkCoverage(b *testing.B) {
	for _, c := range []struct {
		name    string
		truth   hawkes.Params
		horizon float64
		sets    int
		of      func(hawkes.Data, *hawkes.Fit, int) (hawkes.Intervals, error)
		o       hawkes.Options
	}{
		{"information", plainTruth(), 1800, 400, fromInformation, hawkes.Options{}},
		{"information-two-decays", slowTruth(), 6000, 400, fromInformation, hawkes.Options{Decays: 2}},
		{"information-sparse", sparseTruth(), 1800, 400, fromInformation, hawkes.Options{}},
		{"bootstrap-corrected", plainTruth(), 1800, 100, corrected, hawkes.Options{}},
		{"bootstrap", plainTruth(), 1800, 400, fromResamples, hawkes.Options{}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				study(b, c.truth, c.horizon, c.sets, c.of, c.o).report(b)
			}
		})
	}
}
