// Package linkage puts strikes, talks, deaths, closed crossings, returns and trade on one axis
// of time and measures how two of them move together, with lead and lag. What it finds
// is an association and never shown to be an effect.
package linkage

import (
	"sort"

	"detente/internal/words/calendar"
)

// Step is the length of a period.
type Step string

// The steps. Weeks start on Monday.
const (
	Weekly  Step = "week"
	Monthly Step = "month"
)

// Axis is a run of whole periods, oldest first.
type Axis struct {
	Step   Step
	Starts []calendar.Date
	end    calendar.Date // the day after the last period
}

// NewAxis returns the periods that lie wholly between the two days.
func NewAxis(step Step, from, to calendar.Date) Axis {
	a := Axis{Step: step}
	d := a.floor(from)
	if d < from {
		d = a.next(d)
	}
	for ; a.next(d).Add(-1) <= to; d = a.next(d) {
		a.Starts = append(a.Starts, d)
		a.end = a.next(d)
	}
	return a
}

func (a Axis) floor(d calendar.Date) calendar.Date {
	if a.Step == Monthly {
		return d.Month()
	}
	return d.Week()
}

func (a Axis) next(d calendar.Date) calendar.Date {
	if a.Step == Monthly {
		t := d.Time()
		return calendar.DateOf(t.Year(), t.Month()+1, 1)
	}
	return d.Add(7)
}

// Len is the number of periods.
func (a Axis) Len() int { return len(a.Starts) }

// Span returns the days of a period.
func (a Axis) Span(i int) calendar.Window {
	return calendar.Window{From: a.Starts[i], To: a.next(a.Starts[i]).Add(-1)}
}

// At returns the period that holds the day, and false outside the axis.
func (a Axis) At(d calendar.Date) (int, bool) {
	if len(a.Starts) == 0 || d < a.Starts[0] || d >= a.end {
		return 0, false
	}
	return sort.Search(len(a.Starts), func(i int) bool { return a.Starts[i] > d }) - 1, true
}

// Place returns the period of an interval: by its start when it is known to the week or
// better, else only when the whole of it lies in one period.
func (a Axis) Place(v calendar.Interval) (int, bool) {
	i, ok := a.At(v.Start)
	if !ok || v.Precision == calendar.Day || v.Precision == calendar.Week {
		return i, ok
	}
	j, ok := a.At(v.End)
	return i, ok && i == j
}

// Fits returns the period that a published figure for the days from start to end speaks
// for: the same month, or about a week (six to eight days) with its middle in the period.
// Figures for longer or shorter spans speak for no single period and are not shared out.
func (a Axis) Fits(start, end calendar.Date) (int, bool) {
	if !start.IsSet() || !end.IsSet() || end < start {
		return 0, false
	}
	if a.Step == Monthly {
		t := start.Time()
		last := calendar.DateOf(t.Year(), t.Month()+1, 0)
		if t.Day() != 1 || end != last {
			return 0, false
		}
		return a.At(start)
	}
	if n := int(end-start) + 1; n < 6 || n > 8 {
		return 0, false
	}
	return a.At(start + (end-start)/2)
}
