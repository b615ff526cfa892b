package desktest

import (
	"fmt"

	"detente/internal/hands/ledger"
	"detente/internal/hands/link"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Imported is the id of the data set of Beside.
const Imported = "beside"

// Beside is a data set that stands beside the default situation's own: two invented events, the first
// linked with one of the situation's.
func Beside() []ledger.Batch {
	event := func(id, day, admin1, kind string, low, best, high int64) ledger.Record {
		at, err := calendar.ParseDate(day)
		if err != nil {
			panic(err)
		}
		payload := fmt.Appendf(nil, `{"id":%q,"when":{"start":%q,"end":%q,"precision":"day"},"type":%q,"mode":"armed_assault","initiator":{"name":"a group","sides":["TTP"]},`+
			`"target":{"name":"a post","sides":["PAK_POLICE"]},"place":{"country":"PK","admin1":%q,"precision":4},"deaths":{"total":{"low":%d,"best":%d,"high":%d}},"summary":"invented"}`,
			id, day, day, kind, admin1, low, best, high)
		return ledger.Record{Kind: record.KindEvent, ID: id, Payload: payload, KnowableAt: at, Facets: ledger.Facets{
			Start: at, End: at, Country: "PK", Admin1: admin1, Type: kind, Mode: "armed_assault", Quad: "material_conflict",
			InitiatorSides: []string{"TTP"}, TargetSides: []string{"PAK_POLICE"}, DeathsLow: &low, DeathsBest: &best, DeathsHigh: &high,
			Score: -9, Sensitivity: "public", Text: "invented",
		}}
	}
	about := ledger.Record{
		Kind: record.KindDataset, ID: Imported, KnowableAt: calendar.DateOf(2026, 3, 31), Facets: ledger.Facets{Sensitivity: "public"},
		Payload: fmt.Appendf(nil, `{"id":%q,"title":"Another data set","importer":"ucdp","licence":{"name":"open","redistribute":true},"citation":"none"}`, Imported),
	}
	records := []ledger.Record{
		about, event("1", "2022-02-02", "Balochistan", "ASSAULT", 3, 4, 9), event("2", "2022-03-05", "Khyber Pakhtunkhwa", "ASSAULT", 1, 1, 1),
	}
	set := ledger.Batch{Dataset: Imported, Importer: "test", ImporterVersion: "1", RecordedAt: Now, Records: func(yield func(ledger.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}}
	return []ledger.Batch{set, link.Batch("chronology", Imported, []record.Link{{
		ID: "PA-20220202-01=1", A: record.Linked{Dataset: "chronology", ID: "PA-20220202-01"}, B: record.Linked{Dataset: Imported, ID: "1"}, Score: 0.7, Reason: "same day",
	}}, "test", Now, "1")}
}
