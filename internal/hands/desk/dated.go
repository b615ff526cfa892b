package desk

import (
	"slices"

	"detente/internal/hands/dated"
	"detente/internal/thinking/retaliation"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
)

// TableWakes is Wakes asked of a table of dated events instead of a situation. Besides before,
// time and year, events are matched on the columns that the rules name; by default on all but time.
func TableWakes(say *phrase.Catalog, t *dated.Table, q WakeQuery) (*WakePage, error) {
	known := append([]string{"time", "before", "year"}, t.Rules.Columns.Match...)
	if len(q.Match) == 0 {
		q.Match = known[1:]
	}
	for _, f := range q.Match {
		if !holds(known, f) {
			return nil, &BadQuery{Field: "match", Value: f, Known: known}
		}
	}
	data := &WakeData{AsOf: t.To, Span: calendar.Window{From: t.From, To: t.To}, Match: q.Match}
	for _, s := range t.Rules.Streams {
		data.Streams = append(data.Streams, RetaliaStream{ID: s.ID, Name: s.Name})
	}
	for _, e := range t.Events {
		u := WakeUnit{ID: e.ID, Day: e.Day, Point: e.Point, Streams: e.Streams}
		for _, f := range q.Match {
			switch f {
			case "before":
			case "year":
				u.Levels = append(u.Levels, e.Day.String()[:4])
			case "time":
				u.Values = append(u.Values, float64(e.Day-t.From))
			default:
				u.Levels = append(u.Levels, e.Match[slices.Index(t.Rules.Columns.Match, f)])
			}
		}
		data.Units = append(data.Units, u)
	}
	return WakesOf(say, data, q)
}

// TableRetaliation is RetaliationOf asked of a table of dated events instead of a situation.
// Sub-periods are the rules' unless the query names its own.
func TableRetaliation(say *phrase.Catalog, t *dated.Table, q RetaliationQuery, seed uint64) (*Retaliation, error) {
	in := make([]retaliation.Input, len(t.Rules.Streams))
	for k, s := range t.Rules.Streams {
		in[k] = retaliation.Input{ID: s.ID, Name: s.Name}
	}
	reports := map[calendar.Date]float64{}
	for _, e := range t.Events {
		reports[e.Day.Month()] += e.Reports
		for _, k := range e.Streams {
			in[k].Events = append(in[k].Events, retaliation.Event{ID: e.ID, Day: e.Day})
		}
	}
	if len(q.Breaks) == 0 {
		q.Breaks = t.Rules.Breaks
	}
	v, r, err := fitInputs(say, in, calendar.Window{From: t.From, To: t.To}, retaliation.Options{Seed: seed, Breaks: q.Breaks})
	if err != nil || !q.Checks || r.Refused != nil {
		return v, err
	}
	return withChecks(say, v, r, q, reports)
}
