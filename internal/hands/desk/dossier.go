package desk

import (
	"context"

	"detente/internal/thinking/claim"
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
	Also        []AlsoIn          `json:"also" doc:"events of other data sets that are taken for the same act; each keeps its figures"`
}

// AlsoIn is an event of another data set with the link to it.
type AlsoIn struct {
	Event  Event   `json:"event"`
	Score  float64 `json:"score" doc:"0 to 1"`
	Reason string  `json:"reason"`
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
	Subject   string       `json:"subject"`
	Low       int64        `json:"low"`
	High      int64        `json:"high"`
	Spread    int64        `json:"spread" doc:"the largest figure less the smallest"`
	Ratio     *float64     `json:"ratio" doc:"the largest over the smallest; null where that is zero"`
	Supported figure.Range `json:"supported" doc:"the event's own supported figure for the subject; parts are null where there is none"`
	Figures   []Claim      `json:"figures"`
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
	var from []string
	if !ok {
		if s, err = d.elsewhere(ctx, m, id); err != nil {
			return nil, err
		}
		id, from = s.Record.ID, []string{s.Provenance.Dataset}
	}
	b, err := d.behind(ctx, m, []string{id}, from...)
	if err != nil {
		return nil, err
	}
	k := d.key(s.Provenance.Dataset, id)
	claims, sources := b.claims[k], b.sources[k]
	out := &Dossier{AsOf: m.Day, Event: d.eventView(s), Provenance: s.Provenance, Claims: []Claim{}, Reports: []Report{}}
	out.Event.Sources, out.Event.Claims = len(sources), len(claims)
	if sc, ok := plover.Scale(s.Record.Type, s.Record.Mode); ok {
		out.ScoreSource = sc.Source
	}
	for _, c := range claims {
		out.Claims = append(out.Claims, claimView(c))
	}
	out.Rivals = rivalViews(claim.Rivals(s.Record, claims, claim.PartiesOf(d.sit)))
	for _, r := range sources {
		out.Reports = append(out.Reports, Report{r.ID, r.URL, r.Publisher, r.Published.Text, string(r.Kind)})
	}
	out.Also, err = d.also(ctx, m, s.Provenance.Dataset, id)
	return out, err
}

func claimView(c record.Claim) Claim {
	return Claim{c.ID, c.Speaker, c.SpeakerSide, c.Subject, c.Low, c.High, c.Said, c.SourceURL, c.SourceDate}
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
	b, err := d.behind(ctx, m, ids)
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
	for _, id := range ids {
		for _, r := range b.sources[eventKey{id: id}] {
			reports[id] = append(reports[id], Report{r.ID, r.URL, r.Publisher, r.Published.Text, string(r.Kind)})
		}
	}
	return events, reports, nil
}
