package record

import (
	"time"

	"detente/internal/words/calendar"
)

// First is the first day that the date can mean; unset when no date is given.
func (d Dated) First() calendar.Date {
	if !d.Date.IsSet() {
		return calendar.Unset
	}
	switch d.Precision {
	case calendar.Month:
		return d.Date.Month()
	case calendar.Year:
		return calendar.DateOf(d.Date.Time().Year(), time.January, 1)
	}
	return d.Date
}

// Last is the last day that the date can mean; unset when no date is given.
func (d Dated) Last() calendar.Date {
	if !d.Date.IsSet() {
		return calendar.Unset
	}
	t := d.Date.Time()
	switch d.Precision {
	case calendar.Week:
		return d.Date.Add(6)
	case calendar.Month:
		return calendar.DateOf(t.Year(), t.Month()+1, 0)
	case calendar.Year:
		return calendar.DateOf(t.Year(), time.December, 31)
	}
	return d.Date
}
