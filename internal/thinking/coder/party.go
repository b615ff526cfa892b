package coder

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
	if rank(w) <= rank(e.who) {
		return
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

// takeTarget keeps what the act was aimed at; victims stand in for it.
func (c *Coder) takeTarget(d *reading, s *sentence, a anchor, e *draft, f frame) {
	t := f.whom
	if !t.found() || t.first == e.who.first && t.last == e.who.last {
		return
	}
	if t.class == armed && !t.org && (e.who.class == armed || !e.who.found()) && a.trigger.Strength == "effect" {
		return // the attackers' own dead
	}
	if t.bare && t.class == government {
		t.class = military
		t.side = c.sideOf(d.on, t, "", "")
	}
	victim := a.trigger.Strength == "effect"
	n := 2
	if victim {
		n = 1
	}
	if t.class == civilian && thing[d.word(t.last-1)] {
		n--
		if n == 0 || victim {
			n = 0
		}
	}
	if t.class == source || t.class == government && !t.org && !t.nationNamed && victim {
		return
	}
	if e.whom.found() && n <= e.aimed {
		return
	}
	e.whom, e.aimed = t, n
	e.note("target", t.first, t.last, "frame."+a.trigger.Part+".target")
}

// thing are heads that say little of who was meant: the people in them say more.
var thing = map[string]bool{
	"vehicle": true, "vehicles": true, "house": true, "houses": true, "home": true, "compound": true, "car": true, "truck": true, "village": true, "bazaar": true, "market": true,
	"van": true, "coaster": true, "bus": true, "shop": true, "town": true, "trucks": true,
}
