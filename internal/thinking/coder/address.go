package coder

import (
	"slices"

	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// addressees gives what is said to several sides to each: "urged A and B", "called on both neighbours".
func (c *Coder) addressees(d *reading, x *act, e draft, out []*draft) []*draft {
	if e.typ != plover.Request && e.typ != plover.Accuse && e.typ != plover.Threaten || x.v == nil {
		return out
	}
	var more []actor
	if g := x.s.groupAt(e.whom.first); g >= 0 && e.whom.last > e.whom.first {
		for _, k := range x.s.members(g)[1:] {
			more = append(more, x.s.groups[k].actor)
		}
	}
	if g := objectFrom(d, x.s, x.anchor.last); g >= 0 && both[d.lower(x.s.groups[g].first, x.s.groups[g].last)] {
		p := c.bothSides(d)
		more = append(more, p[:]...)
	}
	for _, a := range more {
		if !a.named() || a.class == civilian || a.class == armed || c.sameSide(d, a, e.whom) || c.sameState(d, a, e.whom) || c.sameSide(d, a, e.who) || c.sameState(d, a, e.who) {
			continue
		}
		o := e
		o.whom = a
		o.fields, o.evidence = slices.Clone(e.fields), slices.Clone(e.evidence)
		o.note("target", a.first, a.last, "frame.object.and")
		out = c.keep(d, x, &o, out)
	}
	return out
}

// both are the words for two sides named elsewhere in the text.
var both = map[string]bool{
	"both neighbours": true, "both sides": true, "both countries": true, "both": true, "the two countries": true, "the two sides": true, "the two neighbours": true, "both governments": true,
	"the two neighbors": true, "both neighbors": true, "both capitals": true, "the two capitals": true, "the two governments": true, "both parties": true, "both states": true,
}

// bothSides are the two neighbours that are addressed without their names; one of them has to stand in the text.
func (c *Coder) bothSides(d *reading) [2]actor {
	if p := c.homePair(d); p[0].found() {
		return p
	}
	for i := range d.sentences {
		for _, m := range d.in(lexicon.Nations, d.sentences[i].First, d.sentences[i].Last) {
			n := c.lex.Nations[m.Index]
			if !c.districts[n.Code] {
				continue
			}
			a := actor{class: government, nation: n.Code, nationNamed: true, label: n.Names[0]}
			a.side = n.Sides[government]
			return [2]actor{a, c.neighbour(d, a)}
		}
	}
	return [2]actor{}
}

// toldOn dates a statement by the report of the same speaker in the sentence before or after: "he told a gathering on
// Wednesday".
func (c *Coder) toldOn(d *reading, e *draft) bool {
	for _, n := range []int{e.sentence - 1, e.sentence + 1} {
		if n < 0 || n >= len(d.sentences) {
			continue
		}
		s := &d.sentences[n]
		for _, sp := range c.speakers(d, s) {
			own := sp.actor.found() && c.placedSide(d, sp.actor, e) == c.placedSide(d, e.who, e)
			if g := s.groupAt(sp.first - 1); g >= 0 && s.groups[g].pronoun && n > e.sentence {
				own = true
			}
			if !own {
				continue
			}
			for _, m := range d.moments {
				if m.first >= s.First && m.last <= s.Last && c.recent(d, m) && !d.possessed(m) && near(d, sp, m) {
					e.when = m
					e.note("date", m.first, m.last, m.rule+".told")
					return true
				}
			}
		}
	}
	return false
}

// near reports a day that no other verb parts from a report verb.
func near(d *reading, sp speech, m moment) bool {
	for t := min(sp.last, m.last); t < max(sp.first, m.first); t++ {
		if d.tags[t] == verbal || d.tags[t] == subordinator {
			return false
		}
	}
	return true
}
