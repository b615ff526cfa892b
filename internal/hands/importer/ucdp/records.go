package ucdp

import (
	"strings"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// records makes the event of a row and the reports behind it.
func (s *sheet) records(r delimited.Row, e record.Event) []ledger.Record {
	knowable := s.release
	if knowable.IsSet() {
		knowable = max(knowable, e.When.End)
	}
	return importer.Event(&e, knowable, list(r.Get("source_office")), list(r.Get("source_date")))
}

func list(v string) []string {
	if v == "" {
		return nil
	}
	return strings.Split(v, ";")
}
