package desk

import (
	"context"
	"fmt"
	"slices"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/crossing"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// CrossingQuery chooses crossings, scopes and days. Empty fields do not restrict; the days
// are those of the record.
type CrossingQuery struct {
	AsOf, From, To    calendar.Date
	Crossings, Scopes []string
	Purpose           gate.Purpose
}

// CrossingPage is the state of each crossing over a span of days.
type CrossingPage struct {
	AsOf       calendar.Date       `json:"as_of"`
	From       calendar.Date       `json:"from"`
	To         calendar.Date       `json:"to"`
	HoldDays   int                 `json:"hold_days" doc:"days for which an observed state is taken as certain"`
	Text       string              `json:"text"`
	Crossings  []CrossingState     `json:"crossings"`
	Spells     []CrossingSpell     `json:"spells" doc:"closures that touch the days asked for, newest first"`
	Reopening  []CrossingReopening `json:"reopening" doc:"by scope, over the closures of all crossings"`
	Reports    map[string][]string `json:"reports" doc:"addresses of the reports behind each event named here"`
	SoonDays   int                 `json:"soon_days" doc:"days that the chance of reopening looks ahead"`
	LeadDays   int                 `json:"lead_days" doc:"days before a closure that are looked at"`
	NearKM     float64             `json:"near_km" doc:"distance within which an event is near a crossing"`
	NoneOnFile bool                `json:"none_on_file" doc:"no observation of a crossing is on record: that is not the same as open"`
	Withheld   int                 `json:"withheld,omitempty" doc:"observations that a licence keeps out of an export"`
}

// CrossingState is one crossing with a calendar for each scope.
type CrossingState struct {
	ID     string         `json:"id"`
	Name   string         `json:"name"`
	Lat    *float64       `json:"lat"`
	Lon    *float64       `json:"lon"`
	Scopes []CrossingLine `json:"scopes"`
}

// CrossingLine is the state of a crossing for one scope, day by day as runs without a hole.
type CrossingLine struct {
	Scope   string        `json:"scope" enum:"pedestrian,cargo,aid"`
	Now     CrossingRun   `json:"now" doc:"the run that holds the last day"`
	Since   calendar.Date `json:"since" doc:"first day of the state now"`
	Text    string        `json:"text"`
	Shares  CrossingDays  `json:"days"`
	Runs    []CrossingRun `json:"runs" doc:"the calendar: every day from from to to is in one run"`
	Chance  *Chance       `json:"chance" doc:"of reopening soon, at the age of the closure now; null when not closed for certain"`
	Reopens Reopens       `json:"reopens" doc:"closures of this crossing and scope"`
}

// CrossingRun is a stretch of days in one state.
type CrossingRun struct {
	From    calendar.Date `json:"from"`
	To      calendar.Date `json:"to"`
	Days    int           `json:"days"`
	Status  string        `json:"status" enum:"open,partial,closed,contradictory,not_known"`
	Certain bool          `json:"certain" doc:"false where nobody has reported the state for longer than hold_days"`
	Rows    []CrossingRow `json:"rows" doc:"the observations behind it; those of a contradictory day are all shown"`
}

// CrossingRow is one observation.
type CrossingRow struct {
	ID        string        `json:"id"`
	Crossing  string        `json:"crossing"`
	Date      calendar.Date `json:"date"`
	Precision string        `json:"date_precision"`
	Status    string        `json:"status"`
	Scope     string        `json:"scope"`
	SourceURL string        `json:"source_url"`
}

// CrossingDays counts days by state.
type CrossingDays struct {
	All           int      `json:"all"`
	Open          int      `json:"open" doc:"for certain"`
	Partial       int      `json:"partial"`
	Closed        int      `json:"closed"`
	OpenMaybe     int      `json:"open_uncertain"`
	PartialMaybe  int      `json:"partial_uncertain"`
	ClosedMaybe   int      `json:"closed_uncertain"`
	Contradictory int      `json:"contradictory"`
	NotKnown      int      `json:"not_known"`
	OpenShare     *float64 `json:"open_share" doc:"open of the days whose state is certain; null without any"`
	OpenLeast     float64  `json:"open_least" doc:"share of all days if none in doubt was open"`
	OpenMost      float64  `json:"open_most" doc:"share of all days if each in doubt was open"`
	CertainShare  float64  `json:"certain_share" doc:"days whose state is certain, of all"`
}

// Crossings returns the state of the crossings over the days of a query.
func (d *Desk) Crossings(ctx context.Context, q CrossingQuery) (*CrossingPage, error) {
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, fmt.Sprintf("crossings %s %v", momentKey(m), q), func() (*CrossingPage, error) { return d.crossings(ctx, q, m) })
}

func (d *Desk) crossings(ctx context.Context, q CrossingQuery, m Moment) (*CrossingPage, error) {
	terms, scopes, err := d.chosen(&q, m)
	if err != nil {
		return nil, err
	}
	shown, withheld, err := drainFor(ctx, ledger.Filter{AsOf: m.AsOf}, q.Purpose, d.gate.Crossings)
	if err != nil {
		return nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	out := &CrossingPage{
		AsOf: m.Day, From: q.From, To: q.To, HoldDays: crossing.Hold, SoonDays: crossing.Soon, LeadDays: crossing.Lead, NearKM: crossing.Near,
		Crossings: []CrossingState{}, Spells: []CrossingSpell{}, Reopening: []CrossingReopening{}, NoneOnFile: len(shown) == 0, Withheld: withheld,
	}
	out.Text = d.say.T("crossings.note", "hold", crossing.Hold)
	if out.NoneOnFile {
		out.Text = d.say.T("crossings.none")
	}
	// Closures are taken from all crossings and days: what is asked for is only shown.
	every, _, err := d.chosen(&CrossingQuery{From: q.From, To: q.To}, m)
	if err != nil {
		return nil, err
	}
	spells := crossing.Spells(follow(shown, every, crossing.Scopes(), calendar.Window{From: d.sit.Dataset.Begins, To: m.Day}))
	pooled := map[record.CrossingScope]crossing.Reopening{}
	for _, scope := range scopes {
		pooled[scope] = crossing.Reopen(spells, scope)
		out.Reopening = append(out.Reopening, d.reopeningView(scope, pooled[scope]))
	}
	for _, t := range terms {
		v := CrossingState{ID: t.Code, Name: t.Name, Scopes: []CrossingLine{}}
		if at := pointOf(t); at != nil {
			v.Lat, v.Lon = &at.Lat, &at.Lon
		}
		own := only(spells, t.Code)
		for _, scope := range scopes {
			l := crossing.Follow(shown, t.Code, scope, calendar.Window{From: q.From, To: q.To})
			v.Scopes = append(v.Scopes, d.lineView(l, own, crossing.Reopen(own, scope), pooled[scope]))
		}
		out.Crossings = append(out.Crossings, v)
	}
	var ids []string
	across := crossing.Across(d.sit.Dyads)
	for _, sp := range spells {
		t := slices.IndexFunc(terms, func(t situation.CrossingTerm) bool { return t.Code == sp.Crossing })
		if t < 0 || !touches(sp, scopes, calendar.Window{From: q.From, To: q.To}) {
			continue
		}
		v := spellView(sp, crossing.Look(sp, pointOf(terms[t]), across, s.events))
		out.Spells = append(out.Spells, v)
		ids = append(ids, slices.Concat(v.NearBefore, v.NearDuring, v.BorderBefore, v.BorderDuring, v.Closures, v.Reopenings)...)
	}
	slices.Reverse(out.Spells)
	out.Reports, err = d.addresses(ctx, m, ids)
	return out, err
}

// chosen resolves a query: its days, and the crossings and scopes it names.
func (d *Desk) chosen(q *CrossingQuery, m Moment) ([]situation.CrossingTerm, []record.CrossingScope, error) {
	if !q.To.IsSet() || q.To > m.Day {
		q.To = m.Day
	}
	if !q.From.IsSet() {
		q.From = min(d.sit.Dataset.Begins, q.To)
	}
	if q.From > q.To {
		return nil, nil, &BadQuery{Field: "from", Value: q.From.String(), Reason: "is after " + q.To.String()}
	}
	var terms []situation.CrossingTerm
	for _, t := range d.sit.Crossings {
		if t.Code != crossing.All {
			terms = append(terms, t)
		}
	}
	known := codes(terms, func(t situation.CrossingTerm) string { return t.Code })
	for _, c := range q.Crossings {
		if !holds(known, c) {
			return nil, nil, &BadQuery{Field: "crossing", Value: c, Known: known}
		}
	}
	if len(q.Crossings) > 0 {
		terms = slices.DeleteFunc(terms, func(t situation.CrossingTerm) bool { return !holds(q.Crossings, t.Code) })
	}
	scopes := crossing.Scopes()
	for _, s := range q.Scopes {
		if !holds(codes(crossing.Scopes(), func(x record.CrossingScope) string { return string(x) }), s) {
			return nil, nil, &BadQuery{Field: "scope", Value: s, Known: names(crossing.Scopes())}
		}
	}
	if len(q.Scopes) > 0 {
		scopes = slices.DeleteFunc(scopes, func(s record.CrossingScope) bool { return !holds(q.Scopes, string(s)) })
	}
	return terms, scopes, nil
}

func follow(rows []record.Crossing, terms []situation.CrossingTerm, scopes []record.CrossingScope, span calendar.Window) []crossing.Line {
	var out []crossing.Line
	for _, t := range terms {
		for _, s := range scopes {
			out = append(out, crossing.Follow(rows, t.Code, s, span))
		}
	}
	return out
}

// pointOf is where a crossing is; nil where the situation does not say.
func pointOf(t situation.CrossingTerm) *record.Point {
	if t.Lat == 0 && t.Lon == 0 {
		return nil
	}
	return &record.Point{Lat: t.Lat, Lon: t.Lon}
}

func only(spells []crossing.Spell, code string) []crossing.Spell {
	var out []crossing.Spell
	for _, s := range spells {
		if s.Crossing == code {
			out = append(out, s)
		}
	}
	return out
}

// touches reports whether a closure shares a scope and a day with what is asked for.
func touches(s crossing.Spell, scopes []record.CrossingScope, span calendar.Window) bool {
	last := s.Start.Add(max(0, s.Days-1))
	if s.Start > span.To || last < span.From {
		return false
	}
	return slices.ContainsFunc(s.Scopes, func(x record.CrossingScope) bool { return slices.Contains(scopes, x) })
}
