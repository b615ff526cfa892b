package casualty

import "detente/internal/words/figure"

// emit writes the figure of phrase k for the trigger at item i.
func (f *finder) emit(k, i int, rule string) {
	p := f.ph[k]
	if f.ph[k].told&(1<<f.it[i].group) != 0 {
		return // told of these people already
	}
	f.ph[k].told |= 1 << f.it[i].group
	c := f.count(i, rule)
	c.Low, c.High = bounds(p.q)
	c.Class, c.Former, c.Named = p.class, p.former, p.named
	if p.open && p.class == Unknown {
		c.Class = Person
	}
	if p.head >= 0 {
		c.Head = f.it[p.head].lower
	}
	c.Span = f.span(p.first, p.last)
	c.Token = f.it[p.first].first
	if w := f.it[p.first].lower; p.pronoun && (w == "he" || w == "she" || w == "him" || w == "her") {
		c.Low, c.High = figure.Of(1), figure.Of(1)
	}
	c.Relation = f.relation(p, c)
	f.either(i, &c)
	f.add(c)
	if p.counted && p.q.high == 0 && (c.Group == Harmed || c.Group == Injured && p.head < 0) {
		c.Group = Killed
		f.add(c)
		if f.it[i].group == Harmed {
			c.Group = Injured
			f.add(c)
		}
	}
}

func (f *finder) relation(p phrase, c Count) Relation {
	switch {
	case p.of && c.Group == Killed && f.ofHurt(p):
		return More
	case p.part || p.of && f.earlier(c):
		return Part
	case p.of:
	case p.more:
		return More
	case p.pronoun || p.definite:
		return Repeat
	}
	return Plain
}

// ofHurt reports "one of the injured soldiers" in a sentence that gives no new toll.
func (f *finder) ofHurt(p phrase) bool {
	for k := range f.it {
		if f.it[k].is(tToll) {
			return false
		}
	}
	for k := p.first; k < len(f.it) && k < p.last+1; k++ {
		if f.it[k].is(tPast) && f.it[k].group == Injured {
			return true
		}
	}
	return false
}

// earlier reports whether another telling of the group has been read.
func (f *finder) earlier(c Count) bool {
	for i := len(f.out) - 1; i >= 0; i-- {
		if f.out[i].Group == c.Group && f.out[i].Trigger != c.Trigger {
			return true
		}
	}
	return false
}

func (f *finder) add(c Count) { f.out = append(f.out, c) }

// either turns "killed or hurt" into one figure for both.
func (f *finder) either(i int, c *Count) {
	if i+2 < len(f.it) && f.it[i+1].lower == "or" && f.it[i+2].is(tPast|tTail) && f.it[i+2].group != c.Group && f.it[i+2].group != 0 {
		c.Group = Harmed
	}
	if i >= 2 && f.it[i-1].lower == "or" && f.it[i-2].is(tPast|tTail) && f.it[i-2].group != c.Group && f.it[i-2].group != 0 {
		c.Group = Harmed
	}
	if i+2 < len(f.it) && f.it[i+1].lower == "and" && f.it[i+2].is(tPast|tTail) && f.it[i+2].group == Injured && c.Group == Killed &&
		c.Low != c.High && (i+3 == len(f.it) || !f.it[i+3].is(tNum)) {
		c.Group = Harmed
	}
}

// bodies writes a phrase that is a figure by itself: "12 deaths", "the bodies of two men".
func (f *finder) bodies(k, i int) {
	p := f.ph[k]
	if p.used {
		return
	}
	zero := p.counted && p.q.high == 0
	for j := p.first - 1; !p.counted && j >= 0 && j > p.first-5; j-- {
		if f.it[j].is(tZero) {
			zero = true
		}
	}
	if w := f.it[i].lower; zero && (w == "loss" || w == "losses") && f.is(i+1, tPrep) {
		return // "no loss on their side"
	}
	if zero {
		f.zero(k, i)
		return
	}
	if f.nominal(i) && (!p.counted || p.q.low == 1) && f.object(i, i+2, "nominal") {
		return
	}
	if !f.tells(p, f.it[i].lower, i) {
		return
	}
	f.ph[k].used = true
	f.emit(k, i, "noun")
}

// tells reports whether such a phrase gives a figure: "five lives" only near "lost", "the deaths" not at all.
func (f *finder) tells(p phrase, w string, i int) bool {
	switch w {
	case "life", "lives":
		if f.around(i, "saved", "save", "saving") || p.q.low == 1 && !f.around(i, "claimed", "lost", "claiming", "claim", "took") {
			return false
		}
		return p.counted
	case "loss", "losses":
		return false
	case "death", "deaths", "fatality":
		return p.counted && (p.q.low != 1 || !p.definite)
	}
	if p.group == Injured && p.q.low == 1 {
		return false
	}
	return p.counted || p.definite && p.group != Harmed
}

// around looks for a verb near item i.
func (f *finder) around(i int, words ...string) bool {
	for k := max(0, i-5); k < len(f.it) && k < i+4; k++ {
		for _, w := range words {
			if f.it[k].lower == w {
				return true
			}
		}
	}
	return false
}

func (f *finder) zero(k, i int) {
	p := f.ph[k]
	c := f.count(i, "none")
	c.Low, c.High = figure.Of(0), figure.Of(0)
	c.Span, c.Token, c.Head, c.Mood = f.span(p.first, p.last), f.it[p.first].first, f.it[i].lower, Told
	f.ph[k].used = true
	switch p.group {
	case Harmed:
		c.Group = Killed
		f.add(c)
		c.Group = Injured
		f.add(c)
	default:
		f.add(c)
	}
}

// names counts the capitalised names from item k on: "A and B", "A, B and C". Titles and initials belong to a name.
func (f *finder) names(k int) (n, next int) {
	next = k
	ended := false
	for next < len(f.it) && !ended {
		it := f.it[next]
		if !it.is(tCapital) || it.is(tThing|tPrep|tSub|tPron|tAux|tModal|tDet|tNum|tSaid|tPunct) {
			break
		}
		for next < len(f.it) && (f.it[next].is(tCapital) && !f.it[next].is(tPunct|tNum) || f.it[next].lower == "alias" || f.it[next].is(tQuote)) {
			next++
		}
		n++
		end := f.aside(next)
		ended = true
		if end+1 < len(f.it) && (f.it[end].lower == "and" || f.it[end].lower == ",") && f.it[end+1].is(tCapital) && !f.it[end+1].is(tNoun|tThing|tMod) {
			next, ended = end+1, false
		}
	}
	return n, next
}

// aside returns the item behind the brackets at item k, if there are any.
func (f *finder) aside(k int) int {
	if !f.is(k, tPunct) || f.it[k].lower != "(" {
		return k
	}
	for k < len(f.it) && f.it[k].lower != ")" {
		k++
	}
	return k + 1
}

// named writes people given by name only; their class is that of the words behind the comma.
func (f *finder) named(i, k, next, n int, rule string) {
	c := f.count(i, rule)
	if n > 1 && !f.hasAnd(k, next) {
		n = 1 // "Ali Khan, Secretary of the council"
	}
	if f.andName(f.aside(next)) {
		n++
	}
	c.Low, c.High, c.Named = figure.Of(int64(n)), figure.Of(int64(n)), true
	c.Class = Person
	c.Span, c.Token = f.span(k, next), f.it[k].first
	behind := f.aside(next)
	after := -1
	for p := range f.ph {
		if f.ph[p].first < behind || f.ph[p].first > behind+6 {
			continue
		}
		if f.ph[p].prep || f.ph[p].thing {
			break
		}
		if f.is(f.ph[p].first-1, tConj) {
			after = p
			break
		}
		c.Class, c.Former, after = f.ph[p].class, f.ph[p].former, f.ph[p].next
		if f.ph[p].head >= 0 {
			c.Head = f.it[f.ph[p].head].lower
		}
		break
	}
	f.add(c)
	if after >= 0 && f.others(after) && f.opensList(f.ph[after].first) && !f.opensClause(after) && f.is(f.ph[after].first-1, tConj) && f.ph[after].first < behind+14 {
		f.chain(after, i, rule)
	}
}

// andName finds a second person by name behind what is said of the first: "Ali Khan (24), a resident of a village, and Omar Shah".
func (f *finder) andName(k int) bool {
	for j := k; j < k+16 && j+2 < len(f.it); j++ {
		it := f.it[j]
		if it.is(tTrigger|tAux|tModal|tVerb|tSub|tSaid) && !it.is(tNoun) || it.lower == ";" {
			return false
		}
		if it.lower != "and" || !f.it[j+1].is(tCapital) || f.it[j+1].is(tNoun|tThing|tMod) || !f.it[j+2].is(tCapital) {
			continue
		}
		e := j + 2
		for f.is(e, tCapital) && !f.is(e, tPunct) {
			e++
		}
		return f.is(e, tPunct) && (f.it[e].lower == "(" || f.it[e].lower == ",")
	}
	return false
}

// others reports that a phrase behind a name is of somebody else: "his son", "two others", and not "and a leader of the party".
func (f *finder) others(k int) bool {
	w := f.it[f.ph[k].first].lower
	return w != "a" && w != "an" || f.is(f.ph[k].first-2, tCapital)
}

func (f *finder) hasAnd(k, next int) bool {
	for ; k < next; k++ {
		if f.it[k].lower == "and" {
			return true
		}
	}
	return false
}
