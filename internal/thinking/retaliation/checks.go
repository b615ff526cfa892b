package retaliation

import (
	"errors"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"detente/internal/thinking/hawkes"
	"detente/internal/words/calendar"
)

// CheckOptions are the settings of the checks. Zero values take the defaults.
type CheckOptions struct {
	Placebos int // data sets of each kind; default 20
	Thinned  int // refits to thinned events; default 20
	Orders   int // refits to other orders within a day; default 20
	Scatter  int // days of the blocks within which events are scattered; default 28
	// Reports is the number of reports by month (its first day), by which events are thinned;
	// without it each event counts as one.
	Reports map[calendar.Date]float64
}

func (o CheckOptions) filled() CheckOptions {
	set := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	set(&o.Placebos, 20)
	set(&o.Thinned, 20)
	set(&o.Orders, 20)
	set(&o.Scatter, 28)
	return o
}

// Checks are what could show the fit wrong.
type Checks struct {
	// Shifted moves each stream round the record by a distance of its own: no stream follows
	// another, each keeps its own runs and its slow movement.
	Shifted Placebo
	// Scattered puts each event on a random day of its own four weeks: what crowds in the same
	// weeks still does, and may still be named; what came before what is lost.
	Scattered   Placebo
	Thinned     Thinned
	Orders      Refits // other random orders within a day
	Noon        Noon   // no order within a day
	Periods     []Period
	Differences []Difference
}

// Placebo is what the same procedure finds where nothing is to be found. Each set is fitted
// and tested as the real events are, in one order within a day.
type Placebo struct {
	Sets, Failed int
	Pairs        int // looked at, over all sets
	Stood        int // of these, named
	Any          int // sets in which a pair was named
	RealPairs    int // the same pairs in the real events
	RealStood    int
	Radius       Estimate // spectral radius over the sets: median, 5 % and 95 %
	// Chance is, by pair, the share of sets, the real events counted as one, in which the pair
	// is as clear (its p as small) as in the real events: a permutation p-value, no smaller than
	// 1/(Sets+1). It is 1 for pairs whose p is 0.1 or more, which could not be named.
	Chance [][]float64
}

// Share is the share of placebo pairs that were named.
func (p Placebo) Share() float64 { return float64(p.Stood) / float64(max(1, p.Pairs)) }

// Refits is how often each pair is named over refits, and between what its estimate varies.
type Refits struct {
	Sets, Failed int
	Pairs        [][]Refit
	Radius       Estimate // median, least and greatest over the refits
}

// Refit is one pair over refits. Value, Low and High are the median, the least and the greatest estimate.
type Refit struct {
	Sets, Stood int
	Estimate
}

// Thinned are refits to events that were kept with a probability that evens out the reports a month.
type Thinned struct {
	Refits
	Target float64 // reports a month down to which months are thinned: the median month's
	Kept   float64 // mean share of events kept
	// Evenly are refits to as many events kept without regard to the month. Pairs that are lost
	// there too are lost because there are fewer events, not because of the reporting.
	Evenly Refits
}

// Noon is the fit with all events at noon, so that those of one day do not excite each other.
type Noon struct {
	Branching [][]float64
	Q         [][]float64
	Radius    float64
	HalfLife  float64
}

// Check runs the checks of a result. It refits the model some hundred times.
func (r *Result) Check(o CheckOptions) (*Checks, error) {
	if r.Refused != nil {
		return nil, errors.New("retaliation: nothing was fitted, so that nothing can be checked")
	}
	o = o.filled()
	c, out := r.cases, &Checks{}
	cross := func(i, j int) bool { return i != j }
	all := func(int, int) bool { return true }
	var err error
	if out.Shifted, err = c.placebo(o.Placebos, 21, cross, r.Moving, c.shifted); err != nil {
		return nil, err
	}
	scatter := func(rng *rand.Rand) *cases { return c.scattered(o.Scatter, rng) }
	if out.Scattered, err = c.placebo(o.Placebos, 22, all, r.Moving, scatter); err != nil {
		return nil, err
	}
	if out.Thinned, err = c.thinned(o); err != nil {
		return nil, err
	}
	same := func(*rand.Rand) *cases { return c }
	if out.Orders, err = c.refits(o.Orders, 24, same); err != nil {
		return nil, err
	}
	if out.Noon, err = c.noon(); err != nil {
		return nil, err
	}
	if out.Periods, err = c.periods(true); err != nil {
		return nil, err
	}
	out.Differences = compare(out.Periods)
	return out, nil
}

// each runs f for 0 … n−1 on all processors and returns the first error by number.
func each(n int, f func(int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= n {
					return
				}
				errs[k] = f(k)
			}
		})
	}
	wg.Wait()
	return errors.Join(errs...)
}

// quick is one fit in one order within a day, with its tests. Streams that have become too
// small are left out; without any the fit is nil.
type quick struct {
	used   []int
	fit    *hawkes.Fit
	p, q   [][]float64
	radius float64
}

func (c *cases) quick(r *rand.Rand) (*quick, error) {
	part := &cases{by: c.by, span: c.span, o: c.o}
	for _, i := range c.used {
		if len(c.by[i]) >= hawkes.MinEvents {
			part.used = append(part.used, i)
		}
	}
	if len(part.used) == 0 {
		return nil, nil
	}
	o := part.settings(true)
	o.Quick = true
	d, _ := part.data(r)
	f, err := hawkes.Estimate(d, o)
	if err != nil {
		return nil, err
	}
	p, err := test(d, f, o, true)
	if err != nil {
		return nil, err
	}
	return &quick{part.used, f, p, Adjusted(p), hawkes.SpectralRadius(f.Params.Branching())}, nil
}

// placebo fits data sets in which nothing is to be found, and counts the pairs that are named.
func (c *cases) placebo(sets int, use uint64, counts func(i, j int) bool, real *Model, make1 func(*rand.Rand) *cases) (Placebo, error) {
	p := Placebo{Sets: sets}
	found := make([]*quick, sets)
	err := each(sets, func(k int) (err error) {
		r := c.source(use + 100*uint64(k))
		found[k], err = make1(r).quick(r)
		return err
	})
	if err != nil {
		return p, err
	}
	p.Chance = square[float64](len(c.used))
	for i := range p.Chance {
		for j := range p.Chance[i] {
			p.Chance[i][j] = chance(found, real.P[i][j], i, j)
		}
	}
	var radius []float64
	for _, f := range found {
		if f == nil {
			p.Failed++
			continue
		}
		radius = append(radius, f.radius)
		before := p.Stood
		for i := range f.q {
			for j, q := range f.q[i] {
				if !counts(i, j) {
					continue
				}
				p.Pairs++
				if q < StandsOut {
					p.Stood++
				}
			}
		}
		if p.Stood > before {
			p.Any++
		}
	}
	for i := range real.Branching {
		for j := range real.Branching[i] {
			if counts(i, j) {
				p.RealPairs++
				if real.Stands(i, j) {
					p.RealStood++
				}
			}
		}
	}
	if len(radius) > 0 {
		p.Radius = summarise(radius)
	}
	return p, nil
}

// chance is the share of sets, the real events counted, in which a pair is as clear.
func chance(found []*quick, real float64, i, j int) float64 {
	if real >= StandsOut {
		return 1
	}
	as, sets := 1, 1
	for _, f := range found {
		if f == nil {
			continue
		}
		sets++
		if f.p[i][j] <= real {
			as++
		}
	}
	return float64(as) / float64(sets)
}

// shifted moves each stream round the record by a distance of its own. The distances lie apart
// by at least half of the span over the number of streams, so that no two streams keep their place to each other.
func (c *cases) shifted(r *rand.Rand) *cases {
	out := &cases{by: make([][]Event, len(c.by)), used: c.used, span: c.span, o: c.o}
	days, order := c.span.Days(), r.Perm(len(c.used))
	for s, i := range c.used {
		shift := int((float64(order[s]) + .5*r.Float64()) * float64(days) / float64(len(c.used)))
		for _, e := range c.by[i] {
			e.Day = c.span.From.Add((int(e.Day-c.span.From) + shift) % days)
			out.by[i] = append(out.by[i], e)
		}
	}
	return out
}

// scattered puts each event on a random day of its own block of days.
func (c *cases) scattered(block int, r *rand.Rand) *cases {
	out := &cases{by: make([][]Event, len(c.by)), used: c.used, span: c.span, o: c.o}
	days := c.span.Days()
	for _, i := range c.used {
		for _, e := range c.by[i] {
			from := int(e.Day-c.span.From) / block * block
			e.Day = c.span.From.Add(from + r.IntN(min(block, days-from)))
			out.by[i] = append(out.by[i], e)
		}
	}
	return out
}

// refits fits data sets made of the events and says how the pairs vary.
func (c *cases) refits(sets int, use uint64, make1 func(*rand.Rand) *cases) (Refits, error) {
	n := len(c.used)
	out := Refits{Sets: sets, Pairs: square[Refit](n)}
	found := make([]*quick, sets)
	err := each(sets, func(k int) (err error) {
		r := c.source(use + 100*uint64(k))
		found[k], err = make1(r).quick(r)
		return err
	})
	if err != nil {
		return out, err
	}
	values := square[[]float64](n)
	var radius []float64
	for _, f := range found {
		if f == nil {
			out.Failed++
			continue
		}
		radius = append(radius, f.radius)
		b := f.fit.Params.Branching()
		for x, s := range f.used {
			for y, t := range f.used {
				i, j := slices.Index(c.used, s), slices.Index(c.used, t)
				values[i][j] = append(values[i][j], b[x][y])
				if f.q[x][y] < StandsOut {
					out.Pairs[i][j].Stood++
				}
			}
		}
	}
	for i := range n {
		for j := range n {
			out.Pairs[i][j].Sets = len(values[i][j])
			out.Pairs[i][j].Estimate = extent(values[i][j])
		}
	}
	out.Radius = extent(radius)
	return out, nil
}

// extent is the median, the least and the greatest; of nothing it is not a number.
func extent(v []float64) Estimate {
	if len(v) == 0 {
		return Estimate{math.NaN(), math.NaN(), math.NaN()}
	}
	return Estimate{summarise(v).Value, slices.Min(v), slices.Max(v)}
}

// thinned keeps each event with the probability min(1, target/reports of its month).
func (c *cases) thinned(o CheckOptions) (Thinned, error) {
	reports := o.Reports
	if reports == nil {
		reports = map[calendar.Date]float64{}
		for _, i := range c.used {
			for _, e := range c.by[i] {
				reports[e.Day.Month()]++
			}
		}
	}
	var volumes []float64
	for m := c.span.From.Month(); m <= c.span.To; m = m.Add(31).Month() {
		if v := reports[m]; v > 0 {
			volumes = append(volumes, v)
		}
	}
	if len(volumes) == 0 {
		return Thinned{}, errors.New("retaliation: no month of the span has a report")
	}
	sort.Float64s(volumes)
	out := Thinned{Target: volumes[len(volumes)/2]}
	keep := func(d calendar.Date) float64 {
		if v := reports[d.Month()]; v > out.Target {
			return out.Target / v
		}
		return 1
	}
	n, kept := 0, 0.0
	for _, i := range c.used {
		for _, e := range c.by[i] {
			n++
			kept += keep(e.Day)
		}
	}
	out.Kept = kept / float64(n)
	var err error
	if out.Refits, err = c.refits(o.Thinned, 23, func(r *rand.Rand) *cases { return c.kept(keep, r) }); err != nil {
		return out, err
	}
	share := func(calendar.Date) float64 { return out.Kept }
	out.Evenly, err = c.refits(o.Thinned, 25, func(r *rand.Rand) *cases { return c.kept(share, r) })
	return out, err
}

// kept keeps each event with a probability that depends on its day.
func (c *cases) kept(keep func(calendar.Date) float64, r *rand.Rand) *cases {
	out := &cases{by: make([][]Event, len(c.by)), used: c.used, span: c.span, o: c.o}
	for _, i := range c.used {
		for _, e := range c.by[i] {
			if r.Float64() < keep(e.Day) {
				out.by[i] = append(out.by[i], e)
			}
		}
	}
	return out
}

// noon fits the events without any order within a day.
func (c *cases) noon() (Noon, error) {
	f, err := c.quick(nil)
	if err != nil || f == nil {
		return Noon{}, err
	}
	return Noon{
		Branching: f.fit.Params.Branching(), Q: f.q, Radius: f.radius,
		HalfLife: math.Ln2 / f.fit.Params.Beta[0][0],
	}, nil
}
