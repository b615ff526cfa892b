package claim

import (
	"slices"
	"sort"

	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Success is a day on which a state's side said that members of armed groups were killed.
type Success struct {
	Day      calendar.Date
	Low      int64 // claimed dead, all parties and events of the day
	High     int64
	EventIDs []string
	ClaimIDs []string
}

// Successes lists the days of events on which a side of state kind claimed at least min
// members of armed groups killed, in order. The day is the event's, since the report that
// was read may be later; events known less exactly than to the day are left out. Of
// several figures of one party for one event the last by date counts.
func Successes(events []record.Event, claims []record.Claim, p Parties, min int64) []Success {
	at := make(map[string]record.Event, len(events))
	for _, e := range events {
		if e.When.Precision == calendar.Day {
			at[e.ID] = e
		}
	}
	last := map[[2]string]record.Claim{}
	for _, c := range claims {
		_, ok := at[c.EventID]
		if !ok || c.Subject != "deaths_militant" || !p.State(c.SpeakerSide) || !c.Low.Known() && !c.High.Known() {
			continue
		}
		k := [2]string{c.EventID, p.Of(c.SpeakerSide)}
		if old, seen := last[k]; !seen || later(c, old) {
			last[k] = c
		}
	}
	by := map[calendar.Date]*Success{}
	for _, c := range last {
		day := at[c.EventID].When.Start
		s := by[day]
		if s == nil {
			s = &Success{Day: day}
			by[day] = s
		}
		lo, hi := bounds(c)
		s.Low, s.High = s.Low+lo, s.High+hi
		s.ClaimIDs = append(s.ClaimIDs, c.ID)
		if !slices.Contains(s.EventIDs, c.EventID) {
			s.EventIDs = append(s.EventIDs, c.EventID)
		}
	}
	var out []Success
	for _, s := range by {
		if s.High < max(min, 1) {
			continue
		}
		sort.Strings(s.EventIDs)
		sort.Strings(s.ClaimIDs)
		out = append(out, *s)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Day < out[j].Day })
	return out
}

// Attacks lists the violent events whose main initiator is an armed group, known to the day,
// in order of day and id.
func Attacks(events []record.Event, p Parties) []record.Event {
	var out []record.Event
	for _, e := range events {
		if e.Violent() && e.When.Precision == calendar.Day && p.Armed(e.Initiator.Main()) {
			out = append(out, e)
		}
	}
	sort.Slice(out, func(i, j int) bool {
		return out[i].When.Start < out[j].When.Start || out[i].When.Start == out[j].When.Start && out[i].ID < out[j].ID
	})
	return out
}
