// Package link turns the links between two data sets into a batch for the ledger.
package link

import (
	"encoding/json"
	"fmt"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Batch holds all links between two data sets, so that those of an earlier comparison which are
// not among them are retracted. data names what was compared: the same links of the same data are
// the same batch.
func Batch(a, b string, links []record.Link, data string, now time.Time, version string) ledger.Batch {
	return ledger.Batch{
		Dataset: record.LinksOf(a, b), Importer: record.Matcher, ImporterVersion: version, RecordedAt: now, Whole: true,
		Files: []ledger.File{{Name: fmt.Sprintf("%s and %s", a, b), SHA256: data, Rows: len(links)}},
		Records: func(yield func(ledger.Record, error) bool) {
			for _, l := range links {
				payload, err := json.Marshal(l)
				r := ledger.Record{
					Kind: record.KindLink, ID: l.ID, Payload: payload, KnowableAt: calendar.FromTime(now),
					Facets: ledger.Facets{Sensitivity: string(record.Public)},
				}
				if !yield(r, err) || err != nil {
					return
				}
			}
		},
	}
}
