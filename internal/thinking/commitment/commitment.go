// Package commitment says what became of public promises: where each stands, how far they
// were carried out, which are overdue, and how long it took. Unknown is kept apart from
// not done throughout.
package commitment

import (
	"slices"
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Standing is a commitment with what was read about it up to a day.
type Standing struct {
	record.Commitment
	History []record.Evidence // oldest first; readings without a date come first
	Age     int               // days from its announcement to the day; 0 when the announcement has no date
	Overdue int               // days past due; 0 when not overdue
}

// Stand joins each commitment with the readings dated up to the day. Commitments announced
// after the day are left out, and so are readings of commitments that are not in the list.
func Stand(cs []record.Commitment, evidence []record.Evidence, day calendar.Date) []Standing {
	by := map[string][]record.Evidence{}
	for _, e := range evidence {
		if e.On.First() <= day {
			by[e.CommitmentID] = append(by[e.CommitmentID], e)
		}
	}
	out := make([]Standing, 0, len(cs))
	for _, c := range cs {
		if c.Announced.First() > day {
			continue
		}
		s := Standing{Commitment: c, History: by[c.ID]}
		sort.Slice(s.History, func(i, j int) bool {
			a, b := s.History[i], s.History[j]
			if a.On.Last() != b.On.Last() {
				return a.On.Last() < b.On.Last()
			}
			return a.ID < b.ID
		})
		if c.Announced.Date.IsSet() {
			s.Age = int(day - c.Announced.First())
		}
		if due := c.Due.Last(); due.IsSet() && due < day && s.Status().Open() {
			s.Overdue = int(day - due)
		}
		out = append(out, s)
	}
	return out
}

// Newest is the reading that says where the commitment stands: the newest that is not
// "unknown", since looking and finding nothing takes nothing back; else the newest; nil
// when nothing was read.
func (s Standing) Newest() *record.Evidence {
	if len(s.History) == 0 {
		return nil
	}
	for i := len(s.History) - 1; i >= 0; i-- {
		if s.History[i].Status != record.Unknown {
			return &s.History[i]
		}
	}
	return &s.History[len(s.History)-1]
}

// Status is that of the newest reading, or unknown when there is none: that something was
// announced does not say that nothing followed.
func (s Standing) Status() record.Status {
	if e := s.Newest(); e != nil {
		return e.Status
	}
	return record.Unknown
}

// first is the oldest dated reading that passes; nil when there is none.
func (s Standing) first(passes func(record.Status) bool) *record.Evidence {
	for i, e := range s.History {
		if e.On.Date.IsSet() && passes(e.Status) {
			return &s.History[i]
		}
	}
	return nil
}

// FirstEvidence is the oldest dated reading that tells what became of the commitment: any
// status but announced and unknown. nil when there is none.
func (s Standing) FirstEvidence() *record.Evidence { return s.first(telling) }

func telling(x record.Status) bool { return x != record.Announced && x != record.Unknown }

// Days is the longest span that the dates allow: from the first day that the announcement
// can mean to the last day that the reading can mean. A reading older than its commitment
// counts as zero days.
func (s Standing) Days(e *record.Evidence) int {
	return max(0, int(e.On.Last()-s.Announced.First()))
}

// coarse reports whether one of the two dates is known only to the month or year.
func (s Standing) coarse(e *record.Evidence) bool {
	for _, p := range []calendar.Precision{s.Announced.Precision, e.On.Precision} {
		if p == calendar.Month || p == calendar.Year {
			return true
		}
	}
	return false
}

// Overdue keeps those whose due day has passed while they are open (announced, in
// progress, partial or unknown), longest first.
func Overdue(all []Standing) []Standing {
	var out []Standing
	for _, s := range all {
		if s.Overdue > 0 {
			out = append(out, s)
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Overdue > out[j].Overdue })
	return out
}

// Filter chooses commitments. Empty fields do not restrict; the values of one field are
// alternatives, different fields must all hold.
type Filter struct {
	Sides    []string // any side of the institution
	Themes   []string
	Statuses []record.Status
	Overdue  bool
}

// Keep returns the commitments that pass.
func (f Filter) Keep(all []Standing) []Standing {
	out := make([]Standing, 0, len(all))
	for _, s := range all {
		switch {
		case len(f.Sides) > 0 && !slices.ContainsFunc(f.Sides, s.Institution.Has):
		case len(f.Themes) > 0 && !slices.Contains(f.Themes, s.Theme):
		case len(f.Statuses) > 0 && !slices.Contains(f.Statuses, s.Status()):
		case f.Overdue && s.Overdue == 0:
		default:
			out = append(out, s)
		}
	}
	return out
}
