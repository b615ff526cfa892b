// Package messaging asks whether the institutions of one side say the same thing on an
// issue: how far they agree in a moving window, when two of them parted, which statements
// contradict each other, and who speaks. It compares positions as reported and says
// nothing about what was meant, or which position is right.
package messaging

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Statement is a statement placed on a day and given to the institution it speaks for.
type Statement struct {
	record.Statement
	Speaker string        // the institution, or the side, that is compared
	Day     calendar.Date // the last day that its date can mean
	Value   float64       // support 1, mixed 0, oppose −1
}

// Options are the rules of the comparison; Default gives the usual ones.
type Options struct {
	Window  int     // days of the moving window
	AtLeast int     // statements a window needs for an index
	Near    int     // days within which two opposite statements contradict each other
	Draws   int     // resamples behind an interval
	Level   float64 // coverage of the interval
	Weigh   Weigh
}

// Weigh says how much a pair of institutions counts.
type Weigh string

// The ways to weigh. ByStatements is the default.
const (
	ByStatements Weigh = "statements" // as many times as the less heard of the two spoke
	EachPair     Weigh = "equal"      // every pair once
)

// Default returns the rules used where none are given.
func Default() Options {
	return Options{Window: 180, AtLeast: 4, Near: 30, Draws: 400, Level: .9, Weigh: ByStatements}
}

// Value places a stance on a line from −1 to 1; ok is false for one that is not known.
func Value(s record.Stance) (v float64, ok bool) {
	switch s {
	case "support":
		return 1, true
	case "mixed":
		return 0, true
	case "oppose":
		return -1, true
	}
	return 0, false
}

// Place gives each statement its speaker and its day: the last one that its date can mean,
// so that it counts no earlier than it could be known. Those without a date, known only to
// the year, without a known stance or without a speaker cannot be placed and are returned
// apart; those after the day are left out. Both lists are in order of day, then id.
func Place(list []record.Statement, speaker func(record.Statement) string, day calendar.Date) (placed []Statement, apart []record.Statement) {
	for _, s := range list {
		if s.On.First() > day {
			continue
		}
		v, ok := Value(s.Stance)
		who := speaker(s)
		if !ok || who == "" || !s.On.Date.IsSet() || s.On.Precision == calendar.Year {
			apart = append(apart, s)
			continue
		}
		placed = append(placed, Statement{Statement: s, Speaker: who, Day: min(s.On.Last(), day), Value: v})
	}
	sort.Slice(placed, func(i, j int) bool { return earlier(placed[i], placed[j]) })
	sort.Slice(apart, func(i, j int) bool { return apart[i].ID < apart[j].ID })
	return placed, apart
}

func earlier(a, b Statement) bool {
	if a.Day != b.Day {
		return a.Day < b.Day
	}
	return a.ID < b.ID
}

// Within returns the statements of a window.
func Within(list []Statement, w calendar.Window) []Statement {
	var out []Statement
	for _, s := range list {
		if w.Holds(s.Day) {
			out = append(out, s)
		}
	}
	return out
}

// ByIssue groups statements by issue.
func ByIssue(list []Statement) map[string][]Statement {
	out := map[string][]Statement{}
	for _, s := range list {
		out[s.Issue] = append(out[s.Issue], s)
	}
	return out
}
