package folder

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// Importer is the name under which the ledger knows this package.
const Importer = "folder"

// Batch hands the rows that were kept to the ledger. now is the time of the load.
//
// The batch is whole, so that rows which left the folder are withdrawn, only when no
// row was refused: a typing error must not withdraw what an earlier load took in.
func (c *Content) Batch(now time.Time, importerVersion string) ledger.Batch {
	b := ledger.Batch{
		Dataset: c.Situation.Dataset.ID, Importer: Importer, ImporterVersion: importerVersion,
		RecordedAt: now, Whole: c.Faults.Errors() == 0,
	}
	sums := make(map[string]string, len(c.Files))
	for _, f := range c.Files {
		sums[f.Name] = f.SHA256
		if f.SHA256 == "" {
			continue
		}
		b.Files = append(b.Files, ledger.File{Name: f.Name, SHA256: f.SHA256, Rows: f.Read})
		if f.Name != situationFile && f.Name != gazetteerTable.name {
			b.Rejected += f.Refused
		}
	}
	b.Records = func(yield func(ledger.Record, error) bool) {
		p := &packer{b: &b, sums: sums, yield: yield}
		c.pack(p)
	}
	return b
}

// packer turns rows into sealed records and hands them on until it is told to stop.
type packer struct {
	b       *ledger.Batch
	sums    map[string]string
	yield   func(ledger.Record, error) bool
	stopped bool
}

// put packs one row. rec fills in the facets and the knowable day.
func put[T any](p *packer, rows []Row[T], kind record.Kind, rec func(T, *ledger.Record)) {
	for _, row := range rows {
		if p.stopped {
			return
		}
		payload, err := json.Marshal(row.Record)
		if err != nil {
			p.stopped = true
			p.yield(ledger.Record{}, fmt.Errorf("folder: %s, row %d: %w", row.File, row.Number, err))
			return
		}
		r := ledger.Record{
			Dataset: p.b.Dataset, Kind: kind, Payload: payload,
			File: row.File, Row: row.Number, SHA256: p.sums[row.File],
			Importer: p.b.Importer, ImporterV: p.b.ImporterVersion,
		}
		r.Facets.Sensitivity = string(record.Public)
		rec(row.Record, &r)
		r.Drawn = drawn(r)
		r.KnowableAt = max(r.KnowableAt, row.Since)
		r.Seal()
		p.stopped = !p.yield(r, nil)
	}
}

// drawn names what a record that belongs to an event or a commitment takes from it: its span,
// its label and its parties.
func drawn(r ledger.Record) string {
	f := r.Facets
	if f.EventID == "" {
		return ""
	}
	parts := []string{f.EventID, f.Start.String(), f.End.String(), f.Sensitivity}
	return strings.Join(append(parts, f.InitiatorSides...), "\x00")
}

// label keeps a record's own sensitivity; an empty one is public.
func label(s record.Sensitivity) string {
	if s == "" {
		return string(record.Public)
	}
	return string(s)
}
