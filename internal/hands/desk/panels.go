package desk

import (
	"context"

	"detente/internal/hands/gate"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// Timeline is the events of a query by week.
type Timeline struct {
	AsOf    calendar.Date  `json:"as_of"`
	From    calendar.Date  `json:"from"`
	To      calendar.Date  `json:"to"`
	Weeks   []TimelineWeek `json:"weeks" doc:"every week between from and to, empty ones included"`
	Undated int            `json:"undated" doc:"events known only to the month or year, which are in no week"`
}

// TimelineWeek is one week, from Monday.
type TimelineWeek struct {
	Week                calendar.Date `json:"week"`
	Events              int           `json:"events"`
	MaterialCooperation int           `json:"material_cooperation"`
	VerbalCooperation   int           `json:"verbal_cooperation"`
	VerbalConflict      int           `json:"verbal_conflict"`
	MaterialConflict    int           `json:"material_conflict"`
	Violent             int           `json:"violent"`
	DeathsLow           int64         `json:"deaths_low"`
	DeathsBest          int64         `json:"deaths_best"`
	DeathsHigh          int64         `json:"deaths_high"`
	DeathsUnknown       int           `json:"deaths_unknown" doc:"violent events without any figure"`
	Score               float64       `json:"score"`
}

// matching returns all events of a query through the gate.
func (d *Desk) matching(ctx context.Context, q Query) (Moment, []gate.Shown[record.Event], error) {
	m, f, err := d.filter(ctx, q)
	if err != nil {
		return m, nil, err
	}
	shown, err := d.events(ctx, f)
	return m, shown, err
}

// Timeline counts the events of a query by week.
func (d *Desk) Timeline(ctx context.Context, q Query) (*Timeline, error) {
	if _, _, err := d.sum(ctx, q); err != nil {
		return nil, err
	}
	m, shown, err := d.matching(ctx, q)
	if err != nil {
		return nil, err
	}
	t := &Timeline{AsOf: m.Day, From: q.From, To: q.To, Weeks: []TimelineWeek{}}
	if !t.From.IsSet() {
		t.From = d.sit.Dataset.Begins
		if len(shown) > 0 {
			t.From = shown[0].Record.When.Start
			for _, s := range shown {
				t.From = min(t.From, s.Record.When.Start)
			}
		}
	}
	// Weeks after the newest observation are absent: they are not known to be empty.
	if !t.To.IsSet() || t.To > m.Day {
		t.To = m.Day
	}
	if t.To < t.From {
		return t, nil
	}
	first := t.From.Week()
	t.Weeks = make([]TimelineWeek, int(t.To.Week()-first)/7+1)
	deaths := make([]figure.Sum, len(t.Weeks))
	for i := range t.Weeks {
		t.Weeks[i].Week = first.Add(7 * i)
	}
	span := calendar.Window{From: t.From, To: t.To}
	for _, s := range shown {
		e := s.Record
		if p := e.When.Precision; p != calendar.Day && p != calendar.Week {
			t.Undated++
			continue
		}
		if !span.Holds(e.When.Start) {
			continue
		}
		i := int(e.When.Start.Week()-first) / 7
		t.Weeks[i].add(e)
		if e.Violent() {
			deaths[i].Add(e.Deaths.Total)
		}
	}
	for i, s := range deaths {
		w := &t.Weeks[i]
		w.DeathsLow, w.DeathsBest, w.DeathsHigh, w.DeathsUnknown = s.Low, s.Best, s.High, s.Unknown
	}
	return t, nil
}

func (w *TimelineWeek) add(e record.Event) {
	w.Events++
	if e.Violent() {
		w.Violent++
	}
	switch plover.Class(e.Type, e.Mode) {
	case plover.MaterialCooperation:
		w.MaterialCooperation++
	case plover.VerbalCooperation:
		w.VerbalCooperation++
	case plover.VerbalConflict:
		w.VerbalConflict++
	case plover.MaterialConflict:
		w.MaterialConflict++
	}
	if s, ok := plover.Scale(e.Type, e.Mode); ok {
		w.Score += s.Value
	}
}
