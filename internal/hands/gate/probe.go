package gate

import (
	"context"
	"math"
	"slices"
	"strings"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// probes reports whether a filter looks into what is held back for a while: districts, and
// words, which are looked for in summaries and names of places. Records of other kinds
// than events and what belongs to them have nothing that is held back.
func probes(f ledger.Filter) bool {
	return (len(f.Admin2) > 0 || len(f.Text) > 0) && holdable(f)
}

func holdable(f ledger.Filter) bool {
	if len(f.Kinds) == 0 {
		return true
	}
	for _, k := range f.Kinds {
		if k == record.KindEvent || k == record.KindClaim || k == record.KindSource || k == record.KindEdit {
			return true
		}
	}
	return false
}

// settled keeps a filter to records that began before the recent days. Those of them that
// last into the recent days are held back as well: spanning finds just these.
func settled(f ledger.Filter, from calendar.Date) ledger.Filter {
	if last := from.Add(-1); !f.Window.To.IsSet() || f.Window.To > last {
		f.Window.To = last
	}
	return f
}

// spanning keeps a settled filter to records that end in the recent days. Its window ends
// before it begins; a span overlaps it when it covers both ends.
func spanning(f ledger.Filter, from calendar.Date) ledger.Filter {
	f = settled(f, from)
	f.Window.From = max(f.Window.From, from)
	return f
}

// fetch reads a page from the store. A filter that probes cannot reach the recent days: not
// by a record, nor by the total, nor by the cursor.
func (g *Gate) fetch(ctx context.Context, f ledger.Filter, cursor string, limit int, from calendar.Date) (ledger.Page, error) {
	if !probes(f) {
		return g.store.Fetch(ctx, f, cursor, limit)
	}
	page, err := g.store.Fetch(ctx, settled(f, from), cursor, limit)
	if err != nil {
		return page, err
	}
	// A cursor names the record that its page ended on, so no page ends on one that is held.
	held := func(r ledger.Record) bool { return r.Facets.End >= from }
	for n := limit + 1; page.Next != "" && held(page.Records[len(page.Records)-1]); n++ {
		if page, err = g.store.Fetch(ctx, settled(f, from), cursor, n); err != nil {
			return page, err
		}
	}
	page.Records = slices.DeleteFunc(page.Records, held)
	b, err := g.store.Bounds(ctx, spanning(f, from))
	page.Total -= b.Records
	return page, err
}

// Counts aggregates. Groups by district of recent events would tell what Events holds back,
// and so would any count under a filter that probes: those leave the recent days out.
func (g *Gate) Counts(ctx context.Context, q ledger.Query) ([]ledger.Cell, error) {
	q.Filter.Sensitivities = nil
	q.Filter = g.own(q.Filter)
	if !probes(q.Filter) && !(slices.Contains(q.By, ledger.ByAdmin2) && holdable(q.Filter)) {
		return g.store.Aggregate(ctx, q)
	}
	from := g.delayedFrom()
	f := q.Filter
	q.Filter = settled(f, from)
	cells, err := g.store.Aggregate(ctx, q)
	if err != nil {
		return nil, err
	}
	q.Filter = spanning(f, from)
	held, err := g.store.Aggregate(ctx, q)
	if err != nil || len(held) == 0 {
		return cells, err
	}
	less := make(map[string]ledger.Cell, len(held))
	for _, c := range held {
		less[cellKey(c)] = c
	}
	out := cells[:0]
	for _, c := range cells {
		if c = minus(c, less[cellKey(c)]); c.Count > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

func cellKey(c ledger.Cell) string { return c.Bucket.String() + "\x00" + strings.Join(c.Keys, "\x00") }

func minus(c, d ledger.Cell) ledger.Cell {
	c.Count -= d.Count
	c.DeathsLow -= d.DeathsLow
	c.DeathsBest -= d.DeathsBest
	c.DeathsHigh -= d.DeathsHigh
	c.DeathsUnknown -= d.DeathsUnknown
	c.Score = math.Round((c.Score-d.Score)*1e6) / 1e6 // sums of scores are exact to six places
	return c
}

// boundsPage is how many records are looked at at a time to bound a filter that probes.
const boundsPage = 2000

// Bounds returns the newest and oldest days under a filter; one that probes does not reach
// the recent days.
func (g *Gate) Bounds(ctx context.Context, f ledger.Filter) (ledger.Bounds, error) {
	f.Sensitivities = nil
	f = g.own(f)
	if !probes(f) {
		return g.store.Bounds(ctx, f)
	}
	var b ledger.Bounds
	from := g.delayedFrom()
	for cursor := ""; ; {
		page, err := g.fetch(ctx, f, cursor, boundsPage, from)
		if err != nil {
			return ledger.Bounds{}, err
		}
		for _, r := range page.Records {
			b.Records++
			b.Knowable = max(b.Knowable, r.KnowableAt)
			if d := r.Facets.Start; d.IsSet() {
				b.Newest = max(b.Newest, d)
				if !b.Oldest.IsSet() || d < b.Oldest {
					b.Oldest = d
				}
			}
		}
		if cursor = page.Next; cursor == "" {
			return b, nil
		}
	}
}
