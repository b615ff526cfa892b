package retaliation

import (
	"math/rand/v2"
	"slices"
	"sort"

	"detente/internal/thinking/hawkes"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Event is one event of a stream.
type Event struct {
	ID  string
	Day calendar.Date
}

// Input is a stream as it is given. Vague is the number of its events that are not known to
// the day, which are not among Events.
type Input struct {
	ID, Name string
	Events   []Event
	Vague    int
}

// Sort puts a situation's events into its streams. An event known only to the week or worse
// is counted as vague, an event outside the span is not counted.
func Sort(events []record.Event, streams []situation.Stream, span calendar.Window) []Input {
	out := make([]Input, len(streams))
	for i, s := range streams {
		out[i] = Input{ID: s.ID, Name: s.Name}
		for _, e := range events {
			switch {
			case !s.Holds(e) || !e.When.Overlaps(span):
			case e.When.Precision != calendar.Day:
				out[i].Vague++
			case span.Holds(e.When.Start):
				out[i].Events = append(out[i].Events, Event{e.ID, e.When.Start})
			}
		}
	}
	return out
}

// Why is the rule by which a stream, or the whole fit, was refused.
type Why string

// The rules. With less than these ask for, estimates are noise.
const (
	FewEvents  Why = "few_events"  // N events of at least Of
	FewDays    Why = "few_days"    // events on N different days of at least Of
	MostVague  Why = "most_vague"  // N of Of events are known to the day: fewer than half
	ShortSpan  Why = "short_span"  // the record covers N days of at least Of
	NoStreams  Why = "no_streams"  // no stream is left
	ManyParams Why = "many_params" // N events for Of free parameters
)

// Reason is a rule with its figures.
type Reason struct {
	Why   Why
	N, Of int
}

// Stream is one stream as it was used.
type Stream struct {
	ID, Name string
	Events   int
	Vague    int
	IDs      []string
	Left     *Reason // why the stream is not in the fit; nil when it is
}

// cases holds the events and makes data sets of them.
type cases struct {
	by   [][]Event // of each input, within the span
	used []int
	span calendar.Window
	o    Options
	salt uint64 // of the random numbers
}

// source is a stream of random numbers of its own for each use.
func (c *cases) source(use uint64) *rand.Rand {
	return rand.New(rand.NewPCG(c.o.Seed, use+1000*c.salt))
}

// gather applies the rules for streams and for the whole.
func gather(inputs []Input, span calendar.Window, o Options) (*cases, []Stream, *Reason) {
	c := &cases{by: make([][]Event, len(inputs)), span: span, o: o}
	streams := make([]Stream, len(inputs))
	for i, in := range inputs {
		s := Stream{ID: in.ID, Name: in.Name, Vague: in.Vague}
		for _, e := range in.Events {
			if span.Holds(e.Day) {
				c.by[i] = append(c.by[i], e)
				s.IDs = append(s.IDs, e.ID)
			}
		}
		s.Events = len(c.by[i])
		if s.Left = unfit(c.by[i], in.Vague, o); s.Left == nil {
			c.used = append(c.used, i)
		}
		streams[i] = s
	}
	return c, streams, c.refuse()
}

// unfit applies the rules of one stream.
func unfit(events []Event, vague int, o Options) *Reason {
	days := make([]calendar.Date, len(events))
	for k, e := range events {
		days[k] = e.Day
	}
	slices.Sort(days)
	different := len(slices.Compact(days))
	switch n := len(events); {
	case n < o.Least:
		return &Reason{FewEvents, n, o.Least}
	case different < o.Days:
		return &Reason{FewDays, different, o.Days}
	case n < vague:
		return &Reason{MostVague, n, n + vague}
	}
	return nil
}

// refuse applies the rules of the whole: the span, and at least one event for each free
// parameter of the fit with the moving baseline.
func (c *cases) refuse() *Reason {
	d := len(c.used)
	switch {
	case d == 0:
		return &Reason{Why: NoStreams}
	case c.span.Days() < c.o.Span:
		return &Reason{ShortSpan, c.span.Days(), c.o.Span}
	}
	n := 0
	for _, i := range c.used {
		n += len(c.by[i])
	}
	if free := d*c.settings(true).Knots + d*d + 1; n < free {
		return &Reason{ManyParams, n, free}
	}
	return nil
}

// within is the part of the cases that lies in a window, by the same rules.
func (c *cases) within(w calendar.Window) (*cases, *Reason) {
	out := &cases{by: make([][]Event, len(c.by)), span: w, o: c.o}
	for _, i := range c.used {
		for _, e := range c.by[i] {
			if w.Holds(e.Day) {
				out.by[i] = append(out.by[i], e)
			}
		}
		if unfit(out.by[i], 0, c.o) == nil {
			out.used = append(out.used, i)
		}
	}
	return out, out.refuse()
}

// daily counts the events of each stream used on each day of the span.
func (c *cases) daily() [][]int {
	out := make([][]int, c.span.Days())
	for t := range out {
		out[t] = make([]int, len(c.used))
	}
	for s, i := range c.used {
		for _, e := range c.by[i] {
			out[e.Day-c.span.From][s]++
		}
	}
	return out
}

// data spreads the events at random within their day, since the order within a day is not
// known; without a source of randomness they all lie at noon, and those of one day do not excite each other.
func (c *cases) data(r *rand.Rand) (hawkes.Data, []Event) {
	type at struct {
		t float64
		s int
		e Event
	}
	var all []at
	for s, i := range c.used {
		for _, e := range c.by[i] {
			hour := .5
			if r != nil {
				hour = r.Float64()
			}
			all = append(all, at{float64(e.Day-c.span.From) + hour, s, e})
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].t < all[b].t })
	d := hawkes.Data{D: len(c.used), Horizon: float64(c.span.Days())}
	events := make([]Event, len(all))
	for k, a := range all {
		d.Times, d.Stream = append(d.Times, a.t), append(d.Stream, a.s)
		events[k] = a.e
	}
	return d, events
}
