package desk

import (
	"cmp"
	"context"
	"slices"

	"detente/internal/hands/gate"
	"detente/internal/hands/ledger"
	"detente/internal/words/calendar"
	"detente/internal/words/record"
)

// Imported is a data set of events that was imported beside the situation's own.
type Imported struct {
	record.Dataset
	Events int           `json:"events" doc:"in the situation's own countries, from its first day on"`
	From   calendar.Date `json:"from" doc:"day of the first of them"`
	To     calendar.Date `json:"to"`
	Links  int           `json:"links" doc:"with events of the situation's own data set"`
}

// imported lists the data sets that have events where and when the situation looks. Those of
// signals or of figures alone are no list of events.
func (d *Desk) imported(ctx context.Context) ([]Imported, error) {
	out := []Imported{}
	list, err := d.gate.Datasets(ctx)
	if err != nil || len(list) == 1 {
		return out, err
	}
	links, err := d.gate.Links(ctx, ledger.AsOf{})
	if err != nil {
		return nil, err
	}
	for _, v := range list[1:] {
		f := d.here(ledger.Filter{Kinds: []record.Kind{record.KindEvent}, Datasets: []string{v.ID}})
		b, err := d.gate.Bounds(ctx, f)
		if err != nil {
			return nil, err
		}
		if b.Records == 0 {
			continue
		}
		x := Imported{Dataset: v, Events: b.Records, From: b.Oldest, To: b.Newest}
		for _, l := range links {
			if d.between(l, v.ID) {
				x.Links++
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// also finds the events that links tie to one, by data set.
func (d *Desk) also(ctx context.Context, m Moment, dataset, id string) ([]AlsoIn, error) {
	out := []AlsoIn{}
	links, err := d.gate.Links(ctx, m.AsOf)
	if err != nil {
		return nil, err
	}
	for _, l := range links {
		x := l.B
		switch {
		case l.A.Dataset == dataset && l.A.ID == id:
		case l.B.Dataset == dataset && l.B.ID == id:
			x = l.A
		default:
			continue
		}
		page, err := d.gate.Events(ctx, ledger.Filter{AsOf: m.AsOf, IDs: []string{x.ID}, Datasets: []string{x.Dataset}}, "", 1, gate.Show)
		if err != nil {
			return nil, err
		}
		for _, s := range page.Items {
			out = append(out, AlsoIn{d.eventView(s), l.Score, l.Reason})
		}
	}
	slices.SortStableFunc(out, func(a, b AlsoIn) int { return cmp.Compare(a.Event.Dataset, b.Event.Dataset) })
	return out, nil
}

// between reports whether a link joins the situation's own data set and another.
func (d *Desk) between(l record.Link, other string) bool {
	own := d.sit.Dataset.ID
	return l.A.Dataset == own && l.B.Dataset == other || l.A.Dataset == other && l.B.Dataset == own
}

// here keeps a filter of imported data sets to what stands beside the situation: an import may
// be of the whole world and of many decades. Places that the filter names stay.
func (d *Desk) here(f ledger.Filter) ledger.Filter {
	if len(f.Countries)+len(f.Admin1)+len(f.Admin2) == 0 {
		for _, c := range d.sit.Countries {
			if c.Home {
				f.Countries = append(f.Countries, c.Code)
			}
		}
	}
	if begins := d.sit.Dataset.Begins; !f.Window.From.IsSet() || f.Window.From < begins {
		f.Window.From = begins
	}
	return f
}

// eachSet is a filter for each data set that a filter names, imported ones kept to what stands
// beside the situation; without any, the filter as it is.
func (d *Desk) eachSet(f ledger.Filter) []ledger.Filter {
	if len(f.Datasets) == 0 {
		return []ledger.Filter{f}
	}
	out := make([]ledger.Filter, len(f.Datasets))
	for i, id := range f.Datasets {
		out[i] = f
		out[i].Datasets = []string{id}
		if id != d.sit.Dataset.ID {
			out[i] = d.here(out[i])
		}
	}
	return out
}
