package returns

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Theme is the theme of commitments, and Mode the mode of events, that announce returns.
const (
	Theme = "refugees"
	Mode  = "refugee_returns"
)

// Ahead is the number of days before a deadline within which an announcement by the same
// side is taken to belong to it, and Around the number of days on either side of a deadline
// whose flows are put beside it.
const (
	Ahead  = 60
	Around = 31
)

// Plan is an announced plan, deadline or order about returns.
type Plan struct {
	ID        string
	Event     bool // an event of the chronology, else a commitment
	Announced record.Dated
	Due       record.Dated
	Who       record.Party
	Text      string
	URL       string // of a commitment; the reports of an event are its own
	// Least and Most are days of notice: from the announcement to the deadline. They differ
	// where a date is known to the month only, or where the same side had announced before:
	// those announcements are Earlier. Nil without a deadline.
	Least, Most *int
	Earlier     []string
	Beside      []Flow // flows of at most Around days that lie within Around days of the deadline
}

// Plans lists what was announced, oldest first. Nothing in the data says which announcement a
// deadline belongs to, so an earlier one of the same side within Ahead days only widens the
// notice and does not replace it.
func Plans(cs []record.Commitment, events []record.Event, series []Series) []Plan {
	var out []Plan
	var acts []record.Event
	for _, e := range events {
		if e.Mode != Mode {
			continue
		}
		acts = append(acts, e)
		out = append(out, Plan{
			ID: e.ID, Event: true, Announced: record.Dated{Date: e.When.Start, Precision: e.When.Precision},
			Who: e.Initiator, Text: e.Summary,
		})
	}
	for _, c := range cs {
		if c.Theme != Theme {
			continue
		}
		p := Plan{ID: c.ID, Announced: c.Announced, Due: c.Due, Who: c.Institution, Text: c.Text, URL: c.SourceURL}
		p.notice(acts)
		p.beside(series)
		out = append(out, p)
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i], out[j]
		return a.Announced.Date < b.Announced.Date || a.Announced.Date == b.Announced.Date && a.ID < b.ID
	})
	return out
}

// notice fills in the days from announcement to deadline:
//
//	least = first day the deadline can mean − last day the announcement can mean
//	most  = last day the deadline can mean − first day of the announcement, or of an earlier one
func (p *Plan) notice(acts []record.Event) {
	if !p.Due.Date.IsSet() || !p.Announced.Date.IsSet() {
		return
	}
	first := p.Announced.First()
	least := int(p.Due.First() - p.Announced.Last())
	for _, e := range acts {
		if e.When.Start >= p.Due.First().Add(-Ahead) && e.When.Start < p.Announced.First() && shares(e.Initiator, p.Who) {
			p.Earlier = append(p.Earlier, e.ID)
			first = min(first, e.When.Start)
		}
	}
	most := int(p.Due.Last() - first)
	p.Least, p.Most = &least, &most
}

// beside collects the flows around the deadline.
func (p *Plan) beside(series []Series) {
	if !p.Due.Date.IsSet() {
		return
	}
	near := calendar.Window{From: p.Due.First().Add(-Around), To: p.Due.Last().Add(Around)}
	for _, s := range series {
		for _, f := range s.Flows {
			if f.Span.Days() <= Around && near.Holds(f.Span.From) && near.Holds(f.Span.To) {
				p.Beside = append(p.Beside, f)
			}
		}
	}
	sort.SliceStable(p.Beside, func(i, j int) bool { return p.Beside[i].Span.From < p.Beside[j].Span.From })
}

func shares(a, b record.Party) bool {
	for _, s := range a.Sides {
		if b.Has(s) {
			return true
		}
	}
	return false
}
