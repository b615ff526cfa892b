// Package claim sets what was claimed against what others counted, and against what followed.
// A claim is what one speaker said; nothing here takes it as a fact.
package claim

import (
	"sort"

	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// Subject is one subject of one event on which at least two speakers gave a figure.
type Subject struct {
	Subject   string
	Figures   []record.Claim // in order of speaker
	Low       int64          // smallest figure given
	High      int64          // largest figure given
	Supported figure.Range   // the event's own supported figure for the subject, if any
}

// Spread is the distance between the smallest and the largest figure.
func (s Subject) Spread() int64 { return s.High - s.Low }

// Ratio is the largest figure over the smallest; false where the smallest is zero.
func (s Subject) Ratio() (float64, bool) {
	if s.Low == 0 {
		return 0, false
	}
	return float64(s.High) / float64(s.Low), true
}

// Rivals returns the subjects on which the claims of one event give rival figures, that is
// two or more speakers on the same dead and not all the same figure, in order of subject.
func Rivals(e record.Event, claims []record.Claim, p Parties) []Subject {
	type key struct {
		subject string
		about   Dead
	}
	by := map[key][]record.Claim{}
	for _, c := range claims {
		if !c.Low.Known() && !c.High.Known() {
			continue
		}
		if d, ok := p.About(c, e); ok {
			k := key{c.Subject, d}
			by[k] = append(by[k], c)
		}
	}
	var keys []key
	for k := range by {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		return a.subject < b.subject || a.subject == b.subject && a.about.Party < b.about.Party
	})
	var out []Subject
	for _, k := range keys {
		s := Subject{Subject: k.subject, Figures: by[k], Supported: Supported(e, k.about, p)}
		speakers := map[string]bool{}
		for i, c := range s.Figures {
			lo, hi := bounds(c)
			if i == 0 {
				s.Low, s.High = lo, hi
			}
			s.Low, s.High = min(s.Low, lo), max(s.High, hi)
			speakers[c.Speaker] = true
		}
		if len(speakers) < 2 || s.Low == s.High {
			continue
		}
		sort.SliceStable(s.Figures, func(i, j int) bool { return s.Figures[i].Speaker < s.Figures[j].Speaker })
		out = append(out, s)
	}
	return out
}

// bounds are the ends of a claimed figure; "at least" has its floor at both.
func bounds(c record.Claim) (low, high int64) {
	return c.Low.Or(c.High.Or(0)), c.High.Or(c.Low.Or(0))
}

// Supported is the event's best-supported figure for what a claim is about. The column of
// state forces holds the dead of every state, so it speaks for one only where one takes part.
func Supported(e record.Event, d Dead, p Parties) figure.Range {
	one := func(c figure.Count) figure.Range { return figure.Range{Low: c, Best: c, High: c} }
	switch d.Subject {
	case "deaths_total":
		return e.Deaths.Total
	case "deaths_civilian":
		return one(e.Deaths.Civilian)
	case "deaths_police":
		return one(e.Deaths.Police)
	case "deaths_militant":
		return one(e.Deaths.Militant)
	case forces:
		if len(p.states(e)) == 1 {
			return one(e.Deaths.Military)
		}
	case "injured":
		return e.Injured
	case "abducted":
		return one(e.Abducted)
	}
	return figure.Range{}
}

// Pair is one side's figure for its own dead beside an opponent's claim about them.
type Pair struct {
	Own   record.Claim // own_losses as the speaker acknowledges them
	Other record.Claim // the dead of the same forces as the opponent claims them
}

// Spread is the opponent's figure less the acknowledged one, by their floors.
func (x Pair) Spread() int64 { return x.Other.Low.Or(0) - x.Own.Low.Or(0) }

// Ratio is the opponent's figure over the acknowledged one; false where that is zero.
func (x Pair) Ratio() (float64, bool) {
	own := x.Own.Low.Or(0)
	if own == 0 {
		return 0, false
	}
	return float64(x.Other.Low.Or(0)) / float64(own), true
}

// Losses pairs each speaker's acknowledged losses in one event with what speakers of other
// parties claim of the same dead, which are the usual rival tolls of a clash.
func Losses(e record.Event, claims []record.Claim, p Parties) []Pair {
	var out []Pair
	for _, own := range claims {
		if own.Subject != "own_losses" || !own.Low.Known() {
			continue
		}
		about, _ := p.About(own, e)
		for _, c := range claims {
			if c.Subject == "own_losses" || !c.Low.Known() || p.Of(c.SpeakerSide) == p.Of(own.SpeakerSide) {
				continue
			}
			if d, ok := p.About(c, e); ok && d == about {
				out = append(out, Pair{own, c})
			}
		}
	}
	return out
}
