package desk

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// LinkedPage is events with one row for those that are taken for one.
type LinkedPage struct {
	AsOf     calendar.Date `json:"as_of"`
	Total    int           `json:"total" doc:"groups that pass"`
	Counts   LinkedCounts  `json:"counts" doc:"of all groups, whichever are shown"`
	Sets     []LinkedSet   `json:"sets" doc:"the situation's own first"`
	Groups   []LinkedGroup `json:"groups" doc:"by first day"`
	Withheld int           `json:"withheld,omitempty"`
}

// LinkedCounts counts groups by whose events they hold.
type LinkedCounts struct {
	Linked  int `json:"linked" doc:"events of several data sets"`
	Own     int `json:"own" doc:"of the situation's own data set alone, on days that another reaches"`
	Others  int `json:"others" doc:"of another data set alone"`
	Outside int `json:"outside" doc:"of the situation's own data set, on days that no other reaches"`
}

// LinkedSet is a data set of the page.
type LinkedSet struct {
	ID     string        `json:"id"`
	Title  string        `json:"title"`
	Events int           `json:"events"`
	From   calendar.Date `json:"from" doc:"day of its first event here"`
	To     calendar.Date `json:"to"`
}

// LinkedGroup is what several data sets say of one act, side by side.
type LinkedGroup struct {
	DateStart calendar.Date `json:"date_start"`
	Standing  string        `json:"standing" enum:"linked,own,others,outside" doc:"linked; or of the own or another data set alone; or the own, on days that no other reaches"`
	Events    []Event       `json:"events" doc:"the situation's own first, then by data set"`
	Links     []record.Link `json:"links"`
}

// LinkedQuery asks for rows of linked events.
type LinkedQuery struct {
	Query
	Standing      string // "" for all, or one of the standings
	Offset, Limit int    // a limit of 0 is none
	Purpose       gate.Purpose
}

// Standings are what a group can be asked for by.
var Standings = []string{"linked", "others", "outside", "own"}

// Linked lists events, those linked in one row with each source's own figures. Without data
// sets in the query it takes all of those that have links.
func (d *Desk) Linked(ctx context.Context, q Query, p gate.Purpose) (*LinkedPage, error) {
	m, f, err := d.filter(ctx, q)
	if err != nil {
		return nil, err
	}
	return recall(ctx, d, fmt.Sprintf("linked %d %s %s", p, momentKey(m), nameOf(f)), func() (*LinkedPage, error) { return d.linked(ctx, m, f, p) })
}

// LinkedRows is a page of Linked: the situation's own events and those of the data sets asked
// for, of one standing or all.
func (d *Desk) LinkedRows(ctx context.Context, q LinkedQuery) (*LinkedPage, error) {
	if q.Standing != "" && !holds(Standings, q.Standing) {
		return nil, &BadQuery{Field: "standing", Value: q.Standing, Known: Standings}
	}
	if own := d.sit.Dataset.ID; len(q.Datasets) > 0 && !holds(q.Datasets, own) {
		q.Datasets = append([]string{own}, q.Datasets...)
	}
	newest := q.Newest
	q.Newest = false
	whole, err := d.Linked(ctx, q.Query, q.Purpose)
	if err != nil {
		return nil, err
	}
	out := *whole
	out.Groups = []LinkedGroup{}
	for _, g := range whole.Groups {
		if q.Standing == "" || g.Standing == q.Standing {
			out.Groups = append(out.Groups, g)
		}
	}
	out.Total = len(out.Groups)
	if newest {
		slices.Reverse(out.Groups)
	}
	out.Groups = out.Groups[min(max(q.Offset, 0), out.Total):]
	if q.Limit > 0 {
		out.Groups = out.Groups[:min(q.Limit, len(out.Groups))]
	}
	return &out, d.reported(ctx, q, out.Groups)
}

// reported says of each event of the groups how many reports and claims there are. What is
// recalled is shared, so that the events are copied first.
func (d *Desk) reported(ctx context.Context, q LinkedQuery, list []LinkedGroup) error {
	m, f, err := d.filter(ctx, q.Query)
	if err != nil {
		return err
	}
	var ids []string
	for _, g := range list {
		for _, e := range g.Events {
			ids = append(ids, e.ID)
		}
	}
	for part := range slices.Chunk(ids, 500) {
		b, err := d.behind(ctx, m, part, f.Datasets...)
		if err != nil {
			return err
		}
		for i, g := range list {
			list[i].Events = slices.Clone(g.Events)
			for j, e := range g.Events {
				k := d.key(e.Dataset, e.ID)
				list[i].Events[j].Sources += len(b.sources[k])
				list[i].Events[j].Claims += len(b.claims[k])
			}
		}
	}
	return nil
}

// linked reads the events of every data set, their links, and the partners that the filter
// does not reach.
func (d *Desk) linked(ctx context.Context, m Moment, f ledger.Filter, p gate.Purpose) (*LinkedPage, error) {
	links, err := d.gate.Links(ctx, m.AsOf)
	if err != nil {
		return nil, err
	}
	own := d.sit.Dataset.ID
	if len(f.Datasets) == 0 {
		f.Datasets = []string{own}
		for _, l := range links {
			for _, x := range []string{l.A.Dataset, l.B.Dataset} {
				if !holds(f.Datasets, x) {
					f.Datasets = append(f.Datasets, x)
				}
			}
		}
	}
	out := &LinkedPage{AsOf: m.Day, Groups: []LinkedGroup{}, Sets: []LinkedSet{}}
	read := meant(p, &out.Withheld, d.gate.Events)
	g := newGroups(links)
	var shown []gate.Shown[record.Event]
	for _, of := range d.eachSet(f) {
		list, err := drain(ctx, of, read)
		if err != nil {
			return nil, err
		}
		set := LinkedSet{ID: of.Datasets[0], Events: len(list)}
		for _, s := range list {
			start := s.Record.When.Start
			if !set.From.IsSet() || start < set.From {
				set.From = start
			}
			set.To = max(set.To, start)
		}
		out.Sets = append(out.Sets, set)
		shown = append(shown, list...)
	}
	if err := d.titles(ctx, out.Sets); err != nil {
		return nil, err
	}
	if shown, err = d.partners(ctx, m, g, shown, f.Datasets, read); err != nil {
		return nil, err
	}
	for _, s := range shown {
		g.add(s)
	}
	out.Groups = g.rows(d)
	out.Total = len(out.Groups)
	d.stand(out)
	return out, nil
}

func (d *Desk) titles(ctx context.Context, sets []LinkedSet) error {
	list, err := d.gate.Datasets(ctx)
	if err != nil {
		return err
	}
	for i, s := range sets {
		for _, v := range list {
			if v.ID == s.ID {
				sets[i].Title = v.Title
			}
		}
	}
	slices.SortStableFunc(sets, func(a, b LinkedSet) int {
		if own := d.sit.Dataset.ID; a.ID == own || b.ID == own {
			return cmp.Compare(b2i(a.ID != own), b2i(b.ID != own))
		}
		return cmp.Compare(a.ID, b.ID)
	})
	return nil
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// stand says of each group whose it is. That nothing is linked means little on days that no
// other data set reaches, so those are told apart.
func (d *Desk) stand(p *LinkedPage) {
	own := d.sit.Dataset.ID
	reached := func(day calendar.Date) bool {
		return slices.ContainsFunc(p.Sets, func(s LinkedSet) bool { return s.ID != own && s.From.IsSet() && s.From <= day && day <= s.To })
	}
	for i := range p.Groups {
		g := &p.Groups[i]
		switch {
		case len(g.Events) > 1:
			g.Standing = "linked"
			p.Counts.Linked++
		case g.Events[0].Dataset != own:
			g.Standing = "others"
			p.Counts.Others++
		case reached(g.DateStart):
			g.Standing = "own"
			p.Counts.Own++
		default:
			g.Standing = "outside"
			p.Counts.Outside++
		}
	}
}

// partners adds the events that are linked to those found and did not pass the filter themselves.
func (d *Desk) partners(ctx context.Context, m Moment, g *groups, shown []gate.Shown[record.Event], datasets []string,
	read func(context.Context, ledger.Filter, string, int, gate.Purpose) (gate.Page[record.Event], error),
) ([]gate.Shown[record.Event], error) {
	found, wanted := map[eventKey]bool{}, map[eventKey]bool{}
	for _, s := range shown {
		found[eventKey{s.Provenance.Dataset, s.Record.ID}] = true
	}
	for _, s := range shown {
		for _, k := range g.with(eventKey{s.Provenance.Dataset, s.Record.ID}) {
			if !found[k] && holds(datasets, k.dataset) {
				wanted[k] = true
			}
		}
	}
	for _, dataset := range datasets {
		var ids []string
		for k := range wanted {
			if k.dataset == dataset {
				ids = append(ids, k.id)
			}
		}
		slices.Sort(ids)
		for part := range slices.Chunk(ids, 500) {
			more, err := drain(ctx, ledger.Filter{AsOf: m.AsOf, IDs: part, Datasets: []string{dataset}}, read)
			if err != nil {
				return nil, err
			}
			shown = append(shown, more...)
		}
	}
	return shown, nil
}
