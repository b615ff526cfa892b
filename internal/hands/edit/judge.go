package edit

import (
	"maps"
	"strings"

	"detente/internal/hands/folder"
	"detente/internal/words/fault"
	"detente/internal/words/record"
)

// tables are the rows that the rules are to judge: that of the record, and those it refers to.
func (w *writing) tables() map[record.Kind]folder.Cells {
	c := w.book.laid.Content
	switch w.request.Kind {
	case record.KindEvent:
		out := map[record.Kind]folder.Cells{record.KindEvent: w.cells}
		if report := w.report(); len(report) > 0 {
			report["event_id"] = w.cells["id"]
			out[record.KindSource] = report
		}
		return out
	case record.KindSource:
		out := map[record.Kind]folder.Cells{record.KindSource: w.cells}
		if e, ok := find(c, key{record.KindEvent, w.cells["event_id"]}); ok {
			out[record.KindEvent] = folder.CellsOf(e)
		}
		return out
	case record.KindClaim:
		out := map[record.Kind]folder.Cells{record.KindClaim: w.cells}
		if e, ok := find(c, key{record.KindEvent, w.cells["event_id"]}); ok {
			out[record.KindEvent] = folder.CellsOf(e)
		}
		each(c, record.KindSource, func(_ string, v any) {
			if s := v.(record.Source); s.EventID == w.cells["event_id"] && (out[record.KindSource] == nil || s.URL == w.cells["source_url"]) {
				out[record.KindSource] = folder.CellsOf(s)
			}
		})
		return out
	case record.KindEvidence:
		row := folder.Cells{}
		if v, ok := find(c, key{record.KindCommitment, w.cells["commitment_id"]}); ok {
			row = folder.CellsOf(v)
		}
		maps.Copy(row, w.cells)
		return map[record.Kind]folder.Cells{record.KindEvidence: row}
	}
	return map[record.Kind]folder.Cells{w.request.Kind: w.cells}
}

// report are the fields of a contact that name its report, as a row of sources.csv.
func (w *writing) report() folder.Cells {
	out := folder.Cells{}
	for field, col := range reported {
		if v := w.request.Fields[field]; v != "" {
			out[col] = v
		}
	}
	return out
}

// judge lists what is wrong: by the rules of the folder, and by those of editing.
func (w *writing) judge(got *folder.Content) []fault.Fault {
	var l fault.List
	c := w.book.laid.Content
	parentThere := true
	switch w.request.Kind {
	case record.KindSource, record.KindClaim:
		_, parentThere = parent(&l, c, record.KindEvent, "event_id", w.cells["event_id"])
	case record.KindEvidence:
		_, parentThere = parent(&l, c, record.KindCommitment, "commitment_id", w.cells["commitment_id"])
	}
	if !parentThere {
		return l.All() // the rest cannot be judged without it
	}
	for _, f := range got.Faults.All() {
		f = w.named(f)
		if f.Level == fault.Warning {
			if !strings.Contains(f.Reason, "not sorted") {
				w.notes = append(w.notes, Note{f.Column, f.Reason})
			}
			continue
		}
		l.Add(f)
	}
	w.sourced(&l)
	w.peaceful(&l)
	if len(l.All()) == 0 && !w.read(got) {
		l.Add(fault.Fault{Column: "fields", Reason: "nothing is given"})
	}
	return l.All()
}

// named puts a fault under the name that the editor knows. Values that the editor did not
// give are not repeated: they are the store's, and only the gate shows those.
func (w *writing) named(f fault.Fault) fault.Fault {
	if f.File == "sources.csv" && w.request.Kind == record.KindEvent {
		for field, col := range reported {
			if col == f.Column {
				f.Column = field
			}
		}
	}
	if _, given := w.request.Fields[f.Column]; !given {
		f.Value = ""
	}
	f.File, f.Row = "", 0
	return f
}

// sourced asks for the report behind what is said. A reading of a commitment that found no
// later evidence, or that repeats the announcement, has none of its own.
func (w *writing) sourced(l *fault.List) {
	switch w.request.Kind {
	case record.KindEvent:
		if w.before == nil && w.request.Fields["source_url"] == "" {
			l.Add(fault.Fault{Column: "source_url", Reason: "is empty; a contact is added with its report"})
		}
	case record.KindEvidence, record.KindCommitment:
		if w.sameEvidence() {
			return
		}
		switch record.Status(w.cells["status"]) {
		case "":
			if w.request.Kind == record.KindEvidence {
				l.Add(fault.Fault{Column: "status", Reason: "is empty"})
			}
		case record.Announced, record.Unknown:
		default:
			if w.cells["evidence_url"] == "" {
				l.Add(fault.Fault{Column: "evidence_url", Reason: "is empty; only announced and unknown go without evidence"})
			}
		}
	}
}

// sameEvidence reports whether a correction leaves what is said of the evidence as it was.
func (w *writing) sameEvidence() bool {
	for _, col := range folder.Columns(record.KindEvidence) {
		if w.was[col] != w.cells[col] {
			return false
		}
	}
	return w.before != nil
}

// peaceful refuses violent events: what can be edited are contacts, and what was taken from a
// report under review.
func (w *writing) peaceful(l *fault.List) {
	if w.request.Kind != record.KindEvent || w.request.Reviewed {
		return
	}
	e, ok := w.before.(record.Event)
	ours := ok && e.Violent() && !w.book.owns(key{record.KindEvent, e.ID})
	if !ours && (ok && e.Violent() || w.cells["type"] == "ASSAULT") {
		l.Add(fault.Fault{Column: "type", Value: w.request.Fields["type"], Reason: "violent events are not edited; correct the row in the folder"})
	}
}

// owns reports whether the folder has a row of its own for the record.
func (b *Book) owns(k key) bool {
	_, ok := find(b.own, k)
	return ok
}

// read reports whether the row came through as a record.
func (w *writing) read(got *folder.Content) bool {
	_, ok := w.result(got)
	return ok
}

// result is the record that was read.
func (w *writing) result(got *folder.Content) (any, bool) {
	var out any
	each(got, w.request.Kind, func(_ string, v any) { out = v })
	return out, out != nil
}
