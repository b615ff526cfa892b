package gate

import (
	"context"
	"encoding/json"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Edits returns one page of edits. What was there before and what holds from then on is shown
// as the records themselves are; while the place of a contact is held back, so is the
// reason, which may name it. Edits of records that are not public are not shown.
func (g *Gate) Edits(ctx context.Context, f ledger.Filter, cursor string, limit int, p Purpose) (Page[record.Edit], error) {
	f.Datasets = []string{record.EditsOf(g.sit.Dataset.ID)}
	page, err := read(ctx, g, record.KindEdit, f, cursor, limit, p, rules[record.Edit]{
		clean: func(e *record.Edit) { g.clean(&e.Who, &e.Why) },
		label: g.labelOfEdit,
	})
	if err != nil {
		return page, err
	}
	held, err := g.heldEvents(ctx, page.Items)
	if err != nil {
		return page, err
	}
	kept := page.Items[:0]
	for _, s := range page.Items {
		if s.Record.Before, err = g.content(&s, s.Record.Before, held); err == nil {
			s.Record.Record, err = g.content(&s, s.Record.Record, held)
		}
		if err != nil {
			page.Withheld.Broken++
			continue
		}
		if s.Place == Delayed {
			s.Record.Why = ""
		}
		kept = append(kept, s)
	}
	page.Items = kept
	return page, nil
}

// labelOfEdit is the strictest label of what an edit holds; what cannot be read is kept back.
func (g *Gate) labelOfEdit(e *record.Edit) record.Sensitivity {
	label := record.Stricter("", e.Sensitivity)
	for _, payload := range []json.RawMessage{e.Before, e.Record} {
		if payload == nil {
			continue
		}
		v, err := record.Decode(e.Kind, payload)
		if err != nil {
			return record.Confidential
		}
		label = record.Stricter(label, record.SensitivityOf(v))
	}
	return label
}

// content shows the record in an edit by the rules of its kind.
func (g *Gate) content(s *Shown[record.Edit], payload json.RawMessage, held map[string]bool) (json.RawMessage, error) {
	if payload == nil {
		return nil, nil
	}
	v, err := record.Decode(s.Record.Kind, payload)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case record.Event:
		x := Shown[record.Event]{Record: v}
		g.cleanEvent(&x.Record)
		g.event(&x, ledger.Record{}, &delay{from: g.delayedFrom()})
		s.mark(x.Place)
		return json.Marshal(x.Record)
	case record.Source:
		g.clean(&v.Publisher)
		if held[v.EventID] {
			s.mark(Delayed)
			v.URL = site(v.URL)
		}
		return json.Marshal(v)
	case record.Claim:
		g.clean(&v.Speaker, &v.Said)
		if held[v.EventID] {
			s.mark(Delayed)
			v.Said, v.SourceURL = "", site(v.SourceURL)
		}
		return json.Marshal(v)
	case record.Commitment:
		g.clean(&v.Text, &v.Institution.Name)
		return json.Marshal(v)
	case record.Evidence:
		g.clean(&v.Text)
		return json.Marshal(v)
	case record.Statement:
		g.clean(&v.Text, &v.Institution.Name, &v.SpeakerRole)
		return json.Marshal(v)
	case record.Crossing:
		return json.Marshal(v)
	}
	return nil, nil // a kind without rules is not shown
}

// mark notes how a place was shown; one that is held back counts most.
func (s *Shown[T]) mark(p PlaceShown) {
	if s.Place != Delayed {
		s.Place = p
	}
}

// heldEvents are the events, with reports or claims among the edits, whose place is held back
// or which are not there to be looked at.
func (g *Gate) heldEvents(ctx context.Context, edits []Shown[record.Edit]) (map[string]bool, error) {
	held := map[string]bool{}
	var ids []string
	for _, s := range edits {
		for _, payload := range []json.RawMessage{s.Record.Before, s.Record.Record} {
			v, _ := record.Decode(s.Record.Kind, payload)
			id := ""
			switch v := v.(type) {
			case record.Source:
				id = v.EventID
			case record.Claim:
				id = v.EventID
			}
			if id != "" && !held[id] {
				held[id] = true
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return held, nil
	}
	page, err := g.store.Fetch(ctx, ledger.Filter{Kinds: []record.Kind{record.KindEvent}, IDs: ids}, "", len(ids))
	if err != nil {
		return nil, err
	}
	from := g.delayedFrom()
	for _, r := range page.Records {
		var e record.Event
		if json.Unmarshal(r.Payload, &e) == nil {
			held[r.ID] = precise(e.Place) && lastDay(e, r) >= from
		}
	}
	return held, nil
}

func lastDay(e record.Event, r ledger.Record) calendar.Date { return max(e.When.End, r.Facets.End) }

// cleanEvent puts loaded words in the texts of an event into quotation marks.
func (g *Gate) cleanEvent(e *record.Event) {
	g.clean(&e.Summary, &e.Initiator.Name, &e.Target.Name, &e.Place.Name, &e.Place.Admin1, &e.Place.Admin2)
}
