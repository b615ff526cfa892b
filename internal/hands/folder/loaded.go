package folder

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"detente/internal/words/situation"
)

// loaded finds loaded words outside quotation marks.
type loaded struct {
	terms  []loadedTerm
	proper []string
}

type loadedTerm struct {
	text   string // in lower case
	prefix bool   // takes every ending
}

func newLoaded(w situation.Words) loaded {
	l := loaded{proper: w.ProperNames}
	for _, t := range w.Loaded {
		stem, prefix := strings.CutSuffix(strings.ToLower(t), "*")
		if stem != "" {
			l.terms = append(l.terms, loadedTerm{stem, prefix})
		}
	}
	return l
}

var quotation = regexp.MustCompile(`"[^"]*"|“[^”]*”`)

// find returns the first loaded word in the text as it stands there, or "".
func (l loaded) find(text string) string {
	if text == "" {
		return ""
	}
	for _, p := range l.proper {
		text = strings.ReplaceAll(text, p, " ")
	}
	if strings.ContainsAny(text, `"“`) {
		text = quotation.ReplaceAllString(text, " ")
	}
	lower := strings.ToLower(text)
	found, at := "", len(lower)
	for _, t := range l.terms {
		if word, i := t.in(lower); i >= 0 && i < at {
			found, at = word, i
		}
	}
	return found
}

// in returns the word that the term matches in a text of lower case, and where, or −1.
func (t loadedTerm) in(lower string) (string, int) {
	for from := 0; ; {
		i := strings.Index(lower[from:], t.text)
		if i < 0 {
			return "", -1
		}
		i += from
		end := i + len(t.text)
		before, _ := utf8.DecodeLastRuneInString(lower[:i])
		rest := strings.IndexFunc(lower[end:], func(r rune) bool { return !letter(r) })
		if rest < 0 {
			rest = len(lower) - end
		}
		if !(i > 0 && letter(before)) && (t.prefix || rest == 0) {
			return lower[i : end+rest], i
		}
		from = end
	}
}

func letter(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }

// lists are the closed lists of the situation, ready for look-up.
type lists struct {
	sides, countries, crossings, issues, themes, regions map[string]bool
	units                                                map[string][]string // by indicator
	gazetteer                                            map[string]bool     // countries with provinces in it
	loaded                                               loaded
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
		loaded:    newLoaded(s.Words),
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
