package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// pair is the first two sides among the members of a group and the parts tied to them: "the chiefs of A and B".
func (c *Coder) pair(d *reading, s *sentence, g int) (a, b actor) {
	if g < 0 {
		return
	}
	add := func(x actor) {
		if !x.found() || x.class == source || mediating[d.word(x.last-1)] {
			return
		}
		side := x.side
		switch {
		case !a.found():
			a = x
		case !b.found() && side != a.side && !(c.states[side] != "" && c.states[side] == c.states[a.side]):
			b = x
		}
	}
	for _, k := range s.members(g) {
		if mediating[d.word(s.groups[k].last-1)] {
			return actor{}, actor{}
		}
	}
	for _, k := range s.members(g) {
		gr := s.groups[k]
		if gr.of >= 0 {
			for _, o := range s.members(gr.of) {
				x := s.groups[o].actor
				if x.bare && bodily[gr.actor.class] {
					x.class, x.bare = gr.actor.class, false
					x.side = c.sideOf(d.on, x, "", "")
				}
				add(x)
			}
		}
		if k+1 < len(s.groups) && s.groups[k+1].prep == "from" && s.groups[k+1].first == gr.last+1 && (gr.actor.class == government || gr.actor.class == source || gr.actor.class == "" || gr.actor.class == military) {
			for _, o := range s.members(k + 1) { // "delegations from A and B"
				if x := s.groups[o].actor; x.bare {
					add(x)
				}
			}
		}
		for _, m := range c.nationsIn(d, gr.first, gr.last) {
			x := gr.actor
			x.nation, x.nationNamed, x.org = m, true, false
			if x.class == "" || x.class == source {
				x.class = government
			}
			if gr.actor.org {
				x = gr.actor
			} else {
				x.side = c.sideOf(d.on, x, "", "")
			}
			add(x)
		}
		add(gr.actor)
	}
	return a, b
}

func (c *Coder) nationsIn(d *reading, first, last int) []string {
	var out []string
	for _, m := range d.in(lexicon.Nations, first, last) {
		out = append(out, c.lex.Nations[m.Index].Code)
	}
	return out
}

// consult reads talks, visits and calls that took place.
func (c *Coder) consult(d *reading, x *act) *draft {
	if x.v == nil {
		return c.consultNoun(d, x)
	}
	if !x.certain(c, d) || x.v.passive && x.trigger.Mode != "visit" {
		return nil
	}
	w := d.word(x.v.main)
	if w == "reached" || w == "reach" || w == "called" && d.word(x.anchor.first+1) != "on" && d.word(x.anchor.first+1) != "up" && d.word(x.anchor.first+1) != "his" && d.word(x.anchor.first+1) != "her" && !c.rang(d, x) {
		return nil
	}
	if x.trigger.Strength == "host" {
		g := objectFrom(d, x.s, x.anchor.last)
		if g < 0 {
			return nil
		}
		if p, q := c.pair(d, x.s, g); q.found() && p.named() && q.named() && talker(p) && talker(q) && !c.sameSide(d, p, q) {
			x.who = p // a host of two sides is neither
			return c.draft(d, x, q)
		}
		a, b := c.first(x.s, g), x.who
		if a.class != government && a.class != military && a.class != society && a.class != party && a.class != world || b.class != government || !a.named() && a.class != society || !b.named() || c.sameState(d, a, b) && a.class != society {
			return nil
		}
		x.who = a
		return c.draft(d, x, b)
	}
	if x.trigger.Mode == "mediation" {
		a, b := c.pair(d, x.s, governed(d, x.s, x.anchor.last, "between"))
		if !b.found() {
			return nil // those who mediate are no sides of the talks
		}
		x.who = a
		return c.draft(d, x, b)
	}
	if x.trigger.Mode == "visit" {
		if w == "called" && !courtesy(d, x) {
			return nil
		}
		return c.visit(d, x)
	}
	a, b := c.pair(d, x.s, x.whoG)
	if !a.found() && x.whoG >= 0 {
		for _, k := range x.s.members(x.whoG) {
			if mediating[d.word(x.s.groups[k].last-1)] {
				return nil
			}
		}
		a = x.who
	}
	if !b.found() {
		for _, g := range []int{objectFrom(d, x.s, x.anchor.last), governed(d, x.s, x.anchor.last, "with|between|on|to")} {
			if g < 0 {
				continue
			}
			p, q := c.pair(d, x.s, g)
			if q.found() && x.s.groups[g].prep == "between" {
				a, b = p, q
				break
			}
			if p.found() && !c.sameSide(d, p, a) && p.class != civilian {
				b = p
				break
			}
		}
	}
	if !b.found() && x.trigger.Mode == "talks" && a.named() && (a.class == government || a.class == military) {
		b = c.hostOf(d, x, a)
	}
	if !a.found() || !b.found() || c.sameSide(d, a, b) || a.class == source || !talker(a) || !talker(b) {
		return nil
	}
	x.who = a
	e := c.draft(d, x, b)
	c.lengthen(d, x, e)
	return e
}

func talker(a actor) bool {
	return a.named() || bodily[a.class] || a.class == society || a.class == committee || a.class == world
}

// visit: the visitor comes to a place of another state.
func (c *Coder) visit(d *reading, x *act) *draft {
	a := x.who
	if x.v.passive {
		if x.v.subject < 0 {
			return nil
		}
		a = x.s.groups[x.v.subject].actor
	}
	if a.class == military && !a.named() && visiting[d.word(a.last-1)] {
		a = c.fromHome(d, a)
	}
	if !bodily[a.class] && a.class != world && a.class != society || a.class == police || !a.named() && a.class != government && a.class != society {
		return nil
	}
	var host actor
	if g := objectFrom(d, x.s, x.anchor.last); g >= 0 {
		host = x.s.groups[g].actor
	}
	var at place
	for _, m := range d.in(lexicon.Places, x.anchor.first, min(x.s.Last, x.anchor.last+8)) {
		p, _ := c.bestPlace(d.in(lexicon.Places, m.First, m.Last), d.dateline)
		p.first, p.last = m.First, m.Last
		if !at.found() || at.kind == "country" {
			at = p
		}
	}
	if !host.named() || c.sameState(d, host, a) {
		nation := at.country
		if nation == "" {
			return nil
		}
		host = actor{class: government, nation: nation, nationNamed: true, first: at.first, last: at.last, label: at.name}
		host.side = c.sideOf(d.on, host, "", "")
	}
	if host.side == "" || c.sameState(d, host, a) || c.sameSide(d, host, a) {
		return nil
	}
	if host.class == civilian {
		return nil
	}
	x.who = a
	e := c.draft(d, x, host)
	if at.found() {
		e.at, e.owned = at, true
		e.note("place", at.first, at.last, "place.visited")
	}
	return e
}

// consultNoun reads "talks between A and B ended": the noun has to be said to have taken place.
func (c *Coder) consultNoun(d *reading, x *act) *draft {
	g := x.s.groupAt(x.anchor.first)
	if g < 0 {
		return nil
	}
	if a, b := c.gathered(d, x, g); b.found() && !c.sameSide(d, a, b) && talker(a) && talker(b) {
		x.who = a
		return c.draft(d, x, b)
	}
	if a, b := c.outcome(d, x, g); b.found() && !c.sameSide(d, a, b) && talker(a) && talker(b) {
		x.who = a
		return c.draft(d, x, b)
	}
	if !c.tookPlace(d, x, g) {
		return nil
	}
	var a, b actor
	for k := range x.s.groups {
		gr := x.s.groups[k]
		if gr.first < x.anchor.last || gr.first > x.anchor.last+14 {
			continue
		}
		switch gr.prep {
		case "between", "among", "of", "by":
			if p, q := c.pair(d, x.s, k); q.found() {
				a, b = p, q
			}
		case "with":
			if p, _ := c.pair(d, x.s, k); p.found() && !b.found() {
				b = p
			}
		}
		if a.found() && b.found() {
			break
		}
	}
	if !a.found() && !b.found() {
		if p, q := c.present(d, x); q.found() {
			a, b = p, q
		}
	}
	if !a.found() {
		a, _ = c.pair(d, x.s, g)
		if !a.found() || a.class == source {
			return nil
		}
	}
	if !b.found() {
		_, b = c.pair(d, x.s, g)
	}
	if !b.found() || c.sameSide(d, a, b) || !talker(a) || !talker(b) {
		return nil
	}
	x.who = a
	e := c.draft(d, x, b)
	c.lengthen(d, x, e)
	return e
}

// tookPlace reports that the talks of a group are said to have happened, and not only spoken of.
func (c *Coder) tookPlace(d *reading, x *act, g int) bool {
	for k := range x.s.verbs {
		v := x.s.verbs[k]
		if v.modal || v.negated || v.infinitive {
			continue
		}
		near := v.first >= x.anchor.last && v.first <= x.anchor.last+16
		switch d.word(v.main) {
		case "ended", "began", "started", "concluded", "opened", "resumed", "collapsed", "failed", "continued", "closed", "focused", "lasted", "broke", "stalled", "wrapped", "adjourned", "went", "discussed":
			if near && (v.subject == top(x.s, g) || v.subject == g || v.subject >= 0 && x.s.groups[v.subject].first <= x.anchor.first) {
				return true
			}
		case "held", "hosted", "convened", "conducted", "arranged", "organised", "facilitated", "mediated", "brokered":
			if near && v.passive || !v.passive && v.last <= x.anchor.first+1 && x.anchor.first-v.last < 8 {
				return true
			}
		case "took":
			if near && d.word(v.last) == "place" {
				return true
			}
		}
	}
	return false
}

// lengthen stretches the days of talks that "lasted for two days" back from their end.
func (c *Coder) lengthen(d *reading, x *act, e *draft) {
	if !e.when.found() || e.when.Start != e.when.End {
		return
	}
	ended := false
	for i := x.s.First; i < x.s.Last; i++ {
		switch d.word(i) {
		case "ended", "concluded", "wrapped", "closed", "finished", "ending":
			ended = true
		}
	}
	if !ended {
		return
	}
	for i := 0; i+1 < len(d.Tokens); i++ {
		n := smallNumber[d.word(i)]
		if n == 0 && d.Tokens[i].Lower == "two-day" {
			n = 2
		} else if n == 0 && d.Tokens[i].Lower == "three-day" {
			n = 3
		} else if w := d.word(i + 1); n > 0 && w != "days" && w != "day" {
			continue
		}
		if n > 1 && (d.word(i-1) == "for" || d.word(i-1) == "after" || d.word(i-1) == "over" || d.word(i-1) == "of" || d.word(i-1) == "a") {
			e.when.Start = e.when.End.Add(1 - n)
			e.note("date", e.when.first, e.when.last, e.when.rule+".length")
			return
		}
	}
}

var smallNumber = map[string]int{"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12}

// agree reads deals between two sides, and promises and offers of one.
func (c *Coder) agree(d *reading, x *act, before []*draft) *draft {
	if x.v == nil {
		return nil
	}
	if x.v.negated {
		return nil
	}
	if x.trigger.Mode == "pledge" {
		return c.pledge(d, x)
	}
	if !x.certain(c, d) {
		return nil
	}
	g := x.whoG
	if x.v.passive {
		g = governed(d, x.s, x.anchor.last, "by|between")
	}
	a, b := c.pair(d, x.s, g)
	if !a.found() && !x.v.passive {
		a = x.who
	}
	if !b.found() {
		for _, prep := range []string{"with|between", "between"} {
			if k := governed(d, x.s, x.anchor.last, prep); k >= 0 {
				p, q := c.pair(d, x.s, k)
				if q.found() {
					a, b = p, q
				} else if p.found() && a.found() && !c.sameSide(d, a, p) {
					b = p
				}
			}
		}
	}
	if !b.found() && x.whoG >= 0 {
		lead := d.lower(x.s.groups[x.whoG].first, x.s.groups[x.whoG].last)
		switch lead {
		case "the two", "both", "they", "the two officials", "the two ministers", "the two delegations", "both ministers", "both delegations":
			a, b = c.pairBefore(d, x)
			for i := len(before) - 1; i >= 0 && !b.found(); i-- {
				if o := before[i]; o.typ == plover.Consult && o.sentence >= x.sentence-1 {
					a, b = o.who, o.whom // "met the minister and they agreed"
				}
			}
		}
		if b.found() {
			lead = ""
		}
		switch lead {
		case "the two sides", "both sides", "the two countries", "both countries", "the sides", "the two neighbours", "they", "the two governments", "the neighbours", "the parties", "the two states":
			if n := c.homePair(d); n[0].found() {
				a, b = n[0], n[1]
			}
		}
	}
	switch d.word(x.v.main) {
	case "agreed", "agree", "agrees", "agreeing":
		if a.found() && !b.found() && a.named() && d.word(x.anchor.last) == "to" && a.class != civilian {
			// One side's yes: a promise of what follows.
			x.who = a
			e := c.draft(d, x, c.beneficiary(d, x, a))
			return e
		}
	case "accepted", "approved", "finalised", "finalized", "extended", "renewed", "extend", "accept", "settle":
		if !b.found() {
			return nil
		}
	}
	if x.trigger.Mode == "ceasefire" && a.named() && !b.found() && (a.class == armed || a.class == government || a.class == military) {
		x.who = a
		e := c.draft(d, x, c.beneficiary(d, x, a))
		e.status, e.speaker = Planned, a.label // one side's own
		return e
	}
	if !a.found() || !b.found() || c.sameSide(d, a, b) || a.class == source {
		return nil
	}
	x.who = a
	return c.draft(d, x, b)
}

// homePair are the two sides that a text about two neighbours means by "both": the first two states it names.
func (c *Coder) homePair(d *reading) [2]actor {
	var out [2]actor
	n := 0
	for i := range d.sentences {
		for _, g := range d.sentences[i].groups {
			if a := g.actor; n < 2 && a.nationNamed && c.states[a.side] != "" && c.districts[a.nation] && (n == 0 || !c.sameState(d, a, out[0])) {
				out[n] = a
				n++
			}
		}
	}
	if n < 2 {
		return [2]actor{}
	}
	return out
}

// mediating are heads that are no side of the talks they help.
var mediating = map[string]bool{"mediator": true, "mediators": true, "host": true, "hosts": true, "facilitators": true, "facilitator": true, "mediation": true, "intermediaries": true}

// courtesy reports "called on the minister" that is a visit: nothing is asked of whom was called on.
func courtesy(d *reading, x *act) bool {
	g := objectFrom(d, x.s, x.anchor.last)
	if g < 0 {
		g = x.s.groupAt(x.anchor.last)
	}
	if g < 0 {
		return false
	}
	for i := x.s.groups[g].last; i < min(x.s.Last, x.s.groups[g].last+8); i++ {
		if d.tags[i] != infinitive && !(d.word(i) == "to" && i+2 < len(d.tags) && d.tags[i+2] == determiner) {
			continue
		}
		switch d.word(i + 1) {
		case "discuss", "exchange", "convey", "review", "brief", "congratulate", "offer", "talk", "condole", "inform":
			return true
		}
		return false
	}
	return true
}

// pairBefore are the two sides that acted together in the sentence before: whom "the two" stands for.
func (c *Coder) pairBefore(d *reading, x *act) (a, b actor) {
	if x.sentence == 0 {
		return a, b
	}
	s := &d.sentences[x.sentence-1]
	for _, v := range s.verbs {
		if v.subject < 0 {
			continue
		}
		if a, b = c.pair(d, s, v.subject); b.found() {
			return a, b
		}
	}
	return actor{}, actor{}
}
