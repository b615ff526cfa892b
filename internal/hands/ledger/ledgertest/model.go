package ledgertest

import (
	"time"

	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
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
		r.Origin = ledger.Origin{} // it is not read back
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
	known := m.given[b.Dataset] == b.Input()
	m.given[b.Dataset] = b.Input()
	if man.Repeated = len(fresh) == 0; man.Repeated && known {
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
			if f.AsOf.Counts(versions[i]) {
				if versions[i].Payload != nil && f.Passes(versions[i]) {
					list = append(list, versions[i])
				}
				break
			}
		}
	}
	ledger.Sort(list, f.Desc)
	return list
}

// Aggregate groups what passes.
func (m *Model) Aggregate(q ledger.Query) []ledger.Cell { return q.Cells(m.Fetch(q.Filter)) }

// Bounds are those of what passes.
func (m *Model) Bounds(f ledger.Filter) ledger.Bounds { return ledger.BoundsOf(m.Fetch(f)) }

// Holds reports whether the data set was given this input last.
func (m *Model) Holds(b ledger.Batch) bool { return m.given[b.Dataset] == b.Input() }

// Batches are the manifests.
func (m *Model) Batches() []ledger.Manifest { return m.batches }
