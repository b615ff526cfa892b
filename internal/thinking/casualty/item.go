package casualty

import (
	"strings"

	"detente/internal/thinking/text"
)

// item is a word, a phrase of the lexicon, or a number with its hedges: the tokens [first, last).
type item struct {
	first, last int
	tags        tag
	class, mod  Class
	group       Group
	q           quantity
	lower       string
}

func (it item) is(t tag) bool { return it.tags&t != 0 }

// itemise cuts the tokens of a sentence into items; out is reused.
func (g *Grammar) itemise(d *text.Document, first, last int, loud bool, out []item) []item {
	out = out[:0]
	t := d.Tokens[:last]
	for i := first; i < last; {
		it, next := g.item(d, t, i, first)
		if it.tags&tVerbal == 0 && d.Upper(i) && (!loud || it.tags == 0 && nameLike(it.lower)) {
			it.tags |= tCapital
		}
		out = append(out, it)
		i = next
	}
	return out
}

// shouted reports a text in capitals, where they say nothing of names.
func shouted(d *text.Document) bool {
	small := 0
	for i := range min(len(d.Text), 1000) {
		if c := d.Text[i]; c >= 'a' && c <= 'z' {
			if small++; small > 20 {
				return false
			}
		}
	}
	return len(d.Text) > 60
}

// nameLike reports a word without the endings of common English words.
func nameLike(w string) bool {
	if len(w) < 3 || len(w) > 14 {
		return false
	}
	for _, end := range []string{"ed", "ing", "ly", "tion", "ment", "ness", "ity", "ies", "ous", "ive", "ent", "ary", "ists", "ship", "ions", "ers", "ence"} {
		if strings.HasSuffix(w, end) {
			return false
		}
	}
	return true
}

func (g *Grammar) item(d *text.Document, t []text.Token, i, first int) (item, int) {
	w := t[i].Lower
	it := item{first: i, last: i + 1, lower: w}
	if t[i].Kind == text.Punct || t[i].Kind == text.Symbol {
		it.tags = tPunct
		switch w {
		case "\"", "'", "“", "”", "«", "»":
			it.tags = tQuote
		case "&":
			it.tags = tConj
		}
		return it, i + 1
	}
	x, _ := g.leadOf(d, &t[i])
	if p := idiomAt(x.idioms, t, i); p != nil {
		it.last, it.tags, it.class, it.mod, it.group = i+len(p.words), p.entry.tags, p.entry.class, p.entry.mod, p.entry.group
		return it, it.last
	}
	if suffering[w] {
		if last := hurt(t, i); last > i {
			it.last, it.tags, it.group = last, tSubject, Injured
			return it, last
		}
	}
	if q, next := x.quantity(t, i); next > i && countable(t, i, next, first) {
		it.q, it.last, it.tags = q, next, tNum
		return it, next
	}
	if w == "no" || w == "none" || w == "nobody" || w == "nil" || w == "without" || w == "neither" {
		it.tags = tZero
		if wordAt(t, i+1) == "one" || wordAt(t, i+1) == "any" {
			it.last++
		}
		if w == "without" {
			it.tags |= tPrep
		}
		return it, it.last
	}
	e := &x.entry
	it.tags, it.class, it.mod, it.group = e.tags, e.class, e.mod, e.group
	if it.tags == 0 {
		g.compound(&it, w)
	}
	return it, i + 1
}

// idiomAt returns the longest phrase of the lexicon at token i. "Two of them" is an aside only behind a mark.
func idiomAt(list []idiom, t []text.Token, i int) *idiom {
	for k := range list {
		p := &list[k]
		if matches(t, i, p.words) && (p.entry.tags != tSubset || p.words[len(p.words)-1] != "them" || parenthetic(wordAt(t, i-1))) {
			return p
		}
	}
	return nil
}

// parenthetic reports a mark before an aside: "six people, two of them women".
func parenthetic(w string) bool {
	switch w {
	case ",", "(", "-", "–", "—", "--", ";":
		return true
	}
	return false
}

// compound reads the last part of a hyphenated word: "sub-inspector", "party-worker", "cpi-maoist".
func (g *Grammar) compound(it *item, w string) {
	for k := len(w) - 1; k > 0; k-- {
		if w[k] == '-' {
			e := g.words[w[k+1:]]
			it.tags, it.class, it.mod = e.tags&(tNoun|tMod|tPlural|tThing|tBefore), e.class, e.mod
			return
		}
	}
}

var months = map[string]bool{"january": true, "february": true, "march": true, "april": true, "may": true, "june": true,
	"july": true, "august": true, "september": true, "october": true, "november": true, "december": true, "jan.": true,
	"feb.": true, "mar.": true, "apr.": true, "jun.": true, "jul.": true, "aug.": true, "sep.": true, "sept.": true, "oct.": true,
	"nov.": true, "dec.": true, "jan": true, "feb": true, "apr": true, "aug": true, "sept": true, "oct": true, "nov": true, "dec": true}

// Words before and after numbers that do not count people, and words before years.
var (
	notBefore  = set("$ € £ rs rs. inr pkr usd aged age no no. number nos. section sections article ward sector block mv nh highway km chapter phase")
	notAfter   = set("% percent am pm a.m. p.m. hrs o'clock / years year bore mm million year-old per")
	beforeYear = set("in since of , during until")
)

func set(words string) map[string]bool {
	t := map[string]bool{}
	for _, w := range strings.Fields(words) {
		t[w] = true
	}
	return t
}

// countable refuses numbers that are ages, days, years, hours, money, shares or names of things.
func countable(t []text.Token, i, next, first int) bool {
	before := ""
	if i > first {
		before = wordAt(t, i-1)
	}
	after := wordAt(t, next)
	if (before == ":" || before == "/") && t[i-1].End == t[i].Start {
		return false // "10:30", "26/11"; but "TANK: Two soldiers"
	}
	if notBefore[before] || notAfter[after] || before == "(" && after == ")" {
		return false
	}
	if t[i].Kind != text.Number {
		return true
	}
	if months[before] || months[after] {
		return false
	}
	n, ok := digits(t[i].Lower)
	if !ok {
		return false
	}
	year := n >= 1900 && n < 2100 && len(t[i].Lower) == 4 && next == i+1
	return !year || !beforeYear[before]
}

// suffering are verbs whose object may be injuries.
var suffering = set("sustained sustaining sustain sustains suffered suffering suffer received receiving receive got getting incurred incurring escaped with bearing bore")

// harms are words between such a verb and its injuries.
var harms = set("a an bullet bullets gunshot gun-shot shot splinter splinters shrapnel pellet burn burns minor serious severe critical grievous grave multiple light slight facial head leg arm chest deep bad non-fatal " +
	"life-threatening superficial firearm blast knife stab fatal internal spinal eye limb with and several some only")

// hurt returns where "sustained splinter wounds" ends, i when that does not stand at token i.
func hurt(t []text.Token, i int) int {
	for k := i + 1; k < len(t) && k < i+6; k++ {
		switch w := t[k].Lower; {
		case w == "injuries" || w == "injury" || w == "wounds" || w == "wound" || w == "burns" || w == "fractures":
			if t[i].Lower == "escaped" && wordAt(t, i+1) != "with" {
				return i
			}
			return k + 1
		case !harms[w]:
			return i
		}
	}
	return i
}
