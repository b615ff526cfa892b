package claim

import (
	"math/rand/v2"
	"sort"

	"detente/internal/thinking/bootstrap"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Quiet says which dates count as quiet.
type Quiet string

// The two rules. Ahead looks into the days after, which favours calm stretches, since claims
// come with fighting; Behind does not, but its days after may hold such claims themselves.
// Where the two disagree, the comparison does not settle the matter.
const (
	Ahead  Quiet = "none_after"  // no such claim on the date nor in the window after it
	Behind Quiet = "none_before" // no such claim on the date nor in as many days before it
)

// Prior is the number of days before a date whose attacks have to be as many.
const Prior = 28

// clusters is the number of calendar quarters from which an interval is formed.
const clusters = 5

// After is what followed claimed successes, against matched quiet dates.
type After struct {
	Days       int
	Quiet      Quiet
	Whole      int     // dates whose window, and the days before, are wholly on record
	Cut        int     // dates left out, since theirs are not
	Matched    int     // of Whole, those with at least one matched quiet date
	QuietDates int     // different quiet dates matched
	Quarters   int     // calendar quarters the matched dates lie in
	Attacks    float64 // mean attacks in the window after a matched date
	Usual      float64 // mean over the matched quiet dates, each date's matches weighing one
	Difference float64 // Attacks − Usual
	Ratio      float64 // Attacks / Usual
	HasRatio   bool
	DiffIn     bootstrap.Interval
	RatioIn    bootstrap.Interval
	HasDiffIn  bool
	HasRatioIn bool
	Dates      []Match
	AttackIDs  []string // attacks in the windows after matched dates
}

// Match is one success with what followed it and its quiet dates.
type Match struct {
	Day     calendar.Date
	Prior   int // attacks in the 28 days before
	Attacks int // attacks in the days after
	Quiet   []calendar.Date
	Usual   float64
}

// Follow counts the attacks in the days after each success, its own day left out, and after
// quiet dates that match it: the same number of attacks in the 28 days before, in the same
// calendar quarter of the same year, so that neither season nor how densely the record was
// kept differs. With aᵢ the attacks after date i and mᵢ the mean after its matches, the
// difference is mean(aᵢ − mᵢ) and the ratio Σaᵢ/Σmᵢ; both intervals are percentiles over
// calendar quarters drawn again, since dates of one quarter share days and matches. What
// followed is an association: nothing but those two things is held equal.
func Follow(successes []Success, attacks []record.Event, span calendar.Window, days int, q Quiet, r *rand.Rand) After {
	c := newCounts(attacks, span)
	claimed := make(map[calendar.Date]bool, len(successes))
	for _, s := range successes {
		claimed[s.Day] = true
	}
	out := After{Days: days, Quiet: q}
	pool := c.quiet(claimed, days, q)
	used := map[calendar.Date]bool{}
	byQuarter := map[int][]Match{}
	for _, s := range successes {
		if !c.whole(s.Day, days) {
			out.Cut++
			continue
		}
		out.Whole++
		m := Match{Day: s.Day, Prior: c.between(s.Day.Add(-Prior), s.Day.Add(-1)), Attacks: c.between(s.Day.Add(1), s.Day.Add(days))}
		m.Quiet = pool[alike{quarter(s.Day), m.Prior}]
		if len(m.Quiet) == 0 {
			continue
		}
		for _, d := range m.Quiet {
			m.Usual += float64(c.between(d.Add(1), d.Add(days))) / float64(len(m.Quiet))
			used[d] = true
		}
		out.Dates = append(out.Dates, m)
		byQuarter[quarter(s.Day)] = append(byQuarter[quarter(s.Day)], m)
	}
	out.Matched, out.QuietDates, out.Quarters = len(out.Dates), len(used), len(byQuarter)
	out.AttackIDs = within(attacks, out.Dates, days)
	if out.Matched == 0 {
		return out
	}
	out.Difference, out.Ratio, out.HasRatio = sum(out.Dates).contrast()
	for _, m := range out.Dates {
		out.Attacks += float64(m.Attacks) / float64(out.Matched)
		out.Usual += m.Usual / float64(out.Matched)
	}
	out.resample(byQuarter, r)
	return out
}

// part is the attacks after some of the dates, and those usual after quiet ones.
type part struct {
	attacks, usual float64
	dates          int
}

func (p *part) add(q part) {
	p.attacks += q.attacks
	p.usual += q.usual
	p.dates += q.dates
}

func sum(dates []Match) part {
	p := part{dates: len(dates)}
	for _, d := range dates {
		p.attacks += float64(d.Attacks)
		p.usual += d.Usual
	}
	return p
}

// contrast gives the difference in means and the ratio of sums.
func (p part) contrast() (diff, ratio float64, ok bool) {
	if p.usual > 0 {
		ratio, ok = p.attacks/p.usual, true
	}
	return (p.attacks - p.usual) / float64(p.dates), ratio, ok
}

func (a *After) resample(byQuarter map[int][]Match, r *rand.Rand) {
	if len(byQuarter) < clusters || a.Matched < fewest {
		return
	}
	quarters := make([]int, 0, len(byQuarter))
	for q := range byQuarter {
		quarters = append(quarters, q)
	}
	sort.Ints(quarters)
	pick := make([]int, len(quarters))
	parts := make([]part, len(quarters))
	for i, q := range quarters {
		parts[i] = sum(byQuarter[q])
	}
	diffs, ratios := make([]float64, resamples), make([]float64, 0, resamples)
	for i := range diffs {
		bootstrap.Draw(pick, len(quarters), r)
		var all part
		for _, k := range pick {
			all.add(parts[k])
		}
		d, ratio, ok := all.contrast()
		diffs[i] = d
		if ok {
			ratios = append(ratios, ratio)
		}
	}
	a.DiffIn, a.HasDiffIn = bootstrap.Percentile(diffs, bootstrap.Level)
	if a.HasRatio && float64(len(ratios)) >= 0.95*resamples {
		a.RatioIn, a.HasRatioIn = bootstrap.Percentile(ratios, bootstrap.Level)
	}
}

// alike is what a quiet date has to share with a success.
type alike struct{ quarter, prior int }

// quarter numbers the calendar quarters of all years.
func quarter(d calendar.Date) int {
	t := d.Time()
	return 4*t.Year() + (int(t.Month())-1)/3
}

// within lists the attacks in the windows after the dates, each once.
func within(attacks []record.Event, dates []Match, days int) []string {
	var out []string
	for _, e := range attacks {
		for _, m := range dates {
			if gap := int(e.When.Start - m.Day); gap >= 1 && gap <= days {
				out = append(out, e.ID)
				break
			}
		}
	}
	return out
}

// counts is the number of attacks up to each day of a span, for sums over any stretch.
type counts struct {
	span calendar.Window
	upTo []int // upTo[i] holds the attacks before day From+i
}

func newCounts(attacks []record.Event, span calendar.Window) counts {
	c := counts{span: span, upTo: make([]int, max(0, span.Days())+1)}
	for _, e := range attacks {
		if span.Holds(e.When.Start) {
			c.upTo[int(e.When.Start-span.From)+1]++
		}
	}
	for i := 1; i < len(c.upTo); i++ {
		c.upTo[i] += c.upTo[i-1]
	}
	return c
}

// between counts the attacks from one day to another, both included and inside the span.
func (c counts) between(from, to calendar.Date) int {
	return c.upTo[int(to-c.span.From)+1] - c.upTo[int(from-c.span.From)]
}

// whole reports whether the days before and after a date are all on record.
func (c counts) whole(d calendar.Date, days int) bool {
	return d.Add(-Prior) >= c.span.From && d.Add(days) <= c.span.To
}

// quiet lists the quiet dates by what they have to share.
func (c counts) quiet(claimed map[calendar.Date]bool, days int, q Quiet) map[alike][]calendar.Date {
	out := map[alike][]calendar.Date{}
	step, first := 1, Prior
	if q == Behind {
		step, first = -1, max(Prior, days)
	}
	for d := c.span.From.Add(first); d.Add(days) <= c.span.To; d++ {
		free := true
		for k := 0; k <= days && free; k++ {
			free = !claimed[d.Add(step*k)]
		}
		if free {
			k := alike{quarter(d), c.between(d.Add(-Prior), d.Add(-1))}
			out[k] = append(out[k], d)
		}
	}
	return out
}
