// Package coverage says how much was reported lately against the trailing year, so that
// few reports are never taken for few events.
package coverage

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Grade is how far recent reporting reaches.
type Grade string

// The grades. None: nothing at all was recorded in the window.
const (
	Usual Grade = "usual"
	Thin  Grade = "thin"
	Low   Grade = "low"
	None  Grade = "none"
)

// Coverage is the volume of records of every kind of act, situation-wide, in the last
// weeks, against the median of windows of that length in the trailing year.
type Coverage struct {
	Grade  Grade
	Share  float64 // recent ÷ usual; may exceed 1
	Recent int
	Usual  float64
	Weeks  int
	Newest calendar.Date // newest start of an event; unset when there is none
}

// At grades coverage on a day. Volume measures this record's reach, not the world: a real
// calm lowers it too, so a low grade means "cannot tell", never "calm".
func At(events []record.Event, day calendar.Date, c situation.Coverage) Coverage {
	s := newSeries(events)
	out := Coverage{Weeks: c.Weeks, Recent: s.between(day.Add(1-7*c.Weeks), day), Newest: s.newest(day)}
	out.Usual = s.usual(day, c)
	out.Share = share(float64(out.Recent), out.Usual)
	switch {
	case out.Recent == 0:
		out.Grade = None
	case out.Share < c.Low:
		out.Grade = Low
	case out.Share < c.Thin:
		out.Grade = Thin
	default:
		out.Grade = Usual
	}
	return out
}

// Exposure returns for each week end the share of usual reporting, within [c.Floor, 1].
func Exposure(events []record.Event, ends []calendar.Date, c situation.Coverage) []float64 {
	s := newSeries(events)
	out := make([]float64, len(ends))
	for i, d := range ends {
		recent := float64(s.between(d.Add(1-7*c.Weeks), d))
		out[i] = min(1, max(c.Floor, share(recent, s.usual(d, c))))
	}
	return out
}

// Describe puts the grade into words.
func (c Coverage) Describe() phrase.Text {
	return phrase.Of("coverage."+string(c.Grade), "acts", phrase.Of("acts", "n", c.Recent), "weeks", c.Weeks,
		"usual", c.Usual, "percent", int(100*c.Share+.5), "newest", c.Newest)
}

// share is recent over usual; with nothing usual to compare with it is 1, since the record
// then says nothing about a fall in reporting.
func share(recent, usual float64) float64 {
	if usual <= 0 {
		return 1
	}
	return recent / usual
}

type series []calendar.Date

func newSeries(events []record.Event) series {
	s := make(series, len(events))
	for i, e := range events {
		s[i] = e.When.Start
	}
	sort.Slice(s, func(i, j int) bool { return s[i] < s[j] })
	return s
}

func (s series) between(from, to calendar.Date) int {
	lo := sort.Search(len(s), func(i int) bool { return s[i] >= from })
	hi := sort.Search(len(s), func(i int) bool { return s[i] > to })
	return hi - lo
}

func (s series) newest(day calendar.Date) calendar.Date {
	hi := sort.Search(len(s), func(i int) bool { return s[i] > day })
	if hi == 0 {
		return calendar.Unset
	}
	return s[hi-1]
}

// usual is the median number of records in windows of c.Weeks that end in each of the
// c.Usual weeks before the window that ends on the day. Windows before the first record
// are left out.
func (s series) usual(day calendar.Date, c situation.Coverage) float64 {
	if len(s) == 0 {
		return 0
	}
	var v []int
	for k := c.Weeks; k < c.Weeks+c.Usual; k++ {
		to := day.Add(-7 * k)
		from := to.Add(1 - 7*c.Weeks)
		if from < s[0] {
			break
		}
		v = append(v, s.between(from, to))
	}
	if len(v) == 0 {
		return 0
	}
	sort.Ints(v)
	return (float64(v[(len(v)-1)/2]) + float64(v[len(v)/2])) / 2
}
