package ucdp

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/country"
	"detente/internal/hands/importer/delimited"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// refusal is why a row is not taken.
type refusal struct{ column, value, reason string }

// cells reads cells and remembers the first that cannot be.
type cells struct {
	delimited.Row
	bad *refusal
}

func (c *cells) fail(column, reason string) {
	if c.bad == nil {
		c.bad = &refusal{column, c.Get(column), reason}
	}
}

func (c *cells) need(column string) string {
	v := c.Get(column)
	if v == "" {
		c.fail(column, importer.ErrEmpty.Error())
	}
	return v
}

func (c *cells) count(column string) figure.Count {
	n, err := importer.Whole(c.Get(column))
	if err != nil {
		c.fail(column, err.Error())
	}
	return n
}

// grade reads a small number such as a precision, written 1 or 1.0; 0 when it is not there.
func (c *cells) grade(column string) int {
	n, err := importer.Whole(c.Get(column))
	if err != nil {
		c.fail(column, err.Error())
	}
	return int(n.Or(0))
}

// violence is what the types of violence become. The words are those of subsets.
var violence = map[string]int{
	"1": 1, "2": 2, "3": 3, "state-based violence": 1, "non-state violence": 2, "one-sided violence": 3,
	"state-based conflict": 1, "non-state conflict": 2,
}

var kinds = map[int]struct {
	mode plover.Mode
	name string
}{1: {"clash", "State-based violence"}, 2: {"clash", "Non-state violence"}, 3: {"armed_assault", "One-sided violence"}}

// event reads the event of a row.
func (s *sheet) event(r delimited.Row) (record.Event, *refusal) {
	c := &cells{Row: r}
	e := record.Event{ID: importer.Identifier(c.need("id")), Type: plover.Assault}
	kind := violence[strings.ToLower(importer.Identifier(c.need("type_of_violence")))]
	if kind == 0 {
		c.fail("type_of_violence", "not one of 1, 2, 3")
	}
	e.Mode = kinds[kind].mode
	e.When = s.when(c)
	e.Place = s.place(c, e.When.Start)
	e.Initiator = s.party(c.need("side_a"), e.When.Start)
	e.Target = s.party(c.need("side_b"), e.When.Start)
	e.Deaths = s.deaths(c, e)
	e.Confidence = confidence(c)
	if c.bad != nil {
		return e, c.bad
	}
	e.Summary = fmt.Sprintf("%s: %s – %s, %s", kinds[kind].name, e.Initiator.Name, e.Target.Name, place(e.Place, c.Get("country")))
	return e, nil
}

func place(p record.Place, country string) string {
	for _, n := range []string{p.Name, p.Admin2, p.Admin1} {
		if n != "" {
			return n
		}
	}
	return country
}

// when reads the days and how exactly they are known.
func (s *sheet) when(c *cells) calendar.Interval {
	var v calendar.Interval
	var err error
	if s.dates {
		if v.Start, err = importer.Day(c.Get("date_start")); err != nil {
			c.fail("date_start", err.Error())
		}
		if v.End, err = importer.Day(c.Get("date_end")); err != nil {
			c.fail("date_end", err.Error())
		}
	} else {
		v.Start, err = importer.Day(fmt.Sprintf("%04s-%02s-%02s",
			importer.Identifier(c.Get("year")), importer.Identifier(c.Get("month")), importer.Identifier(c.Get("day"))))
		if err != nil {
			c.fail("year", err.Error())
		}
		v.End = v.Start
	}
	if c.bad != nil {
		return v
	}
	if v.End < v.Start {
		c.fail("date_end", "before date_start")
	}
	if s.set.Today.IsSet() && v.Start > s.set.Today {
		c.fail("date_start", "after the day of the import")
	}
	switch p := c.grade("date_prec"); {
	case p == 1:
		v.Precision = calendar.Day
	case p == 2, p == 3:
		v.Precision = calendar.Week
	case p == 4:
		v.Precision = calendar.Month
	case p == 5:
		v.Precision = calendar.Year
	case p > 5:
		c.fail("date_prec", "not between 1 and 5")
	default:
		v.Precision = stretch(int(v.End - v.Start))
		if s.dates {
			s.out.Warn("date_prec", "not given; taken from the span of days")
		}
	}
	return v
}

// stretch is the precision of a span where none is given.
func stretch(days int) calendar.Precision {
	switch {
	case days == 0:
		return calendar.Day
	case days <= 14:
		return calendar.Week
	case days <= 31:
		return calendar.Month
	}
	return calendar.Year
}

// precisions are those of place, by where_prec.
var precisions = []record.GeoPrecision{
	record.District, record.Exact, record.Near, record.District, record.Province, record.Province, record.Country, record.Country,
}

// place reads where it was.
func (s *sheet) place(c *cells, on calendar.Date) record.Place {
	p := record.Place{Name: c.Get("where_coordinates")}
	if p.Country = country.GW(importer.Identifier(c.Get("country_id"))); p.Country == "" {
		p.Country = country.Name(c.Get("country"))
	}
	if p.Country == "" {
		c.fail("country", "no country that is known")
	}
	g := c.grade("where_prec")
	if g >= len(precisions) {
		c.fail("where_prec", "not between 1 and 7")
		return p
	}
	p.Precision = precisions[g]
	p.Admin1, p.Admin2 = s.set.Region(p.Country, c.Get("adm_1"), c.Get("adm_2"))
	if c.Get("latitude") == "" && c.Get("longitude") == "" {
		return p
	}
	lat, err := importer.Degrees(c.Get("latitude"), 90)
	if err != nil {
		c.fail("latitude", err.Error())
	}
	lon, err := importer.Degrees(c.Get("longitude"), 180)
	if err != nil {
		c.fail("longitude", err.Error())
	}
	if lat == 0 && lon == 0 {
		c.fail("latitude", importer.ErrNullIsland.Error())
	}
	p.Point = &record.Point{Lat: lat, Lon: lon}
	return p
}

func (s *sheet) party(name string, on calendar.Date) record.Party {
	return record.Party{Name: name, Sides: s.out.Sides(s.set.Actors, name, on)}
}

// deaths reads the range, and the deaths by side under the groups that there are. UCDP names
// the side of a state Government of …; whoever is no government and no civilian is an armed group.
func (s *sheet) deaths(c *cells, e record.Event) record.Deaths {
	d := record.Deaths{Total: figure.Range{
		Low: c.count(s.column["low"]), Best: c.count(s.column["best"]), High: c.count(s.column["high"]),
	}}
	if !d.Total.Known() {
		c.fail(s.column["best"], importer.ErrEmpty.Error())
	}
	if d.Total.Check() != nil {
		s.out.Warn(s.column["best"], "low, best and high are out of order; kept as published")
	}
	d.Civilian = c.count("deaths_civilians")
	for _, side := range []struct {
		column string
		party  record.Party
	}{{"deaths_a", e.Initiator}, {"deaths_b", e.Target}} {
		party := side.party
		n, known := c.count(side.column).Value()
		if !known {
			continue
		}
		switch {
		case strings.HasPrefix(party.Name, "Government of "):
			d.Military = figure.Of(d.Military.Or(0) + n)
		case party.Name != "Civilians":
			d.Militant = figure.Of(d.Militant.Or(0) + n)
		}
	}
	return d
}

func confidence(c *cells) record.Confidence {
	status := strings.ToLower(c.Get("code_status"))
	switch {
	case strings.Contains(status, "type of violence"), strings.Contains(status, "deaths"), strings.Contains(status, "vague"):
		return record.Low
	case c.grade("event_clarity") == 2, status != "" && status != "clear":
		return record.Medium
	case c.grade("event_clarity") == 1, status == "clear":
		return record.High
	}
	return record.Medium
}

// Released is the latest day on which a release so named can have come out: 30 June of the
// year for yearly releases such as 25.1, the last day of the month after for candidates such
// as 26.0.2 or 25.01.25.06. It is unset when the name has no version.
func Released(name string) calendar.Date {
	var parts []int
	version := strings.ToLower(name)
	if i := strings.LastIndex(version, "_v"); i >= 0 {
		version = version[i+2:]
	} else if rest, ok := strings.CutPrefix(version, "ged"); ok && len(rest) >= 3 && strings.Trim(rest[:3], "0123456789") == "" {
		version = rest[:2] + "_" + rest[2:3]
	} else {
		return calendar.Unset
	}
	for _, p := range strings.FieldsFunc(version, func(r rune) bool { return r == '_' || r == '.' || r == '-' }) {
		n, err := strconv.Atoi(p)
		if err != nil {
			break
		}
		parts = append(parts, n)
	}
	switch {
	case len(parts) < 2 || parts[0] < 10 || parts[0] > 99:
		return calendar.Unset
	case len(parts) >= 4 && parts[3] >= 1 && parts[3] <= 12:
		return monthAfter(parts[2], parts[3])
	case len(parts) == 3 && parts[1] == 0 && parts[2] >= 1 && parts[2] <= 12:
		return monthAfter(parts[0], parts[2])
	case parts[1] == 1:
		return calendar.DateOf(2000+parts[0], 6, 30)
	}
	return calendar.Unset
}

// monthAfter is the last day of the month after.
func monthAfter(year, month int) calendar.Date {
	return calendar.DateOf(2000+year, time.Month(month+2), 0)
}
