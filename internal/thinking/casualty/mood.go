package casualty

import "strings"

// record are words that make what follows a matter of somebody's record or of the past.
var record = set("involved involvement accused wanted responsible convicted connection role anniversary protest protesting condemned condemning " +
	"avenge revenge retaliation guilty implicated alleged mastermind masterminding cases participated charges charged confessed plotting " +
	"behind investigating probe responsibility")

// intent are words of what was tried or planned.
var intent = set("attempt attempted plan planned planning plot tried threatened threatening trying")

// mood looks at the words before the trigger at item i.
func (f *finder) mood(i int) Mood {
	it := f.it[i]
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		w := f.it[k].lower
		switch {
		case w == "not" || w == "never" || w == "failed" || strings.HasSuffix(w, "n't"):
			return Denied
		case f.it[k].is(tModal) && (w != "to" || k == i-1) || intent[w]:
			return Possible
		case w == "had" && it.is(tPast|tSubject) && !f.said:
			return Background
		case it.is(tPast) && f.it[k].is(tPunct|tTrigger|tConj):
			return Told
		}
	}
	if (it.is(tIng|tOf) && !it.is(tPast) || f.nominal(i)) && f.onRecord(i) {
		return Background
	}
	return Told
}

func (f *finder) onRecord(i int) bool {
	for k := i - 1; k >= 0 && k >= i-7; k-- {
		if record[f.it[k].lower] {
			return true
		}
	}
	return false
}

// speakers fills in who says the figures of this sentence, those from index from on.
func (f *finder) speakers(from int) {
	if !f.said {
		return
	}
	for n := from; n < len(f.out); n++ {
		c := &f.out[n]
		best := -1
		for k := range f.it {
			if !f.it[k].is(tSaid) {
				continue
			}
			if before := f.d.Tokens[f.it[k].first].Start < c.Trigger.Start; before || best < 0 {
				best = k
			}
		}
		c.Speaker = f.speaker(best)
		w := f.it[best].lower
		c.Claimed = strings.HasPrefix(w, "claim") || strings.HasPrefix(w, "alleg") || strings.HasPrefix(w, "assert")
	}
}

// speaker returns the words before the verb of saying, or behind "according to".
func (f *finder) speaker(k int) Span {
	first, last := k, k
	if f.it[k].lower == "according" {
		first, last = k+2, k+2
		for last < len(f.it) && !f.it[last].is(tPunct|tVerbal|tSub) {
			last++
		}
	} else {
		for first > 0 && !f.it[first-1].is(tPunct|tSub|tAux|tTrigger|tConj) {
			first--
		}
	}
	if first >= last || first >= len(f.it) {
		return Span{}
	}
	return f.span(first, last)
}
