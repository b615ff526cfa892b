package coder

import (
	"sort"
	"strings"

	"detente/internal/thinking/casualty"
	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

// reading is a document with everything found in it before events are sought.
type reading struct {
	text.Document
	item       Item
	on         calendar.Date // the day whose dictionary entries hold
	scope      scope
	known      []word // by token: what the tables have of it
	tags       []tag
	matches    []lexicon.Match
	from       []int32 // by token: the first match that begins there or later
	kinds      [lexicon.KindCount][]lexicon.Match
	dateStarts []bool
	sentences  []sentence
	dateline   place
	counts     []casualty.Count
	moments    []moment
	folded     string  // the words as lower gives them, once asked for
	starts     []int32 // by token: where it begins in folded
	cut        bool    // only the first mostSentences were read
	room       room
}

// sentence is the groups and verbs of one sentence.
type sentence struct {
	text.Sentence
	groups  []group
	verbs   []verb
	verbOf  []int32  // by token: one more than its verb group
	told    []speech // once heard
	at      []place  // once placed
	anchors []anchor // once sought

	heard, placed, anchored bool

	split               bool // its clauses can be told: its verbs have their roles
	around, begin, stop int  // the clause asked for last: that around a token, tokens [begin, stop)
}

// open cuts a text and finds the names in it.
func (c *Coder) open(item Item) *reading {
	d := c.begin(item)
	d.Sentences = bounded(d.Sentences, d.Tokens)
	if len(d.Sentences) > mostSentences {
		d.Sentences, d.cut = d.Sentences[:mostSentences], true
		d.Tokens = d.Tokens[:d.Sentences[mostSentences-1].Last]
	}
	d.known = c.tagger.look(&d.Document, d.known[:0])
	all := c.lex.Scan(d.Document, d.room.found[:0])
	d.room.found = all
	d.room.named = c.inNames(all, sized(d.room.named, len(d.Tokens)))
	d.tags = c.tagger.tags(&d.Document, d.known, d.room.named, d.tags[:0])
	d.dateStarts = sized(d.dateStarts, len(d.Tokens)+1)
	d.moments = c.findMoments(d)
	for _, m := range d.moments {
		// "killed five soldiers Monday": the day is no part of the group before it.
		if m.first > 0 && d.tags[m.first-1] == nominal {
			d.dateStarts[m.first] = true
		}
	}
	held := all[:0]
	for i := range all {
		if c.holds(d, &all[i]) {
			held = append(held, all[i])
		}
	}
	d.matches = lexicon.Longest(held, d.matches[:0])
	d.sort()
	d.dateline = c.datelinePlace(d)
	d.sentences = d.sentences[:0]
	for _, s := range d.Sentences {
		d.sentences = append(d.sentences, sentence{Sentence: s})
	}
	return d
}

// sort lists the matches by kind, and by where they begin.
func (d *reading) sort() {
	var n [lexicon.KindCount]int
	for i := range d.matches {
		n[d.matches[i].Kind]++
	}
	one := sized(d.room.sorted, len(d.matches))
	d.room.sorted = one
	for k, size := range n {
		d.kinds[k], one = one[:0:size], one[size:]
	}
	for i := range d.matches {
		k := d.matches[i].Kind
		d.kinds[k] = append(d.kinds[k], d.matches[i])
	}
	d.from = sized(d.from, len(d.Tokens)+1)
	for i, k := 0, 0; i <= len(d.Tokens); i++ {
		for k < len(d.matches) && d.matches[k].First < i {
			k++
		}
		d.from[i] = int32(k)
	}
}

// read finds everything in a document before events are sought.
func (c *Coder) read(item Item) *reading {
	d := c.open(item)
	d.room.verbOf = sized(d.room.verbOf, len(d.Tokens))
	d.room.groups, d.room.verbs, d.room.anchors = d.room.groups[:0], d.room.verbs[:0], d.room.anchors[:0]
	for i := range d.sentences {
		s := &d.sentences[i]
		s.groups = c.findGroups(d, s.First, s.Last)
		s.verbs = c.findVerbs(d, s.First, s.Last)
		s.verbOf = d.room.verbOf[s.First:s.Last]
		for k, v := range s.verbs {
			for t := v.first; t < v.last; t++ {
				if s.verbOf[t-s.First] == 0 {
					s.verbOf[t-s.First] = int32(k + 1)
				}
			}
		}
		for k := range s.groups {
			s.groups[k].actor = c.resolve(d, &s.groups[k])
		}
		for k := range s.groups {
			c.overPlace(d, s, k)
		}
		for k := len(s.groups) - 1; k >= 0; k-- {
			c.complete(d, s, k)
		}
		for k := range s.groups {
			c.possessed(d, s, k)
		}
		c.roles(d, s)
	}
	d.scope = c.scopeOf(d)
	return d
}

// overPlace ties group k to the body before the place that "and" seems to tie it to: "the governor in Herat and the minister".
func (c *Coder) overPlace(d *reading, s *sentence, k int) {
	if k < 2 || s.groups[k-1].and != k || !s.groups[k].actor.found() || s.groups[k].actor.bare {
		return
	}
	at, head := &s.groups[k-1], &s.groups[k-2]
	if !locative[at.prep] || !c.onlyPlace(d, at) || head.last != at.first-1 || !head.actor.found() || head.and >= 0 {
		return
	}
	at.and, head.and = -1, k
	s.groups[k].prep, s.groups[k].within = head.prep, head.within
}

// holds drops matches that only look like a name: "us" for the US, "who" for the WHO; and entries of other days.
func (c *Coder) holds(d *reading, m *lexicon.Match) bool {
	switch m.Kind {
	case lexicon.Actors:
		if a := &c.lex.Actors[m.Index]; d.on.IsSet() && !a.Holds(d.on) {
			return false
		}
	case lexicon.Nations, lexicon.Capitals:
		if n := &c.lex.Nations[m.Index]; d.on.IsSet() && !n.Holds(d.on) {
			return false
		}
	case lexicon.Places:
	case lexicon.Triggers:
		t := &c.lex.Triggers[m.Index]
		if t.Part == "verb" {
			return d.tags[m.First] == verbal || d.tags[m.First] == auxiliary
		}
		return t.Part != "noun" || d.tags[m.Last-1] != verbal
	default:
		return true
	}
	if m.Form.Has(lexicon.AnyCase) {
		return true
	}
	if !d.Upper(m.First) {
		return false
	}
	s := d.Slice(m.First, m.Last)
	if _, common := closed[strings.ToLower(s)]; common || len(s) < 4 {
		return strings.ToUpper(s) == s || len(s) == 3 && m.Kind == lexicon.Places
	}
	return true
}

// in gives the matches of a kind that lie in tokens [first, last).
func (d *reading) in(kind lexicon.Kind, first, last int) []lexicon.Match {
	all := d.kinds[kind]
	if len(all) == 0 || first >= 0 && last < len(d.from) && (first >= last || d.from[first] == d.from[last]) {
		return nil // no match of any kind begins there
	}
	lo, hi := 0, len(all)
	for lo < hi {
		if m := (lo + hi) / 2; all[m].First < first {
			lo = m + 1
		} else {
			hi = m
		}
	}
	whole := true
	for hi = lo; hi < len(all) && all[hi].First < last; hi++ {
		whole = whole && all[hi].Last <= last
	}
	if whole {
		return all[lo:hi:hi]
	}
	var out []lexicon.Match
	for _, m := range all[lo:hi] {
		if m.Last <= last {
			out = append(out, m)
		}
	}
	return out
}

// cue reports whether a cue of the kind lies in tokens [first, last), and where.
func (c *Coder) cue(d *reading, kind string, first, last int) (lexicon.Match, bool) {
	for k := int(d.from[max(first, 0)]); k < len(d.matches) && d.matches[k].First < last; k++ {
		if m := &d.matches[k]; m.Kind == lexicon.Cues && c.lex.Cues[m.Index].Kind == kind && m.Last <= last {
			return *m, true
		}
	}
	return lexicon.Match{}, false
}

func (c *Coder) has(d *reading, kind string, first, last int) bool {
	_, ok := c.cue(d, kind, first, last)
	return ok
}

// lower gives the folded words of tokens [first, last) with single spaces.
func (d *reading) lower(first, last int) string {
	first, last = max(first, 0), min(last, len(d.Tokens))
	for first < last && d.Tokens[first].Lower == "" {
		first++
	}
	if first >= last {
		return ""
	}
	if last == first+1 {
		return d.Tokens[first].Lower
	}
	if d.folded == "" {
		d.fold()
	}
	return d.folded[d.starts[first] : d.starts[last]-1]
}

// fold puts the folded words together, each with a space behind it.
func (d *reading) fold() {
	d.starts = sized(d.starts, len(d.Tokens)+1)
	n := 0
	for i := range d.Tokens {
		d.starts[i] = int32(n)
		n += len(d.Tokens[i].Lower) + 1
	}
	d.starts[len(d.Tokens)] = int32(n)
	var b strings.Builder
	b.Grow(n)
	for i := range d.Tokens {
		b.WriteString(d.Tokens[i].Lower)
		b.WriteByte(' ')
	}
	d.folded = b.String()
}

func (d *reading) word(i int) string {
	if i < 0 || i >= len(d.Tokens) {
		return ""
	}
	return d.Tokens[i].Lower
}

// groupAt returns the group of a sentence that holds token i, or -1.
func (s *sentence) groupAt(i int) int {
	k := sort.Search(len(s.groups), func(k int) bool { return s.groups[k].last > i })
	if k < len(s.groups) && s.groups[k].first <= i {
		return k
	}
	return -1
}

// verbAt returns the verb group that holds token i, or -1.
func (s *sentence) verbAt(i int) int {
	if i < s.First || i-s.First >= len(s.verbOf) {
		return -1
	}
	return int(s.verbOf[i-s.First]) - 1
}

var weekday = map[string]bool{
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true,
	"today": true, "yesterday": true, "overnight": true,
}

// inNames marks the tokens inside names of several words, where "station" or "track" is no verb.
func (c *Coder) inNames(all []lexicon.Match, out []bool) []bool {
	for i := range all {
		m := &all[i]
		if m.Last-m.First < 2 || m.Kind != lexicon.Agents && m.Kind != lexicon.Actors && (m.Kind != lexicon.Triggers || c.lex.Triggers[m.Index].Part != "noun") {
			continue
		}
		for i := m.First; i < m.Last; i++ {
			out[i] = true
		}
	}
	return out
}

// A report longer than mostSentences is read so far, and a sentence longer than mostTokens is read in pieces: the grammars look around
// in both, and no report is so long.
const (
	mostSentences = 600
	mostTokens    = 240
)

func bounded(all []text.Sentence, tokens []text.Token) []text.Sentence {
	long := false
	for _, s := range all {
		long = long || s.Last-s.First > mostTokens
	}
	if !long {
		return all
	}
	var out []text.Sentence
	for _, s := range all {
		for s.Last-s.First > mostTokens && len(out) <= mostSentences {
			head := s
			head.Last = s.First + mostTokens
			head.End = tokens[head.Last-1].End
			out = append(out, head)
			s.First, s.Start = head.Last, tokens[head.Last].Start
		}
		out = append(out, s)
	}
	return out
}
