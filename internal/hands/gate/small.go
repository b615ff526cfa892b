package gate

import "detente/internal/words/record"

// countsPeople are the units of published figures in which a small value can point to
// somebody: numbers of people who returned, were deported, held or displaced.
var countsPeople = map[string]bool{"persons": true, "families": true}

// small holds back a figure of people above zero and below smallest. The value is dropped and
// Under says what it is below; the note goes with it, since it may repeat the value. Zero is
// shown: it is a report of none and points to nobody. Figures of the dead are not counted here,
// they have a rule of their own.
func small(o *record.Observation, smallest int) {
	if !countsPeople[o.Unit] || o.Value <= 0 || o.Value >= float64(smallest) {
		return
	}
	o.Value, o.Under, o.Note = 0, float64(smallest), ""
}
