// Package wake counts what followed events of one kind, in plain numbers: how many attacks
// came in the days after each, against the days before. It is a count, not an effect.
package wake

import (
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Wake is what was recorded around one event: follow-on events in the days before it and
// in the days after. Complete is false when the days after reach beyond the record.
type Wake struct {
	Event    record.Event
	Before   int
	After    int
	Complete bool
}

// Count is the sum over wakes that are complete.
type Count struct {
	Days   int
	Wakes  []Wake
	Before int
	After  int
	Whole  int // complete wakes
}

// Around counts for each trigger the follow-on events in the days before and after its
// start, not counting its own day. A trigger within days of the one counted before it is
// taken as part of the same run, so that no follow-on event is counted after two of them.
// Triggers must be in order of date.
func Around(triggers, follow []record.Event, days int, end calendar.Date) Count {
	c := Count{Days: days}
	var last calendar.Date
	for _, t := range triggers {
		d := t.When.Start
		if t.When.Precision != calendar.Day || last.IsSet() && d <= last.Add(days) {
			continue
		}
		last = d
		w := Wake{Event: t, Complete: d.Add(days) <= end}
		for _, f := range follow {
			if f.When.Precision != calendar.Day {
				continue
			}
			switch gap := int(f.When.Start - d); {
			case gap >= 1 && gap <= days:
				w.After++
			case gap <= -1 && gap >= -days:
				w.Before++
			}
		}
		c.Wakes = append(c.Wakes, w)
		if w.Complete {
			c.Whole++
			c.Before += w.Before
			c.After += w.After
		}
	}
	return c
}
