package coder

import (
	"slices"

	"detente/internal/thinking/lexicon"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
)

// act is one anchor of an act that is no use of force, with what is known of it so far.
type act struct {
	anchor
	s     *sentence
	v     *verb // nil for a noun
	who   actor
	whoG  int
	when  moment
	first int // the clause
	last  int
	kept  bool            // that it goes on is what is told: a strike
	own   lexicon.Trigger // the anchor's, which the act may read otherwise
}

// acts finds the events that are no acts of force: what is said, agreed, closed, sent, given.
func (c *Coder) acts(d *reading, force []*draft) []*draft {
	if d.scope.sport {
		return nil
	}
	var out []*draft
	kind := d.scope
	for n := range d.sentences {
		s := &d.sentences[n]
		if c.has(d, "anniversary", s.First, s.Last) {
			continue
		}
		counted := c.figures(d, s)
		for _, a := range c.anchors(d, n) {
			if a.typ() == plover.Assault || counted && a.trigger.Mode != "deportation" {
				continue
			}
			if kind.drill && (a.typ() == plover.Retreat || a.typ() == plover.Coerce) || kind.essay && !c.ownDay(d, s, a) {
				continue
			}
			x, ok := c.consider(d, s, a, out)
			if !ok {
				continue
			}
			if e := c.judge(d, x, force, out); e != nil {
				out = c.keep(d, x, e, out)
				out = c.others(d, x, *e, out)
				out = c.addressees(d, x, *e, out)
			}
		}
		out = c.jointly(d, n, out)
	}
	return out
}

// consider reads the subject and drops what is denied, only possible, or long past.
func (c *Coder) consider(d *reading, s *sentence, a anchor, before []*draft) (*act, bool) {
	x := &act{anchor: a, s: s, whoG: -1, own: *a.trigger}
	x.trigger = &x.own
	x.first, x.last = c.clause(d, s, a.first)
	if hortative(d, s) {
		return x, false
	}
	if a.verb >= 0 {
		x.v = &s.verbs[a.verb]
		if x.v.passive || x.v.reduced && !x.v.ing {
			x.whoG = governed(d, s, a.last, "by")
		} else {
			x.whoG = x.v.subject
		}
		if x.whoG >= 0 {
			x.who = c.speakerOf(d, s, x.whoG, before)
			if !x.who.found() && x.v.ing {
				// "passed a resolution opposing": the author of the paper speaks in it.
				for k := range s.verbs[:a.verb] {
					if u := s.verbs[k]; !u.passive && u.subject >= 0 && objectFrom(d, s, u.last) == x.whoG {
						x.whoG = u.subject
						x.who = c.speakerOf(d, s, x.whoG, before)
					}
				}
			}
		}
	}
	if x.whoG < 0 && x.v != nil && x.v.ing && x.v.first == s.First && (a.typ() == plover.Reject || a.typ() == plover.Accuse || a.typ() == plover.Support) {
		for k := a.verb + 1; k < len(s.verbs); k++ { // "Rejecting the plan, the elders said"
			if u := &s.verbs[k]; !u.ing && !u.infinitive && !u.reduced && u.subject >= 0 {
				x.whoG, x.who = u.subject, c.speakerOf(d, s, u.subject, before)
				break
			}
		}
	}
	x.when = c.ownMoment(d, s, a.first, a.last)
	if spokenType[a.typ()] {
		x.when = c.spokenMoment(d, s, a)
	}
	if x.when.found() && a.verb >= 0 && (d.possessed(x.when) || spokenType[a.typ()] && x.when.first > a.last && !c.saidThen(d, s, x.when) && c.forceBetween(d, a.last, x.when.first)) {
		x.when = moment{}
	}
	if x.when.found() && !spokenType[a.typ()] && a.typ() != plover.Protest && x.when.first > a.last && validity(d, a.typ(), x.when) {
		x.when = moment{}
	}
	if x.when.found() && !c.recent(d, x.when) && (a.trigger.Mode != "deportation" || x.when.End < d.item.Published.Add(-45)) {
		return x, false
	}
	c.lead(d, x)
	if c.background(d, c.pastRelative(d, s, a, x.first), x.last) && !x.when.found() {
		return x, false
	}
	if a.typ() != plover.Reject && a.typ() != plover.Accuse && c.disputed(d, s, a.first) {
		return x, false
	}
	return x, !c.analyst(d, s)
}

// speakerOf is the actor of a subject; "he", "it" and "the house" are the last one that acted.
func (c *Coder) speakerOf(d *reading, s *sentence, g int, before []*draft) actor {
	a := c.first(s, g)
	gr := s.groups[g]
	if house := gr.last-gr.first == 2 && d.word(gr.first) == "the" && d.word(gr.last-1) == "house"; !house && a.found() && (a.named() || a.class != government && a.class != "" || d.word(gr.first) != "the" || gr.last-gr.first > 2) {
		return a
	}
	if a.class == civilian && d.word(gr.last-1) == "house" && gr.last-gr.first == 2 {
		a = actor{}
	}
	definite := gr.pronoun || d.word(gr.first) == "the" || d.word(gr.first) == "its" || d.word(gr.first) == "his"
	if !definite {
		return a
	}
	for i := len(before) - 1; i >= 0; i-- {
		if before[i].who.named() && (a.class == "" || before[i].who.class == a.class) {
			return before[i].who
		}
	}
	if gr.pronoun {
		for k := range s.groups {
			if o := s.groups[k].actor; s.groups[k].first < gr.first && (o.class == society || o.class == local || o.class == party || o.class == government && o.named()) {
				if o.class == local {
					continue
				}
				return o
			}
		}
	}
	if n := d.SentenceOf(gr.first); n > 0 && a.class == "" {
		p := &d.sentences[n-1]
		for _, v := range p.verbs {
			if v.subject >= 0 && p.groups[v.subject].actor.named() {
				return p.groups[v.subject].actor
			}
		}
	}
	return a
}

// certain reports a verb group that tells of something done.
func (x *act) certain(c *Coder, d *reading) bool {
	if x.v == nil {
		return true
	}
	if x.v.reduced && !x.v.ing && x.whoG < 0 && (!x.when.found() || x.when.first < x.anchor.first) {
		return false // "roads closed since then": a state and no act
	}
	if x.v.ing && x.v.first > x.s.First && d.word(x.v.first-1) == "that" && gerund(d, x.s, x.verb) {
		return false // "said that shutting the routes broke the rules"
	}
	if x.v.ing && x.v.first == x.s.First && x.whoG < 0 && gerund(d, x.s, x.verb) {
		return false // "sealing the border has starved our exporters": spoken of and not told
	}
	if w := d.word(x.first - 1); w == "since" && x.first > x.s.First && !(x.when.found() && x.when.first >= x.first && x.when.first < x.last) {
		return false // "prices have doubled since the crossings closed"
	}
	if x.v.ing && x.v.first > x.s.First && d.word(x.v.first-1) == "of" {
		return false // "accused of giving": what is alleged
	}
	if w := d.word(x.v.first - 1); x.v.perfect && d.word(x.v.first) == "had" && (w == "who" || w == "which" || w == "that" && d.tags[x.v.first-1] == relative) {
		return false // "protesters who had blocked the road": told of who they are
	}
	if g := x.thingOf(d); x.v.passive && g >= 0 {
		switch d.word(x.s.groups[g].first) {
		case "no", "none", "nobody", "neither":
			return false // "no one was taken into custody"
		}
	}
	if x.v.reduced && !x.v.ing && x.typ() == plover.Coerce && described(d, x) {
		return false // "drivers detained by the guards were set free"
	}
	if prevented(d, x.s, x.verb) || x.lasting(d) || c.wished(d, x.s, x.verb) {
		return false
	}
	return !x.v.modal && !x.v.negated && (!x.v.infinitive || c.managed(d, x.s, x.verb)) && !c.advice(d, x.s, x.anchor.first)
}

func (c *Coder) judge(d *reading, x *act, force, before []*draft) *draft {
	if e := c.promise(d, x); e != nil {
		return e
	}
	switch x.typ() {
	case plover.Request, plover.Accuse, plover.Support, plover.Reject, plover.Threaten:
		return c.statement(d, x, before)
	case plover.Consult:
		return c.consult(d, x)
	case plover.Agree:
		return c.agree(d, x, before)
	case plover.Coerce, plover.Concede:
		return c.control(d, x, force)
	case plover.Retreat:
		return c.retreat(d, x, force)
	case plover.Mobilize:
		return c.mobilise(d, x)
	case plover.Protest:
		return c.protest(d, x)
	case plover.Sanction:
		return c.sanction(d, x)
	case plover.Aid, plover.Cooperate:
		return c.help(d, x)
	}
	return nil
}

// draft opens an event for an act, with its day and place.
func (c *Coder) draft(d *reading, x *act, whom actor) *draft {
	e := &draft{typ: x.typ(), mode: x.trigger.Mode, who: x.who, whom: whom, sentence: x.sentence, first: x.anchor.first, last: x.anchor.last, status: Asserted, fields: make([]note, 0, 6)}
	e.note("type", x.anchor.first, x.anchor.last, "trigger."+x.trigger.Part+"."+string(x.typ()))
	if x.who.last > x.who.first {
		e.note("initiator", x.who.first, x.who.last, "frame.subject")
	}
	if whom.last > whom.first {
		e.note("target", whom.first, whom.last, "frame.object")
	}
	e.evidence = []span{{first: x.first, last: x.last}}
	if x.when.found() {
		e.when, e.dated = x.when, true
		e.note("date", x.when.first, x.when.last, x.when.rule)
	}
	return e
}

// keep adds an event unless the same was told before: one of a type by one side to one side on one day.
func (c *Coder) keep(d *reading, x *act, e *draft, out []*draft) []*draft {
	spoken := spokenType[e.typ]
	if !e.dated {
		c.actDay(d, e, out, spoken)
	}
	if !e.owned {
		c.actPlace(d, x, e, out, spoken)
	}
	for _, o := range out {
		if o.typ != e.typ || o.when.found() && e.when.found() && e.dated && o.dated && (o.when.End < e.when.Start || e.when.End < o.when.Start) {
			continue
		}
		a, b := c.placedSide(d, o.who, o), c.placedSide(d, e.who, e)
		t, u := c.placedSide(d, o.whom, o), c.placedSide(d, e.whom, e)
		mirrored := a == u && b == t
		if spoken && (a != b || t != u && t != "" && u != "") {
			continue
		}
		if !spoken && a != b && !mirrored && a != "" && b != "" {
			continue
		}
		if e.typ == plover.Consult && a == b && t != u && t != "" && u != "" && c.states[t] != c.states[u] {
			continue // two calls with two states
		}
		if !spoken && e.typ != plover.Consult && e.owned && o.owned && e.at.admin2 != o.at.admin2 && e.at.admin2 != "" && o.at.admin2 != "" {
			continue
		}
		o.evidence = append(o.evidence, e.evidence...)
		if e.dated && !o.dated {
			o.when, o.dated = e.when, true
			o.note("date", e.when.first, e.when.last, e.when.rule)
		}
		return out
	}
	return append(out, e)
}

// actDay: the speaker's other act of the text, else for a statement the day of issue, else a day named before.
func (c *Coder) actDay(d *reading, e *draft, before []*draft, spoken bool) {
	for i := len(before) - 1; i >= 0; i-- {
		if b := before[i]; b.when.found() && b.who.side == e.who.side && e.who.side != "" {
			e.when = b.when
			e.note("date", b.when.first, b.when.last, "date.sameSpeaker")
			return
		}
	}
	if spoken && c.toldOn(d, e) {
		return
	}
	if spoken {
		if p := d.item.Published; p.IsSet() {
			e.when = moment{Interval: calendar.Interval{Start: p, End: p, Precision: calendar.Day}}
			e.note("date", 0, 0, "date.published")
		}
		return
	}
	c.inheritDay(d, e)
}

// actPlace settles where an act was done. A statement is placed by where it was made, never by what it is about.
func (c *Coder) actPlace(d *reading, x *act, e *draft, before []*draft, spoken bool) {
	if spoken {
		c.statementPlace(d, x, e, before)
		return
	}
	if p := c.ownPlace(d, x.s, x.anchor.first, x.anchor.last); p.found() && (p.prep != "from" || e.typ != plover.Retreat && e.typ != plover.Mobilize) && (e.typ != plover.Consult && e.typ != plover.Agree || locative[p.prep] || p.prep == "to") {
		e.at, e.owned = p, true
		e.note("place", p.first, p.last, p.rule)
		return
	}
	for n := x.sentence - 1; n >= 0; n-- {
		if ps := c.places(d, &d.sentences[n]); len(ps) > 0 {
			e.at = best(ps)
			e.note("place", e.at.first, e.at.last, "place.before")
			return
		}
	}
	if d.dateline.found() {
		e.at = d.dateline
		e.note("place", 0, 0, "place.dateline")
		return
	}
	c.inheritPlace(d, e)
}

func (c *Coder) statementPlace(d *reading, x *act, e *draft, before []*draft) {
	for _, p := range c.places(d, x.s) {
		// "In Tehran, the ministry welcomed", "told reporters in Sialkot".
		lead := p.first <= x.s.First+2 && d.word(p.last) == ","
		told := false
		for i := p.first - 1; i >= p.first-6 && i >= x.s.First; i-- {
			switch d.word(i) {
			case "reporters", "rally", "conference", "journalists", "briefing", "speaking", "gathering", "ceremony", "addressing", "meeting", "newsmen", "interview", "session":
				told = true
			}
		}
		if lead || told {
			e.at, e.owned = p, true
			e.note("place", p.first, p.last, "place.spoken")
			return
		}
	}
	nation := e.who.nation
	if nation == "" {
		nation = c.states[c.placedSide(d, e.who, e)]
	}
	switch {
	case d.dateline.found() && (nation == "" || nation == d.dateline.country):
		e.at = d.dateline
		e.note("place", 0, 0, "place.dateline")
	case nation != "":
		e.at = place{country: nation, rule: "place.speaker"}
		e.note("place", e.who.first, e.who.last, "place.speaker")
	}
	for _, n := range []int{x.sentence + 1, x.sentence - 1} {
		if e.at.admin2 == "" || n < 0 || n >= len(d.sentences) || !c.toldIn(d, n) {
			continue
		}
		if ps := c.places(d, &d.sentences[n]); len(ps) > 0 && ps[0].prep == "in" && ps[0].country == nation {
			e.at = ps[0]
			e.note("place", ps[0].first, ps[0].last, "place.spoken")
		}
	}
}

// toldIn reports "he told reporters in …".
func (c *Coder) toldIn(d *reading, n int) bool {
	s := &d.sentences[n]
	for i := s.First; i+1 < s.Last; i++ {
		if d.word(i) == "told" && (d.word(i+1) == "reporters" || d.word(i+1) == "journalists" || d.word(i+1) == "a") || d.word(i) == "speaking" || d.word(i) == "addressing" {
			return true
		}
	}
	return false
}

// lead gives an office without a nation that of the place the sentence opens with: "In Beijing, the foreign ministry …".
func (c *Coder) lead(d *reading, x *act) {
	if !bodily[x.who.class] || x.who.named() || !locative[d.word(x.s.First)] {
		return
	}
	for _, m := range d.in(lexicon.Places, x.s.First, min(x.s.Last, x.s.First+5)) {
		if d.word(m.Last) == "," {
			at := c.lex.Places[m.Index]
			x.who.nation, x.who.nationNamed = at.Country, true
			x.who.side = c.sideOf(d.on, x.who, "", "")
			return
		}
	}
}

// spokenType are the types that are done by saying.
var spokenType = map[plover.Type]bool{plover.Request: true, plover.Accuse: true, plover.Support: true, plover.Reject: true, plover.Threaten: true}

// forceBetween reports words of force between two tokens: a day after them is theirs.
func (c *Coder) forceBetween(d *reading, i, j int) bool {
	for _, m := range d.in(lexicon.Triggers, i, j) {
		if t := c.lex.Triggers[m.Index]; t.Type == string(plover.Assault) && t.Strength != "context" {
			return true
		}
	}
	return false
}

// spokenMoment is the day of a statement: one that stands by its verb with no other verb between, else one before it in the
// sentence. Days further on are of what the statement is about.
func (c *Coder) spokenMoment(d *reading, s *sentence, a anchor) moment {
	var before moment
	for _, m := range d.moments {
		if m.first < s.First || m.first >= s.Last || d.possessed(m) {
			continue
		}
		if m.first < a.first {
			before = m
			continue
		}
		free := true
		for t := a.last; t < m.first; t++ {
			if d.tags[t] == verbal || d.tags[t] == subordinator {
				free = false
			}
		}
		if free && !before.found() {
			return m
		}
	}
	if before.found() {
		return before
	}
	// "…, the ministry said on Thursday": the day of the report verb that closes the sentence.
	for _, sp := range c.speakers(d, s) {
		for _, m := range d.moments {
			if sp.first > a.last && m.first >= sp.first && m.first <= sp.last+6 && m.first < s.Last && near(d, sp, m) {
				return m
			}
			if sp.first > a.last && m.first > a.last && m.last <= sp.first && m.last+1 >= sp.first && !d.possessed(m) {
				return m // "…, a statement issued on Thursday said"
			}
		}
	}
	return moment{}
}

// disputed reports that what follows is called untrue by the sentence it stands in.
func (c *Coder) disputed(d *reading, s *sentence, i int) bool {
	for t := s.First; t < i; t++ {
		switch d.word(t) {
		case "baseless", "untrue", "false", "unfounded":
			if i > 0 && d.tags[i-1] == coordinator {
				continue // "called the charges baseless and urged"
			}
			return true
		case "denied", "denies", "denying", "fake", "rumour", "rumours", "rumors", "fabricated", "rubbished", "refuted":
			return true
		}
	}
	return false
}

// others gives a statement of several speakers to each: "A and B welcomed".
func (c *Coder) others(d *reading, x *act, e draft, out []*draft) []*draft {
	if !spokenType[e.typ] || x.whoG < 0 || x.s.groups[x.whoG].within >= 0 {
		return out
	}
	for _, b := range out {
		if b.typ == plover.Consult && b.sentence == e.sentence && c.sameSide(d, b.who, e.who) {
			return out // said together at their meeting: the first named
		}
	}
	for _, k := range x.s.members(x.whoG)[1:] {
		a := x.s.groups[k].actor
		if !a.named() || a.class == civilian || c.sameSide(d, a, e.who) || c.sameState(d, a, e.who) || c.sameSide(d, a, e.whom) {
			continue
		}
		o := e
		o.who, o.at, o.owned, o.dated = a, place{}, false, e.dated
		o.fields, o.evidence = slices.Clone(e.fields), slices.Clone(e.evidence)
		o.note("initiator", a.first, a.last, "frame.subject.and")
		y := *x
		y.who = a
		out = c.keep(d, &y, &o, out)
	}
	return out
}
