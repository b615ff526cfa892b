package duckstore

import (
	"fmt"
	"math"
	"reflect"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
)

// The table tally counts the records of each batch by their days and labels: plainly, by type
// and by country, each of which is a part of its own. What was replaced or withdrawn later is in
// it as in the record table, so that it never changes; a read takes the few replaced rows off.
// Reads that ask for no more than the columns of a part add up its thousands of rows instead of
// millions of records.
const (
	plainly = iota
	byType
	byCountry
)

// tallyKeys are the columns by which records are counted; they mean what they mean of a record.
var tallyKeys = []string{"dataset", "kind", "sensitivity", "public", "recorded", "knowable", "start_day", "end_day", "type", "country"}

// tallySums are what is counted and summed, each as it is made of records. That of deaths is NULL
// where none of them is known.
var tallySums = []struct{ name, of string }{
	{"records", "count(*)"},
	{"deaths_floor", "sum(r.deaths_floor)"}, {"deaths_middle", "sum(r.deaths_middle)"}, {"deaths_ceiling", "sum(r.deaths_ceiling)"},
	{"deaths_unknown", "count(*) - count(r.deaths_middle)"},
	{"score_millionths", "sum(r.score_millionths)"},
}

// tallyDefs writes the columns out for SQL.
func tallyDefs() string {
	defs := []string{"part INTEGER"}
	for _, k := range tallyKeys {
		for _, c := range columns {
			if c.name == k {
				defs = append(defs, k+" "+forms[c.form])
			}
		}
	}
	for _, s := range tallySums {
		defs = append(defs, s.name+" BIGINT")
	}
	return strings.Join(defs, ", ")
}

// tallied is the statement that counts the records after a seq number into the tally of a database.
func tallied(database string, after int64) string {
	var parts []string
	for part, without := range [][]string{plainly: {"type", "country"}, byType: {"country"}, byCountry: {"type"}} {
		keys, sums := make([]string, len(tallyKeys)), make([]string, len(tallySums))
		for i, k := range tallyKeys {
			keys[i] = "r." + k
			for _, w := range without {
				if k == w {
					keys[i] = "0 AS " + k
				}
			}
		}
		for i, s := range tallySums {
			// A figure beyond all measure is summed to the largest there is, rather than that its batch fails.
			sums[i] = fmt.Sprintf("CAST(CASE WHEN %s > %d THEN %[2]d ELSE %[1]s END AS BIGINT)", s.of, math.MaxInt64)
		}
		places := make([]string, 0, len(keys))
		for i, k := range keys {
			if strings.HasPrefix(k, "r.") {
				places = append(places, fmt.Sprint(i+2))
			}
		}
		parts = append(parts, fmt.Sprintf(`(SELECT %d, %s, %s FROM %s.record r WHERE r.seq > %d AND NOT r.retracted GROUP BY %s)`,
			part, strings.Join(keys, ", "), strings.Join(sums, ", "), database, after, strings.Join(places, ", ")))
	}
	return `INSERT INTO ` + database + `.tally ` + strings.Join(parts, " UNION ALL ")
}

// counted is where the records of a read are counted: in the table of records, or in a part of
// the tally, under the name r either way.
type counted struct{ from, records, unknown string }

var eachRecord = counted{from: "ledger.record r", records: "count(*)", unknown: "count(*) - count(r.deaths_middle)"}

// countedIn is the shortest table that can answer a filter and dimensions.
func countedIn(f ledger.Filter, by []ledger.Dimension) counted {
	types, countries := len(f.Types) > 0, len(f.Countries) > 0
	for _, d := range by {
		switch d {
		case ledger.ByKind, ledger.ByDataset:
		case ledger.ByType:
			types = true
		case ledger.ByCountry:
			countries = true
		default:
			return eachRecord
		}
	}
	f.AsOf, f.Kinds, f.Datasets, f.Window, f.Sensitivities, f.Desc = ledger.AsOf{}, nil, nil, calendar.Open, nil, false
	f.Types, f.Countries = nil, nil
	if types && countries || !reflect.ValueOf(f).IsZero() {
		return eachRecord
	}
	part := plainly
	switch {
	case types:
		part = byType
	case countries:
		part = byCountry
	}
	return counted{
		from:    fmt.Sprintf(`(SELECT *, false AS retracted FROM ledger.tally WHERE part = %d) r`, part),
		records: "CAST(coalesce(sum(r.records), 0) AS BIGINT)", unknown: "CAST(coalesce(sum(r.deaths_unknown), 0) AS BIGINT)",
	}
}
