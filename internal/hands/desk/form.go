package desk

import (
	"context"
	"maps"

	"detente/internal/hands/edit"
	"detente/internal/hands/folder"
	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/plover"
	"detente/internal/words/record"
	"detente/internal/words/situation"
)

// Form is what an editor fills in: the fields of a kind, with those of a record as they are.
type Form struct {
	Kind       string  `json:"kind"`
	ID         string  `json:"id"`
	Version    string  `json:"version" doc:"to be sent back as base; empty for a new record"`
	PlaceShown string  `json:"place_shown" doc:"how the place of a contact was coarsened: send only the fields that were changed"`
	Fields     []Field `json:"fields"`
}

// Field is one field of a form.
type Field struct {
	Name    string   `json:"name"`
	Value   string   `json:"value"`
	Choices []string `json:"choices" doc:"empty when any text goes"`
}

// ErrNoRecord means that there is no public record with the id.
var ErrNoRecord = edit.ErrNoRecord

// Form returns the fields of a kind; with an id, as the record is shown now.
func (d *Desk) Form(ctx context.Context, kind, id string) (*Form, error) {
	k, ok := edit.KindOf(kind)
	if !ok {
		return nil, &BadQuery{Field: "kind", Value: kind, Known: names(edit.Kinds)}
	}
	out := &Form{Kind: string(k), ID: id, Fields: []Field{}}
	values := folder.Cells{}
	if id != "" {
		v, s, err := d.one(ctx, k, id)
		if err != nil {
			return nil, err
		}
		out.Version, out.PlaceShown, values = s.Provenance.Version, string(s.Place), folder.CellsOf(v)
		if k == record.KindCommitment {
			out.Version += edit.BaseJoint
			if e, s, err := d.one(ctx, record.KindEvidence, id+"#1"); err == nil {
				out.Version += s.Provenance.Version
				cells := folder.CellsOf(e)
				delete(cells, "commitment_id")
				maps.Copy(values, cells)
			}
		}
	}
	for _, name := range edit.Fields(k) {
		out.Fields = append(out.Fields, Field{name, values[name], d.choices(k, name)})
	}
	return out, nil
}

// one reads a record as it is shown.
func (d *Desk) one(ctx context.Context, k record.Kind, id string) (any, gate.Shown[any], error) {
	f := ledger.Filter{IDs: []string{id}, Datasets: []string{d.sit.Dataset.ID}}
	switch k {
	case record.KindEvent:
		return first(d.gate.Events(ctx, f, "", 1, gate.Show))
	case record.KindSource:
		return first(d.gate.Sources(ctx, f, "", 1, gate.Show))
	case record.KindCommitment:
		return first(d.gate.Commitments(ctx, f, "", 1, gate.Show))
	case record.KindEvidence:
		return first(d.gate.Evidence(ctx, f, "", 1, gate.Show))
	case record.KindStatement:
		return first(d.gate.Statements(ctx, f, "", 1, gate.Show))
	case record.KindCrossing:
		return first(d.gate.Crossings(ctx, f, "", 1, gate.Show))
	}
	return nil, gate.Shown[any]{}, ErrNoRecord
}

func first[T any](p gate.Page[T], err error) (any, gate.Shown[any], error) {
	if err != nil || len(p.Items) == 0 {
		if err == nil {
			err = ErrNoRecord
		}
		return nil, gate.Shown[any]{}, err
	}
	s := p.Items[0]
	return s.Record, gate.Shown[any]{Provenance: s.Provenance, Place: s.Place}, nil
}

// choices are the values that a field may have, where they are a closed list.
func (d *Desk) choices(k record.Kind, field string) []string {
	term := func(t situation.Term) string { return t.Code }
	switch field {
	case "date_precision", "due_date_precision", "status_date_precision":
		return names(calendar.Precisions)
	case "status":
		if k == record.KindCrossing {
			return names(record.CrossingStatuses)
		}
		return names(record.Statuses)
	case "scope":
		return names(record.CrossingScopes)
	case "crossing":
		return codes(d.sit.Crossings, func(c situation.CrossingTerm) string { return c.Code })
	case "theme":
		return codes(d.sit.Themes, term)
	case "issue":
		return codes(d.sit.Issues, term)
	case "stance":
		return names(record.Stances)
	case "country":
		return codes(d.sit.Countries, func(c situation.Country) string { return c.Code })
	case "geo_precision":
		return []string{"1", "2", "3", "4", "5"}
	case "type":
		return peaceful(plover.Types, func(t plover.Type) bool { return t == plover.Assault })
	case "mode":
		return peaceful(plover.Modes(), plover.Mode.Violent)
	case "attribution":
		return names(record.Attributions)
	case "confidence":
		return names(record.Confidences)
	case "source_kind", "kind":
		return names(record.SourceKinds)
	}
	return []string{}
}

func peaceful[T ~string](in []T, violent func(T) bool) []string {
	out := []string{}
	for _, v := range in {
		if !violent(v) {
			out = append(out, string(v))
		}
	}
	return out
}
