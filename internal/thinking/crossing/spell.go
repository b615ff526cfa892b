package crossing

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Spell is one closure of a crossing: from the day it was observed closed to the first day on
// which it was observed otherwise, open or partial. Where a closure of all scopes was lifted for
// others first, the end for this scope was not seen.
type Spell struct {
	Crossing string
	Scopes   []record.CrossingScope // scopes that closed and reopened on the same days
	Start    calendar.Date
	// StartKnownTo is how exactly the start is known.
	StartKnownTo calendar.Precision
	End          calendar.Date // first day not closed; unset when the end was not seen
	LastSeen     calendar.Date // newest observation of it as closed
	// Days is End − Start. Where the end was not seen it is the days for which the closure is
	// certain, up to Hold days after LastSeen, and a lower bound.
	Days     int
	Censored bool
	Rows     []record.Crossing // observed closed, then observed otherwise
}

// ID names the closure by crossing, first day and scopes.
func (s Spell) ID() string {
	id := s.Crossing + "#" + s.Start.String()
	for _, x := range s.Scopes {
		id += "-" + string(x)
	}
	return id
}

// Spells returns the closures of lines that are long enough to hold them, oldest first. The
// same closure of several scopes is one spell with these scopes.
func Spells(lines []Line) []Spell {
	type key struct {
		crossing         string
		start, end, seen calendar.Date
		days             int
	}
	at := map[key]int{}
	var out []Spell
	for _, l := range lines {
		for _, s := range l.spells() {
			k := key{s.Crossing, s.Start, s.End, s.LastSeen, s.Days}
			if i, ok := at[k]; ok {
				out[i].Scopes = append(out[i].Scopes, l.Scope)
				out[i].Rows = union(out[i].Rows, s.Rows)
				continue
			}
			at[k] = len(out)
			out = append(out, s)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		return a.Start < b.Start || a.Start == b.Start && a.Crossing < b.Crossing
	})
	return out
}

// spells returns the closures of one line.
func (l Line) spells() []Spell {
	var out []Spell
	open := false           // a spell is running: the last of out
	var doubt calendar.Date // since when it is not certain for this scope
	for _, n := range l.notes {
		if open && doubt.IsSet() && n.status == Closed && n.rows[0].Scope == All {
			// Everything closed again: another closure, and the end of this one was not seen.
			out[len(out)-1].lapse(doubt)
			open = false
		}
		switch {
		case n.status == Closed && open:
			s := &out[len(out)-1]
			s.LastSeen, s.Rows = n.last, append(s.Rows, n.rows...)
		case n.status == Closed:
			open = true
			out = append(out, Spell{
				Crossing: l.Crossing, Scopes: []record.CrossingScope{l.Scope}, Start: n.day,
				StartKnownTo: n.rows[0].On.Precision, LastSeen: n.last, Rows: append([]record.Crossing(nil), n.rows...),
			})
		case open:
			open = false
			s := &out[len(out)-1]
			s.Rows = append(s.Rows, n.rows...)
			switch {
			case doubt.IsSet():
				s.lapse(doubt)
			case n.status == Contradictory:
				s.lapse(n.day)
			default:
				s.End, s.Days = n.day, int(n.day-s.Start)
			}
		}
		doubt = n.doubt
	}
	switch {
	case open && doubt.IsSet():
		out[len(out)-1].lapse(doubt)
	case open:
		out[len(out)-1].lapse(l.end.Add(1))
	}
	return out
}

// lapse ends the following of a spell whose end was not seen before the day.
func (s *Spell) lapse(day calendar.Date) {
	s.Censored = true
	s.Days = int(min(day, s.LastSeen.Add(Hold)) - s.Start)
}

func union(a, b []record.Crossing) []record.Crossing {
	seen := map[string]bool{}
	for _, r := range a {
		seen[r.ID] = true
	}
	for _, r := range b {
		if !seen[r.ID] {
			a = append(a, r)
		}
	}
	return a
}
