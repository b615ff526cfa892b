package activity

import (
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Weekly is the number of violent events in each seven-day week, oldest first.
type Weekly struct {
	Weeks []WeekCount
	// Undated counts violent events known only to the month or year, which belong to no week.
	Undated int
}

// WeekCount is one week; To is its last day.
type WeekCount struct {
	From, To calendar.Date
	Violent  int
}

// ByWeek counts violent events over n weeks of seven days that end on the day, so that the
// last week is always a whole one.
func ByWeek(events []record.Event, day calendar.Date, n int) Weekly {
	out := Weekly{Weeks: make([]WeekCount, n)}
	first := day.Add(1 - 7*n)
	for i := range out.Weeks {
		out.Weeks[i].From = first.Add(7 * i)
		out.Weeks[i].To = first.Add(7*i + 6)
	}
	for _, e := range events {
		if !e.Violent() || e.When.Start < first || e.When.Start > day {
			continue
		}
		if p := e.When.Precision; p != calendar.Day && p != calendar.Week {
			out.Undated++
			continue
		}
		out.Weeks[int(e.When.Start-first)/7].Violent++
	}
	return out
}

// Volume counts events of every kind in the seven days up to each of the ends.
func Volume(events []record.Event, ends []calendar.Date) []int {
	out := make([]int, len(ends))
	for i, end := range ends {
		w := calendar.Last(7, end)
		for _, e := range events {
			if w.Holds(e.When.Start) {
				out[i]++
			}
		}
	}
	return out
}
