// Package lexicon finds all known names and words of a text in one pass: actors, kinds of people and things, nations,
// places, triggers of events and cue words. The entries come from data files; entries with dates hold only on days
// inside them.
package lexicon

import (
	"cmp"
	"slices"
	"strings"

	"detente/internal/thinking/text"
)

// Kind says which table an entry is of.
type Kind uint8

// The tables.
const (
	Actors Kind = iota
	Agents
	Nations
	Capitals
	Places
	Triggers
	Cues
	kinds
)

// KindCount is how many tables there are.
const KindCount = int(kinds)

// Match is one entry found: tokens [First, Last), entry Index of its table, in the given Form.
type Match struct {
	First, Last int
	Index       int
	Kind        Kind
	Form        Form
}

// Lexicon is the compiled dictionary. It is safe for use from several goroutines.
type Lexicon struct {
	Dictionary
	words *text.Vocabulary
	next  map[uint64]int32
	outs  [][]out // while the lexicon is built
	heads []int32 // by word: the node after it, 0 for none
	nodes []node
	ends  []out  // of all nodes
	kids  []edge // of all nodes; those of one in the order of their words
}

// node is what ends and what goes on after some words: ends [end, ends) and kids [kid, kids).
type node struct{ end, ends, kid, kids uint32 }

// edge leads from a node over a word to another node.
type edge struct{ word, node int32 }

// step is the node behind a word, or 0.
func (l *Lexicon) step(n *node, word int32) int32 {
	kids := l.kids[n.kid:n.kids]
	lo, hi := 0, len(kids)
	for lo < hi {
		if m := (lo + hi) / 2; kids[m].word < word {
			lo = m + 1
		} else {
			hi = m
		}
	}
	if lo < len(kids) && kids[lo].word == word {
		return kids[lo].node
	}
	return 0
}

type out struct {
	kind  Kind
	form  Form
	index int32
}

// Compile builds the automaton: a trie over whole tokens, so that one pass finds every entry at once.
func Compile(d Dictionary) *Lexicon {
	l := &Lexicon{Dictionary: d, words: text.NewVocabulary(), next: map[uint64]int32{}, outs: make([][]out, 1)}
	for i, a := range d.Actors {
		l.names(Actors, i, a.Names)
	}
	for i, a := range d.Agents {
		l.nouns(Agents, i, []string{a.Name})
	}
	for i, n := range d.Nations {
		l.names(Nations, i, n.Names)
		l.names(Capitals, i, n.Capitals)
	}
	for i, p := range d.Places {
		l.names(Places, i, p.Names)
	}
	for i, t := range d.Triggers {
		switch t.Part {
		case "verb":
			for _, w := range t.Words {
				for _, f := range Inflect(w) {
					l.add(Triggers, i, f.Words, f.Form)
				}
			}
		case "noun":
			l.nouns(Triggers, i, t.Words)
		default:
			l.names(Triggers, i, t.Words)
		}
	}
	for i, c := range d.Cues {
		l.names(Cues, i, c.Words)
	}
	l.pack()
	return l
}

// pack lays the trie out in few pieces of memory.
func (l *Lexicon) pack() {
	l.heads = make([]int32, l.words.Len())
	kids := make([][]edge, len(l.outs))
	for k, v := range l.next {
		if k>>32 == 0 {
			l.heads[uint32(k)] = v
			continue
		}
		kids[k>>32] = append(kids[k>>32], edge{int32(uint32(k)), v})
	}
	l.nodes = make([]node, len(l.outs))
	for n := range l.nodes {
		slices.SortFunc(kids[n], func(a, b edge) int { return cmp.Compare(a.word, b.word) })
		x := node{end: uint32(len(l.ends)), kid: uint32(len(l.kids))}
		l.ends, l.kids = append(l.ends, l.outs[n]...), append(l.kids, kids[n]...)
		x.ends, x.kids = uint32(len(l.ends)), uint32(len(l.kids))
		l.nodes[n] = x
	}
	l.next, l.outs = nil, nil
}

func (l *Lexicon) names(k Kind, i int, names []string) {
	for _, n := range names {
		n = strings.TrimPrefix(n, "the ")
		f := Form(0)
		if strings.ToLower(n) == n {
			f = AnyCase
		}
		l.add(k, i, n, f)
	}
}

func (l *Lexicon) nouns(k Kind, i int, names []string) {
	for _, n := range names {
		l.add(k, i, n, Singular)
		if p := Plural(n); p != n {
			l.add(k, i, p, PluralForm)
		}
	}
}

func (l *Lexicon) add(k Kind, i int, name string, f Form) {
	node := int32(0)
	for _, t := range text.Read(name).Tokens {
		w := l.words.Add(t.Lower)
		key := uint64(uint32(node))<<32 | uint64(uint32(w))
		to, ok := l.next[key]
		if !ok {
			to = int32(len(l.outs))
			l.outs = append(l.outs, nil)
			l.next[key] = to
		}
		node = to
	}
	if node == 0 {
		return
	}
	for j, o := range l.outs[node] {
		if o.kind == k && int(o.index) == i {
			l.outs[node][j].form |= f
			return
		}
	}
	l.outs[node] = append(l.outs[node], out{k, f, int32(i)})
}

// Vocabulary holds the words of the entries. Tables over further words may add theirs before texts are read with it.
func (l *Lexicon) Vocabulary() *text.Vocabulary { return l.words }

// number is that of token i in the lexicon's vocabulary.
func (l *Lexicon) number(doc *text.Document, i int) int32 {
	if doc.Vocabulary == l.words {
		return doc.Tokens[i].Number
	}
	return l.words.Number(doc.Tokens[i].Lower)
}

// Scan finds the entries of a document, leftmost and longest, table by table: inside one table matches do not overlap,
// but entries of the same words all match. Of triggers every match is given, since which words are verbs is not known
// here; Longest chooses among those that hold. The result is in order of the first token, appended to found.
func (l *Lexicon) Scan(doc text.Document, found []Match) []Match {
	var until [kinds]int
	for i := range doc.Tokens {
		n := l.number(&doc, i)
		if int(n) >= len(l.heads) || l.heads[n] == 0 {
			continue
		}
		at := l.heads[n]
		var best [kinds]int32
		var end [kinds]int
		seen := false
		for j := i; at != 0; {
			x := &l.nodes[at]
			for _, o := range l.ends[x.end:x.ends] {
				if o.kind == Triggers {
					found = append(found, Match{First: i, Last: j + 1, Kind: Triggers, Index: int(o.index), Form: o.form})
					continue
				}
				best[o.kind], end[o.kind], seen = at, j+1, true
			}
			if j++; j >= len(doc.Tokens) || x.kid == x.kids {
				break
			}
			n := l.number(&doc, j)
			if n == 0 {
				break
			}
			at = l.step(x, n)
		}
		if seen {
			found = l.longest(found, i, &best, &end, &until)
		}
	}
	return found
}

// longest appends the longest entries that begin at token i, table by table, unless one before them reaches over it.
func (l *Lexicon) longest(found []Match, i int, best *[kinds]int32, end, until *[kinds]int) []Match {
	for k := range kinds {
		if end[k] == 0 || i < until[k] {
			continue
		}
		until[k] = end[k]
		for _, o := range l.ends[l.nodes[best[k]].end:l.nodes[best[k]].ends] {
			if o.kind == k {
				found = append(found, Match{First: i, Last: end[k], Kind: k, Index: int(o.index), Form: o.form})
			}
		}
	}
	return found
}

// Longest keeps, of the triggers among matches in order, those that overlap no longer one; they are appended to out.
func Longest(ms, out []Match) []Match {
	for i := range ms {
		if m := &ms[i]; m.Kind != Triggers || !covered(ms, i) {
			out = append(out, *m)
		}
	}
	return out
}

// covered reports that trigger i overlaps a longer one.
func covered(ms []Match, i int) bool {
	first, last := ms[i].First, ms[i].Last
	longer := func(o *Match) bool { return o.Kind == Triggers && o.Last > first && o.Last-o.First > last-first }
	for k := i - 1; k >= 0 && k >= i-64 && ms[k].First < last; k-- {
		if longer(&ms[k]) {
			return true
		}
	}
	for k := i + 1; k < len(ms) && k <= i+64 && ms[k].First < last; k++ {
		if longer(&ms[k]) {
			return true
		}
	}
	return false
}
