// Package overdue finds commitments whose day has passed without evidence that they were
// carried out. Unknown is kept apart from not done.
package overdue

import (
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Standing is a commitment with the newest evidence about it.
type Standing struct {
	record.Commitment
	Evidence *record.Evidence // nil when none was seen
	Days     int              // days past due; 0 when not overdue
}

// Status is that of the newest evidence, or announced where there is none.
func (s Standing) Status() record.Status {
	if s.Evidence == nil {
		return record.Announced
	}
	return s.Evidence.Status
}

// Stand joins commitments with their newest evidence up to the day and says how many days
// each is past due. Commitments that were carried out, refused or given up are not overdue.
func Stand(cs []record.Commitment, evidence []record.Evidence, day calendar.Date) []Standing {
	newest := map[string]*record.Evidence{}
	for i := range evidence {
		e := &evidence[i]
		if old := newest[e.CommitmentID]; old == nil || e.On.Date >= old.On.Date {
			newest[e.CommitmentID] = e
		}
	}
	out := make([]Standing, len(cs))
	for i, c := range cs {
		out[i] = Standing{Commitment: c, Evidence: newest[c.ID]}
		if c.Due.Date.IsSet() && c.Due.Date < day && out[i].Status().Open() {
			out[i].Days = int(day - c.Due.Date)
		}
	}
	return out
}

// Only keeps the overdue, longest first.
func Only(all []Standing) []Standing {
	var out []Standing
	for _, s := range all {
		if s.Days > 0 {
			out = append(out, s)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Days > out[j].Days })
	return out
}
