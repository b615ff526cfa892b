package ucdp

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"detente/internal/hands/importer"
	"detente/internal/hands/importer/delimited"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// records makes the event of a row and the reports behind it.
func (s *sheet) records(r delimited.Row, e record.Event) ([]ledger.Record, error) {
	knowable := s.release
	if knowable.IsSet() {
		knowable = max(knowable, e.When.End)
	}
	main, err := importer.Pack(record.KindEvent, e.ID, knowable, importer.EventFacets(e), e)
	if err != nil {
		return nil, err
	}
	out := []ledger.Record{main}
	offices, dates := list(r.Get("source_office")), list(r.Get("source_date"))
	if len(offices) != len(dates) {
		dates = make([]string, len(offices))
	}
	seen := map[string]int{}
	for i, office := range offices {
		if office == "" {
			continue
		}
		// Reports of one publisher on one day are told apart by their place among these.
		key := office + "\x00" + dates[i]
		seen[key]++
		src := record.Source{
			EventID: e.ID, Publisher: office, Published: published(dates[i]), Kind: "other",
		}
		sum := sha256.Sum256([]byte(key + strings.Repeat("\x00", seen[key])))
		src.ID = e.ID + "#s-" + hex.EncodeToString(sum[:8])
		f := ledger.Facets{Start: e.When.Start, End: e.When.End, EventID: e.ID, Category: string(src.Kind), Text: office}
		rec, err := importer.Pack(record.KindSource, src.ID, knowable, f, src)
		if err != nil {
			return nil, err
		}
		out = append(out, rec)
	}
	return out, nil
}

func list(v string) []string {
	if v == "" {
		return nil
	}
	parts := strings.Split(v, ";")
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	return parts
}

func published(day string) record.Published {
	v, err := calendar.ParseLoose(day)
	if err != nil {
		return record.Published{}
	}
	return record.Published{Text: day, By: v.End}
}
