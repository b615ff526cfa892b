// Package situation describes what a situation folder says: the question, the sides,
// the dyads and places judged, the closed lists its tables use, and its thresholds.
// The program knows no country; everything particular is here, as data.
package situation

import (
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Situation is the content of situation.yaml together with its gazetteer.
type Situation struct {
	ID           string         `yaml:"id" json:"id"`
	Title        string         `yaml:"title" json:"title"`
	Question     string         `yaml:"question" json:"question"`
	Description  string         `yaml:"description" json:"description"`
	Disclaimer   string         `yaml:"disclaimer" json:"disclaimer"`
	Dataset      Dataset        `yaml:"dataset" json:"dataset"`
	Countries    []Country      `yaml:"countries" json:"countries"`
	Sides        []Side         `yaml:"sides" json:"sides"`
	Actors       []Actor        `yaml:"actors" json:"actors"`
	Dyads        []Dyad         `yaml:"dyads" json:"dyads"`
	Units        []Unit         `yaml:"units" json:"units"`
	Institutions []Institution  `yaml:"institutions" json:"institutions"`
	Channels     []Channel      `yaml:"channels" json:"channels"`
	Streams      []Stream       `yaml:"streams" json:"streams"`
	Issues       []Term         `yaml:"issues" json:"issues"`
	Themes       []Term         `yaml:"themes" json:"themes"`
	Principles   []Principle    `yaml:"principles" json:"principles"`
	Crossings    []CrossingTerm `yaml:"crossings" json:"crossings"`
	Indicators   []Indicator    `yaml:"indicators" json:"indicators"`
	Regions      []string       `yaml:"regions" json:"regions"`
	Borders      []Border       `yaml:"disputed_borders" json:"disputed_borders"`
	Words        Words          `yaml:"words" json:"words"`
	Thresholds   Thresholds     `yaml:"thresholds" json:"thresholds"`
	Gazetteer    Gazetteer      `yaml:"-" json:"-"`
}

// Dataset names the situation's own tables, their licence and release.
type Dataset struct {
	ID       string         `yaml:"id" json:"id"`
	Title    string         `yaml:"title" json:"title"`
	Released calendar.Date  `yaml:"released" json:"released"`
	Begins   calendar.Date  `yaml:"begins" json:"begins"`
	Ends     calendar.Date  `yaml:"ends" json:"ends"`
	Licence  record.Licence `yaml:"licence" json:"licence"`
	Citation string         `yaml:"citation" json:"citation"`
	Gaps     []string       `yaml:"known_gaps" json:"known_gaps"`
}

// Country is a country in which events may lie, with a box that catches swapped or
// misplaced coordinates.
type Country struct {
	Code string `yaml:"code" json:"code"` // ISO 3166-1 alpha-2
	Name string `yaml:"name" json:"name"`
	Box  Box    `yaml:"box" json:"box"`
	// Admin1 maps provinces to tighter boxes; where it is given it is also the closed list.
	Admin1 map[string]Box `yaml:"admin1,omitempty" json:"admin1,omitempty"`
	// Home marks the countries the situation is about; the map opens on them.
	Home bool `yaml:"home" json:"home"`
}

// Box is south, north, west, east in degrees.
type Box [4]float64

// Holds reports whether the point lies in the box.
func (b Box) Holds(p record.Point) bool {
	return b[0] <= p.Lat && p.Lat <= b[1] && b[2] <= p.Lon && p.Lon <= b[3]
}

// Side is a party to the situation or a group of parties counted together.
type Side struct {
	Code string `yaml:"code" json:"code"`
	Name string `yaml:"name" json:"name"`
	Note string `yaml:"note,omitempty" json:"note,omitempty"`
	Kind string `yaml:"kind" json:"kind"` // state, armed_group, mediator, civilian, other
}

// Actor is an organisation or public office, with its aliases and dates of validity.
type Actor struct {
	Name    string        `yaml:"name" json:"name"`
	Aliases []string      `yaml:"aliases,omitempty" json:"aliases,omitempty"`
	Side    string        `yaml:"side" json:"side"`
	From    calendar.Date `yaml:"from,omitempty" json:"from"`
	To      calendar.Date `yaml:"to,omitempty" json:"to"`
}

// Dyad is a pair of sides, in alphabetical order of their names.
type Dyad struct {
	ID   string   `yaml:"id" json:"id"`
	Name string   `yaml:"name" json:"name"`
	A    []string `yaml:"a" json:"a"`
	B    []string `yaml:"b" json:"b"`
	// Across adds acts by a side inside a country whoever was hit, such as a state's
	// strikes on the other's soil.
	Across []Across `yaml:"across,omitempty" json:"across,omitempty"`
}

// Across is an act by one of the sides that takes effect in the country.
type Across struct {
	By      []string `yaml:"by" json:"by"`
	Country string   `yaml:"in" json:"in"`
}

// Unit is a place for which a verdict is given, besides the dyads.
type Unit struct {
	ID      string `yaml:"id" json:"id"`
	Name    string `yaml:"name" json:"name"`
	Country string `yaml:"country" json:"country"`
	Admin1  string `yaml:"admin1" json:"admin1"`
	// Dyad names the dyad whose cooperation decides whether a fall in violence is a reset.
	Dyad string `yaml:"dyad" json:"dyad"`
}

// Institution is a body whose messages and commitments are followed.
type Institution struct {
	Name    string   `yaml:"name" json:"name"`
	Side    string   `yaml:"side" json:"side"`
	Aliases []string `yaml:"aliases,omitempty" json:"aliases,omitempty"`
}

// Channel is a mediator, or the direct line between the two sides of a dyad.
type Channel struct {
	ID    string   `yaml:"id" json:"id"`
	Name  string   `yaml:"name" json:"name"`
	Sides []string `yaml:"sides" json:"sides"` // the mediator's sides; empty for the direct line
	Dyad  string   `yaml:"dyad" json:"dyad"`
}

// Term is a code and what it means.
type Term struct {
	Code string `yaml:"code" json:"code"`
	Name string `yaml:"name" json:"name"`
	Note string `yaml:"note,omitempty" json:"note,omitempty"` // how the code is read
}

// CrossingTerm is a border crossing and where it is.
type CrossingTerm struct {
	Code    string  `yaml:"code" json:"code"`
	Name    string  `yaml:"name" json:"name"`
	Lat     float64 `yaml:"lat,omitempty" json:"lat"`
	Lon     float64 `yaml:"lon,omitempty" json:"lon"`
	Aliases string  `yaml:"aliases,omitempty" json:"aliases,omitempty"` // separated by ;
}

// Indicator is a published figure that is followed.
type Indicator struct {
	Code  string   `yaml:"code" json:"code"`
	Name  string   `yaml:"name" json:"name"`
	Units []string `yaml:"units" json:"units"`
	Note  string   `yaml:"note,omitempty" json:"note,omitempty"`
}

// Border is a stretch of border drawn dotted because its status is disputed.
type Border struct {
	Between [2]string `yaml:"between" json:"between"` // ISO 3166-1 alpha-3 codes
	North   float64   `yaml:"north_of,omitempty" json:"north_of"`
	Note    string    `yaml:"note" json:"note"`
}

// Words is the neutral-word rule: what may stand only inside an attributed quotation.
type Words struct {
	Loaded      []string `yaml:"loaded" json:"loaded"`             // prefixes match with a trailing *
	ProperNames []string `yaml:"proper_names" json:"proper_names"` // let through as they stand
}

// Side returns the side with the code.
func (s *Situation) Side(code string) (Side, bool) {
	for _, x := range s.Sides {
		if x.Code == code {
			return x, true
		}
	}
	return Side{}, false
}

// Dyad returns the dyad with the id.
func (s *Situation) Dyad(id string) (Dyad, bool) {
	for _, d := range s.Dyads {
		if d.ID == id {
			return d, true
		}
	}
	return Dyad{}, false
}

// Country returns the country with the code.
func (s *Situation) Country(code string) (Country, bool) {
	for _, c := range s.Countries {
		if c.Code == code {
			return c, true
		}
	}
	return Country{}, false
}
