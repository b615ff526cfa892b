package importer

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// Follow counts a row as one that speaks of a record of another data set.
func (s *Sink) Follow(id string) {
	if s.follows == nil {
		s.follows = map[string]int32{}
	}
	n, met := s.follows[id]
	if !met {
		id = strings.Clone(id)
	}
	s.follows[id] = n + 1
}

// followed is how many ids the store is asked for at a time.
const followed = 5000

// strays counts the rows that speak of records which the ledger does not hold.
func (r *run) strays(ctx context.Context, s *Sink) error {
	f, ok := r.job.Importer.(Follower)
	if !ok || len(s.follows) == 0 {
		return nil
	}
	dataset, kind := f.Follows(r.job.Setting.Dataset)
	n := 0
	for _, c := range s.follows {
		n += int(c)
	}
	for ids := range slices.Chunk(slices.Sorted(maps.Keys(s.follows)), followed) {
		page, err := r.store.Fetch(ctx, ledger.Filter{
			Kinds: []record.Kind{kind}, Datasets: []string{dataset}, IDs: ids, Sensitivities: anyLabel,
		}, "", followed)
		if err != nil {
			return err
		}
		for _, rec := range page.Records {
			n -= int(s.follows[rec.ID])
		}
	}
	if n > 0 {
		r.sum.Warned += n
		r.sum.Warnings[fmt.Sprintf("speaks of a %s that data set %s does not hold", kind, dataset)] += n
	}
	return nil
}
