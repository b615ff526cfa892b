package activity

import (
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// MonthDeaths is the deaths on record in one month. From and To are its days; months end on
// the same day of the month as the last one, so that the newest is always a whole one.
type MonthDeaths struct {
	From, To calendar.Date
	Deaths   int64 // best figures, or the low ones where there is no best
	Violent  int
	Unknown  int // violent events without a figure, which add nothing and are not zero
}

// longest is the number of months that are looked at.
const longest = 1200

// ByMonth adds up the deaths of violent events over the whole months that end on the day and
// begin on or after begins, oldest first. An event belongs to the month of its middle day; one known only to the year belongs to none.
func ByMonth(events []record.Event, begins, day calendar.Date) []MonthDeaths {
	var ends []calendar.Date // newest first
	for k := 0; k < longest && MonthsBack(day, k+1).Add(1) >= begins; k++ {
		ends = append(ends, MonthsBack(day, k))
	}
	out := make([]MonthDeaths, len(ends))
	for i := range out {
		k := len(ends) - 1 - i
		out[i] = MonthDeaths{From: MonthsBack(day, k+1).Add(1), To: ends[k]}
	}
	if len(out) == 0 {
		return out
	}
	for _, e := range events {
		at := Middle(e)
		if !e.Violent() || e.When.Start > day || at < out[0].From || e.When.Precision == calendar.Year {
			continue
		}
		at = min(at, day) // it is not over, or known to the month only
		i := len(out) - 1
		for at < out[i].From {
			i--
		}
		out[i].Violent++
		if n, ok := e.Deaths.Total.Middle().Value(); ok {
			out[i].Deaths += n
		} else {
			out[i].Unknown++
		}
	}
	return out
}

// Middle is the day that an act of several days or of a rough date counts on.
func Middle(e record.Event) calendar.Date {
	return e.When.Start + max(0, e.When.End-e.When.Start)/2
}

// MonthsBack is the same day of the month k months before, or the last day of a shorter month.
func MonthsBack(day calendar.Date, k int) calendar.Date {
	t := day.Time()
	first := calendar.DateOf(t.Year(), t.Month(), 1).Time().AddDate(0, -k, 0)
	last := first.AddDate(0, 1, -1).Day()
	return calendar.DateOf(first.Year(), first.Month(), min(t.Day(), last))
}
