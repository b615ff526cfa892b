package channel

import (
	"strconv"

	"detente/internal/words/phrase"
)

// Class is how a channel is used, with the reason in words.
type Class struct {
	Name   string
	Reason phrase.Text
	// Beyond is set where the silence is longer than the record reaches and could change the
	// class: it holds up to the record's reach and is not known since.
	Beyond bool
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
// is not called lapsed; Beyond and the reason say so.
func (r Rule) class(c Channel) Class {
	n := len(c.Occasions)
	if n < r.Fewest || c.Rhythm.Burstiness == nil {
		return Class{Name: TooFew, Reason: phrase.Of("channels.reason.too_few", "n", n, "fewest", r.Fewest)}
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
	steady := func(silence int) bool {
		return *h.Burstiness <= r.Burst && *h.Longest <= float64(r.Silence) && silence <= r.Silence
	}
	out := Class{Beyond: !over(c.Covered) && over(c.Gap) || steady(c.Covered) && !steady(c.Gap)}
	beyond := phrase.Text{}
	if out.Beyond {
		beyond = phrase.Of("channels.reason.beyond", "gap", c.Gap, "covered", c.Covered)
	}
	args := []any{
		"n", len(h.Gaps), "silence", c.Covered, "longest", max(int(*h.Longest), c.Covered), "own", int(*h.Longest),
		"mean", *h.Mean, "burst", signed(*h.Burstiness), "limit", signed(r.Burst), "quarter", r.Silence,
		"factor", r.Factor, "beyond", beyond,
	}
	key := "channels.reason.gaps"
	switch {
	case over(c.Covered):
		out.Name, key = Lapsed, "channels.reason.lapsed"
	case steady(c.Covered):
		out.Name, key = Steady, "channels.reason.steady"
	case *h.Burstiness > r.Burst:
		out.Name, key = Episodic, "channels.reason.bursts"
	default:
		out.Name = Episodic
	}
	out.Reason = phrase.Of(key, args...)
	return out
}

// signed gives a measure between −1 and 1 with two places.
func signed(x float64) string { return strconv.FormatFloat(x, 'f', 2, 64) }
