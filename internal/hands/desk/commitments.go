package desk

import (
	"context"
	"fmt"
	"slices"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/thinking/commitment"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// CommitmentQuery chooses commitments and how they are weighed. Empty fields do not restrict.
type CommitmentQuery struct {
	AsOf     calendar.Date
	Sides    []string // any side of the institution
	Themes   []string
	Statuses []string
	Overdue  bool
	// Each is what counts once: equal (every commitment), theme or side; Weights are factors
	// by code of a theme or side.
	Each     string
	Weights  map[string]float64
	Followed string // up to when a commitment counts as followed: as_of or last_reading
	Dropped  string // what was given up: competing or censored
	Purpose  gate.Purpose
}

// CommitmentPage says where the commitments of a query stand.
type CommitmentPage struct {
	AsOf     calendar.Date  `json:"as_of"`
	Total    int            `json:"total"`
	Overdue  []Commitment   `json:"overdue" doc:"due day passed, not known to be carried out; longest first"`
	ByStatus map[string]int `json:"by_status"`
	// The rest came later than the four above and says more.
	Text          CommitmentText      `json:"text"`
	Weighting     CommitmentWeighting `json:"weighting"`
	Score         CommitmentScore     `json:"score"`
	ByTheme       []CommitmentScore   `json:"by_theme"`
	BySide        []CommitmentScore   `json:"by_side" doc:"a commitment of several sides is under each of them, so these do not add up"`
	ByInstitution []CommitmentScore   `json:"by_institution"`
	FirstEvidence CommitmentDelay     `json:"first_evidence"`
	Time          CommitmentTime      `json:"time_to_implementation"`
	Items         []Commitment        `json:"items" doc:"every commitment of the query, oldest first"`
	Withheld      int                 `json:"withheld" doc:"rows kept out of an export by their licence"`
}

// Commitments returns where the commitments of a query stand at the moment.
func (d *Desk) Commitments(ctx context.Context, q CommitmentQuery) (*CommitmentPage, error) {
	w, rule, err := d.commitmentRules(q)
	if err != nil {
		return nil, err
	}
	m, err := d.Resolve(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, fmt.Sprintf("commitments %s %+v", momentKey(m), q), func() (*CommitmentPage, error) {
		b, err := d.promises(ctx, m, ledger.Filter{AsOf: m.AsOf}, q.Purpose)
		if err != nil {
			return nil, err
		}
		f := commitment.Filter{Sides: q.Sides, Themes: q.Themes, Overdue: q.Overdue}
		for _, s := range q.Statuses {
			f.Statuses = append(f.Statuses, record.Status(s))
		}
		return d.commitmentPage(b, f.Keep(b.standing), w, rule), nil
	})
}

// commitmentRules checks a query and turns it into a weighting and a rule.
func (d *Desk) commitmentRules(q CommitmentQuery) (w commitment.Weighting, r commitment.Rule, err error) {
	sides := codes(d.sit.Sides, func(s situation.Side) string { return s.Code })
	themes := codes(d.sit.Themes, func(t situation.Term) string { return t.Code })
	each := codes(commitment.Eaches, func(e commitment.Each) string { return string(e) })
	r = commitment.Rule{Followed: commitment.Followed(q.Followed), Dropped: commitment.Dropped(q.Dropped)}
	for _, c := range []struct {
		field string
		given []string
		known []string
	}{
		{"side", q.Sides, sides}, {"theme", q.Themes, themes}, {"status", q.Statuses, names(record.Statuses)},
		{"weighting", one(q.Each), each},
		{"followed", one(q.Followed), []string{string(commitment.ToDay), string(commitment.ToReading)}},
		{"given-up", one(q.Dropped), []string{string(commitment.Competing), string(commitment.Censored)}},
	} {
		for _, v := range c.given {
			if !holds(c.known, v) {
				return w, r, &BadQuery{Field: c.field, Value: v, Known: c.known}
			}
		}
	}
	w = commitment.Weighting{Each: commitment.Each(q.Each), Theme: map[string]float64{}, Side: map[string]float64{}}
	for k, v := range q.Weights {
		switch {
		case holds(themes, k):
			w.Theme[k] = v
		case holds(sides, k):
			w.Side[k] = v
		default:
			return w, r, &BadQuery{Field: "weight", Value: k, Known: slices.Concat(themes, sides)}
		}
	}
	if err := w.Check(); err != nil {
		return w, r, &BadQuery{Field: "weight", Value: fmt.Sprint(q.Weights), Reason: err.Error()}
	}
	return w, r, nil
}

// promises are commitments with their readings as they may be shown.
type promises struct {
	standing []commitment.Standing
	shown    map[string]gate.Shown[record.Commitment]
	read     map[string]gate.Shown[record.Evidence]
	withheld int
	day      calendar.Date // on which they stand so
}

// promises reads the commitments that pass the filter, with all their readings.
func (d *Desk) promises(ctx context.Context, m Moment, f ledger.Filter, p gate.Purpose) (*promises, error) {
	b := &promises{shown: map[string]gate.Shown[record.Commitment]{}, read: map[string]gate.Shown[record.Evidence]{}}
	cs, err := drain(ctx, f, meant(p, &b.withheld, d.gate.Commitments))
	if err != nil {
		return nil, err
	}
	f.EventIDs, f.IDs = f.IDs, nil // the readings of these
	ev, err := drain(ctx, f, meant(p, &b.withheld, d.gate.Evidence))
	if err != nil {
		return nil, err
	}
	for _, c := range cs {
		b.shown[c.Record.ID] = c
	}
	for _, e := range ev {
		b.read[e.Record.ID] = e
	}
	b.day = m.Day
	for _, c := range cs {
		b.day = d.newest(m, b.day, c.Record.Announced)
	}
	for _, e := range ev {
		b.day = d.newest(m, b.day, e.Record.On)
	}
	b.standing = commitment.Stand(records(cs), records(ev), b.day)
	return b, nil
}

// newest is the day on which a ledger stands: the day asked for, or without one that of its
// newest row, up to the release, where that is later than the newest event.
func (d *Desk) newest(m Moment, day calendar.Date, row record.Dated) calendar.Date {
	on := row.Last()
	if r := d.sit.Dataset.Released; r.IsSet() {
		on = min(on, r)
	}
	if m.Asked {
		return day
	}
	return max(day, on)
}

// reader reads one page of a kind through the gate.
type reader[T any] = func(context.Context, ledger.Filter, string, int, gate.Purpose) (gate.Page[T], error)

// meant reads for a purpose and counts what a licence keeps back.
func meant[T any](p gate.Purpose, withheld *int, next reader[T]) reader[T] {
	return func(ctx context.Context, f ledger.Filter, cursor string, limit int, _ gate.Purpose) (gate.Page[T], error) {
		page, err := next(ctx, f, cursor, limit, p)
		*withheld += page.Withheld.Licence
		return page, err
	}
}

// CommitmentDossier is one commitment with all that was read about it.
type CommitmentDossier struct {
	AsOf       calendar.Date       `json:"as_of"`
	Commitment Commitment          `json:"commitment"`
	History    []CommitmentReading `json:"history" doc:"oldest first; readings without a date come first"`
	Reports    []string            `json:"reports" doc:"addresses of the announcement's and the readings' reports"`
	Provenance record.Provenance   `json:"provenance"`
}

// CommitmentReading is one reading of what became of a commitment.
type CommitmentReading struct {
	ID         string            `json:"id"`
	Status     string            `json:"status"`
	Grade      *int              `json:"grade" doc:"0 none, 1 minimal, 2 intermediate, 3 full; null is unknown"`
	Date       calendar.Date     `json:"date" doc:"empty when not given"`
	Precision  string            `json:"date_precision"`
	Days       *int              `json:"days" doc:"from the announcement, the longest that both dates allow; null without a date"`
	Text       string            `json:"text"`
	SourceURL  string            `json:"source_url"`
	Provenance record.Provenance `json:"provenance"`
}

// ErrNoCommitment means that no commitment with the id was known at the moment asked for.
var ErrNoCommitment = noCommitment{}

// noCommitment behaves as ErrNoEvent does for whoever asks for an id that is not there.
type noCommitment struct{}

func (noCommitment) Error() string        { return "no such commitment at this as-of" }
func (noCommitment) Is(target error) bool { return target == ErrNoEvent }

// Commitment returns one commitment with its history.
func (d *Desk) Commitment(ctx context.Context, id string, asOf calendar.Date) (*CommitmentDossier, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	b, err := d.promises(ctx, m, ledger.Filter{AsOf: m.AsOf, IDs: []string{id}}, gate.Show)
	if err != nil {
		return nil, err
	}
	if len(b.standing) == 0 {
		return nil, fmt.Errorf("%w: %s", ErrNoCommitment, id)
	}
	s := b.standing[0]
	out := &CommitmentDossier{AsOf: b.day, Commitment: d.commitmentView(s), History: []CommitmentReading{}, Provenance: b.shown[id].Provenance}
	out.report(s.SourceURL)
	for _, e := range s.History {
		v := CommitmentReading{
			ID: e.ID, Status: string(e.Status), Grade: gradeOf(e.Status), Date: e.On.Date, Precision: string(e.On.Precision),
			Text: e.Text, SourceURL: e.SourceURL, Provenance: b.read[e.ID].Provenance,
		}
		if e.On.Date.IsSet() && s.Announced.Date.IsSet() {
			n := s.Days(&e)
			v.Days = &n
		}
		out.report(e.SourceURL)
		out.History = append(out.History, v)
	}
	return out, nil
}

func (x *CommitmentDossier) report(url string) {
	if url != "" && !holds(x.Reports, url) {
		x.Reports = append(x.Reports, url)
	}
}

func gradeOf(s record.Status) *int {
	if g, ok := commitment.Grade(s); ok {
		return &g
	}
	return nil
}
