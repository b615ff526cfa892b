package coder

import (
	"strings"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/lexicon"
)

// takeInitiator keeps the best-named author: an organisation or a state's force over "gunmen".
func (c *Coder) takeInitiator(d *reading, s *sentence, a anchor, e *draft, f frame) {
	w := f.who
	if w.bare && w.class == government {
		w.class = military
		w.side = c.sideOf(d.on, w, "", "")
	}
	if !canUseForce(w) || a.trigger.Mode == "ied" && a.verb >= 0 && !w.org && w.class != armed && w.class != military {
		return
	}
	if a.trigger.Strength == "effect" && (e.mode == "ied" || e.mode == "suicide-bombing") && (w.class == police || w.class == military) {
		return // "a bomb went off as a van passed, injuring seven": the bomb did
	}
	if rank(w) <= rank(e.who) || e.warder.found() && c.placedSide(d, w, e) == c.placedSide(d, e.warder, e) {
		return
	}
	if a.sentence != e.sentence && c.suffered(d, e, w) {
		return // "a helicopter later shelled the hideouts": the answer of those who were attacked
	}
	e.who = w
	e.note("initiator", w.first, w.last, "frame."+a.trigger.Part+".initiator")
}

func canUseForce(a actor) bool {
	switch a.class {
	case armed, military, police, committee:
		return true
	}
	return a.class == government && (a.org || a.nationNamed) && !a.capital
}

func rank(a actor) int {
	switch {
	case !a.found():
		return 0
	case a.org || a.nationNamed:
		return 3
	}
	return 1
}

// takeTarget keeps whom an anchor names as hit.
func (c *Coder) takeTarget(d *reading, s *sentence, a anchor, e *draft, f frame) {
	t := f.whom
	if !t.found() && f.whomG >= 0 && a.sentence > 0 && (s.groups[f.whomG].pronoun || s.groups[f.whomG].of >= 0 && s.groups[s.groups[f.whomG].of].pronoun) {
		t = c.spokenOfBefore(d, a.sentence-1, f)
	}
	if !t.found() && f.whomG >= 0 && personalPronoun[d.word(s.groups[f.whomG].first)] {
		t = leading(s, s.groups[f.whomG].first, f)
	}
	if !t.found() && f.whomG >= 0 {
		if of := s.groups[f.whomG].of; of >= 0 && personalPronoun[d.word(s.groups[of].first)] {
			t = lastBefore(s, s.groups[f.whomG].first)
		}
	}
	if !t.found() || t.first == f.who.first && t.last == f.who.last && f.who.found() {
		return
	}
	if t.bare && t.class == government {
		t.class = military
		t.side = c.sideOf(d.on, t, "", "")
	}
	if f.whomG >= 0 && t.class == military && !t.named() && d.word(s.groups[f.whomG].first) == "their" {
		for k := range s.groups { // "three policemen were killed when rockets hit their post"
			if o := s.groups[k].actor; s.groups[k].last <= s.groups[f.whomG].first && o.class == police {
				t = o
			}
		}
	}
	victim := a.trigger.Strength == "effect"
	n := 2
	if victim {
		n = 1
	}
	if a.sentence > e.sentence && len(e.targets) > 0 && e.targets[0].rank > 0 && (e.targets[0].actor.class == police || e.targets[0].actor.class == military) {
		n = min(n, 1) // what was hit afterwards
	}
	if f.whomG >= 0 && (s.groups[f.whomG].prep == "near" || s.groups[f.whomG].prep == "outside") && t.class != military && t.class != police {
		n = min(n, 1) // where it went off says less than whom it hit
		if t.class != civilian || thing[d.word(t.last-1)] {
			n = 0
		}
	}
	if t.class == civilian && thing[d.word(t.last-1)] {
		n = 0
		if o := carried(d, s, t); o.found() {
			t, n = o, 2
		}
	}
	if t.class == government && works[d.word(t.last-1)] {
		n = 0 // a track that was blown up to stop a train: the people are meant
	}
	if t.class == source || t.class == government && !t.org && !t.nationNamed && victim {
		return
	}
	e.targets = append(e.targets, target{t, n, "frame." + a.trigger.Part + ".target"})
}

// leading is who a sentence begins with, whom a pronoun of a later clause stands for: "the clerk was on his way when gunmen shot him".
func leading(s *sentence, end int, f frame) actor {
	for k := range s.groups {
		g := &s.groups[k]
		if g.last > end {
			break
		}
		if a := g.actor; g.prep == "" && g.within < 0 && a.found() && a.class != armed && a.class != source && (a.first != f.who.first || !f.who.found()) {
			return a
		}
	}
	return actor{}
}

// lastBefore are the people named last before token end: who "them" are in "stopped passengers and shot three of them".
func lastBefore(s *sentence, end int) actor {
	for k := len(s.groups) - 1; k >= 0; k-- {
		if a := s.groups[k].actor; s.groups[k].last <= end && a.found() && a.class != armed && a.class != source {
			return a
		}
	}
	return actor{}
}

// chooseTarget takes what was aimed at, else the first victims; the initiator's own dead are neither.
func (c *Coder) chooseTarget(d *reading, e *draft) {
	side := c.placedSide(d, e.who, e)
	if side == "" {
		side = armedUnknown
	}
	c.meant(d, e)
	rank := -1
	for _, t := range e.targets {
		ts := c.placedSide(d, t.actor, e)
		own := ts == side || c.states[ts] != "" && c.states[ts] == c.states[side] || t.actor.class == armed && e.who.class == armed || t.actor.class == armed && !e.who.found()
		if own || t.rank <= rank {
			continue
		}
		rank = t.rank
		e.whom = t.actor
		e.note("target", t.actor.first, t.actor.last, t.rule)
	}
	if rank < 0 {
		c.victims(d, e)
	}
	if w := e.whom; w.class == military && !w.named() && post[d.word(w.last-1)] && w.label == d.Slice(w.last-1, w.last) {
		if a := c.policeHit(d, e); a.found() {
			e.whom = a // whose "a checkpost" was, the police hit there say
			e.note("target", a.first, a.last, "post.victims")
		}
	}
	if !e.whom.found() && (e.who.class == military || e.who.class == police) {
		c.opponents(d, e)
	}
	if e.whom.class == armed && !e.whom.org && e.who.class != armed {
		c.enlist(d, e)
	}
	if !e.whom.found() && (e.who.class == armed || !e.who.found()) {
		c.bystanders(d, e)
	}
}

// opponents are the armed people named where an operation is told.
func (c *Coder) opponents(d *reading, e *draft) {
	for _, ev := range e.evidence {
		s := &d.sentences[max(d.SentenceOf(ev.first), 0)]
		for k := range s.groups {
			if a := s.groups[k].actor; a.class == armed {
				e.whom = a
				e.note("target", a.first, a.last, "opponents")
				return
			}
		}
	}
}

// victims takes the target from the heads of the figures when no frame names one.
func (c *Coder) victims(d *reading, e *draft) {
	side := c.placedSide(d, e.who, e)
	if side == "" {
		side = armedUnknown
	}
	for _, k := range e.counts {
		s := &d.sentences[k.Sentence]
		g := s.groupAt(k.Token)
		if g < 0 || k.Mood != casualty.Told {
			continue
		}
		a := c.first(s, g)
		if a.class == source && !a.org {
			a.class, a.side = civilian, civilians // a doctor who is hit speaks for nobody
		}
		ts := c.placedSide(d, a, e)
		if !a.found() || a.class == armed && side == armedUnknown || ts == side {
			continue
		}
		e.whom = a
		e.note("target", a.first, a.last, "victims")
		return
	}
}

// thing are heads that say little of who was meant: the people in them say more.
var thing = map[string]bool{
	"vehicle": true, "vehicles": true, "house": true, "houses": true, "home": true, "compound": true, "car": true, "truck": true, "village": true, "bazaar": true, "market": true,
	"van": true, "coaster": true, "bus": true, "shop": true, "town": true, "trucks": true,
}

// works are heads of lines and the like.
var works = map[string]bool{"track": true, "tracks": true, "rails": true, "line": true, "lines": true, "bridge": true}

// policeHit are the police among those named as hit, or counted.
func (c *Coder) policeHit(d *reading, e *draft) actor {
	for _, t := range e.targets {
		if t.actor.class == police {
			return t.actor
		}
	}
	for _, k := range e.counts {
		s := &d.sentences[k.Sentence]
		if g := s.groupAt(k.Token); g >= 0 && c.first(s, g).class == police {
			return c.first(s, g)
		}
	}
	return actor{}
}

// post are heads of places that soldiers or police may hold.
var post = map[string]bool{
	"checkpost": true, "checkposts": true, "check-post": true, "check-posts": true, "checkpoint": true, "checkpoints": true,
	"picket": true, "pickets": true, "guard": true, "guards": true,
}

// takePair reads the two sides of a clash, the first named first.
func (c *Coder) takePair(d *reading, s *sentence, a anchor, e *draft) {
	if w := d.word(a.first); a.trigger.Mode != "border-clash" && !strings.HasPrefix(w, "exchang") && !strings.HasPrefix(w, "trad") || e.who.named() && len(e.targets) > 0 {
		return
	}
	var first, second actor
	between := map[int]bool{}
	for g := range s.groups {
		for _, k := range s.members(g) {
			between[k] = between[k] || s.groups[g].prep == "between"
		}
	}
	for k := range s.groups {
		x := s.groups[k].actor
		if x.class != military && x.class != armed && !(x.class == government && x.org) && x.class != police || !x.named() && !between[k] {
			continue
		}
		switch {
		case !first.found():
			first = x
		case !second.found() && x.side != first.side && (c.states[x.side] == "" || c.states[x.side] != c.states[first.side]):
			second = x
		}
	}
	if first.found() && second.found() {
		e.who = first
		e.note("initiator", first.first, first.last, "clash.first")
		e.targets = append([]target{{second, 2, "clash.second"}}, e.targets...)
	}
}

// takeOrigin reads who fired from where the fire came: "shells fired from the Pakistani side", "had come from a military camp".
func (c *Coder) takeOrigin(d *reading, s *sentence, a anchor, e *draft) {
	switch a.trigger.Mode {
	case "ied", "suicide-bombing", "abduction", "operation":
		return
	}
	told := frame{whoG: -1}
	if a.last > a.first { // else the sentence has no words of the act, and perhaps no verb
		told = c.frame(d, s, a)
	}
	if f := told; f.whoG >= 0 && c.gunfire(d, s, f.whoG) {
		if k := s.groupAt(s.groups[f.whoG].last + 1); k >= 0 && s.groups[k].prep == "from" && canUseForce(s.groups[k].actor) && rank(s.groups[k].actor) >= rank(e.who) {
			e.who = s.groups[k].actor
			e.note("initiator", e.who.first, e.who.last, "origin")
		}
	}
	for k := range s.verbs {
		v := s.verbs[k]
		switch d.word(v.main) {
		case "fired", "launched", "come", "came", "originated", "coming", "lobbed", "dropped", "originating", "flown", "operated", "belonged", "sent":
		default:
			continue
		}
		g := governed(d, s, v.last, "from|by|to")
		if g < 0 || s.groups[g].first > v.last+3 {
			continue
		}
		w := s.groups[g].actor
		switch d.word(s.groups[g].last - 1) {
		case "soil", "territory", "land", "province", "airspace":
			continue // where it came from says not who sent it
		}
		if w.bare && w.class == government && !locative[s.groups[g].prep] {
			w.class = military
			w.side = c.sideOf(d.on, w, "", "")
		}
		if w.class == government && w.org && c.states[w.side] != "" && s.groups[g].prep == "from" {
			w.class = military // "from the Afghan side"
		}
		if w.class == military && rank(w) >= rank(e.who) && !(e.who.org) {
			e.who = w
			e.note("initiator", w.first, w.last, "origin")
		}
	}
}

// carried is who a vehicle or house is said to hold: "a coaster carrying engineers", "a vehicle of the customs".
func carried(d *reading, s *sentence, t actor) actor {
	switch d.word(t.last) {
	case "carrying", "transporting", "ferrying", "belonging", "escorting", "taking", "bringing":
		i := t.last + 1
		if d.word(i) == "to" {
			i++
		}
		if g := s.groupAt(i); g >= 0 {
			return s.groups[g].actor
		}
	}
	return actor{}
}

// bystanders are forces named where an act is told and not as its speakers: whom an attack without another object met.
func (c *Coder) bystanders(d *reading, e *draft) {
	for _, ev := range e.evidence {
		n := d.SentenceOf(ev.first)
		if n < 0 {
			continue
		}
		s := &d.sentences[n]
		told := c.speakers(d, s)
		for k := range s.groups {
			a := s.groups[k].actor
			if s.groups[k].first < ev.first || s.groups[k].last > ev.last || a.class != police && a.class != military {
				continue
			}
			speaks := false
			for _, sp := range told {
				speaks = speaks || sp.actor.first == a.first
			}
			if !speaks {
				e.whom = a
				e.note("target", a.first, a.last, "bystanders")
				return
			}
		}
	}
}

// enlist gives armed people the organisation that they are said to have belonged to, where they are told of or right after.
func (c *Coder) enlist(d *reading, e *draft) {
	n := max(d.SentenceOf(e.whom.first), 0)
	for k := n; k < len(d.sentences) && k <= n+2; k++ {
		s := &d.sentences[k]
		for i := s.First; i < s.Last; i++ {
			switch d.word(i) {
			case "belonged", "belonging", "affiliated", "linked", "associated", "members", "member", "commander", "commanders", "operatives", "affiliates":
			default:
				continue
			}
			if a := c.armedGroup(d, i, min(i+8, s.Last)); a.found() {
				e.whom = a
				e.note("target", a.first, a.last, "membership")
				return
			}
		}
	}
}

// spokenOfBefore is whom the sentence before is about, for "they" and "six of them": its first subject that can be a victim.
func (c *Coder) spokenOfBefore(d *reading, n int, f frame) actor {
	s := &d.sentences[n]
	for _, v := range s.verbs {
		if v.subject < 0 {
			continue
		}
		if a := c.first(s, v.subject); a.found() && a.class != source && a.class != mediaWing && a.class != armed && a.first != f.who.first {
			return a
		}
	}
	return actor{}
}

// origins reads in the two sentences after an act whose author is not named where its weapon came from: "they said the drone
// belonged to X".
func (c *Coder) origins(d *reading, events []*draft) {
	for _, e := range events {
		if e.who.named() {
			continue
		}
		if s := &d.sentences[e.sentence]; modeOfStates[e.mode] && containsAny(d.lower(s.First, s.Last), "from across the border", "from across the frontier", "from across the durand", "across the durand line") {
			if o := c.neighbour(d, actor{class: government, nation: e.at.country, side: c.sideOf(d.on, actor{class: government, nation: e.at.country}, "", "")}); o.found() {
				o.class = military
				o.side = c.sideOf(d.on, o, "", "")
				e.who = o
				e.note("initiator", s.First, s.Last, "origin.across")
				continue
			}
		}
		for n := e.sentence + 1; n < len(d.sentences) && n <= e.sentence+2; n++ {
			s := &d.sentences[n]
			if c.has(d, "deny", s.First, s.Last) || !c.weaponIn(d, s.First, s.Last) {
				continue
			}
			before := e.who
			c.takeOrigin(d, s, anchor{trigger: &lexicon.Trigger{}}, e)
			if e.who.first != before.first {
				e.told = append(e.told, c.speakers(d, s)...)
				e.evidence = append(e.evidence, span{first: s.First, last: s.Last})
			}
		}
	}
}

// suffered reports forces of the side that an act has hit.
func (c *Coder) suffered(d *reading, e *draft, w actor) bool {
	if w.class != military && w.class != police {
		return false
	}
	side := c.placedSide(d, w, e)
	for _, t := range e.targets {
		if t.rank > 0 && (t.actor.class == military || t.actor.class == police) && c.placedSide(d, t.actor, e) == side {
			return true
		}
	}
	return false
}

// meant reads whom an act is said to have been aimed at: "police said the target was a patrol".
func (c *Coder) meant(d *reading, e *draft) {
	for n := e.sentence; n < len(d.sentences) && n <= e.sentence+2; n++ {
		s := &d.sentences[n]
		for i := s.First; i+2 < s.Last; i++ {
			if w := d.word(i); (w != "target" && w != "targets") || d.word(i+1) != "was" && d.word(i+1) != "were" && d.word(i+1) != "is" {
				continue
			}
			g := s.groupAt(i + 2)
			if g < 0 || s.groups[g].first != i+2 || !c.first(s, g).found() {
				continue
			}
			e.targets = append(e.targets, target{c.first(s, g), 3, "target.said"})
		}
	}
}

// fallen gives an attack on forces the organisation of the attackers who died in it: "five terrorists of X were killed in the response".
func (c *Coder) fallen(d *reading, e *draft) {
	if e.who.org || e.who.nationNamed || e.who.found() && e.who.class != armed {
		return
	}
	var dead actor
	forces := false
	for _, t := range e.targets {
		forces = forces || t.actor.class == police || t.actor.class == military || t.actor.class == civilian
		if t.actor.class == armed && t.actor.org && t.rank < 2 {
			dead = t.actor
		}
	}
	if forces && dead.found() && e.mode != "operation" {
		e.who = dead
		e.note("initiator", dead.first, dead.last, "fallen")
	}
}
