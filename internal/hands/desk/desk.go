// Package desk answers an analyst's questions about a situation. It reads through the
// gate, hands plain records to the thinking packages and puts their answers into words;
// the command line, the API, the page and the brief all ask it.
package desk

import (
	"context"
	"fmt"
	"sync"
	"time"

	"detente/internal/hands/gate"
	"detente/internal/hands/learnt"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/phrase"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Desk answers from one ledger about one situation. It is safe for concurrent use.
type Desk struct {
	gate *gate.Gate
	sit  *situation.Situation
	say  *phrase.Catalog
	now  func() time.Time
	file *learnt.File // parameters of the verdict; nil means those that ship

	mu      sync.Mutex
	version string
	checked time.Time
	kept    kept
	edited  edited
}

// New returns a desk. now is the clock that says how old the newest observation is.
func New(store ledger.Store, sit *situation.Situation, say *phrase.Catalog, now func() time.Time) *Desk {
	return &Desk{gate: gate.New(store, sit, now), sit: sit, say: say, now: now}
}

// Use takes other parameters of the verdict than those that ship. It is called before the
// desk is asked anything.
func (d *Desk) Use(f *learnt.File) { d.file = f }

// parameters are those of the verdict.
func (d *Desk) parameters() (*learnt.File, error) {
	if d.file != nil {
		return d.file, nil
	}
	return learnt.Shipped()
}

// Situation returns what the desk is about.
func (d *Desk) Situation() *situation.Situation { return d.sit }

// Catalog returns the words the desk speaks.
func (d *Desk) Catalog() *phrase.Catalog { return d.say }

// Today is the clock's day.
func (d *Desk) Today() calendar.Date { return calendar.FromTime(d.now()) }

// Moment is a resolved as-of: the day windows end on and what may be known.
type Moment struct {
	Day   calendar.Date
	AsOf  ledger.AsOf
	Asked bool // the user named the day
}

// Resolve turns an as-of into a moment. Unset means all that is known, with windows that
// end on the newest observation: the newest event, or the data set's release where its
// last reports came in after that.
func (d *Desk) Resolve(ctx context.Context, asOf calendar.Date) (Moment, error) {
	if asOf.IsSet() {
		return Moment{Day: asOf, AsOf: ledger.AsOf{Known: &asOf}, Asked: true}, nil
	}
	day, err := recall(ctx, d, "newest", func() (calendar.Date, error) {
		b, err := d.gate.Bounds(ctx, ledger.Filter{Kinds: []record.Kind{record.KindEvent}})
		return max(b.Newest, min(b.Knowable, d.sit.Dataset.Released)), err
	})
	return Moment{Day: day}, err
}

// all is the page size used to read whole sets; sets are read page by page.
const all = 5000

// drain reads every page of a kind.
func drain[T any](ctx context.Context, f ledger.Filter, next func(context.Context, ledger.Filter, string, int, gate.Purpose) (gate.Page[T], error)) ([]gate.Shown[T], error) {
	var out []gate.Shown[T]
	for cursor := ""; ; {
		p, err := next(ctx, f, cursor, all, gate.Show)
		if err != nil {
			return nil, err
		}
		out = append(out, p.Items...)
		if p.Next == "" {
			return out, nil
		}
		cursor = p.Next
	}
}

func records[T any](shown []gate.Shown[T]) []T {
	out := make([]T, len(shown))
	for i, s := range shown {
		out[i] = s.Record
	}
	return out
}

// Version is a short name of the data behind every answer: it changes with every batch.
func (d *Desk) Version(ctx context.Context) (string, error) {
	batches, err := d.gate.Batches(ctx)
	if err != nil {
		return "", err
	}
	if len(batches) == 0 {
		return "empty", nil
	}
	last := batches[len(batches)-1]
	digest := last.Digest
	if len(digest) > 12 {
		digest = digest[:12]
	}
	return fmt.Sprintf("%d-%s", last.ID, digest), nil
}
