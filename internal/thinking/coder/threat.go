package coder

import "detente/internal/thinking/lexicon"

// paid reads "Kabul will be made to pay": the subject is threatened, by whoever says so.
func (c *Coder) paid(d *reading, x *act) *draft {
	if x.v.subject < 0 || c.analyst(d, x.s) {
		return nil
	}
	whom := x.s.groups[x.v.subject].actor
	if !whom.named() || whom.class == civilian {
		whom = c.addressee(d, x.s, x.s.groups[x.v.subject].first, x.anchor.last)
	}
	if !whom.found() {
		return nil
	}
	for _, sp := range c.speakers(d, x.s) {
		who := sp.actor
		if bodily[who.class] && !who.named() {
			who = c.fromHome(d, who)
		}
		if !who.named() || c.sameSide(d, who, whom) || c.sameState(d, who, whom) {
			continue
		}
		x.who = who
		e := c.draft(d, x, whom)
		e.status, e.speaker = Threatened, who.label
		return e
	}
	return nil
}

// overThere reports an armed organisation that is threatened with pursuit into another country.
func (c *Coder) overThere(d *reading, x *act, a actor) bool {
	if !a.org || a.class != armed || c.states[c.placedSide(d, x.who, &draft{})] == "" {
		return false
	}
	for _, m := range d.in(lexicon.Places, x.anchor.last, x.s.Last) {
		if p := c.lex.Places[m.Index]; p.Country != c.states[c.placedSide(d, x.who, &draft{})] {
			return true
		}
	}
	for _, m := range d.in(lexicon.Nations, x.anchor.last, x.s.Last) {
		if n := c.lex.Nations[m.Index]; n.Code != c.states[c.placedSide(d, x.who, &draft{})] {
			return true
		}
	}
	return false
}
