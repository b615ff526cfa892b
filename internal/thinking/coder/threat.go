package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

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

// content reads a threat by what is said and not by a verb of threatening: "it will hit back", "reserves the right to respond".
func (c *Coder) content(d *reading, x *act, before []*draft) *draft {
	w := d.word(x.v.main)
	for _, b := range before {
		if b.typ == plover.Threaten && b.sentence == x.sentence {
			return nil // what the warning says
		}
	}
	if x.v.passive && x.v.modal && (x.v.modalWord == "will" || x.v.modalWord == "would") && w == "made" {
		return c.paid(d, x)
	}
	if x.v.passive && w != "left" || !(x.v.modal && (x.v.modalWord == "will" || x.v.modalWord == "would") || w == "reserves" || w == "reserved" || w == "reserve") || c.analyst(d, x.s) {
		return nil
	}
	if x.v.passive && x.v.subject >= 0 {
		x.whoG = x.v.subject // "will be left with no choice but"
		x.who = x.s.groups[x.whoG].actor
	}
	if x.whoG >= 0 && d.word(x.s.groups[x.whoG].first) == "we" {
		for _, sp := range c.speakers(d, x.s) {
			if sp.actor.named() || bodily[sp.actor.class] {
				x.who = sp.actor
				if !x.who.named() {
					x.who = c.fromHome(d, x.who)
				}
			}
		}
	} else if x.whoG >= 0 && x.s.groups[x.whoG].pronoun {
		for k := range x.s.groups {
			if a := x.s.groups[k].actor; x.s.groups[k].first < x.anchor.first && a.named() && a.class != armed && x.s.groups[k].prep == "" {
				x.who = a
				break
			}
		}
	}
	if !x.who.named() || x.who.class == civilian {
		return nil
	}
	if g := objectFrom(d, x.s, x.anchor.last); g >= 0 && c.overThere(d, x, x.s.groups[g].actor) {
		e := c.draft(d, x, x.s.groups[g].actor)
		e.status, e.speaker = Threatened, x.who.label
		return e
	}
	for k := range x.s.groups {
		if a := x.s.groups[k].actor; a.named() && !c.sameSide(d, a, x.who) && !c.sameState(d, a, x.who) && (a.class != civilian || a.org) && c.states[a.side] != "" {
			e := c.draft(d, x, a)
			e.status, e.speaker = Threatened, x.who.label
			return e
		}
	}
	return nil
}
