package template

import (
	"slices"
	"strings"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/eventdate"
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

// story is one report in reading.
type story struct {
	r         *reader
	d         text.Document
	published calendar.Date
	body      int
	dates     []eventdate.Mention
	counts    []casualty.Count
	hits      []hit
	spots     []spot
}

// hit is a cue in the text.
type hit struct {
	cue      cue
	token    int
	sentence int
	weak     bool // not told as done
}

// spot is a place in the text.
type spot struct {
	place    place
	token    int
	sentence int // -1 in the dateline
	people   bool
}

func (s *story) scan() {
	for i := range s.d.Tokens {
		n := s.d.SentenceOf(i)
		w := s.d.Tokens[i].Lower
		if i >= s.body {
			for _, c := range s.r.cues[w] {
				if matches(s.d.Tokens[i:], c.words) {
					s.hits = append(s.hits, hit{cue: c, token: i, sentence: n, weak: s.weak(i)})
				}
			}
		}
		if i < s.body {
			n = -1
		}
		if c, ok := s.r.people[w]; ok {
			s.spots = append(s.spots, spot{place: place{country: c, kind: "COUNTRY", name: c}, token: i, sentence: n, people: true})
		}
		if p, at, ok := s.kindOf(i); ok {
			p.country = ""
			s.spots = append(s.spots, spot{place: p, token: at, sentence: n})
		}
		best := place{}
		for _, p := range s.r.places[w] {
			if matches(s.d.Tokens[i:], p.words) && len(p.words) > len(best.words) {
				best = p
			}
		}
		if best.name != "" {
			s.spots = append(s.spots, spot{place: best, token: i, sentence: n})
		}
	}
}

// placeKinds are words that make the name beside them a place.
var placeKinds = map[string]string{"municipality": "MUNICIPALITY", "department": "DEPARTMENT", "province": "PROVINCE", "neighborhood": "NEIGHBORHOOD",
	"town": "TOWN", "village": "VILLAGE", "district": "DISTRICT", "city": "CITY", "canton": "CANTON", "jurisdiction": "JURISDICTION",
	"hamlet": "VILLAGE", "township": "TOWNSHIP", "region": "REGION"}

// kindOf reads "the town of Name" and "Name municipality" at the kind word i.
func (s *story) kindOf(i int) (p place, at int, ok bool) {
	t := s.d.Tokens
	kind := placeKinds[t[i].Lower]
	if kind == "" {
		return p, 0, false
	}
	if i+2 < len(t) && (t[i+1].Lower == "of") {
		k := i + 2
		for k < len(t) && k < i+6 && s.nameWord(k) {
			k++
		}
		if k > i+2 {
			return place{kind: kind, name: strings.ToUpper(s.d.Slice(i+2, k))}, i, true
		}
	}
	k := i - 1
	for k >= s.body && k > i-5 && s.nameWord(k) {
		k--
	}
	if k+1 < i {
		return place{kind: kind, name: strings.ToUpper(s.d.Slice(k+1, i))}, i, true
	}
	return p, 0, false
}

// nameWord reports a word that can be of a name: not one of the language's small words or of the lexicon.
func (s *story) nameWord(k int) bool {
	t := s.d.Tokens[k]
	if t.Kind != text.Word || len(t.Lower) < 2 {
		return false
	}
	switch t.Lower {
	case "san", "santa", "el", "la", "las", "los", "de", "del":
		return true
	}
	return len(t.Lower) > 3 && s.r.grammar.Plain(t.Lower) && placeKinds[t.Lower] == "" && !ordinary[t.Lower]
}

// ordinary are words that stand before "town" and "region" and are no names.
var ordinary = map[string]bool{"same": true, "eastern": true, "western": true, "northern": true, "southern": true, "central": true, "capital": true,
	"small": true, "entire": true, "various": true, "other": true, "residential": true, "several": true, "northeastern": true,
	"neighboring": true, "whole": true, "poor": true, "southeastern": true, "northwestern": true, "southwestern": true, "port": true, "some": true,
	"country": true, "country's": true, "named": true, "rural": true, "mining": true, "jungle": true, "mountainous": true}

// weak reports words before a cue that say it has not happened.
func (s *story) weak(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		switch s.d.Tokens[k].Lower {
		case "not", "would", "will", "could", "may", "might", "if", "no", "against":
			return true
		}
	}
	return false
}

func matches(t []text.Token, words []string) bool {
	if len(t) < len(words) {
		return false
	}
	for i, w := range words {
		if t[i].Lower != w {
			return false
		}
	}
	return true
}

// templates makes an incident for each type that the report tells of with weight.
func (s *story) templates() []Template {
	weight := map[string]int{}
	for _, h := range s.hits {
		if h.cue.kind != "type" || h.sentence < 0 {
			continue
		}
		w := 2
		if h.sentence < 4 {
			w = 3
		}
		if h.weak {
			w = 1
		}
		weight[h.cue.value] += w
	}
	var types []string
	for _, t := range []string{"BOMBING", "KIDNAPPING", "ATTACK", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE"} {
		if worth(t, weight) {
			types = append(types, t)
		}
	}
	var out []Template
	for _, t := range types {
		for _, own := range s.groups(t) {
			if x := s.fill(t, own); !s.passing(x, own) {
				out = append(out, x)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Template) int { return a.first - b.first })
	return out
}

// mostGroups bounds the incidents of one type in one report.
const mostGroups = 4

// groups cuts the sentences that tell of a type into incidents: another begins where a sentence names another place.
func (s *story) groups(t string) [][]int {
	var out [][]int
	here := map[string]bool{}
	for _, h := range s.hits {
		if h.cue.kind != "type" || h.cue.value != t || h.sentence < 0 {
			continue
		}
		if k := len(out) - 1; k >= 0 && slices.Contains(out[k], h.sentence) {
			continue
		}
		names := s.namesIn(h.sentence)
		fresh := len(names) > 0 && !h.weak && s.fresh(h.sentence)
		for _, n := range names {
			fresh = fresh && !here[n]
		}
		if len(out) == 0 || fresh && len(here) > 0 && len(out) < mostGroups {
			out = append(out, nil)
			here = map[string]bool{}
		}
		for _, n := range names {
			here[n] = true
		}
		out[len(out)-1] = append(out[len(out)-1], h.sentence)
	}
	return out
}

// namesIn are the places finer than a country that a sentence names.
func (s *story) namesIn(n int) []string {
	var out []string
	for _, sp := range s.spots {
		if sp.sentence == n && sp.place.kind != "COUNTRY" {
			out = append(out, sp.place.name)
		}
	}
	return out
}

// fresh reports a figure or a day of its own in a sentence.
func (s *story) fresh(n int) bool {
	for _, c := range s.counts {
		if c.Sentence == n && c.Mood == casualty.Told && c.Relation != casualty.Repeat {
			return true
		}
	}
	for _, m := range s.dates {
		if m.Sentence == n && m.Interval.Precision == calendar.Day {
			return true
		}
	}
	return false
}

// worth reports whether a type gets templates, by the weight of its cues.
func worth(t string, weight map[string]int) bool {
	w := weight[t]
	switch t {
	case "ATTACK":
		return w >= 3 && 2*w > weight["BOMBING"] && 2*w > weight["KIDNAPPING"]
	case "BOMBING", "KIDNAPPING":
		return w >= 2 && 4*w > weight["ATTACK"]
	}
	return w >= 2
}

// mostWar is how many words of war the sentences of an attack may have in which nobody but fighters is hit.
const mostWar = 2

// passing reports an incident that is only named, without a day, a place finer than a country, people hit or a target of its own; or one
// that the protocol leaves to war: of forces against each other.
func (s *story) passing(t Template, own []int) bool {
	if len(t.PhysicalTypes) > 0 {
		return false
	}
	for _, c := range s.counts {
		if effect, ok := effects[c.Group]; ok && (effect != "" || t.Type == "KIDNAPPING") && counts(c) && slices.Contains(own, c.Sentence) {
			return false
		}
	}
	war := 0
	for _, h := range s.hits {
		if h.cue.kind == "war" && slices.Contains(own, h.sentence) {
			war++
		}
	}
	return t.Type == "ATTACK" && war > mostWar || (t.Date == "" || strings.HasPrefix(t.Date, "-")) && !strings.Contains(t.Location, ":")
}
