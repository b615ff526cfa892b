package coder

import (
	"strings"

	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
)

// Relater names the root of what one span of a sentence does to another, both given. The roots are those of the word list
// it is compiled from.
type Relater struct {
	lex   *lexicon.Lexicon
	table []lexicon.Relation
}

// NewRelater compiles the relations of a dictionary.
func NewRelater(d lexicon.Dictionary) *Relater {
	r := &Relater{table: d.Relations}
	var k lexicon.Dictionary
	for _, x := range d.Relations {
		k.Triggers = append(k.Triggers, lexicon.Trigger{Part: "verb", Words: x.Verbs})
		k.Cues = append(k.Cues, lexicon.Cue{Words: plurals(x.Objects)})
	}
	r.lex = lexicon.Compile(k)
	return r
}

func plurals(words []string) []string {
	var out []string
	for _, w := range words {
		out = append(out, w)
		if p := lexicon.Plural(w); p != w {
			out = append(out, p)
		}
	}
	return out
}

// reach is how many tokens after its verb an object may stand.
const reach = 9

// Root gives the root that the words tell, or "" when no word of the list stands in the sentence. Among the relations found, one between
// the two spans and near the source counts most; a verb that governs another ("agreed to lift") outweighs it.
func (r *Relater) Root(sentence, source, target string) string {
	doc := r.lex.Vocabulary().Read(sentence, text.Document{})
	src, dst := locate(doc, sentence, source), locate(doc, sentence, target)
	objects := map[int][]lexicon.Match{}
	all := lexicon.Longest(r.lex.Scan(doc, nil), nil)
	for _, m := range all {
		if m.Kind == lexicon.Cues {
			objects[m.Index] = append(objects[m.Index], m)
		}
	}
	best, top := "", -1e9
	for _, m := range all {
		if m.Kind != lexicon.Triggers {
			continue
		}
		x := r.table[m.Index]
		far := 0
		if len(x.Objects) > 0 {
			if far = nearest(objects[m.Index], m.Last); far < 0 {
				continue
			}
		}
		root := composed(doc, m, x.Root)
		if s := x.Weight - 0.15*float64(far) + seat(m, src, dst); s > top {
			best, top = root, s
		}
	}
	return best
}

// nearest is how far the next object after token i stands, or -1 when none is in reach.
func nearest(objects []lexicon.Match, i int) int {
	for _, o := range objects {
		if o.First >= i && o.First <= i+reach {
			return o.First - i
		}
	}
	return -1
}

// seat weighs where a verb stands: between the spans best, then after the source; each token away from the source costs.
func seat(m lexicon.Match, src, dst span) float64 {
	if m.First >= src.first && m.Last <= src.last {
		return -6
	}
	inTarget := m.First >= dst.first && m.Last <= dst.last
	switch {
	case inTarget:
		return -5
	case m.First >= src.last:
		s := 3 - 0.45*float64(m.First-src.last)
		if dst.first >= src.last && m.First >= dst.last {
			s -= 1
		}
		return max(s, -4)
	case m.First >= dst.last && m.Last <= src.first: // "the target was arrested by the source"
		return 1.5 - 0.2*float64(src.first-m.Last)
	}
	return -3
}

// locate gives the tokens of a span; one that is not in the sentence is the sentence's start.
func locate(doc text.Document, sentence, part string) span {
	i := strings.Index(sentence, part)
	if i < 0 || part == "" {
		return span{}
	}
	out := span{first: len(doc.Tokens), last: len(doc.Tokens)}
	for k, t := range doc.Tokens {
		if t.End > i && out.first == len(doc.Tokens) {
			out.first = k
		}
		if t.Start >= i+len(part) {
			out.last = k
			break
		}
	}
	return out
}

// Quad is the class of a root in PLOVER's four: verbal and material cooperation 1 and 2, verbal and material conflict 3 and 4.
func Quad(root string) int {
	switch root {
	case "AGREE", "CONSULT", "SUPPORT":
		return 1
	case "COOPERATE", "AID", "YIELD", "CONCEDE", "RETREAT":
		return 2
	case "REQUEST", "ACCUSE", "REJECT", "THREATEN":
		return 3
	case "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT":
		return 4
	}
	return 0
}

// composed is the root with what stands before its verb: what will be done in help is promised, what will be done in harm
// is threatened, what must be done is asked for, what is not done in help is refused.
func composed(doc text.Document, m lexicon.Match, root string) string {
	q := Quad(root)
	material := q == 2 || q == 4 || root == "CONSULT"
	if !material {
		return root
	}
	for i := m.First - 1; i >= 0 && i >= m.First-3; i-- {
		switch doc.Tokens[i].Lower {
		case "will", "would", "'ll":
			if q == 4 {
				return "THREATEN"
			}
			return "AGREE"
		case "must", "should", "ought":
			return "REQUEST"
		case "not", "never", "n't", "cannot":
			if q != 4 || root == "PROTEST" || root == "SANCTION" {
				return "REJECT"
			}
			return root
		case ",", ".", ";", "and", "who", "which":
			return root
		}
	}
	return root
}
