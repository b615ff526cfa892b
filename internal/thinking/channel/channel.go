// Package channel measures how each diplomatic channel is used: who spoke and when, the
// gaps between contacts, whether they come steadily or in bursts, how long the silence is
// against the channel's own silences, and what was on record in the days after a contact.
// What followed a contact is an association and never shown to be its effect.
package channel

import (
	"sort"

	"detente/internal/thinking/coverage"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Channel is one channel's use up to a day.
type Channel struct {
	situation.Channel
	Contacts []record.Event // held, oldest first
	// Refused are contacts that were refused, called off or declared failed: events of a
	// contact mode with type REJECT. They are kept, and form no gap.
	Refused     []record.Event
	Undated     int           // contacts known only to the month or year, which form no gap
	Last        calendar.Date // start of the last contact held; unset when there was none
	LastKnownTo calendar.Precision
	Gap         int        // days from Last to the day
	Covered     int        // the part of Gap that the record of diplomacy reaches
	Occasions   []Occasion // days with a contact, oldest first
	Rhythm      Rhythm
	Rate        Rate
	Class       Class
}

// modes in which a channel is used.
var modes = map[plover.Mode]bool{
	"talks": true, "mediation": true, "visit": true, "call": true, "jirga": true,
	"ceasefire_start": true, "ceasefire_extension": true,
}

// Of measures each channel up to the day. A mediator's contact is an event of a contact mode
// with the mediator on one end and a side of the dyad on the other; the direct line's is one
// between the two sides themselves with no mediator taking part.
func Of(channels []situation.Channel, sit *situation.Situation, events []record.Event, day calendar.Date, rule Rule) []Channel {
	known := upTo(events, day)
	reach := Reach(known, day, sit.Thresholds.Coverage)
	mediators := map[string]bool{}
	for _, c := range channels {
		for _, s := range c.Sides {
			mediators[s] = true
		}
	}
	out := make([]Channel, 0, len(channels))
	for _, c := range channels {
		d, _ := sit.Dyad(c.Dyad)
		ch := Channel{Channel: c}
		for _, e := range known {
			switch {
			case !modes[e.Mode] || !uses(c, d, e, mediators):
			case e.Type == plover.Reject:
				ch.Refused = append(ch.Refused, e)
			default:
				ch.Contacts = append(ch.Contacts, e)
			}
		}
		ch.measure(d, known, day, reach, rule)
		out = append(out, ch)
	}
	return out
}

// measure fills in what follows from the contacts.
func (c *Channel) measure(d situation.Dyad, known []record.Event, day, reach calendar.Date, rule Rule) {
	for _, e := range c.Contacts {
		if !dated(e) {
			c.Undated++
		}
		if e.When.Start >= c.Last {
			c.Last, c.LastKnownTo = e.When.Start, e.When.Precision
		}
	}
	if c.Last.IsSet() {
		c.Gap = int(day - c.Last)
		c.Covered = max(0, int(min(day, reach)-c.Last))
	}
	c.Occasions = occasions(c.Contacts)
	c.Rhythm = rhythm(c.Occasions, c.Covered)
	after := following(d, known, c.Refused)
	for i := range c.Occasions {
		after.judge(&c.Occasions[i], reach, rule.Window)
	}
	c.Rate = after.rate(c.Occasions, reach, rule.Window)
	c.Class = rule.class(*c)
}

// Reach is the newest day up to the given one on which acts other than violence were being
// recorded: the newest day of such an act at which their number in the weeks before was not
// low against the trailing year (package coverage). One late act does not vouch for the
// months before it. Unset when there is none.
func Reach(events []record.Event, day calendar.Date, c situation.Coverage) calendar.Date {
	var acts []record.Event
	for _, e := range events {
		if !e.Violent() && e.When.Start <= day {
			acts = append(acts, e)
		}
	}
	sort.SliceStable(acts, func(i, j int) bool { return acts[i].When.Start > acts[j].When.Start })
	for i, e := range acts {
		if i > 0 && e.When.Start == acts[i-1].When.Start {
			continue
		}
		if g := coverage.At(acts[i:], e.When.Start, c).Grade; g != coverage.Low && g != coverage.None {
			return e.When.Start
		}
	}
	return calendar.Unset
}

// dated reports whether the day of an event is known well enough to form a gap.
func dated(e record.Event) bool {
	return e.When.Precision == calendar.Day || e.When.Precision == calendar.Week
}

// upTo keeps the events that began by the day, oldest first, ties by id.
func upTo(events []record.Event, day calendar.Date) []record.Event {
	var out []record.Event
	for _, e := range events {
		if e.When.Start <= day {
			out = append(out, e)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		return a.When.Start < b.When.Start || a.When.Start == b.When.Start && a.ID < b.ID
	})
	return out
}

func uses(c situation.Channel, d situation.Dyad, e record.Event, mediators map[string]bool) bool {
	all := append(append([]string{}, e.Initiator.Sides...), e.Target.Sides...)
	if len(c.Sides) == 0 {
		for _, s := range all {
			if mediators[s] {
				return false
			}
		}
		return has(all, d.A) && has(all, d.B)
	}
	return has(all, c.Sides) && (has(all, d.A) || has(all, d.B))
}

func has(all, want []string) bool {
	for _, a := range all {
		for _, w := range want {
			if a == w {
				return true
			}
		}
	}
	return false
}
