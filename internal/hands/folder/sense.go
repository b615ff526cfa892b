package folder

import (
	"cmp"
	"errors"
	"fmt"
	"strings"

	"detente/internal/words/plover"
	"detente/internal/words/situation"
)

var errParser = errors.New("the YAML parser gave up")

// sense collects what a schema cannot say: that codes are given once and refer to
// something, that dates and bounds are in order.
type sense struct {
	d   *document
	s   *situation.Situation
	out []misfit

	sides, countries, dyads map[string]bool
}

func (d *document) makesSense(s *situation.Situation) []misfit {
	c := &sense{d: d, s: s,
		sides:     set(s.Sides, func(v situation.Side) string { return v.Code }),
		countries: set(s.Countries, func(v situation.Country) string { return v.Code }),
		dyads:     set(s.Dyads, func(v situation.Dyad) string { return v.ID }),
	}
	c.codes()
	c.dataset()
	c.boxes()
	c.pairs()
	c.references()
	c.principles()
	c.thresholds()
	return c.out
}

func (c *sense) bad(path, value, reason string) {
	c.out = append(c.out, misfit{row: c.d.row(path), path: path, value: value, reason: reason})
}

// once refuses a code given twice in one list.
func once[T any](c *sense, list string, in []T, field string, code func(T) string) {
	first := map[string]int{}
	for i, v := range in {
		path := fmt.Sprintf("%s[%d]", list, i)
		if field != "" {
			path += "." + field
		}
		if j, ok := first[code(v)]; ok {
			c.bad(path, code(v), fmt.Sprintf("given twice, first in %s[%d]", list, j))
			continue
		}
		first[code(v)] = i
	}
}

func (c *sense) codes() {
	s := c.s
	once(c, "countries", s.Countries, "code", func(v situation.Country) string { return v.Code })
	once(c, "sides", s.Sides, "code", func(v situation.Side) string { return v.Code })
	once(c, "actors", s.Actors, "name", func(v situation.Actor) string { return v.Name })
	once(c, "dyads", s.Dyads, "id", func(v situation.Dyad) string { return v.ID })
	once(c, "units", s.Units, "id", func(v situation.Unit) string { return v.ID })
	once(c, "institutions", s.Institutions, "name", func(v situation.Institution) string { return v.Name })
	once(c, "channels", s.Channels, "id", func(v situation.Channel) string { return v.ID })
	once(c, "streams", s.Streams, "id", func(v situation.Stream) string { return v.ID })
	once(c, "issues", s.Issues, "code", func(v situation.Term) string { return v.Code })
	once(c, "themes", s.Themes, "code", func(v situation.Term) string { return v.Code })
	once(c, "crossings", s.Crossings, "code", func(v situation.CrossingTerm) string { return v.Code })
	once(c, "indicators", s.Indicators, "code", func(v situation.Indicator) string { return v.Code })
	once(c, "regions", s.Regions, "", func(v string) string { return v })
	for i, u := range s.Units {
		if c.dyads[u.ID] {
			c.bad(fmt.Sprintf("units[%d].id", i), u.ID, "is also the id of a dyad; verdicts need ids of their own")
		}
	}
}

func (c *sense) dataset() {
	d := c.s.Dataset
	if d.Begins.IsSet() && d.Ends.IsSet() && d.Ends < d.Begins {
		c.bad("dataset.ends", d.Ends.String(), "is before begins "+d.Begins.String())
	}
	if last := cmp.Or(d.Ends, d.Begins); last.IsSet() && d.Released.IsSet() && d.Released < last {
		c.bad("dataset.released", d.Released.String(), "is before the last day covered, "+last.String())
	}
}

func (c *sense) boxes() {
	check := func(path string, b situation.Box) {
		if b[0] >= b[1] || b[2] >= b[3] || b[0] < -90 || b[1] > 90 || b[2] < -180 || b[3] > 180 {
			c.bad(path, fmt.Sprint(b), "not south, north, west, east in degrees")
		}
	}
	for i, k := range c.s.Countries {
		path := fmt.Sprintf("countries[%d]", i)
		check(path+".box", k.Box)
		for name, b := range k.Admin1 {
			check(path+".admin1."+name, b)
		}
	}
}

func (c *sense) side(path, code string) {
	if !c.sides[code] {
		c.bad(path, code, "unknown side; the sides are listed under sides")
	}
}

func (c *sense) sideList(path string, codes []string) {
	for i, code := range codes {
		c.side(fmt.Sprintf("%s[%d]", path, i), code)
	}
}

func (c *sense) country(path, code string) {
	if !c.countries[code] {
		c.bad(path, code, "unknown country; the countries are listed under countries")
	}
}

func (c *sense) pairs() {
	for i, d := range c.s.Dyads {
		path := fmt.Sprintf("dyads[%d]", i)
		c.sideList(path+".a", d.A)
		c.sideList(path+".b", d.B)
		for _, a := range d.A {
			for j, b := range d.B {
				if a == b {
					c.bad(fmt.Sprintf("%s.b[%d]", path, j), b, "the side is on both ends of the dyad")
				}
			}
		}
		if a, b, ok := strings.Cut(d.Name, " – "); ok && strings.ToLower(a) > strings.ToLower(b) {
			c.bad(path+".name", d.Name, "the two parties are named in alphabetical order")
		}
		for j, x := range d.Across {
			at := fmt.Sprintf("%s.across[%d]", path, j)
			c.sideList(at+".by", x.By)
			c.country(at+".in", x.Country)
		}
	}
}

func (c *sense) references() {
	dyad := func(path, id string) {
		if !c.dyads[id] {
			c.bad(path, id, "unknown dyad; the dyads are listed under dyads")
		}
	}
	for i, u := range c.s.Units {
		path := fmt.Sprintf("units[%d]", i)
		c.country(path+".country", u.Country)
		dyad(path+".dyad", u.Dyad)
		if k, ok := c.s.Country(u.Country); ok && len(k.Admin1) > 0 {
			if _, ok := k.Admin1[u.Admin1]; !ok {
				c.bad(path+".admin1", u.Admin1, "not a province of "+k.Name+" listed under countries")
			}
		}
	}
	for i, v := range c.s.Actors {
		path := fmt.Sprintf("actors[%d]", i)
		c.side(path+".side", v.Side)
		if v.From.IsSet() && v.To.IsSet() && v.To < v.From {
			c.bad(path+".to", v.To.String(), "is before from "+v.From.String())
		}
	}
	for i, v := range c.s.Institutions {
		c.side(fmt.Sprintf("institutions[%d].side", i), v.Side)
	}
	for i, v := range c.s.Channels {
		path := fmt.Sprintf("channels[%d]", i)
		c.sideList(path+".sides", v.Sides)
		dyad(path+".dyad", v.Dyad)
	}
	c.streams()
}

func (c *sense) streams() {
	for i, v := range c.s.Streams {
		path := fmt.Sprintf("streams[%d]", i)
		c.sideList(path+".initiators", v.Initiators)
		c.sideList(path+".targets", v.Targets)
		for k, t := range v.Types {
			if !plover.Type(t).Valid() {
				c.bad(fmt.Sprintf("%s.types[%d]", path, k), t, "is not a PLOVER type")
			}
		}
		for k, m := range v.Modes {
			if !plover.Mode(m).Valid() {
				c.bad(fmt.Sprintf("%s.modes[%d]", path, k), m, "is not a mode")
			}
		}
		for k, code := range v.Countries {
			if _, ok := c.s.Country(code); !ok {
				c.bad(fmt.Sprintf("%s.countries[%d]", path, k), code, "is not a country of the situation")
			}
		}
	}
}

func (c *sense) thresholds() {
	t := c.s.Thresholds
	if t.Usual.LowerRatio >= t.Usual.HigherRatio {
		c.bad("thresholds.usual.lower_ratio", fmt.Sprint(t.Usual.LowerRatio), "is not below higher_ratio")
	}
	if t.Coverage.Low > t.Coverage.Thin {
		c.bad("thresholds.coverage.low", fmt.Sprint(t.Coverage.Low), "is above thin")
	}
	if t.Verdict.Fall >= t.Verdict.Rise {
		c.bad("thresholds.verdict.fall", fmt.Sprint(t.Verdict.Fall), "is not below rise")
	}
}
