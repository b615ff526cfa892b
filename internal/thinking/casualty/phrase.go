package casualty

// phrase is a group of words around a noun for people, or around a bare number: the items [first, last).
type phrase struct {
	first, last int
	head        int // item, or -1
	q           quantity
	class       Class
	group       Group // of "bodies" and "deaths", which are counts by themselves
	counted     bool  // has a number, "a", or one person in the singular
	definite    bool
	more        bool // "another", "others", "more"
	part        bool // inside "including" or in brackets
	of          bool // "five of the seven"
	open        bool // the noun is not in the lexicon
	bare        bool // a number without a noun
	thing       bool
	pronoun     bool
	named       bool
	former      bool
	prep        bool // stands after a preposition
	by          bool // ... and it is "by"
	used        bool
	lone        bool   // one person without an article: "Congress leader"
	told        uint16 // groups for which the phrase has given its figure
	next        int    // the phrase that a comma or "and" joins to this one, or -1
}

// scope is where the reading of phrases stands: in brackets, inside "including", behind a preposition.
type scope struct {
	aside                          int
	subset, identified, prep, byIt bool
	held                           bool // a preposition governs the name that is being read
}

// phrases finds the phrases of the items in order.
func (f *finder) phrases() {
	f.ph = f.ph[:0]
	var sc scope
	for i := 0; i < len(f.it); {
		if f.scopes(i, &sc) {
			i++
			continue
		}
		p, next := f.phrase(i)
		if next == i {
			if it := f.it[i]; it.is(tPrep) {
				sc.prep, sc.byIt = true, it.lower == "by"
			} else if !it.is(tAdv | tQuote | tDet) {
				sc.held = (it.is(tCapital) || it.tags == 0) && (sc.prep || sc.held)
				sc.prep, sc.byIt = false, false
			}
			i++
			continue
		}
		p.prep, p.by, p.part = sc.prep || sc.held && p.lone && f.is(i-1, tCapital), sc.byIt, p.part || sc.subset
		sc.held = false
		sc.prep, sc.byIt = false, false
		if sc.aside > 0 {
			p.part, p.counted = true, false
		}
		f.ph = append(f.ph, p)
		i = next
	}
	f.link()
}

// scopes moves the scope over item i and reports whether the item can be no part of a phrase.
func (f *finder) scopes(i int, sc *scope) bool {
	it := f.it[i]
	switch {
	case it.is(tPunct):
		switch it.lower {
		case "(", "[":
			sc.aside++
		case ")", "]":
			sc.aside = max(0, sc.aside-1)
		case ",":
			sc.subset = sc.subset && !f.resumes(i+1)
		case ";", ":":
			sc.subset = false
		}
		sc.prep, sc.byIt = false, false
		return true
	case it.is(tSubset) && !it.is(tNum):
		sc.subset, sc.prep = true, false
		sc.identified = it.last-it.first == 2 && f.d.Tokens[it.last-1].Lower == "as" && f.single()
		return true
	case it.is(tAux):
		sc.subset = false
	case sc.identified && it.lower == "and" && i+1 < len(f.it) && f.opensList(i+1):
		sc.subset, sc.identified = false, false // "a man, identified as ..., and his son"
	case it.is(tConj) && it.last > it.first+1 && !f.endsList(i):
		sc.prep = true // "abducted along with two others", "living in a camp along with his wife"
		return true
	}
	return false
}

// endsList reports that a phrase that no preposition governs ends directly before item i.
func (f *finder) endsList(i int) bool {
	for i > 0 && (f.it[i-1].lower == "," || f.it[i-1].lower == ")" || f.it[i-1].is(tCapital) && !f.it[i-1].is(tNoun)) {
		i--
	}
	k := len(f.ph) - 1
	return k >= 0 && f.ph[k].last == i && !f.ph[k].prep && !f.ph[k].thing
}

// single reports whether the last phrase is of one person.
func (f *finder) single() bool {
	for k := len(f.ph) - 1; k >= 0; k-- {
		if !f.ph[k].prep {
			return f.ph[k].counted && f.ph[k].q.high == 1
		}
	}
	return false
}

// opensList reports whether a counted phrase or a possessive begins at item i.
func (f *finder) opensList(i int) bool {
	it := f.it[i]
	return it.is(tNum) || it.lower == "a" || it.lower == "an" || it.lower == "another" || it.lower == "his" || it.lower == "her" || it.lower == "their"
}

// resumes reports whether the main clause goes on at item i, after the comma that ends "including ...".
func (f *finder) resumes(i int) bool {
	for ; i < len(f.it) && f.it[i].is(tAdv|tConj); i++ {
	}
	return i < len(f.it) && f.it[i].is(tAux|tTrigger|tModal|tSub|tPrep|tSaid|tVerb) && !f.it[i].is(tNoun)
}

// phrase reads one phrase at item i; next is i when none begins there.
func (f *finder) phrase(i int) (p phrase, next int) {
	p = phrase{first: i, head: -1, q: quantity{low: none, high: none}}
	j := f.opening(i, &p)
	if j < 0 {
		return p, i
	}
	j = f.run(j, &p)
	if j == i || j == p.first {
		return p, i
	}
	p.last = j
	p.definite = p.definite || f.owned(i)
	if !f.settles(i, j, &p) {
		return p, i
	}
	if p.head >= 0 && !p.lone && p.q.low == 1 && p.q.high == 1 && pairs[f.it[p.head].lower] > 0 {
		p.q.low = pairs[f.it[p.head].lower]
		p.q.high = p.q.low
	}
	return p, j
}

// settles gives a phrase without a number its figure where the noun is singular; false when it is no phrase at all.
func (f *finder) settles(i, j int, p *phrase) bool {
	if p.counted || p.thing {
		return p.head >= 0 || p.counted || p.more
	}
	if p.head < 0 {
		return f.settlesOpen(i, j, p)
	}
	h := f.it[p.head]
	remains := p.group == 0 || p.definite && (h.lower == "body" || h.lower == "corpse" || h.lower == "dead")
	mass := h.last == h.first+1 && (h.lower == "police" || h.lower == "army")
	if remains && !mass && !h.is(tPlural) && !p.more {
		p.q, p.counted, p.lone = quantity{low: 1, high: 1}, true, !p.definite
	}
	return true
}

// settlesOpen is settles for a noun that is not in the lexicon: "the reeve of a village" is one person, if the noun looks singular.
func (f *finder) settlesOpen(i, j int, p *phrase) bool {
	if !p.definite || !p.open || p.former != (f.it[i].lower == "former") {
		return p.more || p.pronoun
	}
	if w := f.it[j-1].lower; len(w) < 3 || w[len(w)-1] == 's' {
		return false
	}
	p.q, p.counted = quantity{low: 1, high: 1}, true
	return true
}

// opening reads determiners, the number and "other"; -1 when the item can begin no phrase.
func (f *finder) opening(i int, p *phrase) int {
	j := i
	for ; j < len(f.it); j++ {
		it := f.it[j]
		switch {
		case f.figure(it, p):
		case it.is(tOther):
			p.more = true
		case it.lower == "all":
			p.definite = f.is(j+1, tDet)
		case it.is(tDet):
			p.definite = true
		case it.is(tPron):
			p.pronoun, p.definite = j == i, p.definite || j == i
			return max(j, i+1)
		case it.lower == "of" && p.counted && !p.more && f.is(j+1, tDet|tPron):
			p.of = true
			if f.is(j+1, tPron) {
				return j + 2
			}
			// "five of the seven workers": the second number is not the figure.
			for j++; f.is(j+1, tDet|tNum|tOther); j++ {
			}
		case it.is(tQuote) && j > i:
		default:
			if j == i && !begins(it) {
				return -1
			}
			return j
		}
	}
	return j
}

// begins reports whether an item can begin a phrase without a determiner.
func begins(it item) bool {
	return it.lower == "former" || it.is(tNoun|tMod|tCount) && (!it.is(tTrigger) || it.is(tCount))
}

// is reports whether item j exists and can be t.
func (f *finder) is(j int, t tag) bool { return j >= 0 && j < len(f.it) && f.it[j].is(t) }

// figure takes the number of a phrase, if it has none yet.
func (f *finder) figure(it item, p *phrase) bool {
	if p.counted {
		return false
	}
	switch {
	case it.is(tZero):
		p.q = quantity{low: 0, high: 0}
	case it.is(tNum):
		first := f.d.Tokens[it.first : it.first+1]
		p.q, p.more = it.q, p.more || first[0].Lower == "another" || it.last > it.first+1 && f.d.Tokens[it.first+1].Lower == "more" && it.lower == "one"
	case it.lower == "both":
		p.q, p.definite = quantity{low: 2, high: 2}, true
	case it.lower == "a" || it.lower == "an":
		p.q, p.more = quantity{low: 1, high: 1}, p.more || it.is(tOther) // "a third"
	case it.lower == "another":
		p.q, p.more = quantity{low: 1, high: 1}, true
	default:
		return false
	}
	p.counted = true
	return true
}

// owned reports "'s" before item i, with a word or two between.
func (f *finder) owned(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if f.it[k].lower == "'s" {
			return true
		}
		if f.it[k].tags != 0 {
			return false
		}
	}
	return false
}

// pairs are nouns that are a number by themselves.
var pairs = map[string]int64{"duo": 2, "couple": 2, "pair": 2, "trio": 3}

// run reads the words up to the head noun and past it to the end of the group.
func (f *finder) run(j int, p *phrase) int {
	if p.pronoun {
		return j
	}
	start, words := j, 0
	var r reading
	for ; j < len(f.it) && words < 9; j++ {
		it := f.it[j]
		if it.is(tQuote) {
			continue
		}
		if it.lower == "'s" {
			r.possess(p)
			continue
		}
		if it.lower == "former" || it.lower == "ex" || it.lower == "surrendered" && p.head < 0 {
			p.former = true
			words++
			continue
		}
		if k := f.passes(j, p, r.last); k > j {
			j = k - 1 // an abbreviation in brackets, or the "of" inside a name
			continue
		}
		if f.boundary(j, p) {
			break
		}
		words++
		r.word(j, it, p)
	}
	return f.close(start, j, p, r)
}

// close settles what the phrase [start, j) is, once its words are read.
func (f *finder) close(start, j int, p *phrase, r reading) int {
	if p.head >= 0 && !p.thing && r.tail > 0 && f.it[p.head].is(tBefore) && !f.it[p.head].is(tPlural) {
		p.thing = true // "a militant hideout"
	}
	if p.thing && p.of {
		p.thing, p.head = false, -1 // "four of the family"
	}
	if p.head < 0 && !p.thing {
		p.class = r.mod
		p.bare = j == start
		p.open = !p.bare
		if p.bare && p.more && !p.counted && f.it[p.first].lower != "others" {
			return p.first
		}
	}
	if p.class <= Person {
		p.class = f.after(j, p)
	}
	return j
}

// passes returns the item to go on with behind an abbreviation in brackets ("the Border Force (BF) men") or behind the
// "of" of a name ("two Party of Peace workers"); j when neither stands at item j.
func (f *finder) passes(j int, p *phrase, last item) int {
	if p.head >= 0 && !f.it[p.head].is(tBefore) || last.last == 0 {
		return j
	}
	if f.it[j].lower == "(" {
		for k := j + 1; k < j+7 && k+1 < len(f.it); k++ {
			if f.it[k].lower == ")" {
				if f.is(k+1, tNoun|tMod|tBefore) {
					return k + 1
				}
				return j
			}
		}
	}
	if f.it[j].lower == "of" && last.is(tCapital) && f.nameGoesOn(j+1) {
		return j + 1
	}
	return j
}

// nameGoesOn reports that a name runs on from item j to a noun for people: "Unity (PU) workers".
func (f *finder) nameGoesOn(j int) bool {
	if !f.is(j, tCapital) || f.is(j, tPunct) {
		return false
	}
	for k := j; k < j+7 && k < len(f.it); k++ {
		it := f.it[k]
		if it.is(tNoun) && it.is(tPlural) && !it.is(tCapital) {
			return true
		}
		if !it.is(tCapital|tNoun) && it.lower != "(" && it.lower != ")" {
			return false
		}
	}
	return false
}

// reading is the state of a run: the class that the words so far give to a noun after them, and the words behind the head.
type reading struct {
	mod  Class
	tail int
	last item
}

// possess passes "'s": what follows belongs to the one just read, "the trader's son".
func (r *reading) possess(p *phrase) {
	if p.head >= 0 || r.last.is(tCapital) {
		p.head, r.mod, r.tail = -1, Unknown, 0
		p.definite = p.definite || !p.counted
	}
}

func (r *reading) word(j int, it item, p *phrase) {
	switch {
	case it.is(tCount):
		p.head, p.group, p.thing, r.tail = j, it.group, false, 0
	case it.is(tNoun):
		p.head, p.thing, p.group, r.tail = j, false, 0, 0
		p.class = it.class
		if it.class <= Person && r.mod != Unknown || r.mod > Civilian && generic[it.lower] {
			p.class = r.mod
		}
	case it.is(tThing):
		p.thing, r.tail = true, 0
	case p.head >= 0 && !it.is(tCapital|tOther) && !verbal(it.lower):
		r.tail++
	}
	if it.mod != Unknown {
		r.mod = it.mod
	}
	r.last = it
}

// generic nouns take the class of the word before them: "police officer", "army personnel".
var generic = set("personnel officer officers official officials man men member members commander commanders driver drivers recruit " +
	"recruits guard guards leader leaders informer informers trooper troopers")

func verbal(w string) bool {
	n := len(w)
	return n > 4 && (w[n-2:] == "ed" || w[n-3:] == "ing" || w[n-2:] == "ly")
}

// boundary reports whether item j ends the group of words.
func (f *finder) boundary(j int, p *phrase) bool {
	it := f.it[j]
	if it.is(tNoun|tCount) && p.head < 0 {
		return false
	}
	if it.is(tPast) && j+1 < len(f.it) && p.head < 0 && f.it[j+1].is(tNoun|tMod) && it.lower != "killed" && (p.counted || p.definite) {
		return false // "two injured soldiers"
	}
	if p.head >= 0 && it.tags&^tCapital == 0 && verbal(it.lower) {
		return true
	}
	if it.is(tAdv) && p.head < 0 && j+1 < len(f.it) && f.it[j+1].is(tPast) {
		return false
	}
	return it.is(tPunct | tTrigger | tAux | tModal | tPrep | tSub | tSaid | tPron | tDet | tConj | tNum | tZero | tSubset | tAdv | tVerb)
}

// after looks for the class behind "of": "members of the border police".
func (f *finder) after(j int, p *phrase) Class {
	if p.head < 0 || j >= len(f.it) || f.it[j].lower != "of" && f.it[j].lower != "from" {
		return p.class
	}
	for k := j + 1; k < len(f.it) && k < j+7; k++ {
		it := f.it[k]
		if it.is(tPunct|tTrigger|tAux|tSub|tSaid|tConj) && !it.is(tMod) {
			break
		}
		if it.lower == "family" || it.lower == "village" {
			return Civilian
		}
		if it.mod != Unknown {
			return it.mod
		}
		if it.is(tNoun) && it.class > Person {
			return it.class
		}
	}
	return p.class
}

// link joins each phrase to the next one of its list: a comma, "and" or the like stands directly before that, and only
// names, asides and phrases with prepositions lie between.
func (f *finder) link() {
	for i := range f.ph {
		f.ph[i].next = -1
		if f.ph[i].prep && f.ph[i].group == 0 && !f.ofCollective(i) && !f.afterVerb(i) {
			continue
		}
		for k := i + 1; k < len(f.ph) && f.ph[k].first-f.ph[i].last <= 24; k++ {
			if f.ph[k].prep || f.ph[k].part {
				continue
			}
			if f.joined(f.ph[i].last, f.ph[k].first) {
				f.ph[i].next = k
			}
			break
		}
	}
}

// afterVerb reports a phrase behind "of" after a noun of what happened: "the killing of two men".
func (f *finder) afterVerb(i int) bool {
	k := f.ph[i].first
	return k >= 2 && f.it[k-1].lower == "of" && f.it[k-2].is(tOf)
}

func (f *finder) joined(from, to int) bool {
	joined, depth := false, 0
	for k := from; k < to; k++ {
		it := f.it[k]
		switch {
		case it.lower == "(":
			depth++
		case it.lower == ")":
			depth--
		case depth > 0 || it.is(tQuote|tAdv):
		case it.is(tConj) || it.lower == ",":
			joined = true
		case it.is(tTrigger|tAux|tModal|tSub|tSaid|tVerb) && !it.is(tNoun|tCount), it.is(tPunct):
			return false
		default:
			joined = false
		}
	}
	return joined
}
