package held

import (
	"context"
	"sync"

	"detente/internal/hands/ledger"
)

// Historian is a store that can hand out a data set whole.
type Historian interface {
	ledger.Store
	// History returns every version of the records of a data set, retractions too, in the order
	// in which they were taken in. Where there are more than most it returns none, and false.
	History(ctx context.Context, dataset string, most int) (list []ledger.Record, whole bool, err error)
}

// Most is the number of versions up to which a data set is held, and mostSets that of the data
// sets: together some tens of megabytes.
const (
	Most     = 20_000
	mostSets = 4
)

// Store answers from memory what it can. All that is written has to go through it: it learns of
// a batch by taking it in. The records that it returns are shared and must not be changed.
type Store struct {
	Historian
	most int
	mu   sync.Mutex
	sets map[string]*dataset // nil values are too large to be held
}

var _ ledger.Store = (*Store)(nil)

// Over returns a store over another that holds data sets of up to so many versions.
func Over(below Historian, most int) *Store {
	return &Store{Historian: below, most: most, sets: map[string]*dataset{}}
}

// Append hands the batch down and forgets what it held of the data set.
func (s *Store) Append(ctx context.Context, b ledger.Batch) (ledger.Manifest, error) {
	m, err := s.Historian.Append(ctx, b)
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.sets, b.Dataset)
	return m, err
}

// Fetch is that of the store below.
func (s *Store) Fetch(ctx context.Context, f ledger.Filter, cursor string, limit int) (ledger.Page, error) {
	list, held, err := s.list(ctx, f)
	if err != nil {
		return ledger.Page{}, err
	}
	if !held {
		return s.Historian.Fetch(ctx, f, cursor, limit)
	}
	return page(list, f, cursor, limit)
}

// Aggregate is that of the store below.
func (s *Store) Aggregate(ctx context.Context, q ledger.Query) ([]ledger.Cell, error) {
	if err := q.Check(); err != nil {
		return nil, err
	}
	list, held, err := s.list(ctx, q.Filter)
	if err != nil {
		return nil, err
	}
	if !held {
		return s.Historian.Aggregate(ctx, q)
	}
	return q.Cells(list), nil
}

// Bounds is that of the store below.
func (s *Store) Bounds(ctx context.Context, f ledger.Filter) (ledger.Bounds, error) {
	list, held, err := s.list(ctx, f)
	if err != nil {
		return ledger.Bounds{}, err
	}
	if !held {
		return s.Historian.Bounds(ctx, f)
	}
	return ledger.BoundsOf(list), nil
}

// list is what passes a filter, in order; held is false where the store below has to be asked.
func (s *Store) list(ctx context.Context, f ledger.Filter) (list []ledger.Record, held bool, err error) {
	if len(f.Datasets) == 0 {
		return nil, false, nil
	}
	seen := map[string]bool{}
	for _, id := range f.Datasets {
		if seen[id] {
			continue
		}
		seen[id] = true
		d, err := s.dataset(ctx, id)
		if err != nil || d == nil {
			return nil, false, err
		}
		list = d.add(list, f)
	}
	if f.Desc || len(seen) > 1 {
		ledger.Sort(list, f.Desc)
	}
	return list, true, nil
}

// dataset is a data set as it is held, or nil where it is too large.
func (s *Store) dataset(ctx context.Context, id string) (*dataset, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if d, known := s.sets[id]; known {
		return d, nil
	}
	if len(s.sets) >= mostSets {
		clear(s.sets)
	}
	versions, whole, err := s.History(ctx, id, s.most)
	if err != nil {
		return nil, err
	}
	if !whole {
		s.sets[id] = nil
		return nil, nil //nolint:nilnil // too large is neither a data set nor an error
	}
	s.sets[id] = gather(versions)
	return s.sets[id], nil
}
