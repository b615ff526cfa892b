// Package ucdp reads the events of the Uppsala Conflict Data Program: the Georeferenced Event
// Dataset of every layout from 17.1 on, its candidate releases, and subsets with fewer columns.
package ucdp

import (
	"context"
	"strings"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/delimited"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Importer reads UCDP GED.
type Importer struct{}

// Properties describe the data set.
func (Importer) Properties() importer.Properties {
	return importer.Properties{
		ID: "ucdp", Title: "UCDP Georeferenced Event Dataset", Publisher: "Uppsala Conflict Data Program",
		About: "Events of organised violence with at least one death: state-based, non-state and one-sided. " +
			"A row is one event; the reports that it lists become reports behind the event.",
		Dataset: "ucdp-ged",
		Licence: record.Licence{Name: "CC BY 4.0", Redistribute: true, Derive: true, Commercial: true},
		Citation: "UCDP Georeferenced Event Dataset, Uppsala Conflict Data Program (CC BY 4.0): Sundberg and Melander 2013; " +
			"Davies et al.; for candidate events Hegre et al. 2020",
		Kind:  record.KindEvent,
		Files: []string{"GED CSV of version 17.1 or later", "candidate releases (CSV)", "subsets with year, month and day in place of dates"},
		Fields: []importer.Field{
			{Columns: "id", Becomes: "the event's id", Needed: true},
			{Columns: "date_start, date_end, or year, month, day", Becomes: "first and last day", Needed: true},
			{Columns: "date_prec", Becomes: "precision: 1 day, 2 and 3 week, 4 month, 5 year"},
			{Columns: "type_of_violence", Becomes: "ASSAULT; clash for state-based (1) and non-state (2), armed_assault for one-sided (3)", Needed: true},
			{Columns: "side_a, side_b", Becomes: "initiator and target under the sides of the actor table; UCDP does not say who struck first", Needed: true},
			{Columns: "best, low, high, or best_death, low_death, high_death", Becomes: "deaths as a range, as published", Needed: true},
			{Columns: "deaths_civilians", Becomes: "deaths of civilians"},
			{Columns: "deaths_a, deaths_b", Becomes: "deaths of a government's forces as military, of other groups as militant; of the two sides of one kind, their sum"},
			{Columns: "country_id, or country", Becomes: "country", Needed: true},
			{Columns: "adm_1, adm_2", Becomes: "province and district as the gazetteer spells them, where it has them"},
			{Columns: "where_coordinates, latitude, longitude", Becomes: "place and point"},
			{Columns: "where_prec", Becomes: "precision of place: 1 exact, 2 near, 3 district, 4 and 5 province, 6 and 7 country; district where it is not given"},
			{Columns: "source_office, source_date", Becomes: "reports behind the event: publisher and date"},
			{Columns: "event_clarity, code_status", Becomes: "confidence: high when clear, medium when summed up or still checked, low when the type or the deaths are checked"},
		},
		Download: "detente import ucdp --fetch --release 25.1 [--query Country=770] asks UCDP's service page by page, with the token in UCDP_ACCESS_TOKEN where it wants one. Pages are kept as they came.",
		Limits: []string{
			"A source's own names, headlines and descriptions are not kept: they may name persons.",
			"Where UCDP publishes a low above its best or a high below it, the figures are kept as published; sums take the least as the low and the most as the high.",
			"Rows count as known from the release: --released, else the latest day on which a version so numbered in the file's name can have come out, else the day of the import.",
			"A subset with fewer columns replaces fuller rows of the same id: give it a --dataset of its own.",
			"An older release imported for the first time after a newer one brings its figures back as the newest version: import in the order of release.",
		},
	}
}

// layout is how the columns of a release are named; the first name that there is holds.
var layout = map[string][]string{
	"low": {"low", "low_death", "deaths_low"}, "best": {"best", "best_death", "best_est", "deaths_best"},
	"high": {"high", "high_death", "high_est", "deaths_high"},
}

// sheet is a table with its layout settled.
type sheet struct {
	set     *importer.Setting
	out     *importer.Sink
	column  map[string]string // of what layout names
	dates   bool              // date_start and date_end are there
	release calendar.Date
}

// Read reads one table.
func (Importer) Read(_ context.Context, set *importer.Setting, table importer.Table, out *importer.Sink) error {
	t, err := delimited.Open(table, delimited.Options{})
	if err != nil {
		return err
	}
	s := &sheet{set: set, out: out, column: map[string]string{}, release: set.Released}
	if !s.release.IsSet() {
		s.release = Released(table.Name)
	}
	if err := s.settle(t); err != nil {
		return err
	}
	return importer.Rows(t, out, s.row)
}

// settle finds the layout, or says what is missing.
func (s *sheet) settle(t *delimited.Reader) error {
	missing := t.Lacks("id", "type_of_violence", "side_a", "side_b", "latitude", "longitude")
	for _, name := range []string{"low", "best", "high"} {
		for _, c := range layout[name] {
			if t.Has(c) {
				s.column[name] = c
				break
			}
		}
		if s.column[name] == "" {
			missing = append(missing, name)
		}
	}
	s.dates = t.Has("date_start", "date_end")
	if !s.dates && !t.Has("year", "month", "day") {
		missing = append(missing, "date_start")
	}
	if !t.Has("country") && !t.Has("country_id") {
		missing = append(missing, "country")
	}
	if len(missing) > 0 {
		return importer.Layout("UCDP GED", missing, t.Header())
	}
	return nil
}

// row takes one row or says why not.
func (s *sheet) row(c *importer.Cells) {
	e := s.event(c)
	if s.out.Bad(c) || !s.out.Once(c.Number, "id", e.ID) {
		return
	}
	knowable := s.release
	if knowable.IsSet() {
		knowable = max(knowable, e.When.End)
	}
	s.out.KeepEvent(c.Number, &e, knowable, list(c.Get("source_office")), list(c.Get("source_date")))
}

func list(v string) []string {
	if v == "" {
		return nil
	}
	return strings.Split(v, ";")
}
