package held

import (
	"slices"

	"detente/internal/hands/ledger"
	"detente/internal/words/record"
)

// dataset is all versions of the records of a data set.
type dataset struct {
	// order is the versions as Fetch orders them, so that what is chosen needs no sorting.
	order []version
	// of is the versions of each record, as places in order, in the order taken in.
	of [][]int32
}

// version is one version, and which record it is of.
type version struct {
	ledger.Record
	owner int32
}

type identity struct {
	kind record.Kind
	id   string
}

// gather sorts versions that are in the order in which they were taken in.
func gather(versions []ledger.Record) *dataset {
	d := &dataset{order: make([]version, len(versions))}
	owners := map[identity]int32{}
	owner := make([]int32, len(versions))
	by := make([]int32, len(versions))
	for i, r := range versions {
		who := identity{r.Kind, r.ID}
		n, known := owners[who]
		if !known {
			n = int32(len(owners))
			owners[who] = n
		}
		owner[i], by[i] = n, int32(i)
	}
	slices.SortStableFunc(by, func(a, b int32) int { return ledger.Compare(versions[a], versions[b]) })
	place := make([]int32, len(versions))
	for at, i := range by {
		d.order[at] = version{versions[i], owner[i]}
		place[i] = int32(at)
	}
	d.of = make([][]int32, len(owners))
	for i := range versions {
		d.of[owner[i]] = append(d.of[owner[i]], place[i])
	}
	return d
}

// add appends what passes a filter, in order.
func (d *dataset) add(list []ledger.Record, f ledger.Filter) []ledger.Record {
	ids, events := setOf(f.IDs), setOf(f.EventIDs)
	f.IDs, f.EventIDs = nil, nil
	counts := make([]int32, len(d.of)) // the version that counts then, and one; zero for none
	for i, versions := range d.of {
		for _, at := range slices.Backward(versions) {
			if f.AsOf.Counts(d.order[at].Record) {
				counts[i] = at + 1
				break
			}
		}
	}
	for at := range d.order {
		v := &d.order[at]
		if counts[v.owner] != int32(at)+1 || v.Payload == nil || ids != nil && !ids[v.ID] || events != nil && !events[v.Facets.EventID] {
			continue
		}
		if f.Passes(v.Record) {
			list = append(list, v.Record)
		}
	}
	return list
}

// setOf is nil for none, which does not restrict.
func setOf(list []string) map[string]bool {
	if len(list) == 0 {
		return nil
	}
	out := make(map[string]bool, len(list))
	for _, v := range list {
		out[v] = true
	}
	return out
}

// page cuts a page out of what passes.
func page(list []ledger.Record, f ledger.Filter, cursor string, limit int) (ledger.Page, error) {
	name := f.Fingerprint()
	after, err := ledger.ReadCursor(cursor, name)
	if err != nil {
		return ledger.Page{}, err
	}
	out := ledger.Page{Records: []ledger.Record{}, Total: len(list)}
	if after != nil {
		list = list[after.Passed(list, f.Desc):]
	}
	if limit <= 0 {
		return out, nil
	}
	if len(list) > limit {
		list = list[:limit:limit]
		out.Next = ledger.Cursor(name, list[limit-1])
	}
	out.Records = append(out.Records, list...)
	return out, nil
}
