package coder

import (
	"strings"

	"detente/internal/thinking/lexicon"
	"detente/internal/words/calendar"
)

// The sides that stand for kinds of people in every situation. Other sides are named by the dictionary.
const (
	armedUnknown = "ARMED_UNKNOWN"
	civilians    = "CIVILIAN"
	civilSociety = "CIVIL_SOCIETY"
	otherSide    = "OTHER"
)

// Classes of agents.
const (
	armed      = "armed"
	military   = "military"
	police     = "police"
	government = "government"
	local      = "local_government"
	civilian   = "civilian"
	society    = "civil_society"
	party      = "party"
	committee  = "peace_committee"
	source     = "source"
	mediaWing  = "media_wing"
	world      = "international"
)

// actor is who a noun group names. The side is empty while it hangs on the place of the event ("the police").
type actor struct {
	side, label, class, nation, admin1 string
	org                                bool // an organisation by name
	nationNamed                        bool // the nation stands in the text, as a name or through a place
	bare                               bool // only a nation or a capital: "Pakistan", "Kabul"
	capital                            bool
	first, last                        int
}

func (a actor) found() bool { return a.class != "" || a.side != "" }

// named reports an actor that a speech act can be addressed to: an organisation, a nation, or a body of one.
func (a actor) named() bool { return a.org || a.nationNamed }

func (c *Coder) resolve(d *reading, g *group) actor {
	a := actor{first: g.first, last: g.last}
	head, last := c.headClass(d, g)
	a.class = head
	if head == "" && strings.HasSuffix(last, "ists") && !d.Upper(g.last-1) {
		a.class = civilian // geologists, cyclists: the armed ones are in the word lists
	}
	a.label = c.label(d, g.first, g.last)
	orgs := d.in(lexicon.Actors, g.first, g.last)
	if len(orgs) == 0 {
		orgs = d.runOn(lexicon.Actors, g)
	}
	if len(orgs) > 0 {
		o := c.lex.Actors[orgs[0].Index]
		a.side, a.org, a.label = o.Side, true, o.Label
		kin := a.class == civilian && personal[last]
		a.class = o.Class
		if kin {
			a.side, a.org, a.class = civilians, false, civilian
		}
		if n := d.in(lexicon.Nations, g.first, g.last); len(n) > 0 {
			a.nation = c.lex.Nations[n[0].Index].Code
		}
		return a
	}
	if n := d.in(lexicon.Nations, g.first, g.last); len(n) > 0 {
		a.nation, a.nationNamed = c.lex.Nations[n[0].Index].Code, true
		if a.class == "" && n[0].Last == g.last && c.people(last, n[0]) {
			a.class = civilian // "four Afghans"
		} else if a.class == "" || a.class == source {
			a.bare = a.class == ""
			a.class = government
		}
	} else if k := d.in(lexicon.Capitals, g.first, g.last); len(k) > 0 {
		if alone := k[0].Last == g.last && a.class == ""; alone && !locative[g.prep] {
			a.nation, a.nationNamed, a.bare, a.capital, a.class = c.lex.Nations[k[0].Index].Code, true, true, true, government
		}
	}
	if !a.nationNamed && bodily[a.class] {
		if p := d.in(lexicon.Places, g.first, g.last); len(p) > 0 {
			at := c.lex.Places[p[0].Index]
			a.nation, a.nationNamed, a.admin1 = at.Country, at.Kind != "crossing", at.Admin1
			if a.class == government && at.Admin1 != "" {
				a.class = local
			}
		}
	}
	a.side = c.sideOf(d.on, a, "", "")
	return a
}

// runOn are the names that begin in a group and end behind it: "the UN mission in Afghanistan", "a deputy superintendent of police".
func (d *reading) runOn(kind lexicon.Kind, g *group) []lexicon.Match {
	var out []lexicon.Match
	for k := int(d.from[g.first]); k < len(d.matches) && d.matches[k].First < g.last; k++ {
		if m := d.matches[k]; m.Kind == kind && m.Last > g.last {
			out = append(out, m)
		}
	}
	return out
}

// people reports the plural of a nation's adjective: its people.
func (c *Coder) people(word string, m lexicon.Match) bool {
	one, plural := strings.CutSuffix(word, "s")
	if !plural {
		return false
	}
	for _, n := range c.lex.Nations[m.Index].Names {
		if strings.EqualFold(n, one) {
			return true
		}
	}
	return false
}

// label is how a group that is no organisation by name is called in fields: its words without an article, and without
// capitalised words that no table knows, which may be the name of a person.
func (c *Coder) label(d *reading, first, last int) string {
	var few [24]bool
	known := few[:]
	if last-first > len(known) {
		known = make([]bool, last-first)
	}
	for k := int(d.from[first]); k < len(d.matches) && d.matches[k].First < last; k++ {
		if m := &d.matches[k]; m.Kind != lexicon.Cues && m.Last <= last {
			for i := m.First; i < m.Last; i++ {
				known[i-first] = true
			}
		}
	}
	// Most labels stand in the text as they are: from is the token that begins one, to the token behind it.
	from, to, whole := -1, -1, true
	var out []string
	part := func(i int) {
		switch {
		case from < 0:
			from, to = i, i+1
		case whole && i == to && d.spaced(i):
			to++
		default:
			if whole {
				for k := from; k < to; k++ {
					out = append(out, d.Slice(k, k+1))
				}
				whole = false
			}
			out = append(out, d.Slice(i, i+1))
		}
	}
	for i := first; i < last; i++ {
		switch none := from < 0; {
		case d.tags[i] == determiner && none, d.tags[i] == possessive && (none || i+1 == last):
			continue
		case d.tags[i] == possessive:
			if whole {
				for k := from; k < to; k++ {
					out = append(out, d.Slice(k, k+1))
				}
				whole = false
			}
			out[len(out)-1] += d.Slice(i, i+1)
			continue
		case d.Upper(i) && !known[i-first] && (!sentenceStart(&d.Document, i) || d.known[i].form == 0 && !d.known[i].noun):
			continue
		}
		part(i)
	}
	switch {
	case from < 0:
		return ""
	case whole:
		return d.Slice(from, to)
	}
	return strings.Join(out, " ")
}

// spaced reports that one space stands between a token and the one before it.
func (d *reading) spaced(i int) bool {
	end := d.Tokens[i-1].End
	return d.Tokens[i].Start == end+1 && d.Text[end] == ' '
}

// bodily classes take the nation of a place beside them: "the Kunar police".
var bodily = map[string]bool{government: true, local: true, police: true, military: true, party: true}

// personal heads make civilians of a side's kin: "families of fighters".
var personal = map[string]bool{
	"families": true, "family": true, "children": true, "relatives": true, "wife": true, "wives": true, "brother": true, "father": true, "son": true,
	"mother": true, "brothers": true, "refugees": true, "returnees": true, "nationals": true, "national": true, "prisoners": true, "prisoner": true,
	"detainees": true, "detainee": true, "inmates": true, "captives": true,
}

// assets of a body are its own: "police vehicle", "army school bus" aside.
var asset = map[string]bool{
	"vehicle": true, "vehicles": true, "van": true, "truck": true, "trucks": true, "car": true, "convoy": true, "bus": true, "camp": true, "post": true, "compound": true,
	"base": true, "team": true, "party": true, "patrol": true, "mobile": true, "station": true, "office": true, "building": true, "house": true, "volunteers": true,
	"official": true, "officials": true, "chief": true, "personnel": true, "member": true, "members": true, "driver": true, "guard": true, "guards": true,
	"man": true, "men": true, "delegation": true, "side": true, "women": true, "woman": true, "vans": true, "motorcade": true,
}

// headClass is the class of the agent that ends the group, or of the last one in it, and the last word of the group.
func (c *Coder) headClass(d *reading, g *group) (class, last string) {
	last = d.word(g.last - 1)
	if w := d.word(g.first); (w == "his" || w == "her" || w == "their") && (last == "gunman" || last == "gunmen") {
		return police, last // a guard who is assigned
	}
	agents := d.in(lexicon.Agents, g.first, g.last)
	if len(agents) == 0 {
		agents = d.runOn(lexicon.Agents, g)
	}
	var strong string
	for _, m := range agents {
		k := c.lex.Agents[m.Index].Class
		if k == source && class != "" && m.Last < g.last {
			continue
		}
		if k == source && (class == government || class == police || class == military || class == local) {
			continue
		}
		if (k == civilian || k == government || k == source) && (strong == police || strong == military) && asset[last] {
			k = strong
		}
		if k == military && strong == police || k == military && strong == armed {
			k = strong
		}
		if k == military && (class == government || class == local || class == world || class == society) && flying[d.word(m.Last-1)] {
			k = class // "a provincial government helicopter"
		}
		class = k
		if m.Last < g.last && d.tags[m.Last] == possessive && !(owned[last] && (k == police || k == military)) {
			continue
		}
		strong = k
	}
	return class, last
}

// guns are weapons that with "its" or "their" stand for the forces that use them.
var guns = map[string]bool{"artillery": true, "guns": true, "drones": true, "warplanes": true, "gunships": true, "tanks": true, "mortars": true, "batteries": true, "gunners": true, "jets": true}

// owned are things that are meant for their owner: "a policeman's house".
var owned = map[string]bool{"house": true, "home": true, "car": true, "vehicle": true, "convoy": true, "residence": true, "motorcade": true, "office": true}

// flying are machines that offices have too.
var flying = map[string]bool{"helicopter": true, "helicopters": true, "aircraft": true, "plane": true, "planes": true}

// possessed gives "its fighters", "its jets" the side of whoever speaks before them in the sentence.
func (c *Coder) possessed(d *reading, s *sentence, k int) {
	g := &s.groups[k]
	switch d.word(g.first) {
	case "its", "their", "his":
	default:
		return
	}
	if w := d.word(g.last - 1); ranks[w] && (g.actor.class == "" || g.actor.class == civilian) {
		g.actor.class, g.actor.side = armed, armedUnknown
	}
	if guns[d.word(g.last-1)] && (g.actor.class == "" || g.actor.class == civilian) {
		g.actor.class = military
	}
	if g.actor.class != armed && g.actor.class != military && !bodily[g.actor.class] || g.actor.named() {
		return
	}
	for j := k - 1; j >= 0; j-- {
		o := s.groups[j].actor
		if !o.named() || s.groups[j].prep != "" && s.groups[j].prep != "by" {
			continue
		}
		if o.org && o.class == armed && g.actor.class != military || o.org && g.actor.class == armed {
			g.actor.side, g.actor.label, g.actor.org, g.actor.class = o.side, o.label, true, o.class
			return
		}
		if c.states[o.side] != "" {
			g.actor.nation, g.actor.nationNamed = c.states[o.side], true
			if g.actor.class == armed {
				g.actor.class = military
			}
			g.actor.side = c.sideOf(d.on, g.actor, "", "")
		}
		return
	}
}

// complete takes what an "of" part adds: "members of the BLA", "the interior minister of Iran".
func (c *Coder) complete(d *reading, s *sentence, k int) {
	g := &s.groups[k]
	if g.of >= 0 && !g.actor.org && !g.actor.nationNamed {
		o := s.groups[g.of].actor
		switch {
		case o.org && (g.actor.class != civilian || !personal[d.word(g.last-1)]):
			a := g.actor
			g.actor = o
			if a.class == police || a.class == military {
				g.actor.class = a.class
			}
		case o.nationNamed && bodily[g.actor.class]:
			g.actor.nation, g.actor.nationNamed, g.actor.admin1 = o.nation, true, o.admin1
			g.actor.side = c.sideOf(d.on, g.actor, "", "")
		case o.class == committee && (g.actor.class == civilian || g.actor.class == armed):
			g.actor = o // "armed villagers of a peace committee"
		case g.actor.class == civilian && asset[d.word(g.last-1)] && (o.class == police || o.class == military || o.class == government || o.class == local):
			g.actor = o // "a vehicle of the customs"
		case o.class == civilian && d.word(g.last-1) == "delegation":
			g.actor = o // "a delegation of clerics" goes as a body
			g.actor.class, g.actor.side, g.actor.bare = society, civilSociety, false
		case o.found() && (g.actor.class == "" || collective[d.word(g.last-1)] || numeralOnly(d, g)):
			g.actor = o
		case bodily[g.actor.class]:
			og := s.groups[g.of]
			if p := d.in(lexicon.Places, og.first, og.last); len(p) > 0 {
				at := c.lex.Places[p[0].Index]
				g.actor.nation, g.actor.nationNamed, g.actor.admin1 = at.Country, true, at.Admin1
				if g.actor.class == government && at.Admin1 != "" {
					g.actor.class = local
				}
				g.actor.side = c.sideOf(d.on, g.actor, "", "")
			}
		}
	}
	// "the defence ministry in Kabul".
	if (g.actor.class == government || g.actor.class == military) && !g.actor.named() && k+1 < len(s.groups) {
		if o := &s.groups[k+1]; o.prep == "in" && o.first == g.last+1 {
			if m := d.in(lexicon.Capitals, o.first, o.last); len(m) > 0 && m[0].First == o.first {
				g.actor.nation, g.actor.nationNamed = c.lex.Nations[m[0].Index].Code, true
				g.actor.side = c.sideOf(d.on, g.actor, "", "")
			}
		}
	}
	// "the deputy prime minister and foreign minister of Pakistan": one nation for both offices.
	if g.and >= 0 && g.of < 0 && bodily[g.actor.class] && !g.actor.named() && !g.actor.bare && s.groups[g.and].of >= 0 {
		if o := s.groups[g.and].actor; o.nationNamed && o.class == g.actor.class {
			g.actor.nation, g.actor.nationNamed, g.actor.admin1 = o.nation, true, o.admin1
			g.actor.side = c.sideOf(d.on, g.actor, "", "")
		}
	}
	// "Pakistani and Afghan border forces": the adjective alone takes the head of its partner.
	if g.and >= 0 && g.actor.bare && !g.actor.capital {
		o := s.groups[g.and].actor
		if o.nationNamed && !o.bare && adjectival(d, g) {
			g.actor.class = o.class
			g.actor.bare = false
			g.actor.side = c.sideOf(d.on, g.actor, "", "")
		}
	}
}

// ranks are heads that with "its" or "their" mean the people under arms of whoever speaks.
var ranks = map[string]bool{
	"units": true, "unit": true, "men": true, "members": true, "cadres": true, "planes": true, "operatives": true, "personnel": true, "mujahideen": true, "squad": true, "snipers": true, "boys": true,
}

func adjectival(d *reading, g *group) bool {
	w := d.word(g.last - 1)
	return len(w) > 2 && (w[len(w)-1] == 'i' || w[len(w)-1] == 'n' || w[len(w)-1] == 'h' || w[len(w)-1] == 'e')
}

var collective = map[string]bool{
	"group": true, "groups": true, "number": true, "band": true, "party": true, "team": true, "dozens": true, "scores": true, "hundreds": true, "members": true, "member": true,
	"family": true, "families": true, "convoy": true, "gang": true, "column": true, "bodies": true, "body": true, "pair": true, "most": true, "all": true, "commanders": true,
	"commander": true, "fighters": true, "men": true, "leaders": true, "leader": true, "camps": true, "camp": true, "hideout": true, "hideouts": true, "one": true, "two": true,
	"thousands": true, "couple": true, "squad": true, "unit": true, "contingent": true, "crowd": true, "lot": true, "majority": true, "some": true, "many": true,
}

func numeralOnly(d *reading, g *group) bool {
	for i := g.first; i < g.last; i++ {
		if d.tags[i] != numeral && d.tags[i] != determiner {
			return false
		}
	}
	return true
}

// sideOf composes class and nation into a side; country and admin1 stand in for a nation that is not named.
func (c *Coder) sideOf(on calendar.Date, a actor, country, admin1 string) string {
	switch a.class {
	case armed:
		return armedUnknown
	case civilian:
		return civilians
	case society:
		return civilSociety
	case committee:
		return otherSide
	case "":
		return ""
	}
	if a.org {
		return a.side
	}
	code := a.nation
	if code == "" {
		if country == "" {
			return ""
		}
		code = country
	}
	class := a.class
	if class == source || class == mediaWing {
		class = government
	}
	province := a.admin1
	if province == "" && a.nation == "" {
		province = admin1
	}
	if class == local && province != "" {
		for i := range c.lex.Nations {
			if n := &c.lex.Nations[i]; n.Code == code && n.Admin1 == province {
				return n.Sides[class]
			}
		}
	}
	for i := range c.lex.Nations {
		n := &c.lex.Nations[i]
		if n.Code == code && n.Admin1 == "" && (!on.IsSet() || n.Holds(on)) {
			return n.Sides[class]
		}
	}
	return ""
}
