package gate

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// own keeps a filter that names no data set to the situation's own, so that an imported data
// set is never added to the counts of another. See docs/decisions/0010-imported-data-sets.md.
func (g *Gate) own(f ledger.Filter) ledger.Filter {
	if len(f.Datasets) == 0 {
		f.Datasets = []string{g.sit.Dataset.ID}
	}
	return f
}

// Datasets lists the situation's own data set, then the imported ones by name.
func (g *Gate) Datasets(ctx context.Context) ([]record.Dataset, error) {
	own := g.sit.Dataset
	out := []record.Dataset{{ID: own.ID, Title: own.Title, Licence: own.Licence, Citation: own.Citation}}
	imported, err := g.imported(ctx, nil)
	return append(out, imported...), err
}

// imported reads what the store says of imported data sets, of all or of those named.
func (g *Gate) imported(ctx context.Context, ids []string) ([]record.Dataset, error) {
	var out []record.Dataset
	f := ledger.Filter{Kinds: []record.Kind{record.KindDataset}, IDs: ids}
	for cursor := ""; ; {
		page, err := g.store.Fetch(ctx, f, cursor, 100)
		if err != nil {
			return nil, err
		}
		for _, r := range page.Records {
			var d record.Dataset
			// One that names another data set than it lies in, or the situation's, says nothing.
			if json.Unmarshal(r.Payload, &d) == nil && d.ID == r.Dataset && d.ID != g.sit.Dataset.ID {
				out = append(out, d)
			}
		}
		if cursor = page.Next; cursor == "" {
			slices.SortFunc(out, func(a, b record.Dataset) int { return cmp.Compare(a.ID, b.ID) })
			return out, nil
		}
	}
}

// free says of which data sets of a page the rows may be handed out. An imported data set
// says so itself; one of which nothing is known has no licence.
func (g *Gate) free(ctx context.Context, page []ledger.Record) (map[string]bool, error) {
	free := map[string]bool{}
	var ask []string
	for _, r := range page {
		if _, known := free[r.Dataset]; known {
			continue
		}
		l, own := g.licences[r.Dataset]
		free[r.Dataset] = l.Redistribute
		if !own {
			ask = append(ask, r.Dataset)
		}
	}
	if len(ask) == 0 {
		return free, nil
	}
	list, err := g.imported(ctx, ask)
	for _, d := range list {
		free[d.ID] = d.Licence.Redistribute
	}
	return free, err
}
