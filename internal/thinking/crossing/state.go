// Package crossing follows the states of border crossings from what was observed: open,
// closed, partial or not known on each day, for each scope; closure spells, how predictable
// their ends are, and which events lie around them.
package crossing

import (
	"slices"
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Status is the state of a crossing for one scope on one day.
type Status string

// The states. NotKnown is a day before the first observation; Contradictory is one whose
// reports differ, and the days after it until somebody reports again.
const (
	Open          Status = "open"
	Closed        Status = "closed"
	Partial       Status = "partial"
	Contradictory Status = "contradictory"
	NotKnown      Status = "not_known"
)

// Statuses lists the closed set.
var Statuses = []Status{Open, Partial, Closed, Contradictory, NotKnown}

// All is the code that stands for every crossing and for every scope.
const All = "all"

// Hold is the number of days for which an observed state is taken as certain. After it the
// state is still shown, as not certain, until the next observation.
const Hold = 30

// Run is a stretch of days in one state.
type Run struct {
	From, To calendar.Date
	Status   Status
	// Certain is false more than Hold days after the observation, and on the days before
	// the last one that an observation known to the week, month or year can mean.
	Certain bool
	// Rows are the observations the state rests on: several where reports agree or differ.
	Rows []record.Crossing
}

// Days is the length of the run.
func (r Run) Days() int { return int(r.To-r.From) + 1 }

// Line is the state of one crossing for one scope over a span of days, without a hole.
type Line struct {
	Crossing string
	Scope    record.CrossingScope
	Runs     []Run
	notes    []note
	end      calendar.Date
}

// note is what was observed on one day: the rows that count, and what they say together.
type note struct {
	day    calendar.Date
	last   calendar.Date // the last day that the observation can mean
	status Status
	rows   []record.Crossing
	// doubt is the first later day on which another scope was observed not closed while this
	// one was closed only as part of all: a closure of everything that was lifted in part.
	doubt calendar.Date
}

// Scopes are the scopes that a crossing is followed by; All applies to each of them.
func Scopes() []record.CrossingScope {
	var out []record.CrossingScope
	for _, s := range record.CrossingScopes {
		if s != All {
			out = append(out, s)
		}
	}
	return out
}

// Follow returns the state of a crossing for one scope on every day of the span. An
// observation holds from its day until the next one of that crossing and scope; one of every
// crossing, or every scope, counts for each. Among the observations of one day the most
// particular decide: the crossing by name before all crossings, then the scope by name before
// all scopes. Where these differ the day is contradictory. A scope that was closed as part of
// all is not certain from the day on which another scope was observed not closed.
func Follow(rows []record.Crossing, crossing string, scope record.CrossingScope, span calendar.Window) Line {
	l := Line{Crossing: crossing, Scope: scope, end: span.To}
	if !span.From.IsSet() || span.To < span.From {
		return l
	}
	l.notes = notes(rows, crossing, scope, span.To)
	at := span.From
	add := func(to calendar.Date, status Status, certain bool, rows []record.Crossing) {
		if to = min(to, span.To); to < at {
			return
		}
		l.Runs = append(l.Runs, Run{at, to, status, certain, rows})
		at = to.Add(1)
	}
	if len(l.notes) == 0 {
		add(span.To, NotKnown, true, nil)
		return l
	}
	add(l.notes[0].day.Add(-1), NotKnown, true, nil)
	for i, n := range l.notes {
		until := span.To
		if i+1 < len(l.notes) {
			until = l.notes[i+1].day.Add(-1)
		}
		add(min(until, n.last.Add(-1)), n.status, false, n.rows)
		sure := n.last.Add(Hold - 1)
		if n.doubt.IsSet() {
			sure = min(sure, n.doubt.Add(-1))
		}
		add(min(until, sure), n.status, true, n.rows)
		add(until, n.status, false, n.rows)
	}
	return l
}

// notes groups the observations that count for a crossing and scope by day, oldest first.
func notes(rows []record.Crossing, crossing string, scope record.CrossingScope, to calendar.Date) []note {
	byDay := map[calendar.Date][]record.Crossing{}
	for _, r := range rows {
		if (r.Crossing == crossing || r.Crossing == All) && (r.Scope == scope || r.Scope == All) && r.On.Date.IsSet() && r.On.Date <= to {
			byDay[r.On.Date] = append(byDay[r.On.Date], r)
		}
	}
	out := make([]note, 0, len(byDay))
	for day, rows := range byDay {
		out = append(out, settle(day, rows))
	}
	sort.Slice(out, func(i, j int) bool { return out[i].day < out[j].day })
	for i := range out {
		until := to
		if i+1 < len(out) {
			until = out[i+1].day.Add(-1)
		}
		out[i].doubt = lifted(rows, crossing, scope, out[i], until)
	}
	return out
}

// lifted is the first day after a closure of all scopes, up to the given one, on which another
// scope was observed not closed; unset when there is none.
func lifted(rows []record.Crossing, crossing string, scope record.CrossingScope, n note, until calendar.Date) calendar.Date {
	first := calendar.Unset
	if n.status != Closed || n.rows[0].Scope != All {
		return first
	}
	for _, r := range rows {
		other := r.Crossing == crossing && r.Scope != scope && r.Scope != All && Status(r.Status) != Closed
		if other && r.On.Date > n.day && r.On.Date <= until && (!first.IsSet() || r.On.Date < first) {
			first = r.On.Date
		}
	}
	return first
}

// settle keeps the most particular observations of a day and says what they say together.
func settle(day calendar.Date, rows []record.Crossing) note {
	particular := func(r record.Crossing) int {
		n := 0
		if r.Crossing != All {
			n += 2
		}
		if r.Scope != All {
			n++
		}
		return n
	}
	most := 0
	for _, r := range rows {
		most = max(most, particular(r))
	}
	n := note{day: day, last: day}
	for _, r := range rows {
		if particular(r) == most {
			n.rows = append(n.rows, r)
		}
	}
	slices.SortFunc(n.rows, func(a, b record.Crossing) int {
		switch {
		case a.ID < b.ID:
			return -1
		case a.ID > b.ID:
			return 1
		}
		return 0
	})
	n.status, n.last = Status(n.rows[0].Status), n.rows[0].On.Last()
	for _, r := range n.rows[1:] {
		n.last = min(n.last, r.On.Last())
		if Status(r.Status) != n.status {
			n.status = Contradictory
		}
	}
	return n
}

// Shares counts the days of a line by state.
type Shares struct {
	Days                    int
	Open, Partial, Closed   int // certain
	Contradictory, NotKnown int
	OpenMaybe, PartialMaybe int // not certain
	ClosedMaybe             int
	OpenShare               *float64 // Open of the days whose state is certain; nil without any
	OpenLeast, OpenMost     float64  // bounds: no, or every, day in doubt was open
	CertainShare            float64  // days whose state is certain, of all
}

// Share counts the days of the line.
func (l Line) Share() Shares {
	var s Shares
	for _, r := range l.Runs {
		n := r.Days()
		s.Days += n
		switch {
		case r.Status == Contradictory:
			s.Contradictory += n
		case r.Status == NotKnown:
			s.NotKnown += n
		case r.Status == Open && r.Certain:
			s.Open += n
		case r.Status == Open:
			s.OpenMaybe += n
		case r.Status == Partial && r.Certain:
			s.Partial += n
		case r.Status == Partial:
			s.PartialMaybe += n
		case r.Certain:
			s.Closed += n
		default:
			s.ClosedMaybe += n
		}
	}
	certain := s.Open + s.Partial + s.Closed
	if certain > 0 {
		share := float64(s.Open) / float64(certain)
		s.OpenShare = &share
	}
	if s.Days > 0 {
		all := float64(s.Days)
		s.OpenLeast, s.OpenMost = float64(s.Open)/all, 1-float64(s.Partial+s.Closed)/all
		s.CertainShare = float64(certain) / all
	}
	return s
}
