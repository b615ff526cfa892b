package gate

import (
	"context"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// Links returns every link between data sets that was known at a moment. A link names ids and
// gives a score; what the events tell is asked for as any other event.
func (g *Gate) Links(ctx context.Context, at ledger.AsOf) ([]record.Link, error) {
	var datasets []string
	seen := map[string]bool{}
	batches, err := g.store.Batches(ctx)
	if err != nil {
		return nil, err
	}
	for _, m := range batches {
		if m.Importer == record.Matcher && !seen[m.Dataset] {
			seen[m.Dataset] = true
			datasets = append(datasets, m.Dataset)
		}
	}
	var out []record.Link
	for cursor := ""; len(datasets) > 0; {
		page, err := read(ctx, g, record.KindLink, ledger.Filter{AsOf: at, Datasets: datasets}, cursor, 5000, Show,
			rules[record.Link]{clean: func(*record.Link) {}})
		if err != nil {
			return nil, err
		}
		for _, s := range page.Items {
			out = append(out, s.Record)
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	return out, nil
}
