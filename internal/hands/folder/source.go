package folder

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// sources reads sources.csv: the reports behind each event.
func (x *reading) sources() {
	x.claimed = map[string]map[string]bool{}
	pairs, inOrder := seen{}, order{}
	x.c.Sources = rows(x, sourceTable, func(r *row) record.Source {
		v := r.loose("date")
		s := record.Source{
			EventID:   r.ofEvent("event_id"),
			URL:       r.web("url", true),
			Publisher: r.need("publisher"),
			Published: record.Published{Text: r.get("date"), By: v.End},
			Kind:      oneOf(r, "kind", record.SourceKinds),
		}
		s.ID = s.EventID + "#s-" + short(s.URL)
		pairs.twice(r, "url", r.key("event_id", "url"), "the same report of the same event")
		inOrder.check(r, "event_id", x.startOf(s.EventID)+"\x00"+r.key("event_id", "url"))
		if ref := x.eventAt[s.EventID]; ref != nil {
			if x.claimed[s.EventID] == nil {
				x.claimed[s.EventID] = map[string]bool{}
			}
			x.claimed[s.EventID][s.URL] = true
			if !r.bad {
				ref.sources++
			}
		}
		return s
	})
	switch x.c.File(sourceTable.name).State {
	case Read, Empty:
		x.hasSource = true
	}
}

// withoutSource warns of events that no report stands behind.
func (x *reading) withoutSource() {
	if !x.hasSource {
		return
	}
	for _, e := range x.c.Events {
		if x.eventAt[e.Record.ID].sources == 0 {
			x.c.Faults.Add(fault.Fault{Level: fault.Warning, File: e.File, Row: e.Number, Column: "id",
				Value: e.Record.ID, Reason: "the event has no row in " + sourceTable.name})
		}
	}
}

// ofEvent reads the id of the event that a row belongs to.
func (r *row) ofEvent(col string) string {
	id := r.need(col)
	ref := r.x.eventAt[id]
	switch {
	case id == "":
	case ref == nil:
		r.fail(col, "no such event in "+eventTable.name)
	case !ref.kept:
		r.fail(col, fmt.Sprintf("its event was not taken (%s, row %d)", eventTable.name, ref.row))
	}
	return id
}

// startOf is the first day of an event that was kept, for sorting.
func (x *reading) startOf(id string) string {
	if ref := x.eventAt[id]; ref != nil && ref.kept {
		return x.c.Events[ref.index].Record.When.Start.String()
	}
	return ""
}

// short is a stable name for a text that is too long to be an id itself.
func short(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}
