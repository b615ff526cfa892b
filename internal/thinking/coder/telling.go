package coder

// apart reports a sentence that tells of another incident: "a separate group", "in another attack", "elsewhere".
func (c *Coder) apart(d *reading, s *sentence) bool {
	for i := s.First; i < s.Last; i++ {
		switch d.word(i) {
		case "separate", "separately", "elsewhere", "meanwhile":
			return true
		case "another", "second", "other":
			switch d.word(i + 1) {
			case "incident", "attack", "blast", "explosion", "ambush", "raid", "group", "bombing", "shooting", "operation", "assault", "strike":
				return true
			}
		}
	}
	return false
}

// sameThere reports "in the same town", "in the same area".
func sameThere(d *reading, s *sentence) bool {
	for i := s.First; i+1 < s.Last; i++ {
		if d.word(i) == "same" {
			switch d.word(i + 1) {
			case "town", "area", "district", "village", "locality", "city", "tehsil", "place", "valley", "neighbourhood", "road", "region":
				return true
			}
		}
	}
	return false
}

// lateDeath reports "another of the wounded died", "succumbed to his injuries", "died in hospital".
func (c *Coder) lateDeath(d *reading, s *sentence, a anchor) bool {
	if a.verb < 0 || !dying[d.word(s.verbs[a.verb].main)] {
		return false
	}
	from, to := a.first, min(a.last+8, s.Last)
	if g := s.verbs[a.verb].subject; g >= 0 {
		from = s.groups[g].first
	}
	for i := from; i < to; i++ {
		switch d.word(i) {
		case "wounded", "injured", "wounds", "injuries", "hospital", "treatment":
			return true
		}
	}
	return false
}

// partOf reports "six of them were killed in X": some of those whom the sentence before told of, when that told of force.
func (c *Coder) partOf(d *reading, s *sentence, a anchor) bool {
	if a.verb < 0 || a.sentence == 0 || s.verbs[a.verb].subject < 0 {
		return false
	}
	g := s.groups[s.verbs[a.verb].subject]
	of := g.of >= 0 && s.groups[g.of].pronoun || s.groups[s.verbs[a.verb].subject].pronoun && g.within >= 0
	p := &d.sentences[a.sentence-1]
	return of && (c.armedIn(d, p) || c.weaponIn(d, p.First, p.Last))
}

// innermost is the clause around token i, from the relative pronoun on where one stands between.
func (c *Coder) innermost(d *reading, s *sentence, i int) (first, last int) {
	first, last = c.clause(d, s, i)
	for t := i - 1; t > first; t-- {
		if w := d.word(t); w == "who" || d.tags[t] == relative {
			return t, last
		}
		if d.tags[t] == mark && d.word(t) == "," {
			break
		}
	}
	return first, last
}

func (c *Coder) dated(d *reading, s *sentence, a anchor) bool {
	m := c.ownMoment(d, s, a.first, a.last)
	first, last := c.innermost(d, s, a.first)
	return m.found() && c.recent(d, m) && (m.first >= first && m.first < last || !c.background(d, first, last))
}
