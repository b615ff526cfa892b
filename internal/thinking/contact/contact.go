// Package contact follows the diplomatic contacts of each channel: who spoke, when last,
// and how long the silence is.
package contact

import (
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Channel is one channel's contacts up to a day, oldest first.
type Channel struct {
	situation.Channel
	Contacts []record.Event
	Last     calendar.Date // unset when there was no contact
	Gap      int           // days since the last contact
}

// modes in which a channel is used.
var modes = map[plover.Mode]bool{
	"talks": true, "mediation": true, "visit": true, "call": true, "jirga": true,
	"ceasefire_start": true, "ceasefire_extension": true,
}

// Of collects the contacts of each channel. A mediator's contact is an event of a contact
// mode with the mediator on one end and a side of the dyad on the other; the direct line's
// is one between the two sides themselves with no mediator taking part.
func Of(channels []situation.Channel, sit *situation.Situation, events []record.Event, day calendar.Date) []Channel {
	mediators := map[string]bool{}
	for _, c := range channels {
		for _, s := range c.Sides {
			mediators[s] = true
		}
	}
	var out []Channel
	for _, c := range channels {
		d, _ := sit.Dyad(c.Dyad)
		ch := Channel{Channel: c}
		for _, e := range events {
			if e.When.Start > day || !modes[e.Mode] || !uses(c, d, e, mediators) {
				continue
			}
			ch.Contacts = append(ch.Contacts, e)
			ch.Last = max(ch.Last, e.When.Start)
		}
		if ch.Last.IsSet() {
			ch.Gap = int(day - ch.Last)
		}
		out = append(out, ch)
	}
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
