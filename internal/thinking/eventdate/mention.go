// Package eventdate reads the days that a report names, against its day of publication, as intervals with precision. Each
// keeps the bytes it was read from and the rule that read it.
//
// The rules are those of the gold protocol: a weekday is the latest such day up to and including the day of publication, "last
// Friday" is before it, "overnight" is the day before to that day, "late Saturday night" is Saturday, "a day earlier" counts from the
// day it refers to, "over the past week" is seven days back from the statement's day.
package eventdate

import (
	"detente/internal/thinking/text"
	"detente/internal/words/calendar"
)

// Mention is one day or span of days that a text names.
type Mention struct {
	Interval   calendar.Interval
	Start, End int // bytes of the document
	Token      int // the first token
	Sentence   int // -1 in the dateline
	Rule       string
	// Anchor is the index of the mention it counts from; -1 is the day of publication.
	Anchor int
	// Ahead says that the text speaks of a day to come.
	Ahead bool
}

// finder holds the reading of one document.
type finder struct {
	d        text.Document
	t        []text.Token
	pub      calendar.Date
	out      []Mention
	later    []pending
	sentence int
}

// pending is a mention that counts from another one, settled when all others are read.
type pending struct {
	at   int // index in out
	days int // from the anchor
	span int // further days back, for "over the past week"
	near bool
}

// Find reads the mentions of a document in the order of the text. Without a day of publication only dates that name a year are
// read.
func Find(d text.Document, published calendar.Date) []Mention {
	f := finder{d: d, t: d.Tokens, pub: published, sentence: -1}
	s := 0
	for i := 0; i < len(f.t); {
		for s < len(d.Sentences) && d.Sentences[s].Last <= i {
			s++
		}
		if s < len(d.Sentences) && d.Sentences[s].First <= i {
			f.sentence = s
		} else {
			f.sentence = -1
		}
		i = max(f.read(i), i+1)
	}
	f.settle()
	f.nights()
	return f.out
}

// add keeps a mention over the tokens [i, next) and returns next.
func (f *finder) add(i, next int, v calendar.Interval, rule string) int {
	if v.Check() != nil {
		return i
	}
	f.out = append(f.out, Mention{Interval: v, Start: f.t[i].Start, End: f.t[next-1].End, Token: i, Sentence: f.sentence, Rule: rule, Anchor: -1})
	return next
}

// addDay keeps one day.
func (f *finder) addDay(i, next int, d calendar.Date, rule string) int {
	return f.add(i, next, calendar.Interval{Start: d, End: d, Precision: calendar.Day}, rule)
}

// wait keeps a mention whose days count from another one.
func (f *finder) wait(i, next, days, span int, near bool, rule string) int {
	if !f.pub.IsSet() {
		return i
	}
	f.later = append(f.later, pending{at: len(f.out), days: days, span: span, near: near})
	return f.addDay(i, next, f.pub, rule)
}

// settle counts the waiting mentions from their anchors, in the order of the text.
func (f *finder) settle() {
	if len(f.later) == 0 {
		return
	}
	waiting := make(map[int]bool, len(f.later))
	for _, p := range f.later {
		waiting[p.at] = true
	}
	for _, p := range f.later {
		m := &f.out[p.at]
		m.Anchor = f.anchor(p, waiting)
		from := f.pub
		if m.Anchor >= 0 {
			from = f.out[m.Anchor].Interval.End
			if p.days < 0 {
				from = f.out[m.Anchor].Interval.Start
			}
		}
		end := from.Add(p.days)
		m.Interval = calendar.Interval{Start: end.Add(-p.span), End: end, Precision: calendar.Day}
		delete(waiting, p.at)
	}
}

// nights counts "last night" from the day on which it was told when the sentence names one: "last night jets bombed a house, he said on Tuesday".
func (f *finder) nights() {
	for i := range f.out {
		m := &f.out[i]
		if m.Rule != "last night" {
			continue
		}
		for k := i + 1; k < len(f.out) && f.out[k].Sentence == m.Sentence; k++ {
			if o := f.out[k]; o.Rule == "weekday" && !o.Ahead && (told[f.low(o.Token-1)] || f.low(o.Token-1) == "on" && told[f.low(o.Token-2)]) {
				d := o.Interval.Start.Add(-1)
				m.Interval = calendar.Interval{Start: d, End: d, Precision: calendar.Day}
				break
			}
		}
	}
}

var told = map[string]bool{"said": true, "announced": true, "stated": true, "reported": true, "told": true, "confirmed": true, "added": true, "disclosed": true, "wrote": true, "declared": true, "claimed": true, "posted": true}

// anchor finds the mention to count from: near ones look in their own sentence first, others at the mention before.
func (f *finder) anchor(p pending, waiting map[int]bool) int {
	fits := func(k int) bool {
		m := f.out[k]
		return !waiting[k] && m.Interval.Precision == calendar.Day && !m.Ahead && m.Sentence >= 0
	}
	own := f.out[p.at].Sentence
	same := func() int {
		for k := p.at + 1; k < len(f.out) && f.out[k].Sentence == own; k++ {
			if fits(k) {
				return k
			}
		}
		return -1
	}
	if p.near {
		if k := same(); k >= 0 {
			return k
		}
	}
	for k := p.at - 1; k >= 0 && p.at-k < 40; k-- {
		if fits(k) && (!p.near || f.out[k].Sentence == own) {
			return k
		}
	}
	if !p.near {
		return same()
	}
	return -1
}
