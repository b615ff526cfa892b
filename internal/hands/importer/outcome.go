package importer

import (
	"context"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// before is what the store held before a batch, as far as it is needed to say afterwards what
// became of the rows.
type before struct {
	main    int    // records of the kind that a row becomes
	aboutIs fate   // what will become of the record about the data set
	known   *known // versions of the main records; nil when counts will do
}

// before looks at the store. Counts are enough for what most imports do: add rows, or replace
// some by newer versions. Rows that were retracted, or may be, and rows that are several
// records have to be looked up one by one.
func (r *run) before(ctx context.Context, b ledger.Batch, about ledger.Record) (before, error) {
	var o before
	var err error
	if o.main, err = total(ctx, r.store, b.Dataset, r.p.Kind); err != nil {
		return o, err
	}
	page, err := r.store.Fetch(ctx, ledger.Filter{Kinds: []record.Kind{record.KindDataset}, Datasets: []string{b.Dataset}}, "", 1)
	if err != nil {
		return o, err
	}
	switch {
	case len(page.Records) == 0:
		o.aboutIs = stored
	case page.Records[0].Version != about.Version:
		o.aboutIs = updated
	}
	taken, err := r.retractedBefore(ctx, b.Dataset)
	if err != nil {
		return o, err
	}
	if r.p.Several || o.main > 0 && b.Whole || taken {
		o.known, err = knownOf(ctx, r.store, b.Dataset, r.p.Kind)
	}
	return o, err
}

// retractedBefore reports whether a batch of the data set ever retracted anything.
func (r *run) retractedBefore(ctx context.Context, dataset string) (bool, error) {
	list, err := r.store.Batches(ctx)
	if err != nil {
		return false, err
	}
	for _, m := range list {
		if m.Dataset == dataset && m.Retracted > 0 {
			return true, nil
		}
	}
	return false, nil
}

// outcome counts what became of the rows. The ledger counts records, of which a row may be
// several: the reports of an event are records too. These are named by their content, so that
// none of them is ever updated, and what was updated are main records and the one about the
// data set.
func (r *run) outcome(ctx context.Context, b ledger.Batch, m ledger.Manifest, o before, s *Sink, records int) error {
	good := s.count.Good
	about := [3]int{}
	about[o.aboutIs] = 1
	var now [3]int
	retracted := m.Retracted
	switch {
	case o.known != nil:
		now = o.known.fates
		if !r.p.Several && b.Whole {
			after, err := total(ctx, r.store, b.Dataset, r.p.Kind)
			if err != nil {
				return err
			}
			retracted = o.main + now[stored] - after
		}
	case records == good: // one record a row
		now = [3]int{unchanged: m.Unchanged - about[unchanged], updated: m.Updated - about[updated], stored: m.Stored - about[stored]}
	default:
		after, err := total(ctx, r.store, b.Dataset, r.p.Kind)
		if err != nil {
			return err
		}
		now[stored], now[updated] = after-o.main, m.Updated-about[updated]
		now[unchanged] = good - now[stored] - now[updated]
	}
	r.sum.Stored += now[stored]
	r.sum.Updated += now[updated]
	r.sum.Unchanged += now[unchanged]
	r.sum.Retracted += retracted
	return nil
}
