package situation

import "detente/internal/words/record"

// Holds reports whether the event belongs to the dyad: an act of either side towards the
// other, or an act across as the dyad defines it.
func (d Dyad) Holds(e record.Event) bool {
	if acts(e.Initiator, d.A) && acts(e.Target, d.B) || acts(e.Initiator, d.B) && acts(e.Target, d.A) {
		return true
	}
	for _, x := range d.Across {
		if e.Place.Country == x.Country && acts(e.Initiator, x.By) {
			return true
		}
	}
	return false
}

// Holds reports whether the event took effect in the unit.
func (u Unit) Holds(e record.Event) bool {
	return e.Place.Country == u.Country && (u.Admin1 == "" || e.Place.Admin1 == u.Admin1)
}

func acts(p record.Party, sides []string) bool {
	for _, s := range sides {
		if p.Has(s) {
			return true
		}
	}
	return false
}
