package duckstore

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"

	"detente/internal/hands/ledger"
)

// place is where a page ended: the sort key of its last record.
type place struct {
	Filter  string `json:"f"` // the fingerprint of the filter that the place belongs to
	Start   int32  `json:"s"`
	Kind    string `json:"k"`
	ID      string `json:"i"`
	Dataset string `json:"d"`
}

// fingerprint tells filters apart.
func fingerprint(f ledger.Filter) string {
	b, err := json.Marshal(f)
	if err != nil {
		panic(err) // a filter is plain data
	}
	h := sha256.Sum256(b)
	return base64.RawURLEncoding.EncodeToString(h[:12])
}

func writeCursor(filter string, last ledger.Record) string {
	b, err := json.Marshal(place{filter, int32(last.Facets.Start), string(last.Kind), last.ID, last.Dataset})
	if err != nil {
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

// readCursor returns nil for the first page.
func readCursor(cursor, filter string) (*place, error) {
	if cursor == "" {
		return nil, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return nil, fmt.Errorf("%w: it is not whole", ledger.ErrCursor)
	}
	var p place
	if err := json.Unmarshal(b, &p); err != nil {
		return nil, fmt.Errorf("%w: it is not whole", ledger.ErrCursor)
	}
	if p.Filter != filter {
		return nil, fmt.Errorf("%w: it belongs to another filter; begin again at the first page", ledger.ErrCursor)
	}
	p.Kind, p.ID, p.Dataset = valid(p.Kind), valid(p.ID), valid(p.Dataset)
	return &p, nil
}
