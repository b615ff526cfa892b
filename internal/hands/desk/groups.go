package desk

import (
	"cmp"
	"slices"

	"detente/internal/hands/gate"
	"detente/internal/words/record"
)

// groups joins events that links tie together, directly or through others.
type groups struct {
	root    map[eventKey]eventKey
	links   []record.Link
	members map[eventKey][]eventKey
	shown   map[eventKey][]gate.Shown[record.Event] // by root
}

func newGroups(links []record.Link) *groups {
	g := &groups{
		root: map[eventKey]eventKey{}, links: links,
		members: map[eventKey][]eventKey{}, shown: map[eventKey][]gate.Shown[record.Event]{},
	}
	for _, l := range links {
		a, b := eventKey{l.A.Dataset, l.A.ID}, eventKey{l.B.Dataset, l.B.ID}
		for _, k := range []eventKey{a, b} {
			if _, ok := g.root[k]; !ok {
				g.root[k], g.members[k] = k, []eventKey{k}
			}
		}
		ra, rb := g.root[a], g.root[b]
		if ra == rb {
			continue
		}
		for _, k := range g.members[rb] {
			g.root[k] = ra
		}
		g.members[ra] = append(g.members[ra], g.members[rb]...)
		delete(g.members, rb)
	}
	return g
}

// with are the events of one group, the event itself among them.
func (g *groups) with(k eventKey) []eventKey { return g.members[g.rootOf(k)] }

func (g *groups) rootOf(k eventKey) eventKey {
	if r, ok := g.root[k]; ok {
		return r
	}
	return k
}

func (g *groups) add(s gate.Shown[record.Event]) {
	r := g.rootOf(eventKey{s.Provenance.Dataset, s.Record.ID})
	g.shown[r] = append(g.shown[r], s)
}

// rows are the groups by first day, each with the links between the events it shows.
func (g *groups) rows(d *Desk) []LinkedGroup {
	at := map[eventKey][]record.Link{}
	for _, l := range g.links {
		r := g.rootOf(eventKey{l.A.Dataset, l.A.ID})
		at[r] = append(at[r], l)
	}
	out := make([]LinkedGroup, 0, len(g.shown))
	for root, list := range g.shown {
		v := LinkedGroup{Links: []record.Link{}}
		here := map[eventKey]bool{}
		for _, s := range list {
			v.Events = append(v.Events, d.eventView(s))
			here[eventKey{s.Provenance.Dataset, s.Record.ID}] = true
		}
		own := func(e Event) int {
			if e.Dataset == d.sit.Dataset.ID {
				return 0
			}
			return 1
		}
		slices.SortFunc(v.Events, func(x, y Event) int {
			return cmp.Or(cmp.Compare(own(x), own(y)), cmp.Compare(x.Dataset, y.Dataset), cmp.Compare(x.ID, y.ID))
		})
		v.DateStart = v.Events[0].DateStart
		for _, l := range at[root] {
			if here[eventKey{l.A.Dataset, l.A.ID}] && here[eventKey{l.B.Dataset, l.B.ID}] {
				v.Links = append(v.Links, l)
			}
		}
		out = append(out, v)
	}
	slices.SortFunc(out, func(x, y LinkedGroup) int {
		return cmp.Or(cmp.Compare(x.DateStart, y.DateStart), cmp.Compare(x.Events[0].Dataset, y.Events[0].Dataset), cmp.Compare(x.Events[0].ID, y.Events[0].ID))
	})
	return out
}
