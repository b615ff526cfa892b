package folder

import (
	"strings"

	"detente/internal/words/situation"
)

// gazetteer reads gazetteer.csv into the situation.
func (x *reading) gazetteer() {
	ids := seen{}
	spots := rows(x, gazetteerTable, func(r *row) situation.Spot {
		s := situation.Spot{
			ID: r.need("id"), Country: r.need("country"), Admin1: r.get("admin1"), Admin2: r.get("admin2"),
			Name: r.need("name"), Source: r.need("source"), Level: r.level(),
		}
		if p := r.point(); p != nil {
			s.Point = *p
			if c, ok := x.c.Situation.Country(s.Country); ok {
				r.inside(*p, c.Box, c.Name)
			}
		} else if r.get("lat") == "" && r.get("lon") == "" {
			r.fail("lat", "is empty")
		}
		for _, a := range strings.Split(r.get("aliases"), ";") {
			if a = strings.TrimSpace(a); a != "" {
				s.Aliases = append(s.Aliases, a)
			}
		}
		switch {
		case s.Level >= 1 && s.Level <= 2 && s.Admin1 == "":
			r.fail("admin1", "is empty; levels 1 and 2 need it")
		case s.Level == 2 && s.Admin2 == "":
			r.fail("admin2", "is empty; level 2 needs it")
		case s.Level < 2 && s.Admin2 != "":
			r.fail("admin2", "is given, but the level is below 2")
		}
		ids.twice(r, "id", s.ID, "the same id")
		return s
	})
	list := make([]situation.Spot, len(spots))
	for i, s := range spots {
		list[i] = s.Record
	}
	x.c.Situation.Gazetteer = situation.NewGazetteer(list)
}

func (r *row) level() int {
	v := r.get("level")
	if len(v) == 1 && v[0] >= '0' && v[0] <= '3' {
		return int(v[0] - '0')
	}
	r.fail("level", "not one of 0 (country), 1 (province), 2 (district), 3 (crossing)")
	return -1
}
