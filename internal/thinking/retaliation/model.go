package retaliation

import (
	"fmt"
	"math"
	"math/rand/v2"
	"sort"

	"detente/internal/thinking/hawkes"
)

// Estimate is a point with a 90 % interval.
type Estimate struct{ Value, Low, High float64 }

// Model is one fit. Matrices are [receiver][source].
type Model struct {
	Branching  [][]Estimate
	P          [][]float64 // of no excitation, by boundary likelihood ratio; nil when not tested
	Q          [][]float64 // P adjusted for the number of pairs
	Radius     Estimate
	Explosive  float64  // probability that the spectral radius is above 1
	HalfLife   Estimate // days
	Background []float64
	LogLik     float64
	AIC        float64
	Residuals  []hawkes.Residual
	fit        *hawkes.Fit
	draws      draws
}

// draws are what the intervals are taken from: by pair, and of the decay and the radius, in
// the same order.
type draws struct {
	branching     [][][]float64
	decay, radius []float64
}

// StandsOut is the adjusted p under which a pair is named.
const StandsOut = .1

// Stands reports whether a pair is named.
func (m *Model) Stands(i, j int) bool { return m.Q != nil && m.Q[i][j] < StandsOut }

// model fits each tie-breaking and pools: the spread between them joins the spread within.
func (c *cases) model(moving bool, ties int, tested bool) (*Model, error) {
	r := c.source(11)
	o := c.settings(moving)
	var fits []*hawkes.Fit
	for range ties {
		d, _ := c.data(r)
		f, err := hawkes.Estimate(d, o)
		if err != nil {
			return nil, fmt.Errorf("retaliation: %w", err)
		}
		fits = append(fits, f)
	}
	m := &Model{}
	c.pool(m, fits, r)
	// Tests and residuals on one tie-breaking, the one nearest the middle likelihood.
	sort.Slice(fits, func(a, b int) bool { return fits[a].LogLik < fits[b].LogLik })
	m.fit = fits[len(fits)/2]
	m.LogLik, m.AIC = m.fit.LogLik, m.fit.AIC
	if !tested {
		return m, nil
	}
	d, _ := c.data(c.source(12))
	f, err := hawkes.Estimate(d, o)
	if err != nil {
		return nil, fmt.Errorf("retaliation: %w", err)
	}
	gaps, err := hawkes.Residuals(d, f.Params, f.Baseline)
	if err != nil {
		return nil, err
	}
	for _, g := range gaps {
		m.Residuals = append(m.Residuals, hawkes.Test(g))
	}
	m.P, err = test(d, f, o, false)
	m.Q = Adjusted(m.P)
	return m, err
}

// unclear is the p from which a pair is far from being named, since q is never below p.
const unclear = .25

// test returns the p-values of no excitation for each pair. Screened, pairs whose p is far from
// StandsOut get a bound of it instead: but for the weak prior, fitting the rest anew without the pair can
// only raise the likelihood above what it is with the pair set to zero.
func test(d hawkes.Data, with *hawkes.Fit, o hawkes.Options, screened bool) ([][]float64, error) {
	p := square[float64](d.D)
	for i := range d.D {
		for j := range d.D {
			if with.Params.Alpha[i][j]/with.Params.Beta[i][j] < 1e-4 {
				p[i][j] = 1
				continue
			}
			if screened {
				bound, err := bound(d, with, i, j)
				if err != nil {
					return nil, err
				}
				if bound >= unclear {
					p[i][j] = bound
					continue
				}
			}
			w := o
			w.Without, w.Start, w.Quick = [][2]int{{i, j}}, &with.Params, true
			f, err := hawkes.Estimate(d, w)
			if err != nil {
				return nil, fmt.Errorf("retaliation: %w", err)
			}
			_, p[i][j] = hawkes.LikelihoodRatio(with, f)
		}
	}
	return p, nil
}

// bound is the p-value that setting the pair to zero, all else as it is, would give.
func bound(d hawkes.Data, with *hawkes.Fit, i, j int) (float64, error) {
	p := with.Params
	p.Alpha = append([][]float64{}, p.Alpha...)
	p.Alpha[i] = append([]float64{}, p.Alpha[i]...)
	p.Alpha[i][j] = 0
	ll, _, err := hawkes.LogLikelihood(d, p, with.Baseline)
	if err != nil {
		return 0, fmt.Errorf("retaliation: %w", err)
	}
	_, b := hawkes.LikelihoodRatio(with, &hawkes.Fit{LogLik: ll})
	return b, nil
}

// Adjusted applies the step-up rule of Benjamini and Hochberg (1995, JRSS B 57) to all pairs.
func Adjusted(p [][]float64) [][]float64 {
	type at struct {
		i, j int
		p    float64
	}
	var all []at
	out := make([][]float64, len(p))
	for i, row := range p {
		out[i] = make([]float64, len(row))
		for j, v := range row {
			all = append(all, at{i, j, v})
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].p < all[b].p })
	least := 1.0
	for k := len(all) - 1; k >= 0; k-- {
		least = min(least, all[k].p*float64(len(all))/float64(k+1))
		out[all[k].i][all[k].j] = least
	}
	return out
}

// pool draws from each refit's normal approximation in the logarithms and takes quantiles
// of all draws together.
func (c *cases) pool(m *Model, fits []*hawkes.Fit, r *rand.Rand) {
	n := len(c.used)
	m.draws.branching = square[[]float64](n)
	each := max(1, c.o.Draws/len(fits))
	half := make([]float64, 0, each*len(fits))
	for _, f := range fits {
		for range each {
			b, beta := f.Draw(r)
			for i := range n {
				for j := range n {
					m.draws.branching[i][j] = append(m.draws.branching[i][j], b[i][j])
				}
			}
			rho := hawkes.SpectralRadius(b)
			m.draws.radius, m.draws.decay = append(m.draws.radius, rho), append(m.draws.decay, beta)
			if rho >= 1 {
				m.Explosive += 1 / float64(each*len(fits))
			}
			half = append(half, math.Ln2/beta)
		}
	}
	for i := range n {
		row := make([]Estimate, n)
		for j := range n {
			row[j] = summarise(m.draws.branching[i][j])
			row[j].Value = 0
			for _, f := range fits {
				row[j].Value += f.Params.Alpha[i][j] / f.Params.Beta[i][j] / float64(len(fits))
			}
			// At its bound of zero the estimate lies under every draw.
			row[j].Low, row[j].High = min(row[j].Low, row[j].Value), max(row[j].High, row[j].Value)
		}
		m.Branching = append(m.Branching, row)
	}
	m.Radius, m.HalfLife = summarise(m.draws.radius), summarise(half)
	m.Background = make([]float64, n)
	for i, k := range c.used {
		triggered := 0.0
		for j, l := range c.used {
			triggered += m.Branching[i][j].Value * float64(len(c.by[l]))
		}
		m.Background[i] = max(0, 1-triggered/float64(len(c.by[k])))
	}
}

// summarise gives the median with the 5 % and 95 % points.
func summarise(v []float64) Estimate {
	s := append([]float64{}, v...)
	sort.Float64s(s)
	at := func(q float64) float64 {
		h := q * float64(len(s)-1)
		i := int(h)
		if i+1 >= len(s) {
			return s[len(s)-1]
		}
		return s[i] + (h-float64(i))*(s[i+1]-s[i])
	}
	return Estimate{at(.5), at(.05), at(.95)}
}
