package edit

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// readPage is how many edits are read at a time.
const readPage = 2000

// Read returns all edits of a data set, oldest first, whatever their sensitivity: they
// are for laying over the folder and not for showing.
func Read(ctx context.Context, store ledger.Store, dataset string) ([]record.Edit, error) {
	f := ledger.Filter{
		Kinds: []record.Kind{record.KindEdit}, Datasets: []string{record.EditsOf(dataset)},
		Sensitivities: []record.Sensitivity{record.Public, record.Restricted, record.Confidential},
	}
	var out []record.Edit
	for cursor := ""; ; {
		page, err := store.Fetch(ctx, f, cursor, readPage)
		if err != nil {
			return nil, fmt.Errorf("edit: %w", err)
		}
		for _, r := range page.Records {
			var e record.Edit
			if err := json.Unmarshal(r.Payload, &e); err != nil {
				return nil, fmt.Errorf("edit: edit %s: %w", r.ID, err)
			}
			out = append(out, e)
		}
		if cursor = page.Next; cursor == "" {
			break
		}
	}
	slices.SortFunc(out, func(a, b record.Edit) int { return cmp.Compare(a.Number, b.Number) })
	return out, nil
}

// standing returns the edit that is in force for each record: the last one, unless that
// one withdraws the others.
func standing(edits []record.Edit) map[key]record.Edit {
	out := map[key]record.Edit{}
	for _, e := range edits {
		k := key{e.Kind, e.ID}
		if e.Action == record.Withdraw {
			delete(out, k)
			continue
		}
		out[k] = e
	}
	return out
}
