package claim

import (
	"slices"

	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Parties says which sides stand together and which oppose each other. Sides on one end of a
// dyad are one party, whose word is not a second count of the same thing.
type Parties struct {
	end  map[string]string
	kind map[string]string
	foes map[string][]string
}

// PartiesOf reads the parties from a situation's dyads. Ends that share a side are the same
// party, named by its first code.
func PartiesOf(s *situation.Situation) Parties {
	p := Parties{end: map[string]string{}, kind: map[string]string{}, foes: map[string][]string{}}
	for _, v := range s.Sides {
		p.kind[v.Code] = v.Kind
		p.end[v.Code] = v.Code
	}
	for _, d := range s.Dyads {
		for _, list := range [][]string{d.A, d.B} {
			for _, side := range list {
				p.join(side, list[0])
			}
		}
	}
	for _, d := range s.Dyads {
		for _, a := range d.A {
			for _, b := range d.B {
				x, y := p.Of(a), p.Of(b)
				if !slices.Contains(p.foes[x], y) {
					p.foes[x], p.foes[y] = append(p.foes[x], y), append(p.foes[y], x)
				}
			}
		}
	}
	return p
}

func (p Parties) join(a, b string) {
	x, y := p.Of(a), p.Of(b)
	if x == y {
		return
	}
	name := min(x, y)
	for side, end := range p.end {
		if end == x || end == y {
			p.end[side] = name
		}
	}
}

// Of returns the party of a side: the side itself when no dyad joins it to another.
func (p Parties) Of(side string) string {
	if e, ok := p.end[side]; ok {
		return e
	}
	return side
}

// State reports whether the side acts as a state.
func (p Parties) State(side string) bool { return p.kind[side] == "state" }

// Armed reports whether the side is an armed group.
func (p Parties) Armed(side string) bool { return p.kind[side] == "armed_group" }

// states returns the parties of state kind that take part in the event.
func (p Parties) states(e record.Event) []string {
	var out []string
	for _, list := range [][]string{e.Initiator.Sides, e.Target.Sides} {
		for _, side := range list {
			if end := p.Of(side); p.State(side) && !slices.Contains(out, end) {
				out = append(out, end)
			}
		}
	}
	return out
}

// Dead says whose dead, or what else, a claim is about, so that only figures about the same
// thing are set against each other. Two states that fight each claim the other's dead
// under one subject; those are two things.
type Dead struct {
	Subject string // the claim's subject; "forces" for state forces, "deaths_militant" for armed groups
	Party   string // whose, where it matters and is known
}

// forces is the subject under which an opponent's claim of state forces killed and the
// state's own acknowledged losses meet.
const forces = "forces"

// About returns what a claim on an event is about, and false where that cannot be told.
func (p Parties) About(c record.Claim, e record.Event) (Dead, bool) {
	switch {
	case c.Subject == "own_losses" && p.Armed(c.SpeakerSide):
		return Dead{Subject: "deaths_militant"}, true
	case c.Subject == "own_losses":
		return Dead{forces, p.Of(c.SpeakerSide)}, true
	case c.Subject == "deaths_military":
		states := p.states(e)
		if len(states) == 1 {
			return Dead{forces, states[0]}, true
		}
		own := p.Of(c.SpeakerSide)
		for _, s := range states {
			if s != own && slices.Contains(p.foes[own], s) && p.State(c.SpeakerSide) {
				return Dead{forces, s}, true
			}
		}
		return Dead{}, false
	}
	return Dead{Subject: c.Subject}, true
}
