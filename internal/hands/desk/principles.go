package desk

import (
	"context"
	"fmt"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/principle"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// PrincipleQuery chooses principles and days. Empty fields do not restrict; the days are
// those of the record.
type PrincipleQuery struct {
	AsOf, From, To calendar.Date
	Principles     []string
	Purpose        gate.Purpose
}

// PrincipleBoard places what is on record under each principle of the situation.
type PrincipleBoard struct {
	AsOf       calendar.Date       `json:"as_of"`
	From       calendar.Date       `json:"from"`
	To         calendar.Date       `json:"to"`
	Principles []Principle         `json:"principles" doc:"in the situation's order; empty where it names none"`
	Text       string              `json:"text"`
	Note       string              `json:"note"`
	Reports    map[string][]string `json:"reports" doc:"addresses of the reports behind each event named here"`
	Withheld   int                 `json:"withheld" doc:"rows kept out of an export by their licence"`
}

// Principle is one principle with the signs of progress and regress on record.
type Principle struct {
	ID         string              `json:"id"`
	Name       string              `json:"name"`
	Definition string              `json:"definition"`
	Dyad       string              `json:"dyad"`
	Signs      PrincipleSigns      `json:"signs" doc:"what counts, as the situation says"`
	Progress   int                 `json:"progress" doc:"acts, readings of commitments and statements that are signs of progress"`
	Regress    int                 `json:"regress"`
	Undated    int                 `json:"undated" doc:"signs known only to the year, in no month"`
	Months     []PrincipleMonth    `json:"months" doc:"every month; one with neither has none on record, which is not the same as none having happened"`
	Recent     PrincipleSpan       `json:"recent" doc:"the last six whole months of the span"`
	Before     PrincipleSpan       `json:"before" doc:"the six months before those"`
	Text       string              `json:"text"`
	Evidence   []PrincipleEvidence `json:"evidence" doc:"newest first"`
}

// PrincipleSigns are the rules of a principle.
type PrincipleSigns struct {
	Progress []situation.Sign `json:"progress"`
	Regress  []situation.Sign `json:"regress"`
}

// PrincipleMonth counts the signs of one month.
type PrincipleMonth struct {
	Month    calendar.Date `json:"month"`
	Progress int           `json:"progress"`
	Regress  int           `json:"regress"`
	IDs      []string      `json:"ids" doc:"of the evidence counted"`
}

// PrincipleSpan counts the signs of several months.
type PrincipleSpan struct {
	From     calendar.Date `json:"from"`
	To       calendar.Date `json:"to"`
	Progress int           `json:"progress"`
	Regress  int           `json:"regress"`
}

// PrincipleEvidence is one sign.
type PrincipleEvidence struct {
	Kind         string        `json:"kind" enum:"event,evidence,statement" doc:"evidence is a reading of what became of a commitment"`
	ID           string        `json:"id"`
	CommitmentID string        `json:"commitment_id" doc:"for evidence"`
	Date         calendar.Date `json:"date"`
	Undated      bool          `json:"undated" doc:"known only to the year"`
	Progress     bool          `json:"progress"`
	Regress      bool          `json:"regress"`
	Party        string        `json:"party"`
	Code         string        `json:"code" doc:"type and mode, theme and status, or issue and stance"`
	Text         string        `json:"text"`
	SourceURL    string        `json:"source_url" doc:"empty for events, whose reports are under reports"`
}

// Principles answers how the parties stand to each principle.
func (d *Desk) Principles(ctx context.Context, q PrincipleQuery) (*PrincipleBoard, error) {
	known := codes(d.sit.Principles, func(p situation.Principle) string { return p.ID })
	for _, id := range q.Principles {
		if !holds(known, id) {
			return nil, &BadQuery{Field: "principle", Value: id, Known: known}
		}
	}
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	if !q.To.IsSet() || q.To > m.Day {
		q.To = m.Day
	}
	if !q.From.IsSet() {
		q.From = min(d.sit.Dataset.Begins, q.To)
	}
	if q.From > q.To {
		return nil, &BadQuery{Field: "from", Value: q.From.String(), Reason: "is after " + q.To.String()}
	}
	return recall(ctx, d, fmt.Sprintf("principles %s %+v", momentKey(m), q), func() (*PrincipleBoard, error) { return d.board(ctx, m, q) })
}

func (d *Desk) board(ctx context.Context, m Moment, q PrincipleQuery) (*PrincipleBoard, error) {
	out := &PrincipleBoard{AsOf: m.Day, From: q.From, To: q.To, Principles: []Principle{}, Note: d.say.T("principles.note")}
	mat, shown, err := d.material(ctx, m, q, &out.Withheld)
	if err != nil {
		return nil, err
	}
	var list []situation.Principle
	for _, p := range d.sit.Principles {
		if len(q.Principles) == 0 || holds(q.Principles, p.ID) {
			list = append(list, p)
		}
	}
	var ids []string
	for _, s := range principle.Board(list, d.sit.Dyad, mat, calendar.Window{From: q.From, To: q.To}) {
		v := d.principleView(s, shown, q.To)
		out.Principles = append(out.Principles, v)
		for _, e := range v.Evidence {
			if e.Kind == string(record.KindEvent) {
				ids = append(ids, e.ID)
			}
		}
	}
	out.Text = d.say.T("principles.text", "n", len(list))
	if len(list) == 0 {
		out.Text = d.say.T("principles.none")
	}
	out.Reports, err = d.addresses(ctx, m, ids)
	return out, err
}

// material reads what is placed under principles, and how its events are shown.
func (d *Desk) material(ctx context.Context, m Moment, q PrincipleQuery, withheld *int) (principle.Material, map[string]gate.Shown[record.Event], error) {
	var mat principle.Material
	f := ledger.Filter{AsOf: m.AsOf}
	events, err := drain(ctx, f, meant(q.Purpose, withheld, d.gate.Events))
	if err != nil {
		return mat, nil, err
	}
	commitments, err := drain(ctx, f, meant(q.Purpose, withheld, d.gate.Commitments))
	if err != nil {
		return mat, nil, err
	}
	evidence, err := drain(ctx, f, meant(q.Purpose, withheld, d.gate.Evidence))
	if err != nil {
		return mat, nil, err
	}
	statements, err := drain(ctx, f, meant(q.Purpose, withheld, d.gate.Statements))
	if err != nil {
		return mat, nil, err
	}
	shown := make(map[string]gate.Shown[record.Event], len(events))
	for _, s := range events {
		shown[s.Record.ID] = s
	}
	return principle.Material{Events: records(events), Commitments: records(commitments), Evidence: records(evidence), Statements: records(statements)}, shown, nil
}

// recentMonths is the span set against the one before it.
const recentMonths = 6

func (d *Desk) principleView(s principle.Standing, shown map[string]gate.Shown[record.Event], to calendar.Date) Principle {
	v := Principle{
		ID: s.ID, Name: s.Name, Definition: s.Definition, Dyad: s.Dyad, Signs: PrincipleSigns{some(s.Principle.Progress), some(s.Principle.Regress)},
		Progress: s.Progress, Regress: s.Regress, Undated: s.Undated, Months: []PrincipleMonth{}, Evidence: []PrincipleEvidence{},
	}
	at := map[calendar.Date]int{}
	for i, m := range s.Months {
		v.Months = append(v.Months, PrincipleMonth{m.Month, m.Progress, m.Regress, []string{}})
		at[m.Month] = i
	}
	for i := len(s.Entries) - 1; i >= 0; i-- {
		e := s.Entries[i]
		x := PrincipleEvidence{
			Kind: string(e.Kind), ID: e.ID, CommitmentID: e.Of, Date: e.On, Undated: e.Undated, Progress: e.Progress, Regress: e.Regress,
			Party: e.Party, Code: e.Code, Text: e.Text, SourceURL: e.URL,
		}
		if e.Kind == record.KindEvent {
			x.Text = d.eventView(shown[e.ID]).Summary // says so where the summary is held back
		}
		v.Evidence = append(v.Evidence, x)
		if k, ok := at[e.On.Month()]; ok && !e.Undated {
			v.Months[k].IDs = append(v.Months[k].IDs, e.ID)
		}
	}
	n := len(v.Months)
	if n > 1 && to < v.Months[n-1].Month.Add(31).Month().Add(-1) {
		n-- // the last month is not over
	}
	v.Recent, v.Before = span(v.Months[max(0, n-recentMonths):n]), span(v.Months[max(0, n-2*recentMonths):max(0, n-recentMonths)])
	v.Text = d.say.T("principles.standing", "name", s.Name, "progress", v.Recent.Progress, "regress", v.Recent.Regress,
		"months", phrase.Of("principles.months", "n", min(n, recentMonths)), "before_progress", v.Before.Progress, "before_regress", v.Before.Regress)
	if s.Progress+s.Regress == 0 {
		v.Text = d.say.T("principles.standing.none", "name", s.Name)
	}
	return v
}

func span(months []PrincipleMonth) PrincipleSpan {
	var s PrincipleSpan
	for i, m := range months {
		if i == 0 {
			s.From = m.Month
		}
		s.To = m.Month.Add(31).Month().Add(-1)
		s.Progress, s.Regress = s.Progress+m.Progress, s.Regress+m.Regress
	}
	return s
}
