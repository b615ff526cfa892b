package desk

import (
	"context"
	"fmt"

	"detente/internal/hands/ledger"
	"detente/internal/thinking/rival"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/plover"
	"detente/internal/words/record"
)

// Dossier is all that is known of one event.
type Dossier struct {
	AsOf        calendar.Date     `json:"as_of"`
	Event       Event             `json:"event"`
	ScoreSource string            `json:"score_source"`
	Claims      []Claim           `json:"claims"`
	Rivals      []Rival           `json:"rivals" doc:"subjects on which two or more speakers give different figures"`
	Reports     []Report          `json:"reports"`
	Provenance  record.Provenance `json:"provenance"`
}

// Claim is what one speaker said about one subject.
type Claim struct {
	ID          string        `json:"id"`
	Speaker     string        `json:"speaker"`
	SpeakerSide string        `json:"speaker_side"`
	Subject     string        `json:"subject"`
	Low         figure.Count  `json:"low"`
	High        figure.Count  `json:"high"`
	Said        string        `json:"said"`
	SourceURL   string        `json:"source_url"`
	SourceDate  calendar.Date `json:"source_date"`
}

// Rival is one subject with the figures side by side.
type Rival struct {
	Subject string  `json:"subject"`
	Low     int64   `json:"low"`
	High    int64   `json:"high"`
	Figures []Claim `json:"figures"`
}

// Report is one source of an event.
type Report struct {
	ID        string `json:"id"`
	URL       string `json:"url"`
	Publisher string `json:"publisher"`
	Date      string `json:"date"`
	Kind      string `json:"kind"`
}

// Event returns the dossier of one event.
func (d *Desk) Event(ctx context.Context, id string, asOf calendar.Date) (*Dossier, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil {
		return nil, err
	}
	snap, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, err
	}
	s, ok := snap.shown[id]
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrNoEvent, id)
	}
	about := ledger.Filter{AsOf: m.AsOf, EventIDs: []string{id}}
	claims, err := drain(ctx, about, d.gate.Claims)
	if err != nil {
		return nil, err
	}
	sources, err := drain(ctx, about, d.gate.Sources)
	if err != nil {
		return nil, err
	}
	out := &Dossier{AsOf: m.Day, Event: d.eventView(s), Provenance: s.Provenance, Claims: []Claim{}, Reports: []Report{}}
	out.Event.Sources, out.Event.Claims = len(sources), len(claims)
	if sc, ok := plover.Scale(s.Record.Type, s.Record.Mode); ok {
		out.ScoreSource = sc.Source
	}
	for _, c := range claims {
		out.Claims = append(out.Claims, claimView(c.Record))
	}
	out.Rivals = rivalViews(rival.Of(records(claims)))
	for _, r := range sources {
		r := r.Record
		out.Reports = append(out.Reports, Report{r.ID, r.URL, r.Publisher, r.Published.Text, string(r.Kind)})
	}
	return out, nil
}

func claimView(c record.Claim) Claim {
	return Claim{c.ID, c.Speaker, c.SpeakerSide, c.Subject, c.Low, c.High, c.Said, c.SourceURL, c.SourceDate}
}

func rivalViews(subjects []rival.Subject) []Rival {
	out := make([]Rival, len(subjects))
	for i, s := range subjects {
		out[i] = Rival{Subject: s.Subject, Low: s.Low, High: s.High, Figures: make([]Claim, len(s.Figures))}
		for k, c := range s.Figures {
			out[i].Figures[k] = claimView(c)
		}
	}
	return out
}

// Behind returns the events with the ids, oldest first, and the reports behind each.
func (d *Desk) Behind(ctx context.Context, ids []string, asOf calendar.Date) ([]Event, map[string][]Report, error) {
	m, err := d.Resolve(ctx, asOf)
	if err != nil || len(ids) == 0 {
		return nil, nil, err
	}
	s, err := d.snapshot(ctx, m)
	if err != nil {
		return nil, nil, err
	}
	sources, err := d.sources(ctx, m)
	if err != nil {
		return nil, nil, err
	}
	wanted := make(map[string]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	var events []Event
	for _, e := range s.events {
		if wanted[e.ID] {
			events = append(events, d.eventView(s.shown[e.ID]))
		}
	}
	reports := map[string][]Report{}
	for _, s := range sources {
		r := s.Record
		if !wanted[r.EventID] {
			continue
		}
		reports[r.EventID] = append(reports[r.EventID], Report{r.ID, r.URL, r.Publisher, r.Published.Text, string(r.Kind)})
	}
	return events, reports, nil
}
