// Package template fills the incident templates of the MUC-3 and MUC-4 evaluations from a report: type, date, place, stage,
// perpetrators, instruments, targets, how many people and what befell them. Places, groups and cues are tables. Names of persons
// are not written; people stand as numbers and what befell them.
package template

import (
	_ "embed"
	"strings"
	"sync"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/eventdate"
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

// Span is the bytes [Start, End) of the text.
type Span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Template is one incident. Fills have the protocol's own words.
type Template struct {
	Type, Date, Location, Stage, Category   string
	Individuals, Organizations, Instruments []string
	PhysicalTypes                           []string
	PhysicalIDs                             []string
	PhysicalNumbers, PhysicalEffects        []string
	HumanTypes, HumanNumbers, HumanEffects  []string
	Evidence                                []Span
	first                                   int // sentence
	people                                  []person
}

// Slots writes the template with the slot names of the evaluation; a slot without a fill is empty.
func (t Template) Slots() map[string][]string {
	one := func(s string) []string {
		if s == "" {
			return []string{}
		}
		return []string{s}
	}
	return map[string][]string{"INCIDENT: TYPE": one(t.Type), "INCIDENT: LOCATION": one(t.Location), "INCIDENT: DATE": one(t.Date),
		"HUM TGT: NUMBER": t.HumanNumbers, "HUM TGT: EFFECT OF INCIDENT": t.HumanEffects, "HUM TGT: TYPE": t.HumanTypes,
		"INCIDENT: STAGE OF EXECUTION": one(t.Stage), "INCIDENT: INSTRUMENT TYPE": t.Instruments, "PERP: INCIDENT CATEGORY": one(t.Category),
		"PERP: INDIVIDUAL ID": t.Individuals, "PERP: ORGANIZATION ID": t.Organizations, "PHYS TGT: TYPE": t.PhysicalTypes,
		"PHYS TGT: ID": t.PhysicalIDs, "PHYS TGT: NUMBER": t.PhysicalNumbers, "PHYS TGT: EFFECT OF INCIDENT": t.PhysicalEffects}
}

//go:embed places.txt
var placeTable string

//go:embed cues.txt
var cueTable string

//go:embed words.txt
var wordTable string

// reader holds the compiled tables.
type reader struct {
	grammar *casualty.Grammar
	cues    map[string][]cue
	places  map[string][]place
	people  map[string]string // "salvadoran" to its country
}

// cue is a phrase with what it stands for.
type cue struct {
	words       []string
	kind, value string
}

// place is an entry of the gazetteer.
type place struct {
	words               []string
	country, kind, name string
}

var standard = sync.OnceValue(func() *reader {
	r, err := compile(wordTable, cueTable, placeTable)
	if err != nil {
		panic(err) // the embedded tables are tested
	}
	return r
})

func compile(words, cues, places string) (*reader, error) {
	g, err := casualty.New(words)
	if err != nil {
		return nil, err
	}
	r := &reader{grammar: g, cues: map[string][]cue{}, places: map[string][]place{}, people: map[string]string{}}
	for line := range strings.Lines(cues) {
		head, list, ok := strings.Cut(strings.TrimSpace(line), "|")
		if !ok || strings.HasPrefix(head, "#") {
			continue
		}
		kind, value, _ := strings.Cut(strings.TrimSpace(head), " ")
		for _, p := range strings.Fields(list) {
			w := strings.Split(p, "_")
			r.cues[w[0]] = append(r.cues[w[0]], cue{w, kind, strings.ReplaceAll(value, "_", " ")})
		}
	}
	for line := range strings.Lines(places) {
		f := strings.Split(strings.TrimSpace(line), "|")
		if len(f) != 3 || strings.HasPrefix(f[0], "#") {
			continue
		}
		country, kind := strings.TrimSpace(f[0]), strings.TrimSpace(f[1])
		r.place(country, place{country: country, kind: "COUNTRY", name: country})
		for _, n := range strings.Split(f[2], ";") {
			n = strings.TrimSpace(n)
			if kind == "people" {
				r.people[strings.ToLower(n)] = country
				continue
			}
			r.place(n, place{country: country, kind: kind, name: n})
		}
	}
	return r, nil
}

func (r *reader) place(name string, p place) {
	p.words = strings.Fields(strings.ToLower(name))
	for _, q := range r.places[p.words[0]] {
		if q.name == p.name && q.kind == p.kind && q.country == p.country {
			return
		}
	}
	r.places[p.words[0]] = append(r.places[p.words[0]], p)
}

// Read fills the templates of a report; published may be unset when the report's own dateline has the day.
func Read(report string, published calendar.Date) []Template {
	return standard().read(report, published)
}

func (r *reader) read(report string, published calendar.Date) []Template {
	d := text.Read(report)
	if !published.IsSet() {
		for _, m := range eventdate.Find(d, calendar.Unset) {
			if m.Interval.Precision == calendar.Day {
				published = m.Interval.Start
				break
			}
		}
	}
	s := story{r: r, d: d, published: published, body: body(d), dates: eventdate.Find(d, published), counts: r.grammar.Find(d)}
	s.scan()
	return s.templates()
}

// body is the token behind "[TEXT]", or where the dateline ends.
func body(d text.Document) int {
	for i := 0; i+1 < len(d.Tokens) && i < 120; i++ {
		if d.Tokens[i].Lower == "text" && d.Tokens[i+1].Lower == "]" {
			return i + 2
		}
	}
	return d.Dateline.Rest
}
