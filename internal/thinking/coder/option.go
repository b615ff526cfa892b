package coder

import (
	"strings"

	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
)

// obliging are the words by which a text says what ought to be done.
var obliging = map[string]bool{"must": true, "should": true, "ought": true}

// proposals lists what a text recommends: a clause with "must", "should" or "needs to" whose subject can act, with the lever that its
// verb or object names. What a party asks of another is an event and not listed.
func (c *Coder) proposals(d *reading, taken []*draft) []Proposal {
	out := []Proposal{}
	var last actor
	for n := range d.sentences {
		s := &d.sentences[n]
		if requested(taken, n) {
			continue
		}
		for k := range s.verbs {
			v := s.verbs[k]
			if v.subject >= 0 && s.groups[v.subject].actor.named() {
				last = s.groups[v.subject].actor
			}
			if v.main < 0 || !obliges(d, v) {
				continue
			}
			who := actor{}
			if v.subject >= 0 {
				who = s.groups[v.subject].actor
			}
			if v.subject >= 0 && s.groups[v.subject].pronoun && !who.found() {
				who = last
			}
			told := c.speakers(d, s)
			if ours := v.subject >= 0 && d.word(s.groups[v.subject].first) == "we"; len(told) > 0 && (ours || who.found() && c.sameSide(d, told[0].actor, who)) {
				continue // what a side means to do itself
			}
			first, end := c.clause(d, s, v.main)
			lever := c.lever(d, v.main, end)
			if !who.named() && !bodily[who.class] && lever == "" {
				continue
			}
			if who.found() && !who.named() && !bodily[who.class] {
				who = actor{}
			}
			p := Proposal{Actor: Text(who.label), Side: Text(c.placedSide(d, who, &draft{})), Lever: lever, Quote: d.Slice(first, end)}
			if who.class == "" {
				p.Side = ""
			}
			p.Fields = append(p.Fields, Field{"quote", d.Tokens[first].Start, d.Tokens[end-1].End, "obligation." + v.modalWord})
			if len(told) > 0 {
				p.Speaker = Text(told[0].actor.label)
			}
			if who.last > who.first {
				p.Fields = append(p.Fields, Field{"actor", d.Tokens[who.first].Start, d.Tokens[who.last-1].End, "frame.subject"})
			}
			out = append(out, p)
			break
		}
	}
	return out
}

func requested(taken []*draft, n int) bool {
	for _, e := range taken {
		if e.sentence == n && (e.typ == plover.Request || e.typ == plover.Threaten) {
			return true
		}
	}
	return false
}

// obliges reports "must", "should" and "needs to".
func obliges(d *reading, v verb) bool {
	if v.modal && obliging[v.modalWord] {
		return true
	}
	w := d.word(v.main)
	return (w == "need" || w == "needs") && d.word(v.main+1) == "to"
}

// lever is the type of act that a clause recommends, by its first trigger that is no force.
func (c *Coder) lever(d *reading, first, last int) plover.Type {
	for _, m := range d.in(lexicon.Cues, first, last) {
		if kind, of, ok := strings.Cut(c.lex.Cues[m.Index].Kind, ":"); ok && kind == "lever" {
			return plover.Type(of)
		}
	}
	for _, m := range d.in(lexicon.Triggers, first, last) {
		if t := c.lex.Triggers[m.Index]; t.Type != string(plover.Assault) && t.Strength != "context" && t.Mode != "agreement" && t.Mode != "pledge" {
			return plover.Type(t.Type)
		}
	}
	return ""
}

// mentions keeps who mediated, and what is told as history.
func (c *Coder) mentions(d *reading) []Mention {
	out := []Mention{}
	for n := range d.sentences {
		s := &d.sentences[n]
		for i := s.First; i < s.Last; i++ {
			if w := d.word(i); strings.HasPrefix(w, "mediat") || w == "facilitators" || w == "go-between" || w == "intermediaries" {
				out = append(out, c.mediators(d, s, i)...)
				break
			}
		}
	}
	for _, m := range d.moments {
		p := d.item.Published
		if !p.IsSet() || m.End >= p.Add(-30) {
			continue
		}
		s := &d.sentences[max(d.SentenceOf(m.first), 0)]
		first, last := c.clause(d, s, m.first)
		x := Mention{Kind: "history", Date: Text(m.Start.String()), Quote: d.Slice(first, last)}
		x.Fields = []Field{{"date", d.Tokens[m.first].Start, d.Tokens[m.last-1].End, m.rule}}
		out = append(out, x)
	}
	return out
}

func (c *Coder) mediators(d *reading, s *sentence, at int) []Mention {
	var out []Mention
	seen := map[string]bool{}
	for _, m := range d.in(lexicon.Nations, s.First, s.Last) {
		n := c.lex.Nations[m.Index]
		if c.districts[n.Code] || seen[n.Code] {
			continue // the parties themselves
		}
		seen[n.Code] = true
		x := Mention{Kind: "mediator", Label: Text(n.Names[0]), Side: Text(n.Sides[government]), Quote: d.Slice(s.First, s.Last)}
		x.Fields = []Field{{"label", d.Tokens[m.First].Start, d.Tokens[m.Last-1].End, "mediation." + d.word(at)}}
		out = append(out, x)
	}
	return out
}

// number reads a figure among tokens [first, last).
func number(d *reading, first, last int) (figure.Count, bool) {
	for i := first; i < last; i++ {
		if d.Tokens[i].Kind != text.Number {
			continue
		}
		if n, err := figure.Parse(strings.ReplaceAll(d.word(i), ",", "")); err == nil && n.Known() {
			return n, true
		}
	}
	return figure.Count{}, false
}

// letters that tell languages of the Arabic script apart.
const (
	urduLetters   = "ٹڈڑںےھہۂ"
	pashtoLetters = "ټډړښږېۍګڼځڅ"
)

// language tells the language of a text by its script and letters: "en" for the Latin script, "ur", "ps" or "fa" (Dari and Persian) for the
// Arabic one, "und" for others.
func language(s string) string {
	latin, arabic, other, urdu, pashto := 0, 0, 0, 0, 0
	for _, r := range s {
		switch {
		case r < 0x80:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				latin++
			}
		case r >= 0x600 && r <= 0x6FF:
			arabic++
			if strings.ContainsRune(urduLetters, r) {
				urdu++
			}
			if strings.ContainsRune(pashtoLetters, r) {
				pashto++
			}
		case r >= 0x370 && r < 0x600 || r >= 0x900 && r < 0x2000 || r >= 0x3040 && r < 0xE000:
			other++
		}
	}
	switch {
	case arabic > latin && pashto*3 > urdu && pashto > 0:
		return "ps"
	case arabic > latin && urdu*50 > arabic:
		return "ur"
	case arabic > latin:
		return "fa"
	case other > latin:
		return "und"
	}
	return "en"
}

// named lists the actors and places that a text in another language names by an alias.
func (c *Coder) named(d *reading) []Mention {
	out := []Mention{}
	for _, m := range d.matches {
		x := Mention{Quote: d.Slice(m.First, m.Last), Fields: []Field{{"label", d.Tokens[m.First].Start, d.Tokens[m.Last-1].End, "alias"}}}
		switch m.Kind {
		case lexicon.Actors:
			x.Kind, x.Label, x.Side = "actor", Text(c.lex.Actors[m.Index].Label), Text(c.lex.Actors[m.Index].Side)
		case lexicon.Places:
			x.Kind, x.Label = "place", Text(c.lex.Places[m.Index].Names[0])
		default:
			continue
		}
		out = append(out, x)
	}
	return out
}
