package incident

import (
	"detente/internal/thinking/casualty"
	"detente/internal/thinking/text"
)

// hit is a cue in the text, with who acts as far as the words near it say.
type hit struct {
	name        string
	first, last int // tokens
	agent       casualty.Class
	passive     bool
	record      bool // told of the past or of a person's record
	negated     bool // taken back, or not yet done
}

// record are words after which a sentence tells of a person's past.
var record = map[string]bool{"involved": true, "wanted": true, "accused": true, "involvement": true, "role": true, "earlier": true, "previously": true,
	"connection": true, "responsible": true, "since": true, "planning": true, "conspiracy": true, "intention": true, "ago": true,
	"alleged": false, "demanding": true, "protest": true, "threatened": true, "planned": true, "participated": true, "master-mind": true,
	"mastermind": true, "suspected-of": true, "charged": true, "facing": true, "belonging-to": true, "expert": true, "rehabilitation": true}

// scan finds the cues of a brief.
func (p *Protocol) scan(d text.Document) []hit {
	var out []hit
	for _, s := range d.Sentences {
		past := false
		for i := s.First; i < s.Last; i++ {
			w := d.Tokens[i].Lower
			past = (past || record[w]) && !mainVerb(d.Tokens[i:s.Last])
			for _, c := range p.cues[w] {
				n := c.length(d.Tokens[i:s.Last])
				if n == 0 {
					continue
				}
				h := hit{name: c.name, first: i, last: i + n, record: past, negated: p.negated(d, s, i)}
				h.agent, h.passive = p.agent(d, s, h)
				out = append(out, h)
			}
		}
	}
	return out
}

// mainVerb reports ", was": the main clause goes on after an aside.
func mainVerb(t []text.Token) bool {
	if len(t) < 2 || t[0].Lower != "," {
		return false
	}
	switch t[1].Lower {
	case "was", "were", "is", "are", "has", "have":
		return true
	}
	return false
}

// length returns how many tokens a cue covers at the start of t; 0 when it is not there.
func (c cue) length(t []text.Token) int {
	n := 0
	for _, w := range c.words {
		if w != "..." {
			if n >= len(t) || t[n].Lower != w {
				return 0
			}
			n++
			continue
		}
		rest := cue{words: c.words[indexOf(c.words, w)+1:]}
		for gap := 1; gap <= 8 && n+gap < len(t) && t[n+gap-1].Kind != text.Punct; gap++ {
			if m := rest.length(t[n+gap:]); m > 0 {
				return n + gap + m
			}
		}
		return 0
	}
	return n
}

func indexOf(list []string, w string) int {
	for i, v := range list {
		if v == w {
			return i
		}
	}
	return -1
}

// negated reports words before token i that take the act back or put it into the future.
func (p *Protocol) negated(d text.Document, s text.Sentence, i int) bool {
	for k := i - 1; k >= s.First && k >= i-3; k-- {
		switch d.Tokens[k].Lower {
		case "not", "would", "could", "no", "none", "nobody", "unexploded", "if", "without":
			return true
		case "to":
			return k+1 < i && d.Tokens[k+1].Lower != "have" || k+1 == i && (k == s.First || d.Tokens[k-1].Lower != "managed")
		case "for", "had":
			if k == i-1 {
				return true
			}
		}
	}
	return false
}

// agent looks for who does what the cue says: after "by" for a passive, else before the cue.
func (p *Protocol) agent(d text.Document, s text.Sentence, h hit) (casualty.Class, bool) {
	for k := h.last; k < s.Last && k < h.last+25; k++ {
		w := d.Tokens[k].Lower
		if w == "by" {
			for j := k + 1; j < s.Last && j < k+10; j++ {
				if c := p.grammar.Class(d.Tokens[j].Lower); c >= casualty.Civilian && (j+1 >= s.Last || !place[d.Tokens[j+1].Lower]) {
					return c, true
				}
			}
		}
		if w == "." || w == ";" || w == "when" || w == "while" || w == "after" {
			break
		}
	}
	c := casualty.Unknown
	for k := h.first - 1; k >= s.First; k-- {
		w := d.Tokens[k].Lower
		switch w {
		case "was", "were", "been", "being", "is", "are":
			return casualty.Unknown, true
		case ";", "when", "while", "after", "that", "said":
			return c, false
		}
		if v := p.grammar.Class(w); v >= casualty.Police && (k+1 >= s.Last || !place[d.Tokens[k+1].Lower]) {
			c = v // the first of the clause is its subject
		}
	}
	return c, false
}

// place are words that make "police" a place.
var place = map[string]bool{"station": true, "stations": true, "limits": true, "district": true, "districts": true, "outpost": true, "camp": true,
	"headquarters": true, "hideout": true, "camps": true, "dump": true, "dumps": true, "stronghold": true, "literature": true, "posters": true}
