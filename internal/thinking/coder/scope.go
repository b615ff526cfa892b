package coder

import (
	"detente/internal/thinking/lexicon"
	"detente/internal/words/plover"
)

// scope is what kind of story a text is, as far as that forbids events of force.
type scope struct {
	sport, accident, drill, defused, armed, tabled, essay bool
}

// scopeOf looks for the signs of stories whose violent words tell of no violence between sides.
func (c *Coder) scopeOf(d *reading) scope {
	var x scope
	sport := map[string]bool{}
	accident := false
	for _, m := range d.matches {
		switch m.Kind {
		case lexicon.Cues:
			w := d.lower(m.First, m.Last)
			switch c.lex.Cues[m.Index].Kind {
			case "sport":
				sport[w] = true
			case "accident":
				accident = accident || !c.mined(d, m)
			case "drill":
				x.drill = x.drill || mock[w]
			case "defuse":
				x.defused = true
			}
		case lexicon.Agents:
			if c.lex.Agents[m.Index].Class == armed && !weakArmed[d.lower(m.First, m.Last)] {
				x.armed = true
			}
		case lexicon.Actors:
			if c.lex.Actors[m.Index].Class == armed {
				x.armed = true
			}
		}
	}
	x.drill = x.drill || c.exercised(d)
	x.tabled, x.essay = !c.long(d) && c.tabled(d), !c.long(d) && c.essay(d)
	x.sport = len(sport) >= 3 || len(sport) >= 2 && !x.armed
	x.accident = accident && !x.armed && !c.heavyArms(d)
	return x
}

// mined reports a mine or a bomb right behind words of an accident: "ran over a landmine".
func (c *Coder) mined(d *reading, m lexicon.Match) bool {
	switch d.word(m.First) {
	case "ran", "run", "hit", "running", "runs":
	default:
		return false
	}
	for i := m.Last; i < min(m.Last+5, len(d.Tokens)); i++ {
		switch d.word(i) {
		case "mine", "landmine", "bomb", "ied", "device", "explosive", "explosives", "mines", "landmines":
			return true
		}
	}
	return false
}

// heavyArms reports acts that only armed sides do, so that a roof or a flood in the text makes no accident of them.
func (c *Coder) heavyArms(d *reading) bool {
	for _, m := range d.matches {
		if m.Kind != lexicon.Triggers {
			continue
		}
		if t := &c.lex.Triggers[m.Index]; t.Type == string(plover.Assault) && t.Strength == "strong" && (t.Part == "noun" || m.Last > m.First+1) {
			switch t.Mode {
			case "airstrike", "drone-strike", "shelling", "ambush", "abduction", "suicide-bombing":
				return true
			case "armed-assault":
				if m.Last > m.First+1 && d.word(m.Last-1) == "fire" && t.Part == "verb" {
					return true // "exchanged fire"
				}
			}
		}
	}
	return false
}

// mock are the words for force that is only played.
var mock = map[string]bool{
	"drill": true, "drills": true, "mock": true, "mock exercise": true, "mock drill": true, "rehearsal": true, "simulated": true, "training exercise": true,
	"anti-terrorist exercise": true, "anti-hijacking exercise": true, "war game": true, "war games": true, "military exercise": true,
}

// weakArmed are words for armed persons that ordinary crime has too.
var weakArmed = map[string]bool{
	"suspect": true, "suspects": true, "gang": true, "culprit": true, "culprits": true, "motorcyclist": true, "motorcyclists": true, "armed men": true, "armed man": true,
	"gunman": true, "gunmen": true, "attacker": true, "attackers": true, "assailant": true, "assailants": true, "shooter": true, "unknown men": true, "unidentified men": true,
	"kidnapper": true, "kidnappers": true, "unidentified persons": true, "unknown persons": true, "masked men": true, "general": true, "captor": true, "captors": true,
	"abductors": true, "raider": true, "raiders": true, "rebel": true,
}

// background reports that tokens [first, last) tell of earlier times or of things in general.
func (c *Coder) background(d *reading, first, last int) bool {
	for _, kind := range []string{"background", "anniversary"} {
		if c.has(d, kind, first, last) {
			return true
		}
	}
	return false
}

// figures reports a sentence of statistics: counts over years or months, not an occasion.
func (c *Coder) figures(d *reading, s *sentence) bool {
	n := 0
	for _, m := range d.in(lexicon.Cues, s.First, s.Last) {
		if c.lex.Cues[m.Index].Kind == "statistics" {
			n++
			switch d.lower(m.First, m.Last) {
			case "annual report", "yearly report", "per cent", "percent", "compared with", "compared to", "statistics", "year-on-year", "monthly report", "security report", "half-yearly",
				"quarterly", "monthly assessment", "monthly review", "data showed", "data compiled", "figures compiled", "so far this year", "in the year", "during the year", "during the month":
				n++
			}
		}
	}
	if n == 0 {
		return false
	}
	return n+c.yearsIn(d, s) >= 2
}

// advice reports that the clause around token i says what ought to be or might be.
func (c *Coder) advice(d *reading, s *sentence, i int) bool {
	first, last := c.clause(d, s, i)
	own := s.verbAt(i)
	for k, v := range s.verbs {
		if own >= 0 && k != own {
			continue
		}
		if v.first >= first && v.last <= last && v.modal && (v.first <= i || own < 0) {
			switch v.modalWord {
			case "must", "should", "may", "might", "could", "can", "shall", "would", "will", "cannot":
				return true
			}
		}
	}
	if first > s.First && d.tags[first-1] == subordinator {
		switch d.word(first - 1) {
		case "if", "unless":
			return true
		}
	}
	return d.word(first) == "if" || d.word(first) == "unless"
}

// private reports a killing among kin, rivals or robbers: the words for it stand in the sentence or beside it, and no armed
// group does.
func (c *Coder) private(d *reading, n int) bool {
	if c.feud(d, &d.sentences[n]) {
		return true
	}
	for _, k := range []int{n - 1, n + 1} {
		if k < 0 || k >= len(d.sentences) {
			continue
		}
		s := &d.sentences[k]
		if c.has(d, "crime", s.First, s.Last) && !containsAny(d.lower(s.First, s.Last), "another", "separate", "separately", "meanwhile", "elsewhere") && !containsAny(d.lower(d.sentences[n].First, d.sentences[n].Last), "another", "separate", "separately", "meanwhile", "elsewhere") {
			return true
		}
	}
	return false
}

// feud reports a word for private violence in a sentence, other than behind "days after": what that tells is another matter.
func (c *Coder) feud(d *reading, s *sentence) bool {
	end := s.Last
	for i := s.First + 1; i < s.Last; i++ {
		if d.word(i) == "after" && timeNoun[d.word(i-1)] {
			end = i
		}
	}
	return c.has(d, "crime", s.First, end)
}
