// Package acled reads exports of the Armed Conflict Location and Event Data project, of both
// layouts, by their headers. Its terms forbid handing rows on: they are shown on the user's own
// machine and never exported.
package acled

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/country"
	"detente/internal/hands/importer/delimited"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// Importer reads ACLED.
type Importer struct{}

// Properties describe the data set.
func (Importer) Properties() importer.Properties {
	return importer.Properties{
		ID: "acled", Title: "ACLED events", Publisher: "Armed Conflict Location and Event Data",
		About:    "Political violence, protest and strategic developments. A row is one event; the publishers that it lists become reports.",
		Dataset:  "acled",
		Licence:  record.Licence{Name: "ACLED terms of use", Derive: true},
		Citation: "ACLED, www.acleddata.com, with the day of access; of each import the day is in the list of batches",
		Kind:     record.KindEvent,
		Files:    []string{"CSV export of the 2022 layout (31 columns)", "CSV export of the later layout (with disorder_type)"},
		Fields: []importer.Field{
			{Columns: "event_id_cnty", Becomes: "the event's id", Needed: true},
			{Columns: "event_date", Becomes: "the day, as 2022-01-31 or 31 January 2022", Needed: true},
			{Columns: "time_precision", Becomes: "precision: 1 day, 2 week, 3 month"},
			{Columns: "event_type, sub_event_type", Becomes: "PLOVER type and mode; strategic developments of other kinds have none", Needed: true},
			{Columns: "actor1, actor2", Becomes: "initiator and target under the sides of the actor table", Needed: true},
			{Columns: "country, iso, iso3", Becomes: "country", Needed: true},
			{Columns: "admin1, admin2, location, latitude, longitude", Becomes: "place", Needed: true},
			{Columns: "geo_precision", Becomes: "precision of place: 1 near, 2 district, 3 province"},
			{Columns: "fatalities", Becomes: "the best figure of deaths; low and high stay unknown", Needed: true},
			{Columns: "source", Becomes: "reports: publishers, separated by ;"},
			{Columns: "timestamp", Becomes: "the day from which the row counts as known: when ACLED put it out in this form"},
		},
		Download: "detente import acled --fetch --query country=Pakistan asks ACLED's service with your own credentials in ACLED_USER and ACLED_PASSWORD. With --deleted-since DAY what ACLED deleted since then is retracted.",
		Limits: []string{
			"Rows are the user's own under ACLED's terms: they are shown here, and never exported.",
			"Notes and associated actors are not kept: they may name persons.",
			"ACLED writes 0 fatalities also where no number was reported, so that 0 is not a report of none.",
			"ACLED changes and deletes rows for a long time. Deleted ids are taken back with --deleted FILE.",
		},
	}
}

//go:embed kinds.csv
var kindTable string

type kind struct {
	plover plover.Type
	mode   plover.Mode
}

// kinds are types and modes by event type and sub-event type, in lower case; "" for a sub-event
// type that is not listed.
var kinds = sync.OnceValue(func() map[[2]string]kind {
	out := map[[2]string]kind{}
	for _, line := range strings.Split(strings.TrimSpace(kindTable), "\n")[1:] {
		c := strings.Split(strings.ToLower(line), ",")
		out[[2]string{c[0], c[1]}] = kind{plover.Type(strings.ToUpper(c[2])), plover.Mode(c[3])}
	}
	return out
})

var (
	errKind      = errors.New("an event type that is not known")
	errCountry   = errors.New("no country that is known")
	errPrecision = errors.New("not between 1 and 3")
	errStamp     = errors.New("not a Unix time")
)

// Read reads one table.
func (Importer) Read(_ context.Context, set *importer.Setting, table importer.Table, out *importer.Sink) error {
	t, err := delimited.Open(table, delimited.Options{})
	if err != nil {
		return err
	}
	missing := t.Lacks("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "country", "latitude", "longitude", "fatalities")
	if len(missing) > 0 {
		return importer.Layout("ACLED", missing, t.Header())
	}
	return importer.Rows(t, out, func(c *importer.Cells) {
		e, known := event(c, set, out)
		if out.Bad(c) || !out.Once(c.Number, "event_id_cnty", e.ID) {
			return
		}
		out.KeepEvent(c.Number, &e, known, strings.Split(c.Get("source"), ";"), nil)
	})
}

// event reads the event of a row, and the day from which it counts as known.
func event(c *importer.Cells, set *importer.Setting, out *importer.Sink) (record.Event, calendar.Date) {
	day := date(c)
	e := record.Event{
		ID: c.Need("event_id_cnty"), When: calendar.Interval{Start: day, End: day, Precision: calendar.Day},
		Deaths: record.Deaths{Total: figure.Range{Best: c.Count("fatalities")}},
		Place:  record.Place{Name: c.Get("location"), Country: country.Name(c.Get("country")), Point: c.Point("latitude", "longitude")},
	}
	precision(c, &e)
	for _, code := range []string{c.Get("iso3"), iso(c.Get("iso"))} {
		if e.Place.Country == "" && code != "" {
			e.Place.Country = country.ISO(code)
		}
	}
	if e.Place.Country == "" {
		c.Fail("country", errCountry)
	}
	e.Place.Admin1, e.Place.Admin2 = set.Region(e.Place.Country, c.Get("admin1"), c.Get("admin2"))
	what, sub := strings.ToLower(c.Need("event_type")), strings.ToLower(c.Get("sub_event_type"))
	k, ok := kinds()[[2]string{what, sub}]
	if !ok {
		if k, ok = kinds()[[2]string{what, ""}]; !ok {
			c.Fail("event_type", errKind)
		}
	}
	e.Type, e.Mode = k.plover, k.mode
	e.Initiator = party(c.Need("actor1"), day, set, out)
	e.Target = party(c.Get("actor2"), day, set, out)
	e.Confidence = record.Medium
	e.Summary = fmt.Sprintf("%s: %s", c.Get("sub_event_type"), e.Initiator.Name)
	if e.Target.Name != "" {
		e.Summary += " – " + e.Target.Name
	}
	e.Summary += ", " + e.Place.Name
	return e, known(c, set, day)
}

// precision reads how exactly day and place are known.
func precision(c *importer.Cells, e *record.Event) {
	days := []calendar.Precision{calendar.Day, calendar.Day, calendar.Week, calendar.Month}
	places := []record.GeoPrecision{record.District, record.Near, record.District, record.Province}
	t, g := c.Grade("time_precision"), c.Grade("geo_precision")
	if t >= len(days) {
		c.Fail("time_precision", errPrecision)
		return
	}
	if g >= len(places) {
		c.Fail("geo_precision", errPrecision)
		return
	}
	e.When.Precision, e.Place.Precision = days[t], places[g]
}

// known is the day from which a row counts: the release given, else when ACLED put the row out.
func known(c *importer.Cells, set *importer.Setting, day calendar.Date) calendar.Date {
	v := c.Get("timestamp")
	if v == "" || set.Released.IsSet() {
		return set.Released
	}
	n, err := strconv.ParseInt(importer.Identifier(v), 10, 64)
	if err != nil || n < 0 || n > 1<<40 {
		c.Fail("timestamp", errStamp)
		return calendar.Unset
	}
	return max(calendar.FromTime(time.Unix(n, 0)), day)
}

// date reads a day in either of the ways that exports write it.
func date(c *importer.Cells) calendar.Date {
	v := c.Get("event_date")
	if t, err := time.Parse("02 January 2006", v); err == nil && t.Year() > 1900 {
		return calendar.FromTime(t)
	}
	return c.Day("event_date")
}

// iso is a numeric code with its leading zeros.
func iso(v string) string {
	n, err := strconv.Atoi(importer.Identifier(v))
	if err != nil {
		return ""
	}
	return fmt.Sprintf("%03d", n)
}

func party(name string, on calendar.Date, set *importer.Setting, out *importer.Sink) record.Party {
	return record.Party{Name: name, Sides: out.Sides(set.Actors, name, on)}
}
