package coder

import "detente/internal/thinking/lexicon"

// prevented reports "stopped the government from deporting": what did not happen.
func prevented(d *reading, s *sentence, k int) bool {
	if k <= 0 {
		return false
	}
	v := s.verbs[k]
	if v.ing && s.verbs[k-1].last == v.first {
		switch d.word(s.verbs[k-1].main) {
		case "stop", "halt", "end", "cease", "avoid", "quit", "consider", "mull", "discuss", "propose", "suggest":
			return true // "urged it to stop arresting refugees"
		}
	}
	if !v.ing || v.first == 0 || d.word(v.first-1) != "from" {
		return false
	}
	switch d.word(s.verbs[k-1].main) {
	case "stopped", "stop", "stops", "stopping", "prevented", "prevent", "preventing", "barred", "bar", "restrained", "restrain", "restraining", "blocked", "kept", "keep", "refrain", "refrained", "abstain", "abstained",
		"desist", "dissuaded", "discouraged", "banned", "prohibited", "deterred", "deter", "saved":
		return true
	}
	return false
}

// yetToCome reports a verb in the present behind "before", "when" or "until": "before the next bomb goes off".
func (c *Coder) yetToCome(d *reading, s *sentence, a anchor) bool {
	v := s.verbs[a.verb]
	if a.form.Has(lexicon.Past|lexicon.Participle|lexicon.Ing) || v.first != v.main {
		return false
	}
	first, _ := c.clause(d, s, a.first)
	switch d.word(first - 1) {
	case "before", "when", "whenever", "until", "till", "if", "unless", "every", "wherever":
		return true
	}
	return false
}

// search reports a raid by the state's people on no armed ones that hurt nobody: "police raided their homes".
func (c *Coder) search(d *reading, s *sentence, a anchor) bool {
	if w := d.word(a.first); w != "raided" && w != "raid" && w != "raiding" && w != "raids" || c.harmIn(d, s) {
		return false
	}
	for _, m := range d.in(lexicon.Triggers, s.First, s.Last) {
		if c.lex.Triggers[m.Index].Mode == "arrest" {
			return true // "arrested three men in a raid"
		}
	}
	if c.armedIn(d, s) {
		return false
	}
	f := c.frame(d, s, a)
	return f.who.class == police || f.who.class == local || f.who.class == government
}

// lasting reports a state that goes on and no act: "remained closed", "has been shut since October".
func (x *act) lasting(d *reading) bool {
	if x.kept {
		return false
	}
	switch d.word(x.v.first - 1) {
	case "remained", "remains", "remain", "stayed", "stays", "stay", "kept", "stands", "stood", "lies", "lay", "remaining":
		return true
	}
	if !x.v.perfect || !x.v.passive {
		return false
	}
	for i := x.anchor.last; i < min(x.last, x.anchor.last+4); i++ {
		if w := d.word(i); w == "since" || w == "for" && i+2 < len(d.tags) && (d.tags[i+1] == numeral || timeNoun[d.word(i+1)] || timeNoun[d.word(i+2)]) {
			return true
		}
	}
	return false
}

// gerund reports an "-ing" form at the head of a sentence that is what the next verb is said of.
func gerund(d *reading, s *sentence, k int) bool {
	if k+1 >= len(s.verbs) || s.verbs[k+1].ing || s.verbs[k+1].infinitive {
		return false
	}
	for i := s.verbs[k].last; i < s.verbs[k+1].first; i++ {
		if d.tags[i] == mark || d.tags[i] == subordinator {
			return false
		}
	}
	return true
}

// counted reports a number among the tokens before an anchor in its sentence.
func counted(d *reading, s *sentence, end int) bool {
	for i := s.First; i < end; i++ {
		if d.tags[i] == numeral || d.word(i) == "a" || d.word(i) == "an" {
			return true
		}
	}
	return false
}

// riot reports batons and tear gas against a crowd, which are force only when they hurt somebody.
func riot(d *reading, a anchor) bool {
	for i := a.first; i < a.last; i++ {
		switch d.word(i) {
		case "tear", "teargas", "tear-gas", "baton", "batons", "baton-charge", "baton-charged", "baton-charging", "baton-charges":
			return true
		}
	}
	return false
}

// mishap reports that what tokens around an anchor tell is said to have been an accident.
func mishap(d *reading, s *sentence, a anchor) bool {
	for i := max(s.First, a.first-4); i < min(s.Last, a.last+5); i++ {
		if w := d.word(i); w == "accidentally" || w == "inadvertently" {
			return true
		}
	}
	return false
}
