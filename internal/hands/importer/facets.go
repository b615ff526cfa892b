package importer

import (
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// EventFacets are the fields by which an event is found.
func EventFacets(e record.Event) ledger.Facets {
	low, best, high := bounds(e.Deaths.Total)
	return ledger.Facets{
		Start: e.When.Start, End: e.When.End, Country: e.Place.Country, Admin1: e.Place.Admin1, Admin2: e.Place.Admin2,
		Type: string(e.Type), Mode: string(e.Mode), Quad: string(plover.Class(e.Type, e.Mode)),
		InitiatorSides: e.Initiator.Sides, TargetSides: e.Target.Sides,
		DeathsLow: low, DeathsBest: best, DeathsHigh: high, Score: scoreOf(e.Type, e.Mode),
		Text: spaced(e.Summary, e.Initiator.Name, e.Target.Name, e.Place.Name, e.Place.Admin2, e.Place.Admin1),
	}
}

// act is a type of event with its mode.
type act struct {
	kind plover.Type
	mode plover.Mode
}

// scores are those of all types and modes, whose citations need not be written for each row.
var scores = func() map[act]float64 {
	all := map[act]float64{}
	for _, t := range plover.Types {
		for _, m := range append([]plover.Mode{""}, plover.Modes()...) {
			s, _ := plover.Scale(t, m)
			all[act{t, m}] = s.Value
		}
	}
	return all
}()

// scoreOf is the value of plover.Scale.
func scoreOf(t plover.Type, m plover.Mode) float64 {
	if v, ok := scores[act{t, m}]; ok {
		return v
	}
	s, _ := plover.Scale(t, m)
	return s.Value
}

// spaced joins the words of texts with one space between.
func spaced(texts ...string) string {
	n := 0
	for _, t := range texts {
		n += len(t) + 1
	}
	var b strings.Builder
	b.Grow(n)
	for _, t := range texts {
		for word := range strings.FieldsSeq(t) {
			if b.Len() > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(word)
		}
	}
	return b.String()
}

// bounds are what sums add up, in order even where the publisher's figures are not; nil is
// unknown, which is not zero.
func bounds(r figure.Range) (low, best, high *int64) {
	if !r.Known() {
		return nil, nil, nil
	}
	l, b, h := r.Floor().Or(0), r.Middle().Or(r.High.Or(0)), r.Ceiling().Or(0)
	return &l, &b, &h
}

// kinds of area that data sets write behind its name.
var areas = []string{" province", " district", " region", " governorate", " state", " department", " division", " county", " agency"}

// Region gives a province and a district as the situation's gazetteer spells them, by name or
// alias, with the word for the kind of area or without; what it does not know stays as it is.
func (s *Setting) Region(country, admin1, admin2 string) (string, string) {
	if s.Situation == nil || admin1 == "" {
		return admin1, admin2
	}
	key := [3]string{country, admin1, admin2}
	v, ok := s.regions[key]
	if !ok {
		v[0], v[1] = region(s.Situation, country, admin1, admin2)
		if s.regions == nil || len(s.regions) > mostRegions {
			s.regions = map[[3]string][2]string{}
		}
		s.regions[[3]string{country, strings.Clone(admin1), strings.Clone(admin2)}] = v
	}
	return v[0], v[1]
}

// mostRegions bounds what a setting remembers.
const mostRegions = 50_000

func region(sit *situation.Situation, country, admin1, admin2 string) (string, string) {
	one, ok := spot(sit, country, "", admin1)
	if !ok {
		return admin1, admin2
	}
	if two, ok := spot(sit, country, one.Admin1, admin2); ok && admin2 != "" {
		return one.Admin1, two.Admin2
	}
	return one.Admin1, admin2
}

// spot finds a province, or with a province a district in it.
func spot(sit *situation.Situation, country, admin1, name string) (situation.Spot, bool) {
	names := []string{name}
	if head, _, cut := strings.Cut(name, " ("); cut {
		names = append(names, head)
	}
	for _, n := range names {
		for _, a := range areas {
			if len(n) > len(a) && strings.EqualFold(n[len(n)-len(a):], a) {
				names = append(names, n[:len(n)-len(a)])
			}
		}
	}
	for _, n := range names {
		if admin1 == "" {
			if s, ok := sit.Gazetteer.Find(country, n, ""); ok {
				return s, true
			}
		} else if s, ok := sit.Gazetteer.Find(country, admin1, n); ok {
			return s, true
		}
	}
	for _, s := range sit.Gazetteer.Spots() {
		if s.Country != country || (admin1 == "") != (s.Level == 1) || s.Level > 2 || s.Level == 0 || admin1 != "" && s.Admin1 != admin1 {
			continue
		}
		for _, alias := range s.Aliases {
			for _, n := range names {
				if strings.EqualFold(alias, n) {
					return s, true
				}
			}
		}
	}
	return situation.Spot{}, false
}
