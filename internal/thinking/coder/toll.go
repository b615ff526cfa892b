package coder

import (
	"detente/internal/thinking/casualty"
	"detente/internal/words/figure"
)

// share gives each figure of the document to the event it is told of: the one whose words stand nearest in the sentence,
// else the last one told before.
func (c *Coder) share(d *reading, events []*draft) {
	if len(events) == 0 {
		return
	}
	gapped := map[int]bool{}
	for _, e := range events {
		for _, k := range e.counts {
			gapped[k.Token] = true // "and one in Dera Ismail Khan" has its event already
		}
	}
	for _, k := range d.counts {
		if gapped[k.Token] {
			continue
		}
		s := &d.sentences[k.Sentence]
		first, last := c.clause(d, s, k.Token)
		if c.background(d, first, last) && !c.recentIn(d, first, last) || c.summed(d, s, events) {
			continue
		}
		if c.longPast(d, first, last) {
			continue
		}
		if e := c.eventOf(d, s, k, events, first, last); e != nil {
			// The grammar of figures leaves out what is told of the past; an event of these days is not that.
			if k.Mood == casualty.Background && e.toldIn(s) {
				k.Mood = casualty.Told
			}
			e.counts = append(e.counts, k)
		}
	}
}

func (c *Coder) recentIn(d *reading, first, last int) bool {
	for _, m := range d.moments {
		if m.first >= first && m.first < last && c.recent(d, m) {
			return true
		}
	}
	return false
}

// longPast reports a clause whose only days are of months ago: "in July 2023 a bombing killed 50".
func (c *Coder) longPast(d *reading, first, last int) bool {
	old := false
	for _, m := range d.moments {
		if m.first < first || m.first >= last {
			continue
		}
		if c.recent(d, m) || !d.item.Published.IsSet() || m.End >= d.item.Published.Add(-45) {
			return false
		}
		old = true
	}
	return old
}

func (c *Coder) eventOf(d *reading, s *sentence, k casualty.Count, events []*draft, first, last int) *draft {
	var best *draft
	cost := 1 << 30
	for _, e := range events {
		for _, ev := range e.evidence {
			n := 0
			switch {
			case ev.first >= s.Last:
				continue
			case ev.last <= s.First && c.long(d) && d.SentenceOf(s.First) > d.SentenceOf(ev.first)+4:
				continue
			case ev.last <= s.First:
				n = 500 + s.First - ev.last
			case ev.first >= last:
				n = ev.first - last + 10
			case ev.last <= first:
				n = first - ev.last + 10
			}
			if n <= cost {
				best, cost = e, n
			}
		}
	}
	// A place in the figure's own clause decides between events.
	if len(events) > 1 {
		if at := c.ownPlace(d, s, first, last); at.found() && at.admin2 != "" && at.first >= first && at.last <= last {
			if best != nil && best.at.admin2 == at.admin2 {
				return best
			}
			for _, e := range events {
				if e.at.admin2 == at.admin2 {
					return e
				}
			}
		}
	}
	return best
}

// tolls are the ranges of one event.
type tolls struct {
	deathsLow, deathsHigh, injuredLow, injuredHigh, abducted figure.Count
	deaths, injured, taken                                   []casualty.Count
}

// toll adds an event's figures. Accounts of rivals are set side by side and never added: low is the lowest of any, high
// the highest, and open when any is open.
func (c *Coder) toll(d *reading, e *draft) tolls {
	var t tolls
	accounts := c.accounts(d, e)
	t.deathsLow, t.deathsHigh, t.deaths = across(accounts, casualty.Killed)
	t.injuredLow, t.injuredHigh, t.injured = across(accounts, casualty.Injured)
	t.abducted, _, t.taken = across(accounts, casualty.Abducted)
	return t
}

func across(accounts [][]casualty.Count, g casualty.Group) (low, high figure.Count, of []casualty.Count) {
	first := true
	for _, counts := range accounts {
		s := casualty.TotalOf(counts, g)
		if !s.Given {
			continue
		}
		for _, i := range s.Counts {
			of = append(of, counts[i])
		}
		if first {
			low, high, first = s.Low, s.High, false
			continue
		}
		if a, ok := low.Value(); ok {
			if b, known := s.Low.Value(); known && b < a {
				low = s.Low
			}
		} else if !ok {
			low = s.Low
		}
		a, okA := high.Value()
		b, okB := s.High.Value()
		switch {
		case !okA || !okB:
			high = figure.Count{}
		case b > a:
			high = s.High
		}
	}
	return low, high, of
}

// accounts splits an event's figures by whose they are, when parties to the violence give rival ones.
func (c *Coder) accounts(d *reading, e *draft) [][]casualty.Count {
	var keys []string
	by := map[string][]casualty.Count{}
	for _, k := range e.counts {
		key := c.accountOf(d, k, e.at.country)
		if _, ok := by[key]; !ok {
			keys = append(keys, key)
		}
		by[key] = append(by[key], k)
	}
	if len(keys) < 2 {
		return [][]casualty.Count{e.counts}
	}
	// What the text tells by itself goes with the first account of the other side's rival: the officials'.
	var out [][]casualty.Count
	var told []casualty.Count
	for _, key := range keys {
		if key == "" {
			told = by[key]
		}
	}
	for _, key := range keys {
		if key != "" {
			out = append(out, by[key])
		}
	}
	if len(told) > 0 {
		out = append([][]casualty.Count{told}, out...)
	}
	return out
}

// accountOf is the side that a figure is ascribed to when that side is a party: an armed group, or another state than that
// of the place, whose officials' figures are those of the text.
func (c *Coder) accountOf(d *reading, k casualty.Count, country string) string {
	s := &d.sentences[k.Sentence]
	sp := c.ascribed(d, s, c.speakers(d, s), k.Token, k.Token+1)
	if !sp.found || !sp.actor.found() {
		return ""
	}
	switch {
	case sp.actor.org && sp.actor.class == armed:
		return sp.actor.side
	case sp.actor.nationNamed || sp.actor.org:
		if n := c.states[sp.actor.side]; n != "" && n != country {
			return n
		}
	}
	return ""
}

// toldIn reports that the event is told in the sentence.
func (e *draft) toldIn(s *sentence) bool {
	for _, ev := range e.evidence {
		if ev.first < s.Last && ev.last > s.First {
			return true
		}
	}
	return false
}

// summed reports a sentence that adds up several events told before it.
func (c *Coder) summed(d *reading, s *sentence, events []*draft) bool {
	if !c.sums(d, s) {
		return false
	}
	before := 0
	for _, e := range events {
		if e.first < s.First {
			before++
		}
	}
	return before > 0 && len(c.places(d, s)) == 0
}
