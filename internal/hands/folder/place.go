package folder

import (
	"fmt"
	"regexp"
	"strconv"

	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// degrees is a plain decimal: no exponents, no hexadecimal, no NaN.
var degrees = regexp.MustCompile(`^-?[0-9]{1,3}(\.[0-9]{1,10})?$`)

// place reads where an act took effect.
func (r *row) place() record.Place {
	p := record.Place{
		Country:   r.listed("country", r.x.known.countries, "countries"),
		Admin1:    r.get("admin1"),
		Admin2:    r.get("admin2"),
		Name:      r.get("place"),
		Precision: r.geoPrecision(),
		Point:     r.point(),
	}
	located := r.get("lat") != "" || r.get("lon") != ""
	switch {
	case !located && p.Precision >= record.Exact && p.Precision <= record.District:
		r.fail("geo_precision", fmt.Sprintf("precision %d needs coordinates", p.Precision))
	case located && p.Precision == record.Country:
		r.fail("geo_precision", "precision 5 (country) has no coordinates")
	case p.Precision == record.Province && p.Admin1 == "":
		r.fail("admin1", "is empty; precision 4 needs a province")
	}
	if p.Admin2 != "" && p.Admin1 == "" {
		r.fail("admin1", "is empty, but admin2 is given")
	}
	country, ok := r.x.c.Situation.Country(p.Country)
	if !ok {
		return p
	}
	box, named := country.Box, country.Name
	if p.Admin1 != "" && len(country.Admin1) > 0 {
		if b, ok := country.Admin1[p.Admin1]; ok {
			if p.Point == nil || country.Box.Holds(*p.Point) {
				box, named = b, p.Admin1
			}
		} else {
			r.fail("admin1", fmt.Sprintf("not a province of %s listed under countries in %s", country.Name, situationFile))
		}
	}
	if p.Point != nil {
		r.inside(*p.Point, box, named)
	}
	r.inGazetteer(p)
	return p
}

// point reads a pair of coordinates; nil when neither is given.
func (r *row) point() *record.Point {
	lat, lon := r.get("lat"), r.get("lon")
	switch {
	case lat == "" && lon == "":
		return nil
	case lat == "":
		r.fail("lat", "is empty, but lon is given")
		return nil
	case lon == "":
		r.fail("lon", "is empty, but lat is given")
		return nil
	}
	a, okA := r.degree("lat")
	b, okB := r.degree("lon")
	if !okA || !okB {
		return nil
	}
	return &record.Point{Lat: a, Lon: b}
}

func (r *row) degree(col string) (float64, bool) {
	v := r.get(col)
	if !degrees.MatchString(v) {
		r.fail(col, "not a number of degrees such as 34.12")
		return 0, false
	}
	f, err := strconv.ParseFloat(v, 64)
	if err != nil || f < -180 || f > 180 {
		r.fail(col, "not a number of degrees from -180 to 180")
		return 0, false
	}
	return f, true
}

// inside holds a point against the box of the place it is said to lie in.
func (r *row) inside(p record.Point, box situation.Box, name string) {
	if box.Holds(p) {
		return
	}
	value := fmt.Sprintf("%s, %s", r.get("lat"), r.get("lon"))
	if box.Holds(record.Point{Lat: p.Lon, Lon: p.Lat}) {
		r.failAt("lat", value, "latitude and longitude look swapped: the other way round the point lies in "+name)
		return
	}
	r.failAt("lat", value, "the point lies outside "+name)
}

func (r *row) geoPrecision() record.GeoPrecision {
	v := r.get("geo_precision")
	if len(v) == 1 && v[0] >= '1' && v[0] <= '5' {
		return record.GeoPrecision(v[0] - '0')
	}
	if v == "" {
		r.fail("geo_precision", "is empty")
	} else {
		r.fail("geo_precision", "not one of 1 (exact), 2 (near), 3 (district), 4 (province), 5 (country)")
	}
	return 0
}

// inGazetteer warns of names that the gazetteer does not have, where it has any names of
// the country.
func (r *row) inGazetteer(p record.Place) {
	if p.Admin1 == "" || !r.x.known.gazetteer[p.Country] {
		return
	}
	g := r.x.c.Situation.Gazetteer
	if _, ok := g.Find(p.Country, p.Admin1, ""); !ok {
		r.warn("admin1", "not in the gazetteer")
		return
	}
	if _, ok := g.Find(p.Country, p.Admin1, p.Admin2); !ok {
		r.warn("admin2", "not in the gazetteer under "+p.Admin1)
	}
}
