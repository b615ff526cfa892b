package casualty

import (
	"strings"

	"detente/internal/thinking/text"
)

// record are words that make what follows a matter of somebody's record or of the past.
var record = set("involved involvement accused wanted responsible convicted connection role anniversary protest protesting condemned condemning " +
	"avenge revenge retaliation retaliating reprisal reprisals linked masterminds masterminded suspect suspected guilty implicated alleged mastermind masterminding cases participated charges charged confessed plotting " +
	"investigating probe holding held responsibility")

// intent are words of what was tried or planned.
var intent = set("attempt attempted plan planned planning plot tried threatened threatening trying")

// mood looks at the words before the trigger at item i.
func (f *finder) mood(i int) Mood {
	it := f.it[i]
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if it.is(tPast) && f.it[k].is(tPunct|tTrigger|tConj) {
			break
		}
		if m := f.turned(i, k); m != Told {
			return m
		}
	}
	nominal := f.nominal(i) || it.is(tIng|tOf) && !it.is(tPast) || it.is(tCount) && f.is(i+1, tPrep) && f.it[i+1].lower == "of"
	relative := f.relative(i)
	if (nominal || relative) && f.onRecord(i) || relative && (f.yearBefore(i) || f.anotherDay(i)) || f.longAgo(i) || f.overYears() {
		return Background
	}
	return Told
}

// turned is the mood that the word k before the trigger i gives it.
func (f *finder) turned(i, k int) Mood {
	w := f.it[k].lower
	switch {
	case w == "may" && f.it[k].first > 0 && f.d.Tokens[f.it[k].first-1].Kind == text.Number:
		return Told // "13 and 14 May"
	case w == "not" || w == "never" || w == "failed" || strings.HasSuffix(w, "n't"):
		return Denied
	case f.it[k].is(tModal) && (w != "to" || k == i-1) || intent[w]:
		return Possible
	case w == "had" && f.it[i].is(tPast|tSubject) && !f.said && f.onlyAux(k+1, i):
		return Background
	}
	return Told
}

// onlyAux reports that nothing but "been" and adverbs stands in the items [from, to).
func (f *finder) onlyAux(from, to int) bool {
	for k := from; k < to; k++ {
		if !f.it[k].is(tAdv) && f.it[k].lower != "been" {
			return false
		}
	}
	return true
}

// relative reports whether the clause of item i begins with "which", "that", "where" or "who".
func (f *finder) relative(i int) bool {
	k := f.clause(i)
	if k == 0 {
		return false
	}
	switch f.it[k-1].lower {
	case "which", "that", "where", "who":
	default:
		return false
	}
	verbs := 0
	for j := k; j < i; j++ {
		if f.it[j].is(tAux) && !f.is(j-1, tAux|tModal) {
			verbs++
		}
	}
	return verbs < 2 // "a man who was wanted was killed": the second verb is the main one
}

// yearBefore looks for a year before item i.
func (f *finder) yearBefore(i int) bool {
	for k := 0; k < i; k++ {
		if w := f.it[k].lower; len(w) >= 4 && w[:4] >= "1900" && w[:4] < "2100" && w[3] <= '9' && (len(w) == 4 || w[4] == '-') && !f.it[k].is(tNum) {
			return true
		}
	}
	return false
}

// overYears reports a sentence about years: "in the last five years".
func (f *finder) overYears() bool {
	for k := range f.it {
		if w := f.it[k].lower; w != "last" && w != "past" {
			continue
		}
		for j := k + 1; j < len(f.it) && j < k+3; j++ {
			if w := f.it[j].lower; w == "years" || w == "decade" || w == "year" && j == k+2 {
				return true
			}
			t := f.d.Tokens[f.it[j].last-1].Lower
			if t == "years" || t == "decades" {
				return true
			}
		}
	}
	return false
}

// onRecord looks for words of somebody's record before item i.
func (f *finder) onRecord(i int) bool {
	for k := i - 1; k >= 0 && k >= i-80; k-- {
		if record[f.it[k].lower] {
			return true
		}
	}
	return false
}

// dates reports that the year at item k dates what was told: "in 2010", "in May 2010", and for nouns also "on May 5, 2010".
func (f *finder) dates(k int, nominal bool) bool {
	word := func(n int) string {
		if n < 0 {
			return ""
		}
		return f.it[n].lower
	}
	switch b := word(k - 1); {
	case b == "in" || b == "since":
		return true
	case months[b]:
		return word(k-2) == "in" || word(k-2) == "since"
	case b == ",":
		return months[word(k-2)] && word(k-3) == "in" || months[word(k-3)] && nominal
	}
	return false
}

// longAgo looks for "in 2010" and "in May 2010" soon after item i: news of the day names no year.
func (f *finder) longAgo(i int) bool {
	for k := i + 1; k < len(f.it) && k < i+14; k++ {
		if f.it[k].is(tSub) || f.it[k].lower == ";" {
			return false
		}
		w := f.it[k].lower
		if f.it[k].is(tNum) || len(w) != 4 || w < "1900" || w >= "2100" || w[3] > '9' {
			continue
		}
		return f.dates(k, f.nominal(i))
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

// anotherDay reports that the noun of a relative clause has a day of its own before it: "looted in the attack of April 12 in which".
func (f *finder) anotherDay(i int) bool {
	for k := i - 1; k > 1; k-- {
		if !months[f.it[k].lower] {
			continue
		}
		for _, b := range []int{k - 1, k - 2} {
			if f.it[b].lower == "of" && !f.is(b-1, tNum) {
				return true
			}
		}
	}
	return false
}
