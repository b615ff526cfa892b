package casualty

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"sort"
	"strings"
	"sync"

	"detente/internal/thinking/text"
)

//go:embed words.txt
var builtin string

// tag is what a word can do; a word may do several things.
type tag uint32

const (
	tNoun tag = 1 << iota
	tMod
	tThing
	tCount
	tPast
	tIng
	tBase
	tSubject
	tOf
	tTail
	tToll
	tAux
	tModal
	tPrep
	tSub
	tSaid
	tDet
	tPron
	tAdv
	tConj
	tOther
	tSubset
	tVerb
	tBefore // a noun that also stands before another noun
	tPlural
	tNum  // set by the reader of quantities
	tWeak // a killing only with people: not of camps
	tZero
	tPunct
	tCapital
	tQuote

	tTrigger = tPast | tIng | tBase | tSubject | tOf | tTail | tToll
	tVerbal  = tPast | tIng | tBase | tSubject | tAux | tModal | tVerb | tSaid
)

var kinds = map[string]tag{
	"noun": tNoun, "mod": tMod, "thing": tThing, "count": tCount, "past": tPast, "ing": tIng, "base": tBase,
	"subject": tSubject, "of": tOf, "tail": tTail, "toll": tToll, "aux": tAux, "modal": tModal, "prep": tPrep, "sub": tSub,
	"said": tSaid, "det": tDet, "pron": tPron, "adv": tAdv, "conj": tConj, "other": tOther, "subset": tSubset, "verb": tVerb, "weak": tWeak,
}

// entry is what the lexicon knows of a word or phrase.
type entry struct {
	tags  tag
	class Class
	mod   Class // as a word before a noun
	group Group
}

type idiom struct {
	words []string
	entry entry
}

// Grammar reads figures with a word list. It is safe for concurrent use.
type Grammar struct {
	words  map[string]entry
	idioms map[string][]idiom // by first word, longest first
	leads  map[string]*lead   // both, so that a token is looked up once
	// A vocabulary and the leads by its numbers; nil before Number.
	vocabulary *text.Vocabulary
	numbered   []*lead
	finders    sync.Pool // finders that are done with
}

// lead is all that the grammar knows of a word by itself and as the first of a phrase.
type lead struct {
	entry
	idioms []idiom
	hedges []hedge // that begin with it
	number bool    // it can be a number, or the first word of one
}

// quantity reads a number at token i, whose word x is, if one can begin there; next is i when there is none.
func (x *lead) quantity(t []text.Token, i int) (q quantity, next int) {
	if !x.number && t[i].Kind == text.Word && strings.IndexByte(t[i].Lower, '-') <= 0 && !x.hedged(t, i) {
		return q, i
	}
	return readQuantity(t, i)
}

// hedged reports that a hedge stands at token i, whose word x is.
func (x *lead) hedged(t []text.Token, i int) bool {
	for k := range x.hedges {
		if matches(t, i, x.hedges[k].words) {
			return true
		}
	}
	return false
}

// unknown is the lead of all words that a grammar knows nothing of.
var unknown lead

// Number adds the words of the grammar to a vocabulary, by whose numbers it looks them up in documents read with it. It comes before
// the grammar is used.
func (g *Grammar) Number(v *text.Vocabulary) {
	for _, w := range slices.Sorted(maps.Keys(g.leads)) {
		v.Add(w)
	}
	g.vocabulary, g.numbered = v, make([]*lead, v.Len())
	for n := range g.numbered {
		g.numbered[n] = g.leads[v.Word(int32(n))]
	}
}

// leadOf is what the grammar knows of a token; known says whether it knows anything.
func (g *Grammar) leadOf(d *text.Document, t *text.Token) (x *lead, known bool) {
	if d.Vocabulary != g.vocabulary || g.vocabulary == nil {
		x = g.leads[t.Lower]
	} else if int(t.Number) < len(g.numbered) {
		x = g.numbered[t.Number]
	}
	if x == nil {
		return &unknown, false
	}
	return x, true
}

// lead fills the table of leads.
func (g *Grammar) lead() {
	g.leads = make(map[string]*lead, len(g.words)+len(g.idioms))
	of := func(w string) *lead {
		x := g.leads[w]
		if x == nil {
			x = &lead{}
			g.leads[w] = x
		}
		return x
	}
	for w, e := range g.words {
		of(w).entry = e
	}
	for w, list := range g.idioms {
		of(w).idioms = list
	}
	for w, list := range hedges {
		of(w).hedges = list
	}
	for w := range units {
		of(w).number = true
	}
	for w := range vague {
		of(w).number = true
	}
	for _, w := range []string{"between", "a", "an"} {
		of(w).number = true
	}
	for _, h := range fixed {
		of(h.words[0]).number = true
	}
}

// New returns the built-in grammar with further tables on top, in the format of words.txt. The error names table and line.
func New(tables ...string) (*Grammar, error) {
	g := &Grammar{words: map[string]entry{}, idioms: map[string][]idiom{}}
	for n, table := range append([]string{builtin}, tables...) {
		for i, line := range strings.Split(table, "\n") {
			if err := g.line(line); err != nil {
				return nil, fmt.Errorf("casualty words, table %d, line %d: %w", n, i+1, err)
			}
		}
	}
	for _, list := range g.idioms {
		sort.SliceStable(list, func(i, j int) bool { return len(list[i].words) > len(list[j].words) })
	}
	g.lead()
	return g, nil
}

var standard = sync.OnceValue(func() *Grammar {
	g, err := New()
	if err != nil {
		panic(err) // the embedded table is tested
	}
	return g
})

func (g *Grammar) line(line string) error {
	f := strings.Fields(line)
	if len(f) == 0 || strings.HasPrefix(f[0], "#") {
		return nil
	}
	kind, ok := kinds[f[0]]
	if !ok {
		return fmt.Errorf("%q is no kind of word", f[0])
	}
	e := entry{tags: kind}
	rest := f[1:]
	switch {
	case kind&(tNoun|tMod) != 0:
		if len(rest) == 0 {
			return fmt.Errorf("a class is missing")
		}
		c := indexOf(classNames[:], rest[0])
		if c <= 0 {
			return fmt.Errorf("%q is no class", rest[0])
		}
		if e.class, rest = Class(c), rest[1:]; kind == tMod {
			e.class, e.mod = Unknown, Class(c)
		}
	case kind&(tTrigger|tCount|tWeak) != 0:
		if len(rest) == 0 {
			return fmt.Errorf("a group is missing")
		}
		c := indexOf(groupNames[:], rest[0])
		if c <= 0 {
			return fmt.Errorf("%q is no group", rest[0])
		}
		e.group, rest = Group(c), rest[1:]
	}
	for _, w := range rest {
		w, before := strings.CutSuffix(w, "~")
		one, many, pair := strings.Cut(w, "/")
		v := e
		if before {
			v.tags |= tBefore
			v.mod = v.class
		}
		g.put(one, v)
		if pair {
			v.tags |= tPlural
			g.put(many, v)
		}
	}
	return nil
}

func indexOf(list []string, s string) int {
	for i, v := range list {
		if v == s && s != "" {
			return i
		}
	}
	return -1
}

// put adds what a word can do to what it could do before; a later class or group holds.
func (g *Grammar) put(w string, e entry) {
	if w == "" || w == "-" {
		return
	}
	if words := strings.Split(w, "_"); len(words) > 1 {
		for i, have := range g.idioms[words[0]] {
			if strings.Join(have.words, "_") == w {
				g.idioms[words[0]][i].entry = merge(have.entry, e)
				return
			}
		}
		g.idioms[words[0]] = append(g.idioms[words[0]], idiom{words, e})
		return
	}
	g.words[w] = merge(g.words[w], e)
}

func merge(a, b entry) entry {
	if a.tags&tNoun != 0 && b.tags&tNoun != 0 && a.tags&tPlural == 0 {
		b.tags &^= tPlural // "personnel/personnel" is what it was first
	}
	a.tags |= b.tags
	if b.class != Unknown {
		a.class = b.class
	}
	if b.mod != Unknown {
		a.mod = b.mod
	}
	if b.group != 0 {
		a.group = b.group
	}
	return a
}

// Class returns who a word is or, before a noun, whose: that of "police" in "police post". Unknown for other words.
func (g *Grammar) Class(w string) Class {
	e := g.words[w]
	if e.class > Person {
		return e.class
	}
	return e.mod
}

// Plain reports a word that the grammar knows nothing of.
func (g *Grammar) Plain(w string) bool { return g.words[w].tags == 0 && nameLike(w) }
