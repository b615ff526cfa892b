package toll

import (
	"slices"

	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// Entry is an event of one of two data sets, and whether it is linked with one of the other.
type Entry struct {
	Event  record.Event
	Linked bool
}

// Share is what one of two data sets has of one month.
type Share struct {
	Events int // violent events
	Linked int // of those, linked with an event of the other data set
	Deaths figure.Sum
	IDs    []string
}

// Only is the number of violent events that are linked with none of the other data set.
func (s Share) Only() int { return s.Events - s.Linked }

// Sets is a month in two data sets. The same act may be in both, so that they are never
// added up.
type Sets struct {
	Month       calendar.Date
	Own, Beside Share
}

// SideBySide counts the violent events of two data sets by the month in which they begin, from
// the first to the last month in which the other data set has any; without those there is
// nothing to compare. Events known only to the year lie in no month and are left out.
func SideBySide(own, beside []Entry) []Sets {
	var months []calendar.Date
	for _, e := range beside {
		if counted(e.Event) {
			months = append(months, e.Event.When.Start.Month())
		}
	}
	if len(months) == 0 {
		return nil
	}
	first, last := slices.Min(months), slices.Max(months)
	var out []Sets
	at := map[calendar.Date]int{}
	for m := first; m <= last; m = m.Add(31).Month() {
		at[m] = len(out)
		out = append(out, Sets{Month: m})
	}
	add := func(list []Entry, share func(*Sets) *Share) {
		for _, e := range list {
			i, ok := at[e.Event.When.Start.Month()]
			if !ok || !counted(e.Event) {
				continue
			}
			s := share(&out[i])
			s.Events++
			s.Deaths.Add(e.Event.Deaths.Total)
			s.IDs = append(s.IDs, e.Event.ID)
			if e.Linked {
				s.Linked++
			}
		}
	}
	add(own, func(s *Sets) *Share { return &s.Own })
	add(beside, func(s *Sets) *Share { return &s.Beside })
	return out
}

func counted(e record.Event) bool {
	return e.Violent() && e.When.Precision != calendar.Year && (e.When.Precision != calendar.Month || e.When.Start.Month() == e.When.End.Month())
}

// Agreement counts linked pairs by how their ranges of deaths lie.
type Agreement struct {
	Pairs   int
	Meet    int // the ranges touch or overlap
	Lower   int // the first is wholly below the second
	Higher  int
	Unknown int // one of the two gives no figure
}

// Add takes in one pair. A bound that is not known is open on its side.
func (a *Agreement) Add(x, y figure.Range) {
	a.Pairs++
	if !x.Known() || !y.Known() {
		a.Unknown++
		return
	}
	// Publishers' bounds can be out of order: the least is the low, the most the high.
	below := func(p, q figure.Range) bool {
		high, known := most(p)
		low, given := least(q)
		return known && given && high < low
	}
	switch {
	case below(x, y):
		a.Lower++
	case below(y, x):
		a.Higher++
	default:
		a.Meet++
	}
}

func most(r figure.Range) (int64, bool) {
	if !r.High.Known() {
		return 0, false
	}
	return max(r.High.Or(0), r.Best.Or(0), r.Low.Or(0)), true
}

func least(r figure.Range) (int64, bool) {
	n, ok := r.Low.Value()
	for _, c := range []figure.Count{r.Best, r.High} {
		v, known := c.Value()
		if known && (!ok || v < n) {
			n, ok = v, true
		}
	}
	return n, ok
}
