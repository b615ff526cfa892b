package ucdp

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/country"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

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
func (s *sheet) event(c *importer.Cells) record.Event {
	e := record.Event{ID: importer.Identifier(c.Need("id")), Type: plover.Assault}
	kind := violence[strings.ToLower(importer.Identifier(c.Need("type_of_violence")))]
	if kind == 0 {
		c.Fail("type_of_violence", errors.New("not one of 1, 2, 3"))
	}
	e.Mode = kinds[kind].mode
	e.When = s.when(c)
	e.Place = s.place(c, e.When.Start)
	e.Initiator = s.party(c.Need("side_a"), e.When.Start)
	e.Target = s.party(c.Need("side_b"), e.When.Start)
	e.Deaths = s.deaths(c, e)
	e.Confidence = confidence(c)
	if c.Bad != nil {
		return e
	}
	e.Summary = kinds[kind].name + ": " + e.Initiator.Name + " – " + e.Target.Name + ", " + place(e.Place, c.Get("country"))
	return e
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
func (s *sheet) when(c *importer.Cells) calendar.Interval {
	var v calendar.Interval
	var err error
	if s.dates {
		if v.Start, err = importer.Day(c.Get("date_start")); err != nil {
			c.Fail("date_start", err)
		}
		if v.End, err = importer.Day(c.Get("date_end")); err != nil {
			c.Fail("date_end", err)
		}
	} else {
		v.Start, err = importer.Day(fmt.Sprintf("%04s-%02s-%02s",
			importer.Identifier(c.Get("year")), importer.Identifier(c.Get("month")), importer.Identifier(c.Get("day"))))
		if err != nil {
			c.Fail("year", err)
		}
		v.End = v.Start
	}
	if c.Bad != nil {
		return v
	}
	if v.End < v.Start {
		c.Fail("date_end", errors.New("before date_start"))
	}
	if s.set.Today.IsSet() && v.Start > s.set.Today {
		c.Fail("date_start", errors.New("after the day of the import"))
	}
	switch p := c.Grade("date_prec"); {
	case p == 1:
		v.Precision = calendar.Day
	case p == 2, p == 3:
		v.Precision = calendar.Week
	case p == 4:
		v.Precision = calendar.Month
	case p == 5:
		v.Precision = calendar.Year
	case p > 5:
		c.Fail("date_prec", errors.New("not between 1 and 5"))
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
func (s *sheet) place(c *importer.Cells, on calendar.Date) record.Place {
	p := record.Place{Name: c.Get("where_coordinates")}
	if p.Country = country.GW(importer.Identifier(c.Get("country_id"))); p.Country == "" {
		p.Country = country.Name(c.Get("country"))
	}
	if p.Country == "" {
		c.Fail("country", errors.New("no country that is known"))
	}
	g := c.Grade("where_prec")
	if g >= len(precisions) {
		c.Fail("where_prec", errors.New("not between 1 and 7"))
		return p
	}
	p.Precision = precisions[g]
	p.Admin1, p.Admin2 = s.set.Region(p.Country, c.Get("adm_1"), c.Get("adm_2"))
	p.Point = c.Point("latitude", "longitude")
	return p
}

func (s *sheet) party(name string, on calendar.Date) record.Party {
	return record.Party{Name: name, Sides: s.out.Sides(s.set.Actors, name, on)}
}

// deaths reads the range, and the deaths by side under the groups that there are. UCDP names
// the side of a state Government of …; whoever is no government and no civilian is an armed group.
func (s *sheet) deaths(c *importer.Cells, e record.Event) record.Deaths {
	d := record.Deaths{Total: figure.Range{
		Low: c.Count(s.column["low"]), Best: c.Count(s.column["best"]), High: c.Count(s.column["high"]),
	}}
	if !d.Total.Known() {
		c.Fail(s.column["best"], importer.ErrEmpty)
	}
	if d.Total.Check() != nil {
		s.out.Warn(s.column["best"], "low, best and high are out of order; kept as published")
	}
	d.Civilian = c.Count("deaths_civilians")
	for _, side := range []struct {
		column string
		party  record.Party
	}{{"deaths_a", e.Initiator}, {"deaths_b", e.Target}} {
		party := side.party
		n, known := c.Count(side.column).Value()
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

func confidence(c *importer.Cells) record.Confidence {
	status := strings.ToLower(c.Get("code_status"))
	switch {
	case strings.Contains(status, "type of violence"), strings.Contains(status, "deaths"), strings.Contains(status, "vague"):
		return record.Low
	case c.Grade("event_clarity") == 2, status != "" && status != "clear":
		return record.Medium
	case c.Grade("event_clarity") == 1, status == "clear":
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
