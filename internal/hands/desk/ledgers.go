package desk

import (
	"context"

	"detente/internal/thinking/wake"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// WakeCount is what was recorded in the days after acts of one kind, against the days before.
type WakeCount struct {
	Days     int      `json:"days"`
	Triggers int      `json:"triggers" doc:"days with such an act whose days after are all on record"`
	Before   int      `json:"before"`
	After    int      `json:"after"`
	EventIDs []string `json:"event_ids"`
}

// AfterStrikes counts in plain numbers what followed a dyad's acts across the border: violent
// events of everybody else in the situation's home countries in the days after, against
// the days before. It is a count and not an effect.
func (d *Desk) AfterStrikes(ctx context.Context, asOf calendar.Date, days ...int) ([]WakeCount, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	var strikes, follow []record.Event
	for _, e := range s.events {
		if !e.Violent() {
			continue
		}
		if d.strike(e) {
			strikes = append(strikes, e)
		} else {
			follow = append(follow, e)
		}
	}
	var out []WakeCount
	for _, n := range days {
		c := wake.Around(strikes, follow, n, m.Day)
		v := WakeCount{Days: n, Triggers: c.Whole, Before: c.Before, After: c.After}
		for _, w := range c.Wakes {
			if w.Complete {
				v.EventIDs = append(v.EventIDs, w.Event.ID)
			}
		}
		out = append(out, v)
	}
	return out, nil
}

// strike is an act across a border from the air or by long-range fire.
func (d *Desk) strike(e record.Event) bool {
	switch e.Mode {
	case "airstrike", "drone_strike", "shelling":
	default:
		return false
	}
	for _, y := range d.sit.Dyads {
		for _, a := range y.Across {
			if a.Country == e.Place.Country && holds(a.By, e.Initiator.Main()) {
				return true
			}
		}
	}
	return false
}
