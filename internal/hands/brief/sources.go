package brief

import (
	"sort"

	"detente/internal/hands/desk"
)

// sources lists every event named in the report and the reports behind each.
func (w *writer) sources(b *Brief) error {
	ids := make([]string, 0, len(w.used))
	for id := range w.used {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	events, reports, err := w.desk.Behind(w.ctx, ids, w.asOf)
	if err != nil {
		return err
	}
	b.Events = events
	for _, e := range events {
		for _, r := range reports[e.ID] {
			b.Reports = append(b.Reports, Source{e.ID, r})
		}
	}
	return nil
}

// reportsOf groups the report list by event.
func (b *Brief) reportsOf() map[string][]desk.Report {
	out := map[string][]desk.Report{}
	for _, s := range b.Reports {
		out[s.EventID] = append(out[s.EventID], s.Report)
	}
	return out
}
