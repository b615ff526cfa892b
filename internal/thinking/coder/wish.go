package coder

import "detente/internal/thinking/lexicon"

// wished reports a verb that tells what is asked for and not what was done: "demanded that the government reopen the gate", "want the crossing
// reopened".
func (c *Coder) wished(d *reading, s *sentence, k int) bool {
	if k <= 0 || s.verbs[k].first != s.verbs[k].main {
		return false
	}
	v := &s.verbs[k]
	u := &s.verbs[k-1]
	w := d.word(u.main)
	f := d.known[v.main].form
	if wanting[w] && f.Has(lexicon.Participle) && !v.ing {
		if g := objectFrom(d, s, u.last); g >= 0 && s.groups[g].last == v.first {
			return true
		}
	}
	if !demanding[w] || f.Has(lexicon.Past) || !f.Has(lexicon.Base) || v.subject < 0 && !v.ing {
		return false
	}
	for i := u.last; i < v.first; i++ {
		if d.word(i) == "that" && d.tags[i] == subordinator {
			return true
		}
	}
	return false
}

var wanting = map[string]bool{"want": true, "wants": true, "wanted": true, "need": true, "needs": true, "needed": true, "wish": true, "wished": true, "like": true, "see": true, "prefer": true, "expect": true, "expects": true, "ordered": true}

var demanding = map[string]bool{
	"demand": true, "demanded": true, "demands": true, "demanding": true, "urge": true, "urged": true, "urges": true, "urging": true, "ask": true, "asked": true, "asks": true, "insist": true, "insisted": true,
	"insists": true, "insisting": true, "request": true, "requested": true, "propose": true, "proposed": true, "proposes": true, "recommend": true, "recommended": true, "recommends": true, "suggest": true,
	"suggested": true, "suggests": true, "order": true, "require": true, "required": true, "requires": true, "advise": true, "advised": true, "plead": true, "pleaded": true, "pleading": true,
}

// hortative reports "it is time X offered", "X would do well to": what a writer would have done.
func hortative(d *reading, s *sentence) bool {
	for i := s.First; i+2 < s.Last; i++ {
		switch d.word(i) {
		case "time":
			if w := d.word(i - 1); (w == "is" || w == "high" || w == "'s" || w == "past") && d.word(i+1) != "to" {
				return true
			}
		case "would":
			if d.word(i+1) == "do" && (d.word(i+2) == "well" || d.word(i+2) == "better") {
				return true
			}
		}
	}
	return false
}

// described reports a participle that tells who somebody is, before the verb of its sentence and without a day of its own.
func described(d *reading, x *act) bool {
	end := -1
	for k := x.verb + 1; k < len(x.s.verbs) && end < 0; k++ {
		if u := &x.s.verbs[k]; !u.reduced && !u.infinitive && !saying[d.word(u.main)] {
			end = u.first
		}
	}
	if end < 0 {
		return false
	}
	for i := x.v.last; i < end; i++ {
		if d.tags[i] == mark || d.tags[i] == coordinator || d.tags[i] == subordinator {
			return false
		}
	}
	return !x.when.found() || x.when.first >= end
}

// pastRelative is where the words of an anchor begin behind a relative clause of the subject: "four men who were seized last month have been let go".
func (c *Coder) pastRelative(d *reading, s *sentence, a anchor, first int) int {
	if a.verb < 1 {
		return first
	}
	for i := first; i < a.first; i++ {
		if d.word(i) != "who" && d.tags[i] != relative {
			continue
		}
		for k := range s.verbs[:a.verb] {
			if u := &s.verbs[k]; u.first > i && !u.ing && !u.infinitive && !u.reduced {
				return s.verbs[a.verb].first
			}
		}
	}
	return first
}

// rang reports "called the Afghan foreign minister on Thursday": a telephone call, and no name for somebody.
func (c *Coder) rang(d *reading, x *act) bool {
	g := objectFrom(d, x.s, x.anchor.last)
	if g < 0 || !x.who.named() {
		return false
	}
	a := x.s.groups[g].actor
	if a.class != government || !a.named() || c.sameState(d, a, x.who) || a.bare {
		return false
	}
	i := x.s.groups[g].last
	if of := x.s.groups[g].of; of >= 0 {
		i = x.s.groups[of].last
	}
	if i >= x.s.Last {
		return true
	}
	switch d.word(i) {
	case ".", ",", "on", "as", "again", "late", "later", "and", "to", "after", "in", "from":
		return true
	}
	return d.tags[i] == adverb || d.dateStarts[i]
}

// forceIn reports words of force among tokens [first, last).
func (c *Coder) forceIn(d *reading, first, last int) bool { return c.forceBetween(d, first, last) }
