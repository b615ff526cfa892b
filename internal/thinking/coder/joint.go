package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// jointly reads "A and B jointly inspected the containers", "with B, A patrolled the border jointly": work of two states together, whatever the verb.
func (c *Coder) jointly(d *reading, n int, out []*draft) []*draft {
	s := &d.sentences[n]
	at := -1
	for i := s.First; i < s.Last && at < 0; i++ {
		switch d.word(i) {
		case "jointly":
			at = i
		case "joint":
			if i+2 < s.Last && (crews[d.word(i+1)] || crews[d.word(i+2)] || crews[d.word(i+4)]) && d.tags[i] == nominal {
				at = i
			}
		}
	}
	if at < 0 {
		return out
	}
	best := -1
	for k := range s.verbs {
		v := &s.verbs[k]
		if v.modal || v.negated || v.infinitive || v.subject < 0 || v.passive && governed(d, s, v.last, "by") < 0 {
			continue
		}
		if best < 0 || gapTo(v.main, at) < gapTo(s.verbs[best].main, at) {
			best = k
		}
	}
	if best < 0 || saying[d.word(s.verbs[best].main)] {
		return out
	}
	v := &s.verbs[best]
	for _, m := range d.in(lexicon.Triggers, v.main, s.Last) {
		if m.First > v.main {
			break
		}
		switch plover.Type(c.lex.Triggers[m.Index].Type) {
		case plover.Cooperate:
			return out // read by its own words
		case plover.Mobilize, plover.Aid, plover.Coerce:
		default:
			return out
		}
	}
	g := v.subject
	if v.passive {
		g = governed(d, s, v.last, "by")
	}
	a, b := c.pair(d, s, g)
	if !a.found() {
		a = c.first(s, g)
	}
	for k := range s.groups {
		if p := s.groups[k].prep; !b.found() && p == "with" {
			if x, _ := c.pair(d, s, k); x.found() && talker(x) && !c.sameSide(d, x, a) {
				b = x
			}
		}
	}
	if !a.found() || !b.found() || c.sameSide(d, a, b) || c.sameState(d, a, b) || !talker(a) || !talker(b) {
		return out
	}
	x := &act{anchor: anchor{trigger: &lexicon.Trigger{Type: string(plover.Cooperate), Mode: "joint-work", Part: "adverb", Strength: "strong"}, first: v.first, last: v.last, sentence: n, verb: best}, s: s, v: v, who: a, whoG: g}
	x.first, x.last = c.clause(d, s, v.first)
	x.when = c.ownMoment(d, s, v.first, v.last)
	if x.when.found() && !c.recent(d, x.when) {
		return out
	}
	return c.keep(d, x, c.draft(d, x, b), out)
}

// crews are heads of those who work together: "joint Afghan and Turkmen crews".
var crews = map[string]bool{"crew": true, "crews": true, "team": true, "teams": true, "patrol": true, "patrols": true, "engineers": true, "surveyors": true, "inspectors": true}

func gapTo(a, b int) int {
	if a < b {
		return b - a
	}
	return a - b
}

// moved are verbs of goods on their way.
var moved = map[string]bool{
	"crossed": true, "passed": true, "entered": true, "left": true, "reached": true, "arrived": true, "moved": true, "rolled": true, "departed": true, "went": true, "drove": true, "dispatched": true,
	"despatched": true, "cleared": true, "sent": true, "set": true, "trundled": true, "transited": true, "came": true, "began": true, "processed": true,
}

// convoy reads goods that move between two states under what they agreed: "the first trucks under the accord crossed at X".
func (c *Coder) convoy(d *reading, x *act) *draft {
	g := x.s.groupAt(x.anchor.first)
	if g < 0 || x.trigger.Mode != "trade" {
		return nil
	}
	for k := range x.s.verbs {
		v := &x.s.verbs[k]
		if v.modal || v.negated || v.infinitive || v.reduced || v.subject < 0 || !moved[d.word(v.main)] || x.s.groups[v.subject].first > x.anchor.first || v.first < x.anchor.last || v.first > x.anchor.last+24 {
			continue
		}
		if !containsAny(d.lower(x.s.First, x.s.Last), "under", "agreement", "accord", "deal", "pact", "arrangement", "protocol", "transit", "trial", "pilot") {
			continue
		}
		p := c.homePair(d)
		if !p[0].found() {
			p = c.bothSides(d)
		}
		if !p[0].found() || !p[1].found() {
			return nil
		}
		for i := range p {
			p[i].class, p[i].org, p[i].bare = government, false, true
			p[i].side = c.sideOf(d.on, p[i], "", "")
		}
		x.who, x.v, x.whoG = p[0], v, v.subject
		x.when = c.ownMoment(d, x.s, v.first, v.last)
		return c.draft(d, x, p[1])
	}
	return nil
}

// handed are verbs by which goods come to those who need them.
var handed = map[string]bool{
	"handed": true, "delivered": true, "unloaded": true, "distributed": true, "flown": true, "dispatched": true, "despatched": true, "arrived": true, "reached": true, "landed": true, "given": true,
	"sent": true, "airlifted": true, "provided": true, "trucked": true, "supplied": true, "doled": true, "transported": true, "ferried": true, "issued": true, "shared": true, "donated": true,
}

// relief reads goods of help by themselves: "Iran's consignment of tents was handed over at X", "Delhi said its 15 tonnes of food had been unloaded".
func (c *Coder) relief(d *reading, x *act) *draft {
	g := x.s.groupAt(x.anchor.first)
	if g < 0 {
		return nil
	}
	for k := range x.s.verbs {
		v := &x.s.verbs[k]
		if v.modal || v.negated || v.infinitive || v.reduced || v.subject < 0 || !handed[d.word(v.main)] || v.first < x.anchor.last || v.first > x.anchor.last+18 || top(x.s, g) != top(x.s, v.subject) && firstOf(x.s, top(x.s, g)) != v.subject {
			continue
		}
		who := c.giver(d, x, v)
		if !who.found() {
			return nil
		}
		x.who, x.v, x.whoG = who, v, v.subject
		x.when = c.ownMoment(d, x.s, v.first, v.last)
		return c.draft(d, x, actor{class: civilian, side: civilians, label: "recipients"})
	}
	return nil
}

// giver is whose goods they are: whom "by" names, the state or body that owns them, where they are "from", or who speaks of "its own".
func (c *Coder) giver(d *reading, x *act, v *verb) actor {
	ok := func(a actor) bool {
		return a.found() && (a.class == world || a.class == society || bodily[a.class]) && (a.named() || a.class == local || a.class == society)
	}
	if g := governed(d, x.s, v.last, "by"); g >= 0 && ok(x.s.groups[g].actor) {
		return x.s.groups[g].actor
	}
	s := &x.s.groups[v.subject]
	if n := d.in(lexicon.Nations, s.first, s.last); len(n) > 0 {
		a := actor{class: government, nation: c.lex.Nations[n[0].Index].Code, nationNamed: true, label: d.Slice(n[0].First, n[0].Last), first: n[0].First, last: n[0].Last}
		a.side = c.sideOf(d.on, a, "", "")
		return a
	}
	if ok(s.actor) && s.actor.named() {
		return s.actor
	}
	for k := range x.s.groups {
		if g := &x.s.groups[k]; g.prep == "from" && ok(g.actor) {
			return g.actor
		}
	}
	if w := d.word(s.first); w == "its" || w == "their" {
		for _, sp := range c.speakers(d, x.s) {
			if ok(sp.actor) {
				return sp.actor
			}
		}
	}
	return actor{}
}
