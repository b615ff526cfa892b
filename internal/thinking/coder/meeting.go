package coder

// attended are verbs by which those who came to a meeting are named after it.
var attended = map[string]bool{
	"took": true, "attended": true, "led": true, "represented": true, "participated": true, "talked": true, "headed": true, "discussed": true, "joined": true, "sat": true, "spoke": true, "met": true,
	"exchanged": true, "agreed": true, "reviewed": true, "conferred": true,
}

// present are the sides of a meeting that the sentence itself does not name: those who are said in the next one to have come, else the two neighbours of
// the text when the meeting is one of the border.
func (c *Coder) present(d *reading, x *act) (a, b actor) {
	if n := x.sentence + 1; n < len(d.sentences) {
		s := &d.sentences[n]
		for _, v := range s.verbs {
			if v.subject < 0 || v.modal || v.negated || v.infinitive || !attended[d.word(v.main)] {
				continue
			}
			if a, b = c.pair(d, s, v.subject); b.found() {
				return a, b
			}
		}
	}
	if containsAny(d.lower(x.s.First, x.s.Last), "flag", "bilateral", "border", "the two countries", "the two sides", "both sides", "both countries") {
		p := c.homePair(d)
		return p[0], p[1]
	}
	return actor{}, actor{}
}

// outcome reads "agreed to a truce after talks held in Doha on Saturday": talks told with a day and a place of their own, between those who then did something
// together.
func (c *Coder) outcome(d *reading, x *act, g int) (a, b actor) {
	if p := x.s.groups[g].prep; p != "after" && p != "following" {
		return a, b
	}
	day, place := false, false
	end := min(x.s.Last, x.anchor.last+16)
	for i := x.anchor.last; i < end; i++ {
		if k := x.s.verbAt(i); k >= 0 && !x.s.verbs[k].reduced {
			end = i
		}
	}
	for _, m := range d.moments {
		day = day || m.first >= x.anchor.last && m.first < end && c.recent(d, m)
	}
	for _, p := range c.everyPlace(d, x.s) {
		place = place || p.first >= x.anchor.last && p.first < end
	}
	for k := range x.s.groups {
		gr := &x.s.groups[k]
		place = place || gr.first >= x.anchor.last && gr.last <= end && gr.prep == "in" && d.Upper(gr.first)
	}
	if !day || !place {
		return a, b
	}
	for k := len(x.s.verbs) - 1; k >= 0; k-- {
		v := &x.s.verbs[k]
		if v.last > x.anchor.first || v.negated || v.subject < 0 || saying[d.word(v.main)] {
			continue
		}
		if a, b = c.pair(d, x.s, v.subject); b.found() {
			return a, b
		}
	}
	return actor{}, actor{}
}

// during reads "handed a list to an Afghan delegation during talks": what was done during talks says that they took place.
func (c *Coder) during(d *reading, x *act) (a, b actor) {
	for k := len(x.s.verbs) - 1; k >= 0; k-- {
		v := x.s.verbs[k]
		if v.last > x.anchor.first || v.modal || v.negated || v.infinitive || v.passive || v.subject < 0 {
			continue
		}
		if a, b = c.pair(d, x.s, v.subject); !a.found() || b.found() {
			return a, b
		}
		for i := range x.s.groups {
			g := &x.s.groups[i]
			if g.first < v.last || g.prep != "to" && g.prep != "with" {
				continue
			}
			if p, _ := c.pair(d, x.s, i); p.found() && talker(p) && !c.sameSide(d, p, a) {
				return a, p
			}
		}
		return actor{}, actor{}
	}
	return a, b
}

// gathered reads "envoys of A and B gathered for talks".
func (c *Coder) gathered(d *reading, x *act, g int) (a, b actor) {
	switch x.s.groups[g].prep {
	case "for", "in", "at", "of", "out of", "from":
	case "during":
		return c.during(d, x)
	default:
		return a, b
	}
	for k := range x.s.verbs {
		v := x.s.verbs[k]
		if v.modal || v.negated || v.infinitive || v.passive || v.subject < 0 || v.last > x.anchor.first {
			continue
		}
		switch d.word(v.main) {
		case "gathered", "assembled", "converged", "sat", "met", "participated", "took", "joined", "engaged", "huddled", "attended", "came", "walked", "pulled", "returned", "withdrew", "concluded", "completed", "ended", "began", "started", "opened", "finished", "wrapped":
			a, b = c.pair(d, x.s, v.subject)
			if k := governed(d, x.s, x.anchor.last, "with"); a.found() && !b.found() && k >= 0 {
				b, _ = c.pair(d, x.s, k)
			}
			return a, b
		}
		if p := x.s.groups[g].prep; (p == "in" || p == "at") && !saying[d.word(v.main)] {
			if a, b = c.pair(d, x.s, v.subject); b.found() {
				return a, b // "settled a dispute in a flag meeting"
			}
		}
	}
	return a, b
}

// hostOf is the government of another state in whose town talks were held: "the minister held talks in Kabul".
func (c *Coder) hostOf(d *reading, x *act, a actor) actor {
	for _, p := range c.everyPlace(d, x.s) {
		g := x.s.groupAt(p.first)
		if g < 0 || p.first < x.anchor.last || p.first > x.anchor.last+3 || p.kind == "crossing" || x.s.groups[g].prep != "in" && x.s.groups[g].prep != "at" {
			continue
		}
		host := actor{class: government, nation: p.country, nationNamed: true, first: p.first, last: p.last, label: p.name}
		if host.side = c.sideOf(d.on, host, "", ""); host.side != "" && !c.sameState(d, host, a) {
			return host
		}
	}
	return actor{}
}
