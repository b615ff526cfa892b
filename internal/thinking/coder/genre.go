package coder

import (
	"slices"
	"strconv"

	"detente/internal/thinking/lexicon"
	"detente/internal/thinking/text"
)

// tabled reports a text about counts over a year or a month: one sentence at least is of statistics, and the text has no attack of a day
// of its own. What its other sentences tell without a day is part of the tables.
func (c *Coder) tabled(d *reading) bool {
	for i := range d.sentences {
		if c.figures(d, &d.sentences[i]) {
			return true
		}
	}
	return false
}

// yearsIn counts years before that of publication, and the year of publication behind "in" or "during", among the tokens of a sentence.
func (c *Coder) yearsIn(d *reading, s *sentence) int {
	if !d.item.Published.IsSet() {
		return 0
	}
	now, n := d.item.Published.Time().Year(), 0
	for i := s.First + 1; i < s.Last; i++ {
		if d.Tokens[i].Kind != text.Number || len(d.word(i)) != 4 {
			continue
		}
		y, err := strconv.Atoi(d.word(i))
		if err != nil || y < 1990 || y > now {
			continue
		}
		switch d.word(i - 1) {
		case "in", "during", "year", "since", "of", "throughout", "for", "than", "and", "against":
			n++
		}
	}
	return n
}

// essay reports a piece by somebody who speaks of himself or of "us" outside quotation marks: an opinion and no report.
func (c *Coder) essay(d *reading) bool {
	quoted, first := false, 0
	for i := range d.Tokens {
		switch w := d.word(i); w {
		case "\"", "“", "”":
			quoted = !quoted
		case "'", "‘", "’":
			if i > 0 && d.Tokens[i-1].End == d.Tokens[i].Start && i+1 < len(d.Tokens) && d.Tokens[i+1].Start == d.Tokens[i].End {
				continue // inside a word
			}
			quoted = !quoted
		case "i", "my", "our", "we", "us", "ours", "me":
			if quoted || w == "us" && d.Upper(i) || w == "i" && !d.Upper(i) || len(c.speakers(d, &d.sentences[max(min(d.SentenceOf(i), len(d.sentences)-1), 0)])) > 0 {
				continue
			}
			first++
		}
	}
	return first >= 2
}

// ownDay reports that the words of an anchor have a recent day that is named beside them.
func (c *Coder) ownDay(d *reading, s *sentence, a anchor) bool {
	m := c.ownMoment(d, s, a.first, a.last)
	if !m.found() || !c.recent(d, m) {
		return false
	}
	return !c.saidThen(d, s, m)
}

// arms are things that are found, seized or handed in.
var arms = map[string]bool{
	"arms": true, "weapons": true, "weapon": true, "ammunition": true, "explosives": true, "detonators": true, "detonator": true, "rifles": true, "rifle": true, "pistols": true, "pistol": true, "drone": true,
	"drones": true, "rounds": true, "cartridges": true, "grenades": true, "rockets": true, "shells": true, "mortars": true, "mines": true, "jackets": true, "vests": true, "bombs": true, "device": true,
	"devices": true, "cache": true, "caches": true, "kalashnikovs": true, "guns": true, "launchers": true, "ieds": true, "contraband": true, "haul": true, "consignment": true, "missiles": true, "quadcopter": true, "quadcopters": true,
}

// seized reports "seized forty detonators": arms that were taken and not used.
func (c *Coder) seized(d *reading, s *sentence, a anchor) bool {
	if a.verb < 0 {
		return false
	}
	switch d.word(s.verbs[a.verb].main) {
	case "seized", "seize", "seizing", "seizes", "captured", "intercepted", "intercepts", "intercepting", "recovered", "confiscated", "impounded", "found", "destroyed", "unearthed":
	default:
		return false
	}
	g := objectFrom(d, s, a.last)
	if s.verbs[a.verb].passive {
		g = s.verbs[a.verb].subject
	}
	if g < 0 || c.harmIn(d, s) {
		return false
	}
	for _, k := range append(s.members(g), s.groups[g].of) {
		if k < 0 {
			continue
		}
		for i := s.groups[k].first; i < s.groups[k].last; i++ {
			if arms[d.word(i)] {
				return true
			}
		}
	}
	return false
}

// forcesIn reports soldiers or police among tokens [first, last).
func (c *Coder) forcesIn(d *reading, first, last int) bool {
	return c.agentIn(d, military, first, last) || c.agentIn(d, police, first, last) || len(d.in(lexicon.Actors, first, last)) > 0
}

// exercised reports a text about an exercise of troops: "special forces brought a two-week counter-terrorism exercise to its close".
func (c *Coder) exercised(d *reading) bool {
	for i := range d.Tokens {
		if w := d.word(i); w != "exercise" && w != "exercises" && w != "wargame" && w != "manoeuvres" && w != "maneuvers" || d.tags[i] != nominal {
			continue
		}
		n := d.SentenceOf(i)
		if n < 0 || n >= len(d.sentences) {
			continue
		}
		s := &d.sentences[n]
		switch d.word(i - 1) {
		case "military", "joint", "counter-terrorism", "counterterrorism", "anti-terrorism", "anti-terror", "training", "two-week", "week-long", "field", "forces", "army", "naval", "air", "tactical", "annual", "combat":
			return c.forcesIn(d, s.First, s.Last)
		}
	}
	return false
}

// analyst reports a sentence that is somebody's reading of things.
func (c *Coder) analyst(d *reading, s *sentence) bool {
	for _, m := range d.in(lexicon.Cues, s.First, s.Last) {
		if c.lex.Cues[m.Index].Kind != "analyst" {
			continue
		}
		switch d.word(m.First) {
		case "observer", "observers", "expert", "experts":
			// "asked the United Nations to send observers": they are spoken of and do not speak.
			if g := s.groupAt(m.First); g >= 0 && (s.groups[g].prep == "" || s.groups[g].prep == "for" || s.groups[g].prep == "of") && !slices.ContainsFunc(s.verbs, func(v verb) bool { return v.subject == g || v.subject == top(s, g) }) {
				continue
			}
		}
		return true
	}
	return false
}
