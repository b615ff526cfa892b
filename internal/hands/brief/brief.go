// Package brief writes the situation report: Markdown and one self-contained HTML file
// ready to print. Each sentence that carries a number names the events behind it.
package brief

import (
	"context"

	"detente/internal/hands/desk"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
)

// Brief is the report before it takes a form.
type Brief struct {
	Title      string          `json:"title"`
	Question   string          `json:"question"`
	AsOf       calendar.Date   `json:"as_of"`
	Newest     calendar.Date   `json:"newest"`
	Age        int             `json:"newest_age_days"`
	Version    string          `json:"data_version"`
	Sections   []Section       `json:"sections"`
	Events     []desk.Event    `json:"events"` // every event named in the report, oldest first
	Reports    []Source        `json:"reports"`
	Disclaimer string          `json:"disclaimer"`
	Citation   string          `json:"citation"`
	say        *phrase.Catalog `json:"-"`
}

// Section is a heading with sentences and lists.
type Section struct {
	ID         string      `json:"id"`
	Heading    string      `json:"heading"`
	Paragraphs []Sentence  `json:"paragraphs,omitempty"`
	Points     []Sentence  `json:"points,omitempty"`
	Tables     []Table     `json:"tables,omitempty"`
	Chart      *WeeksChart `json:"chart,omitempty"`
	Fan        *FanChart   `json:"fan,omitempty"`
}

// Sentence is a piece of text with the events it rests on.
type Sentence struct {
	Bold   string   `json:"bold,omitempty"` // said first, in bold
	Text   string   `json:"text"`
	Events []string `json:"events,omitempty"`
	URL    string   `json:"url,omitempty"` // a report that is not an event's
}

// Table is a small table; the first column of a row may name an event.
type Table struct {
	Caption string     `json:"caption"`
	Head    []string   `json:"head"`
	Rows    [][]string `json:"rows"`
	Events  []string   `json:"events,omitempty"` // one a row, where rows are about events
}

// WeeksChart is weekly violent events with the model's level.
type WeeksChart struct {
	Title string           `json:"title"`
	Weeks []desk.WeekLevel `json:"weeks"`
}

// Source is one report, with the event it stands behind.
type Source struct {
	EventID string `json:"event_id"`
	desk.Report
}

// Write asks the desk and composes the report for a moment.
func Write(ctx context.Context, d *desk.Desk, asOf calendar.Date) (*Brief, error) {
	w := &writer{ctx: ctx, desk: d, say: d.Catalog(), asOf: asOf, used: map[string]bool{}}
	a, err := d.Assess(ctx, asOf)
	if err != nil {
		return nil, err
	}
	sit := d.Situation()
	b := &Brief{
		Title: sit.Title, Question: sit.Question, AsOf: a.AsOf, Newest: a.Newest, Age: a.NewestAge, Version: a.DataVersion,
		Disclaimer: sit.Disclaimer, Citation: sit.Dataset.Citation, say: w.say,
	}
	w.day = a.AsOf
	for _, part := range []func(*desk.Assessment) (Section, error){
		w.toll, w.verdict, w.horizon, w.changed, w.rivals, w.claims, w.timeline, w.retaliation, w.excitation, w.linkage, w.channels, w.crossings, w.returns, w.commitments, w.messaging, w.principles, w.coverage,
	} {
		s, err := part(a)
		if err != nil {
			return nil, err
		}
		for _, list := range [][]Sentence{s.Paragraphs, s.Points} {
			for _, x := range list {
				w.use(x.Events)
			}
		}
		for _, t := range s.Tables {
			w.use(t.Events)
		}
		b.Sections = append(b.Sections, s)
	}
	return b, w.sources(b)
}
