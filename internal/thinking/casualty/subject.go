package casualty

// subject takes the phrases before the verb at item i: the nearest that no preposition governs, with those joined to it.
func (f *finder) subject(i int, rule string) bool {
	end := i
	for from := f.clause(end); ; from = f.clause(end) {
		if f.subjectIn(from, end, i, rule) {
			return true
		}
		if from == 0 {
			return false
		}
		// "Police said", "who": the subject stands before.
		if w := f.it[from-1].lower; w == "who" || w == "which" || w == "that" || w == "whom" {
			if f.antecedent(from-1, i, rule) {
				return true
			}
		}
		end = from - 1
	}
}

// clause returns where the clause that ends before item end begins.
func (f *finder) clause(end int) int {
	for k := end - 1; k >= 0; k-- {
		if f.it[k].is(tSub|tSaid) && !f.it[k].is(tNoun) || f.it[k].lower == ";" {
			return k + 1
		}
	}
	return 0
}

func (f *finder) subjectIn(from, end, i int, rule string) bool {
	best := -1
	for k := len(f.ph) - 1; k >= 0; k-- {
		if !f.canBeSubject(k, from, end, i) {
			continue
		}
		p := f.ph[k]
		if p.counted || p.more || p.definite || p.pronoun {
			best = k
			break
		}
		if best < 0 {
			best = k
		}
	}
	if best < 0 {
		return f.subjectNames(from, end, i, rule)
	}
	best = f.apposed(best, from, end, i)
	f.backwards(best, i, rule)
	return true
}

// apposed steps from "a breakaway faction" back to whom it stands beside: "two men, members of a family, were killed".
func (f *finder) apposed(best, from, end, i int) int {
	for k := best - 1; k >= 0; k-- {
		j := f.ph[best].first - 1
		for j > 0 && f.it[j].is(tQuote) {
			j--
		}
		if f.it[f.ph[best].first].lower == "both" || j < 0 || f.it[j].lower != "," && !f.ph[best].open {
			return best
		}
		p := f.ph[k]
		if p.first < from {
			return best
		}
		if f.canBeSubject(k, from, end, i) && p.counted && !p.open && !f.between(p.last, f.ph[best].first) {
			if f.listEnd(k) >= best {
				return best
			}
			best = k
		}
	}
	return best
}

// between reports a verb in the items [from, to), which begins another clause.
func (f *finder) between(from, to int) bool {
	for k := from; k < to; k++ {
		if f.it[k].is(tTrigger|tAux|tModal|tVerb) && !f.it[k].is(tNoun|tCount) && f.inside(k) < 0 {
			return true
		}
	}
	return false
}

// canBeSubject reports whether phrase k lies in [from, end) and is the subject of some verb there.
func (f *finder) canBeSubject(k, from, end, i int) bool {
	p := f.ph[k]
	if p.first < from || p.last > end || p.thing || p.part || p.prep && p.group == 0 && !f.ofCollective(k) {
		return false
	}
	if p.open && f.it[i].is(tWeak) {
		return false
	}
	if p.used && f.it[i].group == Killed && p.group == 0 && f.activeObject(k) {
		return false
	}
	return !p.pronoun || !oblique[f.it[p.first].lower]
}

// oblique are pronouns that are no subject.
var oblique = set("him them me us whom")

// activeObject reports whether phrase k stands directly after an active trigger, so that it is no subject.
func (f *finder) activeObject(k int) bool {
	j := f.ph[k].first - 1
	return j >= 0 && f.it[j].is(tTrigger) && !f.it[j].is(tTail)
}

// ofCollective reports whether phrase k is the people of "a group of 40 men" or of "the bodies of two men".
func (f *finder) ofCollective(k int) bool {
	return k > 0 && !f.ph[k].definite && f.ph[k-1].last+1 == f.ph[k].first && f.it[f.ph[k-1].last].lower == "of" && (f.ph[k-1].thing || f.ph[k-1].group != 0)
}

// antecedent takes the phrase before "who": "three men who were killed".
func (f *finder) antecedent(who, i int, rule string) bool {
	for k := len(f.ph) - 1; k >= 0; k-- {
		p := f.ph[k]
		if p.last > who || p.thing {
			continue
		}
		if who-p.last > 6 {
			return false
		}
		if p.counted || p.definite || p.pronoun {
			f.emit(k, i, rule+", relative")
			return true
		}
		return false
	}
	return false
}

// subjectNames takes people given by name only: the first names of the clause.
func (f *finder) subjectNames(from, end, i int, rule string) bool {
	if f.it[i].is(tWeak) || from > 0 && f.it[from-1].lower == "who" {
		return false
	}
	for k := from; k < end; k++ {
		if f.it[k].is(tPrep) {
			// a place: pass over it
			for k+1 < end && f.it[k+1].is(tCapital|tDet) {
				k++
			}
			continue
		}
		if !f.it[k].is(tCapital) || f.it[k].is(tPunct|tDet|tPron|tAdv|tConj|tNum|tZero|tOther|tThing) {
			continue
		}
		n, next := f.names(k)
		if n == 0 || next > end {
			continue
		}
		f.named(i, k, next, n, rule)
		return true
	}
	return false
}
