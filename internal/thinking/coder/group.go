package coder

import (
	"detente/internal/thinking/lexicon"
)

// group is a noun group: tokens [first, last) of which the last is the head.
type group struct {
	first, last int
	prep        string // the preposition before it, or ""
	and         int    // the group coordinated with it on its right, or -1
	of          int    // the group that an "of" (or a like word) ties to it, or -1
	within      int    // the group of which it is the "of" part, or -1
	pronoun     bool
	time        bool // only says when: "the same day"
	actor       actor
}

// verb is a verb group: tokens [first, last), main being the verb that carries the meaning.
type verb struct {
	first, last, main       int
	passive, negated, modal bool
	modalWord               string
	infinitive, ing         bool
	perfect                 bool
	reduced                 bool // a participle that only describes the noun before it
	subject, object         int  // groups, or -1
}

func (c *Coder) findVerbs(d *reading, first, last int) []verb {
	out := d.room.verbs
	from := len(out)
	for i := first; i < last; i++ {
		switch d.tags[i] {
		case verbal, auxiliary, modalVerb, infinitive:
		default:
			continue
		}
		v := verb{first: i, main: -1, subject: -1, object: -1}
		be := false
		j := i
		for ; j < last; j++ {
			w := d.Tokens[j].Lower
			switch d.tags[j] {
			case modalVerb:
				v.modal, v.modalWord = true, w
			case infinitive:
				if v.main >= 0 {
					goto done
				}
				v.infinitive = true
			case negator:
				v.negated = true
			case adverb:
			case auxiliary:
				if v.main >= 0 && d.tags[v.main] == verbal {
					goto done
				}
				switch w {
				case "be", "is", "are", "was", "were", "been", "being", "am", "get", "got", "gets", "getting":
					be = true
				case "has", "have", "had", "having":
					v.perfect = true
				}
				if w == "being" || w == "having" {
					v.ing = j == i
				}
				v.main = j
			case verbal:
				if v.main >= 0 && d.tags[v.main] == verbal {
					goto done
				}
				v.main = j
				f := d.known[j].form
				if be && f.Has(lexicon.Participle) {
					v.passive = true
				}
				if j == i && f.Has(lexicon.Ing) {
					v.ing = true
				}
				j++
				goto done
			default:
				goto done
			}
		}
	done:
		if v.main < 0 {
			i = max(i, j-1)
			continue
		}
		v.last = v.main + 1
		out = append(out, v)
		i = v.main
	}
	d.room.verbs = out
	return out[from:len(out):len(out)]
}

func (c *Coder) findGroups(d *reading, first, last int) []group {
	all := d.room.groups
	from := len(all)
	for i := first; i < last; {
		if !inGroup(d.tags[i]) {
			i++
			continue
		}
		j := i
		for j < last && inGroup(d.tags[j]) && !(j > i && (d.tags[j] == determiner || d.tags[j] == pronoun) && d.tags[j-1] != determiner) && (j == i || !d.dateStarts[j]) {
			j++
		}
		if j == i {
			j++
		}
		j = c.splitAfterPlace(d, i, j)
		g := group{first: i, last: j, and: -1, of: -1, within: -1, pronoun: d.tags[i] == pronoun && j == i+1}
		g.time = timeNoun[d.word(j-1)] || weekday[d.word(j-1)]
		all = append(all, g)
		i = j
	}
	d.room.groups = all
	out := all[from:len(all):len(all)]
	for k := range out {
		c.link(d, out, k, first)
	}
	return out
}

func inGroup(t tag) bool {
	return t == nominal || t == determiner || t == numeral || t == possessive || t == pronoun
}

// link finds the preposition before a group, and ties it to the group on its left.
func (c *Coder) link(d *reading, gs []group, k, first int) {
	g := &gs[k]
	i := g.first - 1
	for i >= first && d.tags[i] == adverb {
		i--
	}
	if i < first {
		return
	}
	w := d.Tokens[i].Lower
	switch d.tags[i] {
	case preposition:
		g.prep = w
		if i > first && (w == "of" || w == "to" || w == "from") && d.tags[i-1] == preposition {
			g.prep = d.Tokens[i-1].Lower + " " + w
		}
		if k > 0 && w == "of" && gs[k-1].last == i {
			gs[k-1].of, g.within = k, k-1
		}
		if k > 0 && w == "of" && i > first && d.tags[i-1] == coordinator && gs[k-1].last == i-1 && gs[k-1].prep == "of" && gs[k-1].within >= 0 {
			gs[k-1].and, g.within = k, gs[k-1].within // "of the army and of the border force"
		}
	case coordinator:
		if k > 0 && !g.time && (gs[k-1].last == i || gs[k-1].last == i-1 && d.tags[i-1] == mark) && w != "but" && !c.newClause(d, first, gs[k-1].first, g.last) {
			gs[k-1].and = k
			g.prep = gs[k-1].prep
			if gs[k-1].within >= 0 {
				g.within = gs[k-1].within
			}
		}
	case mark:
		if w == "," && k > 0 && gs[k-1].last == i && !g.time && !gs[k-1].time && g.last < len(d.tags) && d.tags[g.last] == coordinator && d.word(g.last) == "and" && g.last+1 < len(d.tags) && inGroup(d.tags[g.last+1]) && d.Upper(g.first) == d.Upper(gs[k-1].first) && !c.newClause(d, first, gs[k-1].first, g.last) && g.last-g.first < 6 {
			gs[k-1].and = k
			if gs[k-1].within >= 0 {
				g.within = gs[k-1].within
			}
		}
		if w == "," && k > 0 && gs[k-1].last == i && gs[k-1].and < 0 && !g.time && !gs[k-1].time && listed(d, gs, k) && !c.newClause(d, first, gs[k-1].first, g.last) {
			gs[k-1].and = k // "A, B, C and D"
		}
		// "A, B and C": the comma coordinates when an "and" follows the next group.
		if w == "," && k > 0 && gs[k-1].last == i && g.last < len(d.tags) && d.tags[g.last] == coordinator && gs[k-1].prep != "" {
			g.prep = gs[k-1].prep
		}
	}
}

// newClause reports that a group after "and" is the subject of a verb of its own, since the group before it already
// follows one: "six lost their lives and nine were injured".
func (c *Coder) newClause(d *reading, first, before, last int) bool {
	verb := false
	for i := before - 1; i >= first && !verb; i-- {
		switch d.tags[i] {
		case verbal, auxiliary:
			// "with an envoy presiding, officials from A and B met": a participle is no verb of a clause before
			verb = d.known[i].form&(lexicon.Ing|lexicon.Past|lexicon.Third|lexicon.Base) != lexicon.Ing
		case subordinator, relative:
			i = first
		case mark:
			if d.word(i) == ";" {
				i = first
			}
		}
	}
	if !verb {
		return false
	}
	for i := last; i < len(d.tags) && i < last+8; i++ {
		switch d.tags[i] {
		case auxiliary, modalVerb:
			return true
		case verbal:
			f := d.known[i].form
			return f.Has(lexicon.Past|lexicon.Third) && i == last
		case mark, subordinator, relative, coordinator:
			return false
		}
	}
	return false
}

// splitAfterPlace ends a group after a place that a preposition governs when somebody follows: "in Tank five more".
func (c *Coder) splitAfterPlace(d *reading, i, j int) int {
	if i == 0 || d.tags[i-1] != preposition || !locative[d.word(i-1)] {
		return j
	}
	for _, m := range d.in(lexicon.Places, i, j) {
		end := m.Last
		for end < j && placeNoun[d.word(end)] {
			end++
		}
		if m.First != i || end >= j || d.tags[end] == possessive {
			continue
		}
		if d.tags[end] == numeral || d.tags[end] == determiner {
			return end
		}
		for _, k := range []lexicon.Kind{lexicon.Agents, lexicon.Actors} {
			if a := d.in(k, end, j); len(a) > 0 && a[0].Last == j && placeNoun[d.word(end-1)] {
				return end
			}
		}
	}
	return j
}

var locative = map[string]bool{"in": true, "at": true, "near": true, "inside": true, "outside": true, "around": true, "across": true, "throughout": true, "within": true}

var placeNoun = map[string]bool{"district": true, "tehsil": true, "area": true, "valley": true, "town": true, "city": true, "province": true, "region": true, "village": true, "subdivision": true, "agency": true}

var timeNoun = map[string]bool{
	"day": true, "night": true, "morning": true, "evening": true, "afternoon": true, "week": true, "month": true, "year": true, "hours": true, "days": true, "weeks": true, "months": true,
	"years": true, "midnight": true, "dawn": true, "dusk": true, "noon": true, "time": true, "weekend": true, "hour": true, "minutes": true,
}

// listed reports that a list of names runs on from group k to an "and", each a word or two.
func listed(d *reading, gs []group, k int) bool {
	if !d.Upper(gs[k-1].first) {
		return false
	}
	for n := 0; k+1 < len(gs) && n < 8; n++ {
		g := gs[k]
		if g.last-g.first > 3 || !d.Upper(g.first) {
			return false
		}
		switch {
		case d.tags[g.last] == coordinator && gs[k+1].first == g.last+1:
			return n > 0 && d.Upper(gs[k+1].first)
		case d.word(g.last) == "," && gs[k+1].first == g.last+1:
			k++
		default:
			return false
		}
	}
	return false
}
