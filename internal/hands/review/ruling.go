package review

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"detente/internal/hands/edit"
	"detente/internal/thinking/coder"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Ruling is what a reviewer decides on one proposal of a report.
type Ruling struct {
	Report Report
	On     record.Matter // event when empty
	Number int           // among the proposals, claims or options of the report, from 0
	Refuse bool
	Fields map[string]string // as the reviewer leaves them; those not named stay as proposed
	Same   string            // id of the event on file that this is: only the report is added to it
	Who    string
	Why    string
}

// Receipt says what became of a ruling.
type Receipt struct {
	Ruling  string   `json:"ruling" enum:"accepted,mended,refused"`
	Event   string   `json:"event" doc:"the event it became or belongs to; empty when refused, or for what belongs to none"`
	Record  string   `json:"record" doc:"the claim, published figure or statement that it became; empty when it is an event, was refused, or is kept as a ruling only"`
	Changed []string `json:"changed" doc:"fields that the reviewer mended"`
}

// Rule takes a ruling. An accepted event becomes an event with its report, or one more report of an event on file; a claim a
// claim about an event, or a published figure; an option is kept with the ruling, and becomes a statement where the reviewer
// gives whose and on what issue. Every ruling is kept. The text is read again, so that what is kept is what the coder proposed.
func (m *Room) Rule(ctx context.Context, r Ruling) (*Receipt, error) {
	if m.log == nil {
		return nil, ErrReadOnly
	}
	res, err := m.code(r.Report)
	if err != nil {
		return nil, err
	}
	v := record.Review{
		Ruling: record.Refused, On: r.On, Report: hashed(r.Report.Text), URL: r.Report.URL, Read: r.Report.Published, Place: r.Number,
		Rules: res.Rules, Changed: []string{}, Who: strings.TrimSpace(r.Who), Why: strings.TrimSpace(r.Why),
	}
	var take func() (edit.Request, []edit.Request)
	switch r.On {
	case record.OnEvent, "":
		v.On = record.OnEvent
		take, err = m.onEvent(r, res, &v)
	case record.OnClaim:
		take, err = m.onClaim(r, res, &v)
	case record.OnOption:
		take, err = m.onOption(r, res, &v)
	default:
		return nil, fmt.Errorf("%w: there are events, claims and options, and no %q", ErrNoProposal, r.On)
	}
	if err != nil {
		return nil, err
	}
	if r.Refuse || take == nil {
		if !r.Refuse {
			v.Ruling = record.Accepted
		}
		if err := m.log.note(ctx, v); err != nil {
			return nil, err
		}
		return &Receipt{Ruling: string(v.Ruling), Changed: v.Changed}, nil
	}
	request, first := take()
	v.Ruling = record.Accepted
	if len(v.Changed) > 0 {
		v.Ruling = record.Mended
	}
	if err := m.log.take(ctx, request, first, &v); err != nil {
		return nil, err
	}
	return &Receipt{Ruling: string(v.Ruling), Event: v.Event, Record: v.Record, Changed: v.Changed}, nil
}

// among is a proposal by its number.
func among[T any](list []T, n int) (out T, err error) {
	if n < 0 || n >= len(list) {
		return out, fmt.Errorf("%w: %d; it has %d", ErrNoProposal, n, len(list))
	}
	return list[n], nil
}

// adding is a request to add what was read.
func (m *Room) adding(r Ruling, kind record.Kind) edit.Request {
	out := edit.Request{Action: record.Add, Kind: kind, Who: r.Who, Why: r.Why, Reviewed: true}
	if strings.TrimSpace(r.Why) == "" {
		out.Why = m.say.T("review.why", "publisher", known(m.say, r.Report.Publisher))
	}
	return out
}

// reporting is a request to add the report to an event.
func (m *Room) reporting(r Ruling, event string) edit.Request {
	out := m.adding(r, record.KindSource)
	out.Fields = map[string]string{
		"event_id": event, "url": r.Report.URL, "publisher": r.Report.Publisher, "date": r.Report.Published.String(), "kind": r.Report.Kind,
	}
	return out
}

// onEvent prepares a ruling on an event. What is taken is only made when it is asked for.
func (m *Room) onEvent(r Ruling, res coder.Result, v *record.Review) (func() (edit.Request, []edit.Request), error) {
	e, err := among(res.Events, r.Number)
	if err != nil {
		return nil, err
	}
	fields := draft(m.sit, m.say, r.Report, e)
	v.Type, v.Evidence = e.Type, evidence(fields)
	return func() (edit.Request, []edit.Request) {
		if r.Same != "" {
			v.Event = r.Same
			return m.reporting(r, r.Same), nil
		}
		out := m.adding(r, record.KindEvent)
		out.ID = eventID(e, v.Report, v.Place)
		out.Fields, v.Changed = laid(fields, r.Fields)
		v.Event = out.ID
		return out, nil
	}, nil
}

// onClaim prepares a ruling on a claim. One about an event on file brings its report with it.
func (m *Room) onClaim(r Ruling, res coder.Result, v *record.Review) (func() (edit.Request, []edit.Request), error) {
	c, err := among(m.claims(r.Report, res), r.Number)
	if err != nil {
		return nil, err
	}
	v.Subject, v.Evidence = c.Subject, evidence(c.Columns)
	return func() (edit.Request, []edit.Request) {
		out := m.adding(r, record.Kind(c.Becomes))
		out.Fields, v.Changed = laid(c.Columns, r.Fields)
		if out.Kind == record.KindObservation {
			if i := slices.IndexFunc(m.sit.Indicators, func(x situation.Indicator) bool { return x.Code == out.Fields["indicator"] }); i >= 0 && out.Fields["unit"] == "" {
				out.Fields["unit"] = m.sit.Indicators[i].Units[0]
			}
			return out, nil
		}
		v.Event = out.Fields["event_id"]
		if v.Event == eventID(res.Events[c.Proposal], v.Report, c.Proposal) {
			return out, nil // the event came with this report
		}
		return out, []edit.Request{m.reporting(r, v.Event)}
	}, nil
}

// onOption prepares a ruling on an option; nothing is made of one that is kept with its ruling only.
func (m *Room) onOption(r Ruling, res coder.Result, v *record.Review) (func() (edit.Request, []edit.Request), error) {
	o, err := among(options(res), r.Number)
	if err != nil {
		return nil, err
	}
	v.Type, v.Actor, v.Quote = o.Lever, string(o.Actor), short(o.Quote)
	v.Evidence = []record.Evidenced{}
	for _, f := range o.Fields {
		e := record.Evidenced{Field: f.Name, Start: f.Start, End: f.End, Rule: f.Rule}
		if f.Start < f.End && f.End <= len(r.Report.Text) {
			e.Quote = short(r.Report.Text[f.Start:f.End])
		}
		v.Evidence = append(v.Evidence, e)
	}
	if !filled(r.Fields) {
		return nil, nil
	}
	return func() (edit.Request, []edit.Request) {
		out := m.adding(r, record.KindStatement)
		out.Fields = map[string]string{"date": r.Report.Published.String(), "date_precision": "day", "source_url": r.Report.URL}
		for k, x := range r.Fields {
			out.Fields[k] = strings.TrimSpace(x)
		}
		return out, nil
	}, nil
}

// filled reports whether the reviewer gave any field: then the statement's own checks say what it lacks.
func filled(fields map[string]string) bool {
	for _, v := range fields {
		if strings.TrimSpace(v) != "" {
			return true
		}
	}
	return false
}

// laid puts the reviewer's fields over the proposed ones and names those that differ. Fields
// that the coder never proposes, such as the summary's wording, are not held against it.
func laid(proposed []Field, given map[string]string) (fields map[string]string, changed []string) {
	fields, changed = map[string]string{}, []string{}
	for _, f := range proposed {
		fields[f.Name] = f.Value
	}
	for name, v := range given {
		if v = strings.TrimSpace(v); v == fields[name] {
			continue
		}
		fields[name] = v
		if !slices.Contains(unjudged, name) {
			changed = append(changed, name)
		}
	}
	slices.Sort(changed)
	return fields, changed
}

// unjudged are fields that are filled in and not read from the text.
var unjudged = []string{
	"summary", "confidence", "lat", "lon", "geo_precision", "date_precision", "source_url", "publisher", "source_date", "source_kind", "deaths_best",
	"deaths_civilian", "deaths_police", "deaths_military", "deaths_militant",
	"event_id", "quote_or_paraphrase", "indicator", "region", "unit", "publisher", "cumulative_from", "note",
}

func evidence(fields []Field) []record.Evidenced {
	out := []record.Evidenced{}
	for _, f := range fields {
		if f.Rule != "" {
			out = append(out, record.Evidenced{Field: f.Name, Start: f.Start, End: f.End, Rule: f.Rule, Quote: short(f.Quote)})
		}
	}
	return out
}

// short keeps a quotation a quotation.
func short(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	cut := most
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut] + "…"
}

// Option is what a text asks for, as a reviewer goes through it.
type Option struct {
	coder.Proposal
	Number int `json:"number" doc:"its place among the options of the text, from 0"`
}

func options(res coder.Result) []Option {
	out := make([]Option, 0, len(res.Proposals))
	for i, p := range res.Proposals {
		out = append(out, Option{p, i})
	}
	return out
}
