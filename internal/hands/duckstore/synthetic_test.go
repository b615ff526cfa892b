package duckstore_test

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strconv"

	"detente/internal/hands/ledger"
	"detente/internal/hands/ledger/ledgertest"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// synthetic yields n events between a handful of sides over thirty years, in
// about the order of time, as files of events are.
func synthetic(n int, seed uint64) iter.Seq2[ledger.Record, error] {
	sides := []string{"gov-a", "gov-b", "rebels-a", "rebels-b", "militia", "civilians", "police", "army", "tribe", "other"}
	types := []string{"ASSAULT", "COERCE", "PROTEST", "CONSULT", "AID", "AGREE", "THREATEN", "DEMAND"}
	return func(yield func(ledger.Record, error) bool) {
		rng := rand.New(rand.NewPCG(seed, 1))
		first := calendar.DateOf(1996, 1, 1)
		for i := range n {
			day := first.Add(i*30*365/n + rng.IntN(40))
			deaths := int64(rng.IntN(20))
			a, b := rng.IntN(len(sides)), rng.IntN(len(sides))
			r := ledger.Record{
				Kind: record.KindEvent, ID: "synthetic-" + strconv.Itoa(i), KnowableAt: day.Add(2), File: "synthetic.csv", Row: i + 2, SHA256: "00",
				Facets: ledger.Facets{
					Start: day, End: day, Country: []string{"PK", "AF", "IN", "IR"}[rng.IntN(4)], Admin1: "province-" + strconv.Itoa(rng.IntN(40)),
					Admin2: "district-" + strconv.Itoa(rng.IntN(400)), Type: types[rng.IntN(len(types))], Mode: "mode-" + strconv.Itoa(rng.IntN(12)),
					Quad: strconv.Itoa(1 + rng.IntN(4)), InitiatorSides: sides[a : a+1], TargetSides: sides[b : b+1],
					DeathsLow: &deaths, DeathsBest: &deaths, DeathsHigh: &deaths, Score: float64(rng.IntN(200)-100) / 10,
					Text: "clash reported near the crossing " + strconv.Itoa(rng.IntN(1000)),
				},
			}
			if i%20 == 0 {
				r.Facets.InitiatorSides = []string{sides[a], sides[b]}
			}
			r.Payload = fmt.Appendf(nil, `{"id":"%s","when":{"start":"%s","end":"%s"},"type":"%s","country":"%s","deaths":%d,"summary":"clash number %d reported by several sources"}`,
				r.ID, day, day, r.Facets.Type, r.Facets.Country, deaths, i)
			if !yield(r, nil) {
				return
			}
		}
	}
}

func syntheticBatch(n int, seed uint64) ledger.Batch {
	b := ledgertest.Batch("2026-02-01")
	b.Records = synthetic(n, seed)
	return b
}
