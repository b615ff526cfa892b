package ledgertest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/figure"
	"detente/internal/words/record"
)

// Model is a ledger as the contract describes it, without a thought for speed: every
// version of every record in the order recorded, and a read picks the last that counts.
type Model struct {
	order    []identity
	versions map[identity][]ledger.Record
	batches  []ledger.Manifest
	given    map[string]string // the input that each data set was given last
}

type identity struct {
	dataset string
	kind    record.Kind
	id      string
}

// Append takes a batch; it reports false where the store must refuse it.
func (m *Model) Append(b ledger.Batch) (ledger.Manifest, bool) {
	if m.versions == nil {
		m.versions = map[identity][]ledger.Record{}
	}
	at := b.RecordedAt.UTC().Truncate(time.Microsecond)
	today := calendar.FromTime(at)
	man := ledger.Manifest{
		Dataset: b.Dataset, Importer: b.Importer, ImporterV: b.ImporterVersion, Files: b.Files, Digest: b.Digest(),
		RecordedAt: at, Read: b.Rejected, Rejected: b.Rejected,
	}
	if b.Refused != nil {
		man.Rejected += b.Refused()
		man.Read = man.Rejected
	}
	in := map[identity]string{}
	var fresh []ledger.Record
	for r, err := range b.Records {
		if err != nil {
			return ledger.Manifest{}, false
		}
		man.Read++
		r.Dataset, r.RecordedAt, r.Importer, r.ImporterV = b.Dataset, at, b.Importer, b.ImporterVersion
		r.Seal()
		if !r.KnowableAt.IsSet() {
			r.KnowableAt = today
		}
		who := identity{r.Dataset, r.Kind, r.ID}
		if v, twice := in[who]; twice {
			if v != r.Version {
				return ledger.Manifest{}, false
			}
			man.Unchanged++
			continue
		}
		in[who] = r.Version
		old := m.versions[who]
		switch {
		case len(old) == 0:
			man.Stored++
		case old[len(old)-1].Version == r.Version:
			man.Unchanged++
			continue
		default:
			man.Updated++
			r.KnowableAt = max(r.KnowableAt, today)
		}
		fresh = append(fresh, r)
	}
	if b.Whole {
		for _, who := range m.order {
			old := m.versions[who]
			if _, ok := in[who]; ok || who.dataset != b.Dataset || old[len(old)-1].Payload == nil {
				continue
			}
			if man.Rejected > 0 {
				man.Unretracted++
				continue
			}
			man.Retracted++
			fresh = append(fresh, ledger.Record{Dataset: who.dataset, Kind: who.kind, ID: who.id, KnowableAt: today, RecordedAt: at})
		}
	}
	if m.given == nil {
		m.given = map[string]string{}
	}
	m.given[b.Dataset] = b.Input()
	if len(fresh) == 0 {
		man.Repeated = true
		return man, true
	}
	for _, r := range fresh {
		who := identity{r.Dataset, r.Kind, r.ID}
		if len(m.versions[who]) == 0 {
			m.order = append(m.order, who)
		}
		m.versions[who] = append(m.versions[who], r)
	}
	man.ID = int64(len(m.batches) + 1)
	m.batches = append(m.batches, man)
	return man, true
}

// Fetch returns all records that pass, in order.
func (m *Model) Fetch(f ledger.Filter) []ledger.Record {
	var list []ledger.Record
	for _, who := range m.order {
		versions := m.versions[who]
		for i := len(versions) - 1; i >= 0; i-- {
			if countsAt(versions[i], f.AsOf) {
				if versions[i].Payload != nil && passes(versions[i], f) {
					list = append(list, versions[i])
				}
				break
			}
		}
	}
	slices.SortFunc(list, func(a, b ledger.Record) int {
		c := cmp.Or(cmp.Compare(a.Facets.Start, b.Facets.Start), cmp.Compare(a.Kind, b.Kind),
			cmp.Compare(a.ID, b.ID), cmp.Compare(a.Dataset, b.Dataset))
		if f.Desc {
			return -c
		}
		return c
	})
	return list
}

// Aggregate groups what passes.
func (m *Model) Aggregate(q ledger.Query) []ledger.Cell {
	type group struct {
		cell   ledger.Cell
		deaths figure.Sum
		score  int64
	}
	groups := map[string]*group{}
	for _, r := range m.Fetch(q.Filter) {
		c := r.Facets
		cell := ledger.Cell{Keys: make([]string, len(q.By)), Bucket: bucketOf(c.Start, q.Bucket)}
		for i, d := range q.By {
			cell.Keys[i] = keyOf(r, d)
		}
		name := cell.Bucket.String() + "\x00" + strings.Join(cell.Keys, "\x00")
		g := groups[name]
		if g == nil {
			g = &group{cell: cell}
			groups[name] = g
		}
		g.deaths.Add(figure.Range{Low: countOf(c.DeathsLow), Best: countOf(c.DeathsBest), High: countOf(c.DeathsHigh)})
		g.score += int64(math.Round(c.Score * 1e6))
	}
	cells := []ledger.Cell{}
	for _, g := range groups {
		g.cell.Count, g.cell.DeathsUnknown = g.deaths.Of, g.deaths.Unknown
		g.cell.DeathsLow, g.cell.DeathsBest, g.cell.DeathsHigh = g.deaths.Low, g.deaths.Best, g.deaths.High
		g.cell.Score = float64(g.score) / 1e6
		cells = append(cells, g.cell)
	}
	slices.SortFunc(cells, func(a, b ledger.Cell) int {
		return cmp.Or(cmp.Compare(a.Bucket, b.Bucket), slices.Compare(a.Keys, b.Keys))
	})
	return cells
}

func countOf(n *int64) figure.Count {
	if n == nil {
		return figure.Count{}
	}
	return figure.Of(*n)
}

func bucketOf(d calendar.Date, b ledger.Bucket) calendar.Date {
	switch {
	case !d.IsSet() || b == ledger.NoBucket:
		return calendar.Unset
	case b == ledger.Weekly:
		return d.Week()
	case b == ledger.Monthly:
		return d.Month()
	}
	return d
}

func keyOf(r ledger.Record, d ledger.Dimension) string {
	c := r.Facets
	first := func(sides []string) string {
		if len(sides) == 0 {
			return ""
		}
		return sides[0]
	}
	return map[ledger.Dimension]string{
		ledger.ByKind: string(r.Kind), ledger.ByDataset: r.Dataset, ledger.ByCountry: c.Country, ledger.ByAdmin1: c.Admin1,
		ledger.ByAdmin2: c.Admin2, ledger.ByType: c.Type, ledger.ByMode: c.Mode, ledger.ByQuad: c.Quad,
		ledger.ByInitiator: first(c.InitiatorSides), ledger.ByTarget: first(c.TargetSides), ledger.ByCategory: c.Category, ledger.ByEvent: c.EventID,
	}[d]
}

// Bounds are those of what passes.
func (m *Model) Bounds(f ledger.Filter) ledger.Bounds {
	var b ledger.Bounds
	for _, r := range m.Fetch(f) {
		b.Records++
		b.Knowable = max(b.Knowable, r.KnowableAt)
		if s := r.Facets.Start; s.IsSet() {
			b.Newest = max(b.Newest, s)
			if !b.Oldest.IsSet() || s < b.Oldest {
				b.Oldest = s
			}
		}
	}
	return b
}

// Holds reports whether the data set was given this input last.
func (m *Model) Holds(b ledger.Batch) bool { return m.given[b.Dataset] == b.Input() }

// Batches are the manifests of the batches that changed something.
func (m *Model) Batches() []ledger.Manifest { return m.batches }
