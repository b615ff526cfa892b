package coder

import (
	"strings"

	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// responsibility gives events the author who claims them.
func (c *Coder) responsibility(d *reading, events []*draft) {
	if len(events) == 0 {
		return
	}
	for n := range d.sentences {
		s := &d.sentences[n]
		m, ok := c.cue(d, "responsibility", s.First, s.Last)
		if !ok {
			m, ok = c.claimVerb(d, s)
		}
		if !ok || c.has(d, "noclaim", s.First, s.Last) || c.has(d, "background", s.First, s.Last) {
			continue
		}
		who := c.claimant(d, s, m)
		if !who.found() {
			continue
		}
		e := c.claimedEvent(d, s, events, n)
		e.claimed = true
		toldHere := e.who.side == who.side && e.who.first >= s.First && e.who.first < s.Last
		if !e.who.org && !e.who.nationNamed || e.noted("initiator", "blamed") || toldHere {
			e.who = who
			e.note("initiator", who.first, who.last, "responsibility")
			e.evidence = append(e.evidence, span{first: s.First, last: min(s.Last, max(m.Last, who.last))})
		}
	}
}

// claimant is the armed organisation that a claim names, or that "the group" of the claim stands for: the one named last before.
func (c *Coder) claimant(d *reading, s *sentence, m lexicon.Match) actor {
	// "claimed by X" names who comes after; else who claims stands before, the nearest one.
	if d.word(m.Last-1) == "by" {
		if who := c.armedGroup(d, m.Last, s.Last); who.found() {
			return who
		}
	}
	for from := m.First; from >= s.First; from-- {
		if who := c.armedGroup(d, from, m.First); who.found() {
			return who
		}
	}
	if who := c.armedGroup(d, s.First, s.Last); who.found() {
		return who
	}
	for k := range s.groups {
		g := &s.groups[k]
		if g.first > m.First {
			break
		}
		switch d.lower(g.first, g.last) {
		case "it", "the group", "the outfit", "the organisation", "the organization", "the militant group", "the banned group", "the banned outfit", "the militants", "its spokesman", "a spokesman", "the militant outfit":
			for n := d.SentenceOf(s.First) - 1; n >= 0; n-- {
				if who := c.armedGroup(d, d.sentences[n].First, d.sentences[n].Last); who.found() {
					return who
				}
			}
		}
	}
	return actor{}
}

// armedGroup is the first armed organisation named among tokens [first, last).
func (c *Coder) armedGroup(d *reading, first, last int) actor {
	for _, a := range d.in(lexicon.Actors, first, last) {
		if o := c.lex.Actors[a.Index]; o.Class == armed {
			return actor{side: o.Side, label: o.Label, class: armed, org: true, first: a.First, last: a.Last}
		}
	}
	return actor{}
}

// claimedEvent is the event of the place that the claim names, else the one told last before it.
func (c *Coder) claimedEvent(d *reading, s *sentence, events []*draft, n int) *draft {
	for _, m := range d.in(lexicon.Places, s.First, s.Last) {
		for _, e := range events {
			if p := c.lex.Places[m.Index]; e.at.admin2 != "" && p.Admin2 == e.at.admin2 {
				return e
			}
		}
	}
	var out *draft
	for _, e := range events {
		if e.sentence <= n {
			out = e
		}
	}
	if out == nil {
		out = events[0]
	}
	return out
}

// status settles how far the text vouches for an event and on whose word.
func (c *Coder) status(d *reading, e *draft) {
	if e.status != "" {
		return
	}
	e.status = Asserted
	if e.typ != plover.Assault {
		return
	}
	if !e.who.found() && e.mode == "operation" {
		c.operator(d, e)
	}
	if !e.who.found() && e.mode == "border-clash" {
		for _, sp := range e.told {
			if sp.actor.class == mediaWing || sp.actor.class == military {
				e.who = sp.actor
				e.who.class = military
				e.note("initiator", sp.actor.first, sp.actor.last, "clash.teller")
				c.chooseTarget(d, e)
				break
			}
		}
	}
	if !e.who.found() {
		e.who = actor{class: armed, side: armedUnknown}
		e.note("initiator", 0, 0, "initiator.unknown")
	}
	side := c.placedSide(d, e.who, e)
	if c.denied(d, e, side) {
		return
	}
	c.claimedBy(d, e, side)
}

// denied looks for a denial by the side said to have done it, or by its state.
func (c *Coder) denied(d *reading, e *draft, side string) bool {
	for n := e.sentence; n < len(d.sentences); n++ {
		s := &d.sentences[n]
		m, ok := c.cue(d, "deny", s.First, s.Last)
		if !ok {
			continue
		}
		if v := s.verbAt(m.First); v >= 0 && s.verbs[v].negated {
			continue
		}
		for _, sp := range c.deniers(d, s, m) {
			ds := c.placedSide(d, sp, e)
			if side == armedUnknown && !e.who.named() && modeOfStates[e.mode] && c.states[ds] != "" && (sp.named() || sp.class == military) {
				e.who = actor{class: military, nation: c.states[ds], nationNamed: true, label: sp.label, first: sp.first, last: sp.last}
				e.who.side = c.sideOf(d.on, e.who, "", "")
				side = e.who.side
				e.note("initiator", sp.first, sp.last, "denial")
			}
			if ds == side && side != armedUnknown || c.states[ds] != "" && c.states[ds] == c.states[side] || sp.pronounFor(e) {
				e.status, e.speaker = Denied, sp.label
				e.note("status", m.First, m.Last, "status.denied")
				e.evidence = append(e.evidence, span{first: s.First, last: s.Last})
				return true
			}
		}
	}
	return false
}

func (a actor) pronounFor(e *draft) bool {
	return a.class == "group-pronoun" && e.who.org && e.who.class == armed
}

// deniers are the actors that can be the subject of a denial: before its verb, in its clause.
func (c *Coder) deniers(d *reading, s *sentence, m lexicon.Match) []actor {
	var out []actor
	first, _ := c.clause(d, s, m.First)
	for k := range s.groups {
		g := s.groups[k]
		if g.first >= m.First {
			break
		}
		if g.first < first {
			continue
		}
		a := g.actor
		if d.lower(g.first, g.last) == "the group" || d.lower(g.first, min(g.last, g.first+3)) == "the group 's" || d.lower(g.first, g.last) == "it" || d.lower(g.first, g.last) == "the outfit" {
			a.class = "group-pronoun"
			if a.label == "" {
				a.label = d.Slice(g.first, g.last)
			}
		}
		if a.found() {
			out = append(out, a)
		}
	}
	if first > s.First && (d.word(first-1) == "that" || saying[d.word(first-1)]) {
		for _, sp := range c.speakers(d, s) {
			if sp.last <= m.First && sp.actor.found() {
				out = append(out, sp.actor) // "the army said that no attack had been carried out"
			}
		}
	}
	return out
}

// claimedBy: an event that rests on one party's word is that party's claim.
func (c *Coder) claimedBy(d *reading, e *draft, side string) {
	var party *speech
	neutral := false
	if len(e.told) == 0 {
		// A sentence on nobody's word goes on the word of the one before it.
		for n := e.sentence - 1; n >= 0 && len(e.told) == 0; n-- {
			e.told = c.speakers(d, &d.sentences[n])
		}
	}
	for i := range e.told {
		sp := &e.told[i]
		ps := c.placedSide(d, sp.actor, e)
		switch {
		case sp.actor.class == mediaWing || ps == side && sp.actor.class == military && side != armedUnknown:
			if ps == side || sp.actor.class == mediaWing && c.states[side] != "" {
				if party == nil {
					party = sp
				}
			} else if c.states[ps] != c.states[side] {
				party = sp
			}
		case sp.actor.org && sp.actor.class == armed && sp.verb == "claimed" && sp.first > e.last && d.SentenceOf(sp.first) == e.sentence:
			neutral = true // "the assault has been claimed by the X": told by others
		case sp.actor.org && sp.actor.class == armed:
			if ps == side && party == nil {
				party = sp
			}
		case unnamed[strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(sp.actor.label), "an "), "a ")]:
			neutral = true
		case c.states[side] != "" && c.states[ps] != "" && c.states[side] != c.states[ps]:
			if party == nil {
				party = sp
			}
		case ps == side && sp.actor.class == government && sp.actor.org && e.whom.class == armed && c.states[side] != c.home:
			if party == nil {
				party = sp // a government on an operation of its own
			}
		case c.states[side] != "" && c.states[ps] == c.states[side] && (sp.actor.nationNamed || sp.actor.org):
			neutral = true // the side itself confirms
		case c.states[side] != "" && sp.actor.class == civilian && e.who.class == military:
			if party == nil {
				party = sp
			}
		default:
			neutral = true
		}
	}
	if party == nil && !neutral && e.who.class == military {
		party = c.bulletin(d, e, side)
	}
	if party == nil || neutral || c.confirmed(d, e, side) || party.actor.org && party.actor.class == armed && e.plain > 0 {
		return
	}
	e.status, e.speaker = Claimed, party.actor.label
	e.note("status", party.first, party.last, "status.claimed")
}

// claimVerb finds an armed organisation that claims an act: "the X claimed the Panjgur killings".
func (c *Coder) claimVerb(d *reading, s *sentence) (lexicon.Match, bool) {
	for k, v := range s.verbs {
		if m, ok := c.ownDeed(d, s, k); ok {
			return m, true
		}
		switch d.word(v.main) {
		case "claimed", "claims", "claiming", "owned", "owning":
		default:
			continue
		}
		if v.subject < 0 || v.negated || v.passive || !(s.groups[v.subject].actor.org && s.groups[v.subject].actor.class == armed) {
			continue
		}
		g := objectFrom(d, s, v.last)
		if g < 0 {
			continue
		}
		for _, m := range d.in(lexicon.Triggers, s.groups[g].first, s.groups[g].last) {
			if t := c.lex.Triggers[m.Index]; t.Type == string(plover.Assault) && t.Part == "noun" {
				return lexicon.Match{First: v.first, Last: s.groups[g].last}, true
			}
		}
		if d.word(s.groups[g].first) == "it" || d.word(s.groups[g].last-1) == "responsibility" {
			return lexicon.Match{First: v.first, Last: s.groups[g].last}, true
		}
	}
	return lexicon.Match{}, false
}

// ownDeed reads an armed organisation that tells of a deed of its own: "the X said it had planted the device".
func (c *Coder) ownDeed(d *reading, s *sentence, k int) (lexicon.Match, bool) {
	v := s.verbs[k]
	if !saying[d.word(v.main)] || v.subject < 0 || v.negated || v.passive || len(s.groups) == 0 {
		return lexicon.Match{}, false
	}
	if a := s.groups[v.subject].actor; !a.org || a.class != armed {
		if a = s.groups[0].actor; a.class == armed && a.org && s.groups[0].prep == "" && s.groups[0].last < v.first && next(d, s.groups[0].last) == "," {
			return c.ownVerb(d, s, k)
		}
		return lexicon.Match{}, false
	}
	return c.ownVerb(d, s, k)
}

// ownVerb finds the deed that the speaker of verb k tells of himself.
func (c *Coder) ownVerb(d *reading, s *sentence, k int) (lexicon.Match, bool) {
	v := s.verbs[k]
	for _, u := range s.verbs[k+1:] {
		if u.subject < 0 || u.negated || u.modal || u.passive || u.ing {
			continue
		}
		switch d.word(s.groups[u.subject].first) {
		case "it", "they", "its", "their":
		default:
			continue
		}
		w := d.word(u.last)
		if own := c.forceVerb(d, u) || deed[d.word(u.main)] || d.tags[u.main] == auxiliary && d.word(v.main) != "denied" && (w == "behind" || w == "responsible"); own {
			return lexicon.Match{First: v.first, Last: u.last}, true
		}
	}
	return lexicon.Match{}, false
}

// deed are verbs that tell of an act of force only in the mouth of who did it.
var deed = map[string]bool{"inflicted": true, "planted": true, "carried": true, "conducted": true, "laid": true, "placed": true, "remained": true, "suffered": true, "sent": true, "held": true, "holding": true, "holds": true, "captured": true, "took": true}

// forceVerb reports a verb group that is a trigger of force.
func (c *Coder) forceVerb(d *reading, v verb) bool {
	for _, m := range d.in(lexicon.Triggers, v.main, len(d.Tokens)) {
		if m.First > v.main {
			break
		}
		if t := c.lex.Triggers[m.Index]; t.Type == string(plover.Assault) && t.Part == "verb" {
			return true
		}
	}
	return false
}

// modeOfStates are ways of using force that only states are alleged to use and so deny.
var modeOfStates = map[string]bool{"airstrike": true, "drone-strike": true, "shelling": true}

// unnamed officials vouch for nobody's side.
var unnamed = map[string]bool{
	"officials": true, "official": true, "local officials": true, "senior official": true, "local official": true, "security officials": true, "security official": true, "district officials": true,
	"administration officials": true, "intelligence officials": true, "intelligence official": true, "senior officials": true, "two officials": true, "senior security official": true,
}

// confirmed reports that the initiator's own side and somebody of another side both tell of the act.
func (c *Coder) confirmed(d *reading, e *draft, side string) bool {
	own, other := false, false
	for i := range e.told {
		ps := c.placedSide(d, e.told[i].actor, e)
		if ps == "" || e.told[i].actor.class == source {
			continue
		}
		if ps == side || c.states[side] != "" && c.states[ps] == c.states[side] {
			own = true
		} else {
			other = true
		}
	}
	return own && other
}

// operator is whose operation it was when no frame says: the first forces named where it is told, or before.
func (c *Coder) operator(d *reading, e *draft) {
	for n := e.sentence; n >= 0; n-- {
		s := &d.sentences[n]
		for k := range s.groups {
			if a := s.groups[k].actor; (a.class == military || a.class == police || a.class == mediaWing) && (s.groups[k].prep == "" || s.groups[k].prep == "by") {
				e.who = a
				e.note("initiator", a.first, a.last, "operation.forces")
				return
			}
		}
	}
}

// armedVictims reports that all whom an act hit were armed people: forces did it, though no frame says so.
func (c *Coder) armedVictims(e *draft) bool {
	for _, t := range e.targets {
		if t.actor.class != armed {
			return false
		}
	}
	return len(e.targets) > 0
}
