package api

import (
	"fmt"

	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
)

// Moment is the as-of of a question.
type Moment struct {
	AsOf string `query:"as_of" doc:"answer with what was known on this day (YYYY-MM-DD); default: the newest observation" example:"2026-03-01"`
}

func (m Moment) day() (calendar.Date, error) { return day("as_of", m.AsOf) }

// Filters are the parameters that choose events.
type Filters struct {
	Moment
	From    string   `query:"from" doc:"first day (YYYY-MM-DD)"`
	To      string   `query:"to" doc:"last day (YYYY-MM-DD)"`
	Side    []string `query:"side,explode" doc:"a side that acts or is acted upon; repeat for any of several"`
	Dyad    string   `query:"dyad" doc:"a dyad of the situation"`
	Unit    string   `query:"unit" doc:"a dyad or place that is judged"`
	Type    []string `query:"type,explode" doc:"PLOVER type"`
	Mode    []string `query:"mode,explode"`
	Quad    []string `query:"quad,explode" doc:"class of the quad-class scheme"`
	Country []string `query:"country,explode"`
	Admin1  []string `query:"admin1,explode" doc:"province"`
	Admin2  []string `query:"admin2,explode" doc:"district"`
	Dataset []string `query:"dataset,explode" doc:"an imported data set; default: the situation's own, which imports never enter"`
	Words   string   `query:"q" doc:"words that the summary or the names must hold" maxLength:"200"`
}

func (f Filters) query() (desk.Query, error) {
	q := desk.Query{
		Sides: f.Side, Dyad: f.Dyad, Unit: f.Unit, Types: f.Type, Modes: f.Mode, Quads: f.Quad,
		Countries: f.Country, Admin1: f.Admin1, Admin2: f.Admin2, Datasets: f.Dataset, Words: f.Words,
	}
	var err error
	if q.AsOf, err = f.day(); err != nil {
		return q, err
	}
	if q.From, err = day("from", f.From); err != nil {
		return q, err
	}
	q.To, err = day("to", f.To)
	return q, err
}

// day reads a date parameter; empty is unset.
func day(name, value string) (calendar.Date, error) {
	if value == "" {
		return calendar.Unset, nil
	}
	d, err := calendar.ParseDate(value)
	if err != nil {
		return d, fmt.Errorf("%s: %w", name, err)
	}
	return d, nil
}
