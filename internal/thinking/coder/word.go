package coder

import (
	"maps"
	"slices"
	"strings"

	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
)

// tag is the word class of a token, as coarse as the frames need it.
type tag uint8

const (
	nominal tag = iota // nouns, names, adjectives: what noun groups are made of
	determiner
	numeral
	possessive
	pronoun
	verbal
	auxiliary
	modalVerb
	negator
	preposition
	coordinator
	subordinator
	relative
	adverb
	infinitive // "to" before a verb
	mark
)

func words(t tag, list string) map[string]tag {
	m := map[string]tag{}
	for _, w := range strings.Fields(list) {
		m[w] = t
	}
	return m
}

// closed are the words of the closed classes.
var closed = func() map[string]tag {
	m := map[string]tag{}
	for _, part := range []map[string]tag{
		words(determiner, "the a an this that these those each every some any both all another its his her their our my your no several many most few such other others"),
		words(pronoun, "it he she they them him us we you i himself herself itself themselves who whom anyone everyone someone nobody none everybody"),
		words(auxiliary, "be is are was were been being am has have had having do does did get got gets getting"),
		words(modalVerb, "will would can could may might shall should must cannot won't 'll 'd"),
		words(negator, "not n't never neither nor hardly"),
		words(preposition, "in on at by for from of with without into onto to against near over under across around towards toward between among amid along behind beyond inside outside off up upon about above below within through throughout during via per despite like following beside besides adjacent out alongside opposite regarding concerning versus"),
		words(coordinator, "and or but & plus"),
		words(subordinator, "when while after before since until till as because if unless although though whereas where once that whether so than"),
		words(relative, "which who whom whose"),
		words(adverb, "also later then already still again here there earlier ago meanwhile however therefore separately soon just only even too very now today yesterday tomorrow overnight away apart reportedly allegedly almost nearly twice once together instead further jointly elsewhere abroad back down"),
	} {
		for w, t := range part {
			m[w] = t
		}
	}
	return m
}()

// tagger assigns word classes.
type tagger struct {
	forms map[string]lexicon.Form
	nouns map[string]bool // single words that are nouns of some table
	table map[string]word // all of these and the closed classes, so that a token is looked up once
	words []word          // the table by the numbers of a vocabulary
}

// word is what the tables know of a word.
type word struct {
	form                     lexicon.Form
	class                    tag // of a closed class
	closed, noun, hasForm, n bool
	hedge                    bool // it may bound a number
	phrases                  bool // as a verb it has an object or an end that tells
}

// fill puts the tables together.
func (t *tagger) fill() {
	t.table = make(map[string]word, len(t.forms)+len(t.nouns)+len(closed))
	set := func(w string, f func(*word)) {
		x := t.table[w]
		f(&x)
		t.table[w] = x
	}
	for w, f := range t.forms {
		set(w, func(x *word) { x.form, x.hasForm = f, true })
	}
	for w, is := range t.nouns {
		set(w, func(x *word) { x.noun = is })
	}
	for w, c := range closed {
		set(w, func(x *word) { x.class, x.closed = c, true })
	}
	for w := range numberWord {
		set(w, func(x *word) { x.n = true })
	}
	for w := range hedgeWord {
		set(w, func(x *word) { x.hedge = true })
	}
}

// number adds the words of the table to a vocabulary.
func (t *tagger) number(v *text.Vocabulary) {
	for _, w := range slices.Sorted(maps.Keys(t.table)) {
		v.Add(w)
	}
	t.words = make([]word, v.Len())
	for n := range t.words {
		t.words[n] = t.know(v.Word(int32(n)))
	}
}

// mark sets the words of a table of phrases.
func (t *tagger) mark(phrases map[string][]tail) {
	for w := range phrases {
		x := t.table[w]
		x.phrases = true
		t.table[w] = x
	}
}

// know is what the table has of a word, with the forms that its ending shows where the table has none.
func (t *tagger) know(w string) word {
	x := t.table[w]
	if !x.hasForm {
		x.form = ending(w)
	}
	return x
}

// look appends what is known of each token of a document, and two of which nothing is.
func (t *tagger) look(doc *text.Document, out []word) []word {
	for i := range doc.Tokens {
		if n := doc.Tokens[i].Number; n > 0 && int(n) < len(t.words) {
			out = append(out, t.words[n])
		} else {
			out = append(out, t.know(doc.Tokens[i].Lower))
		}
	}
	return append(out, word{}, word{})
}

// ending is what a word that no table has can be by its ending.
func ending(w string) lexicon.Form {
	switch {
	case len(w) > 4 && strings.HasSuffix(w, "ed") && !strings.Contains(w, "-") && !strings.HasSuffix(w, "eed") && !noVerb[w]:
		return lexicon.Past | lexicon.Participle
	case len(w) > 5 && strings.HasSuffix(w, "ing") && !strings.Contains(w, "-") && !noVerb[w]:
		return lexicon.Ing
	}
	return 0
}

// noVerb are words with the ending of a verb form that are none.
var noVerb = map[string]bool{
	"morning": true, "evening": true, "building": true, "wedding": true, "during": true, "following": true, "nothing": true, "something": true, "anything": true, "everything": true,
	"spring": true, "string": true, "ceiling": true, "hundred": true, "sacred": true, "armed": true, "unarmed": true, "masked": true, "unidentified": true, "suspected": true, "alleged": true,
	"wanted": true, "banned": true, "outlawed": true, "proscribed": true, "merged": true, "united": true, "limited": true, "related": true, "so-called": true, "veiled": true, "retired": true,
	"including": true, "pending": true, "clothing": true, "housing": true, "farming": true, "banking": true, "training": true, "funding": true, "cooking": true, "standing": true, "acting": true,
	"being": true, "beijing": true, "herding": true, "grazing": true, "fishing": true, "mining": true, "shopping": true, "visiting": true, "settled": true, "troubled": true, "restricted": true,
	"armoured": true, "biled": true, "naked": true, "wicked": true, "rugged": true, "talented": true, "gifted": true, "beloved": true, "advanced": true, "underlying": true, "ongoing": true,
	"neighbouring": true, "neighboring": true, "remaining": true, "existing": true, "leading": true, "undocumented": true, "unregistered": true,
}

func newTagger(d lexicon.Dictionary) tagger {
	t := tagger{forms: map[string]lexicon.Form{}, nouns: map[string]bool{}}
	verb := func(phrase string) {
		w, _, _ := strings.Cut(phrase, " ")
		for _, f := range lexicon.Inflect(w) {
			t.forms[f.Words] |= f.Form
		}
	}
	for _, w := range d.Verbs {
		verb(w)
	}
	noun := func(w string) {
		if !strings.Contains(w, " ") {
			t.nouns[text.Fold(w)] = true
			t.nouns[text.Fold(lexicon.Plural(w))] = true
		}
	}
	for _, x := range d.Triggers {
		for _, w := range x.Words {
			if x.Part == "verb" {
				verb(w)
			} else {
				noun(w)
			}
		}
	}
	for _, a := range d.Agents {
		noun(a.Name)
	}
	for _, w := range []string{"crossing", "meeting", "briefing", "gathering", "hearing", "sitting", "ruling", "opening", "landing", "standing", "dwelling"} {
		noun(w)
	}
	t.fill()
	return t
}

// tags appends the class of each token, from left to right; known is what the table has of it.
func (t *tagger) tags(doc *text.Document, known []word, named []bool, out []tag) []tag {
	for i := range doc.Tokens {
		x := t.one(doc, out, known, i)
		if named[i] && x == verbal {
			x = nominal
		}
		out = append(out, x)
	}
	return out
}

func (t *tagger) one(doc *text.Document, out []tag, known []word, i int) tag {
	tok := &doc.Tokens[i]
	w := tok.Lower
	switch tok.Kind {
	case text.Punct, text.Symbol:
		if w == "'s" || w == "'" && i > 0 && out[i-1] == nominal && strings.HasSuffix(doc.Tokens[i-1].Lower, "s") && doc.Tokens[i-1].End == tok.Start {
			return possessive
		}
		if w == "&" || w == "$" || w == "£" || w == "€" || w == "%" {
			return nominal
		}
		return mark
	case text.Number:
		return numeral
	}
	if w == "'s" {
		return possessive
	}
	next := ""
	if i+1 < len(doc.Tokens) {
		next = doc.Tokens[i+1].Lower
	}
	hedging := known[i].hedge && hedges(doc, i)
	if w == "to" && !hedging {
		after := known[i+2]
		object := after.class == determiner || after.class == pronoun || after.n
		if known[i+1].form.Has(lexicon.Base) && (!known[i+1].noun || i > 0 && (out[i-1] == verbal || out[i-1] == nominal) || object) {
			return infinitive
		}
		return preposition
	}
	if w == "that" && i > 0 && (out[i-1] == verbal || out[i-1] == nominal) {
		return subordinator
	}
	if hedging {
		return determiner
	}
	if known[i].closed && !(w == "may" && month(doc, i)) {
		return known[i].class
	}
	if known[i].n {
		return numeral
	}
	if strings.HasSuffix(w, "ly") && len(w) > 4 && known[i].form == 0 && w != "family" && w != "assembly" && w != "friendly" && w != "deadly" {
		return adverb
	}
	if doc.Upper(i) && i > 0 && !sentenceStart(doc, i) && known[i].form != 0 {
		return nominal
	}
	if i > 1 && out[i-2] == preposition && strings.HasSuffix(w, "s") && strings.Contains(doc.Tokens[i-1].Lower, "-") {
		return nominal // "in door-to-door checks"
	}
	return t.open(doc, out, known, i, w, next)
}

// month reports "May" beside a day or a year, or behind "in" and the like.
func month(doc *text.Document, i int) bool {
	if !doc.Upper(i) || i+1 < len(doc.Tokens) && doc.Tokens[i+1].Kind == text.Number {
		return doc.Upper(i)
	}
	if i == 0 {
		return false
	}
	switch doc.Tokens[i-1].Lower {
	case "in", "of", "early", "mid", "late", "last", "since", "until", "by", "and", "or", "to", "from", "during", "next":
		return true
	}
	return doc.Tokens[i-1].Kind == text.Number
}

// hedgeWord are the words that may be hedges.
var hedgeWord = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("at least most over about around nearly almost some roughly under approximately up to more less fewer than as between and") {
		m[w] = true
	}
	return m
}()

// hedges reports words that only bound the number after them: "at least", "over", "between" of "between eight and ten".
func hedges(doc *text.Document, i int) bool {
	word := func(k int) string {
		if k < 0 || k >= len(doc.Tokens) {
			return ""
		}
		return doc.Tokens[k].Lower
	}
	number := func(k int) bool {
		return k < len(doc.Tokens) && (doc.Tokens[k].Kind == text.Number || numberWord[word(k)])
	}
	switch word(i) {
	case "at":
		return (word(i+1) == "least" || word(i+1) == "most") && number(i+2)
	case "least", "most":
		return word(i-1) == "at" && number(i+1)
	case "over", "about", "around", "nearly", "almost", "some", "roughly", "under", "approximately":
		return number(i + 1)
	case "up":
		return word(i+1) == "to" && number(i+2)
	case "to":
		return word(i-1) == "up" && number(i+1)
	case "more", "less", "fewer", "than":
		return (word(i+1) == "than" && number(i+2)) || word(i) == "than" && number(i+1)
	case "as":
		return word(i+1) == "many" && word(i+2) == "as" && number(i+3) || word(i-1) == "many" && number(i+1)
	case "between":
		return number(i+1) && word(i+2) == "and" && number(i+3)
	case "and":
		return word(i-2) == "between" && number(i-1) && number(i+1)
	}
	return false
}

// open decides between noun and verb.
func (t *tagger) open(doc *text.Document, out []tag, known []word, i int, w, next string) tag {
	f, follow := known[i].form, known[i+1]
	if f == 0 {
		if i > 0 && out[i-1] == modalVerb && !doc.Upper(i) {
			return verbal
		}
		return nominal
	}
	prev := mark
	if i > 0 && !sentenceStart(doc, i) {
		prev = out[i-1]
	}
	if !known[i].hasForm && prev == nominal && follow.noun && i > 1 && (out[i-2] == determiner || out[i-2] == numeral) {
		return nominal // "a junior commissioned officer"
	}
	switch prev {
	case infinitive, modalVerb, auxiliary, pronoun, relative:
		return verbal
	case negator:
		return verbal
	case determiner, possessive:
		if x := doc.Tokens[i-1].Lower; (x == "both" || x == "all" || x == "each") && i > 1 && out[i-2] == nominal && f.Has(lexicon.Past) && !known[i].noun {
			return verbal // "A and B both welcomed"
		}
		return nominal
	case numeral:
		if f.Has(lexicon.Past|lexicon.Participle) && (follow.class == preposition || next == "," || next == "." || follow.class == subordinator || follow.class == determiner) {
			return verbal
		}
		return nominal
	case adverb:
		return verbal
	}
	ambiguous := f&(lexicon.Past|lexicon.Participle|lexicon.Ing) == 0
	if ambiguous {
		if known[i].noun || prev == preposition {
			return nominal
		}
		if f&lexicon.Third == 0 && i > 1 && out[i-2] == determiner && prev == nominal {
			return nominal // "an immediate halt to"
		}
		if f&lexicon.Third == 0 && i > 1 && out[i-2] == verbal && prev == nominal && !doc.Upper(i-1) && !known[i-1].noun {
			return nominal // "opened indiscriminate fire on"
		}
		if f&lexicon.Third == 0 && prev == coordinator && toldTo(out, i) {
			return verbal // "to end raids and reopen roads"
		}
		if f&lexicon.Third == 0 && i > 1 && out[i-2] == preposition && prev == nominal && !doc.Upper(i-1) {
			return nominal // "in additional support for"
		}
		function := follow.closed || follow.n && speaking[w]
		if prev == nominal && (function || doc.Upper(min(i+1, len(doc.Tokens)-1))) || prev == coordinator && function {
			return verbal
		}
		if f.Has(lexicon.Third) && prev == nominal && i > 1 && out[i-2] == preposition && (next == "." || next == "" || next == "," || !known[i-1].noun && !doc.Upper(i-1)) {
			return nominal // "with serious wounds."
		}
		if f.Has(lexicon.Third) && prev == nominal {
			return verbal
		}
		return nominal
	}
	if f.Has(lexicon.Ing) && known[i].noun && prev == mark && sentenceStart(doc, i) && follow.class == preposition {
		return nominal // "Firing by …"
	}
	if f.Has(lexicon.Ing) && known[i].noun && prev == nominal && i > 1 && (out[i-2] == preposition || out[i-2] == determiner) {
		return nominal // "in border shelling"
	}
	if f.Has(lexicon.Ing) && (prev == preposition || known[i].noun) {
		function := follow.closed
		if !function && !follow.n && prev != preposition || prev != mark && prev != coordinator && follow.class == preposition || follow.class == subordinator || next == "," || next == "." {
			return nominal
		}
		return verbal
	}
	if prev == preposition && f.Has(lexicon.Past|lexicon.Participle) {
		return nominal
	}
	return verbal
}

func sentenceStart(doc *text.Document, i int) bool {
	s := doc.SentenceOf(i)
	return s < 0 || doc.Sentences[s].First == i
}

var numberWord = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million dozen dozens scores hundreds thousands couple") {
		m[w] = true
	}
	return m
}()

// speaking are verbs of report in the present, which numbers follow: "residents say six people died".
var speaking = map[string]bool{"say": true, "claim": true, "believe": true, "estimate": true, "report": true}

// toldTo reports that an infinitive or a modal verb stands before token i in its clause, so that a base form after "and" goes on.
func toldTo(out []tag, i int) bool {
	for k := i - 2; k >= 0 && k > i-12; k-- {
		switch out[k] {
		case infinitive, modalVerb:
			return true
		case mark, subordinator, relative:
			return false
		}
	}
	return false
}
