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
// start, not counting its own day. Triggers on one day are taken as one, so that a day of
// many strikes is not counted many times.
func Around(triggers, follow []record.Event, days int, end calendar.Date) Count {
	c := Count{Days: days}
	seen := map[calendar.Date]bool{}
	for _, t := range triggers {
		d := t.When.Start
		if seen[d] || t.When.Precision != calendar.Day {
			continue
		}
		seen[d] = true
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
