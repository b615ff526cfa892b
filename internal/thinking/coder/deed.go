package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// retreat: captives or prisoners let go, posts given up.
func (c *Coder) retreat(d *reading, x *act, force []*draft) *draft {
	if x.v == nil {
		return c.releaseNoun(d, x)
	}
	if !x.certain(c, d) {
		return nil
	}
	if x.who.class == armed && x.trigger.Mode == "release" {
		for _, e := range force {
			if e.sentence == x.sentence && e.mode != "abduction" {
				return nil // prisoners freed in the storming of a prison, a driver let go before his truck was burned
			}
		}
	}
	if x.v.reduced && messages[d.word(x.v.first-1)] {
		return nil // "a report released by"
	}
	g := x.thingOf(d)
	if x.trigger.Mode == "withdrawal" {
		return c.withdraw(d, x, g)
	}
	if g < 0 {
		return nil
	}
	whom := c.first(x.s, g)
	text := d.lower(x.s.groups[g].first, x.s.groups[g].last)
	if gr := x.s.groups[g]; gr.of >= 0 {
		text += " " + d.lower(x.s.groups[gr.of].first, x.s.groups[gr.of].last)
	}
	if gr := x.s.groups[g]; (gr.of >= 0 && x.s.groups[gr.of].pronoun || gr.pronoun || numeralOnly(d, &gr)) && !x.v.ing {
		for _, e := range force {
			if e.mode == "abduction" && e.first < x.anchor.first {
				whom, text = e.whom, text+" captive"
				if !x.who.found() {
					x.who = e.who
				}
			}
		}
	}
	if w := d.word(x.s.groups[g].last - 1); !whom.found() && (w == "others" || w == "more" || d.tags[x.s.groups[g].last-1] == numeral) {
		// "the bodies of three fishermen and freed eleven others": more of those named before.
		for k := g - 1; k >= 0 && !whom.found(); k-- {
			if a := x.s.groups[k].actor; a.class == civilian {
				whom, text = a, text+" captive"
			}
		}
	}
	if containsAny(text, "body", "bodies", "corpse", "remains", "weapon", "arms", "ammunition", "vehicle") {
		return nil
	}
	captive := containsAny(text, "hostage", "captive", "prisoner", "detainee", "abduct", "inmate", "kidnap", "labourer", "worker", "engineer", "soldier", "policem", "constable", "truck", "driver", "employee", "elder", "official",
		"personnel", "fishermen", "men", "national", "student", "teacher", "people", "miner", "judge", "levies", "guard", "women", "journalist", "doctor", "member", "activist", "person", "villager", "civilians", "tourist", "staff", "suspect", "citizens")
	w := d.word(x.v.main)
	if w == "returned" || w == "return" || w == "handed" || w == "recovered" || w == "hand" {
		captive = captive && (containsAny(text, "hostage", "captive", "prisoner", "abduct", "kidnap", "detainee") || c.agentIn(d, armed, x.s.First, x.s.Last) && w != "recovered" ||
			x.who.named() && whom.named() && (whom.class == military || whom.class == police) && !c.sameState(d, x.who, whom))
	}
	if !captive || !whom.found() || w == "released" && containsAny(text, "statement", "report", "video", "funds", "figures") {
		return nil
	}
	if whom.class == armed && x.who.class != military && x.who.class != police && x.who.class != government {
		return nil
	}
	if !x.who.found() || x.who.class == civilian || x.who.class == society || x.who.class == source || x.whoG == g {
		x.who = c.captor(d, x, text)
	}
	return c.draft(d, x, whom)
}

// captor is who held those released when the sentence does not say who let them go.
func (c *Coder) captor(d *reading, x *act, text string) actor {
	if containsAny(text, "prisoner", "inmate", "detainee") {
		return actor{class: government, label: "authorities"}
	}
	for _, s := range d.sentences {
		for _, m := range d.in(lexicon.Actors, s.First, s.Last) {
			if o := c.lex.Actors[m.Index]; o.Class == armed && (s.First == x.s.First) {
				return actor{side: o.Side, label: o.Label, class: armed, org: true, first: m.First, last: m.Last}
			}
		}
	}
	return actor{class: armed, side: armedUnknown, label: "captors"}
}

func (c *Coder) withdraw(d *reading, x *act, g int) *draft {
	who := x.who
	if x.v.passive && g >= 0 {
		who = x.s.groups[g].actor
	}
	if g >= 0 && !x.v.passive && x.s.groups[g].actor.class == military && (who.class == government || who.class == "") {
		if who.class == "" {
			who = x.s.groups[g].actor
		}
	}
	if who.class != military && who.class != armed && who.class != police && !(who.class == government && g >= 0 && x.s.groups[g].actor.class == military) {
		return nil
	}
	x.who = who
	var whom actor
	if k := governed(d, x.s, x.anchor.last, "to|from|before"); k >= 0 && x.s.groups[k].actor.found() && !c.sameSide(d, who, x.s.groups[k].actor) && !x.s.groups[k].actor.bare {
		whom = x.s.groups[k].actor
	}
	return c.draft(d, x, whom)
}

// mobilise: forces moved, reinforced or put on alert.
func (c *Coder) mobilise(d *reading, x *act) *draft {
	if x.v == nil || !x.certain(c, d) {
		return nil
	}
	who := x.who
	if g := x.thingOf(d); g >= 0 && g != x.whoG {
		for _, k := range append(x.s.members(g), x.s.groups[g].of) {
			if k < 0 {
				continue
			}
			if a := x.s.groups[k].actor; a.class == military || a.class == police {
				if !(who.class == military || who.class == police) {
					who = a
				}
				break
			}
		}
	}
	if who.class != military && who.class != police && !(who.nationNamed && who.class == government && containsAny(d.lower(x.first, x.last), "troops", "forces", "soldiers", "reinforcements", "tanks", "brigade", "army", "artillery", "jets", "border")) {
		return nil
	}
	if who.class == government {
		who.class = military
		who.side = c.sideOf(d.on, who, "", "")
	}
	if x.trigger.Strength == "context" {
		g := x.thingOf(d)
		if x.whoG >= 0 && !x.v.passive && marching(d, x.s, x.whoG) && !c.forceIn(d, x.first, x.last) {
			g = x.whoG
		}
		if g < 0 || !marching(d, x.s, g) {
			return nil
		}
	}
	if d.word(x.v.main) == "moved" && !containsAny(d.lower(x.first, x.last), "troops", "forces", "soldiers", "wings", "reinforcements", "tanks", "brigade", "contingents", "contingent", "platoons", "units", "battalion", "artillery", "armoured", "companies", "fighters", "armour", "regiment", "battalions", "guns", "jets", "commandos") {
		return nil
	}
	x.who = who
	return c.draft(d, x, actor{})
}

// marching reports a group of troops, by its head or by what it is made of.
func marching(d *reading, s *sentence, g int) bool {
	text := d.lower(s.groups[g].first, s.groups[g].last)
	if of := s.groups[g].of; of >= 0 {
		text += " " + d.lower(s.groups[of].first, s.groups[of].last)
	}
	return containsAny(text, "troops", "soldiers", "reinforcements", "brigade", "battalion", "companies", "platoons", "contingent", "wings", "tanks", "regiment", "commandos", "armoured column", "battalions", "brigades", "regiments", "platoon", "company of", "contingents", "troop", "division", "units of", "convoy of tanks", "column of", "columns of", "armour", "armored", "artillery", "guns")
}

// protest: by people, unions and parties, aimed at those who govern.
func (c *Coder) protest(d *reading, x *act) *draft {
	if x.v == nil {
		return c.protestNoun(d, x)
	}
	if w := d.word(x.v.main); x.v.infinitive && (w == "protest" || w == "demonstrate") && !x.v.modal {
		if p := finiteBefore(d, x.s, x.verb); p < 0 || x.s.verbs[p].modal || x.s.verbs[p].negated || intent[d.word(x.s.verbs[p].main)] {
			return nil
		}
	} else if !x.certain(c, d) {
		return nil
	}
	who := x.who
	if x.v.passive {
		if k := governed(d, x.s, x.anchor.last, "by"); k >= 0 {
			who = x.s.groups[k].actor
		} else {
			who = actor{class: civilian, side: civilians, label: "protesters"}
		}
	}
	switch who.class {
	case civilian, society, party, source, "":
	case police:
		if !containsAny(d.lower(x.anchor.first, x.anchor.last), "sit-in", "protest", "strike", "demonstration", "demonstrated") {
			return nil
		}
	default:
		return nil
	}
	if who.class == source || who.class == "" {
		if x.whoG < 0 && !x.v.passive || x.whoG >= 0 && wild[d.word(x.s.groups[x.whoG].last-1)] {
			return nil
		}
		who.class, who.side = civilian, civilians
	}
	if d.word(x.v.main) == "marched" || d.word(x.v.main) == "protested" && x.v.passive {
		if !containsAny(d.lower(x.first, x.last), "protest", "demand", "against", "slogan", "rally", "press club", "office", "assembly") {
			return nil
		}
	}
	x.who = who
	whom := actor{class: government, nation: c.home, nationNamed: true, label: "government"}
	if at := c.ownPlace(d, x.s, x.anchor.first, x.anchor.last); c.districts[at.country] {
		whom.nation = at.country
	} else if c.districts[d.dateline.country] {
		whom.nation = d.dateline.country
	}
	whom.side = c.sideOf(d.on, whom, "", "")
	if k := governed(d, x.s, x.anchor.last, "against"); k >= 0 && x.s.groups[k].actor.named() {
		whom = x.s.groups[k].actor
	}
	return c.draft(d, x, whom)
}

// sanction: punishments short of force between states, or of groups by states.
func (c *Coder) sanction(d *reading, x *act) *draft {
	if x.v == nil || !x.certain(c, d) {
		return nil
	}
	if x.who.class == source || x.who.class == civilian || !x.who.named() && !bodily[x.who.class] {
		return nil
	}
	var whom actor
	for k := range x.s.groups {
		g := x.s.groups[k]
		if g.first < x.v.last {
			continue // "ordered two diplomats to leave": whom may stand within the phrase
		}
		a := g.actor
		if !a.found() || a.class == source || c.sameState(d, a, x.who) && x.who.side != a.side && !a.org {
			continue
		}
		if a.class == civilian && a.nationNamed && c.agentIn(d, government, g.first, g.last) {
			a.class = government // "ordered an attache home"
			a.side = c.sideOf(d.on, a, "", "")
		}
		if a.named() && !c.sameSide(d, a, x.who) {
			whom = a
			break
		}
	}
	if !whom.found() {
		if w := d.word(x.v.main); w == "recalled" || w == "recall" || w == "withdrew" || w == "expelled" {
			whom = c.neighbour(d, x.who)
		}
	}
	if !whom.found() {
		return nil
	}
	if d.word(x.v.main) == "recalled" && !containsAny(d.lower(x.anchor.last, x.last), "ambassador", "envoy", "diplomat", "charge", "consul", "staff") {
		return nil
	}
	e := c.draft(d, x, whom)
	nation := c.states[c.placedSide(d, x.who, e)]
	if d.dateline.found() && (nation == "" || nation == d.dateline.country) {
		e.at, e.owned = d.dateline, true
		e.note("place", 0, 0, "place.dateline")
	} else if nation != "" {
		e.at, e.owned = place{country: nation}, true
		e.note("place", x.who.first, x.who.last, "place.speaker")
	}
	return e
}

// help: relief handed out, and work done together.
func (c *Coder) help(d *reading, x *act) *draft {
	if x.v == nil && x.typ() == plover.Cooperate {
		return c.convoy(d, x)
	}
	if x.v == nil {
		return c.relief(d, x)
	}
	if !x.certain(c, d) {
		return nil
	}
	if x.typ() == "COOPERATE" {
		return c.together(d, x)
	}
	goods := containsAny(d.lower(x.s.First, x.s.Last), "ration", "relief", "food", "tent", "blanket", "aid", "cash", "medicine", "flour", "wheat", "assistance", "kits", "supplies", "shelter", "hygiene", "clothes", "medical",
		"parcels", "packages", "vaccin", "grants", "stoves", "quilts", "seeds", "school bags", "meals", "water")
	who := x.who
	if !goods || !(who.class == world || who.class == society || who.class == government || who.class == local || who.class == military) {
		return nil
	}
	return c.draft(d, x, actor{class: civilian, side: civilians, label: "recipients"})
}

func (c *Coder) together(d *reading, x *act) *draft {
	a, b := c.pair(d, x.s, x.whoG)
	if !b.found() {
		if k := governed(d, x.s, x.anchor.last, "with|to|between"); k >= 0 {
			p, q := c.pair(d, x.s, k)
			switch {
			case q.found():
				a, b = p, q
			case p.found() && a.found() && !c.sameSide(d, p, a):
				b = p
			}
		}
	}
	if !b.found() {
		text := d.lower(x.s.First, x.s.Last)
		if containsAny(text, "two countries", "both countries", "two sides", "both sides", "two neighbours", "joint") {
			if n := c.homePair(d); n[0].found() {
				a, b = n[0], n[1]
			}
		}
	}
	if !a.found() || !b.found() || c.sameSide(d, a, b) || !talker(a) || !talker(b) {
		return nil
	}
	x.who = a
	return c.draft(d, x, b)
}

// intent are verbs after which an infinitive has not happened.
var intent = map[string]bool{
	"threatened": true, "vowed": true, "decided": true, "planned": true, "plan": true, "planning": true, "called": true, "urged": true, "asked": true, "want": true, "wanted": true, "announced": true,
	"refused": true, "failed": true, "allowed": true, "forced": true, "agreed": true,
}

// protestNoun reads "blocked the road in protest" and "a sit-in was held".
func (c *Coder) protestNoun(d *reading, x *act) *draft {
	g := x.s.groupAt(x.anchor.first)
	if g < 0 {
		return nil
	}
	if e := c.observed(d, x, g); e != nil {
		return e
	}
	for k := range x.s.verbs {
		v := x.s.verbs[k]
		if v.modal || v.negated || v.infinitive || v.subject < 0 {
			continue
		}
		switch {
		case x.s.groups[g].prep == "in" && v.last <= x.anchor.first && x.anchor.first-v.last < 12 && !v.passive:
			x.who, x.whoG = x.s.groups[v.subject].actor, v.subject
		case v.subject == g && v.first >= x.anchor.last && took[d.word(v.main)]:
			x.who = actor{class: civilian, side: civilians, label: "protesters"}
			if k := governed(d, x.s, v.last, "by"); k >= 0 {
				x.who = x.s.groups[k].actor
			}
		case v.last <= x.anchor.first && objectFrom(d, x.s, v.last) == g && took[d.word(v.main)] && !v.passive:
			x.who, x.whoG = x.s.groups[v.subject].actor, v.subject
		default:
			continue
		}
		switch x.who.class {
		case civilian, society, party:
		default:
			continue
		}
		copied := v
		copied.passive, copied.infinitive = false, false
		x.v = &copied
		return c.protest(d, x)
	}
	return nil
}

// took are verbs that say that something arranged took place.
var took = map[string]bool{
	"held": true, "staged": true, "observed": true, "organised": true, "organized": true, "continued": true, "entered": true, "began": true, "launched": true, "started": true, "took": true, "led": true,
	"resumed": true, "arranged": true, "kept": true, "maintained": true, "extended": true, "stretched": true,
}

// releaseNoun reads "secured the release of three policemen".
func (c *Coder) releaseNoun(d *reading, x *act) *draft {
	g := x.s.groupAt(x.anchor.first)
	if g < 0 || x.trigger.Mode != "release" || x.s.groups[g].of < 0 {
		return nil
	}
	for _, v := range x.s.verbs {
		if v.modal || v.negated || v.infinitive || v.last > x.anchor.first || x.anchor.first-v.last > 3 {
			continue
		}
		switch d.word(v.main) {
		case "secured", "ensured", "negotiated", "won", "obtained", "brokered", "arranged", "effected", "led", "resulted":
			og := x.s.groups[x.s.groups[g].of]
			whom := og.actor
			if !whom.found() || whom.class == armed {
				return nil
			}
			x.who = c.captor(d, x, d.lower(og.first, og.last))
			return c.draft(d, x, whom)
		}
	}
	return nil
}

// observed reads "shops stayed closed in response to a strike call given by X".
func (c *Coder) observed(d *reading, x *act, g int) *draft {
	if p := x.s.groups[g].prep; p != "to" && p != "on" && p != "during" && p != "over" {
		return nil
	}
	for k := range x.s.verbs {
		v := x.s.verbs[k]
		if v.last > x.anchor.first || v.negated || v.modal {
			continue
		}
		switch d.word(v.main) {
		case "closed", "shut", "suspended", "shuttered", "stayed", "remained":
		default:
			continue
		}
		x.who = actor{class: civilian, side: civilians, label: "traders"}
		for i := range x.s.groups {
			if b := &x.s.groups[i]; b.first >= x.anchor.last && (b.prep == "by" || b.prep == "of") && b.actor.found() {
				x.who = b.actor
				break
			}
		}
		if x.who.class != civilian && x.who.class != society && x.who.class != party {
			return nil
		}
		x.kept = true
		done := v
		done.passive, done.infinitive, done.reduced = false, false, false
		x.v = &done
		return c.protest(d, x)
	}
	return nil
}
