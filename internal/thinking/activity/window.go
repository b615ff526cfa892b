// Package activity sets the events and deaths of a window against what was usual.
package activity

import (
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Band says how a window compares with what was usual.
type Band string

// The bands. NotComparable: fewer events while reports are few too, which may be missing
// reports and is never called a fall. NoHistory: the chronology does not reach back far enough.
const (
	Higher        Band = "higher"
	AsUsual       Band = "usual"
	Lower         Band = "lower"
	LowBaseline   Band = "low_baseline"
	NotComparable Band = "not_comparable"
	NoHistory     Band = "no_history"
)

// Window is what was recorded in the last weeks up to a day, against what was usual.
type Window struct {
	Weeks   int
	Span    calendar.Window
	Events  int
	Violent int
	Deaths  figure.Sum
	// UsualViolent and UsualDeaths are the means over windows of the same length in the 52
	// weeks before; with fewer than that on record they are not given.
	UsualViolent, UsualDeaths float64
	HasUsual                  bool
	Band                      Band
	IDs                       []string // the violent events counted
}

// trailing is the number of weeks that say what is usual.
const trailing = 52

// Compare counts the events of the last weeks up to and including the day and grades
// them by the rule u. Usual is the mean over the whole windows that fit into the 52 weeks
// before (for a 52-week window: that one year; longer ones have no usual). begins is the first day of the record and
// lowCoverage says that reports are few. Events must be known by the day.
//
// The low-baseline rule: where the usual number of violent events is under u.LowBaseline no
// ratio is formed; only a rise of u.LowJump or more counts as higher.
func Compare(events []record.Event, day, begins calendar.Date, weeks int, u situation.Usual, lowCoverage bool) Window {
	w := Window{Weeks: weeks, Span: calendar.Last(7*weeks, day)}
	before := calendar.Last(7*trailing, w.Span.From.Add(-1))
	n := trailing / weeks
	before.From = before.To.Add(1 - 7*weeks*n)
	past, pastDeaths := 0, figure.Sum{}
	for _, e := range events {
		switch {
		case Within(e.When, w.Span):
			w.Events++
			if e.Violent() {
				w.Violent++
				w.IDs = append(w.IDs, e.ID)
				w.Deaths.Add(e.Deaths.Total)
			}
		case Within(e.When, before) && e.Violent():
			past++
			pastDeaths.Add(e.Deaths.Total)
		}
	}
	if w.HasUsual = n > 0 && before.From >= begins; w.HasUsual {
		w.UsualViolent = float64(past) / float64(n)
		w.UsualDeaths = float64(pastDeaths.Best) / float64(n)
	}
	w.Band = grade(float64(w.Violent), w.UsualViolent, w.HasUsual, u, lowCoverage)
	return w
}

func grade(now, usual float64, has bool, u situation.Usual, lowCoverage bool) Band {
	switch {
	case !has:
		return NoHistory
	case usual < u.LowBaseline && now-usual >= u.LowJump:
		return Higher
	case usual < u.LowBaseline:
		return LowBaseline
	case now > usual && now >= u.HigherRatio*usual:
		return Higher
	case now < usual && lowCoverage:
		return NotComparable
	case now < usual && now <= u.LowerRatio*usual:
		return Lower
	}
	return AsUsual
}

// Within reports whether the event counts in the window: by its start when it is known to
// the week or better, otherwise only when its whole span lies inside.
func Within(v calendar.Interval, w calendar.Window) bool {
	if v.Precision == calendar.Day || v.Precision == calendar.Week {
		return w.Holds(v.Start)
	}
	return w.Holds(v.Start) && w.Holds(v.End)
}

// Describe puts the comparison into words.
func (w Window) Describe() phrase.Text {
	return phrase.Of("window."+string(w.Band),
		"events", phrase.Of("violent", "n", w.Violent), "weeks", phrase.Of("weeks", "n", w.Weeks), "usual", w.UsualViolent)
}
