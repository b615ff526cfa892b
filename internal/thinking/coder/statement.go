package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// statement reads acts of speech: somebody who can speak for a side, to somebody named.
func (c *Coder) statement(d *reading, x *act, before []*draft) *draft {
	if x.v == nil {
		return c.spokenNoun(d, x)
	}
	if x.trigger.Strength == "content" {
		if e := c.content(d, x, before); e != nil || !closing[d.word(x.v.main)] || !x.certain(c, d) {
			return e
		}
		x.trigger.Type, x.trigger.Mode, x.trigger.Strength = string(plover.Coerce), "border-closure", "strong" // not threatened but done
		x.anchor.last = x.anchor.first + 1
		return c.barrier(d, x)
	}
	w := d.word(x.v.main)
	refusal := x.typ() == plover.Reject
	if x.v.negated || x.v.modal && !(refusal && x.v.negated) || x.v.infinitive || c.advice(d, x.s, x.anchor.first) {
		return nil
	}
	if !c.speaks(d, x) || x.typ() == plover.Support && x.v.reduced && !x.v.ing {
		return nil // "troops backed by helicopters": told of who they are
	}
	if w == "called" && courtesy(d, x) && (d.word(x.anchor.last-1) == "on" || d.word(x.anchor.last-1) == "upon") {
		return nil
	}
	var whom actor
	switch x.typ() {
	case plover.Request:
		for _, b := range before {
			if b.typ == plover.Protest && b.sentence == x.sentence && c.sameSide(d, b.who, x.who) {
				return nil // what a protest demands is part of it
			}
		}
		whom = c.asked(d, x, before)
	case plover.Accuse:
		whom = c.accused(d, x)
	case plover.Threaten:
		whom = c.threatened(d, x)
		if !whom.found() && answering(d, x) && len(before) > 0 {
			whom = before[len(before)-1].who // "vowed to answer in kind"
		}
		if n := len(before) - 1; (!whom.found() || c.sameSide(d, whom, x.who)) && n >= 0 && before[n].typ == plover.Accuse && before[n].sentence >= x.sentence-1 && c.sameSide(d, before[n].who, x.who) && retorting(d, x) {
			whom = before[n].whom // "condemned Kabul and warned that it would not go unanswered"
		}
	case plover.Support:
		whom = c.supportedSide(d, x, before)
	case plover.Reject:
		whom = c.refused(d, x, before)
	}
	if !whom.found() && !(x.typ() == plover.Support && truce(d, x) && x.who.named() && (x.who.class == government || x.who.class == world)) {
		return nil
	}
	if c.sameSide(d, x.who, whom) {
		return nil
	}
	e := c.draft(d, x, whom)
	if x.typ() == plover.Threaten {
		e.status, e.speaker = Threatened, x.who.label
	}
	if x.typ() == plover.Request && w == "demanded" {
		e.mode = "statement"
	}
	return e
}

// closing are verbs of closures, which may be threatened too.
var closing = map[string]bool{"shut": true, "closed": true, "sealed": true, "suspended": true, "halted": true, "blocked": true}

// speaks reports a subject that can speak for a side.
func (c *Coder) speaks(d *reading, x *act) bool {
	switch x.who.class {
	case "", source, civilian:
		return x.who.org
	}
	if x.v != nil && x.v.ing && x.whoG >= 0 {
		switch d.lower(x.s.groups[x.whoG].first, x.s.groups[x.whoG].last) {
		case "each side", "each", "both", "both sides", "the two sides":
			return false
		}
	}
	return true
}

func (c *Coder) sameSide(d *reading, a, b actor) bool {
	e := &draft{}
	s, t := c.placedSide(d, a, e), c.placedSide(d, b, e)
	return s == t && s != ""
}

// addressee is the first named actor among the groups from token i to the end of the clause.
func (c *Coder) addressee(d *reading, s *sentence, i, last int) actor {
	for k := range s.groups {
		g := &s.groups[k]
		if g.first < i || g.first >= last {
			continue
		}
		if a := g.actor; a.named() && (a.class != civilian || a.org) {
			return a
		}
		if k := d.in(lexicon.Capitals, g.first, g.last); len(k) > 0 && k[0].Last < g.last && d.tags[k[0].Last] == possessive && !g.actor.found() {
			n := c.lex.Nations[k[0].Index] // "Kabul's sovereignty"
			a := actor{class: government, nation: n.Code, nationNamed: true, capital: true, label: d.Slice(k[0].First, k[0].Last), first: k[0].First, last: k[0].Last}
			a.side = c.sideOf(d.on, a, "", "")
			return a
		}
	}
	return actor{}
}

// unnamedStates are heads that address everybody and so no side.
var unnamedStates = map[string]bool{"states": true, "countries": true, "nations": true, "community": true, "powers": true, "world": true, "stakeholders": true, "humanity": true}

// public are those whom advice is given to, which is no request of a side.
var public = map[string]bool{
	"people": true, "public": true, "residents": true, "citizens": true, "masses": true, "media": true, "nation": true, "locals": true, "parents": true, "travellers": true, "travelers": true,
	"tourists": true, "motorists": true, "everyone": true, "youth": true, "women": true, "men": true, "passengers": true, "villagers": true, "reporters": true, "journalists": true, "owners": true,
	"questions": true, "families": true, "drivers": true, "consumers": true, "students": true, "viewers": true, "farmers": true,
}

// asked is who is urged.
func (c *Coder) asked(d *reading, x *act, before []*draft) actor {
	g := objectFrom(d, x.s, x.anchor.last)
	if g < 0 {
		if k := governed(d, x.s, x.anchor.last, "on|upon|to|from|of"); k >= 0 && x.s.groups[k].first <= x.anchor.last+2 {
			g = k
		}
	}
	if g >= 0 {
		gr := x.s.groups[g]
		a := gr.actor
		if unnamedStates[d.word(gr.last-1)] && !a.named() && !both[d.lower(gr.first, gr.last)] {
			return actor{}
		}
		if gr.pronoun {
			return c.antecedent(d, x, before)
		}
		if both[d.lower(gr.first, gr.last)] {
			for _, p := range c.bothSides(d) {
				if p.found() && !c.sameState(d, p, x.who) {
					return p
				}
			}
		}
		if a.named() && !(a.class == civilian && !a.org) || a.class == local || a.class == society || a.class == party {
			return a
		}
		if a.class == civilian && !public[d.word(gr.last-1)] && (d.word(gr.last-1) == "tribes" || d.word(gr.first) == "both" || d.word(gr.last-1) == "tribesmen" || d.word(gr.last-1) == "protesters" || d.word(gr.last-1) == "elders") {
			return a
		}
		if public[d.word(gr.last-1)] {
			return actor{}
		}
		if a.class == government {
			return a
		}
	}
	// "demanded that Kabul hand over", "called for Kabul to act", "sought from".
	to := actor{}
	end := min(x.s.Last, x.anchor.last+12)
	for i := x.anchor.last; i < end; i++ {
		switch d.word(i) {
		case "after", "amid", "over", "following", "since", "when", "as", "while":
			end = i // what the call comes after is not whom it is made to
		}
	}
	switch d.word(x.anchor.last) {
	case "that", "the", "an", "a", "for", "immediate", "its", "their", "his":
		to = c.addressee(d, x.s, x.anchor.last, end)
	default:
		if d.word(x.anchor.last-1) == "for" || g >= 0 {
			to = c.addressee(d, x.s, x.anchor.last, end)
		}
	}
	if n := len(before) - 1; !to.found() && n >= 0 && (d.word(x.anchor.last-1) == "for" || d.word(x.v.main) == "demanded") && before[n].typ == plover.Accuse && before[n].sentence == x.sentence && c.sameSide(d, before[n].who, x.who) {
		return before[n].whom // "condemned the Taliban and called for an end to it"
	}
	if (!to.found() || to.class == armed) && (x.who.class == society || x.who.class == party || x.who.class == local) && (d.word(x.v.main) == "demanded" || d.word(x.anchor.last-1) == "for") {
		to = c.rulers(d, x)
	}
	return to
}

// antecedent is whom "it" or "them" stands for: the last other actor addressed before in the sentence or the text.
func (c *Coder) antecedent(d *reading, x *act, before []*draft) actor {
	for i := len(before) - 1; i >= 0; i-- {
		if b := before[i]; b.sentence == x.sentence && b.whom.named() && !c.sameSide(d, b.whom, x.who) {
			return b.whom
		}
	}
	for k := len(x.s.groups) - 1; k >= 0; k-- {
		if g := x.s.groups[k]; g.last <= x.anchor.first && g.actor.named() && !c.sameSide(d, g.actor, x.who) {
			return g.actor
		}
	}
	for i := len(before) - 1; i >= 0; i-- {
		if before[i].whom.named() && !c.sameSide(d, before[i].whom, x.who) {
			return before[i].whom
		}
	}
	return actor{}
}

// accused is who is blamed; deeds of a named side stand for it, attacks by nobody do not.
func (c *Coder) accused(d *reading, x *act) actor {
	w := d.word(x.v.main)
	if g := objectFrom(d, x.s, x.anchor.last); g >= 0 {
		for _, k := range x.s.members(g) {
			if a := x.s.groups[k].actor; a.named() && (a.class != civilian || a.org) {
				return a
			}
		}
		if w == "blamed" || w == "blame" || w == "blames" || w == "pinned" || w == "laid" || w == "put" {
			if k := governed(d, x.s, x.anchor.last, "on|at"); k >= 0 && x.s.groups[k].actor.named() {
				return x.s.groups[k].actor
			}
		}
		if x.s.groups[g].of >= 0 {
			if a := x.s.groups[x.s.groups[g].of].actor; a.named() && a.class != civilian && !c.lossWord(d, x.s.groups[g]) {
				return a
			}
		}
		if k := governed(d, x.s, x.s.groups[g].last, "by"); k >= 0 && x.s.groups[k].first < x.s.groups[g].last+6 && x.s.groups[k].actor.named() {
			return x.s.groups[k].actor
		}
	}
	if containsAny(d.lower(x.anchor.first, x.anchor.last), "protest", "demarche", "note") {
		if k := governed(d, x.s, x.anchor.last, "with|to|before|against|from"); k >= 0 && x.s.groups[k].actor.named() {
			return x.s.groups[k].actor
		}
	}
	if d.word(x.anchor.last) == "on" || d.word(x.anchor.last-1) == "on" || d.word(x.anchor.last-1) == "at" || d.word(x.anchor.last-1) == "to" {
		return c.addressee(d, x.s, x.anchor.last, min(x.s.Last, x.anchor.last+6))
	}
	return actor{}
}

// lossWord reports "the killing of", "the martyrdom of": what follows "of" has suffered.
func (c *Coder) lossWord(d *reading, g group) bool {
	switch d.word(g.last - 1) {
	case "killing", "killings", "martyrdom", "death", "deaths", "murder", "loss", "targeting", "abduction", "bombing":
		return true
	}
	return false
}

// threatened is who is warned of force or punishment.
func (c *Coder) threatened(d *reading, x *act) actor {
	force := false
	for i := x.anchor.last; i < x.s.Last; i++ {
		switch d.word(i) {
		case "strike", "strikes", "retaliate", "retaliation", "consequences", "response", "action", "attack", "attacks", "hit", "price", "respond", "force", "war", "target", "targeted", "punish",
			"punished", "expel", "close", "sanctions", "avenge", "pursue", "bomb", "reply", "answer", "crush", "operation", "patience", "deport", "deported", "measures", "revenge", "kill", "blood", "reprisal",
			"reprisals", "answered", "responded", "repercussions", "suffer", "regret", "destroy", "legitimate", "arrest", "block", "seal", "suspend", "shut", "closed", "befitting", "strongly", "go", "raid", "unanswered", "unpunished", "unavenged", "hard", "harsh", "stern", "severe", "grave", "dire", "cost", "dearly", "pay", "retaliated", "retaliatory", "military",
			"bombed", "hunt", "hunted", "shoot", "shelling", "fight", "eliminate", "eliminated", "suspended", "sealed", "expelled", "boycott", "strikes'", "bloodshed", "backlash", "fire":
			force = true
		}
	}
	if !force {
		return actor{}
	}
	if g := objectFrom(d, x.s, x.anchor.last); g >= 0 {
		a := x.s.groups[g].actor
		if a.named() && !c.sameSide(d, a, x.who) {
			return a
		}
	}
	for k := range x.s.groups {
		g := x.s.groups[k]
		if g.first < x.anchor.last {
			continue
		}
		if a := g.actor; a.named() && !c.sameSide(d, a, x.who) && (a.class != civilian || a.org) && !c.sameState(d, a, x.who) {
			return a
		}
	}
	// "threatened to attack army convoys".
	if x.who.class == armed && x.who.org {
		for k := range x.s.groups {
			if a := x.s.groups[k].actor; x.s.groups[k].first >= x.anchor.last && x.s.groups[k].first < x.anchor.last+6 && bodily[a.class] {
				return a
			}
		}
	}
	// "warned that it would strike inside Afghanistan".
	for _, m := range d.in(lexicon.Nations, x.anchor.last, x.s.Last) {
		n := c.lex.Nations[m.Index]
		a := actor{class: government, nation: n.Code, nationNamed: true, label: d.Slice(m.First, m.Last), first: m.First, last: m.Last}
		a.side = c.sideOf(d.on, a, "", "")
		if !c.sameState(d, a, x.who) {
			return a
		}
	}
	return actor{}
}

// answering reports a threat to pay back what was done: whom it is for is who did it.
func answering(d *reading, x *act) bool {
	return containsAny(d.lower(x.anchor.first, x.s.Last), "in kind", "retaliat", "answer", "respond", "response", "reciproc", "tit-for-tat", "avenge", "reply", "hit back", "strike back")
}

// retorting reports a warning about what was blamed before.
func retorting(d *reading, x *act) bool {
	return containsAny(d.lower(x.anchor.last, x.s.Last), "unanswered", "unpunished", "consequence", "retaliat", "respon", "price", "pay", "repeat", "again", "avenge", "reply", "answer")
}

func (c *Coder) sameState(d *reading, a, b actor) bool {
	e := &draft{}
	s, t := c.states[c.placedSide(d, a, e)], c.states[c.placedSide(d, b, e)]
	return s != "" && s == t
}

// supportedSide is who is praised or consoled; a state's offices praising their own are no event.
func (c *Coder) supportedSide(d *reading, x *act, before []*draft) actor {
	a := c.addressee(d, x.s, x.anchor.last, x.s.Last)
	if !a.found() && x.v != nil && x.v.main < len(d.tags) {
		// "welcomed the extension": of what was agreed before.
		for i := len(before) - 1; i >= 0; i-- {
			if b := before[i]; (b.typ == plover.Agree || b.typ == plover.Consult || b.typ == plover.Concede || b.typ == plover.Cooperate || b.typ == plover.Retreat) && b.who.found() {
				a = b.who
				break
			}
		}
	}
	if !a.found() && x.sentence > 0 && containsAny(d.lower(x.anchor.last, x.s.Last), "the decision", "the move", "the announcement", "the step", "the offer", "the initiative", "the gesture", "the statement") {
		a = c.spokenOfBefore(d, x.sentence-1, frame{who: x.who})
	}
	if !a.found() && containsAny(d.lower(x.anchor.last, x.s.Last), "truce", "ceasefire", "accord", "agreement", "understanding", "talks", "dialogue", "de-escalation", "thaw", "deal") {
		a = c.homePair(d)[0] // what two neighbours did together: the first named
	}
	if !a.found() || c.sameState(d, a, x.who) {
		return actor{}
	}
	return a
}

// truce reports that what is welcomed was made by two sides, whom the text may leave open.
func truce(d *reading, x *act) bool {
	g := objectFrom(d, x.s, x.anchor.last)
	if g < 0 {
		return false
	}
	switch d.word(x.s.groups[g].last - 1) {
	case "truce", "ceasefire", "cease-fire", "accord", "armistice":
		return true
	}
	return false
}

// spokenNoun reads "a protest note was handed to": other nouns of speech are left to their verbs.
func (c *Coder) spokenNoun(d *reading, x *act) *draft {
	if x.trigger.Mode != "demarche" {
		return nil
	}
	for k := range x.s.verbs {
		v := x.s.verbs[k]
		if v.subject < 0 || v.first > x.anchor.first || x.anchor.first-v.last > 8 {
			continue
		}
		switch d.word(v.main) {
		case "handed", "issued", "delivered", "lodged", "served", "sent", "gave", "handing", "lodging", "delivering", "issuing":
			x.who = x.s.groups[v.subject].actor
			whom := c.addressee(d, x.s, v.last, x.s.Last)
			if x.who.found() && whom.found() && !c.sameSide(d, x.who, whom) {
				return c.draft(d, x, whom)
			}
		}
	}
	return nil
}

// rulers are the government that a society, a party or a province addresses without naming it: that of its own state, or of
// the place.
func (c *Coder) rulers(d *reading, x *act) actor {
	n := actor{class: government, nation: c.home, nationNamed: true, label: "government"}
	if code := c.states[x.who.side]; code != "" {
		n.nation = code
	} else if c.districts[d.dateline.country] {
		n.nation = d.dateline.country
	}
	n.side = c.sideOf(d.on, n, "", "")
	return n
}
