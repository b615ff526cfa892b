package folder

import (
	"slices"

	"detente/internal/words/neutral"
	"detente/internal/words/situation"
)

// lists are the closed lists of the situation, ready for look-up.
type lists struct {
	sides, countries, crossings, issues, themes, regions map[string]bool
	units                                                map[string][]string // by indicator
	gazetteer                                            map[string]bool     // countries with provinces in it
	loaded                                               *neutral.Lint
}

func set[T any](in []T, name func(T) string) map[string]bool {
	out := make(map[string]bool, len(in))
	for _, v := range in {
		out[name(v)] = true
	}
	return out
}

// lists prepares the closed lists of the situation that was read.
func (x *reading) lists() {
	s := &x.c.Situation
	term := func(t situation.Term) string { return t.Code }
	x.known = lists{
		sides:     set(s.Sides, func(v situation.Side) string { return v.Code }),
		countries: set(s.Countries, func(v situation.Country) string { return v.Code }),
		crossings: set(s.Crossings, func(v situation.CrossingTerm) string { return v.Code }),
		issues:    set(s.Issues, term),
		themes:    set(s.Themes, term),
		regions:   set(s.Regions, func(v string) string { return v }),
		units:     make(map[string][]string, len(s.Indicators)),
		gazetteer: map[string]bool{},
		loaded:    neutral.New(s.Words.Loaded, s.Words.ProperNames),
	}
	for _, i := range s.Indicators {
		x.known.units[i.Code] = slices.Clone(i.Units)
	}
	for _, p := range s.Gazetteer.Spots() {
		if p.Level >= 1 {
			x.known.gazetteer[p.Country] = true
		}
	}
}
