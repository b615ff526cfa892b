// Package retaliation says which kind of event is followed by which, how strongly, how fast
// and with what certainty: a mutually exciting point process (package hawkes) over streams
// of events, fitted with and without a slow moving baseline, and checked in ways that could
// show it wrong: sub-periods, placebos, thinning by volume, other orders within a day.
//
// Whatever it finds is an association in time among what was recorded.
package retaliation

import (
	"errors"
	"sync"

	"detente/internal/thinking/endemic"
	"detente/internal/thinking/hawkes"
	"detente/internal/words/calendar"
)

// Options are the settings of a fit. Zero values take the defaults.
type Options struct {
	Least    int     // fewest events of a stream; default 15
	Days     int     // fewest different days with an event of a stream; default 10
	Span     int     // fewest days of the record; default 180
	Ties     int     // refits with events spread anew within their day; default 8
	Draws    int     // draws behind the intervals; default 400
	KnotDays int     // days between knots of the moving baseline; default 180
	Recent   int     // days whose events are attributed; default 90
	Seed     uint64  // of all random numbers
	Longest  float64 // longest mean delay in days that the prior favours; default 30
	// Breaks are the first days of the sub-periods after the first; none is one break, on the
	// day by which half of the events have happened.
	Breaks []calendar.Date
}

func (o Options) filled() Options {
	set := func(v *int, d int) {
		if *v == 0 {
			*v = d
		}
	}
	set(&o.Least, 15)
	set(&o.Days, 10)
	set(&o.Span, 180)
	set(&o.Ties, 8)
	set(&o.Draws, 400)
	set(&o.KnotDays, 180)
	set(&o.Recent, 90)
	if o.Longest == 0 {
		o.Longest = 30
	}
	return o
}

// Result is what was found.
type Result struct {
	Span    calendar.Window
	Streams []Stream // all that were given, in their order
	Used    []int    // indices into Streams, in the order of the matrices
	Moving  *Model   // with a slow moving baseline: the one to read
	Still   *Model   // with a constant baseline, beside it
	Refused *Reason  // why nothing was fitted; nil when it was
	Recent  Attribution
	// Daily is the twin for counts by day: each stream's count given yesterday's, where the
	// order within a day does not matter. Nil when it could not be fitted.
	Daily *endemic.Fit
	// Periods are fits to parts of the span on their own, and Differences compares each with
	// the one before.
	Periods     []Period
	Differences []Difference
	cases       *cases
}

// Find fits the streams over the span.
func Find(inputs []Input, span calendar.Window, o Options) (*Result, error) {
	o = o.filled()
	c, streams, refused := gather(inputs, span, o)
	r := &Result{Span: span, Streams: streams, Used: c.used, Refused: refused, cases: c}
	if refused != nil {
		return r, nil
	}
	var still, daily, parts error
	var err error
	var wg sync.WaitGroup
	wg.Go(func() {
		r.Still, still = c.model(false, c.o.Ties, true)
		r.Periods, parts = c.periods(false)
	})
	wg.Go(func() { r.Daily, daily = endemic.Estimate(c.daily()) })
	r.Moving, err = c.model(true, c.o.Ties, true)
	wg.Wait()
	if err := errors.Join(err, still, parts); err != nil {
		return nil, err
	}
	if daily != nil && !errors.Is(daily, endemic.ErrTooFew) {
		return nil, daily
	}
	r.Differences = compare(r.Periods)
	if r.Recent, err = c.attribute(r.Moving); err != nil {
		return nil, err
	}
	return r, nil
}

// prior is weak: no excitation unless the data ask for it, and delays of up to a month or so.
func (o Options) prior() hawkes.Prior {
	return hawkes.Prior{BranchingShape: 1, BranchingRate: 1, DecayShape: 2, DecayRate: o.Longest / 3}
}

// settings are those of one fit.
func (c *cases) settings(moving bool) hawkes.Options {
	o := hawkes.Options{Prior: c.o.prior()}
	if moving {
		o.Knots = max(2, c.span.Days()/c.o.KnotDays+1)
	}
	return o
}

func square[T any](n int) [][]T {
	m := make([][]T, n)
	for i := range m {
		m[i] = make([]T, n)
	}
	return m
}
