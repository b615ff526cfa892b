package importer

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// appendReports makes the records of the reports behind an event. A report is named by its event,
// publisher and day, so that it never changes. Those of one publisher on one day are told apart
// by their place among them.
func appendReports(out []ledger.Record, e *record.Event, knowable calendar.Date, publishers, days []string) []ledger.Record {
	if len(publishers) == 0 {
		return out
	}
	seen := map[string]int{}
	for i, p := range publishers {
		if p = strings.TrimSpace(p); p == "" {
			continue
		}
		day := ""
		if len(days) == len(publishers) {
			day = strings.TrimSpace(days[i])
		}
		key := p + "\x00" + day
		seen[key]++
		sum := sha256.Sum256([]byte(key + "\x00" + strconv.Itoa(seen[key])))
		src := record.Source{ID: e.ID + "#s-" + hex.EncodeToString(sum[:8]), EventID: e.ID, Publisher: p, Kind: "other"}
		if v, err := calendar.ParseLoose(day); err == nil {
			src.Published = record.Published{Text: day, By: v.End}
		}
		f := ledger.Facets{Start: e.When.Start, End: e.When.End, EventID: e.ID, Category: string(src.Kind), Text: p}
		out = append(out, packSource(&src, knowable, f))
	}
	return out
}
