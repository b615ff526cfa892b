package situation

import (
	"strings"

	"detente/internal/words/record"
)

// Spot is one row of the gazetteer: a country, province, district or crossing.
type Spot struct {
	ID      string       `json:"id"`
	Country string       `json:"country"`
	Level   int          `json:"level"` // 0 country, 1 province, 2 district, 3 crossing
	Admin1  string       `json:"admin1,omitempty"`
	Admin2  string       `json:"admin2,omitempty"`
	Name    string       `json:"name"`
	Aliases []string     `json:"aliases,omitempty"`
	Point   record.Point `json:"point"`
	Source  string       `json:"source"`
}

// Gazetteer finds spots by name. Build it with NewGazetteer.
type Gazetteer struct {
	spots []Spot
	byKey map[string]int
}

// NewGazetteer indexes the spots.
func NewGazetteer(spots []Spot) Gazetteer {
	g := Gazetteer{spots: spots, byKey: make(map[string]int, len(spots))}
	for i, s := range spots {
		if s.Level <= 2 {
			g.byKey[spotKey(s.Country, s.Admin1, s.Admin2)] = i
		}
	}
	return g
}

// Spots returns every row.
func (g Gazetteer) Spots() []Spot { return g.spots }

// Find returns the district, or with an empty admin2 the province, or with both empty
// the country.
func (g Gazetteer) Find(country, admin1, admin2 string) (Spot, bool) {
	i, ok := g.byKey[spotKey(country, admin1, admin2)]
	if !ok {
		return Spot{}, false
	}
	return g.spots[i], true
}

func spotKey(country, admin1, admin2 string) string {
	return strings.ToLower(country + "\x00" + admin1 + "\x00" + admin2)
}
