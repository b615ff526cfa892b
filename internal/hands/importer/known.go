package importer

import (
	"context"
	"hash/maphash"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// fate is what becomes of a row; a greater one decides when a row is several records.
type fate int

const (
	unchanged fate = iota
	updated
	stored
)

// known holds the versions of the records of one kind that a data set has, sixteen bytes a
// record, and counts what becomes of rows against them.
type known struct {
	seed     maphash.Seed
	versions map[uint64]uint64
	fates    [3]int
}

// anyLabel is every label, since a count of what there is must not depend on who may see it.
var anyLabel = []record.Sensitivity{record.Public, record.Restricted, record.Confidential}

// knownOf reads what the store holds of a data set.
func knownOf(ctx context.Context, store ledger.Store, dataset string, kind record.Kind) (*known, error) {
	k := &known{seed: maphash.MakeSeed(), versions: map[uint64]uint64{}}
	f := ledger.Filter{Kinds: []record.Kind{kind}, Datasets: []string{dataset}, Sensitivities: anyLabel}
	for cursor := ""; ; {
		page, err := store.Fetch(ctx, f, cursor, 20000)
		if err != nil {
			return nil, err
		}
		for _, r := range page.Records {
			k.versions[maphash.String(k.seed, r.ID)] = maphash.String(k.seed, r.Version)
		}
		if cursor = page.Next; cursor == "" {
			return k, nil
		}
	}
}

// meet says what becomes of one record of a row. A row is new when its first record is; one
// that gains a further record is updated.
func (k *known) meet(r *ledger.Record, first bool) fate {
	v, ok := k.versions[maphash.String(k.seed, r.ID)]
	switch {
	case !ok && first:
		return stored
	case !ok || v != maphash.String(k.seed, r.Version):
		return updated
	}
	return unchanged
}

// total counts the records of a kind that a data set has now.
func total(ctx context.Context, store ledger.Store, dataset string, kind record.Kind) (int, error) {
	page, err := store.Fetch(ctx, ledger.Filter{
		Kinds: []record.Kind{kind}, Datasets: []string{dataset}, Sensitivities: anyLabel,
	}, "", 0)
	return page.Total, err
}
