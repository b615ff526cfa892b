package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// anchor is words of the text that may tell of an event: a trigger with its place in the sentence.
type anchor struct {
	trigger     *lexicon.Trigger
	first, last int // tokens
	sentence    int
	verb        int // verb group, or -1 for a noun
	form        lexicon.Form
}

func (a anchor) typ() plover.Type { return plover.Type(a.trigger.Type) }

// anchors lists the triggers of a sentence in order. Where two of the same type overlap, the longer stays.
func (c *Coder) anchors(d *reading, n int) []anchor {
	s := &d.sentences[n]
	if s.anchored {
		return s.anchors
	}
	from := len(d.room.anchors)
	out := c.findAnchors(d, n, d.room.anchors[from:])
	out = c.headedAnchors(d, n, c.partedAnchors(d, n, out))
	d.room.anchors = append(d.room.anchors, out...)
	s.anchors, s.anchored = d.room.anchors[from:len(d.room.anchors):len(d.room.anchors)], true
	return s.anchors
}

// findAnchors finds the triggers whose words stand together.
func (c *Coder) findAnchors(d *reading, n int, out []anchor) []anchor {
	s := &d.sentences[n]
	for _, m := range d.in(lexicon.Triggers, s.First, s.Last) {
		t := &c.lex.Triggers[m.Index]
		a := anchor{trigger: t, first: m.First, last: m.Last, sentence: n, verb: -1, form: m.Form}
		if t.Part == "verb" {
			a.verb = s.verbAt(m.First)
			if a.verb < 0 || s.verbs[a.verb].main != m.First {
				// The trigger begins with an auxiliary: "was caught in an ambush".
				if a.verb < 0 || m.Last <= s.verbs[a.verb].main {
					continue
				}
			}
		}
		out = append(out, a)
	}
	return out
}

// frame is who did it to whom, as the words around an anchor say.
type frame struct {
	who, whom   actor
	whoG, whomG int   // groups, or -1
	warder      actor // who stood the act: "repulsed an attack"
}

// aim are the prepositions that lead to what an act of force was aimed at.
const aim = "on|at|against|into|near|upon|onto|towards|toward|through|outside"

// frame reads the roles of an act of force.
func (c *Coder) frame(d *reading, s *sentence, a anchor) frame {
	f := frame{whoG: -1, whomG: -1}
	if a.verb < 0 {
		return c.nounFrame(d, s, a)
	}
	v := s.verbs[a.verb]
	passive := v.passive || v.reduced && !v.ing
	w := d.word(v.main)
	switch {
	case w == "came" || w == "come" || w == "coming" || w == "comes": // came under fire
		f.whomG = v.subject
		f.whoG = governed(d, s, a.last, "from|by")
	case dying[w] || meeting[w] || w == "embraced" || w == "attained" || w == "lost" || w == "lose" || w == "losing" || w == "laid" && d.word(v.main+1) != "siege" && d.word(v.main+1) != "an":
		f.whomG = v.subject
	case warded[w] && !passive && c.forceNoun(d, s, objectFrom(d, s, a.last)):
		// "repulsed an attack by gunmen": the subject was attacked.
		f.whomG = v.subject
		f.whoG = governed(d, s, a.last, "by")
		if v.subject >= 0 {
			f.warder = s.groups[v.subject].actor
		}
	case passive:
		f.whomG = v.subject
		if v.reduced && v.subject < 0 {
			f.whomG = s.groupAt(v.first - 1)
		}
		f.whoG = governed(d, s, a.last, "by")
	default:
		if !ofThings[w] {
			f.whoG = v.subject
		}
		f.whomG = objectFrom(d, s, a.last)
		if f.whomG < 0 || c.weapon(d, s, f.whomG) {
			if g := c.aimed(d, s, a.last); g >= 0 {
				f.whomG = g
			}
		}
	}
	if passive && f.whomG >= 0 && c.weapon(d, s, f.whomG) {
		if g := c.aimed(d, s, a.last); g >= 0 {
			f.whomG = g
		}
	}
	if f.whoG >= 0 {
		f.who = s.groups[f.whoG].actor
	}
	if f.whomG >= 0 {
		f.whom = c.first(s, f.whomG)
	}
	return f
}

// ofThings are verbs of force said of bombs and shells, and in praise of the dead: their subject is no author.
var ofThings = map[string]bool{
	"exploded": true, "explode": true, "explodes": true, "exploding": true, "went": true, "goes": true, "going": true, "go": true, "ripped": true, "tore": true, "ripping": true, "tearing": true, "landed": true,
	"martyring": true, "martyred": true, "fell": true, "landing": true, "falling": true, "rained": true, "slammed": true,
}

// warded are verbs whose subject stood an attack.
var warded = map[string]bool{
	"repulsed": true, "repelled": true, "foiled": true, "thwarted": true, "beat": true, "fought": true, "escaped": true, "survived": true, "evaded": true, "repulsing": true, "repelling": true, "foiling": true,
	"thwarting": true, "repulse": true,
}

// forceNoun reports a group that names an act of force.
func (c *Coder) forceNoun(d *reading, s *sentence, g int) bool {
	if g < 0 {
		return false
	}
	for _, m := range d.in(lexicon.Triggers, s.groups[g].first, s.groups[g].last) {
		if t := c.lex.Triggers[m.Index]; t.Type == string(plover.Assault) && t.Part == "noun" && t.Strength == "strong" && m.Last == s.groups[g].last {
			return true
		}
	}
	return false
}

// meeting are verbs that with what follows them say that their subject died: "met their end", "sacrificed their lives".
var meeting = map[string]bool{"met": true, "meet": true, "meeting": true, "breathed": true, "sacrificed": true, "sacrificing": true, "bled": true}

var dying = map[string]bool{"die": true, "died": true, "dies": true, "dying": true, "perish": true, "perished": true, "succumbed": true}

// first is the first actor of a coordination that names one.
func (c *Coder) first(s *sentence, g int) actor {
	if s.groups[g].pronoun && s.groups[g].and >= 0 {
		return s.groups[g].actor // "him and his two guards": he is meant
	}
	for _, k := range s.members(g) {
		if s.groups[k].actor.found() {
			return s.groups[k].actor
		}
	}
	return s.groups[g].actor
}

// aimed is the group after "on", "at", "near" and the like that is somebody or something, not only a place.
func (c *Coder) aimed(d *reading, s *sentence, i int) int {
	for k := range s.groups {
		g := &s.groups[k]
		if g.first < i || !inList(aim, g.prep) {
			continue
		}
		if !sameClause(d, s, i, g.first) {
			return -1
		}
		if g.actor.found() && !(g.actor.bare && len(d.in(lexicon.Places, g.first, g.last)) > 0) {
			return k
		}
	}
	return -1
}

// weapon reports a group that is a means, not a target.
func (c *Coder) weapon(d *reading, s *sentence, g int) bool {
	for _, m := range d.in(lexicon.Triggers, s.groups[g].first, s.groups[g].last) {
		t := c.lex.Triggers[m.Index]
		if t.Type == string(plover.Assault) && t.Part == "noun" && m.Last == s.groups[g].last {
			return true
		}
	}
	return !s.groups[g].actor.found()
}

func (c *Coder) nounFrame(d *reading, s *sentence, a anchor) frame {
	f := frame{whoG: -1, whomG: -1}
	g := s.groupAt(a.first)
	if g >= 0 {
		// "TTP attack", "Pakistani airstrikes", "Pakistan's strikes": who stands before the noun; "police killings" is not so read.
		before := group{first: s.groups[g].first, last: a.first, and: -1, of: -1, within: -1}
		if before.last > before.first {
			if x := c.resolve(d, &before); x.org || x.nationNamed || x.class == armed {
				f.who = x
			}
		}
	}
	if k := governed(d, s, a.last, "by"); k >= 0 {
		f.whoG, f.who = k, s.groups[k].actor
	}
	aimPreps := aim + "|targeting"
	for k := range s.groups {
		x := &s.groups[k]
		if x.first < a.last {
			continue
		}
		if !sameClause(d, s, a.last, x.first) || x.first > a.last+14 {
			break
		}
		if (inList(aimPreps, x.prep) || x.prep == "of") && x.actor.found() && !(x.actor.bare && x.prep != "against" && x.prep != "of") {
			if x.prep == "of" && k > 0 && s.groups[k-1].last > a.last {
				continue
			}
			f.whomG, f.whom = k, x.actor
			break
		}
	}
	if f.whomG < 0 && next(d, a.last) == "targeting" {
		if k := objectFrom(d, s, a.last+1); k >= 0 {
			f.whomG, f.whom = k, c.first(s, k)
		}
	}
	for k := range s.verbs {
		v := &s.verbs[k]
		if g < 0 || v.passive || !warded[d.word(v.main)] || v.subject < 0 || top(s, g) != objectFrom(d, s, v.last) {
			continue
		}
		f.warder = s.groups[v.subject].actor
		if f.whomG < 0 {
			f.whomG, f.whom = v.subject, c.first(s, v.subject)
		}
	}
	// "carried out the attack", "launched strikes": the subject of the verb that has the noun as its object.
	if f.who.class == "" && g >= 0 {
		for k := range s.verbs {
			v := s.verbs[k]
			if !v.passive && objectFrom(d, s, v.last) == g && doing[d.word(v.main)] && v.subject >= 0 {
				f.whoG, f.who = v.subject, s.groups[v.subject].actor
			}
		}
	}
	return f
}

// doing are verbs that make their subject the author of the noun that follows.
var doing = map[string]bool{
	"carried": true, "launched": true, "mounted": true, "staged": true, "conducted": true, "conduct": true, "launch": true, "carry": true, "executed": true, "made": true,
	"committed": true, "led": true, "began": true, "launches": true, "conducting": true, "conducts": true, "unleashed": true, "ordered": true, "continued": true, "resumed": true,
}
