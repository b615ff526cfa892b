package coder

import (
	"detente/internal/thinking/eventdate"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
)

// moment is a time named in the text.
type moment struct {
	calendar.Interval
	first, last int // tokens
	rule        string
}

func (m moment) found() bool { return m.Start.IsSet() }

// findMoments reads the days that the text names; days still to come are left out.
func (c *Coder) findMoments(d *reading) []moment {
	out := d.moments
	for _, m := range eventdate.Find(d.Document, d.item.Published) {
		if m.Ahead || m.Sentence < 0 {
			continue
		}
		last := m.Token
		for last < len(d.Tokens) && d.Tokens[last].Start < m.End {
			last++
		}
		out = append(out, moment{Interval: m.Interval, first: m.Token, last: last, rule: m.Rule})
	}
	return out
}

// possessed reports a day that belongs to the noun after it: "Tuesday's ambush".
func (d *reading) possessed(m moment) bool {
	return m.last < len(d.tags) && d.tags[m.last] == possessive
}

// ownMoment is the time of what tokens [first, last) tell, as the words of the sentence give it.
func (c *Coder) ownMoment(d *reading, s *sentence, first, last int) moment {
	from, to := c.clause(d, s, first)
	var best moment
	cost := 1 << 30
	for _, m := range d.moments {
		if m.first < s.First || m.first >= s.Last {
			continue
		}
		n := 0
		switch {
		case m.first >= last:
			n = m.first - last
		case m.last <= first:
			n = first - m.last
		}
		if m.first < from || m.last > to {
			n += 30
		}
		if d.possessed(m) && (s.groupAt(m.first) == s.groupAt(first) || s.groupAt(m.last) == s.groupAt(first)) {
			n -= 50
		}
		for t := min(last, m.last); t < max(first, m.first); t++ {
			if d.tags[t] == verbal {
				n += 10
			}
		}
		if d.possessed(m) && s.groupAt(m.first) != s.groupAt(first) && s.groupAt(m.last) != s.groupAt(first) {
			n += 60
		}
		if c.saidThen(d, s, m) {
			n += 25
		}
		if m.last <= first && aside(d, s, m, first) {
			n += 30 // "workers kidnapped on 9 January were released"
		}
		if !c.recent(d, m) {
			n += 12
		}
		if n < cost {
			best, cost = m, n
		}
	}
	return best
}

// saidThen reports a day that stands by a verb of saying: "police said on Thursday".
func (c *Coder) saidThen(d *reading, s *sentence, m moment) bool {
	for i := m.first - 1; i >= m.first-3 && i >= s.First; i-- {
		if saying[d.word(i)] {
			return true
		}
		if d.tags[i] != preposition && d.tags[i] != adverb && d.tags[i] != nominal {
			return false
		}
	}
	return false
}

// ownPlace is the place of what tokens [first, last) tell, as its clause or else its sentence gives it.
func (c *Coder) ownPlace(d *reading, s *sentence, first, last int) place {
	return c.placeOf(d, s, first, last)
}

// aside reports a day in the words that only describe the subject of what token i tells.
func aside(d *reading, s *sentence, m moment, i int) bool {
	for k := range s.verbs {
		u := &s.verbs[k]
		if u.reduced && !u.ing && u.first < m.first && m.first < i {
			for t := u.last; t < m.first; t++ {
				if d.tags[t] == verbal || d.tags[t] == subordinator || d.word(t) == "," {
					return false
				}
			}
			return true
		}
	}
	return false
}

// validity reports a day from or to which something holds: "a deal cutting tariffs from 1 August", "permits run until 31 December". A
// closure from a day is of that day.
func validity(d *reading, typ plover.Type, m moment) bool {
	switch d.word(m.first - 1) {
	case "until", "till", "effective":
		return true
	case "from":
		return typ == plover.Agree
	}
	return false
}
