package review

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"detente/internal/hands/desk"
	"detente/internal/hands/gate"
	"detente/internal/thinking/coder"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
)

// Known is an event on file that a proposal may be.
type Known struct {
	ID      string   `json:"id"`
	Date    string   `json:"date"`
	Place   string   `json:"place"`
	Summary string   `json:"summary"`
	Agrees  []string `json:"agrees" doc:"type, date, district, initiator, target, deaths, abducted or mode"`
	Differs []string `json:"differs"`
	// Conflicts are what the reviewer has to settle.
	Conflicts []Conflict `json:"conflicts" doc:"for each of differs, what the text says and what is on file"`
}

// Conflict is a field in which a text and the event on file differ.
type Conflict struct {
	Field string `json:"field"`
	Text  string `json:"text" doc:"as the text says"`
	File  string `json:"file" doc:"as it is on file"`
}

// Matched is a proposal that may be an event on file.
type Matched struct {
	Proposal int     `json:"proposal"` // its number, from 0
	Known    []Known `json:"known"`    // the likeliest first
}

// Match looks for the events of a text among those on file.
func (m *Room) Match(ctx context.Context, res coder.Result) ([]Matched, error) {
	out := []Matched{}
	for i, e := range res.Events {
		list, err := m.known(ctx, e)
		if err != nil {
			return nil, err
		}
		if len(list) > 0 {
			out = append(out, Matched{i, list})
		}
	}
	return out, nil
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
		k := Known{ID: x.ID, Date: x.DateStart.String(), Place: cmp.Or(x.Admin2, x.Admin1, x.Country), Summary: x.Summary, Agrees: []string{"type"}, Differs: []string{}, Conflicts: []Conflict{}}
		say := func(what string, known, same bool, text, file string) {
			switch {
			case !known:
			case same:
				k.Agrees = append(k.Agrees, what)
			default:
				k.Differs = append(k.Differs, what)
				k.Conflicts = append(k.Conflicts, Conflict{what, text, file})
			}
		}
		say("date", true, x.DateStart <= to && from <= x.DateEnd, days(string(e.DateStart), string(e.DateEnd)), days(x.DateStart.String(), x.DateEnd.String()))
		say("district", e.Admin2 != "" && x.Admin2 != "", string(e.Admin2) == x.Admin2, string(e.Admin2), x.Admin2)
		say("initiator", e.InitiatorSide != "" && len(x.InitiatorSide) > 0, slices.Contains(x.InitiatorSide, string(e.InitiatorSide)),
			string(e.InitiatorSide), strings.Join(x.InitiatorSide, ";"))
		say("target", e.TargetSide != "" && len(x.TargetSide) > 0, slices.Contains(x.TargetSide, string(e.TargetSide)), string(e.TargetSide), strings.Join(x.TargetSide, ";"))
		say("deaths", e.DeathsLow.Known() && x.DeathsBest.Known(), e.DeathsLow.Or(0) <= x.DeathsBest.Or(0) && x.DeathsBest.Or(0) <= e.DeathsHigh.Or(x.DeathsBest.Or(0)),
			days(written(e.DeathsLow), written(e.DeathsHigh)), days(written(x.DeathsLow), written(x.DeathsHigh)))
		taken := x.Abducted.Known() && e.Abducted.Known()
		say("abducted", taken, e.Abducted == x.Abducted, written(e.Abducted), written(x.Abducted))
		if m := modeOf(e); m == plover.Mode(x.Mode) && rare[m] { // a mode that few events have says more
			k.Agrees = append(k.Agrees, "mode")
		}
		if len(k.Agrees) >= 3 && len(k.Agrees) > len(k.Differs) {
			out = append(out, k)
		}
	}
	slices.SortStableFunc(out, func(a, b Known) int {
		return cmp.Or(cmp.Compare(len(b.Agrees)-len(b.Differs), len(a.Agrees)-len(a.Differs)), cmp.Compare(a.ID, b.ID))
	})
	return out[:min(len(out), mostKnown)], nil
}

// rare are modes that words do not take for one another.
var rare = map[plover.Mode]bool{"abduction": true, "hostage_taking": true, "airstrike": true, "drone_strike": true, "suicide_bombing": true, "shelling": true}

// days writes an interval, or one value when both ends are the same.
func days(from, to string) string {
	if from == to {
		return from
	}
	return from + "–" + to
}
