package coder

import "detente/internal/thinking/lexicon"

// speech is who a sentence or a part of it is ascribed to.
type speech struct {
	actor actor
	verb  string
	found bool
	first int // tokens of the report verb or of "according to"
	last  int
}

// saying are the verbs that report what follows or what stands before them.
var saying = map[string]bool{
	"say": true, "said": true, "says": true, "saying": true, "announced": true, "announce": true, "announces": true, "stated": true, "confirmed": true,
	"added": true, "adding": true, "told": true, "tells": true, "reported": true, "disclosed": true, "revealed": true, "maintained": true, "insisted": true,
	"argued": true, "declared": true, "asserted": true, "alleged": true, "claimed": true, "claims": true, "claim": true, "noted": true, "explained": true,
	"recalled": true, "put": true, "putting": true, "wrote": true, "posted": true, "acknowledged": true, "admitted": true, "believe": true, "contended": true,
	"estimated": true, "quoted": true, "warned": true, "denied": true, "informed": true, "recounted": true, "described": true, "complained": true, "argue": true,
	"reiterated": true, "stressed": true, "clarified": true, "observed": true, "read": true, "termed": true, "called": true,
}

// speakers finds every ascription of a sentence.
func (c *Coder) speakers(d *reading, s *sentence) []speech {
	if !s.heard {
		s.told, s.heard = c.findSpeakers(d, s), true
	}
	return s.told
}

func (c *Coder) findSpeakers(d *reading, s *sentence) []speech {
	var out []speech
	for k := range s.verbs {
		v := &s.verbs[k]
		w := d.word(v.main)
		if !saying[w] || v.infinitive {
			continue
		}
		sp := speech{verb: w, first: v.first, last: v.last}
		g := v.subject
		if v.passive {
			g = governed(d, s, v.last, "by")
		} else if g < 0 && k+1 <= len(s.verbs) {
			g = objectFrom(d, s, v.last) // "said a police officer"
		}
		if g >= 0 {
			sp.actor = s.groups[g].actor
			sp.found = true
			if !sp.actor.found() || messages[d.word(s.groups[g].last-1)] {
				if a := c.issuer(d, s, g, v.first); a.found() {
					sp.actor = a
				}
			}
			if !sp.actor.found() {
				sp.actor.label = c.label(d, s.groups[g].first, s.groups[g].last)
			}
			out = append(out, sp)
		}
	}
	for i := s.First; i+1 < s.Last; i++ {
		w := d.word(i)
		if w == "according" && d.word(i+1) == "to" || w == "as" && d.word(i+1) == "per" {
			for k := range s.groups {
				if s.groups[k].first >= i+2 {
					out = append(out, speech{actor: s.groups[k].actor, verb: "according to", found: true, first: i, last: i + 2})
					break
				}
			}
		}
	}
	return out
}

// messages are things that say what their author says.
var messages = map[string]bool{
	"statement": true, "message": true, "communique": true, "communiqué": true, "bulletin": true, "video": true, "email": true, "e-mail": true, "note": true, "letter": true, "release": true, "post": true,
	"tweet": true, "handout": true, "announcement": true, "recording": true, "pamphlet": true, "leaflet": true, "tape": true, "clip": true, "readout": true, "report": true, "account": true,
}

// issuer is whose a message is: "a statement circulated by the X", "a message from the X", "the X's bulletin".
func (c *Coder) issuer(d *reading, s *sentence, g, end int) actor {
	if !messages[d.word(s.groups[g].last-1)] {
		return actor{}
	}
	for k := g + 1; k < len(s.groups) && s.groups[k].first < end; k++ {
		switch s.groups[k].prep {
		case "by", "from", "of", "on behalf of":
			if a := s.groups[k].actor; a.named() || a.class == mediaWing {
				return a
			}
		}
	}
	return actor{}
}

// bulletin is the media wing of the initiator's side where it is named as a source beside the telling: "Source: X", "X put the toll at two".
func (c *Coder) bulletin(d *reading, e *draft, side string) *speech {
	for n := max(e.sentence-1, 0); n < len(d.sentences) && n <= e.sentence+2; n++ {
		s := &d.sentences[n]
		for k := range s.groups {
			a := s.groups[k].actor
			if a.class == mediaWing && (c.placedSide(d, a, e) == side || c.states[side] != "") {
				return &speech{actor: a, verb: "source", found: true, first: s.groups[k].first, last: s.groups[k].last}
			}
		}
	}
	return nil
}

// ascribed picks whose word tokens [first, last) are, among the ascriptions of the sentence.
func (c *Coder) ascribed(d *reading, s *sentence, all []speech, first, last int) speech {
	var best speech
	for _, sp := range all {
		if sp.first >= first && sp.last <= last && !best.found {
			best = sp
			continue
		}
		if !best.found {
			best = sp
		}
		// "X said A; Y said B": the nearest report verb to the left governs.
		if sp.first < first && sp.first > best.first && best.first < first {
			best = sp
		}
		if best.first >= last && sp.first < first {
			best = sp
		}
	}
	for t := max(best.last, s.First); best.found && t < first; t++ {
		if d.word(t) == ";" {
			return c.ascribed(d, s, after(all, t), first, last)
		}
	}
	return best
}

func after(all []speech, t int) []speech {
	var out []speech
	for _, sp := range all {
		if sp.first > t {
			out = append(out, sp)
		}
	}
	return out
}

// agentClass is the class of the first agent of a kind within tokens [first, last).
func (c *Coder) agentIn(d *reading, class string, first, last int) bool {
	for _, m := range d.in(lexicon.Agents, first, last) {
		if c.lex.Agents[m.Index].Class == class {
			return true
		}
	}
	return false
}
