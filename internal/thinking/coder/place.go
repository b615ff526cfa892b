package coder

import (
	"detente/internal/thinking/lexicon"
)

// place is a place named in the text with what it lies in.
type place struct {
	country, admin1, admin2, name, kind string
	first, last                         int
	prep                                string
	rule                                string
}

func (p place) found() bool { return p.country != "" }

// precise orders kinds: a town says more than a district.
var precise = map[string]int{"country": 0, "province": 1, "area": 2, "district": 3, "town": 4, "crossing": 5}

func (c *Coder) datelinePlace(d *reading) place {
	if d.item.Dateline != "" {
		d.room.line = c.lex.Vocabulary().Read(d.item.Dateline, d.room.line)
		d.room.placed = c.lex.Scan(d.room.line, d.room.placed[:0])
		if p, ok := c.bestPlace(d.room.placed, place{}); ok {
			p.rule = "place.dateline"
			return p
		}
	}
	if d.Dateline.Found() {
		var in []lexicon.Match
		for _, m := range d.matches {
			if m.First >= d.Dateline.First && m.Last <= d.Dateline.Last {
				in = append(in, m)
			}
		}
		if p, ok := c.bestPlace(in, place{}); ok {
			p.rule = "place.dateline"
			return p
		}
	}
	return place{}
}

func (c *Coder) bestPlace(ms []lexicon.Match, near place) (place, bool) {
	var best place
	score := -1
	for _, m := range ms {
		if m.Kind != lexicon.Places {
			continue
		}
		e := c.lex.Places[m.Index]
		p := place{country: e.Country, admin1: e.Admin1, admin2: e.Admin2, name: e.Names[0], kind: e.Kind, first: m.First, last: m.Last}
		n := 0
		if near.country == p.country && p.country != "" {
			n += 4
		}
		if near.admin1 == p.admin1 && p.admin1 != "" {
			n += 2
		}
		if near.admin2 == p.admin2 && p.admin2 != "" {
			n += 2
		}
		if p.admin2 != "" {
			n++
		}
		if p.country == c.home && !near.found() {
			n++
		}
		if n > score {
			best, score = p, n
		}
	}
	return best, score >= 0
}

// places gives the usable place names of a sentence: chains ("Mangochar, Kalat district") are one place, and names that
// are part of an organisation, an origin, a route or the seat of a speaker are left out.
func (c *Coder) places(d *reading, s *sentence) []place {
	if !s.placed {
		s.at, s.placed = c.findPlaces(d, s), true
	}
	return s.at
}

func (c *Coder) findPlaces(d *reading, s *sentence) []place {
	var out []place
	until := 0
	for _, at := range c.placeSpans(d, s) {
		if at.first < until || c.notAPlace(d, s, at) {
			continue
		}
		p, ok := c.bestPlace(d.in(lexicon.Places, at.first, at.last), c.context(d, s, at, out))
		if !ok {
			continue
		}
		p.prep = at.prep
		p.first, p.last = at.first, at.last
		until = p.last
		if n := len(out); n > 0 && c.chained(d, out[n-1].last, p.first) && nested(out[n-1], p) {
			out[n-1] = join(out[n-1], p)
			continue
		}
		if n := len(out); n > 0 && c.chained(d, out[n-1].last, p.first) && p.kind == "district" && out[n-1].country != p.country {
			p.first = out[n-1].first // "the Maiwand area of Kohlu": the district decides
			p.prep = out[n-1].prep
			out[n-1] = p
			continue
		}
		out = append(out, p)
	}
	return out
}

type span struct {
	first, last int
	prep        string
}

func (c *Coder) placeSpans(d *reading, s *sentence) []span {
	var out []span
	for _, m := range d.in(lexicon.Places, s.First, s.Last) {
		if n := len(out); n > 0 && out[n-1].first == m.First {
			continue
		}
		prep := ""
		if g := s.groupAt(m.First); g >= 0 {
			prep = s.groups[g].prep
			if m.First > s.groups[g].first && prep == "" && d.tags[m.First-1] == preposition {
				prep = d.word(m.First - 1)
			}
		}
		out = append(out, span{m.First, m.Last, prep})
	}
	return out
}

// context is what the rest of the sentence and the dateline say about where a name of several places lies.
func (c *Coder) context(d *reading, s *sentence, at span, before []place) place {
	var near place
	for _, m := range d.in(lexicon.Places, s.First, s.Last) {
		if m.First == at.first {
			continue
		}
		e := c.lex.Places[m.Index]
		if near.country == "" || e.Kind == "district" || e.Kind == "province" && near.admin2 == "" {
			near = place{country: e.Country, admin1: e.Admin1, admin2: e.Admin2}
		}
	}
	if !near.found() {
		near = d.dateline
	}
	if len(before) > 0 && !near.found() {
		near = before[len(before)-1]
	}
	return near
}

func nested(a, b place) bool {
	if a.country != b.country || a.admin2 != b.admin2 && a.name == a.admin2 && b.name == b.admin2 && b.name != b.admin1 && a.name != a.admin1 {
		return false // "Quetta, Mastung and Kalat"
	}
	return a.admin1 == b.admin1 || a.admin1 == "" || b.admin1 == ""
}

// join keeps the more precise name, and the district that a "district" gives over that of a like-named town.
func join(a, b place) place {
	out := a
	switch {
	case a.name == b.admin1 && a.name != b.admin2 && b.admin2 != "": // "Khost's Gurbuz district"
		a.admin2, a.kind, out = "", "province", b
	case b.name == a.admin1 && b.name != a.admin2 && a.admin2 != "":
		b.admin2, b.kind = "", "province"
	}
	if precise[b.kind] > precise[a.kind] {
		out = b
	}
	for _, p := range []place{a, b} {
		if p.kind == "district" {
			out.admin1, out.admin2 = p.admin1, p.admin2
		}
	}
	if out.admin1 == "" {
		out.admin1 = a.admin1 + b.admin1
	}
	out.first, out.last = min(a.first, b.first), max(a.last, b.last)
	out.prep = a.prep
	return out
}

// chained reports that the words between two place names only lead from one to the other.
func (c *Coder) chained(d *reading, i, j int) bool {
	if j-i > 6 {
		return false
	}
	for ; i < j; i++ {
		switch w := d.word(i); w {
		case ",", "'s", "'", "in", "of", "the", "district", "districts", "tehsils", "tehsil", "subdivision", "sub-division", "area", "valley", "region", "town", "village", "province", "bazaar",
			"crossing", "border", "at", "agency", "tribal", "city", "headquarters", "city's", "near", "point", "locality", "neighbourhood", "union", "council", "gate", "a", "outskirts",
			"lower", "upper", "frontier", "restive", "northwestern", "southwestern", "southern", "northern", "eastern", "western", "central", "mountainous", "remote", "pakistan's", "section", "county":
		default:
			return false
		}
	}
	return true
}

// notAPlace reports names that do not say where something happened.
func (c *Coder) notAPlace(d *reading, s *sentence, at span) bool {
	for _, m := range d.in(lexicon.Actors, s.First, s.Last) {
		if m.First <= at.first && at.last <= m.Last {
			return true
		}
	}
	after := d.word(at.last)
	switch after {
	case "highway", "road", "motorway", "expressway", "route", "hospital", "airport-bound", "university", "bound", "-bound", "jirga", "chamber", "assembly", "government", "high", "talks",
		"accord", "agreement", "process", "pact", "deal", "protocol", "format", "declaration", "police", "chapter", "dialogue", "conference":
		if after != "road" && after != "highway" || c.lex.Places[0].Country == "" {
			return true
		}
		return d.tags[max(at.first-1, 0)] != determiner || after == "highway"
	}
	if after == "'s" && d.word(at.last+1) == "government" {
		return true
	}
	before := d.word(at.first - 1)
	switch at.prep {
	case "from":
		// "abducted from Karak" is a place; "workers from Karak" and "all from Karak" are origins.
		v := at.first - 1
		for v > s.First && d.word(v) != "from" {
			v--
		}
		for v--; v > s.First && d.tags[v] == determiner; v-- {
		}
		v = max(v, 0)
		if !(d.tags[v] == verbal || d.tags[v] == adverb) {
			return true
		}
	case "to", "towards", "into", "for", "between", "with", "against", "about", "on", "onto", "toward", "by":
		if at.prep == "into" || at.prep == "on" && precise[c.kindAt(d, at)] >= 3 {
			break
		}
		if at.prep == "to" && c.reachedBefore(d, at.first) {
			break
		}
		return true
	}
	if before == "-" || before == "than" {
		return true
	}
	if c.capitalAsGovernment(d, s, at) {
		return true
	}
	return c.seatOfSpeaker(d, s, at)
}

func (c *Coder) kindAt(d *reading, at span) string {
	for _, m := range d.in(lexicon.Places, at.first, at.last) {
		return c.lex.Places[m.Index].Kind
	}
	return ""
}

// reachedBefore reports "moved to", "deployed to", "travelled to" before a place.
func (c *Coder) reachedBefore(d *reading, i int) bool {
	for j := i - 1; j >= 0 && j >= i-6; j-- {
		switch d.word(j) {
		case "travelled", "traveled", "flew", "visit", "visited", "rushed", "deployed", "moved", "dispatched", "sent", "trip", "arrived", "travels", "shifted", "went", "visits", "deploy", "rush":
			return true
		}
	}
	return false
}

// capitalAsGovernment reports "Kabul said", "urged Islamabad": a capital or a country that acts is no place.
func (c *Coder) capitalAsGovernment(d *reading, s *sentence, at span) bool {
	kind := c.kindAt(d, at)
	nation := len(d.in(lexicon.Nations, at.first, at.last)) > 0
	if !nation && len(d.in(lexicon.Capitals, at.first, at.last)) == 0 {
		return false
	}
	switch at.prep {
	case "in", "at", "near", "inside", "outside", "across", "around", "throughout", "within":
		return false
	case "of":
		return kind == "country"
	}
	return true
}

// seatOfSpeaker reports "officials in Wana said": where a speaker sits is not where the thing happened.
func (c *Coder) seatOfSpeaker(d *reading, s *sentence, at span) bool {
	if at.prep != "in" && at.prep != "at" && at.prep != "of" {
		return false
	}
	g := s.groupAt(at.first)
	if g <= 0 || s.groups[g-1].last+1 < s.groups[g].first-1 {
		return false
	}
	cls := s.groups[g-1].actor.class
	if cls != source && !bodily[cls] && cls != mediaWing || s.groups[g-1].last != at.first-1 && s.groups[g-1].last != s.groups[g].first-1 {
		return false
	}
	for i := at.last; i < at.last+4 && i < s.Last; i++ {
		if saying[d.word(i)] {
			return true
		}
		if k := s.groupAt(i); k >= 0 && s.groups[k].actor.found() && s.groups[k].prep == "" {
			break // "on a police post in Bannu, a spokesman said": somebody else speaks
		}
	}
	// "a police officer in Bannu, told" after the report verb: "said officials in Wana".
	return s.groups[g-1].first > s.First && saying[d.word(s.groups[g-1].first-1)]
}

// placeOf chooses the place of what tokens [first, last) tell: the nearest in the clause, then in the sentence.
func (c *Coder) placeOf(d *reading, s *sentence, first, last int) place {
	all := c.places(d, s)
	from, to := c.clause(d, s, first)
	var best place
	cost := 1 << 30
	for i, p := range all {
		if i > 0 && p.first-all[i-1].last == 1 && d.tags[all[i-1].last] == coordinator && all[i-1].admin2 != "" {
			continue // "in Tank and Lakki Marwat": the first named
		}
		n := 0
		switch {
		case p.first >= last:
			n = p.first - last
		case p.last <= first:
			n = 2*(first-p.last) + 4
		}
		if p.first < from || p.last > to {
			n += 40
		}
		if p.kind == "province" || p.kind == "country" {
			n += 60
		}
		if p.kind == "country" {
			n += 200
		}
		if n < cost {
			best, cost = p, n
			best.rule = "place.clause"
			if cost >= 40 {
				best.rule = "place.sentence"
			}
		}
	}
	return best
}
