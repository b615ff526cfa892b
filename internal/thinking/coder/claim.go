package coder

import (
	"detente/internal/thinking/casualty"
	"detente/internal/thinking/lexicon"
)

// sums reports a sentence that adds up days or places without telling of one occasion: "in just a matter of days, over
// twenty policemen".
func (c *Coder) sums(d *reading, s *sentence) bool {
	return c.has(d, "aggregate", s.First, s.Last)
}

// claims keeps figures with who said them: those of a party to the violence, those for killed and hurt together, published
// statistics, people returned, and sums over days or places.
func (c *Coder) claims(d *reading, events []*draft) []Claim {
	out := []Claim{}
	for _, k := range d.counts {
		s := &d.sentences[k.Sentence]
		if k.Mood == casualty.Denied || k.Mood == casualty.Possible || k.Relation == casualty.Part && !c.figures(d, s) || !k.Low.Known() && !k.High.Known() {
			continue
		}
		sp := c.ascribed(d, s, c.speakers(d, s), k.Token, k.Token+1)
		sum := c.sums(d, s) && !toldByOne(events, k)
		if !sum && !c.figures(d, s) && k.Group != casualty.Harmed && !c.partyTo(d, sp, events) {
			continue
		}
		x := Claim{Subject: subject(k), Low: k.Low, High: k.High, Fields: []Field{{"figure", k.Span.Start, k.Span.End, "casualty." + k.Rule}}}
		if sp.found {
			x.Speaker = Text(sp.actor.label)
			x.Fields = append(x.Fields, Field{"speaker", d.Tokens[sp.actor.first].Start, d.Tokens[max(sp.actor.last, sp.actor.first+1)-1].End, "ascription." + sp.verb})
		}
		if sum {
			x.span(d, s)
		}
		out = append(out, x)
	}
	return append(out, c.returned(d)...)
}

// span gives a sum the days it is over: those of its sentence, else the widest that the text names before it.
func (x *Claim) span(d *reading, s *sentence) {
	var best moment
	for _, m := range d.moments {
		if m.first < s.Last && m.End-m.Start > 0 && m.End-m.Start < 32 && (!best.found() || m.first >= s.First) {
			best = m
		}
	}
	if best.found() {
		x.DateStart, x.DateEnd = Text(best.Start.String()), Text(best.End.String())
		x.Fields = append(x.Fields, Field{"date", d.Tokens[best.first].Start, d.Tokens[best.last-1].End, best.rule})
	}
}

func toldByOne(events []*draft, k casualty.Count) bool {
	for _, e := range events {
		for _, x := range e.counts {
			if x.Span == k.Span && x.Group == k.Group {
				return true
			}
		}
	}
	return false
}

// partyTo reports a speaker who is a side of one of the events.
func (c *Coder) partyTo(d *reading, sp speech, events []*draft) bool {
	if !sp.found || !sp.actor.found() {
		return false
	}
	if sp.actor.class == mediaWing || sp.actor.org && sp.actor.class == armed {
		return true
	}
	for _, e := range events {
		side := c.placedSide(d, sp.actor, e)
		who, whom := c.placedSide(d, e.who, e), c.placedSide(d, e.whom, e)
		if c.states[side] != "" && (c.states[side] == c.states[who] || c.states[side] == c.states[whom]) && sp.actor.named() && c.states[who] != "" {
			return true
		}
	}
	return false
}

func subject(k casualty.Count) string {
	if k.Group == casualty.Harmed {
		return "casualties_total"
	}
	head := map[casualty.Group]string{casualty.Killed: "deaths_", casualty.Injured: "injured_", casualty.Abducted: "abducted_", casualty.Arrested: "arrested_", casualty.Surrendered: "surrendered_", casualty.Missing: "missing_", casualty.Released: "released_"}[k.Group]
	if k.Class <= casualty.Person {
		return head + "total"
	}
	return head + k.Class.String()
}

// returned reads how many people were sent or went back.
func (c *Coder) returned(d *reading) []Claim {
	var out []Claim
	for n := range d.sentences {
		s := &d.sentences[n]
		for _, m := range d.in(lexicon.Triggers, s.First, s.Last) {
			if t := c.lex.Triggers[m.Index]; t.Mode != "deportation" || t.Part != "verb" {
				continue
			}
			v := s.verbAt(m.First)
			if v < 0 || s.verbs[v].modal {
				continue
			}
			g := s.verbs[v].subject
			if !s.verbs[v].passive {
				g = objectFrom(d, s, m.Last)
			}
			if g < 0 {
				continue
			}
			if n, ok := number(d, s.groups[g].first, s.groups[g].last); ok {
				x := Claim{Subject: "returns", Low: n, High: n, Fields: []Field{{"figure", d.Tokens[s.groups[g].first].Start, d.Tokens[s.groups[g].last-1].End, "figure.returned"}}}
				if sp := c.ascribed(d, s, c.speakers(d, s), m.First, m.Last); sp.found {
					x.Speaker = Text(sp.actor.label)
				}
				out = append(out, x)
			}
		}
	}
	return out
}
