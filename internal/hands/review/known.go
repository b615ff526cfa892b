package review

import (
	"cmp"
	"context"
	"slices"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
)

// Known is an event on file that a proposal may be.
type Known struct {
	ID      string   `json:"id"`
	Date    string   `json:"date"`
	Place   string   `json:"place"`
	Summary string   `json:"summary"`
	Agrees  []string `json:"agrees" doc:"type, date, district, initiator, target or deaths"`
	Differs []string `json:"differs"`
}

// within is how many days apart two tellings of one event may be dated.
const within = 3

// mostKnown is how many candidates a reviewer is shown.
const mostKnown = 3

// known looks for the event among those on file: of the same type, within a few days, and
// alike in more of date, place, parties and toll than they differ in.
func (m *Room) known(ctx context.Context, e coder.Event) ([]Known, error) {
	out := []Known{}
	from, errA := calendar.ParseDate(string(e.DateStart))
	to, errB := calendar.ParseDate(string(e.DateEnd))
	if errA != nil || errB != nil {
		return out, nil
	}
	page, err := m.desk.Events(ctx, desk.Query{From: from.Add(-within), To: to.Add(within), Types: []string{string(e.Type)}}, "", 500, gate.Show)
	if err != nil {
		return nil, err
	}
	for _, x := range page.Events {
		k := Known{ID: x.ID, Date: x.DateStart.String(), Place: cmp.Or(x.Admin2, x.Admin1, x.Country), Summary: x.Summary, Agrees: []string{"type"}, Differs: []string{}}
		say := func(what string, known, same bool) {
			switch {
			case !known:
			case same:
				k.Agrees = append(k.Agrees, what)
			default:
				k.Differs = append(k.Differs, what)
			}
		}
		say("date", true, x.DateStart <= to && from <= x.DateEnd)
		say("district", e.Admin2 != "" && x.Admin2 != "", string(e.Admin2) == x.Admin2)
		say("initiator", e.InitiatorSide != "" && len(x.InitiatorSide) > 0, slices.Contains(x.InitiatorSide, string(e.InitiatorSide)))
		say("target", e.TargetSide != "" && len(x.TargetSide) > 0, slices.Contains(x.TargetSide, string(e.TargetSide)))
		say("deaths", e.DeathsLow.Known() && x.DeathsBest.Known(), e.DeathsLow.Or(0) <= x.DeathsBest.Or(0) && x.DeathsBest.Or(0) <= e.DeathsHigh.Or(x.DeathsBest.Or(0)))
		if len(k.Agrees) >= 3 && len(k.Agrees) > len(k.Differs) {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b Known) int {
		return cmp.Or(cmp.Compare(len(b.Agrees)-len(b.Differs), len(a.Agrees)-len(a.Differs)), cmp.Compare(a.ID, b.ID))
	})
	return out[:min(len(out), mostKnown)], nil
}
