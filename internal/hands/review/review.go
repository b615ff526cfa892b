package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"detente/internal/hands/desk"
	"detente/internal/hands/edit"
	"detente/internal/thinking/coder"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Most is the longest report that is read at once, in bytes.
const Most = 400_000

// The ways a text or a ruling can be refused.
var (
	// ErrEmpty means that there is no text to read.
	ErrEmpty = errors.New("there is no text")
	// ErrLong means that the text is longer than Most.
	ErrLong = fmt.Errorf("the text is longer than %d bytes; read it with the command code instead", Most)
	// ErrUndated means that the day of issue is missing, on which the dates in a text rest.
	ErrUndated = errors.New("the day of issue is missing: weekdays and \"yesterday\" are read from it")
	// ErrNoProposal means that the text has no proposal with that number.
	ErrNoProposal = errors.New("the text has no such proposal")
	// ErrReadOnly means that nothing is taken because the store is open for reading only.
	ErrReadOnly = errors.New("this server only reads")
)

// Proposal is one event that the coder proposes, as a reviewer goes through it.
type Proposal struct {
	Number   int      `json:"number" doc:"its place among the proposals of the text, from 0"`
	Type     string   `json:"type"`
	Status   string   `json:"status" enum:"asserted,claimed,denied,threatened,planned,hypothetical,historical"`
	Speaker  string   `json:"speaker" doc:"on whose word; empty when told as fact"`
	Evidence []string `json:"evidence" doc:"pieces of the text, word for word"`
	Fields   []Field  `json:"fields"`
	Known    []Known  `json:"known" doc:"events on file that this may be, the likeliest first"`
}

// Reading is what a text proposes. Nothing of it is in the ledger.
type Reading struct {
	Report    string           `json:"report" doc:"SHA-256 of the text"`
	Language  string           `json:"language"`
	Uncoded   string           `json:"uncoded" doc:"why nothing was sought; empty when it was"`
	Proposals []Proposal       `json:"proposals"`
	Claims    []coder.Claim    `json:"claims" doc:"figures kept with who said them"`
	Options   []coder.Proposal `json:"options" doc:"what the text asks for without saying that it happened"`
	Mentions  []coder.Mention  `json:"mentions" doc:"mediators and history"`
}

// Room is where proposals are reviewed. It is safe for concurrent use.
type Room struct {
	coder func() (*coder.Coder, error)
	sit   *situation.Situation
	desk  *desk.Desk
	say   *phrase.Catalog
	log   *Log // nil when nothing can be taken
}

// New opens a room. The coder is asked for when it is first needed. log may be nil: proposals
// are then shown and none can be taken.
func New(c func() (*coder.Coder, error), d *desk.Desk, log *Log) *Room {
	return &Room{coder: c, sit: d.Situation(), desk: d, say: d.Catalog(), log: log}
}

// Read proposes events, claims and options from a report.
func (m *Room) Read(ctx context.Context, r Report) (*Reading, error) {
	res, err := m.code(r)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(r.Text))
	out := &Reading{
		Report: hex.EncodeToString(sum[:]), Language: res.Language, Uncoded: string(res.Uncoded), Proposals: []Proposal{},
		Claims: some(res.Claims), Options: some(res.Proposals), Mentions: some(res.Mentions),
	}
	for i, e := range res.Events {
		p := Proposal{
			Number: i, Type: string(e.Type), Status: string(e.Status), Speaker: string(e.Speaker), Evidence: some(e.Evidence),
			Fields: draft(m.sit, m.say, r, e),
		}
		if p.Known, err = m.known(ctx, e); err != nil {
			return nil, err
		}
		out.Proposals = append(out.Proposals, p)
	}
	return out, nil
}

func (m *Room) code(r Report) (coder.Result, error) {
	switch {
	case strings.TrimSpace(r.Text) == "":
		return coder.Result{}, ErrEmpty
	case len(r.Text) > Most:
		return coder.Result{}, ErrLong
	case !r.Published.IsSet():
		return coder.Result{}, ErrUndated
	}
	c, err := m.coder()
	if err != nil {
		return coder.Result{}, err
	}
	return c.Code(coder.Item{ID: "report", Published: r.Published, Dateline: r.Dateline, Text: r.Text}), nil
}

// some makes an empty list of none.
func some[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// Ruling is what a reviewer decides on one proposal of a report.
type Ruling struct {
	Report Report
	Number int
	Refuse bool
	Fields map[string]string // as the reviewer leaves them; those not named stay as proposed
	Same   string            // id of the event on file that this is: only the report is added to it
	Who    string
	Why    string
}

// Receipt says what became of a ruling.
type Receipt struct {
	Ruling  string   `json:"ruling" enum:"accepted,mended,refused"`
	Event   string   `json:"event" doc:"the event it became or was joined to; empty when refused"`
	Changed []string `json:"changed" doc:"fields that the reviewer mended"`
}

// Rule takes a ruling: an accepted proposal becomes an event with its report, or one more
// report of an event on file; every ruling is kept. The text is read again, so that what is
// kept is what the coder proposed.
func (m *Room) Rule(ctx context.Context, r Ruling) (*Receipt, error) {
	if m.log == nil {
		return nil, ErrReadOnly
	}
	res, err := m.code(r.Report)
	if err != nil {
		return nil, err
	}
	if r.Number < 0 || r.Number >= len(res.Events) {
		return nil, fmt.Errorf("%w: %d; it has %d", ErrNoProposal, r.Number, len(res.Events))
	}
	e := res.Events[r.Number]
	fields := draft(m.sit, m.say, r.Report, e)
	sum := sha256.Sum256([]byte(r.Report.Text))
	v := record.Review{
		Ruling: record.Refused, Report: hex.EncodeToString(sum[:]), URL: r.Report.URL, Read: r.Report.Published, Place: r.Number,
		Type: e.Type, Rules: coder.Rules, Evidence: evidence(fields), Changed: []string{}, Who: strings.TrimSpace(r.Who), Why: strings.TrimSpace(r.Why),
	}
	if r.Refuse {
		if err := m.log.refuse(ctx, v); err != nil {
			return nil, err
		}
		return &Receipt{Ruling: string(v.Ruling), Changed: v.Changed}, nil
	}
	request := edit.Request{Action: record.Add, Who: r.Who, Why: r.Why, Reviewed: true}
	if strings.TrimSpace(r.Why) == "" {
		request.Why = m.say.T("review.why", "publisher", known(m.say, r.Report.Publisher))
	}
	if r.Same != "" {
		request.Kind = record.KindSource
		request.Fields = map[string]string{
			"event_id": r.Same, "url": r.Report.URL, "publisher": r.Report.Publisher, "date": r.Report.Published.String(), "kind": r.Report.Kind,
		}
		v.Ruling, v.Event = record.Accepted, r.Same
	} else {
		request.Kind, request.ID = record.KindEvent, newID(e, v)
		request.Fields, v.Changed = laid(fields, r.Fields)
		v.Ruling, v.Event = record.Accepted, request.ID
		if len(v.Changed) > 0 {
			v.Ruling = record.Mended
		}
	}
	if err := m.log.take(ctx, request, v); err != nil {
		return nil, err
	}
	return &Receipt{Ruling: string(v.Ruling), Event: v.Event, Changed: v.Changed}, nil
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

// newID names an event after its day and the text, so that taking it twice is noticed.
func newID(e coder.Event, v record.Review) string {
	day := strings.ReplaceAll(string(e.DateStart), "-", "")
	return fmt.Sprintf("CD-%s-%s-%d", day, v.Report[:8], v.Place+1)
}
