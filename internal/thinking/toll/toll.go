// Package toll adds up the human cost of a set of events as ranges, never as one number,
// and says for how many events no figure was reported.
package toll

import (
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// Toll is the human cost of a set of events. Only supported figures enter: a party's claim
// about its enemy's dead stays a claim.
type Toll struct {
	Violent  int
	Deaths   figure.Sum
	Groups   []Group
	Injured  figure.Sum
	Abducted Counted
	IDs      []string // the violent events, those without a figure too
}

// Group is the dead of one group. The groups need not add up to the total.
type Group struct {
	Name    string
	Deaths  int64
	Events  int // events with a figure for the group
	Unknown int // violent events without one
}

// Counted is a sum over the events that give a figure.
type Counted struct {
	Sum int64
	Of  int
}

// Of adds up the violent events.
func Of(events []record.Event) Toll {
	var t Toll
	groups := []struct {
		name string
		of   func(record.Deaths) figure.Count
	}{
		{"civilian", func(d record.Deaths) figure.Count { return d.Civilian }},
		{"police", func(d record.Deaths) figure.Count { return d.Police }},
		{"military", func(d record.Deaths) figure.Count { return d.Military }},
		{"militant", func(d record.Deaths) figure.Count { return d.Militant }},
	}
	t.Groups = make([]Group, len(groups))
	for i, g := range groups {
		t.Groups[i].Name = g.name
	}
	for _, e := range events {
		if !e.Violent() {
			continue
		}
		t.Violent++
		t.IDs = append(t.IDs, e.ID)
		t.Deaths.Add(e.Deaths.Total)
		t.Injured.Add(e.Injured)
		if n, ok := e.Abducted.Value(); ok {
			t.Abducted.Sum += n
			t.Abducted.Of++
		}
		for i, g := range groups {
			if n, ok := g.of(e.Deaths).Value(); ok {
				t.Groups[i].Deaths += n
				t.Groups[i].Events++
			} else {
				t.Groups[i].Unknown++
			}
		}
	}
	return t
}
