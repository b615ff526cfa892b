package coder

import "detente/internal/words/plover"

// pledge reads promises and offers: planned without a condition, hypothetical with one.
func (c *Coder) pledge(d *reading, x *act) *draft {
	if !x.who.named() && !bodily[x.who.class] || x.who.class == police || x.who.class == civilian || x.v.passive && !inclined[d.word(x.v.main)] || x.v.infinitive || x.v.modal && !(x.v.modalWord == "would" && ready[d.word(x.anchor.last-2)]) {
		return nil
	}
	if !c.cooperative(d, x.anchor.last, x.s.Last) || x.trigger.Strength == "money" && !c.grant(d, x) {
		return nil
	}
	whom := c.beneficiary(d, x, x.who)
	if !whom.found() {
		whom = c.antecedent(d, x, nil)
	}
	e := c.draft(d, x, whom)
	e.mode = "pledge"
	e.status, e.speaker = Planned, x.who.label
	if c.has(d, "hypothetical", x.anchor.first, x.s.Last) {
		e.status = Hypothetical
	}
	return e
}

// ready are words of readiness, which "would" makes no weaker.
var ready = map[string]bool{"willing": true, "ready": true, "prepared": true, "open": true}

// inclined are participles that say what their subject will do: "is prepared to train".
var inclined = map[string]bool{"prepared": true, "disposed": true, "inclined": true, "committed": true, "determined": true, "resolved": true}

// promise reads "will give", "would release" of a side as a pledge.
func (c *Coder) promise(d *reading, x *act) *draft {
	if x.v == nil || !x.v.modal || x.v.negated || x.v.modalWord != "will" && x.v.modalWord != "would" || !x.who.named() || x.who.class == civilian || x.who.class == armed {
		return nil
	}
	switch x.typ() {
	case plover.Aid, plover.Concede, plover.Retreat, plover.Cooperate:
	default:
		return nil
	}
	if c.analyst(d, x.s) || !c.cooperative(d, x.anchor.first, x.s.Last) || d.word(x.first) == "if" {
		return nil
	}
	x.trigger.Type, x.trigger.Mode = string(plover.Agree), "pledge"
	e := c.draft(d, x, c.beneficiary(d, x, x.who))
	e.status, e.speaker = Planned, x.who.label
	if c.has(d, "hypothetical", x.anchor.last, x.s.Last) {
		e.status = Hypothetical
	}
	return e
}

// cooperative reports that what is promised would help the other side.
func (c *Coder) cooperative(d *reading, first, last int) bool {
	for i := first; i < last; i++ {
		switch d.word(i) {
		case "lift", "look", "consider", "address", "examine", "open", "reopen", "release", "free", "give", "provide", "help", "aid", "assist", "assistance", "support", "resume", "restore", "ease", "waive", "send", "deliver", "relief", "talks", "dialogue",
			"mediate", "host", "hand", "ensure", "cooperate", "share", "extradite", "fund", "funds", "build", "rebuild", "million", "billion", "prevent", "stop", "protect", "guarantee", "visas", "extend", "food",
			"tonnes", "train", "equip", "teach", "lend", "donate", "grant", "swap", "exchange", "import", "buy", "invest", "construct", "vaccinate", "treat", "feed", "house", "pay", "rescue", "restart",
			"repatriate", "pardon", "drop", "pull", "cut", "halve", "reduce", "waiver", "scholarships", "medicine", "medicines", "wheat", "flour", "wells", "investigate", "return", "relocate", "act", "compensation", "allow", "facilitate", "negotiate", "meet", "withdraw", "supply", "repair", "remove", "accept", "sign", "compensate", "tents", "admit":
			return true
		}
	}
	return false
}

// beneficiary is whom a promise is made to: the side it names, else the other of the two neighbours.
func (c *Coder) beneficiary(d *reading, x *act, who actor) actor {
	for k := range x.s.groups {
		g := x.s.groups[k]
		if g.first < x.anchor.last || g.first > x.anchor.last+24 {
			continue
		}
		if a := g.actor; a.found() && a.class != source && !c.sameState(d, a, who) && (a.named() || a.class == civilian && (g.prep == "for" || g.prep == "to")) {
			if a.class == civilian && g.prep != "for" && g.prep != "to" && g.prep != "of" {
				continue
			}
			return a
		}
	}
	if o := c.neighbour(d, who); o.found() {
		return o
	}
	return actor{}
}

// neighbour is the other one of the two states whose districts the dictionary knows.
func (c *Coder) neighbour(d *reading, who actor) actor {
	mine := c.states[c.placedSide(d, who, &draft{})]
	if mine == "" || !c.districts[mine] {
		return actor{}
	}
	for i := range c.lex.Nations {
		if n := &c.lex.Nations[i]; n.Code != mine && c.districts[n.Code] && n.Admin1 == "" && (!d.on.IsSet() || n.Holds(d.on)) {
			a := actor{class: government, nation: n.Code, nationNamed: true, label: n.Names[0]}
			a.side = n.Sides[government]
			return a
		}
	}
	return actor{}
}

// grant reports that what is announced or approved is money or goods for somebody: "approved Rs600 million for the displaced".
func (c *Coder) grant(d *reading, x *act) bool {
	g := objectFrom(d, x.s, x.anchor.last)
	if g < 0 {
		return false
	}
	sum, use := false, false
	for i := x.s.groups[g].first; i < min(x.s.Last, x.s.groups[g].first+14); i++ {
		switch d.word(i) {
		case "million", "billion", "crore", "lakh", "tonnes", "tons":
			sum = sum || i < x.s.groups[g].last+2
		case "aid", "assistance", "support", "relief", "grant", "package", "funding", "compensation", "rehabilitation":
			use = true
		case "families", "victims", "heirs", "refugees", "returnees", "displaced":
			use = use || d.tags[i] == nominal
		}
	}
	return sum && use
}
