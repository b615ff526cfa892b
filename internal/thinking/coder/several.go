package coder

import "slices"

// actions are nouns of acts of force that a first sentence may count: "killed ten in two operations".
var actions = map[string]bool{
	"operations": true, "actions": true, "raids": true, "engagements": true, "encounters": true, "attacks": true, "incidents": true, "ambushes": true, "bombings": true, "blasts": true,
	"explosions": true, "strikes": true, "clashes": true, "assaults": true, "shootouts": true, "skirmishes": true,
}

// several reports a sentence that counts acts and names no district of any: what it tells is the sum of what follows.
func (c *Coder) several(d *reading, s *sentence) bool {
	for i := s.First + 1; i < s.Last; i++ {
		if !actions[d.word(i)] {
			continue
		}
		for k := i - 1; k >= s.First && k >= i-3; k-- {
			if w := d.word(k); smallNumber[w] > 0 || w == "separate" || w == "different" || w == "several" || w == "multiple" || w == "various" {
				return !slices.ContainsFunc(c.places(d, s), func(p place) bool { return p.admin2 != "" })
			}
		}
	}
	return false
}

// partOfSum reports a sentence with a district of its own behind one that counted several acts.
func (c *Coder) partOfSum(d *reading, s *sentence, n int) bool {
	if !slices.ContainsFunc(c.places(d, s), func(p place) bool { return p.admin2 != "" }) {
		return false
	}
	for k := max(0, n-4); k < n; k++ {
		if c.several(d, &d.sentences[k]) {
			return true
		}
	}
	return false
}

// spread gives the parts of a sum its sides, its day and its word, and leaves the sum out: with two parts or more it would
// count their dead twice.
func (c *Coder) spread(d *reading, events []*draft) []*draft {
	for i, e := range events {
		if !e.sum {
			continue
		}
		var parts []*draft
		for _, p := range events[i+1:] {
			if p.sentence > e.sentence && p.sentence <= e.sentence+4 && p.owned && p.at.admin2 != "" && !p.sum {
				parts = append(parts, p)
			}
		}
		if len(parts) < 2 {
			continue
		}
		for _, p := range parts {
			if !p.who.found() && e.who.found() {
				p.who = e.who
				p.note("initiator", e.who.first, e.who.last, "sum")
			}
			if len(p.targets) == 0 {
				p.targets = slices.Clone(e.targets)
			}
			if !p.dated && e.dated {
				p.when, p.dated = e.when, true
				p.note("date", e.when.first, e.when.last, e.when.rule+".sum")
			}
			p.told = append(p.told, e.told...)
		}
		return c.spread(d, slices.Delete(slices.Clone(events), i, i+1))
	}
	return events
}
