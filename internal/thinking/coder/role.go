package coder

import "detente/internal/thinking/lexicon"

// roles ties verbs to their subjects and objects within a sentence.
func (c *Coder) roles(d *reading, s *sentence) {
	for k := range s.verbs {
		if c.goesOn(d, s, k) {
			v, u := &s.verbs[k], &s.verbs[k-1]
			v.infinitive, v.modal, v.modalWord = u.infinitive, u.modal, u.modalWord
		}
		s.verbs[k].reduced = c.reduced(d, s, k)
	}
	for k := range s.verbs {
		// "were offloaded and killed": the auxiliary holds for both.
		if v := &s.verbs[k]; k > 0 && v.first == v.main && v.first > s.First && d.tags[v.first-1] == coordinator && s.verbs[k-1].passive && s.verbs[k-1].last >= v.first-4 && !v.passive {
			v.passive = d.known[v.main].form.Has(lexicon.Participle) && objectFrom(d, s, v.last) < 0
		}
		if c.goesOn(d, s, k) {
			s.verbs[k].subject = s.verbs[k-1].subject
		} else {
			s.verbs[k].subject = c.subject(d, s, k)
		}
		s.verbs[k].object = objectFrom(d, s, s.verbs[k].last)
	}
}

// goesOn reports a verb that what governs the verb before it governs too: "urged it to end raids and reopen roads", "will close the gate
// and expel them".
func (c *Coder) goesOn(d *reading, s *sentence, k int) bool {
	v := &s.verbs[k]
	if k == 0 || v.first != v.main || v.first == s.First || d.tags[v.first-1] != coordinator || !s.verbs[k-1].infinitive && !s.verbs[k-1].modal {
		return false
	}
	f := d.known[v.main].form
	return f.Has(lexicon.Base) && !f.Has(lexicon.Past)
}

// reduced reports a participle that describes the noun before it: "a bomb planted in a motorcycle exploded".
func (c *Coder) reduced(d *reading, s *sentence, k int) bool {
	v := s.verbs[k]
	if v.ing {
		return true
	}
	f := d.known[v.main].form
	if v.passive || v.modal || v.infinitive || v.perfect || v.first != v.main || !f.Has(lexicon.Participle) || d.tags[v.main] != verbal {
		return false
	}
	if v.first == s.First || d.tags[v.first-1] != nominal {
		return v.first > s.First && d.tags[v.first-1] == mark && next(d, v.last) == "by"
	}
	switch nx := next(d, v.last); nx {
	case "by":
		return true
	default:
		if v.last < len(d.tags) && (d.tags[v.last] == determiner || d.tags[v.last] == numeral || d.tags[v.last] == nominal && !d.dateStarts[v.last]) {
			return false
		}
	}
	// "to reopen roads closed since": the noun before is the object of another verb.
	if g := s.groupAt(v.first - 1); g >= 0 && k > 0 && s.groups[g].last == v.first && s.groups[g].first == s.verbs[k-1].last && (s.verbs[k-1].infinitive || s.verbs[k-1].ing) && v.last < len(d.tags) && d.tags[v.last] != coordinator {
		return true
	}
	// "an accord signed in Kabul on Thursday by the two ministers".
	if g := governed(d, s, v.last, "by"); g >= 0 && s.groups[g].actor.found() && s.groups[g].first < v.last+9 && !dying[d.word(v.main)] {
		free := true
		for i := v.last; i < s.groups[g].first && free; i++ {
			free = d.tags[i] != mark && d.tags[i] != coordinator
		}
		if free {
			return true
		}
	}
	// Another finite verb in the clause, with nothing that would start a clause between, is the real one.
	for j := k + 1; j < len(s.verbs); j++ {
		u := s.verbs[j]
		for i := v.last; i < u.first; i++ {
			if d.tags[i] == subordinator || d.tags[i] == coordinator && (i+1 == u.first) || d.tags[i] == relative || d.tags[i] == mark && d.word(i) != "," {
				return false
			}
			if d.word(i) == "," {
				return false
			}
		}
		if !u.ing && !u.infinitive && (u.passive || u.first != u.main || next(d, u.last) != "by") {
			return true
		}
	}
	return false
}

// passesOn are verbs whose object does what the infinitive after it says: "urged Kabul to act"; after others their subject does.
var passesOn = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range []string{"urge", "ask", "tell", "order", "force", "allow", "call", "want", "help", "lead", "persuade", "invite", "direct", "press", "advise", "warn", "expect", "enable", "permit", "appeal",
		"request", "instruct", "compel", "encourage", "send", "deploy", "get", "cause", "need", "require", "push", "prompt", "oblige", "summon", "authorise", "authorize", "choose", "challenge", "remind", "condition"} {
		for _, f := range lexicon.Inflect(w) {
			m[f.Words] = true
		}
	}
	return m
}()

func next(d *reading, i int) string { return d.word(i) }

// subject is the group that the verb is said of, or -1.
func (c *Coder) subject(d *reading, s *sentence, k int) int {
	v := s.verbs[k]
	if v.infinitive {
		if k > 0 {
			if o := objectFrom(d, s, s.verbs[k-1].last); o >= 0 && s.groups[o].last <= v.first && (passesOn[d.word(s.verbs[k-1].main)] || s.verbs[k-1].subject < 0) {
				return o
			}
			return s.verbs[k-1].subject
		}
		return -1
	}
	i := v.first - 1
	for i >= s.First && d.tags[i] == adverb {
		i--
	}
	// "accused Pakistan of violating …": the participle is said of the object.
	if v.ing && i >= s.First && d.tags[i] == preposition && k > 0 {
		if o := objectFrom(d, s, s.verbs[k-1].last); o >= 0 && s.groups[o].last <= i && d.word(i) != "by" && d.word(i) != "after" && d.word(i) != "before" {
			return o
		}
		if p := finiteBefore(d, s, k); p >= 0 {
			return s.verbs[p].subject
		}
	}
	if v.ing && i >= s.First && d.tags[i] == coordinator && k > 0 && s.verbs[k-1].ing {
		return s.verbs[k-1].subject
	}
	// "stormed a station and torched trucks": the verb shares the subject of the one before.
	if i >= s.First && (d.tags[i] == coordinator || v.ing && d.word(i) == ",") {
		if p := finiteBefore(d, s, k); p >= 0 {
			return s.verbs[p].subject
		}
	}
	// "stopped a coach, forced off three men and drove away": a series without "and".
	if i >= s.First && d.word(i) == "," && v.first == v.main && k > 0 {
		if p := finiteBefore(d, s, k); p >= 0 && s.verbs[p].subject >= 0 && !saying[d.word(s.verbs[p].main)] && relativeBefore(d, s, s.verbs[p].first) < 0 && d.known[v.main].form.Has(lexicon.Past) {
			return s.verbs[p].subject
		}
	}
	if i >= s.First && d.tags[i] == subordinator && k > 0 {
		if p := finiteBefore(d, s, k); p >= 0 {
			return s.verbs[p].subject
		}
	}
	return c.leftward(d, s, k, i)
}

// leftward walks left from token i to the group that can be the subject of verb k.
func (c *Coder) leftward(d *reading, s *sentence, k, i int) int {
	bars := false // a relative pronoun has been passed: any group before it is the antecedent
	for i >= s.First {
		switch d.tags[i] {
		case relative:
			bars = true
		case subordinator:
			return -1
		case pronoun:
			if w := d.word(i); w == "who" {
				bars = true
				break
			}
			if g := s.groupAt(i); g >= 0 {
				return g
			}
		case mark:
			switch d.word(i) {
			case ";", ":", "(", ")", "—":
				return -1
			}
		case verbal, auxiliary:
			u := s.verbAt(i)
			if u < 0 || u >= k {
				break
			}
			if s.verbs[u].reduced || s.verbs[u].infinitive || bars {
				i = s.verbs[u].first
				break
			}
			// A finite verb in between: a relative clause that ended, or another clause.
			if r := relativeBefore(d, s, s.verbs[u].first); r >= 0 {
				i = r
				break
			}
			return -1
		default:
			if g := s.groupAt(i); g >= 0 {
				if s.groups[g].time {
					i = s.groups[g].first
					break
				}
				if bars && !c.onlyPlace(d, &s.groups[g]) {
					return firstOf(s, top(s, g))
				}
				// The object of a participle that describes the subject: "a policeman escorting vaccinators was shot".
				if f := s.groups[top(s, g)].first; f > s.First && d.tags[f-1] == verbal {
					if u := s.verbAt(f - 1); u >= 0 && u < k && s.verbs[u].ing && s.verbs[u].first > s.First && (d.tags[s.verbs[u].first-1] == nominal || d.word(f-1) == "including") {
						i = s.verbs[u].first
						break
					}
				}
				if w := d.word(i); (w == "both" || w == "all" || w == "each") && s.groups[g].last-s.groups[g].first == 1 && g > 0 && s.groups[g-1].last == s.groups[g].first {
					break // "A and B both welcomed"
				}
				t := top(s, g)
				if g > 0 && d.tags[s.groups[g].first-1] == coordinator && s.groups[g-1].last == s.groups[g].first-1 && c.onlyPlace(d, &s.groups[g]) && c.onlyPlace(d, &s.groups[g-1]) {
					i = s.groups[g-1].first // "a curfew clamped on A and B was relaxed"
					break
				}
				if s.groups[t].prep == "" {
					return firstOf(s, t)
				}
				i = s.groups[g].first
			}
		}
		i--
	}
	return -1
}

// onlyPlace reports a group that is a place name and nobody.
func (c *Coder) onlyPlace(d *reading, g *group) bool {
	return !g.actor.found() && len(d.in(lexicon.Places, g.first, g.last)) > 0
}

// relativeBefore finds the relative word that opens the clause of the verb group at token i, or -1.
func relativeBefore(d *reading, s *sentence, i int) int {
	for j := i - 1; j >= s.First && j >= i-4; j-- {
		if d.tags[j] == relative || d.word(j) == "who" {
			return j
		}
		if d.tags[j] == verbal || d.tags[j] == subordinator {
			return -1
		}
	}
	return -1
}

// finiteBefore is the finite verb before verb k. "…, police said, killing two": a participle after a report verb set in
// commas belongs to what is reported.
func finiteBefore(d *reading, s *sentence, k int) int {
	for p := k - 1; p >= 0; p-- {
		v := s.verbs[p]
		if v.reduced || v.infinitive {
			continue
		}
		// "…, which killed five, and urged": the verb of the clause in commas is passed over.
		if f := s.verbs[k].first; relativeBefore(d, s, v.first) >= 0 && f > 1 && d.tags[f-1] == coordinator && d.word(f-2) == "," {
			continue
		}
		if s.verbs[k].ing && saying[d.word(v.main)] && !saying[d.word(s.verbs[k].main)] && p > 0 && d.word(v.last) == "," && !speechVerb[d.word(s.verbs[k].main)] {
			continue
		}
		return p
	}
	return -1
}

// speechVerb are participles whose subject is the one who said the rest.
var speechVerb = map[string]bool{
	"accusing": true, "urging": true, "asking": true, "calling": true, "blaming": true, "warning": true, "demanding": true, "vowing": true, "praising": true, "rejecting": true, "denying": true,
	"paying": true, "condemning": true, "describing": true, "terming": true, "expressing": true, "turning": true, "refusing": true, "pledging": true, "insisting": true, "requesting": true,
	"holding": true, "thanking": true, "welcoming": true, "offering": true, "promising": true, "threatening": true, "stressing": true, "dismissing": true, "appealing": true, "quoting": true, "citing": true,
}

// top climbs from an "of" part to the group that holds it.
func top(s *sentence, g int) int {
	for n := 0; s.groups[g].within >= 0 && n < 8; n++ {
		g = s.groups[g].within
	}
	return g
}

// firstOf goes back to the first group of a coordination.
func firstOf(s *sentence, g int) int {
	for k := g - 1; k >= 0; k-- {
		if s.groups[k].and == g {
			return firstOf(s, k)
		}
	}
	return g
}

// objectFrom is the first group after token i that no preposition governs, before the clause ends.
func objectFrom(d *reading, s *sentence, i int) int {
	for ; i < s.Last; i++ {
		switch d.tags[i] {
		case adverb, negator:
			continue
		case nominal, determiner, numeral, possessive, pronoun:
			if g := s.groupAt(i); g >= 0 && s.groups[g].time {
				i = s.groups[g].last - 1
				continue
			}
			return s.groupAt(i)
		default:
			return -1
		}
	}
	return -1
}

// governed is the first group after token i, within the clause, that one of the prepositions governs.
func governed(d *reading, s *sentence, i int, preps string) int {
	for k := range s.groups {
		g := &s.groups[k]
		if g.first < i || g.prep == "" || !inList(preps, g.prep) {
			continue
		}
		if !sameClause(d, s, i, g.first) {
			return -1
		}
		return k
	}
	return -1
}

// sameClause reports that no new finite clause begins between tokens i and j.
func sameClause(d *reading, s *sentence, i, j int) bool {
	for t := i; t < j; t++ {
		switch d.tags[t] {
		case subordinator, relative:
			return false
		case mark:
			if w := d.word(t); w == ";" || w == ":" {
				return false
			}
		case verbal:
			if v := s.verbAt(t); v >= 0 && !s.verbs[v].reduced && !s.verbs[v].infinitive {
				return false
			}
		}
	}
	return true
}

func inList(list, w string) bool {
	for len(list) > 0 {
		i := 0
		for i < len(list) && list[i] != '|' {
			i++
		}
		if list[:i] == w {
			return true
		}
		if i == len(list) {
			return false
		}
		list = list[i+1:]
	}
	return false
}

// members are a group and those coordinated with it on its right.
func (s *sentence) members(g int) []int {
	var out []int
	for n := 0; g >= 0 && n < 16; n++ {
		out = append(out, g)
		g = s.groups[g].and
	}
	return out
}

// clause gives the tokens around i that belong to one clause, cut at subordinators, semicolons and at a comma or "and"
// that a new subject and verb follow.
func (c *Coder) clause(d *reading, s *sentence, i int) (first, last int) {
	if s.split && s.around == i {
		return s.begin, s.stop
	}
	first, last = s.First, s.Last
	for t := i; t >= s.First; t-- {
		if opens(d, s, t) && t < i {
			first = t + 1
			break
		}
	}
	for t := i + 1; t < s.Last; t++ {
		if opens(d, s, t) {
			last = t
			break
		}
	}
	if s.split {
		s.around, s.begin, s.stop = i, first, last
	}
	return first, last
}

// opens reports that a new clause with a verb of its own starts after token t.
func opens(d *reading, s *sentence, t int) bool {
	switch d.tags[t] {
	case subordinator:
		return d.word(t) != "than"
	case mark:
		if w := d.word(t); w == ";" || w == ":" {
			return true
		}
		if d.word(t) != "," {
			return false
		}
	case coordinator:
	default:
		return false
	}
	if !verbBefore(d, s, t) {
		return false
	}
	// A comma or "and": look for a group and then a finite verb, with nothing else between.
	seen := false
	for j := t + 1; j < s.Last && j < t+16; j++ {
		switch d.tags[j] {
		case verbal, auxiliary, modalVerb:
			v := s.verbAt(j)
			return seen && v >= 0 && !s.verbs[v].ing && !s.verbs[v].infinitive
		case mark, subordinator, relative, infinitive:
			if d.tags[j] == mark && d.word(j) != "," || d.tags[j] != mark {
				return false
			}
			if !seen {
				return false
			}
		case coordinator:
			if d.tags[t] == mark {
				continue
			}
			return false
		case nominal, pronoun, numeral:
			seen = true
		}
	}
	return false
}

// verbBefore reports a finite verb between the last boundary and token t.
func verbBefore(d *reading, s *sentence, t int) bool {
	for i := t - 1; i >= s.First; i-- {
		switch d.tags[i] {
		case verbal, auxiliary:
			if v := s.verbAt(i); v >= 0 && !s.verbs[v].ing && !s.verbs[v].infinitive {
				return true
			}
		case subordinator:
			return false
		}
	}
	return false
}
