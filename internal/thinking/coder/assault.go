package coder

import (
	"detente/internal/thinking/casualty"
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// assaults finds the acts of force of a document, each told once however often the text comes back to it.
func (c *Coder) assaults(d *reading) []*draft {
	x := d.scope
	if x.sport || x.drill {
		return nil
	}
	var events []*draft
	for n := range d.sentences {
		s := &d.sentences[n]
		if c.figures(d, s) || c.has(d, "anniversary", s.First, s.Last) || c.summed(d, s, events) {
			continue
		}
		var early []anchor
		for _, a := range strongFirst(c.anchors(d, n), &d.room) {
			if a.typ() != plover.Assault {
				continue
			}
			stands, ok := c.live(d, s, a, x)
			if !ok {
				continue
			}
			taken := false
			if events, taken = c.place(d, s, a, events, stands); !taken && a.trigger.Strength == "strong" {
				early = append(early, a)
			}
		}
		// "closed after an exchange of fire in which two were wounded": what opened no event may tell of one opened after it.
		for _, a := range early {
			for _, e := range events {
				e.settled = e.mode != ""
			}
			events, _ = c.place(d, s, a, events, false)
			for _, e := range events {
				e.settled = false
			}
		}
	}
	return events
}

// live says whether an anchor tells of force used, and whether it can stand for an event by itself.
func (c *Coder) live(d *reading, s *sentence, a anchor, x scope) (stands, ok bool) {
	if c.ofYear(d, s, a) || c.advice(d, s, a.first) || c.figurative(d, s, a) || mishap(d, s, a) || c.unreal(d, s, a) || c.household(d, s, a) || c.beastly(d, s, a) || riot(d, a) && !c.harmIn(d, s) {
		return false, false
	}
	if a.verb >= 0 {
		v := s.verbs[a.verb]
		if v.modal || v.negated {
			return false, false
		}
		if v.infinitive && !c.managed(d, s, a.verb) || prevented(d, s, a.verb) || c.yetToCome(d, s, a) {
			return false, false
		}
	} else if c.onlyNamed(d, s, a) {
		return false, false
	}
	if first, last := c.clause(d, s, a.first); c.background(d, first, last) && !c.dated(d, s, a) {
		return false, false
	}
	if (x.tabled || x.essay) && !c.ownDay(d, s, a) || c.seized(d, s, a) {
		return false, false
	}
	if x.accident || !x.armed && c.private(d, a.sentence) || c.feud(d, s) && !c.armedIn(d, s) || x.defused && a.trigger.Strength != "strong" {
		return false, false
	}
	switch a.trigger.Strength {
	case "strong":
		return !c.search(d, s, a) && !c.recounted(d, s, a) && !c.earlier(d, s, a), true
	case "context":
		ok := c.supported(d, s, a)
		return ok, ok
	}
	if v := s.verbs[max(a.verb, 0)]; a.verb >= 0 && dying[d.word(v.main)] && v.perfect && !counted(d, s, a.first) && !c.ownMoment(d, s, a.first, a.last).found() {
		return false, false // "patients have died at the gate": how things are
	}
	return (c.forced(d, s, a) || c.partOf(d, s, a) || c.partOfSum(d, s, a.sentence)) && !c.recounted(d, s, a) && !c.earlier(d, s, a), true
}

// managed reports an infinitive that tells of something done: "tried to storm", "began to shell".
func (c *Coder) managed(d *reading, s *sentence, k int) bool {
	if k == 0 {
		return false
	}
	switch d.word(s.verbs[k-1].main) {
	case "claimed", "claims", "tried", "attempted", "managed", "began", "started", "continued", "went", "proceeded", "used", "trying", "attempting", "escaped", "stormed":
		return true
	}
	return false
}

// onlyNamed reports a noun of force that is spoken of and not told: "anti-terror operations", "condemned attacks", "a ban on attacks".
func (c *Coder) onlyNamed(d *reading, s *sentence, a anchor) bool {
	switch d.word(a.first - 1) {
	case "for", "no", "any", "further", "future", "possible", "potential", "fresh", "against", "anti", "another", "more", "new":
		return true
	}
	if g := s.groupAt(a.first); g >= 0 && s.groups[g].prep == "for" {
		return true
	}
	if g := s.groupAt(a.first); g >= 0 && s.groups[g].last > a.last && s.groups[g].first <= a.first && d.tags[a.last] != possessive && a.trigger.Strength == "strong" {
		return true
	}
	if w := d.word(a.first - 1); len(w) == 4 && (w[:2] == "19" || w[:2] == "20") && d.tags[a.first-1] == numeral {
		return true // "the 2022 bombing"
	}
	switch d.word(a.last) {
	case "plan", "plans", "threat", "threats", "warning", "alert", "survivors", "victims", "squad", "unit", "wing", "case", "cases", "charges", "vest", "jacket":
		return true
	}
	return false
}

// figurative reports force against or by what cannot fight: prices, a virus, a budget.
func (c *Coder) figurative(d *reading, s *sentence, a anchor) bool {
	first, last := c.clause(d, s, a.first)
	if _, ok := c.cue(d, "metaphor", max(first, a.first-4), min(last, a.last+5)); !ok {
		return false
	}
	return len(d.in(lexicon.Agents, first, last)) == 0 || !c.agentIn(d, armed, first, last) && !c.agentIn(d, military, first, last) && !c.agentIn(d, police, first, last) && !c.weaponIn(d, first, last)
}

func (c *Coder) weaponIn(d *reading, first, last int) bool {
	for _, m := range d.in(lexicon.Triggers, first, last) {
		t := c.lex.Triggers[m.Index]
		if t.Type == string(plover.Assault) && t.Part == "noun" {
			return true
		}
	}
	return false
}

// supported reports that a word with peaceful readings ("hit", "fired", "operation") stands among arms or armed people.
func (c *Coder) supported(d *reading, s *sentence, a anchor) bool {
	if a.verb < 0 {
		// A weapon or an operation alone tells nothing; with a verb of force beside it that verb tells it.
		return false
	}
	f := c.frame(d, s, a)
	if taking[d.word(a.first)] && (f.who.class == military || f.who.class == police || f.who.class == government) && !f.whom.found() {
		return false // arms found and taken
	}
	if a.trigger.Mode == "abduction" && f.who.class != armed {
		return false // "guns had driven them away"
	}
	if warded[d.word(a.first)] && !c.harmIn(d, s) && !c.forceNoun(d, s, objectFrom(d, s, a.last)) {
		return false // "foiled a terror bid by arresting two men"
	}
	if f.who.class == armed || f.who.class == military || f.who.org {
		return f.whom.found() || f.whomG >= 0 && s.groups[f.whomG].pronoun && personalPronoun[d.word(s.groups[f.whomG].first)] || c.weaponIn(d, s.First, s.Last)
	}
	return c.weaponIn(d, s.First, s.Last)
}

// forced reports that a death has an author, a weapon or another sign of force in its sentence.
func (c *Coder) forced(d *reading, s *sentence, a anchor) bool {
	if c.agentIn(d, armed, s.First, s.Last) || c.weaponIn(d, s.First, s.Last) {
		return true
	}
	for _, m := range d.in(lexicon.Actors, s.First, s.Last) {
		if c.lex.Actors[m.Index].Class == armed {
			return true
		}
	}
	if d.word(a.first) == "shot" || d.word(a.first) == "gunned" {
		return true
	}
	f := c.frame(d, s, a)
	if f.who.class == military || f.who.class == police || f.whoG >= 0 && c.gunfire(d, s, f.whoG) {
		return true
	}
	for _, m := range d.in(lexicon.Triggers, s.First, s.Last) {
		if t := c.lex.Triggers[m.Index]; t.Type == string(plover.Assault) && t.Strength == "strong" && m.First != a.first {
			return true
		}
	}
	// A verb of taking away by force beside it: "offloaded and killed".
	for i := s.First; i < s.Last; i++ {
		switch d.word(i) {
		case "offloaded", "bullet-riddled", "bullet", "bullets", "martyred", "ambushed", "executed", "hostage", "combat", "eliminated", "neutralised", "neutralized", "gunshot":
			return true
		}
	}
	return false
}

// recent reports a day within the fortnight before the day of issue.
func (c *Coder) recent(d *reading, m moment) bool {
	return !d.item.Published.IsSet() || m.Start >= d.item.Published.Add(-14) && m.Start <= d.item.Published
}

// place ties an anchor to the event that it tells of, or opens one.
func (c *Coder) place(d *reading, s *sentence, a anchor, events []*draft, stands bool) (out []*draft, taken bool) {
	at := c.ownPlace(d, s, a.first, a.last)
	when := c.ownMoment(d, s, a.first, a.last)
	if c.lateDeath(d, s, a) {
		at, when, stands = place{}, moment{}, false // dying of wounds is told of the act that caused them
	}
	if when.found() && !c.recent(d, when) {
		return events, false
	}
	if n := len(events) - 1; n >= 0 && !at.found() && stands && when.found() && events[n].dated && (when.End < events[n].when.Start || when.Start > events[n].when.End) && sameThere(d, s) {
		at = events[n].at // "on Tuesday two men had been gunned down in the same town"
		at.rule = "place.same"
	}
	// A toll in the sentence of a telling belongs to it, whatever day stands nearer.
	if n := len(events) - 1; a.trigger.Strength != "strong" && n >= 0 && events[n].sentence == a.sentence && fits(events[n], at, moment{}, a) {
		c.add(d, s, a, events[n], at, moment{})
		return events, true
	}
	apart := stands && at.found() && c.apart(d, s)
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		if e.sum && e.sentence != a.sentence && at.admin2 != "" {
			continue
		}
		if apart && e.sentence != a.sentence && (at.name != e.at.name || d.lower(at.first, at.last) != d.lower(e.at.first, e.at.last)) {
			continue
		}
		if !at.found() && !when.found() && a.sentence > e.sentence+4 && !definite(d, s, a) {
			continue
		}
		if c.long(d) && !e.owned && !e.dated && a.sentence != e.sentence {
			continue
		}
		if fits(e, at, when, a) && (e.sentence == a.sentence || !indefinite(d, s, a) || !at.found() || !stands || at.admin2 == e.at.admin2) {
			c.add(d, s, a, e, at, when)
			return events, true
		}
	}
	if stands && c.disputed(d, s, a.first) && !c.alleged(d, s) {
		stands = false
	}
	if !stands || !c.opensEvent(d, s, a, at, when, len(events)) {
		return events, false
	}
	e := &draft{typ: plover.Assault, sentence: a.sentence, first: a.first, last: a.last, fields: make([]note, 0, 8), sum: c.several(d, s)}
	c.add(d, s, a, e, at, when)
	return append(events, e), true
}

func indefinite(d *reading, s *sentence, a anchor) bool {
	g := s.groupAt(a.first)
	return a.verb < 0 && g >= 0 && (d.word(s.groups[g].first) == "a" || d.word(s.groups[g].first) == "an" || d.word(s.groups[g].first) == "another")
}

// opensEvent: the first event needs a telling verb, or a noun with its day or place; a further one needs its own place.
func (c *Coder) opensEvent(d *reading, s *sentence, a anchor, at place, when moment, sofar int) bool {
	if a.verb >= 0 {
		return sofar == 0 || at.found()
	}
	g := s.groupAt(a.first)
	if g >= 0 {
		switch d.word(s.groups[g].first) {
		case "that", "those", "such", "many", "several", "all":
			return false
		}
	}
	if g >= 0 && !c.effectIn(d, s) {
		for i := s.groups[g].first; i < a.first; i++ {
			if d.word(i) == "recent" {
				return false // "in recent attacks": spoken of in passing
			}
		}
	}
	if c.long(d) && c.namedAct(d, s, a, at) {
		return true
	}
	if a.form.Has(lexicon.PluralForm) && !a.form.Has(lexicon.Singular) && !when.found() {
		return false
	}
	own := c.ownTime(d, s, a, when)
	if own && at.found() {
		return sofar > 0 || at.admin2 != "" || !c.districts[at.country]
	}
	if own && at.admin1 != "" && c.effectIn(d, s) {
		return true
	}
	return sofar == 0 && at.admin2 != "" && !c.spokenOf(d, s, a) && c.effectIn(d, s)
}

// fits reports that place and day of an anchor do not speak against an event.
func fits(e *draft, at place, when moment, a anchor) bool {
	if when.found() && e.dated && (when.End < e.when.Start || when.Start > e.when.End) {
		return false
	}
	if !at.found() || !e.at.found() {
		return true
	}
	if e.at.country != at.country {
		return false
	}
	if at.admin2 == "" || e.at.admin2 == "" {
		return at.admin1 == "" || e.at.admin1 == "" || at.admin1 == e.at.admin1 && (at.admin2 == "" || e.sentence == a.sentence)
	}
	return at.admin2 == e.at.admin2
}

// add takes what an anchor says into its event.
func (c *Coder) add(d *reading, s *sentence, a anchor, e *draft, at place, when moment) {
	f := c.frame(d, s, a)
	if at.found() && (!e.owned || e.at.admin2 == "" && at.admin2 != "") {
		e.at, e.owned = at, true
		e.note("place", at.first, at.last, at.rule)
	}
	if when.found() && !e.dated {
		e.when, e.dated = when, true
		e.note("date", when.first, when.last, when.rule)
	}
	if f.warder.found() {
		e.warder = f.warder
	}
	c.takeInitiator(d, s, a, e, f)
	c.takeOrigin(d, s, a, e)
	c.takePair(d, s, a, e)
	c.takeTarget(d, s, a, e, f)
	if m, n := c.modeOf(d, s, a); n > e.strength && !e.settled {
		e.mode, e.strength = m, n
		e.note("mode", a.first, a.last, "trigger."+a.trigger.Part+"."+m)
	}
	if len(e.fields) == 0 || e.evidence == nil {
		e.note("type", a.first, a.last, "trigger."+a.trigger.Part+"."+a.trigger.Strength)
	}
	first, last := c.clause(d, s, a.first)
	e.evidence = append(e.evidence, span{first: first, last: last})
	told := c.speakers(d, s)
	if len(told) == 0 {
		e.plain++
	}
	e.told = append(e.told, told...)
}

// modeStrength: a planted bomb says more than "attack", a suicide bombing more than a bomb.
var modeStrength = map[string]int{
	"armed-assault": 1, "operation": 2, "targeted-killing": 3, "ied": 4, "ambush": 4, "shelling": 4, "border-clash": 3, "airstrike": 5, "drone-strike": 6, "suicide-bombing": 7, "abduction": 3,
}

func (c *Coder) modeOf(d *reading, s *sentence, a anchor) (string, int) {
	return a.trigger.Mode, modeStrength[a.trigger.Mode]
}

// ownTime reports that a day is said of the noun itself: "Tuesday's ambush", "an attack on Tuesday", and not of a verb of
// speech beside it.
func (c *Coder) ownTime(d *reading, s *sentence, a anchor, when moment) bool {
	if !when.found() {
		return false
	}
	g := s.groupAt(a.first)
	if g >= 0 && when.first >= s.groups[g].first && when.first < s.groups[g].last || d.possessed(when) && s.groupAt(when.last) == g {
		return true
	}
	if !c.spokenOf(d, s, a) {
		return true
	}
	for t := min(a.last, when.last); t < max(a.first, when.first); t++ {
		if d.tags[t] == verbal || d.tags[t] == subordinator {
			return false
		}
	}
	return when.first >= a.last
}

// spokenOf reports that the noun stands in what somebody says, condemns or does because of it.
func (c *Coder) spokenOf(d *reading, s *sentence, a anchor) bool {
	for _, m := range d.in(lexicon.Triggers, s.First, a.first) {
		if t := c.lex.Triggers[m.Index]; t.Part == "verb" && t.Type != string(plover.Assault) {
			return true
		}
	}
	for i := a.first - 1; i >= s.First && i > a.first-8; i-- {
		switch d.word(i) {
		case "after", "since", "before", "condemned", "during", "over", "about", "alarm", "concern":
			return true
		}
	}
	return false
}

// effectIn reports people hit in the sentence.
func (c *Coder) effectIn(d *reading, s *sentence) bool {
	for _, k := range d.counts {
		if k.Token >= s.First && k.Token < s.Last {
			return true
		}
	}
	return false
}

// harmIn reports people killed or hurt in the sentence.
func (c *Coder) harmIn(d *reading, s *sentence) bool {
	for _, k := range d.counts {
		if k.Token >= s.First && k.Token < s.Last && (k.Group == casualty.Killed || k.Group == casualty.Injured) {
			return true
		}
	}
	return false
}

// strongFirst puts the words that tell of an act before those that tell what it did.
func strongFirst(all []anchor, r *room) []anchor {
	out := r.strong[:0]
	for _, strong := range []bool{true, false} {
		for _, a := range all {
			if (a.trigger.Strength == "strong") == strong {
				out = append(out, a)
			}
		}
	}
	r.strong = out
	return out
}

// alleged reports that the sentence names an act of its own day and place, so that its denial has something to deny.
func (c *Coder) alleged(d *reading, s *sentence) bool {
	return len(c.places(d, s)) > 0 && c.recentIn(d, s.First, s.Last)
}

// definite reports "the attack", "that ambush".
func definite(d *reading, s *sentence, a anchor) bool {
	g := s.groupAt(a.first)
	if a.verb >= 0 || g < 0 {
		return false
	}
	w := d.word(s.groups[g].first)
	return (w == "the" || w == "that" || w == "this") && a.form.Has(lexicon.Singular)
}

// long reports an essay, in which acts are named in passing that a brief would tell.
func (c *Coder) long(d *reading) bool { return len(d.sentences) >= 12 }

// namedAct reports a noun that names an act of a named side, or acts in a district that took lives.
func (c *Coder) namedAct(d *reading, s *sentence, a anchor, at place) bool {
	if c.advice(d, s, a.first) {
		return false
	}
	if f := c.nounFrame(d, s, a); f.who.nationNamed && !f.who.capital {
		return modeOfStates[a.trigger.Mode]
	}
	return at.admin2 != "" && at.prep == "in" && containsAny(d.lower(a.last, s.Last), "claimed more lives", "claimed lives", "killed", "left")
}

// armedIn reports armed people of a cause in the sentence: militants, a named group.
func (c *Coder) armedIn(d *reading, s *sentence) bool {
	for _, m := range d.in(lexicon.Actors, s.First, s.Last) {
		if c.lex.Actors[m.Index].Class == armed {
			return true
		}
	}
	for _, m := range d.in(lexicon.Agents, s.First, s.Last) {
		if c.lex.Agents[m.Index].Class == armed && !weakArmed[d.lower(m.First, m.Last)] && !weakArmed["unidentified "+d.lower(m.First, m.Last)] {
			return true
		}
	}
	return false
}

var taking = map[string]bool{"seized": true, "captured": true, "intercepted": true, "seize": true, "seizing": true, "capture": true, "destroyed": true}

var personalPronoun = map[string]bool{"he": true, "she": true, "they": true, "him": true, "her": true, "them": true}
