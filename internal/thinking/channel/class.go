package channel

import (
	"strconv"

	"detente/internal/words/phrase"
)

// Class is how a channel is used, with the reason in words.
type Class struct {
	Name   string
	Reason phrase.Text
}

// The classes.
const (
	Steady   = "steady"
	Episodic = "episodic"
	Lapsed   = "lapsed"
	TooFew   = "too_few"
)

// Classes lists the closed set.
var Classes = []string{Steady, Episodic, Lapsed, TooFew}

// Rule is the numbers that the classes and the outcomes rest on.
type Rule struct {
	Fewest  int     // occasions under which a channel is not classed
	Window  int     // days after a contact in which something follows it
	Burst   float64 // burstiness up to which use is steady: a little over chance
	Silence int     // days: a longer silence is not steady
	Share   float64 // lapsed: silent for longer than this share of the own gaps …
	Factor  float64 // … and at least this many times the mean gap
}

// Default is the rule used: four contacts, thirty days, burstiness 0.2, a quarter of a year,
// 95 % of the own gaps (with fewer than twenty: all of them) and twice the mean gap.
func Default() Rule {
	return Rule{Fewest: 4, Window: 30, Burst: 0.2, Silence: 92, Share: 0.95, Factor: 2}
}

// class applies the rule, in this order:
//
//	too few   fewer than Fewest occasions
//	lapsed    the silence is longer than Share of the own gaps, and Factor times their mean
//	steady    burstiness at most Burst, and no silence over Silence days
//	episodic  everything else
//
// Only silence that the record of diplomacy reaches counts: where the record ends, a channel
// is not called lapsed, and the reason says so.
func (r Rule) class(c Channel) Class {
	n := len(c.Occasions)
	if n < r.Fewest || c.Rhythm.Burstiness == nil {
		return Class{TooFew, phrase.Of("channels.reason.too_few", "n", n, "fewest", r.Fewest)}
	}
	h := c.Rhythm
	over := func(silence int) bool {
		shorter := 0
		for _, g := range h.Gaps {
			if g < float64(silence) {
				shorter++
			}
		}
		return float64(shorter) >= r.Share*float64(len(h.Gaps)) && float64(silence) >= r.Factor**h.Mean
	}
	beyond := phrase.Text{}
	if !over(c.Covered) && over(c.Gap) {
		beyond = phrase.Of("channels.reason.beyond", "gap", c.Gap, "covered", c.Covered)
	}
	args := []any{
		"n", len(h.Gaps), "silence", c.Covered, "longest", max(int(*h.Longest), c.Covered), "own", int(*h.Longest),
		"mean", *h.Mean, "burst", signed(*h.Burstiness), "limit", signed(r.Burst), "quarter", r.Silence,
		"factor", r.Factor, "beyond", beyond,
	}
	switch {
	case over(c.Covered):
		return Class{Lapsed, phrase.Of("channels.reason.lapsed", args...)}
	case *h.Burstiness <= r.Burst && *h.Longest <= float64(r.Silence) && c.Covered <= r.Silence:
		return Class{Steady, phrase.Of("channels.reason.steady", args...)}
	case *h.Burstiness > r.Burst:
		return Class{Episodic, phrase.Of("channels.reason.bursts", args...)}
	}
	return Class{Episodic, phrase.Of("channels.reason.gaps", args...)}
}

// signed gives a measure between −1 and 1 with two places.
func signed(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }
