package channel

import (
	"math"

	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Outcome is what is on record between the sides in the window after an occasion.
type Outcome string

// The outcomes. A followed contact may also have failures after it, which are listed.
const (
	Followed Outcome = "followed" // material cooperation between the sides
	Failed   Outcome = "failed"   // none, and a refusal or the end of a truce
	Nothing  Outcome = "none"     // neither
	Open     Outcome = "open"     // not yet known: the window is not wholly on record
)

// Rate counts the outcomes of the occasions whose window is wholly on record.
type Rate struct {
	Of, Followed, Failed, Nothing int
	Open                          int // occasions whose window is not wholly on record
	// Share is Followed/Of with its 90 % interval; nil without occasions.
	Share     *float64
	Low, High float64
	// Base is the share of all days since the channel's first occasion whose window held
	// material cooperation, with or without a contact: what Share is to be read against.
	Base *float64
}

// aftermath is what can follow contacts between the sides of one dyad.
type aftermath struct {
	cooperation, failures []record.Event // dated, oldest first
	since                 calendar.Date  // the first occasion
}

// following collects material cooperation between the sides, and refusals and ends of truces.
func following(d situation.Dyad, known, refused []record.Event) aftermath {
	own := map[string]bool{}
	for _, e := range refused {
		own[e.ID] = true
	}
	var a aftermath
	for _, e := range known {
		between := d.Holds(e)
		switch {
		case !dated(e):
		case between && !e.Violent() && plover.Class(e.Type, e.Mode) == plover.MaterialCooperation:
			a.cooperation = append(a.cooperation, e)
		case own[e.ID], between && e.Type == plover.Reject && modes[e.Mode], between && e.Mode == "ceasefire_end":
			a.failures = append(a.failures, e)
		}
	}
	return a
}

// judge fills in the outcome of an occasion: from its first day to window days after its
// last. An accord reached at the contact itself counts as following it.
func (a *aftermath) judge(o *Occasion, reach calendar.Date, window int) {
	if !a.since.IsSet() {
		a.since = o.Day
	}
	span := calendar.Window{From: o.Day, To: o.Until.Add(window)}
	o.Whole = span.To <= reach
	o.Cooperation, o.Failures = within(a.cooperation, span), within(a.failures, span)
	switch {
	case len(o.Cooperation) > 0:
		o.Outcome = Followed
	case !o.Whole:
		o.Outcome = Open
	case len(o.Failures) > 0:
		o.Outcome = Failed
	default:
		o.Outcome = Nothing
	}
}

func within(events []record.Event, span calendar.Window) []string {
	var out []string
	for _, e := range events {
		if span.Holds(e.When.Start) {
			out = append(out, e.ID)
		}
	}
	return out
}

// z90 bounds the middle 90 % of a normal distribution.
const z90 = 1.6448536269514722

// rate counts outcomes. Its interval is Wilson's (1927, JASA 22):
//
//	(p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) / (1 + z²/n)
//
// Occasions that lie close together share what followed, so it is too narrow.
func (a *aftermath) rate(occasions []Occasion, reach calendar.Date, window int) Rate {
	var r Rate
	for _, o := range occasions {
		switch {
		case !o.Whole:
			r.Open++
			continue
		case o.Outcome == Followed:
			r.Followed++
		case o.Outcome == Failed:
			r.Failed++
		default:
			r.Nothing++
		}
		r.Of++
	}
	if r.Of == 0 {
		return r
	}
	n := float64(r.Of)
	p := float64(r.Followed) / n
	half := z90 * math.Sqrt(p*(1-p)/n+z90*z90/(4*n*n))
	r.Share = &p
	r.Low = math.Max(0, math.Min(p, (p+z90*z90/(2*n)-half)/(1+z90*z90/n)))
	r.High = math.Min(1, math.Max(p, (p+z90*z90/(2*n)+half)/(1+z90*z90/n)))
	r.Base = a.base(reach, window)
	return r
}

// base is the share of days t from the first occasion on, whose window [t, t+window] is
// wholly on record, that held material cooperation.
func (a *aftermath) base(reach calendar.Date, window int) *float64 {
	last := reach.Add(-window)
	if last < a.since {
		return nil
	}
	hit, at := 0, 0
	for t := a.since; t <= last; t++ {
		for at < len(a.cooperation) && a.cooperation[at].When.Start < t {
			at++
		}
		if at < len(a.cooperation) && a.cooperation[at].When.Start <= t.Add(window) {
			hit++
		}
	}
	share := float64(hit) / float64(last-a.since+1)
	return &share
}
