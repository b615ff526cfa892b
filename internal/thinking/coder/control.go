package coder

import (
	"strings"

	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// barrier are what can be closed and opened between two states.
var barrier = map[string]bool{
	"crossing": true, "border": true, "gate": true, "crossings": true, "frontier": true, "trade": true, "borders": true, "traffic": true, "terminal": true, "transit": true, "checkpoint": true, "route": true,
	"clearance": true, "lorries": true, "exports": true, "imports": true, "pedestrian": true, "cargo": true, "post": true, "trucks": true, "movement": true, "point": true, "points": true,
}

// control reads closures and openings, expulsions of people, bans and arrests.
func (c *Coder) control(d *reading, x *act, force []*draft) *draft {
	if x.v == nil {
		return c.imposed(d, x)
	}
	if !x.certain(c, d) {
		return nil
	}
	switch x.trigger.Mode {
	case "border-closure", "border-reopening":
		if e := c.barrier(d, x); e != nil || x.typ() == plover.Concede {
			return e
		}
		if g := x.thingOf(d); x.v.passive && g >= 0 && d.word(x.s.groups[top(x.s, g)].last-1) == "movement" {
			return c.restrict(d, x)
		}
		return nil
	case "deportation":
		return c.deport(d, x)
	case "arrest":
		return c.arrest(d, x, force)
	}
	return c.restrict(d, x)
}

// thingOf is the group acted upon: the object, or the subject of a passive.
func (x *act) thingOf(d *reading) int {
	if x.v == nil {
		return -1
	}
	if x.v.passive || x.v.reduced && !x.v.ing {
		return x.v.subject
	}
	if g := objectFrom(d, x.s, x.anchor.last); g >= 0 {
		return g
	}
	if x.v.subject >= 0 && x.who.class != government {
		return x.v.subject // "the crossing reopened"
	}
	return -1
}

func (c *Coder) barrier(d *reading, x *act) *draft {
	g := x.thingOf(d)
	if k := x.s.groupAt(x.anchor.last - 1); g < 0 && k >= 0 && x.v != nil && x.s.groups[k].first > x.v.main {
		g = k // the object is part of the trigger: "locked its gate"
	}
	crossing, at := c.crossingIn(d, x, g)
	if !crossing {
		return c.road(d, x, g)
	}
	who := x.who
	if who.class == source || who.class == civilian || x.whoG == g {
		who = actor{}
	}
	if !who.found() || who.side == "" && !bodily[who.class] {
		// Nobody named: the state on whose side the crossing is filed.
		country := at.country
		if !c.districts[country] {
			country = c.home
		}
		who = actor{class: government, nation: country, nationNamed: true, label: "authorities"}
		who.side = c.sideOf(d.on, who, "", "")
	}
	if s := c.states[c.placedSide(d, who, &draft{at: at})]; s != "" && who.class != government {
		who = actor{class: government, nation: s, nationNamed: true, label: who.label, first: who.first, last: who.last, org: false}
		who.side = c.sideOf(d.on, who, "", "")
	}
	x.who = who
	e := c.draft(d, x, c.neighbour(d, who))
	if at.found() {
		e.at, e.owned = at, true
		e.note("place", at.first, at.last, "place.crossing")
	}
	return e
}

// crossingIn reports that what is closed or opened is a way across the border, and where that is.
func (c *Coder) crossingIn(d *reading, x *act, g int) (bool, place) {
	var at place
	for _, p := range c.everyPlace(d, x.s) {
		if p.kind == "crossing" && (!at.found() || at.kind != "crossing") {
			at = p
		}
	}
	border := false
	from, to := x.first, x.last
	if g >= 0 {
		from, to = min(from, x.s.groups[g].first), max(to, x.s.groups[g].last)
	}
	for i := from; i < to; i++ {
		border = border || barrier[d.word(i)]
	}
	if !at.found() && border {
		for n := range d.sentences {
			for _, p := range c.everyPlace(d, &d.sentences[n]) {
				if p.kind == "crossing" && !at.found() {
					at = p
				}
			}
		}
	}
	if at.kind == "crossing" && g >= 0 && at.first >= from && at.last <= to {
		return true, at
	}
	if border && g >= 0 {
		head := d.word(x.s.groups[top(x.s, g)].last - 1)
		if barrier[head] && (at.found() || head == "border" || head == "crossing" || head == "crossings" || head == "borders") {
			if !at.found() {
				at = c.ownPlace(d, x.s, x.anchor.first, x.anchor.last)
			}
			return true, at
		}
	}
	return false, at
}

// everyPlace lists the place names of a sentence whatever their role.
func (c *Coder) everyPlace(d *reading, s *sentence) []place {
	var out []place
	for _, m := range d.in(lexicon.Places, s.First, s.Last) {
		e := c.lex.Places[m.Index]
		out = append(out, place{country: e.Country, admin1: e.Admin1, admin2: e.Admin2, name: e.Names[0], kind: e.Kind, first: m.First, last: m.Last, rule: "place.crossing"})
	}
	return out
}

// deport: people sent out of the country by the state.
func (c *Coder) deport(d *reading, x *act) *draft {
	g := x.thingOf(d)
	if g < 0 {
		return nil
	}
	whom := c.first(x.s, g)
	if whom.class != civilian && !(whom.nationNamed && whom.bare) {
		return nil
	}
	whom.side, whom.class = civilians, civilian
	if !x.who.found() || x.who.class == civilian || x.who.class == source {
		x.who = c.speakingState(d, x)
	}
	if c.states[x.who.side] == "" && x.who.side != "" {
		return nil
	}
	if x.who.class == local || x.who.class == police {
		if s := c.states[c.placedSide(d, x.who, &draft{})]; s != "" {
			x.who = actor{class: government, nation: s, nationNamed: true, label: x.who.label}
			x.who.side = c.sideOf(d.on, x.who, "", "")
		}
	}
	e := c.draft(d, x, whom)
	for _, p := range c.everyPlace(d, x.s) {
		if p.kind == "crossing" {
			e.at, e.owned = p, true
			e.note("place", p.first, p.last, "place.crossing")
			break
		}
	}
	return e
}

// speakingState is the state whose office reports its own act, else the home state.
func (c *Coder) speakingState(d *reading, x *act) actor {
	if g := governed(d, x.s, x.anchor.last, "from"); g >= 0 && x.s.groups[g].actor.bare {
		return x.s.groups[g].actor // "sent back from Iran"
	}
	for _, sp := range c.speakers(d, x.s) {
		if a := sp.actor; a.class == government || a.class == local {
			if s := c.states[c.placedSide(d, a, &draft{})]; s != "" && s != c.home {
				if o := c.neighbour(d, a); o.found() {
					return o // told by the state that they came to
				}
			}
			return a
		}
	}
	a := actor{class: government, nation: c.home, nationNamed: true, label: "authorities"}
	a.side = c.sideOf(d.on, a, "", "")
	return a
}

// arrest: by the state's forces. One that follows an act of force of the text needs its own day.
func (c *Coder) arrest(d *reading, x *act, force []*draft) *draft {
	g := x.thingOf(d)
	if g < 0 || g == x.whoG {
		return nil
	}
	if (c.private(d, x.sentence) || kinHurt(d, x.s)) && !c.armedIn(d, x.s) || d.scope.accident {
		return nil // ordinary crime, or a driver after an accident
	}
	if len(force) > 0 && force[0].first < x.anchor.first && !x.when.found() {
		return nil
	}
	whom := c.first(x.s, g)
	if !whom.found() {
		whom = actor{class: armed, label: d.Slice(x.s.groups[g].first, x.s.groups[g].last), first: x.s.groups[g].first, last: x.s.groups[g].last, side: armedUnknown}
	}
	whom = c.membership(d, x, g, whom)
	if x.who.class == armed || x.who.class == civilian || whom.class == government && !x.who.found() {
		return nil
	}
	if !x.who.found() || x.who.class == source {
		x.who = actor{class: police, label: "police"}
		for _, sp := range c.speakers(d, x.s) {
			if sp.actor.class == police || sp.actor.class == military {
				x.who = sp.actor
			}
		}
	}
	return c.draft(d, x, whom)
}

// restrict: curfews, bans and their lifting.
func (c *Coder) restrict(d *reading, x *act) *draft {
	g := x.thingOf(d)
	if g < 0 && x.v != nil && x.v.passive {
		return nil
	}
	text := d.lower(x.anchor.first, x.last)
	if x.v.passive && g >= 0 {
		text = d.lower(x.s.groups[g].first, x.last)
	}
	if !limits(text) {
		return nil
	}
	if x.who.class == armed || x.who.class == civilian || x.who.class == source || x.who.class == society {
		return nil
	}
	if !x.who.found() || x.whoG == g || x.who.class == government && !x.who.named() && (d.word(x.who.last-1) == "authorities" || d.word(x.who.last-1) == "administration") {
		x.who = actor{class: local, label: "authorities"}
		if at := c.ownPlace(d, x.s, x.anchor.first, x.anchor.last); at.found() {
			x.who.nation, x.who.admin1 = at.country, at.admin1
			x.who.side = c.sideOf(d.on, x.who, "", "")
		}
	}
	whom := actor{class: civilian, side: civilians, label: "residents"}
	var at place
	for _, p := range c.everyPlace(d, x.s) {
		if p.kind == "crossing" && !at.found() {
			at = p
		}
	}
	if (barrierText(text) || at.found()) && x.typ() == plover.Concede {
		whom = c.neighbour(d, x.who)
	}
	e := c.draft(d, x, whom)
	if at.found() {
		e.at, e.owned = at, true
		e.note("place", at.first, at.last, "place.crossing")
	}
	return e
}

func limits(text string) bool {
	return containsAny(text, "curfew", "section 144", "ban", "internet", "mobile", "restriction", "restrictions", "gatherings", "movement", "pillion", "assembl", "lockdown", "curbs", "travel", "media", "roadblock", "weapons",
		"motorcycles", "rallies", "transit", "visa", "trade", "deport", "deadline", "vacate", "blockade", "siege", "duty", "tariff", "demands", "demand", "suspension", "embargo", "closure", "toll", "tax", "levy", "fee", "surcharge", "permit", "permits", "private vehicles", "vehicles", "night travel", "data", "road", "pickets")
}

func barrierText(text string) bool {
	return containsAny(strings.ReplaceAll(text, "trader", ""), "transit", "trade", "visa", "import", "export", "crossing", "tariff", "cargo")
}

// containsAny reports that a word of the text begins with one of words: "trade" also finds "traders", and not "upgraded".
func containsAny(text string, words ...string) bool {
	for _, w := range words {
		for from := 0; ; {
			i := strings.Index(text[from:], w)
			if i < 0 {
				break
			}
			if i += from; i == 0 || text[i-1] == ' ' {
				return true
			}
			from = i + 1
		}
	}
	return false
}

// imposed reads "a curfew was imposed", "a ban has been placed".
func (c *Coder) imposed(d *reading, x *act) *draft {
	g := x.s.groupAt(x.anchor.first)
	if g < 0 || x.trigger.Mode != "restriction" {
		return nil
	}
	for k := range x.s.verbs {
		v := x.s.verbs[k]
		if v.modal || v.negated || !v.passive || v.subject != g {
			continue
		}
		switch d.word(v.main) {
		case "imposed", "clamped", "enforced", "placed", "extended", "slapped", "declared", "announced", "promulgated":
		case "lifted", "eased", "relaxed", "withdrawn", "ended", "removed":
			x.trigger.Type, x.trigger.Mode = string(plover.Concede), "ease"
		default:
			continue
		}
		x.who = actor{}
		if b := governed(d, x.s, v.last, "by"); b >= 0 {
			x.who = x.s.groups[b].actor
		} else {
			for _, sp := range c.speakers(d, x.s) {
				if sp.actor.class == local || sp.actor.class == government && sp.actor.named() {
					x.who = sp.actor
				}
			}
		}
		x.v = &x.s.verbs[k]
		x.when = c.ownMoment(d, x.s, v.first, v.last)
		return c.restrict(d, x)
	}
	return nil
}

// membership is the organisation that those arrested are said to belong to, here or in the next sentence; "40 of them" are
// those named before.
func (c *Coder) membership(d *reading, x *act, g int, whom actor) actor {
	gr := x.s.groups[g]
	if gr.of >= 0 && x.s.groups[gr.of].pronoun || gr.pronoun {
		for k := g - 1; k >= 0; k-- {
			if a := x.s.groups[top(x.s, k)].actor; a.found() && a.class != police && a.class != military && a.class != government {
				return a
			}
		}
	}
	if whom.org {
		return whom
	}
	for n := x.sentence; n < len(d.sentences) && n <= x.sentence+1; n++ {
		s := &d.sentences[n]
		for i := s.First; i < s.Last; i++ {
			switch d.word(i) {
			case "belonged", "belonging", "belong", "affiliated", "linked", "associated", "members", "member", "commander", "commanders", "operatives", "operative", "facilitators", "facilitator", "links", "ties", "suspected":
				for k := range s.groups {
					if a := s.groups[k].actor; s.groups[k].last > i && a.org && (a.class == armed || a.class == party) {
						return a
					}
				}
			}
		}
	}
	return whom
}

// road reads the closing and opening of roads and markets inside a country by those who govern there.
func (c *Coder) road(d *reading, x *act, g int) *draft {
	if !x.v.passive && x.whoG >= 0 && x.whoG != g && !x.who.found() {
		return nil // "snow closed the highway"
	}
	if g < 0 || !inland[d.word(x.s.groups[top(x.s, g)].last-1)] {
		return nil
	}
	switch x.who.class {
	case armed, civilian, society, party, source:
		if x.whoG != g {
			return nil
		}
	}
	if !bodily[x.who.class] || x.whoG == g {
		at := c.ownPlace(d, x.s, x.anchor.first, x.anchor.last)
		if p := c.everyPlace(d, x.s); !at.found() && len(p) > 0 {
			at = p[0]
		}
		x.who = actor{class: local, label: "authorities", nation: at.country, admin1: at.admin1}
		x.who.side = c.sideOf(d.on, x.who, "", "")
	}
	return c.draft(d, x, actor{class: civilian, side: civilians, label: "residents"})
}

var inland = map[string]bool{"road": true, "highway": true, "motorway": true, "roads": true, "highways": true, "bazaar": true, "bazaars": true, "markets": true, "route": true, "routes": true, "expressway": true}
