package desk

import (
	"context"
	"fmt"

	"detente/internal/hands/gate"
	"detente/internal/thinking/crossing"
	"detente/internal/thinking/linkage"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// LinkageQuery chooses what is put on one axis. Empty fields take the first dyad, weeks, the
// days of the record, strikes against all else, on differences, for cargo.
type LinkageQuery struct {
	AsOf, From, To calendar.Date
	Dyad           string
	Crossing       string // a border point instead of the whole dyad
	Step           string // week or month
	Base           string // series set against the others
	Transform      string // differences or ranks
	Scope          string // for which crossings are closed
	Indicators     []string
	Publishers     []string
	Purpose        gate.Purpose
}

// LinkagePage is several series on one axis of time, and how they move together.
type LinkagePage struct {
	AsOf         calendar.Date       `json:"as_of"`
	From         calendar.Date       `json:"from" doc:"first day of the first period"`
	To           calendar.Date       `json:"to" doc:"last day of the last whole period"`
	Step         string              `json:"step" enum:"week,month"`
	Dyad         string              `json:"dyad"`
	DyadName     string              `json:"dyad_name"`
	Crossing     string              `json:"crossing" doc:"empty for the whole dyad"`
	CrossingName string              `json:"crossing_name"`
	NearKM       float64             `json:"near_km" doc:"for a border point, events within this distance of it; those without a point are left out"`
	Scope        string              `json:"scope"`
	Transform    string              `json:"transform" enum:"differences,ranks"`
	Base         string              `json:"base" doc:"id of the series set against the others"`
	MaxLag       int                 `json:"max_lag"`
	Periods      []calendar.Date     `json:"periods" doc:"first day of each period; the points of every series follow these"`
	Series       []LinkageSeries     `json:"series"`
	Links        []Linked            `json:"links" doc:"the base against each other series"`
	Marks        []LinkageMark       `json:"marks" doc:"truces, closures, reopenings and trade measures, oldest first"`
	LeftOut      []LinkageLeft       `json:"left_out" doc:"published series with fewer than two figures that speak for one period"`
	UnitChanges  []string            `json:"unit_changes" doc:"indicator, region and publisher whose unit changes; the units stay apart"`
	Text         string              `json:"text"`
	Note         string              `json:"note"`
	Reports      map[string][]string `json:"reports" doc:"addresses of the reports behind each event named here"`
	Withheld     int                 `json:"withheld" doc:"rows kept out of an export by their licence"`
}

// LinkageSeries is one measure over the axis.
type LinkageSeries struct {
	ID        string         `json:"id"`
	Kind      string         `json:"kind" doc:"strikes, talks, deaths, closed_days, or an indicator's code"`
	Name      string         `json:"name"`
	Unit      string         `json:"unit"`
	Region    string         `json:"region"`
	Publisher string         `json:"publisher" doc:"of published figures; two publishers are never joined"`
	Known     int            `json:"known" doc:"periods with a value"`
	Missing   int            `json:"missing" doc:"periods without one, which is not zero"`
	Undated   int            `json:"undated" doc:"events not known well enough to lie in one period"`
	Unplaced  int            `json:"unplaced" doc:"figures for other spans of days, running totals, or held back for being small"`
	Twice     int            `json:"twice" doc:"periods with several figures of the publisher; the last is shown"`
	Points    []LinkagePoint `json:"points"`
}

// LinkagePoint is the value of one period.
type LinkagePoint struct {
	Value    *float64 `json:"value" doc:"null is missing, not zero"`
	EventIDs []string `json:"event_ids,omitempty"`
	URLs     []string `json:"urls,omitempty" doc:"reports of published figures and crossings"`
}

// Linked is the cross-correlation of the base with another series.
type Linked struct {
	Other  string      `json:"other" doc:"id of the other series"`
	Pairs  int         `json:"pairs" doc:"periods known in both at lag 0, after the transform"`
	Reason string      `json:"reason" enum:",too_short,flat" doc:"why nothing is measured; empty when something is"`
	Best   *LinkedLag  `json:"best" doc:"the largest association in size"`
	Chance *float64    `json:"chance" doc:"what the largest of all lags stays under in 95 of 100 copies without a link; null when the axis is too short"`
	Beyond bool        `json:"beyond" doc:"the largest is larger than that"`
	Lags   []LinkedLag `json:"lags"`
	Text   string      `json:"text"`
}

// LinkedLag is the association at one lag.
type LinkedLag struct {
	Lag   int      `json:"lag" doc:"periods by which the other series comes after the base; below zero, before"`
	Pairs int      `json:"pairs"`
	R     *float64 `json:"r" doc:"null with fewer than twenty pairs"`
	Low   *float64 `json:"low" doc:"90 % interval under a circular block bootstrap"`
	High  *float64 `json:"high"`
}

// LinkageMark is an event noted on the axis.
type LinkageMark struct {
	Period  calendar.Date `json:"period" doc:"empty outside the whole periods"`
	Date    calendar.Date `json:"date"`
	EventID string        `json:"event_id"`
	Mode    string        `json:"mode"`
	Name    string        `json:"name"`
	Summary string        `json:"summary"`
}

// LinkageLeft is a series that is too short to show.
type LinkageLeft struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Region    string `json:"region"`
	Publisher string `json:"publisher"`
	Unit      string `json:"unit"`
	Known     int    `json:"known"`
	Unplaced  int    `json:"unplaced"`
}

// Linkage puts strikes, talks, deaths, crossings, returns and trade on one axis.
func (d *Desk) Linkage(ctx context.Context, q LinkageQuery) (*LinkagePage, error) {
	if len(d.sit.Dyads) == 0 {
		return nil, &BadQuery{Field: "dyad", Value: q.Dyad, Reason: "the situation has no dyad"}
	}
	for _, x := range []struct {
		at    *string
		usual string
	}{
		{&q.Dyad, d.sit.Dyads[0].ID}, {&q.Step, string(linkage.Weekly)}, {&q.Base, "strikes"},
		{&q.Transform, string(linkage.Differences)}, {&q.Scope, "cargo"},
	} {
		if *x.at == "" {
			*x.at = x.usual
		}
	}
	indicators := codes(d.sit.Indicators, func(i situation.Indicator) string { return i.Code })
	points := codes(d.sit.Crossings, func(t situation.CrossingTerm) string { return t.Code })
	for _, c := range []struct {
		field string
		given []string
		known []string
	}{
		{"dyad", one(q.Dyad), codes(d.sit.Dyads, func(y situation.Dyad) string { return y.ID })},
		{"crossing", one(q.Crossing), points},
		{"step", one(q.Step), []string{string(linkage.Monthly), string(linkage.Weekly)}},
		{"transform", one(q.Transform), []string{string(linkage.Differences), string(linkage.Ranks)}},
		{"scope", one(q.Scope), codes(crossing.Scopes(), func(s record.CrossingScope) string { return string(s) })},
		{"indicator", q.Indicators, indicators},
	} {
		for _, v := range c.given {
			if !holds(c.known, v) {
				return nil, &BadQuery{Field: c.field, Value: v, Known: c.known}
			}
		}
	}
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	if !q.To.IsSet() || q.To > m.Day {
		q.To = m.Day
	}
	if !q.From.IsSet() {
		q.From = min(d.sit.Dataset.Begins, q.To)
	}
	if q.From > q.To {
		return nil, &BadQuery{Field: "from", Value: q.From.String(), Reason: "is after " + q.To.String()}
	}
	return recall(ctx, d, fmt.Sprintf("linkage %s %+v", momentKey(m), q), func() (*LinkagePage, error) { return d.linkage(ctx, m, q) })
}
