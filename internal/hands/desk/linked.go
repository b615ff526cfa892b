package desk

import (
	"context"
	"slices"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/thinking/channel"
	"detente/internal/thinking/crossing"
	"detente/internal/thinking/linkage"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// linkage works out the page of a checked query.
func (d *Desk) linkage(ctx context.Context, m Moment, q LinkageQuery) (*LinkagePage, error) {
	a := linkage.NewAxis(linkage.Step(q.Step), q.From, q.To)
	y, _ := d.sit.Dyad(q.Dyad)
	out := &LinkagePage{
		AsOf: m.Day, From: q.From, To: q.To, Step: q.Step, Dyad: y.ID, DyadName: y.Name, Crossing: q.Crossing, Scope: q.Scope,
		Transform: q.Transform, Base: q.Base, MaxLag: linkage.MaxLag, Periods: some(a.Starts), Series: []LinkageSeries{}, Links: []Linked{},
		Marks: []LinkageMark{}, LeftOut: []LinkageLeft{}, UnitChanges: []string{},
	}
	if n := a.Len(); n > 0 {
		out.From, out.To = a.Starts[0], a.Span(n-1).To
	}
	series, err := d.linkageSeries(ctx, m, q, a, y, out)
	if err != nil {
		return nil, err
	}
	base := slices.IndexFunc(series, func(s linkage.Series) bool { return s.ID == q.Base })
	if base < 0 {
		ids := codes(series, func(s linkage.Series) string { return s.ID })
		return nil, &BadQuery{Field: "base", Value: q.Base, Known: ids}
	}
	out.Links = d.links(series, base, q)
	var ids []string
	for _, s := range series {
		out.Series = append(out.Series, d.linkageView(s))
		for _, p := range s.Points {
			ids = append(ids, p.Events...)
		}
	}
	for _, x := range out.Marks {
		ids = append(ids, x.EventID)
	}
	out.Text, out.Note = d.linkageText(out), d.say.T("linkage.note", "lags", linkage.MaxLag, "hold", crossing.Hold)
	out.Reports, err = d.addresses(ctx, m, ids)
	return out, err
}

// linkageSeries builds every series of the query, and the marks beside them.
func (d *Desk) linkageSeries(ctx context.Context, m Moment, q LinkageQuery, a linkage.Axis, y situation.Dyad, out *LinkagePage) ([]linkage.Series, error) {
	events, err := drain(ctx, ledger.Filter{AsOf: m.AsOf}, meant(q.Purpose, &out.Withheld, d.gate.Events))
	if err != nil {
		return nil, err
	}
	rows, err := drain(ctx, ledger.Filter{AsOf: m.AsOf}, meant(q.Purpose, &out.Withheld, d.gate.Crossings))
	if err != nil {
		return nil, err
	}
	obs, err := drain(ctx, ledger.Filter{AsOf: m.AsOf}, meant(q.Purpose, &out.Withheld, d.gate.Observations))
	if err != nil {
		return nil, err
	}
	all := records(events)
	term, here := d.borderPoint(q.Crossing)
	if q.Crossing != "" {
		out.CrossingName, out.NearKM = term.Name, crossing.Near
	}
	var strikes, held, mine []record.Event
	for _, e := range all {
		if y.Holds(e) && here(e) {
			mine = append(mine, e)
			if d.strike(e) {
				strikes = append(strikes, e)
			}
		}
	}
	held = d.talks(all, m.Day, y)
	recorded := linkage.Recorded(a, all)
	var lines []crossing.Line
	for _, t := range d.sit.Crossings {
		if t.Code != crossing.All && (q.Crossing == "" || q.Crossing == t.Code) {
			span := calendar.Window{From: min(q.From, d.sit.Dataset.Begins), To: m.Day}
			lines = append(lines, crossing.Follow(records(rows), t.Code, record.CrossingScope(q.Scope), span))
		}
	}
	series := []linkage.Series{
		linkage.Counts(a, "strikes", strikes, recorded), linkage.Counts(a, "talks", held, recorded),
		linkage.Deaths(a, "deaths", mine, recorded), linkage.Closed(a, "closed_days", lines),
	}
	d.marks(out, all, a, y)
	return append(series, d.published(records(obs), q, a, term, out)...), nil
}

// borderPoint returns the crossing asked for, and what events count: all without one, else
// those whose shown point lies near it.
func (d *Desk) borderPoint(code string) (situation.CrossingTerm, func(record.Event) bool) {
	for _, t := range d.sit.Crossings {
		if t.Code != code {
			continue
		}
		at := pointOf(t)
		return t, func(e record.Event) bool {
			return at != nil && e.Place.Point != nil && e.Place.Precision <= record.District && crossing.Distance(*at, *e.Place.Point) <= crossing.Near
		}
	}
	return situation.CrossingTerm{}, func(record.Event) bool { return true }
}

// talks are the contacts held in any channel of the dyad, each once.
func (d *Desk) talks(events []record.Event, day calendar.Date, y situation.Dyad) []record.Event {
	var list []situation.Channel
	for _, c := range d.sit.Channels {
		if c.Dyad == y.ID {
			list = append(list, c)
		}
	}
	seen := map[string]bool{}
	var out []record.Event
	for _, c := range channel.Of(list, d.sit, events, day, channel.Default()) {
		for _, e := range c.Contacts {
			if !seen[e.ID] {
				seen[e.ID] = true
				out = append(out, e)
			}
		}
	}
	slices.SortFunc(out, func(x, z record.Event) int {
		if x.When.Start != z.When.Start {
			return int(x.When.Start - z.When.Start)
		}
		return strings.Compare(x.ID, z.ID)
	})
	return out
}

// published picks the published series: those asked for by indicator or publisher, else all
// with at least two values on the axis; for a border point only those about it.
func (d *Desk) published(obs []record.Observation, q LinkageQuery, a linkage.Axis, term situation.CrossingTerm, out *LinkagePage) []linkage.Series {
	var keep []linkage.Series
	var every []linkage.Series
	for _, s := range linkage.Published(a, obs) {
		if q.Crossing != "" && !named(term, s.Region) {
			continue
		}
		if len(q.Indicators) > 0 && !holds(q.Indicators, s.Kind) || len(q.Publishers) > 0 && !holds(q.Publishers, s.Publisher) {
			continue
		}
		every = append(every, s)
		chosen := len(q.Indicators)+len(q.Publishers) > 0 && s.Known() > 0
		if s.Known() >= 2 || chosen {
			keep = append(keep, s)
			continue
		}
		out.LeftOut = append(out.LeftOut, LinkageLeft{s.ID, s.Kind, d.measureName(s.Kind), s.Region, s.Publisher, s.Unit, s.Known(), s.Unplaced})
	}
	out.UnitChanges = some(linkage.UnitChanges(every))
	return keep
}

// named reports whether a region is the crossing, by one of its names.
func named(t situation.CrossingTerm, region string) bool {
	names := append(strings.Split(t.Name, " – "), strings.Split(t.Aliases, ";")...)
	return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(strings.TrimSpace(n), region) })
}

// marked are the modes noted on the axis.
var marked = map[plover.Mode]bool{
	"ceasefire_start": true, "ceasefire_extension": true, "ceasefire_end": true, "border_closure": true,
	"border_reopening": true, "trade_agreement": true, "trade_restriction": true,
}

func (d *Desk) marks(out *LinkagePage, events []record.Event, a linkage.Axis, y situation.Dyad) {
	w := calendar.Window{From: out.From, To: out.To}
	party := func(p record.Party) bool { return slices.ContainsFunc(append(slices.Clone(y.A), y.B...), p.Has) }
	for _, e := range events {
		if !marked[e.Mode] || !e.When.Overlaps(w) || !party(e.Initiator) && !party(e.Target) {
			continue
		}
		x := LinkageMark{Date: e.When.Start, EventID: e.ID, Mode: string(e.Mode), Name: d.say.T("mode." + string(e.Mode)), Summary: e.Summary}
		if i, ok := a.Place(e.When); ok {
			x.Period = a.Starts[i]
		}
		out.Marks = append(out.Marks, x)
	}
	slices.SortFunc(out.Marks, func(x, z LinkageMark) int {
		if x.Date != z.Date {
			return int(x.Date - z.Date)
		}
		return strings.Compare(x.EventID, z.EventID)
	})
}
