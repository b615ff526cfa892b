// Package gate is the one door through which records leave the store towards the page,
// the API, exports and the brief (SAFETY rule 4). It coarsens places, holds precise recent
// places back, applies sensitivity and licence, and puts loaded words into quotation marks.
// Originals in the ledger stay as they are.
package gate

import (
	"context"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/neutral"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Gate wraps a store's reading side. Faces are given a Gate, never a store. It is safe for
// concurrent use.
type Gate struct {
	store    ledger.Store
	sit      *situation.Situation
	now      func() time.Time
	lint     *neutral.Lint
	licences map[string]record.Licence // of the situation's own data sets
	kept     kept
}

// New returns a gate for a situation. now says what counts as recent. A filter that names no
// data set reads the situation's own: imported ones are read only on request. Rows of a data
// set without a licence are shown and never exported.
func New(store ledger.Store, sit *situation.Situation, now func() time.Time) *Gate {
	return &Gate{
		store: store, sit: sit, now: now,
		lint: neutral.New(sit.Words.Loaded, properNames(sit)),
		licences: map[string]record.Licence{
			sit.Dataset.ID: sit.Dataset.Licence, record.EditsOf(sit.Dataset.ID): sit.Dataset.Licence,
		},
	}
}

// properNames are the names in which a loaded word may stand: those that the situation
// lists, and the official names and aliases of places.
func properNames(sit *situation.Situation) []string {
	bare := neutral.New(sit.Words.Loaded, nil)
	out := append([]string(nil), sit.Words.ProperNames...)
	for _, s := range sit.Gazetteer.Spots() {
		for _, name := range append([]string{s.Name, s.Admin1, s.Admin2}, s.Aliases...) {
			if len(bare.Find(name)) > 0 {
				out = append(out, name)
			}
		}
	}
	return out
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
	Licence   int `json:"licence"`
	Broken    int `json:"broken"`    // payloads that could not be read
	Sensitive int `json:"sensitive"` // labelled in the record itself, though not in the ledger
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
	return read(ctx, g, record.KindEvent, f, cursor, limit, p, rules[record.Event]{
		clean: g.cleanEvent,
		label: func(e *record.Event) record.Sensitivity { return e.Sensitivity },
		cut:   g.event,
	})
}

// Claims returns one page of claims.
func (g *Gate) Claims(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Claim], error) {
	return read(ctx, g, record.KindClaim, f, cursor, limit, p, rules[record.Claim]{
		clean: func(c *record.Claim) { g.clean(&c.Speaker, &c.Said) },
		label: func(c *record.Claim) record.Sensitivity { return c.Sensitivity },
		cut:   claim,
	})
}

// Sources returns one page of reports behind events.
func (g *Gate) Sources(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Source], error) {
	return read(ctx, g, record.KindSource, f, cursor, limit, p, rules[record.Source]{
		clean:   func(s *record.Source) { g.clean(&s.Publisher) },
		cut:     source,
		licence: func(s *record.Source) record.Licence { return s.Licence },
	})
}

// Commitments returns one page of commitments.
func (g *Gate) Commitments(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Commitment], error) {
	return read(ctx, g, record.KindCommitment, f, cursor, limit, p, rules[record.Commitment]{
		clean: func(c *record.Commitment) { g.clean(&c.Text, &c.Institution.Name) },
		label: func(c *record.Commitment) record.Sensitivity { return c.Sensitivity },
	})
}

// Evidence returns one page of evidence on commitments.
func (g *Gate) Evidence(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Evidence], error) {
	return read(ctx, g, record.KindEvidence, f, cursor, limit, p, rules[record.Evidence]{
		clean: func(e *record.Evidence) { g.clean(&e.Text) },
	})
}

// Statements returns one page of statements.
func (g *Gate) Statements(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Statement], error) {
	return read(ctx, g, record.KindStatement, f, cursor, limit, p, rules[record.Statement]{
		clean: func(s *record.Statement) { g.clean(&s.Text, &s.Institution.Name, &s.SpeakerRole) },
		label: func(s *record.Statement) record.Sensitivity { return s.Sensitivity },
	})
}

// Crossings returns one page of crossing states.
func (g *Gate) Crossings(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Crossing], error) {
	return read(ctx, g, record.KindCrossing, f, cursor, limit, p, rules[record.Crossing]{clean: func(*record.Crossing) {}})
}

// Observations returns one page of published figures.
func (g *Gate) Observations(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Observation], error) {
	return read(ctx, g, record.KindObservation, f, cursor, limit, p, rules[record.Observation]{
		clean: func(o *record.Observation) {
			g.clean(&o.Note, &o.Publisher)
			small(o, g.sit.Thresholds.Shown.SmallestCount)
		},
	})
}

// Batches lists what was loaded.
func (g *Gate) Batches(ctx context.Context) ([]ledger.Manifest, error) { return g.store.Batches(ctx) }

// delayedFrom is the first day whose precise places are still held back.
func (g *Gate) delayedFrom() calendar.Date {
	hours := time.Duration(g.sit.Thresholds.Shown.DelayHours) * time.Hour
	return calendar.FromTime(g.now().Add(-hours))
}

// clean puts loaded words in the texts into quotation marks.
func (g *Gate) clean(texts ...*string) {
	for _, t := range texts {
		*t = g.lint.Quote(*t)
	}
}
