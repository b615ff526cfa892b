package desktest

import (
	"fmt"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Wire is the id of the data set of Signals.
const Wire = "wire"

// Signals is a data set of invented signals: three of the week of 31 January 2022, one of two weeks later
// in another country, and none of the week between.
func Signals() ledger.Batch {
	signal := func(id, day, country, kind, quad string) ledger.Record {
		at, err := calendar.ParseDate(day)
		if err != nil {
			panic(err)
		}
		return ledger.Record{
			Kind: record.KindSignal, ID: id, KnowableAt: at, Facets: ledger.Facets{Start: at, End: at, Country: country, Type: kind, Quad: quad},
			Payload: fmt.Appendf(nil, `{"id":%q,"day":%q,"added":%q,"type":%q,"code":"1","place":{"country":%q},"reports":{}}`, id, day, day, kind, country),
		}
	}
	about := ledger.Record{
		Kind: record.KindDataset, ID: Wire, KnowableAt: calendar.DateOf(2022, 2, 1), Facets: ledger.Facets{Sensitivity: "public"},
		Payload: fmt.Appendf(nil, `{"id":%q,"title":"A wire","importer":"gdelt","licence":{"name":"open","redistribute":true},"citation":"none"}`, Wire),
	}
	records := []ledger.Record{
		about, signal("1", "2022-01-31", "PK", "ASSAULT", "material_conflict"), signal("2", "2022-02-01", "PK", "ASSAULT", "material_conflict"),
		signal("3", "2022-02-06", "AF", "CONSULT", "verbal_cooperation"), signal("4", "2022-02-14", "AF", "", ""),
	}
	return ledger.Batch{Dataset: Wire, Importer: "test", ImporterVersion: "1", RecordedAt: Now, Records: func(yield func(ledger.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}}
}
