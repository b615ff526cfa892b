// Package retaliation says which kind of event is followed by which, how strongly, how fast
// and with what certainty: a mutually exciting point process (package hawkes) over the
// streams of a situation, fitted with and without a slow moving baseline.
//
// Whatever it finds is an association in time among what was recorded.
package retaliation

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sort"
	"sync"

	"detente/internal/thinking/endemic"
	"detente/internal/thinking/hawkes"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Options are the settings of a fit. Zero values take the defaults.
type Options struct {
	Least    int     // fewest events of a stream; default 15
	Ties     int     // refits with events spread anew within their day; default 8
	Draws    int     // draws behind the intervals; default 400
	KnotDays int     // days between knots of the moving baseline; default 180
	Recent   int     // days whose events are attributed; default 90
	Seed     uint64  // of all random numbers
	Longest  float64 // longest mean delay in days that the prior favours; default 30
}

func (o Options) filled() Options {
	set := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	set(&o.Least, 15)
	set(&o.Ties, 8)
	set(&o.Draws, 400)
	set(&o.KnotDays, 180)
	set(&o.Recent, 90)
	if o.Longest == 0 {
		o.Longest = 30
	}
	return o
}

// Stream is one stream as it was used.
type Stream struct {
	situation.Stream
	Events int
	// Left says why the stream is not in the fit; empty when it is.
	Left string
}

// Result is what was found.
type Result struct {
	Span    calendar.Window
	Streams []Stream // all of the situation's, in its order
	Used    []int    // indices into Streams, in the order of the matrices
	Moving  *Model   // with a slow moving baseline: the one to read
	Still   *Model   // with a constant baseline, beside it
	Refused string   // why nothing was fitted; empty when it was
	Recent  Attribution
	// Daily is the twin for counts by day: each stream's count given yesterday's, where the
	// order within a day does not matter. Nil when it could not be fitted.
	Daily *endemic.Fit
}

// Estimate is a point with a 90 % interval.
type Estimate struct{ Value, Low, High float64 }

// Model is one fit. Matrices are [receiver][source].
type Model struct {
	Branching  [][]Estimate
	P          [][]float64 // of no excitation, by boundary likelihood ratio
	Radius     Estimate
	Explosive  float64  // probability that the spectral radius is above 1
	HalfLife   Estimate // days
	Background []float64
	LogLik     float64
	AIC        float64
	Residuals  []hawkes.Residual
	fit        *hawkes.Fit
}

// Attribution splits recent events into background and what is associated with earlier ones.
type Attribution struct {
	Window   calendar.Window
	Events   []int       // by receiver
	Baseline []float64   // expected number, by receiver
	Source   [][]float64 // expected number, [receiver][source]
	Pairs    []Pair      // strongest single links, strongest first
}

// Pair is a recent event and an earlier one it is most associated with.
type Pair struct {
	Event, Earlier string
	Receiver       int
	Source         int
	Share          float64
}

// Find fits the streams over the span. Events known only to the week or worse are left out.
func Find(events []record.Event, streams []situation.Stream, span calendar.Window, o Options) (*Result, error) {
	o = o.filled()
	r := &Result{Span: span}
	by := make([][]record.Event, len(streams))
	for i, s := range streams {
		for _, e := range events {
			if e.When.Precision == calendar.Day && span.Holds(e.When.Start) && s.Holds(e) {
				by[i] = append(by[i], e)
			}
		}
		st := Stream{Stream: s, Events: len(by[i])}
		if st.Events < o.Least {
			st.Left = fmt.Sprintf("%d events of at least %d", st.Events, o.Least)
		} else {
			r.Used = append(r.Used, i)
		}
		r.Streams = append(r.Streams, st)
	}
	if len(r.Used) == 0 {
		r.Refused = "no stream has enough events"
		return r, nil
	}
	c := &cases{by: by, used: r.Used, span: span, o: o}
	var still, daily error
	var err error
	var wg sync.WaitGroup
	wg.Go(func() { r.Still, still = c.model(false) })
	wg.Go(func() { r.Daily, daily = endemic.Estimate(c.daily()) })
	r.Moving, err = c.model(true)
	wg.Wait()
	if err := errors.Join(err, still); err != nil {
		return nil, err
	}
	if daily != nil && !errors.Is(daily, endemic.ErrTooFew) {
		return nil, daily
	}
	if r.Recent, err = c.attribute(r.Moving); err != nil {
		return nil, err
	}
	return r, nil
}

// daily counts the events of each stream used on each day of the span.
func (c *cases) daily() [][]int {
	out := make([][]int, c.span.Days())
	for t := range out {
		out[t] = make([]int, len(c.used))
	}
	for s, i := range c.used {
		for _, e := range c.by[i] {
			out[e.When.Start-c.span.From][s]++
		}
	}
	return out
}

// cases holds the events and makes data sets of them.
type cases struct {
	by   [][]record.Event
	used []int
	span calendar.Window
	o    Options
}

// data spreads the events at random within their day; the order within a day is not known.
func (c *cases) data(r *rand.Rand) (hawkes.Data, []record.Event) {
	type at struct {
		t float64
		s int
		e record.Event
	}
	var all []at
	for s, i := range c.used {
		for _, e := range c.by[i] {
			all = append(all, at{float64(e.When.Start-c.span.From) + r.Float64(), s, e})
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].t < all[b].t })
	d := hawkes.Data{D: len(c.used), Horizon: float64(c.span.Days())}
	events := make([]record.Event, len(all))
	for k, a := range all {
		d.Times, d.Stream = append(d.Times, a.t), append(d.Stream, a.s)
		events[k] = a.e
	}
	return d, events
}

// model fits each tie-breaking and pools: the spread between them joins the spread within.
func (c *cases) model(moving bool) (*Model, error) {
	r := rand.New(rand.NewPCG(c.o.Seed, 11))
	o := hawkes.Options{Prior: hawkes.Prior{
		BranchingShape: 1, BranchingRate: 1, // exponential: no excitation unless the data ask for it
		DecayShape: 2, DecayRate: c.o.Longest / 3,
	}}
	if moving {
		o.Knots = max(2, c.span.Days()/c.o.KnotDays+1)
	}
	var fits []*hawkes.Fit
	for range c.o.Ties {
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
	d, _ := c.data(rand.New(rand.NewPCG(c.o.Seed, 12)))
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
	return m, c.test(m, d, f, o)
}

// test fills the p-values of no excitation for each pair.
func (c *cases) test(m *Model, d hawkes.Data, with *hawkes.Fit, o hawkes.Options) error {
	n := len(c.used)
	m.P = square(n)
	for i := range n {
		for j := range n {
			if with.Params.Alpha[i][j]/with.Params.Beta[i][j] < 1e-4 {
				m.P[i][j] = 1
				continue
			}
			w := o
			w.Without, w.Start, w.Quick = [][2]int{{i, j}}, &with.Params, true
			f, err := hawkes.Estimate(d, w)
			if err != nil {
				return fmt.Errorf("retaliation: %w", err)
			}
			_, m.P[i][j] = hawkes.LikelihoodRatio(with, f)
		}
	}
	return nil
}

// pool draws from each refit's normal approximation in the logarithms and takes quantiles
// of all draws together.
func (c *cases) pool(m *Model, fits []*hawkes.Fit, r *rand.Rand) {
	n := len(c.used)
	branching := make([][][]float64, n)
	for i := range branching {
		branching[i] = make([][]float64, n)
	}
	var radius, half []float64
	each := max(1, c.o.Draws/len(fits))
	for _, f := range fits {
		for range each {
			b, beta := f.Draw(r)
			for i := range n {
				for j := range n {
					branching[i][j] = append(branching[i][j], b[i][j])
				}
			}
			rho := hawkes.SpectralRadius(b)
			radius = append(radius, rho)
			if rho >= 1 {
				m.Explosive += 1 / float64(each*len(fits))
			}
			half = append(half, math.Ln2/beta)
		}
	}
	for i := range n {
		row := make([]Estimate, n)
		for j := range n {
			row[j] = summarise(branching[i][j])
			row[j].Value = 0
			for _, f := range fits {
				row[j].Value += f.Params.Alpha[i][j] / f.Params.Beta[i][j] / float64(len(fits))
			}
		}
		m.Branching = append(m.Branching, row)
	}
	m.Radius, m.HalfLife = summarise(radius), summarise(half)
	m.Background = make([]float64, n)
	for i, k := range c.used {
		triggered := 0.0
		for j, l := range c.used {
			triggered += m.Branching[i][j].Value * float64(len(c.by[l]))
		}
		m.Background[i] = max(0, 1-triggered/float64(len(c.by[k])))
	}
}

// attribute splits the events of the last days of the span.
func (c *cases) attribute(m *Model) (Attribution, error) {
	n := len(c.used)
	a := Attribution{
		Window: calendar.Window{From: max(c.span.From, c.span.To.Add(1-c.o.Recent)), To: c.span.To},
		Events: make([]int, n), Baseline: make([]float64, n), Source: square(n),
	}
	d, events := c.data(rand.New(rand.NewPCG(c.o.Seed, 13)))
	shares, err := hawkes.Attribute(d, m.fit.Params, m.fit.Baseline)
	if err != nil {
		return a, err
	}
	for k, s := range shares {
		if !a.Window.Holds(events[k].When.Start) {
			continue
		}
		i := d.Stream[k]
		a.Events[i]++
		a.Baseline[i] += s.Baseline
		for j, v := range s.Source {
			a.Source[i][j] += v
		}
		if p, ok := strongest(d, events, m.fit.Params, s, k); ok {
			a.Pairs = append(a.Pairs, p)
		}
	}
	sort.SliceStable(a.Pairs, func(x, y int) bool { return a.Pairs[x].Share > a.Pairs[y].Share })
	return a, nil
}

// strongest finds the earlier event with the largest share in event k.
func strongest(d hawkes.Data, events []record.Event, p hawkes.Params, s hawkes.Share, k int) (Pair, bool) {
	i, best, at := d.Stream[k], 0.0, -1
	rates := make([]float64, len(s.Source))
	for h := k - 1; h >= 0; h-- {
		j := d.Stream[h]
		v := p.Alpha[i][j] * math.Exp(-p.Beta[i][j]*(d.Times[k]-d.Times[h]))
		rates[j] += v
		if v > best {
			best, at = v, h
		}
	}
	if at < 0 {
		return Pair{}, false
	}
	j := d.Stream[at]
	share := s.Source[j] * best / rates[j]
	return Pair{events[k].ID, events[at].ID, i, j, share}, share >= .1
}

func square(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
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
