package coder

import (
	"strings"

	"detente/internal/thinking/lexicon"
)

// parted are the ends of verb phrases that may stand behind the object: "set a truck ablaze", "took four men hostage".
var parted = map[string]bool{
	"ablaze": true, "alight": true, "on fire": true, "hostage": true, "captive": true, "dead": true, "to death": true, "into custody": true, "into their custody": true, "on alert": true,
	"on high alert": true, "away": true, "home": true, "back": true, "off": true, "open": true, "free": true, "responsible": true, "accountable": true, "at gunpoint": true, "to cross": true,
	"to enter": true, "to pass": true, "to return": true, "down": true, "up": true, "apart": true, "in": true, "behind bars": true,
	"to leave": true, "to go home": true, "on notice": true, "under arrest": true, "under house arrest": true, "under curfew": true, "under lockdown": true, "under sanctions": true, "packing": true,
	"for consultations": true, "to ashes": true, "to vacate": true, "in custody": true, "to jail": true, "into captivity": true, "from the air": true, "go": true, "go home": true, "go free": true, "return home": true, "through": true, "across": true, "at liberty": true, "loose": true,
	"on a sanctions list": true, "persona non grata": true, "unconscious": true, "prisoner": true, "on the highest readiness": true, "on the highest alert": true, "on full alert": true, "on red alert": true,
	"on standby": true, "on a war footing": true, "on high readiness": true, "on maximum alert": true, "off limits": true, "to safety": true, "to task": true, "on trial": true, "for questioning": true, "to hell": true, "on its list": true, "on a list": true, "on the list": true, "to its list": true, "to the list": true, "to a list": true, "on its blacklist": true, "on a blacklist": true,
	"to buses": true, "on buses": true, "on board buses": true, "out of the country": true, "over the border": true, "across the border": true, "to the border": true,
}

// tail is the end of a verb phrase with the trigger that the whole is.
type tail struct {
	words   []string
	plural  string // of the first
	trigger int
	form    lexicon.Form
}

// tails lists by the form of their verb the triggers whose end may stand behind the object.
func tails(d lexicon.Dictionary) map[string][]tail {
	out := map[string][]tail{}
	for i, t := range d.Triggers {
		if t.Part != "verb" {
			continue
		}
		for _, w := range t.Words {
			if _, rest, ok := strings.Cut(w, " "); !ok || !parted[rest] {
				continue
			}
			for _, f := range lexicon.Inflect(w) {
				verb, rest, _ := strings.Cut(f.Words, " ")
				out[verb] = append(out[verb], tail{strings.Fields(rest), "", i, f.Form})
			}
		}
	}
	return out
}

// partedAnchors finds the triggers of a sentence whose end stands behind the object.
func (c *Coder) partedAnchors(d *reading, n int, out []anchor) []anchor {
	s := &d.sentences[n]
	for k := range s.verbs {
		v := &s.verbs[k]
		if !d.known[v.main].phrases {
			continue
		}
		ends := c.tails[d.word(v.main)]
		if len(ends) == 0 {
			continue
		}
		g := objectFrom(d, s, v.main+1)
		if g < 0 {
			continue
		}
		at := s.groups[g].last
		for o := s.groups[g].of; o >= 0; o = s.groups[o].of {
			at = s.groups[o].last
		}
		// The tagger may have taken the end for a part of the group: "Pakistan responsible".
		for _, e := range ends {
			i := c.pastPlaces(d, s, at, e.words)
			if n := len(e.words); at-n > s.groups[g].first && stands(d, at-n, at, e.words) {
				i = at - n
			}
			if stands(d, i, s.Last, e.words) {
				out = append(out, anchor{trigger: &c.lex.Triggers[e.trigger], first: v.main, last: v.main + 1, sentence: n, verb: k, form: e.form})
				break
			}
		}
	}
	return out
}

// pastPlaces is where the words stand behind group ends that only say where: "put its troops along the border on alert"; else at.
func (c *Coder) pastPlaces(d *reading, s *sentence, at int, words []string) int {
	i := at
	if len(words) < 2 {
		return at
	}
	for n := 0; n < 2 && i < s.Last && !stands(d, i, s.Last, words); n++ {
		if d.tags[i] != preposition {
			return at
		}
		g := s.groupAt(i + 1)
		if g < 0 || s.groups[g].first != i+1 {
			return at
		}
		i = s.groups[g].last
	}
	if stands(d, i, s.Last, words) {
		return i
	}
	return at
}

// headed lists by the form of their verb the triggers of a verb and its object, by the head of the object: "open fire" is also
// "opened indiscriminate fire", "block the highway" is also "blocked the main highway".
func headed(d lexicon.Dictionary) map[string][]tail {
	out := map[string][]tail{}
	for i, t := range d.Triggers {
		if t.Part != "verb" {
			continue
		}
		for _, w := range t.Words {
			rest := strings.Fields(w)[1:]
			if len(rest) > 0 && (closed[rest[0]] == determiner || rest[0] == "its") {
				rest = rest[1:]
			}
			if len(rest) != 1 || closed[rest[0]] != nominal || parted[rest[0]] || particle[rest[0]] {
				continue
			}
			for _, f := range lexicon.Inflect(w) {
				verb, _, _ := strings.Cut(f.Words, " ")
				out[verb] = append(out[verb], tail{rest, lexicon.Plural(rest[0]), i, f.Form})
			}
		}
	}
	return out
}

// particle are ends of verb phrases that are no object.
var particle = map[string]bool{"out": true, "up": true, "off": true, "down": true, "over": true, "away": true, "back": true, "across": true, "together": true, "jointly": true, "himself": true, "herself": true, "themselves": true,
	"hard": true, "joint": true, "forcefully": true, "strongly": true, "again": true, "additional": true, "diplomatic": true, "captive": true, "mobile": true}

// headedAnchors finds the triggers of verb and object with other words between them.
func (c *Coder) headedAnchors(d *reading, n int, out []anchor) []anchor {
	s := &d.sentences[n]
	found := out
	for k := range s.verbs {
		v := &s.verbs[k]
		if !d.known[v.main].phrases {
			continue
		}
		heads := c.heads[d.word(v.main)]
		if len(heads) == 0 {
			continue
		}
		g := objectFrom(d, s, v.main+1)
		if g < 0 || s.groups[g].last-s.groups[g].first < 2 && d.word(s.groups[g].first) != heads[0].words[0] {
			continue
		}
		head := d.word(s.groups[g].last - 1)
		for _, e := range heads {
			if e.words[0] != head && e.plural != head {
				continue
			}
			t := &c.lex.Triggers[e.trigger]
			taken := false
			for i := range found {
				taken = taken || found[i].first == v.main && found[i].trigger.Type == t.Type && found[i].trigger.Strength != "money"
			}
			if !taken {
				out = append(out, anchor{trigger: t, first: v.main, last: s.groups[g].last, sentence: n, verb: k, form: e.form})
			}
			break
		}
	}
	return out
}

// stands reports that the words stand at token i.
func stands(d *reading, i, last int, words []string) bool {
	if i+len(words) > last {
		return false
	}
	for k, w := range words {
		if d.word(i+k) != w {
			return false
		}
	}
	return true
}
