package incident

import (
	"strings"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/text"
)

// act settles which actions the brief tells of.
func (b *Brief) act(d text.Document, hits []hit) {
	bombs := first(hits, "explosion", told)
	if bombs == nil && first(hits, "thrown", told) != nil {
		bombs = first(hits, "device", told)
	}
	seizure := first(hits, "seizure", func(h hit) bool { return told(h) && !body(d, h) })
	if seizure != nil && bombs == nil && onlyDevices(d) {
		bombs, seizure = seizure, nil // a device found is the bombing of those who laid it
	}
	cues := map[Action]*hit{
		ArmedAssault: b.assault(hits, bombs), Bombing: bombs, Infrastructure: ruin(hits, bombs), Seizure: seizure,
		Arrest:    first(hits, "arrest", func(h hit) bool { return !h.negated && (!h.record || h.passive || h.agent.Forces()) }),
		Surrender: first(hits, "surrender", func(h hit) bool { return !h.negated && !asked(d, h) }),
		Abduction: first(hits, "abduction", func(h hit) bool { return told(h) && !(b.Deaths > 0 && dated(d, h)) }),
	}
	for _, a := range Actions {
		if h := cues[a]; h != nil {
			b.Actions = append(b.Actions, Found{a, d.Tokens[h.first].Start, d.Tokens[h.last-1].End})
		}
	}
}

// assault is the cue of an attack by hand or gun: what a bomb did is a bombing only.
func (b *Brief) assault(hits []hit, bombs *hit) *hit {
	h := first(hits, "armed_assault", told)
	if h == nil && bombs == nil {
		h = first(hits, "killing", told)
	}
	if h == nil && bombs == nil && b.Deaths > 0 {
		h = first(hits, "killing", func(hit) bool { return true })
	}
	return h
}

// ruin is the cue of property destroyed: what was blown up is a bombing only.
func ruin(hits []hit, bombs *hit) *hit {
	h := first(hits, "fire", told)
	if h == nil && bombs == nil {
		h = first(hits, "destruction", told)
	}
	return h
}

func told(h hit) bool { return !h.record && !h.negated }

// first returns the first hit of a name that passes, or nil.
func first(hits []hit, name string, pass func(hit) bool) *hit {
	for i := range hits {
		if hits[i].name == name && pass(hits[i]) {
			return &hits[i]
		}
	}
	return nil
}

// onlyDevices reports that bombs are the only arms of the brief, and that it tells of nothing else.
func onlyDevices(d text.Document) bool {
	found := false
	for _, t := range d.Tokens {
		switch w := t.Lower; {
		case devices[w]:
			found = true
		case armed(w), w == "encounter", w == "dump", w == "dumps", strings.HasPrefix(w, "arrest"):
			return false
		}
	}
	return found
}

var devices = words("landmine landmines ied ieds bomb bombs mines explosive")

// armed reports a word for arms other than bombs.
func armed(w string) bool {
	if arms[w] {
		return true
	}
	for _, stem := range armStems {
		if strings.HasPrefix(w, stem) {
			return true
		}
	}
	return false
}

var (
	arms     = words("arms ammunition rounds gelatine bore slr")
	armStems = []string{"rifle", "gun", "weapon", "pistol", "revolver", "detonator", "cartridge", "rocket"}
	remains  = words("body bodies letter poster posters leaflet leaflets")
)

func words(list string) map[string]bool {
	t := map[string]bool{}
	for _, w := range strings.Fields(list) {
		t[w] = true
	}
	return t
}

// asked reports a surrender that was only called for.
func asked(d text.Document, h hit) bool {
	for k := h.first - 1; k >= 0 && k >= h.first-4; k-- {
		switch d.Tokens[k].Lower {
		case "asked", "urged", "appealed", "after", "before", "had", "challenged":
			return true
		}
	}
	return false
}

// dated reports an abduction of another day: "abducted on 5 May", "abducted a week ago".
func dated(d text.Document, h hit) bool {
	for k := h.last; k < len(d.Tokens) && k < h.last+12; k++ {
		switch w := d.Tokens[k].Lower; {
		case w == "ago":
			return true
		case w == "on" && k+2 < len(d.Tokens) && (d.Tokens[k+1].Kind == text.Number || d.Tokens[k+2].Kind == text.Number):
			return true
		case w == ".":
			return false
		}
	}
	return false
}

// body reports that what was recovered are the dead, or papers, and no arms.
func body(d text.Document, h hit) bool {
	near, guns := false, false
	for k := max(0, h.first-9); k < len(d.Tokens) && k < h.last+8; k++ {
		w := d.Tokens[k].Lower
		if w == "." {
			if k > h.first {
				break
			}
			near, guns = false, false
		}
		near = near || remains[w]
		guns = guns || armed(w) || strings.HasPrefix(w, "grenade") || strings.HasPrefix(w, "explosive")
	}
	return near && !guns
}

func (b *Brief) did(a Action) bool {
	for _, f := range b.Actions {
		if f.Action == a {
			return true
		}
	}
	return false
}

// side chooses who acted.
func (b *Brief) side(d text.Document, hits []hit) (Side, string) {
	militants, forces := agents(hits)
	clash := first(hits, "clash", told) != nil
	violent := b.did(ArmedAssault) || b.did(Bombing) || b.did(Abduction)
	switch {
	case b.did(Arrest) && !(later(d, hits, "arrest") && attackers(d, hits)):
		return Forces, "arrest"
	case b.did(Surrender) && !clash:
		return Opposition, "surrender"
	case clash:
		if side, why := b.clash(hits, militants); side != "" {
			return side, why
		}
	}
	switch {
	case b.did(Seizure) && (!militants || !violent && found(d, hits)):
		return Forces, "seizure"
	case b.did(Bombing) && len(b.Actions) == 1:
		return Opposition, "bombing"
	case forces && !militants && b.rebels() == b.Deaths+b.Hurt:
		return Forces, "agent"
	}
	return Opposition, "default"
}

// clash settles an encounter: that of an operation in which rebels fell is the forces'; one in which rebels are said to have begun
// and others fell is theirs, which is left to the caller; any other has no author.
func (b *Brief) clash(hits []hit, militants bool) (Side, string) {
	rebels := b.rebels()
	others := b.Deaths + b.Hurt - rebels
	if rebels > 0 && (first(hits, "operation", told) != nil || b.did(Seizure)) {
		return Forces, "clash in an operation"
	}
	if militants && others > 0 {
		return "", ""
	}
	return Unclear, "clash"
}

// rebels is how many of the armed opposition fell or were hurt.
func (b *Brief) rebels() int64 { return b.Killed[casualty.Militant] + b.Injured[casualty.Militant] }

// agents reports which sides are said to do something.
func agents(hits []hit) (militants, forces bool) {
	for _, h := range hits {
		if !told(h) || h.name == "clash" || h.name == "operation" || h.name == "device" {
			continue
		}
		militants = militants || h.agent == casualty.Militant
		forces = forces || h.agent.Forces()
	}
	return militants, forces
}

// later reports that the first cue of a name stands behind the first sentence.
func later(d text.Document, hits []hit, name string) bool {
	h := first(hits, name, told)
	return h != nil && d.SentenceOf(h.first) > 0
}

// attackers reports that militants do violence in the first sentence.
func attackers(d text.Document, hits []hit) bool {
	for _, h := range hits {
		violent := h.name == "killing" || h.name == "armed_assault" || h.name == "explosion" || h.name == "fire" || h.name == "abduction"
		if violent && told(h) && h.agent == casualty.Militant && d.SentenceOf(h.first) == 0 {
			return true
		}
	}
	return false
}

// found reports arms that were found, and not robbed.
func found(d text.Document, hits []hit) bool {
	h := first(hits, "seizure", told)
	if h == nil {
		return false
	}
	switch w := d.Tokens[h.first].Lower; {
	case strings.HasPrefix(w, "recover"), strings.HasPrefix(w, "seiz"), strings.HasPrefix(w, "unearth"), w == "confiscated":
		return true
	}
	return false
}
