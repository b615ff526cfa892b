package desk

import (
	"context"
	"errors"
	"fmt"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// ErrNoEvent means that no event with the id was known at the moment asked for.
var ErrNoEvent = errors.New("no such event at this as-of")

// Event is one event as it is shown: flat, with the names of the chronology's columns.
type Event struct {
	ID            string        `json:"id"`
	DateStart     calendar.Date `json:"date_start"`
	DateEnd       calendar.Date `json:"date_end"`
	DatePrecision string        `json:"date_precision"`
	Country       string        `json:"country"`
	Admin1        string        `json:"admin1"`
	Admin2        string        `json:"admin2"`
	Place         string        `json:"place"`
	Lat           *float64      `json:"lat"`
	Lon           *float64      `json:"lon"`
	GeoPrecision  int           `json:"geo_precision"`
	PlaceShown    string        `json:"place_shown" enum:"snapped,district,province,country,delayed"`
	Initiator     string        `json:"initiator"`
	InitiatorSide []string      `json:"initiator_side"`
	Target        string        `json:"target"`
	TargetSide    []string      `json:"target_side"`
	Type          string        `json:"type"`
	Mode          string        `json:"mode"`
	Quad          string        `json:"quad"`
	Score         float64       `json:"score"`
	DeathsLow     figure.Count  `json:"deaths_low"`
	DeathsBest    figure.Count  `json:"deaths_best"`
	DeathsHigh    figure.Count  `json:"deaths_high"`
	Civilian      figure.Count  `json:"deaths_civilian"`
	Police        figure.Count  `json:"deaths_police"`
	Military      figure.Count  `json:"deaths_military"`
	Militant      figure.Count  `json:"deaths_militant"`
	InjuredLow    figure.Count  `json:"injured_low"`
	InjuredHigh   figure.Count  `json:"injured_high"`
	Abducted      figure.Count  `json:"abducted"`
	Attribution   string        `json:"attribution"`
	Summary       string        `json:"summary"`
	Confidence    string        `json:"confidence"`
	Sources       int           `json:"sources"`
	Claims        int           `json:"claims"`
	KnowableAt    calendar.Date `json:"knowable_at"`
	Dataset       string        `json:"dataset"`
	Version       string        `json:"version"`
}

// EventPage is one page of events.
type EventPage struct {
	AsOf   calendar.Date `json:"as_of"`
	Total  int           `json:"total"`
	Next   string        `json:"next" doc:"cursor of the next page; empty on the last"`
	Events []Event       `json:"events"`
	// Withheld counts events that a licence keeps out of an export.
	Withheld int `json:"withheld,omitempty"`
}

// Events returns one page of events.
func (d *Desk) Events(ctx context.Context, q Query, cursor string, limit int, p gate.Purpose) (EventPage, error) {
	m, f, err := d.filter(ctx, q)
	if err != nil {
		return EventPage{}, err
	}
	question := fmt.Sprintf("page %d %d %q %s", p, limit, cursor, nameOf(f))
	return recall(ctx, d, question, func() (EventPage, error) { return d.page(ctx, m, f, cursor, limit, p) })
}

func (d *Desk) page(ctx context.Context, m Moment, f ledger.Filter, cursor string, limit int, p gate.Purpose) (EventPage, error) {
	page, err := d.gate.Events(ctx, f, cursor, limit, p)
	if err != nil {
		return EventPage{}, err
	}
	out := EventPage{AsOf: m.Day, Total: page.Total, Next: page.Next, Events: make([]Event, len(page.Items)), Withheld: page.Withheld.Licence}
	ids := make([]string, len(page.Items))
	for i, s := range page.Items {
		ids[i] = s.Record.ID
	}
	if len(ids) == 0 {
		return out, nil
	}
	b, err := d.behind(ctx, m, ids, f.Datasets...)
	if err != nil {
		return out, err
	}
	for i, s := range page.Items {
		k := d.key(s.Provenance.Dataset, s.Record.ID)
		out.Events[i] = d.eventView(s)
		out.Events[i].Sources, out.Events[i].Claims = len(b.sources[k]), len(b.claims[k])
	}
	return out, nil
}

func (d *Desk) eventView(s gate.Shown[record.Event]) Event {
	e := s.Record
	v := Event{
		ID: e.ID, DateStart: e.When.Start, DateEnd: e.When.End, DatePrecision: string(e.When.Precision),
		Country: e.Place.Country, Admin1: e.Place.Admin1, Admin2: e.Place.Admin2, Place: e.Place.Name,
		GeoPrecision: int(e.Place.Precision), PlaceShown: string(s.Place),
		Initiator: e.Initiator.Name, InitiatorSide: e.Initiator.Sides, Target: e.Target.Name, TargetSide: e.Target.Sides,
		Type: string(e.Type), Mode: string(e.Mode), Quad: string(plover.Class(e.Type, e.Mode)),
		DeathsLow: e.Deaths.Total.Low, DeathsBest: e.Deaths.Total.Best, DeathsHigh: e.Deaths.Total.High,
		Civilian: e.Deaths.Civilian, Police: e.Deaths.Police, Military: e.Deaths.Military, Militant: e.Deaths.Militant,
		InjuredLow: e.Injured.Low, InjuredHigh: e.Injured.High, Abducted: e.Abducted,
		Attribution: string(e.Attribution), Summary: e.Summary, Confidence: string(e.Confidence),
		KnowableAt: s.Provenance.KnowableAt, Dataset: s.Provenance.Dataset, Version: s.Provenance.Version,
	}
	if s.Place == gate.Delayed {
		v.Summary = d.say.T("event.delayed", "hours", d.sit.Thresholds.Shown.DelayHours)
	}
	if sc, ok := plover.Scale(e.Type, e.Mode); ok {
		v.Score = sc.Value
	}
	if e.Place.Point != nil {
		v.Lat, v.Lon = &e.Place.Point.Lat, &e.Place.Point.Lon
	}
	return v
}
