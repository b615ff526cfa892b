// Package rival sets figures that different speakers give for the same thing side by side.
package rival

import (
	"sort"

	"detente/internal/words/record"
)

// Subject is one subject of one event on which at least two speakers gave a figure.
type Subject struct {
	Subject string
	Figures []record.Claim // in order of speaker
	Low     int64          // smallest figure given
	High    int64          // largest figure given
}

// Spread is the distance between the smallest and the largest figure.
func (s Subject) Spread() int64 { return s.High - s.Low }

// Of returns the subjects on which the claims of one event give rival figures, that is two
// or more speakers and not all the same figure, in order of subject.
func Of(claims []record.Claim) []Subject {
	by := map[string][]record.Claim{}
	for _, c := range claims {
		if c.Low.Known() || c.High.Known() {
			by[c.Subject] = append(by[c.Subject], c)
		}
	}
	var out []Subject
	for name, list := range by {
		s := Subject{Subject: name, Figures: list}
		speakers := map[string]bool{}
		for i, c := range list {
			lo, hi := c.Low.Or(c.High.Or(0)), c.High.Or(c.Low.Or(0))
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
	sort.Slice(out, func(i, j int) bool { return out[i].Subject < out[j].Subject })
	return out
}

// Pair is one side's figure for its own dead beside the other's claim about them.
type Pair struct {
	Own   record.Claim // own_losses as the speaker acknowledges them
	Other record.Claim // deaths_military or deaths_militant as the opponent claims them
}

// Losses pairs each speaker's acknowledged losses with what speakers of other sides claim
// of the dead among forces, whose two figures are the usual rival tolls of a clash.
func Losses(claims []record.Claim) []Pair {
	var out []Pair
	for _, own := range claims {
		if own.Subject != "own_losses" || !own.Low.Known() {
			continue
		}
		for _, c := range claims {
			enemy := c.Subject == "deaths_military" || c.Subject == "deaths_militant"
			if enemy && c.SpeakerSide != own.SpeakerSide && c.Low.Known() {
				out = append(out, Pair{own, c})
			}
		}
	}
	return out
}
