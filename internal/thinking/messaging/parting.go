package messaging

import (
	"slices"
	"sort"

	"detente/internal/words/calendar"
)

// Parting is a pair of institutions that moved from agreement to disagreement on an issue.
type Parting struct {
	Issue    string
	A, B     string // in alphabetical order
	Day      calendar.Date
	Together calendar.Date // the last day on which their newest statements agreed
	Before   []Statement   // the statements on which they agreed then
	After    []Statement   // those on which they disagreed on the day
	Again    calendar.Date // first day after it on which they agreed again; unset when they have not
}

// The levels of agreement, 1 − |a−b|/2, at which two institutions count as agreeing and as
// disagreeing. Between them they are neither, and a pair keeps what it was.
const (
	agreeing    = .75
	disagreeing = .25
)

// position is what an institution holds: its statements of the newest day it spoke.
type position struct {
	day  calendar.Date
	said []Statement
}

func (p position) value() float64 {
	sum := 0.0
	for _, s := range p.said {
		sum += s.Value
	}
	return sum / float64(len(p.said))
}

// Partings follows each pair of institutions through its statements. What an institution
// holds is the mean of its statements of the newest day on which it spoke on the issue,
// for as many days as the window has. The pair agrees from 0.75 on and disagrees up to
// 0.25, so that a step from support to mixed is no parting yet. Oldest first.
func Partings(list []Statement, o Options) []Parting {
	var out []Parting
	for _, said := range ByIssue(list) {
		names := speakers(said)
		for i, a := range names {
			for _, b := range names[i+1:] {
				out = append(out, follow(said, a, b, o.Window)...)
			}
		}
	}
	sort.Slice(out, func(i, j int) bool {
		x, y := out[i], out[j]
		switch {
		case x.Day != y.Day:
			return x.Day < y.Day
		case x.Issue != y.Issue:
			return x.Issue < y.Issue
		case x.A != y.A:
			return x.A < y.A
		}
		return x.B < y.B
	})
	return out
}

// follow walks through the statements of two institutions on one issue, in order of day.
func follow(said []Statement, a, b string, window int) []Parting {
	var out []Parting
	var before []Statement
	var together calendar.Date
	parted := false
	hold := map[string]position{}
	for i := 0; i < len(said); {
		day := said[i].Day
		for ; i < len(said) && said[i].Day == day; i++ {
			s := said[i]
			p := hold[s.Speaker]
			if p.day != day {
				p = position{day: day}
			}
			p.said = append(p.said[:len(p.said):len(p.said)], s)
			hold[s.Speaker] = p
		}
		x, y := hold[a], hold[b]
		if max(x.day, y.day) != day || int(day-min(x.day, y.day)) >= window {
			continue // neither spoke, or one has not for too long
		}
		both := slices.Concat(x.said, y.said)
		switch agreement := 1 - abs(x.value()-y.value())/2; {
		case agreement >= agreeing:
			if parted {
				out[len(out)-1].Again = day
			}
			before, together, parted = both, day, false
		case agreement <= disagreeing && together.IsSet() && !parted:
			out = append(out, Parting{Issue: said[0].Issue, A: a, B: b, Day: day, Together: together, Before: before, After: both})
			parted = true
		}
	}
	return out
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}

// speakers lists who spoke, in order of name.
func speakers(list []Statement) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range list {
		if !seen[s.Speaker] {
			seen[s.Speaker] = true
			out = append(out, s.Speaker)
		}
	}
	sort.Strings(out)
	return out
}
