package coder

import (
	"slices"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/lexicon"
	"detente/internal/words/figure"
)

// gapped opens an event for each part of "six were killed in A, four in B and three in C": a number and a place after a
// comma or "and", with the verb left out.
func (c *Coder) gapped(d *reading, events []*draft) []*draft {
	out := events
	for _, e := range events {
		if !e.owned || e.at.admin2 == "" {
			continue
		}
		s := &d.sentences[max(d.SentenceOf(e.at.first), 0)]
		model, ok := countBefore(d, s, e.at.first)
		if !ok {
			continue
		}
		for i := e.at.last; i < s.Last; {
			n, at, next := c.gap(d, s, i)
			if next == i {
				break
			}
			i = next
			if at.admin2 == e.at.admin2 || slices.ContainsFunc(out, func(o *draft) bool { return o.at.admin2 == at.admin2 }) {
				continue
			}
			part := *e
			part.at, part.owned = at, true
			part.first, part.last = at.first-2, at.last
			part.fields, part.told = slices.Clone(e.fields), slices.Clone(e.told)
			part.evidence = []span{{first: n.first, last: at.last}}
			part.note("place", at.first, at.last, "gap."+at.rule)
			k := model
			k.Low, k.High, k.Relation, k.Token = n.low, n.low, casualty.Plain, n.first
			k.Span = casualty.Span{Start: d.Tokens[n.first].Start, End: d.Tokens[n.first].End}
			part.counts = []casualty.Count{k}
			out = append(out, &part)
		}
	}
	return out
}

// countBefore is the last figure of the sentence before token i.
func countBefore(d *reading, s *sentence, i int) (casualty.Count, bool) {
	var best casualty.Count
	found := false
	for _, k := range d.counts {
		if k.Token >= s.First && k.Token < i && k.Low.Known() {
			best, found = k, true
		}
	}
	return best, found
}

type gapNumber struct {
	first int
	low   figure.Count
}

// gap reads ", four in Bannu" at token i; next is i when it does not stand there.
func (c *Coder) gap(d *reading, s *sentence, i int) (n gapNumber, at place, next int) {
	t := i
	for t < s.Last && placeNoun[d.word(t)] {
		t++
	}
	if t >= s.Last || d.word(t) != "," && d.tags[t] != coordinator {
		return n, at, i
	}
	for t < s.Last && (d.word(t) == "," || d.tags[t] == coordinator || d.word(t) == "another") {
		t++
	}
	n.first = t
	if v := smallNumber[d.word(t)]; v > 0 {
		n.low = figure.Of(int64(v))
	} else if d.word(t) == "one" {
		n.low = figure.Of(1)
	} else if v, ok := number(d, t, min(t+1, s.Last)); ok {
		n.low = v
	} else {
		return n, at, i
	}
	for t++; t < s.Last && t < n.first+4 && (d.tags[t] == nominal || d.tags[t] == determiner); t++ {
	}
	if t >= s.Last || !locative[d.word(t)] {
		return n, at, i
	}
	m := d.in(lexicon.Places, t+1, min(t+5, s.Last))
	if len(m) == 0 || m[0].First > t+2 {
		return n, at, i
	}
	p, ok := c.bestPlace(d.in(lexicon.Places, m[0].First, m[0].Last), d.dateline)
	if !ok || p.admin2 == "" {
		return n, at, i
	}
	p.rule = "clause"
	return n, p, m[0].Last
}
