package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// blamed gives an act the author whom somebody blames for it in the same sentence.
func (c *Coder) blamed(d *reading, events []*draft) {
	for _, e := range events {
		if e.who.org || e.who.nationNamed {
			continue
		}
		for n := e.sentence; n < len(d.sentences) && n <= e.sentence+2; n++ {
			s := &d.sentences[n]
			if a := c.behind(d, s); a.found() && !c.has(d, "background", s.First, s.Last) && !c.has(d, "deny", s.First, s.Last) {
				e.who = a
				e.note("initiator", a.first, a.last, "blamed")
			}
			for k := range s.verbs {
				v := s.verbs[k]
				switch d.word(v.main) {
				case "blamed", "accused", "blaming", "accusing", "blames", "attributed", "pinned":
				case "held", "holding", "holds":
					if g := objectFrom(d, s, v.last); g < 0 || d.word(s.groups[g].last) != "responsible" && d.word(s.groups[g].last-1) != "responsible" {
						continue
					}
				default:
					continue
				}
				if v.negated {
					continue
				}
				if a := c.culprit(d, s, v, e); a.found() {
					e.who = a
					e.note("initiator", a.first, a.last, "blamed")
				}
			}
		}
	}
}

// behind reads "police said the X was behind it", "the work of the X": an author whom somebody other than he names.
func (c *Coder) behind(d *reading, s *sentence) actor {
	for i := s.First; i+1 < s.Last; i++ {
		before, after := false, false
		switch d.word(i) {
		case "behind":
			w := d.word(i - 1)
			before = w == "was" || w == "were" || w == "is" || w == "been" || w == "be"
		case "work", "handiwork", "doing", "hand", "job":
			after = d.word(i+1) == "of"
		case "responsible":
			before = d.word(i+1) == "for"
		case "down":
			after = d.word(i+1) == "to" && (d.word(i-1) == "put" || d.word(i-2) == "put" || d.word(i-3) == "put")
		}
		if !before && !after {
			continue
		}
		for k := s.First; k < i; k++ {
			if d.tags[k] == negator {
				return actor{}
			}
		}
		var a actor
		if after {
			a = c.armedGroup(d, i, min(i+8, s.Last))
		} else {
			a = c.armedGroup(d, max(i-9, s.First), i)
		}
		if !a.found() {
			continue
		}
		for _, sp := range c.speakers(d, s) {
			if sp.actor.found() && sp.actor.side == a.side {
				return actor{}
			}
		}
		return a
	}
	return actor{}
}

// culprit is the armed organisation or state that is blamed, when what it is blamed for is an act of force.
func (c *Coder) culprit(d *reading, s *sentence, v verb, e *draft) actor {
	force := false
	for _, m := range d.in(lexicon.Triggers, v.last, s.Last) {
		t := c.lex.Triggers[m.Index]
		force = force || t.Type == string(plover.Assault) && t.Strength == "strong"
	}
	for i := v.last; i < s.Last; i++ {
		switch d.word(i) {
		case "sheltering", "shelter", "harbouring", "harboring", "behind", "failing", "backing", "sanctuary", "supporting", "facilitating", "allowing":
			return actor{}
		}
	}
	if w := d.word(v.main); w != "accused" && w != "accusing" && w != "attributed" {
		if g := objectFrom(d, s, v.last); g >= 0 && s.groups[g].actor.class == military {
			return s.groups[g].actor
		} else if g >= 0 && s.groups[g].actor.class == government && s.groups[g].actor.nationNamed && modeOfStates[e.mode] && c.states[s.groups[g].actor.side] != "" {
			a := s.groups[g].actor // a state is blamed for what only forces of a state do
			a.class = military
			a.side = c.sideOf(d.on, a, "", "")
			return a
		}
	}
	if !force {
		return actor{}
	}
	for k := range s.groups {
		g := s.groups[k]
		if g.first >= v.last && g.actor.org && g.actor.class == armed {
			return g.actor
		}
	}
	return actor{}
}
