package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// Retract takes the main records with the ids, and what belongs to them, out of a data set, as its
// publisher deleted them. Their earlier versions stay. It returns how many main records went.
//
// The batch hands over all that the data set keeps, so that the ledger retracts the rest.
func Retract(ctx context.Context, store ledger.Store, p Properties, dataset, version string, ids []string, now time.Time) (int, error) {
	ids = slices.Compact(slices.Sorted(slices.Values(ids)))
	gone := make(map[string]bool, len(ids))
	h := sha256.New()
	for _, id := range ids {
		gone[id] = true
		fmt.Fprintln(h, id)
	}
	before, err := total(ctx, store, dataset, p.Kind)
	if err != nil || before == 0 {
		return 0, err
	}
	b := ledger.Batch{
		Dataset: dataset, Importer: p.ID, ImporterVersion: version, RecordedAt: now, Whole: true, Options: "deleted",
		Files: []ledger.File{{Name: "deleted", SHA256: hex.EncodeToString(h.Sum(nil)), Rows: len(ids)}},
	}
	f := ledger.Filter{Kinds: append([]record.Kind{record.KindDataset, record.KindSignal, record.KindMention}, record.Kinds...), Datasets: []string{dataset}, Sensitivities: anyLabel}
	b.Records = func(yield func(ledger.Record, error) bool) {
		for cursor := ""; ; {
			page, err := store.Fetch(ctx, f, cursor, 5000)
			if err != nil {
				yield(ledger.Record{}, err)
				return
			}
			for _, r := range page.Records {
				if r.Kind == p.Kind && gone[r.ID] || gone[r.Facets.EventID] {
					continue
				}
				if !yield(r, nil) {
					return
				}
			}
			if cursor = page.Next; cursor == "" {
				return
			}
		}
	}
	if _, err := store.Append(ctx, b); err != nil {
		return 0, fmt.Errorf("retract from %s: %w", dataset, err)
	}
	after, err := total(ctx, store, dataset, p.Kind)
	return before - after, err
}
