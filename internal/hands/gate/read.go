package gate

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// rules say how records of one kind are shown. Nil means that there is nothing to do.
type rules[T any] struct {
	clean   func(*T)                               // the same at every read; done once a version
	label   func(*T) record.Sensitivity            // the record's own label
	licence func(*T) record.Licence                // the record's own licence
	cut     func(*Shown[T], ledger.Record, *delay) // by the day of reading
}

// read fetches one page and shows each record by the rules.
func read[T any](ctx context.Context, g *Gate, k record.Kind, f ledger.Filter, cursor string, limit int, p Purpose, by rules[T]) (Page[T], error) {
	f.Kinds, f.Sensitivities = []record.Kind{k}, nil
	f = g.own(f)
	from := g.delayedFrom()
	raw, err := g.fetch(ctx, f, cursor, limit, from)
	if err != nil {
		return Page[T]{}, fmt.Errorf("gate: %s: %w", k, err)
	}
	page := Page[T]{Next: raw.Next, Total: raw.Total, Items: make([]Shown[T], 0, len(raw.Records))}
	late, err := g.behind(ctx, k, f.AsOf, raw.Records, from)
	if err != nil {
		return Page[T]{}, fmt.Errorf("gate: %s: %w", k, err)
	}
	free, err := g.free(ctx, raw.Records)
	if err != nil {
		return Page[T]{}, fmt.Errorf("gate: %s: %w", k, err)
	}
	for _, r := range raw.Records {
		if p == Export && !free[r.Dataset] {
			page.Withheld.Licence++
			continue
		}
		v, err := readOnce(g, r, by.clean)
		if err != nil {
			page.Withheld.Broken++
			continue
		}
		if late.hidden(r) || by.label != nil && by.label(&v) != "" && by.label(&v) != record.Public {
			page.Withheld.Sensitive++
			continue
		}
		if p == Export && by.licence != nil && by.licence(&v).Name != "" && !by.licence(&v).Redistribute {
			page.Withheld.Licence++
			continue
		}
		s := Shown[T]{Record: v, Provenance: provenance(r)}
		if by.cut != nil {
			by.cut(&s, r, late)
		}
		page.Items = append(page.Items, s)
	}
	return page, nil
}

func provenance(r ledger.Record) record.Provenance {
	return record.Provenance{
		Dataset: r.Dataset, RecordID: r.ID, Version: r.Version, File: r.File, Row: r.Row, SHA256: r.SHA256,
		Importer: r.Importer, ImporterVersion: r.ImporterV, RecordedAt: r.RecordedAt.UTC(), KnowableAt: r.KnowableAt,
	}
}

// kept holds records that were decoded and cleaned before. A version is the hash of its
// content, so what is kept never goes stale. Nothing in it is ever changed.
type kept struct {
	sync.Mutex
	records map[version]any
}

type version struct {
	kind                 record.Kind
	dataset, id, version string
}

// keepAtMost bounds kept, to some tens of megabytes.
const keepAtMost = 20000

// readOnce decodes a record and cleans its texts, or returns it as it was read before.
// What the caller changes must not be behind a pointer or slice of the record.
func readOnce[T any](g *Gate, r ledger.Record, clean func(*T)) (T, error) {
	k := version{r.Kind, r.Dataset, r.ID, r.Version}
	g.kept.Lock()
	old, ok := g.kept.records[k].(*T)
	g.kept.Unlock()
	if ok {
		return *old, nil
	}
	v := new(T)
	if err := json.Unmarshal(r.Payload, v); err != nil {
		return *v, err
	}
	clean(v)
	g.kept.Lock()
	defer g.kept.Unlock()
	if g.kept.records == nil || len(g.kept.records) >= keepAtMost {
		g.kept.records = map[version]any{}
	}
	g.kept.records[k] = v
	return *v, nil
}

// delay says which of the records of one page are recent, and of those that belong to an
// event, which events may be shown.
type delay struct {
	from   calendar.Date
	events map[eventKey]record.Event // as they are in the store; nil on pages of other kinds
}

// eventKey names an event: two data sets may use the same id.
type eventKey struct{ dataset, id string }

func keyOf(r ledger.Record) eventKey { return eventKey{r.Dataset, r.Facets.EventID} }

// hidden reports whether a record belongs to an event that is not shown: one with another
// label, or not known at the moment asked for.
func (d *delay) hidden(r ledger.Record) bool {
	_, shown := d.events[keyOf(r)]
	return d.events != nil && r.Facets.EventID != "" && !shown
}

// held reports whether a record belongs to an event whose place is held back.
func (d *delay) held(r ledger.Record) bool {
	e, ok := d.events[keyOf(r)]
	if !ok {
		return r.Facets.End >= d.from
	}
	return precise(e.Place) && e.When.End >= d.from
}

// behind looks up the events that the claims and sources of a page belong to. The span and
// the label that these carry themselves are from the day they were loaded; the event may
// have been corrected since.
func (g *Gate) behind(ctx context.Context, k record.Kind, at ledger.AsOf, page []ledger.Record, late calendar.Date) (*delay, error) {
	d := &delay{from: late}
	if k != record.KindClaim && k != record.KindSource {
		return d, nil
	}
	d.events = map[eventKey]record.Event{}
	var ids, datasets []string
	seen, from := map[string]bool{"": true}, map[string]bool{}
	for _, r := range page {
		if id := r.Facets.EventID; !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
		if !from[r.Dataset] {
			from[r.Dataset] = true
			datasets = append(datasets, r.Dataset)
		}
	}
	f := ledger.Filter{AsOf: at, Kinds: []record.Kind{record.KindEvent}, IDs: ids, Datasets: datasets}
	for cursor := ""; len(ids) > 0; {
		events, err := g.store.Fetch(ctx, f, cursor, len(ids))
		if err != nil {
			return nil, err
		}
		for _, r := range events.Records {
			e, err := readOnce(g, r, g.cleanEvent)
			if err == nil && (e.Sensitivity == "" || e.Sensitivity == record.Public) {
				d.events[eventKey{r.Dataset, r.ID}] = e
			}
		}
		if cursor = events.Next; cursor == "" {
			break
		}
	}
	return d, nil
}
