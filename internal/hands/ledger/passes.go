package ledger

import (
	"slices"
	"strings"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Counts reports whether a version of a record counts then, unless a later one does.
func (a AsOf) Counts(r Record) bool {
	return (a.Known == nil || r.KnowableAt <= *a.Known) && (a.Recorded == nil || !r.RecordedAt.After(*a.Recorded))
}

// Passes reports whether a version of a record passes the filter, whatever AsOf says.
func (f Filter) Passes(r Record) bool {
	c := r.Facets
	label := record.Sensitivity(c.Sensitivity)
	if label == "" {
		label = record.Public
	}
	if len(f.Sensitivities) == 0 && label != record.Public {
		return false
	}
	return oneOf(f.Kinds, r.Kind) && oneOf(f.Datasets, r.Dataset) && oneOf(f.IDs, r.ID) && oneOf(f.EventIDs, c.EventID) &&
		oneOf(f.Categories, c.Category) && oneOf(f.Sensitivities, label) && inWindow(c, f.Window) && holdsAll(c.Text, f.Text) &&
		f.passesAct(c) && f.passesPlace(c)
}

func (f Filter) passesPlace(c Facets) bool {
	return oneOf(f.Countries, c.Country) && oneOf(f.Admin1, c.Admin1) && oneOf(f.Admin2, c.Admin2)
}

// passesAct looks at what was done and by whom.
func (f Filter) passesAct(c Facets) bool {
	return oneOf(f.Types, c.Type) && oneOf(f.Modes, c.Mode) && oneOf(f.Quads, c.Quad) &&
		(len(f.Sides) == 0 || has(c.InitiatorSides, f.Sides) || has(c.TargetSides, f.Sides)) &&
		(len(f.InitiatorSides) == 0 || has(c.InitiatorSides, f.InitiatorSides)) &&
		(len(f.TargetSides) == 0 || has(c.TargetSides, f.TargetSides)) && inDyad(c, f.Dyad)
}

func oneOf[S comparable](alternatives []S, v S) bool {
	return len(alternatives) == 0 || slices.Contains(alternatives, v)
}

// has reports whether a party counts under one of the sides; "" stands for no side.
func has(party, sides []string) bool {
	for _, s := range sides {
		if slices.Contains(party, s) || s == "" && len(party) == 0 {
			return true
		}
	}
	return false
}

func inDyad(c Facets, d *Dyad) bool {
	if d == nil {
		return true
	}
	if has(c.InitiatorSides, d.A) && has(c.TargetSides, d.B) || has(c.InitiatorSides, d.B) && has(c.TargetSides, d.A) {
		return true
	}
	for _, a := range d.Across {
		if has(c.InitiatorSides, a.By) && c.Country == a.In {
			return true
		}
	}
	return false
}

// inWindow takes a record without an end for a day, and one without a start for a span
// that began at an unknown time.
func inWindow(c Facets, w calendar.Window) bool {
	if w == calendar.Open {
		return true
	}
	end := c.End
	if !end.IsSet() {
		end = c.Start
	}
	return end.IsSet() && calendar.Interval{Start: c.Start, End: end}.Overlaps(w)
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(w)) {
			return false
		}
	}
	return true
}
