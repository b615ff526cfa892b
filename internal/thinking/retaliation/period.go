package retaliation

import (
	"slices"
	"sort"

	"detente/internal/words/calendar"
)

// Period is a fit to a part of the span on its own, with the moving baseline.
type Period struct {
	Window  calendar.Window
	Events  []int   // by stream used in the whole fit
	Used    []int   // indices into the streams, as in Result
	Refused *Reason // why it was not fitted; nil when it was
	Model   *Model  // over Used
}

// Difference is how a pair, or with Receiver −1 the spectral radius, differs from the last
// period that could be fitted: later less earlier, with a 90 % interval from the draws of both (Golan and
// Rosenblatt 2011, PNAS 108, on why sub-periods have to be looked at).
type Difference struct {
	Earlier, Later   int // periods
	Receiver, Source int // indices into the streams; −1 for the radius
	Estimate
}

// Apart reports whether the interval leaves zero out.
func (d Difference) Apart() bool { return d.Low > 0 || d.High < 0 }

// windows are the sub-periods: between the breaks, or the two halves by number of events.
func (c *cases) windows() []calendar.Window {
	breaks := c.o.Breaks
	if len(breaks) == 0 {
		var days []calendar.Date
		for _, i := range c.used {
			for _, e := range c.by[i] {
				days = append(days, e.Day)
			}
		}
		sort.Slice(days, func(a, b int) bool { return days[a] < days[b] })
		breaks = []calendar.Date{days[len(days)/2]}
	}
	var out []calendar.Window
	from := c.span.From
	for _, b := range breaks {
		if b > from && b <= c.span.To {
			out = append(out, calendar.Window{From: from, To: b.Add(-1)})
			from = b
		}
	}
	return append(out, calendar.Window{From: from, To: c.span.To})
}

// periods fits each sub-period. Tested adds the p-values and all tie-breakings.
func (c *cases) periods(tested bool) ([]Period, error) {
	ties := min(c.o.Ties, 2)
	if tested {
		ties = c.o.Ties
	}
	windows := c.windows()
	out := make([]Period, len(windows))
	err := each(len(windows), func(k int) error {
		w := windows[k]
		part, refused := c.within(w)
		part.salt = uint64(k + 1) // draws of two periods are independent
		p := Period{Window: w, Used: part.used, Refused: refused, Events: make([]int, len(c.used))}
		for s, i := range c.used {
			p.Events[s] = len(part.by[i])
		}
		var err error
		if refused == nil {
			p.Model, err = part.model(true, ties, tested)
		}
		out[k] = p
		return err
	})
	return out, err
}

// compare sets each period against the last fitted one before it, pair by pair.
func compare(periods []Period) []Difference {
	var out []Difference
	last := -1
	for k, p := range periods {
		if p.Model == nil {
			continue
		}
		if last < 0 {
			last = k
			continue
		}
		q := periods[last]
		for i, s := range p.Used {
			for j, t := range p.Used {
				a, b := slices.Index(q.Used, s), slices.Index(q.Used, t)
				if a < 0 || b < 0 {
					continue
				}
				d := Difference{Earlier: last, Later: k, Receiver: s, Source: t}
				d.Estimate = minus(p.Model.draws.branching[i][j], q.Model.draws.branching[a][b])
				d.Value = p.Model.Branching[i][j].Value - q.Model.Branching[a][b].Value
				out = append(out, d)
			}
		}
		d := Difference{Earlier: last, Later: k, Receiver: -1, Source: -1}
		d.Estimate = minus(p.Model.draws.radius, q.Model.draws.radius)
		out = append(out, d)
		last = k
	}
	return out
}

// minus summarises the differences of draws, which are independent.
func minus(a, b []float64) Estimate {
	n := min(len(a), len(b))
	v := make([]float64, n)
	for k := range v {
		v[k] = a[k] - b[k]
	}
	return summarise(v)
}
