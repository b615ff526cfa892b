package hawkes

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"gonum.org/v1/gonum/stat/distuv"
)

// ErrResamples means that too few resamples could be fitted for intervals.
var ErrResamples = errors.New("too few resamples could be fitted")

// Resampling says how Bootstrap resamples.
type Resampling struct {
	N       int     // resamples; 20 or more
	Seed    uint64  // resample k draws from (Seed, k) alone, so that the number of workers changes nothing
	Workers int     // default 1
	Level   float64 // of the intervals; default .9
	// Corrected moves the percentiles by what the resamples' median misses the estimate (Efron
	// 1987, JASA 82: BC), except for what is near zero, where many resamples are the same.
	Corrected bool
}

// Bootstrapped are percentile intervals.
type Bootstrapped struct {
	Intervals
	N, Used   int     // resamples asked for, and fitted
	Explosive float64 // share of resamples whose spectral radius is 1 or more
	Reason    error   // why the first of those left out was left out
}

// Bootstrap simulates from a fit over the same window, baseline, covariates and marks, fits again from there, and
// returns percentile intervals (Efron and Tibshirani 1993, ch. 13). A fit that is explosive cannot be
// simulated (ErrExplosive); resamples with too few events are left out and counted.
func Bootstrap(d Data, f *Fit, r Resampling) (*Bootstrapped, error) {
	if r.N < 20 {
		return nil, fmt.Errorf("hawkes: %d resamples: %w", r.N, ErrResamples)
	}
	if r.Level == 0 {
		r.Level = .9
	}
	if err := d.Check(); err != nil {
		return nil, err
	}
	o := f.options
	if o.Marks == "" {
		d.Marks = nil
	}
	world := Around(d, f.Baseline)
	if err := simulable(f.Params, world); err != nil {
		return nil, err
	}
	o.Start, o.Quick = &f.Params, true
	fits, reasons := make([]*Fit, r.N), make([]error, r.N)
	next := make(chan int)
	var wg sync.WaitGroup
	for range max(1, r.Workers) {
		wg.Go(func() {
			for k := range next {
				fits[k], reasons[k] = again(f.Params, world, o, rand.New(rand.NewPCG(r.Seed, uint64(k))))
			}
		})
	}
	for k := range r.N {
		next <- k
	}
	close(next)
	wg.Wait()
	return summarise(f, fits, reasons, r)
}

func again(p Params, w World, o Options, r *rand.Rand) (*Fit, error) {
	d, err := Simulate(p, w, r)
	if err != nil {
		return nil, err
	}
	return Estimate(d, o)
}

func summarise(estimate *Fit, fits []*Fit, reasons []error, r Resampling) (*Bootstrapped, error) {
	b := &Bootstrapped{N: r.N}
	b.Level = r.Level
	var used []*Fit
	for k, f := range fits {
		if f != nil {
			used = append(used, f)
		} else if b.Reason == nil {
			b.Reason = reasons[k]
		}
	}
	if b.Used = len(used); b.Used < 20 || 2*b.Used < r.N {
		return nil, fmt.Errorf("hawkes: %w: %d of %d (%w)", ErrResamples, b.Used, r.N, b.Reason)
	}
	one := func(of func(*Fit) float64) Interval {
		values := make([]float64, len(used))
		for k, f := range used {
			values[k] = of(f)
		}
		return r.percentiles(values, of(estimate))
	}
	each := func(of func(*Fit) [][]float64) [][]Interval {
		matrices := make([][][]float64, len(used))
		for k, f := range used {
			matrices[k] = of(f)
		}
		out, here := make([][]Interval, len(matrices[0])), of(estimate)
		values := make([]float64, len(used))
		for i := range out {
			for j := range matrices[0][i] {
				for k := range matrices {
					values[k] = matrices[k][i][j]
				}
				out[i] = append(out[i], r.percentiles(values, here[i][j]))
			}
		}
		return out
	}
	b.Mu = each(func(f *Fit) [][]float64 { return f.Params.Mu })
	b.Alpha = each(func(f *Fit) [][]float64 { return f.Params.Alpha })
	b.Beta = each(func(f *Fit) [][]float64 { return f.Params.Beta })
	b.Branch = each(func(f *Fit) [][]float64 { return f.Branch })
	b.HalfLife = each(func(f *Fit) [][]float64 { return f.Params.HalfLife() })
	if used[0].Params.Slow != nil {
		b.SlowAlpha = each(func(f *Fit) [][]float64 { return f.Params.Slow.Alpha })
		b.SlowBeta = each(func(f *Fit) [][]float64 { return f.Params.Slow.Beta })
		b.Weight = each(func(f *Fit) [][]float64 { return f.Weight })
	}
	if used[0].Params.Gamma != nil {
		b.Gamma = each(func(f *Fit) [][]float64 { return f.Params.Gamma })
	}
	b.Kappa = one(func(f *Fit) float64 { return f.Params.Kappa })
	b.Radius = one(func(f *Fit) float64 { return f.Radius })
	for _, f := range used {
		if f.Radius >= 1 {
			b.Explosive += 1 / float64(len(used))
		}
	}
	return b, nil
}

// percentiles is the interval that leaves equal parts out on both sides; values that are not
// numbers are left out.
func (r Resampling) percentiles(values []float64, estimate float64) Interval {
	var s []float64
	below, near := 0, 0
	for _, v := range values {
		if math.IsNaN(v) {
			continue
		}
		s = append(s, v)
		if v < estimate {
			below++
		}
		if math.Abs(v) < math.Exp(vanishing) {
			near++
		}
	}
	if len(s) == 0 {
		return Interval{math.NaN(), math.NaN()}
	}
	slices.Sort(s)
	at := func(q float64) float64 {
		h := q * float64(len(s)-1)
		i := min(int(h), len(s)-1)
		return s[i] + (h-float64(i))*(s[min(i+1, len(s)-1)]-s[i])
	}
	low, high := (1-r.Level)/2, (1+r.Level)/2
	if share := float64(below) / float64(len(s)); r.Corrected && share > 0 && share < 1 && 10*near < len(s) {
		unit := distuv.UnitNormal
		shift := 2 * unit.Quantile(share)
		low, high = unit.CDF(shift+unit.Quantile(low)), unit.CDF(shift+unit.Quantile(high))
	}
	return Interval{at(low), at(high)}
}
