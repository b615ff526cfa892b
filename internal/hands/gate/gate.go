// Package gate is the one door through which records leave the store towards the page,
// the API, exports and the brief (SAFETY rule 4). It coarsens places, holds precise recent
// places back, applies sensitivity and licence, and puts loaded words into quotation marks.
// Originals in the ledger stay as they are.
package gate

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/neutral"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Gate wraps a store's reading side. Faces are given a Gate, never a store.
type Gate struct {
	store    ledger.Store
	sit      *situation.Situation
	now      func() time.Time
	lint     *neutral.Lint
	licences map[string]record.Licence
}

// New returns a gate for a situation. now says what counts as recent. Rows of a data set
// without a licence here are shown and never exported.
func New(store ledger.Store, sit *situation.Situation, now func() time.Time) *Gate {
	return &Gate{
		store: store, sit: sit, now: now,
		lint:     neutral.New(sit.Words.Loaded, sit.Words.ProperNames),
		licences: map[string]record.Licence{sit.Dataset.ID: sit.Dataset.Licence},
	}
}

// Purpose says what the records are read for.
type Purpose int

const (
	// Show is reading on this machine: the page, a table in the terminal, the brief.
	Show Purpose = iota
	// Export hands out the rows themselves as a file; only what may be redistributed leaves.
	Export
)

// Shown is a record as it may be shown, with where it came from.
type Shown[T any] struct {
	Record     T
	Provenance record.Provenance
	// Place says how the place of an event was coarsened.
	Place PlaceShown
}

// Withheld counts what passed the filter and was not let through, by reason.
type Withheld struct {
	Licence int `json:"licence"`
	Broken  int `json:"broken"` // payloads that could not be read
}

// Page is one page of shown records.
type Page[T any] struct {
	Items    []Shown[T]
	Next     string
	Total    int
	Withheld Withheld
}

// Events returns one page of events.
func (g *Gate) Events(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Event], error) {
	return read(ctx, g, record.KindEvent, f, cursor, limit, p, g.event)
}

// Claims returns one page of claims.
func (g *Gate) Claims(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Claim], error) {
	return read(ctx, g, record.KindClaim, f, cursor, limit, p, func(s *Shown[record.Claim]) {
		g.clean(&s.Record.Speaker, &s.Record.Said)
	})
}

// Sources returns one page of reports behind events.
func (g *Gate) Sources(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Source], error) {
	return read(ctx, g, record.KindSource, f, cursor, limit, p, func(s *Shown[record.Source]) {
		g.clean(&s.Record.Publisher)
	})
}

// Commitments returns one page of commitments.
func (g *Gate) Commitments(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Commitment], error) {
	return read(ctx, g, record.KindCommitment, f, cursor, limit, p, func(s *Shown[record.Commitment]) {
		g.clean(&s.Record.Text, &s.Record.Institution.Name)
	})
}

// Evidence returns one page of evidence on commitments.
func (g *Gate) Evidence(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Evidence], error) {
	return read(ctx, g, record.KindEvidence, f, cursor, limit, p, func(s *Shown[record.Evidence]) {
		g.clean(&s.Record.Text)
	})
}

// Statements returns one page of statements.
func (g *Gate) Statements(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Statement], error) {
	return read(ctx, g, record.KindStatement, f, cursor, limit, p, func(s *Shown[record.Statement]) {
		g.clean(&s.Record.Text, &s.Record.Institution.Name, &s.Record.SpeakerRole)
	})
}

// Crossings returns one page of crossing states.
func (g *Gate) Crossings(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Crossing], error) {
	return read(ctx, g, record.KindCrossing, f, cursor, limit, p, func(*Shown[record.Crossing]) {})
}

// Observations returns one page of published figures.
func (g *Gate) Observations(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Observation], error) {
	return read(ctx, g, record.KindObservation, f, cursor, limit, p, func(s *Shown[record.Observation]) {
		g.clean(&s.Record.Note, &s.Record.Publisher)
	})
}

// Counts aggregates. Groups by district of precise recent events would tell what Events
// holds back, so counts by district leave the delayed days out.
func (g *Gate) Counts(ctx context.Context, q ledger.Query) ([]ledger.Cell, error) {
	q.Filter.Sensitivities = nil
	for _, d := range q.By {
		if d == ledger.ByAdmin2 {
			last := g.delayedFrom().Add(-1)
			if !q.Filter.Window.To.IsSet() || q.Filter.Window.To > last {
				q.Filter.Window.To = last
			}
		}
	}
	return g.store.Aggregate(ctx, q)
}

// Bounds returns the newest and oldest days under a filter.
func (g *Gate) Bounds(ctx context.Context, f ledger.Filter) (ledger.Bounds, error) {
	f.Sensitivities = nil
	return g.store.Bounds(ctx, f)
}

// Batches lists what was loaded.
func (g *Gate) Batches(ctx context.Context) ([]ledger.Manifest, error) { return g.store.Batches(ctx) }

// delayedFrom is the first day whose precise places are still held back.
func (g *Gate) delayedFrom() calendar.Date {
	hours := time.Duration(g.sit.Thresholds.Shown.DelayHours) * time.Hour
	return calendar.FromTime(g.now().Add(-hours))
}

func read[T any](ctx context.Context, g *Gate, k record.Kind, f ledger.Filter, cursor string, limit int, p Purpose, clean func(*Shown[T])) (Page[T], error) {
	f.Kinds, f.Sensitivities = []record.Kind{k}, nil
	f = g.blunt(f)
	raw, err := g.store.Fetch(ctx, f, cursor, limit)
	if err != nil {
		return Page[T]{}, fmt.Errorf("gate: %s: %w", k, err)
	}
	page := Page[T]{Next: raw.Next, Total: raw.Total, Items: make([]Shown[T], 0, len(raw.Records))}
	for _, r := range raw.Records {
		if p == Export && !g.licences[r.Dataset].Redistribute {
			page.Withheld.Licence++
			continue
		}
		s := Shown[T]{Provenance: record.Provenance{
			Dataset: r.Dataset, RecordID: r.ID, Version: r.Version, File: r.File, Row: r.Row, SHA256: r.SHA256,
			Importer: r.Importer, ImporterVersion: r.ImporterV, RecordedAt: r.RecordedAt.UTC(), KnowableAt: r.KnowableAt,
		}}
		if err := json.Unmarshal(r.Payload, &s.Record); err != nil {
			page.Withheld.Broken++
			continue
		}
		clean(&s)
		page.Items = append(page.Items, s)
	}
	return page, nil
}

// clean puts loaded words in the texts into quotation marks.
func (g *Gate) clean(texts ...*string) {
	for _, t := range texts {
		*t = g.lint.Quote(*t)
	}
}

// blunt keeps a filter from finding out what is held back: while places are delayed, a
// filter by district or by words, which look into summaries, cannot reach those days.
func (g *Gate) blunt(f ledger.Filter) ledger.Filter {
	if len(f.Admin2) == 0 && len(f.Text) == 0 {
		return f
	}
	last := g.delayedFrom().Add(-1)
	if !f.Window.To.IsSet() || f.Window.To > last {
		f.Window.To = last
	}
	return f
}
