package importertest

import (
	"context"
	"errors"

	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
)

// plain is a store as the contract of the ledger describes it, for the few calls of an import.
type plain struct{ model ledgertest.Model }

var errBatch = errors.New("the batch is not one that a store takes")

func (p *plain) Append(_ context.Context, b ledger.Batch) (ledger.Manifest, error) {
	m, ok := p.model.Append(b)
	if !ok {
		return m, errBatch
	}
	return m, nil
}

// Fetch gives all records on one page.
func (p *plain) Fetch(_ context.Context, f ledger.Filter, _ string, limit int) (ledger.Page, error) {
	list := p.model.Fetch(f)
	return ledger.Page{Records: list[:min(limit, len(list))], Total: len(list)}, nil
}

func (p *plain) Aggregate(_ context.Context, q ledger.Query) ([]ledger.Cell, error) {
	return p.model.Aggregate(q), nil
}

func (p *plain) Holds(_ context.Context, b ledger.Batch) (bool, error) { return p.model.Holds(b), nil }

func (p *plain) Batches(context.Context) ([]ledger.Manifest, error) { return p.model.Batches(), nil }

func (p *plain) Bounds(_ context.Context, f ledger.Filter) (ledger.Bounds, error) {
	return p.model.Bounds(f), nil
}

func (p *plain) Close() error { return nil }
