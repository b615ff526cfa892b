package commitment

import (
	"fmt"
	"slices"

	"detente/internal/thinking/survival"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Delay is how long it took from announcement to the first evidence of what became of it.
type Delay struct {
	// Median is of the commitments with evidence only, in days; Known is false when there
	// are none. Those still without evidence are not in it, so it is shorter than the wait
	// of a commitment in general, which Curve estimates.
	Median  float64
	Known   bool
	IDs     []string // with dated evidence
	Without []string // without
	Coarse  int      // of IDs, those with a date known only to the month or year
	Curve   survival.Curve
}

// FirstEvidence measures the wait for the first dated reading that tells what became of a
// commitment (see Standing.FirstEvidence); those without one are censored on the day.
func FirstEvidence(list []Standing, day calendar.Date) Delay {
	d := Delay{}
	var days []int
	var spells []survival.Spell
	for _, s := range list {
		if !s.Announced.Date.IsSet() {
			d.Without = append(d.Without, s.ID)
			continue
		}
		e := s.FirstEvidence()
		if e == nil {
			d.Without = append(d.Without, s.ID)
			spells = append(spells, survival.Spell{ID: s.ID, Days: int(day - s.Announced.First())})
			continue
		}
		n := s.Days(e)
		days = append(days, n)
		spells = append(spells, survival.Spell{ID: s.ID, Days: n, Ended: true})
		d.IDs = append(d.IDs, s.ID)
		if s.coarse(e) {
			d.Coarse++
		}
	}
	d.Median, d.Known = median(days)
	d.Curve = survival.KaplanMeier(spells)
	return d
}

func median(days []int) (float64, bool) {
	n := len(days)
	if n == 0 {
		return 0, false
	}
	slices.Sort(days)
	return float64(days[(n-1)/2]+days[n/2]) / 2, true
}

// Followed says up to when a commitment counts as followed when no report says that it was
// carried out.
type Followed string

// The choices. ToDay is the default: the curve is then of the wait for such a report.
const (
	ToDay     Followed = "as_of"        // up to the day of the question
	ToReading Followed = "last_reading" // up to its newest dated reading, and not at all without one
)

// Dropped says what a reading that a commitment was given up or not carried out does.
type Dropped string

// The choices. Competing is the default.
const (
	// Competing keeps it among those that were not carried out, up to the day. One minus the
	// curve is then the share carried out of all that was promised: the cumulative incidence
	// with giving up as a competing end, when the day alone censors (Fine and Gray 1999,
	// JASA 94, section 3, censoring-complete data).
	Competing Dropped = "competing"
	// Censored stops following it at that reading, as if it might have gone like the others
	// later on. One minus the curve is then too high wherever giving up is final.
	Censored Dropped = "censored"
)

// Rule says how the time to implementation is counted. The zero value takes the defaults.
type Rule struct {
	Followed Followed
	Dropped  Dropped
}

// Check returns an error for a choice that is not known.
func (r Rule) Check() error {
	if !slices.Contains([]Followed{"", ToDay, ToReading}, r.Followed) {
		return fmt.Errorf("followed %q is not one of %s, %s", r.Followed, ToDay, ToReading)
	}
	if !slices.Contains([]Dropped{"", Competing, Censored}, r.Dropped) {
		return fmt.Errorf("dropped %q is not one of %s, %s", r.Dropped, Competing, Censored)
	}
	return nil
}

// Time is the time from announcement to a report that the commitment was carried out.
type Time struct {
	Curve   survival.Curve
	Undated []string // carried out on a day not known, or announced on one: in no curve
	Dropped []string // given up or not carried out
	Coarse  int      // ends with a date known only to the month or year
}

// Implementation estimates the share still not reported as carried out by days since the
// announcement, with right censoring as the rule has it.
func Implementation(list []Standing, day calendar.Date, r Rule) Time {
	t := Time{}
	var spells []survival.Spell
	for _, s := range list {
		done := s.first(func(x record.Status) bool { return x == record.Implemented })
		given := s.first(func(x record.Status) bool { return x == record.NotImplemented || x == record.Abandoned })
		status := s.Status()
		if !s.Announced.Date.IsSet() || status == record.Implemented && done == nil {
			t.Undated = append(t.Undated, s.ID)
			continue
		}
		spell := survival.Spell{ID: s.ID, Days: int(day - s.Announced.First())}
		if r.Followed == ToReading {
			spell.Days = 0
			if n := len(s.History); n > 0 && s.History[n-1].On.Date.IsSet() {
				spell.Days = s.Days(&s.History[n-1])
			}
		}
		switch {
		case done != nil:
			spell.Days, spell.Ended = s.Days(done), true
			if s.coarse(done) {
				t.Coarse++
			}
		case given != nil || !status.Open():
			t.Dropped = append(t.Dropped, s.ID)
			switch {
			case r.Dropped != Censored:
				spell.Days = int(day - s.Announced.First())
			case given != nil:
				spell.Days = s.Days(given)
			}
		}
		spells = append(spells, spell)
	}
	t.Curve = survival.KaplanMeier(spells)
	return t
}
