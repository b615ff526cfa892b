package coder

import (
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
		if !ok || c.has(d, "noclaim", s.First, s.Last) || c.has(d, "background", s.First, s.Last) {
			continue
		}
		var who actor
		for _, a := range d.in(lexicon.Actors, s.First, s.Last) {
			if o := c.lex.Actors[a.Index]; o.Class == armed {
				who = actor{side: o.Side, label: o.Label, class: armed, org: true, first: a.First, last: a.Last}
				break
			}
		}
		if !who.found() {
			continue
		}
		e := c.claimedEvent(d, s, events, n)
		e.claimed = true
		if !e.who.org && !e.who.nationNamed {
			e.who = who
			e.note("initiator", who.first, who.last, "responsibility")
			e.evidence = append(e.evidence, span{first: s.First, last: min(s.Last, max(m.Last, who.last))})
		}
	}
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
	for k := range s.groups {
		g := s.groups[k]
		if g.first >= m.First {
			break
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
	return out
}

// claimedBy: an event that rests on one party's word is that party's claim.
func (c *Coder) claimedBy(d *reading, e *draft, side string) {
	var party *speech
	neutral := false
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
		case sp.actor.org && sp.actor.class == armed:
			if ps == side && party == nil {
				party = sp
			}
		case c.states[side] != "" && c.states[ps] != "" && c.states[side] != c.states[ps]:
			if party == nil {
				party = sp
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
	if party == nil || neutral {
		return
	}
	e.status, e.speaker = Claimed, party.actor.label
	e.note("status", party.first, party.last, "status.claimed")
}
