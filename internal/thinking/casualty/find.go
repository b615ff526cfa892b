package casualty

import (
	"slices"

	"detente/internal/thinking/text"
	"detente/internal/words/figure"
)

// finder holds the state of one sentence; its slices are reused from sentence to sentence and from document to document.
type finder struct {
	g        *Grammar
	d        text.Document
	it       []item
	ph       []phrase
	out      []Count
	sentence int
	said     bool // the sentence reports speech
}

// Find reads the figures of a document with the built-in word list, in the order of the text.
func Find(d text.Document) []Count { return standard().Find(d) }

// Find reads the figures of a document, in the order of the text. Spans lie in the document whatever its bytes; time is
// linear in its length.
func (g *Grammar) Find(d text.Document) []Count { return g.Append(nil, d) }

// Append is Find with the figures appended to out.
func (g *Grammar) Append(out []Count, d text.Document) []Count {
	f, ok := g.finders.Get().(*finder)
	if !ok {
		f = &finder{}
	}
	f.g, f.d, f.out = g, d, out
	loud := shouted(&f.d)
	for i, s := range d.Sentences {
		f.sentence = i
		if !g.triggered(&f.d, s) {
			continue
		}
		f.it = g.itemise(&f.d, s.First, s.Last, loud, f.it)
		f.phrases()
		f.said = slices.ContainsFunc(f.it, func(it item) bool { return it.is(tSaid) })
		from := len(f.out)
		for k := range f.it {
			if f.it[k].is(tTrigger | tCount) {
				f.bind(k)
			}
		}
		f.speakers(from)
		f.remains(from)
		slices.SortStableFunc(f.out[from:], func(a, b Count) int { return a.Span.Start - b.Span.Start })
	}
	out = f.out
	f.d, f.out = text.Document{}, nil
	g.finders.Put(f)
	return out
}

// remains gives "their bodies" the number of those told to have been taken or missing before.
func (f *finder) remains(from int) {
	for n := from; n < len(f.out); n++ {
		c := &f.out[n]
		if c.Group != Killed || c.Low.Known() || c.High.Known() || c.Head != "bodies" {
			continue
		}
		for k := n - 1; k >= 0; k-- {
			if b := f.out[k]; (b.Group == Abducted || b.Group == Missing) && b.Low.Known() {
				c.Low, c.High, c.Relation = b.Low, b.High, Plain
				break
			}
		}
	}
}

// triggered is a cheap look for any word that can begin a trigger.
func (g *Grammar) triggered(d *text.Document, s text.Sentence) bool {
	for i := s.First; i < s.Last; i++ {
		if t := &d.Tokens[i]; t.Kind == text.Word {
			x, ok := g.leadOf(d, t)
			if !ok {
				continue
			}
			if x.tags&(tTrigger|tCount) != 0 {
				return true
			}
			for _, p := range x.idioms {
				if p.entry.tags&(tTrigger|tCount) != 0 && matches(d.Tokens[:s.Last], i, p.words) {
					return true
				}
			}
		}
	}
	return false
}

// bind finds whom the trigger at item i befell.
func (f *finder) bind(i int) {
	it := f.it[i]
	if f.nobody(i) {
		return
	}
	if k := f.inside(i); k >= 0 && !it.is(tToll) {
		if p := f.ph[k]; p.group != 0 && p.head == i {
			f.bodies(k, i)
			return
		}
		if f.ph[k].head != i && f.ph[k].first < i && !f.nominal(i) {
			return // "the injured soldiers"
		}
	}
	if it.is(tPast) && f.is(i-1, tDet) {
		return // "those killed", "the killed and injured"
	}
	switch {
	case it.is(tToll):
		f.toll(i)
	case f.nominal(i):
		f.object(i, i+2, "nominal")
	case it.is(tTail):
		f.tail(i)
	case it.is(tIng) && !it.is(tPast):
		f.object(i, i+1, "participle")
	case it.is(tSubject):
		f.subject(i, "subject")
	case it.is(tPast):
		f.past(i)
	case it.is(tBase):
		f.object(i, i+1, "active")
	}
}

// nobody reads "did not hurt anyone", "without killing anybody": nobody was killed or hurt.
func (f *finder) nobody(i int) bool {
	if f.it[i].group != Killed && f.it[i].group != Injured || i+1 >= len(f.it) {
		return false
	}
	if w := f.it[i+1].lower; w != "anyone" && w != "anybody" {
		return false
	}
	if b := f.it[i-min(i, 1)].lower; b != "without" && f.mood(i) != Denied {
		return false
	}
	c := f.count(i, "none")
	c.Low, c.High, c.Mood = figure.Of(0), figure.Of(0), Told
	c.Span, c.Token = f.span(i+1, i+2), f.it[i+1].first
	f.add(c)
	if c.Group == Injured {
		c.Group = Killed
		f.add(c)
	}
	return true
}

// tail binds "dead" and "to death": "three dead", "was stoned to death", "beat a trader, Ali Khan, to death".
func (f *finder) tail(i int) {
	if w := f.it[i].lower; w == "their" || w == "his" || w == "her" {
		f.cost(i)
		return
	}
	if f.is(i-1, tAux) && f.it[i].lower == "dead" {
		f.subject(i, "adjective")
		return
	}
	if f.adjacent(i, "adjective") || f.it[i].lower != "to" {
		return
	}
	if passive, _ := f.voice(i - 1); passive {
		f.subject(i, "passive")
		return
	}
	for k := len(f.ph) - 1; k >= 0; k-- {
		p := f.ph[k]
		if p.last > i || p.prep || p.thing || p.part {
			continue
		}
		if i-p.last < 7 && (p.counted || p.pronoun && objects[f.it[p.first].lower]) {
			f.emit(k, i, "resultative")
		}
		return
	}
}

// cost reads "cost three soldiers their lives".
func (f *finder) cost(i int) {
	for k := i - 1; k >= 0 && k > i-8; k-- {
		switch f.it[k].lower {
		case "cost", "costs", "costing":
			f.adjacent(i, "cost")
			return
		}
	}
}

// inside returns the phrase that holds item i, or -1.
func (f *finder) inside(i int) int {
	for k, p := range f.ph {
		if p.first <= i && i < p.last {
			return k
		}
	}
	return -1
}

func (f *finder) nominal(i int) bool {
	return f.it[i].is(tOf) && i+1 < len(f.it) && f.it[i+1].lower == "of"
}

// past decides between "were killed", "killed two", "two killed" and "were taken away and killed".
func (f *finder) past(i int) {
	if i >= 2 && f.it[i-1].lower == "or" && f.it[i-2].is(tPast) && f.it[i-2].group != f.it[i].group {
		return // "killed or hurt" is one figure
	}
	passive, perfect := f.voice(i)
	switch {
	case passive:
		f.subject(i, "passive")
		if f.is(i+1, tConj) && f.it[i+1].last > f.it[i+1].first+1 {
			f.object(i, i+2, "passive, along with")
		}
	case f.object(i, i+1, "active"):
	case !perfect && f.adjacent(i, "reduced passive"):
	case perfect:
	default:
		f.subject(i, "shared subject")
	}
}

// voice looks back for the auxiliary, over adverbs and a participle joined by "and".
func (f *finder) voice(i int) (passive, perfect bool) {
	for k := i - 1; k >= 0 && k > i-6; k-- {
		it := f.it[k]
		switch {
		case it.is(tAux):
			have := it.lower == "had" || it.lower == "has" || it.lower == "have" || it.lower == "having"
			return !have, have
		case it.is(tAdv|tQuote) || it.lower == "and" || it.is(tPast) && k+1 < i && f.it[k+1].lower == "and" || it.lower == "not":
		default:
			return false, false
		}
	}
	return false, false
}

// object takes the phrases that begin at item k, after a verb or "of".
func (f *finder) object(i, k int, rule string) bool {
	if k = f.objectAt(i, k); k >= len(f.it) {
		return false
	}
	for p := range f.ph {
		if f.ph[p].first != k {
			continue
		}
		if f.ph[p].thing && f.collective(p) && !f.ph[p+1].definite {
			p++
		}
		if f.ph[p].pronoun && !objects[f.it[k].lower] {
			return false
		}
		if f.ph[p].thing || f.ph[p].open && f.it[i].is(tWeak) {
			return true // "killed 40 goats", "neutralised a camp"
		}
		f.chain(p, i, rule)
		return true
	}
	if f.it[i].is(tWeak) {
		return false
	}
	if n, next := f.names(k); n > 0 && !f.it[i].is(tSubject) {
		f.named(i, k, next, n, rule)
		return true
	}
	return false
}

// objectAt passes what may stand between a verb and its object: "abducted and killed a trader", "killed kidnapped officials".
func (f *finder) objectAt(i, k int) int {
	if k == i+1 && f.is(k, tConj) && f.is(k+1, tPast|tIng) && k+2 < len(f.it) {
		k += 2
	}
	if f.is(k, tPunct) && f.it[k].lower == "," && f.is(k+1, tCapital) && !f.is(k+1, tNoun) {
		k++ // a comma too many
	}
	for f.is(k, tAdv|tQuote) || f.is(k, tPast) && f.is(k+1, tNoun|tMod|tCapital) && f.inside(k) < 0 {
		k++
	}
	return k
}

// objects are the pronouns that stand after a verb.
var objects = map[string]bool{"him": true, "her": true, "them": true}

// collective reports "a group of", "a party of": the people are in the next phrase.
func (f *finder) collective(p int) bool {
	last := f.ph[p].last
	return last < len(f.it) && f.it[last].lower == "of" && p+1 < len(f.ph) && f.ph[p+1].first == last+1
}

// chain emits phrase p and those joined to it, unless the next clause needs them as its subject.
func (f *finder) chain(p, i int, rule string) {
	list := f.listEnd(p)
	for k := p; k >= 0; k = f.ph[k].next {
		if k > p && (f.ph[k].part || f.ph[k].thing || f.opensClause(k)) {
			break
		}
		f.ph[k].used = true
		if k == p || !f.sameOne(k) {
			f.emit(k, i, rule)
		}
		if k >= list {
			break
		}
	}
}

// sameOne reports the second half of "village head and party leader": one person, two offices.
func (f *finder) sameOne(k int) bool {
	p := f.ph[k]
	if !p.lone || f.is(p.last, tCapital) && !f.is(p.last, tPunct) {
		return false
	}
	for j := k - 1; j >= 0; j-- {
		if f.ph[j].next == k {
			return f.ph[j].lone || f.ph[j].former
		}
	}
	return false
}

// listEnd returns the last phrase of a list that begins with p: a list ends with "and"; a comma alone makes an apposition,
// "a trader, a father of three", and so does a list that sums to the first, "three people, two men and a woman".
func (f *finder) listEnd(p int) int {
	end, sum := p, int64(0)
	for k := p; f.ph[k].next >= 0; k = f.ph[k].next {
		n := f.ph[k].next
		sum += max(0, f.ph[n].q.low)
		if f.joinedByAnd(k) || f.ph[p].q.low > 1 && f.ph[n].counted && f.ph[n].q.low > 1 {
			end = n
		}
		if end == n && sum == f.ph[p].q.low && sum > 1 && n != f.ph[p].next {
			return p
		}
	}
	return end
}

func (f *finder) joinedByAnd(k int) bool {
	j := f.ph[f.ph[k].next].first - 1
	for j > 0 && f.it[j].is(tAdv|tQuote) {
		j--
	}
	return f.it[j].is(tConj)
}

// opensClause reports whether phrase k is followed by a verb that wants it as subject.
func (f *finder) opensClause(k int) bool {
	j := f.ph[k].last
	for j < len(f.it) && f.it[j].is(tAdv|tQuote) {
		j++
	}
	return j < len(f.it) && f.it[j].is(tAux|tSubject|tPast|tTail|tVerb|tSaid) && !f.it[j].is(tPrep)
}

// adjacent takes the phrases that end directly before item i: "two others injured", "two guards and a driver dead".
func (f *finder) adjacent(i int, rule string) bool {
	j := i - 1
	for j >= 0 && f.it[j].is(tAdv|tQuote) {
		j--
	}
	for k := len(f.ph) - 1; k >= 0; k-- {
		p := f.ph[k]
		if p.last-1 != j || p.thing || p.pronoun && !(f.it[i].is(tTail) && objects[f.it[p.first].lower]) || p.by {
			continue
		}
		if !p.counted && !p.more && !p.definite {
			continue
		}
		for p.part && k > 0 && f.is(p.first-1, tSubset) && f.ph[k-1].last == p.first-1 && f.ph[k-1].counted && !f.ph[k-1].thing {
			k--
			p = f.ph[k] // "ten including their leader killed"
		}
		f.backwards(k, i, rule)
		return true
	}
	return false
}

// backwards emits phrase k and those before it in its list.
func (f *finder) backwards(k, i int, rule string) {
	first := k
	for j := k - 1; j >= 0 && k-j < 8 && !f.singular(i) && f.it[f.ph[k].first].lower != "both"; j-- {
		if f.ph[j].next == first && !f.ph[j].used && !f.ph[j].thing && !f.ph[j].part {
			first = j
		}
	}
	if first != k && f.listEnd(first) < k {
		if f.ph[first].q.low > 1 && f.listEnd(first) == first {
			k = first // "two guards, a driver and a cook": the list says who the two are
		}
		first = k
	}
	for j := first; j >= 0 && j <= k; j = f.ph[j].next {
		f.ph[j].used = true
		f.emit(j, i, rule)
	}
	f.nameBefore(first, i, rule)
}

// singular reports that the verb of the trigger at item i is in the singular: "was killed".
func (f *finder) singular(i int) bool {
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if f.it[k].is(tAux) {
			return f.it[k].lower == "was" || f.it[k].lower == "is"
		}
	}
	return false
}

// nameBefore adds the person by name to whom a possessive goes back: "Ali Khan and his brother".
func (f *finder) nameBefore(k, i int, rule string) {
	first := f.ph[k].first
	switch f.it[first].lower {
	case "his", "her", "their":
	default:
		return
	}
	j := first - 1
	if !f.is(j, tConj) {
		return
	}
	for j--; j >= 0 && (f.it[j].lower == "," || f.it[j].is(tQuote)); j-- {
	}
	last := j + 1
	for j >= 0 && f.it[j].is(tCapital) && f.inside(j) < 0 {
		j--
	}
	if j+1 < last && !f.is(j, tPrep) {
		c := f.count(i, rule)
		c.Low, c.High = bounds(quantity{low: 1, high: 1})
		c.Class, c.Span, c.Token = Person, f.span(j+1, last), f.it[j+1].first
		f.add(c)
	}
}

func (f *finder) span(first, last int) Span {
	return Span{Start: f.d.Tokens[f.it[first].first].Start, End: f.d.Tokens[f.it[last-1].last-1].End}
}

// count begins a figure for the trigger at item i.
func (f *finder) count(i int, rule string) Count {
	return Count{Group: f.it[i].group, Trigger: f.span(i, i+1), Sentence: f.sentence, Rule: rule, Mood: f.mood(i)}
}

func bounds(q quantity) (low, high figure.Count) {
	if q.low != none {
		low = figure.Of(q.low)
	}
	if q.high != none {
		high = figure.Of(q.high)
	}
	return low, high
}
