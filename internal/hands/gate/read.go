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
	from := g.delayedFrom()
	raw, err := g.fetch(ctx, f, cursor, limit, from)
	if err != nil {
		return Page[T]{}, fmt.Errorf("gate: %s: %w", k, err)
	}
	page := Page[T]{Next: raw.Next, Total: raw.Total, Items: make([]Shown[T], 0, len(raw.Records))}
	late, err := g.delays(ctx, k, f.AsOf, raw.Records, from)
	if err != nil {
		return Page[T]{}, fmt.Errorf("gate: %s: %w", k, err)
	}
	for _, r := range raw.Records {
		if p == Export && !g.licences[r.Dataset].Redistribute {
			page.Withheld.Licence++
			continue
		}
		v, err := readOnce(g, r, by.clean)
		if err != nil {
			page.Withheld.Broken++
			continue
		}
		if by.label != nil && by.label(&v) != "" && by.label(&v) != record.Public {
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

// delay says what of the records of one page is recent and held back.
type delay struct {
	from calendar.Date
	open map[string]bool // recent events that are known to be coarse, so that nothing of them is held back
}

// held reports whether a record that belongs to an event, or is one, ends on a recent day.
func (d *delay) held(r ledger.Record) bool {
	return r.Facets.End >= d.from && !d.open[r.Facets.EventID]
}

// delays looks up the recent events that claims and sources of a page belong to.
func (g *Gate) delays(ctx context.Context, k record.Kind, at ledger.AsOf, page []ledger.Record, from calendar.Date) (*delay, error) {
	d := &delay{from: from, open: map[string]bool{}}
	if k != record.KindClaim && k != record.KindSource {
		return d, nil
	}
	var ids []string
	seen := map[string]bool{}
	for _, r := range page {
		if id := r.Facets.EventID; r.Facets.End >= from && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	if len(ids) == 0 {
		return d, nil
	}
	events, err := g.store.Fetch(ctx, ledger.Filter{AsOf: at, Kinds: []record.Kind{record.KindEvent}, IDs: ids}, "", len(ids))
	if err != nil {
		return nil, err
	}
	for _, r := range events.Records {
		var e record.Event
		if json.Unmarshal(r.Payload, &e) == nil && !precise(e.Place) {
			d.open[r.ID] = true
		}
	}
	return d, nil
}
