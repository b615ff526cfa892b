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
	first := best
	for first > 0 && f.ph[first-1].linked && !f.ph[first-1].thing && !f.ph[first-1].part && f.ph[first-1].first >= from &&
		f.listEnd(first-1) >= best && (!f.ph[first-1].prep || f.ofCollective(first-1)) {
		first--
	}
	for k := first; k <= best; k++ {
		f.ph[k].used = true
		f.emit(k, i, rule)
	}
	return true
}

// canBeSubject reports whether phrase k lies in [from, end) and is the subject of some verb there.
func (f *finder) canBeSubject(k, from, end, i int) bool {
	p := f.ph[k]
	if p.first < from || p.last > end || p.thing || p.part || p.prep && p.group == 0 && !f.ofCollective(k) {
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
	return k > 0 && f.ph[k-1].last+1 == f.ph[k].first && f.it[f.ph[k-1].last].lower == "of" && (f.ph[k-1].thing || f.ph[k-1].group != 0)
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
	for k := from; k < end; k++ {
		if f.it[k].is(tPrep) {
			// a place: pass over it
			for k+1 < end && f.it[k+1].is(tCapital) {
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
